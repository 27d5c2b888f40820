//! One lesson: made, changed or moved, cancelled, given to somebody else.

use preau_calendar::domain::interval::Interval;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::{Error, Refusal, Result};
use serde_json::{Map, json};

use super::history;
use super::notices::{self, What};
use super::{Named, Planner, Values, asked, check, day_of, new_uid, refusal, search_text, zone};
use crate::actions::{changed, changes, check_version, claiming};
use crate::permissions::Reach;
use crate::store::lessons::{self as rows, Exception, Lesson, New};
use crate::store::people;

/// What a request changes; the rest stays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Patch {
    pub(crate) module: Option<i64>,
    pub(crate) title: Option<String>,
    pub(crate) starts_at: Option<Timestamp>,
    /// Without it a lesson that is moved keeps its length.
    pub(crate) ends_at: Option<Timestamp>,
    pub(crate) room: Option<Option<i64>>,
    pub(crate) professors: Option<Vec<i64>>,
    pub(crate) groups: Option<Vec<i64>>,
    pub(crate) reason: Option<String>,
    pub(crate) version: Option<i64>,
}

pub(crate) async fn create(planner: &Planner<'_>, values: &Values) -> Result<i64> {
    let (app, reach) = (planner.app, planner.reach()?);
    let day = day_of(zone(app).await?, values.time)?;
    let tx = app.db().write_tx().await?;
    let names = check(&*tx, reach, named(values), None).await?;
    claiming::lock_groups(&tx, &values.groups).await?;
    let new = New {
        uid: new_uid(app),
        series: None,
        module: values.module,
        title: values.title.clone(),
        search: search_text(&values.title, &names),
        time: values.time,
        day,
        room: values.room,
        professors: values.professors.clone(),
        groups: values.groups.clone(),
    };
    let id = rows::insert(&tx, &new, app.now()).await?;
    let wanted = asked(id, values, day);
    match claiming::claim(&tx, app, std::slice::from_ref(&wanted), planner.accepting).await? {
        Ok(accepted) => note_accepted(planner, &tx, id, accepted).await?,
        Err(met) => {
            tx.rollback().await?;
            return Err(refusal(planner, &wanted, &met, None).await?);
        }
    }
    let made = rows::get(&*tx, Reach::Everything, id).await?;
    let entry = Entry::new("lesson_created").target("lesson", id, title(&made)).meta("module", values.module);
    audit::record(&tx, app, planner.info, entry).await?;
    history::note(&tx, planner, id, "created", &Map::new(), "").await?;
    let people = rows::expected_people(&*tx, id).await?;
    notices::tell(&tx, planner, &[What { lesson: &made, kind: "added", before: None, people, reason: "" }]).await?;
    tx.commit().await?;
    Ok(id)
}

pub(crate) fn named(values: &Values) -> Named<'_> {
    Named { module: values.module, room: values.room, professors: &values.professors, groups: &values.groups }
}

pub(crate) fn title(lesson: &Lesson) -> String {
    format!("{} · {}", lesson.shown_title(), lesson.starts_at)
}

pub(super) async fn note_accepted(planner: &Planner<'_>, tx: &Tx, lesson: i64, accepted: bool) -> Result<()> {
    let reason = planner.accepting.reason.as_deref().filter(|_| accepted).unwrap_or_default();
    rows::set_reason(tx, lesson, reason).await
}

pub(super) async fn values_of(tx: &Tx, lesson: &Lesson) -> Result<Values> {
    let details = rows::of_lesson(&**tx, lesson.id).await?;
    Ok(Values {
        module: lesson.module,
        title: lesson.title.clone(),
        time: lesson.time()?,
        room: lesson.room,
        professors: details.professor_ids(),
        groups: details.group_ids(),
    })
}

/// 409 for what is over or called off.
pub(super) fn may_change(lesson: &Lesson) -> Result<()> {
    if lesson.is_cancelled() {
        return Err(Error::conflict("lesson_is_cancelled"));
    }
    if lesson.register_state != "not_taken" {
        return Err(Error::conflict("register_is_taken"));
    }
    Ok(())
}

