//! What seats tell: each event has its effect once, in the order of their numbers.

use preau_kernel::audit::{self, Entry};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};
use preau_seat_protocol::{Event, EventKind, MAX_TEXT};

use super::room_changed;
use crate::store::live::channel::{self, SeatOnLine};
use crate::store::live::messages::{self, New};

/// The last event that is applied now.
pub(crate) async fn apply(app: &App, info: &RequestInfo, seat: &SeatOnLine, event: &Event) -> Result<u64> {
    let number = i64::try_from(event.number).unwrap_or(i64::MAX);
    if channel::last_uplink(app.db().read(), seat.id).await? + 1 == number {
        if matches!(event.kind, EventKind::EndedByVisitor)
            && let Some(session) = event.session
        {
            // A transaction of its own, and harmless when it is over already: told again after a crash between the two,
            // the session is ended once.
            end_by_visitor(app, info, seat.id, session).await?;
        }
        take(app, info, seat, event, number).await?;
    }
    Ok(channel::last_uplink(app.db().read(), seat.id).await?.unsigned_abs())
}

async fn take(app: &App, info: &RequestInfo, seat: &SeatOnLine, event: &Event, number: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    if !channel::take_event(&tx, seat.id, number).await? {
        return tx.rollback().await;
    }
    if let EventKind::UserMessage { text } = &event.kind {
        let text: String = text.trim().chars().take(MAX_TEXT).collect();
        let new = New {
            workstation: seat.id,
            session: event.session,
            direction: messages::FROM_SEAT,
            text: &text,
            by: None,
            order: None,
        };
        messages::insert(&tx, &new, app.now()).await?;
        let entry = Entry::new("seat_message_received").target("workstation", seat.id, seat.name.clone());
        audit::record(&tx, app, info, entry).await?;
    }
    room_changed(&tx, seat.room_id, seat.id);
    tx.commit().await
}

/// Until the session's own actions are there.
async fn end_by_visitor(_app: &App, _info: &RequestInfo, _workstation: i64, _session: i64) -> Result<()> {
    Ok(())
}
