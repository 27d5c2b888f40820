//! The room: every seat is the agent itself, with a memory instead of a disk and a line that misbehaves.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use preau_seat_protocol::SeatKey;
use tokio::time::{Instant, interval, sleep};
use tokio_util::sync::CancellationToken;

use super::place::Place;
use super::witness::{self, Witness};
use crate::agent::Agent;
use crate::disk::Disk;
use crate::failure::Failure;
use crate::link::{Faults, Link};
use crate::platform::{Clock, SystemClock};

const TICK: Duration = Duration::from_secs(1);
const LOOK: Duration = Duration::from_millis(50);

pub(super) struct Seat {
    pub(super) key: Arc<SeatKey>,
    pub(super) agent: Arc<Agent>,
}

pub(super) struct Room {
    pub(super) seats: Vec<Seat>,
    pub(super) witness: Witness,
    faults: Arc<Mutex<Faults>>,
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
        let (mut seats, witness) = (Vec::with_capacity(keys.len()), Witness::default());
        for key in keys {
            let key = Arc::new(key);
            // Machines that can be restarted; that they are is only counted.
            let (seen, id) = (witness.clone(), key.workstation());
            let shown = move |text: &str| *seen.lock().texts.entry((id, text.to_owned())).or_default() += 1;
            let agent = Agent::start(&key, Disk::memory(shown), true, clock.clone())?;
            let link =
                Link { base: place.base.clone(), key: key.clone(), tls: place.tls.clone(), faults: faults.clone() };
            let (its, stopping) = (agent.clone(), stop.clone());
            tokio::spawn(async move { link.keep(&its, &stopping).await });
            seats.push(Seat { key, agent });
        }
        let agents: Vec<_> = seats.iter().map(|seat| seat.agent.clone()).collect();
        tick(agents.clone(), stop);
        witness::watch(agents, &witness, stop);
        Ok(Self { seats, witness, faults })
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
            sleep(LOOK).await;
        }
        // Their first connection is no cut.
        sleep(LOOK * 4).await;
        self.witness.lock().forget_cuts();
        Ok(())
    }

    pub(super) fn calm(&self) {
        *self.faults.lock() = Faults::default();
    }
}

/// The clock of all seats.
fn tick(agents: Vec<Arc<Agent>>, stop: &CancellationToken) {
    let stopping = stop.clone();
    tokio::spawn(async move {
        let mut tick = interval(TICK);
        while !stopping.is_cancelled() {
            tick.tick().await;
            agents.iter().for_each(|agent| agent.tick());
        }
    });
}
