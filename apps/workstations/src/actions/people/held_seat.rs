//! A free seat is held for whoever is called, so that nobody else sits down there meanwhile.

use chrono::TimeDelta;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::{App, Result};

use crate::actions::tell as told;
use crate::domain::status::Shown;
use crate::state::State;
use crate::store::people::queue::{self as rows, Ticket};
use crate::store::{locks, seats};

/// Looked at, should the first be taken at this instant.
const CANDIDATES: u64 = 10;

/// The first seat of the site that is free for what the ticket asks, locked; `None`: there is none, or the place holds
/// none.
pub(super) async fn find(tx: &Tx, app: &App, ticket: &Ticket) -> Result<Option<(i64, Timestamp)>> {
    if app.state::<State>().config.hold_called.as_secs() == 0 {
        return Ok(None);
    }
    // Two who are called at once do not get one seat.
    rows::lock_site(tx, ticket.site).await?;
    let now = app.now();
    let until = now.plus(TimeDelta::minutes(ticket.minutes));
    for seat in seats::free_until(&**tx, ticket.site, until, now, CANDIDATES).await? {
        locks::workstations(tx, [seat]).await?;
        let is_free = seats::find(&**tx, seat, now).await?.is_some_and(|seat| seat.shown(now) == Shown::Available);
        if is_free {
            return Ok(Some((seat, self::until(app))));
        }
    }
    Ok(None)
}

pub(super) fn until(app: &App) -> Timestamp {
    app.now().plus(app.state::<State>().config.hold_called.delta())
}

/// Whoever looks at the room sees that the seat is held, or no longer.
pub(super) async fn tell(tx: &Tx, held: Option<(i64, Timestamp)>) -> Result<()> {
    match held {
        Some((seat, _)) => told::room_of(tx, seat).await,
        None => Ok(()),
    }
}
