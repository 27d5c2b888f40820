//! Closing a register, which says of everybody what they are, and reopening it, which takes a reason.

use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use super::mark::say;
use super::register::check_begun;
use super::{changed, reach, voice};
use crate::actions::check_version;
use crate::domain::attendance::mark::Said;
use crate::domain::attendance::status::Status;
use crate::permissions::Reach;
use crate::store::attendance::lessons::{self, Lesson};
use crate::store::attendance::marks::Telling;
use crate::store::attendance::{roll, windows};

#[derive(Debug, Clone, Default)]
pub(crate) struct Closing {
    /// What those are of whom nobody has said anything. `None`: absent if the lesson had a check-in, else present; and
    /// nobody may wait for a decision then.
    pub(crate) others: Option<Status>,
    /// `None`: as it is.
    pub(crate) head_count: Option<Option<i64>>,
    pub(crate) row_version: Option<i64>,
}

pub(crate) async fn close(app: &App, info: &RequestInfo, actor: &Actor, id: i64, closing: &Closing) -> Result<()> {
    let reach = reach(actor)?;
    let tx = app.db().write_tx().await?;
    let lesson = lessons::get_locked(&tx, reach, id).await?;
    close_in(&tx, app, info, (actor, reach), &lesson, closing).await?;
    tx.commit().await
}

/// A locked lesson's. One that is closed already stays as it is: two professors who close at once mean the same.
pub(crate) async fn close_in(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    (actor, reach): (&Actor, Reach),
    lesson: &Lesson,
    closing: &Closing,
) -> Result<()> {
    check_begun(app, lesson)?;
    if lesson.is_closed() {
        return Ok(());
    }
    let now = app.now();
    if now < lesson.starts_at {
        return Err(Error::conflict("lesson_not_begun"));
    }
    check_version(closing.row_version, lesson.register_version)?;
    let rows = roll::of_lesson(&**tx, lesson.id).await?;
    let waiting: Vec<i64> = rows.iter().filter(|row| row.is_undecided()).map(|row| row.student).collect();
    if closing.others.is_none() && !waiting.is_empty() {
        return Err(Error::conflict(Refusal::new("claims_undecided").extra("students", waiting.into())));
    }
    let others = match closing.others {
        Some(status) => status,
        None if windows::has_any(&**tx, lesson.id).await? => Status::Absent,
        None => Status::Present,
    };
    let voice = voice(&**tx, actor, reach, lesson.id).await?;
    let telling = Telling { actor: Some(actor.user_id), reason: "", now };
    let at = (lesson.id, lesson.starts_at);
    let mut filled = 0;
    for row in rows.iter().filter(|row| row.expected && row.status().is_none()) {
        filled +=
            i64::from(say(tx, at, row.student, row.kept.as_ref(), &Said::new(voice, Some(others)), telling).await?);
    }
    if let Some(count) = closing.head_count {
        lessons::set_head_count(tx, lesson.id, count).await?;
    }
    super::register::open(tx, app, lesson, actor.user_id).await?;
    windows::end(tx, lesson.id, now).await?;
    lessons::set_closed(tx, lesson.id, now).await?;
    lessons::add_event(tx, lesson.id, "closed", Some(actor.user_id), "", now).await?;
    changed(tx, lesson.id).await?;
    let entry = Entry::new("register_closed").target("lesson", lesson.id, lesson.name());
    let entry = entry.meta("filled", filled).meta("others", others.name());
    audit::record(tx, app, info, entry).await?;
    crate::actions::absences::found::follow_register(tx, app, info, lesson.id).await
}

pub(crate) async fn reopen(app: &App, info: &RequestInfo, actor: &Actor, id: i64, reason: &str) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let lesson = lessons::get_locked(&tx, reach(actor)?, id).await?;
    reopen_in(&tx, app, info, actor, &lesson, reason).await?;
    tx.commit().await
}

pub(crate) async fn reopen_in(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    lesson: &Lesson,
    reason: &str,
) -> Result<()> {
    if !lesson.is_closed() {
        return Err(Error::conflict("register_not_closed"));
    }
    lessons::set_open(tx, lesson.id).await?;
    lessons::add_event(tx, lesson.id, "reopened", Some(actor.user_id), reason, app.now()).await?;
    changed(tx, lesson.id).await?;
    let entry = Entry::new("register_reopened").target("lesson", lesson.id, lesson.name()).personal("reason", reason);
    audit::record(tx, app, info, entry).await.map(drop)
}
