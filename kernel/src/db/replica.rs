//! A copy of a PostgreSQL database (a standby, or several behind one address) for reads to which it is all the same when
//! the last moments are missing: figures, exports. It is asked only while it is known to have come far enough.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use super::{Db, Reader, Sql};
use crate::error::{Error, Result};

const LOOK_EVERY: Duration = Duration::from_secs(1);
const PATIENCE: Duration = Duration::from_secs(1);
/// How far the log has been written (a primary) or applied (a standby), in bytes. Anybody may ask.
const POSITION: &str = "SELECT CAST(pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE \
                        pg_current_wal_lsn() END, '0/0') AS BIGINT)";

pub(super) struct Replica {
    pub(super) read: Reader,
    /// What it may lack at most.
    lag: Duration,
    is_fresh: AtomicBool,
}

impl Replica {
    pub(super) fn new(read: Reader, lag: Duration) -> Self {
        Self { read, lag, is_fresh: AtomicBool::new(false) }
    }
}

impl Db {
    /// For reads that may lack what was committed in the last moments (`database.replica_lag`): from the replica while
    /// one is configured and has come so far, else the same as [`Db::read`]. Who is asking and what they may see is
    /// never read here.
    pub fn read_late(&self) -> &Reader {
        match &self.0.replica {
            Some(replica) if replica.is_fresh.load(Ordering::Acquire) => &replica.read,
            _ => self.read(),
        }
    }

    /// Whether late reads go to a replica now.
    pub fn uses_replica(&self) -> bool {
        self.0.replica.as_ref().is_some_and(|replica| replica.is_fresh.load(Ordering::Acquire))
    }

    /// Watches how far the replica has come, until cancelled. Returns at once where none is configured.
    pub async fn follow_replica(&self, stop: CancellationToken) {
        let Some(replica) = &self.0.replica else { return };
        let mut marks = Marks::new(replica.lag);
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = ticks.tick() => {}
            }
            let looked = look(self.read(), &replica.read, &mut marks).await;
            let is_fresh = matches!(looked, Ok(true));
            let was_fresh = replica.is_fresh.swap(is_fresh, Ordering::AcqRel);
            match looked {
                Ok(true) if !was_fresh => tracing::info!("figures and exports are read from the replica"),
                Ok(false) if was_fresh => tracing::warn!("the replica is behind: everything is read from the primary"),
                Err(error) if was_fresh => tracing::warn!(%error, "everything is read from the primary"),
                _ => {}
            }
        }
    }
}

async fn look(primary: &Reader, replica: &Reader, marks: &mut Marks) -> Result<bool> {
    let at = Instant::now();
    marks.note(at, position(primary).await?);
    Ok(marks.include(Instant::now(), position(replica).await?))
}

async fn position(conn: &Reader) -> Result<i64> {
    let asked = tokio::time::timeout(PATIENCE, conn.number(POSITION, vec![])).await;
    asked.map_err(|_| Error::Unavailable("database_unavailable"))?
}

/// Where the log of the primary stood, and when, as far back as a replica may be.
struct Marks {
    lag: Duration,
    seen: VecDeque<(Instant, i64)>,
}

impl Marks {
    fn new(lag: Duration) -> Self {
        Self { lag, seen: VecDeque::new() }
    }

    fn note(&mut self, at: Instant, position: i64) {
        self.seen.push_back((at, position));
    }

    /// Whether who has come to `position` has all that was committed `lag` ago. Positions only grow, so the oldest mark
    /// that is young enough tells.
    fn include(&mut self, now: Instant, position: i64) -> bool {
        while self.seen.front().is_some_and(|(at, _)| now.duration_since(*at) > self.lag) {
            self.seen.pop_front();
        }
        self.seen.front().is_some_and(|(_, mark)| *mark <= position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replica_may_be_behind_by_so_much_and_no_more() {
        let start = Instant::now();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        let mut marks = Marks::new(Duration::from_secs(5));
        assert!(!marks.include(start, 1000), "nothing is known yet");
        for second in 0..=10 {
            marks.note(at(second), 100 * second as i64);
        }
        assert!(marks.include(at(10), 1000), "all of it");
        assert!(marks.include(at(10), 500), "what was there five seconds ago");
        assert!(!marks.include(at(10), 499), "less");
        assert!(!marks.include(at(20), 1_000_000), "the primary has not answered for ten seconds");
        assert!(!marks.include(at(20), 499));
    }

    #[test]
    fn a_place_at_rest_is_never_late() {
        let start = Instant::now();
        let mut marks = Marks::new(Duration::from_secs(5));
        for second in 0..100 {
            let at = start + Duration::from_secs(second);
            marks.note(at, 77);
            assert!(marks.include(at, 77));
        }
        assert!(marks.seen.len() <= 7, "old marks are let go");
    }
}
