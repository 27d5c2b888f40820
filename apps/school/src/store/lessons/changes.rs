//! Every write of a lesson.

use chrono::NaiveDate;
use preau_calendar::domain::interval::Interval;
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::Value;

use super::super::{insert_of, update_of};
use super::Lesson;

/// Rows of one statement.
const ROWS: usize = 200;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    pub uid: String,
    /// With the day that its rule gave.
    pub series: Option<(i64, NaiveDate)>,
    pub module: i64,
    pub title: String,
    /// Title, and code and name of the subject.
    pub search: String,
    pub time: Interval,
    pub day: NaiveDate,
    pub room: Option<i64>,
    pub professors: Vec<i64>,
    pub groups: Vec<i64>,
}

fn at(seconds: i64) -> Value {
    Timestamp::from_seconds(seconds).into()
}

pub async fn insert(tx: &Tx, new: &New, now: Timestamp) -> Result<i64> {
    let (series, original) = new.series.unzip();
    let (sql, values) = insert_of(
        "lessons",
        vec![
            ("uid", new.uid.clone().into()),
            ("sequence", 0_i64.into()),
            ("series_id", series.into()),
            ("original_day", original.map(|day| day.to_string()).into()),
            ("module_id", new.module.into()),
            ("title", new.title.clone().into()),
            ("starts_at", at(new.time.from())),
            ("ends_at", at(new.time.to())),
            ("day", new.day.to_string().into()),
            ("room_id", new.room.into()),
            ("status", "planned".into()),
            ("reason", "".into()),
            ("clash_reason", "".into()),
            ("register_state", "not_taken".into()),
            ("register_version", 1_i64.into()),
            ("search", new.search.clone().into()),
            ("row_version", 1_i64.into()),
            ("created_at", now.into()),
            ("updated_at", now.into()),
        ],
    );
    let id = tx.number(&sql, values).await?;
    insert_parts(tx, id, new.time, new.day, &new.professors, &new.groups).await?;
    Ok(id)
}

async fn insert_parts(
    tx: &Tx,
    lesson: i64,
    time: Interval,
    day: NaiveDate,
    professors: &[i64],
    groups: &[i64],
) -> Result<()> {
    for chunk in professors.chunks(ROWS) {
        let rows: Vec<_> = (0..chunk.len()).map(|i| format!("($1, ${}, $2)", i + 3)).collect();
        let sql = format!("INSERT INTO lesson_professors (lesson_id, user_id, starts_at) VALUES {}", rows.join(", "));
        let mut values: Vec<Value> = vec![lesson.into(), at(time.from())];
        values.extend(chunk.iter().map(|id| Value::from(*id)));
        tx.exec(&sql, values).await?;
    }
    for chunk in groups.chunks(ROWS) {
        let rows: Vec<_> = (0..chunk.len()).map(|i| format!("($1, ${}, $2, $3)", i + 4)).collect();
        let sql = format!("INSERT INTO lesson_groups (lesson_id, group_id, starts_at, day) VALUES {}", rows.join(", "));
        let mut values: Vec<Value> = vec![lesson.into(), at(time.from()), day.to_string().into()];
        values.extend(chunk.iter().map(|id| Value::from(*id)));
        tx.exec(&sql, values).await?;
    }
    Ok(())
}

/// Other professors, groups and times of these; who stands in for somebody goes on doing so.
pub async fn set_parts(
    tx: &Tx,
    lesson: i64,
    time: Interval,
    day: NaiveDate,
    professors: &[i64],
    groups: &[i64],
) -> Result<()> {
    let keep = |ids: &[i64]| if ids.is_empty() { "0".to_owned() } else { join(ids) };
    let sql = format!("DELETE FROM lesson_professors WHERE lesson_id = $1 AND user_id NOT IN ({})", keep(professors));
    tx.exec(&sql, vec![lesson.into()]).await?;
    let sql = "SELECT user_id FROM lesson_professors WHERE lesson_id = $1";
    let rows = tx.all(sql, vec![lesson.into()]).await?;
    let stay: Vec<i64> = rows.iter().map(|row| row.try_get("", "user_id")).collect::<std::result::Result<_, _>>()?;
    let sql = "UPDATE lesson_professors SET starts_at = $2 WHERE lesson_id = $1";
    tx.exec(sql, vec![lesson.into(), at(time.from())]).await?;
    tx.exec("DELETE FROM lesson_groups WHERE lesson_id = $1", vec![lesson.into()]).await?;
    let come: Vec<i64> = professors.iter().copied().filter(|id| !stay.contains(id)).collect();
    insert_parts(tx, lesson, time, day, &come, groups).await
}

