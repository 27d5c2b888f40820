//! The register as a professor sends it, at once or hours later from a phone that had no network. Each mark carries the
//! version that it was made from: what somebody else has changed meanwhile is not overwritten but told, with both
//! sides; everything else is written. What is there already is no change, so that sending twice is harmless.

use std::collections::BTreeMap;

use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};
use serde_json::{Value, json};

use super::closing::{self, Closing};
use super::mark::say;
use super::{changed, check_open, reach, voice};
use crate::actions::check_version;
use crate::domain::attendance::mark::{Mark, Said};
use crate::domain::attendance::status::{Status, Voice};
use crate::store::attendance::lessons::{self, Lesson};
use crate::store::attendance::marks::Telling;
use crate::store::attendance::{check_ins, roll};

/// So long before its lesson a register can be taken.
pub(crate) const AHEAD: chrono::TimeDelta = chrono::TimeDelta::minutes(30);

/// What somebody sends of one student.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) student: i64,
    pub(crate) status: Option<Status>,
    pub(crate) late: i64,
    pub(crate) left: i64,
    /// `None`: as it is.
    pub(crate) note: Option<String>,
    /// That of the mark which the sender saw; 0: none was there. `None`: whatever is there.
    pub(crate) row_version: Option<i64>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Register {
    pub(crate) marks: Vec<Sent>,
    /// `None`: as it is.
    pub(crate) head_count: Option<Option<i64>>,
    pub(crate) row_version: Option<i64>,
    pub(crate) close: bool,
}

/// What was not written, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub(crate) struct Conflict {
    /// The id of the person; null: the head count.
    #[schema(required)]
    pub(crate) student: Option<i64>,
    /// changed (somebody else was faster), office_holds (written, but the office says otherwise), not_expected or
    /// head_count.
    pub(crate) reason: &'static str,
    /// As it was sent.
    pub(crate) yours: Value,
    /// As it stands.
    pub(crate) theirs: Value,
}

impl Sent {
    fn shown(&self) -> Value {
        let status = self.status.map(Status::name);
        json!({"status": status, "minutes_late": self.late, "minutes_left": self.left, "note": self.note})
    }

    /// Whether what holds says just this.
    fn is_what_holds(&self, mark: &Mark) -> bool {
        mark.status() == self.status
            && (mark.minutes_late, mark.minutes_left) == (self.late, self.left)
            && self.note.as_ref().is_none_or(|note| *note == mark.note)
    }

    fn said(&self, voice: Voice) -> Said {
        Said { note: self.note.clone(), ..Said::new(voice, self.status).minutes(self.late, self.left) }
    }
}

fn standing(mark: &Mark, version: i64) -> Value {
    json!({
        "status": mark.status().map(Status::name),
        "minutes_late": mark.minutes_late,
        "minutes_left": mark.minutes_left,
        "note": mark.note,
        "source": mark.source().map(Voice::name),
        "row_version": version,
    })
}

/// Writes what can be written, and closes the register if that is asked.
pub(crate) async fn put(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    id: i64,
    register: &Register,
) -> Result<Vec<Conflict>> {
    let reach = reach(actor)?;
    let tx = app.db().write_tx().await?;
    let lesson = lessons::get_locked(&tx, reach, id).await?;
    check_begun(app, &lesson)?;
    let rows: BTreeMap<i64, roll::Row> =
        roll::of_lesson(&*tx, id).await?.into_iter().map(|row| (row.student, row)).collect();
    if lesson.is_closed() {
        return refuse_closed(&lesson, &rows, register);
    }
    // Without versions of their own the marks stand on that of the register.
    if register.marks.iter().any(|sent| sent.row_version.is_none()) {
        check_version(register.row_version, lesson.register_version)?;
    }
    let voice = voice(&*tx, actor, reach, id).await?;
    let telling = Telling { actor: Some(actor.user_id), reason: "", now: app.now() };
    let mut conflicts = Vec::new();
    let mut written = 0;
    for sent in &register.marks {
        let Some(row) = rows.get(&sent.student) else {
            conflicts.push(conflict(sent, "not_expected", Value::Null));
            continue;
        };
        let (mark, version) = (row.mark(), row.version());
        if sent.is_what_holds(&mark) {
            continue;
        }
        if sent.row_version.is_some_and(|seen| seen != version) {
            conflicts.push(conflict(sent, "changed", standing(&mark, version)));
            continue;
        }
        let said = sent.said(voice);
        let at = (id, lesson.starts_at);
        written += i64::from(say(&tx, at, sent.student, row.kept.as_ref(), &said, telling).await?);
        if voice < Voice::Office && mark.office.is_some() {
            conflicts.push(conflict(sent, "office_holds", standing(&mark, version + 1)));
        }
    }
    let counted = count_heads(&tx, &lesson, register, &mut conflicts).await?;
    if written > 0 || counted || lesson.register_state == lessons::NOT_TAKEN {
        open(&tx, app, &lesson, actor.user_id).await?;
        changed(&tx, id).await?;
        let entry = Entry::new("register_taken").target("lesson", id, lesson.name()).meta("marks", written);
        audit::record(&tx, app, info, entry).await?;
    }
    if register.close {
        let lesson = lessons::get_locked(&tx, reach, id).await?;
        closing::close_in(&tx, app, info, (actor, reach), &lesson, &Closing::default()).await?;
    }
    tx.commit().await?;
    Ok(conflicts)
}

