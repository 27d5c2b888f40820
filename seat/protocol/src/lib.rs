//! What a seat of a computer room and its server say to one another, and what each end makes of it. No I/O, no clock.
//!
//! Map: `message` what is said · `frame` from text to message and back · `key` a seat's key · `lease` how long a seat may be
//! used, signed · `outbox` the server's end: orders until they are done · `seat` the seat's end: orders applied once, events
//! kept until acknowledged · `countdown` time that only ever runs out · `moment` what a seat knows of the time.
//!
//! Orders rise by number and name the one they come after, so that a seat notices what is missing although numbers may be
//! left out (an order that a later one has made pointless is never sent). `received` covers everything up to its number.

mod countdown;
mod frame;
mod key;
mod lease;
mod message;
mod moment;
mod outbox;
mod seat;

use std::time::Duration;

pub use countdown::Countdown;
pub use frame::{FrameError, MAX_FRAME, encode, parse};
pub use key::{KeyError, SeatKey};
pub use lease::{Lease, LeaseError, LeaseKey, SignedLease};
pub use message::{
    Command, Event, EventKind, FromSeat, FromServer, Hello, MAX_TEXT, Order, Outcome, Running, State, WarningReason,
    Welcome,
};
pub use moment::Moment;
pub use outbox::{Outbox, Pending};
pub use seat::{Effect, Notice, Saved, Seat, Shown, View};

/// Of the messages; a server or seat of another version is refused, never guessed at.
pub const VERSION: u32 = 1;
/// How often a seat says that it is there.
pub const HEARTBEAT: Duration = Duration::from_secs(15);
/// For a first message, and for its answer.
pub const PATIENCE: Duration = Duration::from_secs(10);
