//! What became of orders, and which seats were heard: gathered in memory, written for many seats in one transaction. What
//! is lost with a node is said again: an order that was not marked is sent once more, and a seat answers what it knows.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};
use preau_seat_protocol::Outcome;
use tokio::time::{MissedTickBehavior, interval};

use super::{Connection, only, presence};
use crate::State;
use crate::store::live::{channel, pending};

const FLUSH: Duration = Duration::from_millis(200);
/// Flushes between two writings of who was heard.
const SEEN_EVERY: u32 = 50;

#[derive(Debug, Default)]
pub(crate) struct Records {
    sent: BTreeSet<(i64, i64)>,
    received: BTreeSet<(i64, i64)>,
    done: BTreeMap<(i64, i64), &'static str>,
    connected: BTreeMap<i64, Connection>,
    seen: BTreeSet<i64>,
}

impl Records {
    pub(crate) fn sent(&mut self, workstation: i64, number: i64) {
        self.sent.insert((workstation, number));
    }

    pub(crate) fn received(&mut self, workstation: i64, number: i64) {
        self.received.insert((workstation, number));
    }

    pub(crate) fn done(&mut self, workstation: i64, number: i64, outcome: &'static str) {
        self.done.insert((workstation, number), outcome);
    }

    pub(crate) fn seen(&mut self, workstation: i64) {
        self.seen.insert(workstation);
    }

    pub(crate) fn connected(&mut self, workstation: i64, connection: Connection) {
        self.connected.insert(workstation, connection);
        self.seen.insert(workstation);
    }

    fn is_empty(&self) -> bool {
        self.sent.is_empty() && self.received.is_empty() && self.done.is_empty() && self.connected.is_empty()
    }

    /// Everything, but for who was heard unless it is time.
    fn take(&mut self, with_seen: bool) -> Self {
        let mut taken = std::mem::take(self);
        if !with_seen && taken.connected.is_empty() {
            self.seen = std::mem::take(&mut taken.seen);
        }
        taken
    }

    /// Every order is written once, as far as it has come: who has received it was sent it, who has done it received it.
    fn only_sent(&self) -> Vec<(i64, i64)> {
        let is_further = |order: &&(i64, i64)| self.received.contains(order) || self.done.contains_key(order);
        self.sent.iter().filter(|order| !is_further(order)).copied().collect()
    }

    fn only_received(&self) -> Vec<(i64, i64)> {
        self.received.iter().filter(|order| !self.done.contains_key(order)).copied().collect()
    }

    /// What could not be written; what came meanwhile is newer.
    fn give_back(&mut self, mut old: Self) {
        self.sent.append(&mut old.sent);
        self.received.append(&mut old.received);
        self.seen.append(&mut old.seen);
        for (order, outcome) in old.done {
            self.done.entry(order).or_insert(outcome);
        }
        for (seat, connection) in old.connected {
            self.connected.entry(seat).or_insert(connection);
        }
    }
}

pub(super) async fn run(app: App) {
    let live = app.state::<State>().live.clone();
    let mut flush = interval(FLUSH);
    flush.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut ticks = 0_u32;
    loop {
        let is_stopping = tokio::select! {
            () = app.stop().cancelled() => true,
            _ = flush.tick() => false,
        };
        ticks = ticks.wrapping_add(1);
        let taken = {
            let mut records = live.records().lock();
            let with_seen = is_stopping || ticks.is_multiple_of(SEEN_EVERY);
            let has_something = !records.is_empty() || (with_seen && !records.seen.is_empty());
            has_something.then(|| records.take(with_seen))
        };
        if let Some(taken) = taken
            && let Err(error) = write(&app, &taken).await
        {
            tracing::warn!(%error, "what became of orders could not be written; again soon");
            live.records().lock().give_back(taken);
        }
        if is_stopping {
            return;
        }
    }
}

async fn write(app: &App, records: &Records) -> Result<()> {
    // In the order of the seats, as everywhere: two nodes that write never wait for one another. What is said twice
    // because something later failed changes nothing.
    let seen: Vec<i64> = records.seen.iter().copied().collect();
    for some in seen.chunks(presence::AT_ONCE) {
        presence::heard(app, some).await?;
    }
    if records.is_empty() {
        return Ok(());
    }
    let now = app.now();
    let tx = app.db().write_tx().await?;
    for (workstation, connection) in &records.connected {
        only(&tx, *workstation, Some(connection));
    }
    pending::mark_sent(&tx, &records.only_sent(), now).await?;
    pending::mark_received(&tx, &records.only_received(), now).await?;
    let mut by_outcome: BTreeMap<&'static str, Vec<(i64, i64)>> = BTreeMap::new();
    for (order, outcome) in &records.done {
        by_outcome.entry(outcome).or_default().push(*order);
    }
    for (outcome, orders) in by_outcome {
        if outcome == Outcome::Refused.name() {
            tell_of_refusals(app, &tx, &orders).await?;
        }
        pending::mark_done(&tx, &orders, outcome, now).await?;
    }
    tx.commit().await
}

/// A lease that does not hold: somebody may have put another in its place. Rare, and never more than there were orders.
async fn tell_of_refusals(app: &App, tx: &Tx, orders: &[(i64, i64)]) -> Result<()> {
    for (workstation, number) in orders {
        let Some(kind) = pending::find_open(tx, *workstation, *number).await? else { continue };
        let name = channel::find_name(&**tx, *workstation).await?.unwrap_or_default();
        let entry = Entry::new("seat_order_refused").target("workstation", *workstation, name);
        let info = RequestInfo::internal("workstations.seat");
        audit::record(tx, app, &info, entry.meta("kind", kind).meta("order", *number)).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_written_once_as_far_as_it_has_come() {
        let mut records = Records::default();
        for number in 1..=3 {
            records.sent(7, number);
        }
        records.received(7, 2);
        records.received(7, 3);
        records.done(7, 3, "applied");
        assert_eq!(records.only_sent(), [(7, 1)]);
        assert_eq!(records.only_received(), [(7, 2)]);
    }
}
