//! The life of sessions.
//!
//! Map: here how one is locked and what every change records · `issue` giving a code, `promise` for a seat
//! that somebody else counts on · `validate` a code that a seat
//! sends, `guesses` wrong ones · `change` what operators do · `settle` what time does · `warn` warning visitors.

pub mod change;
mod guesses;
pub mod issue;
mod promise;
pub mod settle;
pub mod validate;
pub mod warn;

pub use change::Change;
pub use issue::Wanted;

use preau_kernel::audit::Entry;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::{Error, Refusal, Result};

use crate::domain::life::WrongState;
use crate::store::seats::{self, Seat};
use crate::store::sessions::Session;
use crate::store::{locks, sessions};

/// How often a session is locked anew that went to another seat meanwhile.
const TRIES: usize = 5;

/// The session, locked with its seat and these seats (`store::locks` says in which order). `None`: it went to another seat
/// while this one waited; the transaction is to be begun anew.
async fn lock(tx: &Tx, id: i64, seats: &[i64]) -> Result<Option<Session>> {
    let own = sessions::seat_of(&**tx, id).await?;
    let wanted: Vec<i64> = seats.iter().copied().chain(own).collect();
    locks::workstations(tx, wanted.iter().copied()).await?;
    locks::session(tx, id).await?;
    let session = sessions::get(&**tx, id).await?;
    Ok(Some(session).filter(|session| session.life.seat.is_none_or(|seat| wanted.contains(&seat))))
}

/// Whoever came second five times: for now.
fn busy_for_now() -> Error {
    Error::Unavailable("unavailable")
}

impl From<WrongState> for Error {
    fn from(_: WrongState) -> Self {
        Self::conflict("wrong_state")
    }
}

/// 409 unless somebody could sit down there now for this session; 400 for a seat that is none. The seat is locked.
async fn check_seat(tx: &Tx, id: i64, session: &Session, now: Timestamp) -> Result<Seat> {
    let seat = seats::find(&**tx, id, now).await?;
    let seat = seat.ok_or_else(|| Error::invalid("workstation", Refusal::new("no_such_workstation").arg("id", id)))?;
    let in_the_way = seat.open_session(now).filter(|other| other.id != session.id);
    let code = match seat.admin_state.as_str() {
        "maintenance" | "offline" => Some("seat_unavailable"),
        "in_use" => Some("seat_busy"),
        _ if in_the_way.is_some() => Some("seat_busy"),
        _ if (seat.reserved_from.is_some() || seat.held.is_some())
            && seats::is_promised_to_another(&**tx, id, session, now).await? =>
        {
            Some("seat_reserved")
        }
        _ => None,
    };
    match code {
        Some(code) => Err(Error::conflict(Refusal::new(code).arg("name", &seat.name))),
        None => Ok(seat),
    }
}

/// What every entry about a session says. Nobody is named: whose it is, is found through the session.
fn entry(action: &'static str, session: &Session) -> Entry {
    let mut entry = Entry::new(action).target("session", session.id, format!("#{}", session.id));
    if let Some(visitor) = session.visitor {
        entry = entry.meta("visitor", visitor);
    }
    match session.life.seat {
        Some(seat) => entry.meta("workstation", seat),
        None => entry,
    }
}