impl Patch {
    pub(crate) fn apply(&self, old: &Values) -> Result<Values> {
        let from = self.starts_at.map_or(old.time.from(), Timestamp::seconds);
        let to = match (self.ends_at, self.starts_at) {
            (Some(ends_at), _) => ends_at.seconds(),
            (None, Some(_)) => from + old.time.seconds(),
            (None, None) => old.time.to(),
        };
        let time = Interval::new(from, to).ok_or_else(|| Error::invalid("ends_at", "before_its_start"))?;
        Ok(Values {
            module: self.module.unwrap_or(old.module),
            title: self.title.clone().unwrap_or_else(|| old.title.clone()),
            time,
            room: self.room.unwrap_or(old.room),
            professors: self.professors.clone().unwrap_or_else(|| old.professors.clone()),
            groups: self.groups.clone().unwrap_or_else(|| old.groups.clone()),
        })
    }
}

pub(crate) async fn change(planner: &Planner<'_>, id: i64, patch: &Patch) -> Result<()> {
    let (app, reach) = (planner.app, planner.reach()?);
    let zone = zone(app).await?;
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, reach, id).await?;
    check_version(patch.version, old.row_version)?;
    may_change(&old)?;
    let before = values_of(&tx, &old).await?;
    let values = patch.apply(&before)?;
    if values == before {
        return Ok(());
    }
    let day = day_of(zone, values.time)?;
    let names = check(&*tx, reach, named(&values), Some(old.module)).await?;
    let mut groups = before.groups.clone();
    groups.extend(&values.groups);
    claiming::lock_groups(&tx, &groups).await?;
    let concerned = rows::expected_people(&*tx, id).await?;
    write(planner, &tx, &old, &values, day, &names, patch.reason.as_deref()).await?;
    if takes_other(&before, &values) {
        claiming::release(&tx, &[id]).await?;
        let wanted = asked(id, &values, day);
        match claiming::claim(&tx, app, std::slice::from_ref(&wanted), planner.accepting).await? {
            Ok(accepted) => note_accepted(planner, &tx, id, accepted).await?,
            Err(met) => {
                tx.rollback().await?;
                return Err(refusal(planner, &wanted, &met, Some(id)).await?);
            }
        }
    }
    record(planner, &tx, &old, &before, &values, concerned, patch).await?;
    tx.commit().await
}

fn takes_other(before: &Values, values: &Values) -> bool {
    (before.time, before.room, &before.professors, &before.groups)
        != (values.time, values.room, &values.professors, &values.groups)
}

async fn write(
    planner: &Planner<'_>,
    tx: &Tx,
    old: &Lesson,
    values: &Values,
    day: chrono::NaiveDate,
    names: &(String, String),
    reason: Option<&str>,
) -> Result<()> {
    let now = planner.app.now();
    let moves = old.time()? != values.time;
    let status = if moves { "moved" } else { old.status.as_str() };
    let new = New {
        uid: old.uid.clone(),
        series: None,
        module: values.module,
        title: values.title.clone(),
        search: search_text(&values.title, names),
        time: values.time,
        day,
        room: values.room,
        professors: values.professors.clone(),
        groups: values.groups.clone(),
    };
    rows::set_row(tx, old, &new, status, reason.unwrap_or(&old.reason), now).await?;
    rows::set_parts(tx, old.id, values.time, day, &values.professors, &values.groups).await?;
    rows::note_exception(tx, old, Exception::Changed, now).await
}

async fn record(
    planner: &Planner<'_>,
    tx: &Tx,
    old: &Lesson,
    before: &Values,
    values: &Values,
    mut concerned: Vec<i64>,
    patch: &Patch,
) -> Result<()> {
    let at = |time: Interval| (Timestamp::from_seconds(time.from()), Timestamp::from_seconds(time.to()));
    let changes = changes([
        ("module", json!(before.module), json!(values.module)),
        ("title", json!(before.title), json!(values.title)),
        ("starts_at", json!(at(before.time).0), json!(at(values.time).0)),
        ("ends_at", json!(at(before.time).1), json!(at(values.time).1)),
        ("room", json!(before.room), json!(values.room)),
        ("professors", json!(before.professors), json!(values.professors)),
        ("groups", json!(before.groups), json!(values.groups)),
    ]);
    let moves = before.time != values.time;
    let action = if moves { "lesson_moved" } else { "lesson_changed" };
    let reason = patch.reason.as_deref().unwrap_or_default();
    history::note(tx, planner, old.id, if moves { "moved" } else { "changed" }, &changes, reason).await?;
    let entry = changed(Entry::new(action).target("lesson", old.id, title(old)), changes);
    audit::record(tx, planner.app, planner.info, entry).await?;
    concerned.extend(rows::expected_people(&**tx, old.id).await?);
    let now = rows::get(&**tx, Reach::Everything, old.id).await?;
    let what = What {
        lesson: &now,
        kind: if moves { "moved" } else { "changed" },
        before: Some(at(before.time)),
        people: concerned,
        reason,
    };
    notices::tell(tx, planner, &[what]).await
}

