//! Cancelling: the appointment is kept, its time is free at once and goes to the next in line.

use preau_calendar::claims;
use preau_calendar::domain::claim::Source;
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use super::check_version;
use crate::domain::status::{Status, is_too_late};
use crate::jobs::{self, Told};
use crate::permissions::{acts_for, seen};
use crate::schedule::APPOINTMENT;
use crate::store::appointments::{self as rows, Appointment, Reach};

pub async fn cancel(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    id: i64,
    reason: &str,
    version: Option<i64>,
) -> Result<Appointment> {
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, seen(actor), id).await?;
    check_version(version, old.row_version)?;
    may_change(app, actor, &old)?;
    cancel_in(&tx, app, info, &old, Some(actor.user_id), reason).await?;
    let now = rows::get(&*tx, Reach::Everything, id).await?;
    tx.commit().await?;
    Ok(now)
}

/// By whoever has its link, as its client and bound as they are.
pub async fn by_link(app: &App, info: &RequestInfo, seen: &Appointment, reason: &str) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, Reach::OfClient(seen.client_id), seen.id).await?;
    client_may_change(app, &old)?;
    cancel_in(&tx, app, info, &old, Some(old.client_id), reason).await?;
    tx.commit().await
}

/// As [`cancel`], of a booked one, in the caller's transaction. `by` nobody: the program itself.
pub async fn cancel_in(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    old: &Appointment,
    by: Option<i64>,
    reason: &str,
) -> Result<()> {
    rows::cancel(tx, old, by, reason, app.now()).await?;
    claims::release_source(tx, &Source::new(APPOINTMENT, old.id)).await?;
    let entry = Entry::new("appointment_cancelled")
        .target("appointment", old.id, old.starts_at.to_string())
        .meta("coach", old.coach_id)
        .meta("client", old.client_id);
    // By its link there is no login that names the actor.
    let is_clients = by == Some(old.client_id) && info.maybe_actor().is_none();
    let entry = if is_clients { entry.by(old.client_id, &old.client_name) } else { entry };
    audit::record(tx, app, info, entry).await?;
    jobs::tell(tx, app, Told::Cancelled, old.id, old.sequence + 1).await?;
    if old.starts_at > app.now() {
        jobs::offer(tx, app, old.coach_id, old.starts_at).await?;
    }
    Ok(())
}

/// Only what is booked; a client only until the time that the coach has set.
pub(super) fn may_change(app: &App, actor: &Actor, old: &Appointment) -> Result<()> {
    require_booked(old)?;
    if acts_for(actor, old.coach_id) { Ok(()) } else { require_in_time(app, old) }
}

/// As [`may_change`], of its client.
pub(super) fn client_may_change(app: &App, old: &Appointment) -> Result<()> {
    require_booked(old)?;
    require_in_time(app, old)
}

fn require_booked(old: &Appointment) -> Result<()> {
    if old.status()? == Status::Booked { Ok(()) } else { Err(Error::conflict("not_booked")) }
}

fn require_in_time(app: &App, old: &Appointment) -> Result<()> {
    if is_too_late(old.starts_at.seconds(), app.now().seconds(), old.cancel_minutes) {
        return Err(Error::conflict(Refusal::new("too_late").arg("minutes", old.cancel_minutes)));
    }
    Ok(())
}
