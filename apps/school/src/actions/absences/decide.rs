//! Deciding about an absence. Accepted, it excuses: the office says so of every lesson that it covers. A decision can be
//! changed: refused afterwards, the office takes its word back.

use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use super::decides;
use crate::actions::check_version;
use crate::jobs::absences as jobs;
use crate::permissions::Reach;
use crate::store::absences::marks::{self, Said};
use crate::store::absences::rows::{self, Absence, Status};

#[derive(Debug, Clone)]
pub(crate) struct Decision {
    pub(crate) accept: bool,
    pub(crate) reason: String,
    /// Of a refusal: until when something better can be brought.
    pub(crate) deadline: Option<Timestamp>,
}

pub(crate) async fn decide(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    id: i64,
    decision: &Decision,
    version: Option<i64>,
) -> Result<Absence> {
    let reach = decides(actor)?;
    let tx = app.db().write_tx().await?;
    decide_in(&tx, app, info, actor, reach, id, decision, version).await?;
    let now = rows::get(&*tx, Reach::Everything, id).await?;
    tx.commit().await?;
    Ok(now)
}

#[expect(clippy::too_many_arguments, reason = "the same as above, in the caller's transaction")]
pub(crate) async fn decide_in(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    reach: Reach,
    id: i64,
    decision: &Decision,
    version: Option<i64>,
) -> Result<()> {
    rows::get(&**tx, reach, id).await?;
    // Registers are locked by their lessons first, whoever changes their marks.
    marks::lock_lessons(tx, id).await?;
    let old = rows::get_locked(tx, reach, id).await?;
    check_version(version, old.row_version)?;
    if old.student_id == actor.user_id {
        return Err(Error::forbidden());
    }
    if old.withdrawn_at.is_some() {
        return Err(Error::conflict("absence_withdrawn"));
    }
    let deadline = decision.deadline.filter(|_| !decision.accept);
    if deadline.is_some_and(|deadline| deadline <= app.now()) {
        return Err(Error::invalid("deadline", "deadline_in_the_past"));
    }
    let status = if decision.accept { Status::Accepted } else { Status::Refused };
    rows::decide(tx, id, status, &decision.reason, deadline, actor.user_id, app.now()).await?;
    let said = Said { actor: Some(actor.user_id), reason: &decision.reason, now: app.now() };
    for mark in marks::of_absence(&**tx, id).await? {
        if decision.accept && mark.is("absent") {
            marks::say(tx, &mark, Some("excused"), Some(id), said).await?;
        } else if !decision.accept && mark.office_status.as_deref() == Some("excused") {
            marks::say(tx, &mark, None, Some(id), said).await?;
        }
    }
    let entry = Entry::new("absence_decided").target("absence", id, "").on_behalf_of(old.student_id);
    let entry = entry.meta("status", status.name()).personal("reason", decision.reason.as_str());
    audit::record(tx, app, info, entry).await?;
    jobs::tell_decision(tx, app, id, old.row_version + 1).await
}