pub(crate) async fn cancel(planner: &Planner<'_>, id: i64, reason: &str, version: Option<i64>) -> Result<()> {
    let (app, reach) = (planner.app, planner.reach()?);
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, reach, id).await?;
    check_version(version, old.row_version)?;
    may_change(&old)?;
    cancel_in(planner, &tx, &old, reason).await?;
    tx.commit().await
}

pub(super) async fn cancel_in(planner: &Planner<'_>, tx: &Tx, old: &Lesson, reason: &str) -> Result<()> {
    let now = planner.app.now();
    let people = rows::expected_people(&**tx, old.id).await?;
    rows::cancel(tx, old, reason, now).await?;
    rows::note_exception(tx, old, Exception::Cancelled, now).await?;
    claiming::release(tx, &[old.id]).await?;
    let entry = Entry::new("lesson_cancelled").target("lesson", old.id, title(old));
    audit::record(tx, planner.app, planner.info, entry.personal("reason", reason)).await?;
    let changes = changes([("status", json!(old.status), json!("cancelled"))]);
    history::note(tx, planner, old.id, "cancelled", &changes, reason).await?;
    let what = What { lesson: old, kind: "cancelled", before: None, people, reason };
    notices::tell(tx, planner, &[what]).await
}

/// `instead_of` is one of its professors; 400 when not.
pub(crate) async fn substitute(
    planner: &Planner<'_>,
    id: i64,
    professor: i64,
    instead_of: i64,
    reason: &str,
    version: Option<i64>,
) -> Result<()> {
    let (app, reach) = (planner.app, planner.reach()?);
    let zone = zone(app).await?;
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, reach, id).await?;
    check_version(version, old.row_version)?;
    may_change(&old)?;
    let mut values = values_of(&tx, &old).await?;
    let unknown = |field: &str, id: i64| Error::invalid(field, Refusal::new("unknown_professor").arg("id", id));
    if !values.professors.contains(&instead_of) {
        return Err(unknown("instead_of", instead_of));
    }
    if people::professors_among(&*tx, &[professor]).await?.is_empty() || values.professors.contains(&professor) {
        return Err(unknown("professor", professor));
    }
    claiming::lock_groups(&tx, &values.groups).await?;
    let mut concerned = rows::expected_people(&*tx, id).await?;
    let before = values.professors.clone();
    for one in &mut values.professors {
        if *one == instead_of {
            *one = professor;
        }
    }
    rows::set_professor(&tx, &old, instead_of, professor, reason, app.now()).await?;
    rows::note_exception(&tx, &old, Exception::Changed, app.now()).await?;
    claiming::release(&tx, &[id]).await?;
    let wanted = asked(id, &values, day_of(zone, values.time)?);
    match claiming::claim(&tx, app, std::slice::from_ref(&wanted), planner.accepting).await? {
        Ok(accepted) => note_accepted(planner, &tx, id, accepted).await?,
        Err(met) => {
            tx.rollback().await?;
            return Err(refusal(planner, &wanted, &met, Some(id)).await?);
        }
    }
    let entry = Entry::new("lesson_substituted").target("lesson", id, title(&old));
    let entry = entry.meta("professor", professor).meta("instead_of", instead_of).personal("reason", reason);
    audit::record(&tx, app, planner.info, entry).await?;
    let changes = changes([("professors", json!(before), json!(values.professors))]);
    history::note(&tx, planner, id, "substituted", &changes, reason).await?;
    concerned.push(professor);
    let what = What { lesson: &old, kind: "substituted", before: None, people: concerned, reason };
    notices::tell(&tx, planner, &[what]).await?;
    tx.commit().await
}
