//! Seats that fall silent, and those that come back: both stand in the audit trail.

use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};

use crate::State;
use crate::actions::tell::room_event;
use crate::store::live::presence::{self, Changed};

/// Seats of one transaction.
pub(super) const AT_ONCE: usize = 500;

/// Seats that were not heard for a while are offline; their own word brings them back.
pub(crate) async fn mark_silent(app: &App) -> Result<()> {
    let patience = app.state::<State>().config.offline_after.delta();
    loop {
        let tx = app.db().write_tx().await?;
        let now = app.now();
        let gone = presence::mark_silent(&tx, now.minus(patience), now, AT_ONCE as u64).await?;
        note(&tx, app, &gone, false).await?;
        tx.commit().await?;
        if gone.len() < AT_ONCE {
            return Ok(());
        }
    }
}

/// All of them were heard.
pub(super) async fn heard(app: &App, workstations: &[i64]) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let back = presence::mark_heard(&tx, workstations, app.now()).await?;
    note(&tx, app, &back, true).await?;
    tx.commit().await
}

async fn note(tx: &Tx, app: &App, changed: &[Changed], is_online: bool) -> Result<()> {
    let info = RequestInfo::internal("workstations.presence");
    let (cause, from, to) = if is_online { ("return", "offline", "online") } else { ("silence", "online", "offline") };
    for seat in changed {
        let entry = Entry::new("workstation_status_changed")
            .target("workstation", seat.id, seat.name.clone())
            .meta("cause", cause)
            .meta("from", from)
            .meta("to", to);
        audit::record(tx, app, &info, entry).await?;
        room_event(tx, seat.room, seat.id);
    }
    Ok(())
}
