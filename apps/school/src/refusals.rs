//! Refusals of the timetable with what they show.

use std::collections::{BTreeMap, BTreeSet};

use preau_calendar::domain::claim::SubjectKind;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::{Error, Refusal, Result};
use sea_orm::Value as Bound;
use serde_json::{Value, json};

use crate::actions::claiming::{Accepting, LESSON, Met};

/// Clashes shown at most; a series of a whole year may have many.
const MOST: usize = 50;

/// 409 that names what is taken, where the lesson would fit instead, and whether the asker may accept it all the same.
pub(crate) fn clash(clashes: Vec<Value>, alternatives: Vec<Value>, acceptable: bool) -> Error {
    let refusal = Refusal::new("clash").extra("clashes", clashes.into()).extra("alternatives", alternatives.into());
    Error::Conflict(refusal.extra("acceptable", acceptable.into()))
}

/// As [`clash`], where no other time comes into question.
pub(crate) async fn clash_in(conn: &dyn Sql, accepting: &Accepting, met: &[Met]) -> Result<Error> {
    Ok(clash(shown(conn, met).await?, Vec::new(), met.iter().all(|met| accepting.allows(met))))
}

/// `{kind, with, name, from, to, lesson}`: what is taken, when, and by which lesson; of what is no lesson only the time is
/// said, since it may be somebody's own.
pub(crate) async fn shown(conn: &dyn Sql, met: &[Met]) -> Result<Vec<Value>> {
    let met = &met[..met.len().min(MOST)];
    let of = |kind: SubjectKind| -> BTreeSet<i64> {
        met.iter().filter(|met| met.subject.kind == kind).map(|met| met.subject.id).collect()
    };
    let rooms = names(conn, "SELECT id, name FROM rooms WHERE id IN", of(SubjectKind::Room)).await?;
    let groups = names(conn, "SELECT id, name FROM class_groups WHERE id IN", of(SubjectKind::Group)).await?;
    let people = "SELECT id, first_name || ' ' || last_name AS name FROM users WHERE id IN";
    let people = names(conn, people, of(SubjectKind::Person)).await?;
    let by: BTreeSet<i64> = met
        .iter()
        .filter_map(|met| met.by.as_ref())
        .filter(|source| source.kind == LESSON)
        .map(|source| source.id)
        .collect();
    let lessons = "SELECT l.id, CASE WHEN l.title = '' THEN m.name ELSE l.title END AS name FROM lessons l \
                   JOIN modules m ON m.id = l.module_id WHERE l.id IN";
    let lessons = names(conn, lessons, by).await?;
    let name_of = |met: &Met| match met.subject.kind {
        SubjectKind::Room | SubjectKind::Seat => rooms.get(&met.subject.id),
        SubjectKind::Group => groups.get(&met.subject.id),
        SubjectKind::Person => people.get(&met.subject.id),
    };
    let shown = met.iter().map(|met| {
        let lesson = met.by.as_ref().filter(|source| source.kind == LESSON);
        json!({
            "kind": met.kind.name(),
            "with": met.subject.id,
            "name": name_of(met),
            "from": Timestamp::from_seconds(met.time.from()),
            "to": Timestamp::from_seconds(met.time.to()),
            "lesson": lesson.and_then(|source| Some(json!({"id": source.id, "title": lessons.get(&source.id)?}))),
        })
    });
    Ok(shown.collect())
}

/// Names by id; `select` ends before the list of ids.
pub(crate) async fn names(conn: &dyn Sql, select: &str, ids: BTreeSet<i64>) -> Result<BTreeMap<i64, String>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let places: Vec<_> = (1..=ids.len()).map(|i| format!("${i}")).collect();
    let sql = format!("{select} ({})", places.join(", "));
    let rows = conn.all(&sql, ids.into_iter().map(Bound::from).collect()).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "name")?))).collect()
}
