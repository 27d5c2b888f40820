//! Who sits there and looks: what came up on the screens, for how long each seat was open, how long it was away. Of what
//! seats say of their orders nothing is believed: an order that had its effect twice would be seen twice.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use crate::agent::Agent;

const SAMPLE: Duration = Duration::from_millis(50);

#[derive(Debug, Default)]
pub(super) struct Seen {
    /// By session: how long seats were open for it.
    pub(super) open: HashMap<i64, Duration>,
    /// By seat and text: how often it came up on the screen.
    pub(super) texts: HashMap<(i64, String), u32>,
    away: Vec<Duration>,
}

impl Seen {
    /// Half of the times away, nearly all, the longest; in milliseconds.
    pub(super) fn away_ms(&self) -> [u64; 3] {
        let mut away: Vec<u64> =
            self.away.iter().map(|away| u64::try_from(away.as_millis()).unwrap_or(u64::MAX)).collect();
        away.sort_unstable();
        let at = |part: usize| away.get((away.len() * part / 100).min(away.len().saturating_sub(1))).copied();
        [50, 99, 100].map(|part| at(part).unwrap_or(0))
    }

    pub(super) fn cuts(&self) -> usize {
        self.away.len()
    }

    pub(super) fn forget_cuts(&mut self) {
        self.away.clear();
    }
}

pub(super) type Witness = Arc<Mutex<Seen>>;

/// Looks at all seats until `stop`.
pub(super) fn watch(agents: Vec<Arc<Agent>>, witness: &Witness, stop: &CancellationToken) {
    let (seen, stopping) = (witness.clone(), stop.clone());
    tokio::spawn(async move {
        let mut gone: Vec<Option<Instant>> = vec![None; agents.len()];
        let mut before = Instant::now();
        while !stopping.is_cancelled() {
            let passed = before.elapsed();
            before += passed;
            for (agent, gone) in agents.iter().zip(&mut gone) {
                match (agent.is_online(), *gone) {
                    (true, Some(since)) => {
                        seen.lock().away.push(since.elapsed());
                        *gone = None;
                    }
                    (false, None) => *gone = Some(Instant::now()),
                    _ => {}
                }
                look(agent, passed, &seen);
            }
            sleep(SAMPLE).await;
        }
    });
}

/// Messages are put away as soon as they are read, so that one that came up again would be counted again.
fn look(agent: &Agent, passed: Duration, seen: &Mutex<Seen>) {
    let view = agent.view();
    if let Some(session) = view.session.filter(|_| view.state == "active") {
        *seen.lock().open.entry(session).or_default() += passed;
    }
    for message in view.messages {
        agent.with(|seat, now| (seat.put_away(message.id, now), ()));
    }
}
