//! What became of an appointment: held, or the client did not come.

use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use super::check_version;
use crate::domain::status::Status;
use crate::permissions::managed;
use crate::store::appointments::{self as rows, Appointment, Reach};

/// `booked` takes a mark back. Nothing is marked before it has begun.
pub async fn mark(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    id: i64,
    status: Status,
    version: Option<i64>,
) -> Result<Appointment> {
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, managed(actor)?, id).await?;
    check_version(version, old.row_version)?;
    mark_in(&tx, app, info, &old, status).await?;
    let now = rows::get(&*tx, Reach::Everything, id).await?;
    tx.commit().await?;
    Ok(now)
}

/// As [`mark`], in the caller's transaction.
pub async fn mark_in(tx: &Tx, app: &App, info: &RequestInfo, old: &Appointment, status: Status) -> Result<()> {
    if old.status()? == Status::Cancelled || status == Status::Cancelled {
        return Err(Error::conflict("not_booked"));
    }
    if old.starts_at > app.now() {
        return Err(Error::conflict("not_begun"));
    }
    if old.status()? == status {
        return Ok(());
    }
    rows::set_status(tx, old.id, status, app.now()).await?;
    let entry = Entry::new("appointment_marked")
        .target("appointment", old.id, old.starts_at.to_string())
        .meta("status", status.name());
    audit::record(tx, app, info, entry).await.map(drop)
}
