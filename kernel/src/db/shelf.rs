//! Connections to SQLite that rest until somebody needs one.

use std::time::{Duration, Instant};

/// One that nobody has needed for so long is closed, and its memory is free again.
const REST: Duration = Duration::from_secs(600);

/// The one used last is used next.
pub(super) struct Shelf<C>(Vec<Resting<C>>);

struct Resting<C> {
    connection: C,
    since: Instant,
}

impl<C> Shelf<C> {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    pub(super) fn take(&mut self) -> Option<C> {
        self.0.pop().map(|resting| resting.connection)
    }

    /// One that has rested for long comes back, to be closed; never the last. One each time: they are as many as were ever
    /// needed at once.
    pub(super) fn put(&mut self, connection: C) -> Option<C> {
        self.0.push(Resting { connection, since: Instant::now() });
        let is_old = self.0.len() > 1 && self.0[0].since.elapsed() > REST;
        is_old.then(|| self.0.remove(0).connection)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn take_all(&mut self) -> Vec<C> {
        std::mem::take(&mut self.0).into_iter().map(|resting| resting.connection).collect()
    }

    /// As if all had rested for so long.
    #[cfg(test)]
    pub(super) fn age(&mut self) {
        for resting in &mut self.0 {
            resting.since -= REST + Duration::from_secs(1);
        }
    }
}