fn conflict(sent: &Sent, reason: &'static str, theirs: Value) -> Conflict {
    Conflict { student: Some(sent.student), reason, yours: sent.shown(), theirs }
}

/// What was sent to a closed register is refused as a whole, with all in which it differs: the sender keeps it.
fn refuse_closed(lesson: &Lesson, rows: &BTreeMap<i64, roll::Row>, register: &Register) -> Result<Vec<Conflict>> {
    let mut conflicts = Vec::new();
    for sent in &register.marks {
        let row = rows.get(&sent.student);
        let mark = row.map(roll::Row::mark).unwrap_or_default();
        if row.is_none() {
            conflicts.push(conflict(sent, "not_expected", Value::Null));
        } else if !sent.is_what_holds(&mark) {
            conflicts.push(conflict(sent, "changed", standing(&mark, row.map_or(0, roll::Row::version))));
        }
    }
    let same_count = register.head_count.is_none_or(|count| count == lesson.head_count);
    if conflicts.is_empty() && same_count {
        // Sent again after an answer that was lost.
        return Ok(conflicts);
    }
    let conflicts = serde_json::to_value(conflicts)?;
    Err(Error::conflict(Refusal::new("register_closed").extra("conflicts", conflicts)))
}

/// Whether the head count has changed.
async fn count_heads(
    tx: &preau_kernel::db::Tx,
    lesson: &Lesson,
    register: &Register,
    conflicts: &mut Vec<Conflict>,
) -> Result<bool> {
    let Some(count) = register.head_count.filter(|count| *count != lesson.head_count) else { return Ok(false) };
    if register.row_version.is_some_and(|seen| seen != lesson.register_version) && lesson.head_count.is_some() {
        let (yours, theirs) = (json!(count), json!(lesson.head_count));
        conflicts.push(Conflict { student: None, reason: "head_count", yours, theirs });
        return Ok(false);
    }
    lessons::set_head_count(tx, lesson.id, count).await?;
    Ok(true)
}

pub(super) fn check_begun(app: &App, lesson: &Lesson) -> Result<()> {
    if lesson.is_cancelled() {
        return Err(Error::conflict("lesson_cancelled"));
    }
    if app.now() < lesson.starts_at.minus(AHEAD) {
        return Err(Error::conflict("lesson_not_begun"));
    }
    Ok(())
}

/// A register that was not taken is open from now on.
pub(super) async fn open(tx: &preau_kernel::db::Tx, app: &App, lesson: &Lesson, actor: i64) -> Result<()> {
    if lesson.register_state == lessons::NOT_TAKEN {
        lessons::set_open(tx, lesson.id).await?;
        lessons::add_event(tx, lesson.id, "opened", Some(actor), "", app.now()).await?;
    }
    Ok(())
}

/// One tap for a student without a phone: there, by the server's clock.
pub(crate) async fn presence(app: &App, info: &RequestInfo, actor: &Actor, id: i64, student: i64) -> Result<()> {
    let reach = reach(actor)?;
    let tx = app.db().write_tx().await?;
    let lesson = lessons::get_locked(&tx, reach, id).await?;
    check_begun(app, &lesson)?;
    check_open(&lesson)?;
    let rows = roll::of_lesson(&*tx, id).await?;
    let row = rows.iter().find(|row| row.student == student && row.expected);
    let row = row.ok_or_else(|| Error::invalid("student", "not_expected"))?;
    let now = app.now();
    let (status, late) = super::check_in::arrival(app, &lesson, now);
    let said = Said::new(voice(&*tx, actor, reach, id).await?, Some(status)).minutes(late, 0);
    match check_ins::find(&*tx, id, student).await? {
        Some(known) => check_ins::decide(&tx, known.id, true, actor.user_id, now).await?,
        None => {
            let new = check_ins::New {
                lesson: id,
                window: None,
                student,
                device: None,
                network: "",
                score: 0,
                reasons: "[]".to_owned(),
                decision: "green",
                accepted_by: Some(actor.user_id),
            };
            check_ins::insert(&tx, new, now).await?;
        }
    }
    // Whoever is there already stays as they came.
    if row.status().is_none_or(|status| !status.is_there()) {
        let telling = Telling { actor: Some(actor.user_id), reason: "", now };
        say(&tx, (id, lesson.starts_at), student, row.kept.as_ref(), &said, telling).await?;
    }
    open(&tx, app, &lesson, actor.user_id).await?;
    changed(&tx, id).await?;
    let entry = Entry::new("mark_changed").target("lesson", id, lesson.name());
    audit::record(&tx, app, info, entry.meta("student", student).meta("status", status.name())).await?;
    tx.commit().await
}
