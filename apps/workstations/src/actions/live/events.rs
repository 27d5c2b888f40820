//! What seats tell: each event has its effect once, in the order of their numbers.

use preau_kernel::audit::{self, Entry};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};
use preau_seat_protocol::{Event, EventKind, MAX_TEXT};

use crate::actions::sessions::change::{self, Change};
use crate::actions::tell::room_event;
use crate::domain::life::Reason;
use crate::store::live::channel::{self, SeatOnLine};
use crate::store::live::messages::{self, New};
use crate::store::sessions;

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
    room_event(&tx, seat.room_id, seat.id);
    tx.commit().await
}

/// A session that is not (or no longer) at this seat stays as it is.
async fn end_by_visitor(app: &App, info: &RequestInfo, workstation: i64, session: i64) -> Result<()> {
    let found = sessions::find_at_seat(app.db().read(), workstation).await?;
    if found.is_none_or(|found| found.id != session) {
        return Ok(());
    }
    match change::change(app, info, session, Change::Terminate(Reason::ByVisitor), None).await {
        Err(Error::Conflict(_) | Error::NotFound) => Ok(()),
        ended => ended,
    }
}
