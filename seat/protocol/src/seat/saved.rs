//! What a seat keeps on its disk, and what it shows.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::countdown::Countdown;
use crate::message::{Event, Outcome, WarningReason};
use crate::moment::Moment;

/// Written before anything that follows from it is done, so that a program that is killed goes on where it was.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    pub(super) last_order: u64,
    pub(super) serial: u64,
    pub(super) held: Option<Held>,
    /// The session that its visitor has ended here; no lease of it is taken until the server is known to know.
    pub(super) ended: Option<i64>,
    /// Of the last orders, for a server that asks again.
    pub(super) outcomes: VecDeque<(u64, Outcome)>,
    pub(super) acknowledged: u64,
    pub(super) next_event: u64,
    pub(super) events: VecDeque<Event>,
    pub(super) messages: VecDeque<Shown>,
    pub(super) notice: Option<Notice>,
    /// Rises with every notice, so that a page shows each once.
    pub(super) notices: u64,
    /// The start of the machine in which it was told to restart.
    pub(super) reboot: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Held {
    pub(super) session: i64,
    pub(super) duration_ms: i64,
    pub(super) countdown: Countdown,
    /// What was left when it was suspended: meanwhile nothing runs, and going on takes a new lease.
    pub(super) suspended_ms: Option<i64>,
    /// By an operator, although the time runs on.
    pub(super) is_locked: bool,
    /// The fewest minutes of which the visitor was warned.
    pub(super) warned: Option<u32>,
}

impl Held {
    pub(super) fn left_ms(&self, now: &Moment) -> i64 {
        self.suspended_ms.unwrap_or_else(|| self.countdown.left_ms(now))
    }
}

impl Saved {
    /// What stands on the screen of the operator's words, the oldest first.
    pub fn messages(&self) -> impl Iterator<Item = &Shown> {
        self.messages.iter()
    }
}

/// A message from the operator, until the visitor has put it away or the session is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub id: u64,
    pub text: String,
}

/// What a visitor is told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    Warning { minutes: u32, reason: WarningReason },
    TimeAdded { minutes: u32 },
    Suspended,
    Closed { reason: String },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct View {
    /// `locked`, `active`, `suspended`.
    pub state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<i64>,
    pub left_ms: i64,
    pub duration_ms: i64,
    pub notice: Option<Notice>,
    pub notices: u64,
    pub messages: Vec<Shown>,
}