fn join(ids: &[i64]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The row itself as `new` says. Its SEQUENCE rises; a time that changes leaves behind where it was first planned.
pub async fn set_row(tx: &Tx, old: &Lesson, new: &New, status: &str, reason: &str, now: Timestamp) -> Result<()> {
    let (planned_from, planned_to) = (old.planned_starts_at, old.planned_ends_at);
    let moves = old.time()? != new.time;
    let planned =
        |known: Option<Timestamp>, before: Timestamp| if moves { Some(known.unwrap_or(before)) } else { known };
    let (sql, values) = update_of(
        "lessons",
        old.id,
        vec![
            ("module_id", new.module.into()),
            ("title", new.title.clone().into()),
            ("starts_at", at(new.time.from())),
            ("ends_at", at(new.time.to())),
            ("day", new.day.to_string().into()),
            ("planned_starts_at", planned(planned_from, old.starts_at).map(|at| at.0).into()),
            ("planned_ends_at", planned(planned_to, old.ends_at).map(|at| at.0).into()),
            ("room_id", new.room.into()),
            ("status", status.into()),
            ("reason", reason.into()),
            ("sequence", (old.sequence + 1).into()),
            ("search", new.search.clone().into()),
            ("updated_at", now.into()),
        ],
    );
    tx.exec(&sql, values).await?;
    if moves {
        let sql = "UPDATE attendance_marks SET starts_at = $2 WHERE lesson_id = $1";
        tx.exec(sql, vec![old.id.into(), at(new.time.from())]).await?;
    }
    Ok(())
}

/// Why a clash was accepted; empty: none was.
pub async fn set_reason(tx: &Tx, lesson: i64, clash_reason: &str) -> Result<()> {
    let sql = "UPDATE lessons SET clash_reason = $2 WHERE id = $1";
    tx.exec(sql, vec![lesson.into(), clash_reason.into()]).await.map(drop)
}

pub async fn cancel(tx: &Tx, old: &Lesson, reason: &str, now: Timestamp) -> Result<()> {
    let (sql, values) = update_of(
        "lessons",
        old.id,
        vec![
            ("status", "cancelled".into()),
            ("reason", reason.into()),
            ("sequence", (old.sequence + 1).into()),
            ("updated_at", now.into()),
        ],
    );
    tx.exec(&sql, values).await.map(drop)
}

/// One person gives it instead of another.
pub async fn set_professor(
    tx: &Tx,
    old: &Lesson,
    instead_of: i64,
    professor: i64,
    reason: &str,
    now: Timestamp,
) -> Result<()> {
    // Whoever stood in for somebody hands that on.
    let sql = "UPDATE lesson_professors SET user_id = $3, substitutes_id = CASE WHEN substitutes_id = $3 THEN NULL \
               ELSE COALESCE(substitutes_id, $2) END WHERE lesson_id = $1 AND user_id = $2";
    tx.exec(sql, vec![old.id.into(), instead_of.into(), professor.into()]).await?;
    let (sql, values) = update_of(
        "lessons",
        old.id,
        vec![("reason", reason.into()), ("sequence", (old.sequence + 1).into()), ("updated_at", now.into())],
    );
    tx.exec(&sql, values).await.map(drop)
}

/// The day that the rule of its series gives it now.
pub async fn set_series(tx: &Tx, lesson: i64, original_day: NaiveDate) -> Result<()> {
    let sql = "UPDATE lessons SET original_day = $2 WHERE id = $1";
    tx.exec(sql, vec![lesson.into(), original_day.to_string().into()]).await.map(drop)
}

/// A day of a series that is not as its rule says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exception {
    Cancelled,
    Changed,
}

pub async fn note_exception(tx: &Tx, lesson: &Lesson, exception: Exception, now: Timestamp) -> Result<()> {
    let (Some(series), Some(day)) = (lesson.series, &lesson.original_day) else { return Ok(()) };
    let kind = match exception {
        Exception::Cancelled => "cancelled",
        Exception::Changed => "changed",
    };
    let sql = "INSERT INTO series_exceptions (series_id, day, kind, lesson_id, created_at) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (series_id, day) DO UPDATE SET kind = excluded.kind, lesson_id = excluded.lesson_id";
    tx.exec(sql, vec![series.into(), day.clone().into(), kind.into(), lesson.id.into(), now.into()]).await.map(drop)
}

/// Only one that nobody has said anything about.
pub async fn delete(tx: &Tx, lesson: i64) -> Result<()> {
    tx.exec("DELETE FROM lessons WHERE id = $1", vec![lesson.into()]).await.map(drop)
}
