//! The room: every seat is the agent itself, with a memory instead of a disk and a line that misbehaves.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use preau_seat_protocol::SeatKey;
use tokio::time::{Instant, interval, sleep};
use tokio_util::sync::CancellationToken;

use super::Report;
use super::place::Place;
use crate::agent::Agent;
use crate::disk::Disk;
use crate::failure::Failure;
use crate::link::{Faults, Link};
use crate::platform::{Clock, SystemClock};

const TICK: Duration = Duration::from_secs(1);
const SAMPLE: Duration = Duration::from_millis(50);

pub(super) struct Seat {
    pub(super) key: Arc<SeatKey>,
    pub(super) agent: Arc<Agent>,
}

pub(super) struct Room {
    pub(super) seats: Vec<Seat>,
    faults: Arc<Mutex<Faults>>,
    away: Arc<Mutex<Vec<Duration>>>,
}

impl Room {
    pub(super) fn open(
        place: &Place,
        keys: Vec<SeatKey>,
        faults: Faults,
        stop: &CancellationToken,
    ) -> Result<Self, Failure> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock::new()?);
        let faults = Arc::new(Mutex::new(faults));
        let mut seats = Vec::with_capacity(keys.len());
        for key in keys {
            let key = Arc::new(key);
            let agent = Agent::start(&key, Disk::memory(), false, clock.clone())?;
            let link =
                Link { base: place.base.clone(), key: key.clone(), tls: place.tls.clone(), faults: faults.clone() };
            let (its, stopping) = (agent.clone(), stop.clone());
            tokio::spawn(async move { link.keep(&its, &stopping).await });
            seats.push(Seat { key, agent });
        }
        let room = Self { seats, faults, away: Arc::default() };
        room.watch(stop);
        Ok(room)
    }

    /// The clock of all seats, and how long each was away.
    fn watch(&self, stop: &CancellationToken) {
        let agents: Vec<_> = self.seats.iter().map(|seat| seat.agent.clone()).collect();
        let (ticking, stopping) = (agents.clone(), stop.clone());
        tokio::spawn(async move {
            let mut tick = interval(TICK);
            while !stopping.is_cancelled() {
                tick.tick().await;
                ticking.iter().for_each(|agent| agent.tick());
            }
        });
        let (away, stopping) = (self.away.clone(), stop.clone());
        tokio::spawn(async move {
            let mut gone: Vec<Option<Instant>> = vec![None; agents.len()];
            while !stopping.is_cancelled() {
                for (agent, gone) in agents.iter().zip(&mut gone) {
                    match (agent.is_online(), *gone) {
                        (true, Some(since)) => {
                            away.lock().push(since.elapsed());
                            *gone = None;
                        }
                        (false, None) => *gone = Some(Instant::now()),
                        _ => {}
                    }
                }
                sleep(SAMPLE).await;
            }
        });
    }

    pub(super) fn is_whole(&self) -> bool {
        self.seats.iter().all(|seat| seat.agent.is_online())
    }

    pub(super) async fn until_all_are_here(&self, patience: Duration) -> Result<(), Failure> {
        let begun = Instant::now();
        while !self.is_whole() {
            if begun.elapsed() > patience {
                let missing = self.seats.iter().filter(|seat| !seat.agent.is_online()).count();
                return Err(Failure::new(format!("{missing} seats cannot connect")));
            }
            sleep(SAMPLE).await;
        }
        // Their first connection is no cut.
        sleep(SAMPLE * 2).await;
        self.away.lock().clear();
        Ok(())
    }

    pub(super) fn calm(&self) {
        *self.faults.lock() = Faults::default();
    }

    pub(super) fn count(&self, report: &mut Report) {
        let mut away: Vec<u64> =
            self.away.lock().iter().map(|away| u64::try_from(away.as_millis()).unwrap_or(u64::MAX)).collect();
        away.sort_unstable();
        let at = |part: usize| away.get((away.len() * part / 100).min(away.len().saturating_sub(1))).copied();
        report.cuts = away.len();
        report.away_ms = [50, 99, 100].map(|part| at(part).unwrap_or(0));
    }
}
