//! Time that only ever runs out: by pulling cables, restarting or setting the clock, nobody gains any.

use serde::{Deserialize, Serialize};

use crate::moment::Moment;

/// How far ahead time is written off before it has run out, so that what is on the disk is never more than what is left:
/// a seat whose plug is pulled loses up to so much, and gains nothing.
pub(crate) const AHEAD_MS: i64 = 5_000;

/// What is left of a lease, as it stands on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Countdown {
    left_ms: i64,
    at: Moment,
    /// Of `left_ms`, what may already have been used when the machine lost its power.
    ahead_ms: i64,
}

impl Countdown {
    pub fn new(left_ms: i64, at: Moment) -> Self {
        Self { left_ms: left_ms.max(0), at, ahead_ms: AHEAD_MS }
    }

    /// While the machine runs, its own clock alone decides: the other may be set forward by whoever corrects it.
    pub fn left_ms(&self, now: &Moment) -> i64 {
        let gone = if now.is_same_boot(&self.at) { now.up_ms - self.at.up_ms } else { now.since(&self.at) };
        (self.left_ms - gone).max(0)
    }

    /// The same count from here on, to be written down.
    pub(crate) fn renewed(&self, now: &Moment) -> Self {
        Self::new(self.left_ms(now), now.clone())
    }

    /// After a restart of the program or of the machine.
    pub(crate) fn restored(&self, now: &Moment) -> Self {
        let mut gone = now.since(&self.at);
        if !now.is_same_boot(&self.at) {
            // Nobody knows how long it still ran after this was written, only that it would have been written anew.
            gone = gone.max(self.ahead_ms.max(0).saturating_add(now.up_ms.max(0)));
        }
        Self::new(self.left_ms.saturating_sub(gone), now.clone())
    }

    /// Whether what is on the disk must be written anew.
    pub(crate) fn is_stale(&self, now: &Moment) -> bool {
        now.since(&self.at) >= AHEAD_MS - 2_000
    }
}
