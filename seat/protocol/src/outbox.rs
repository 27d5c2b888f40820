//! The server's end: the orders of one seat until they are done, over one connection.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::message::Order;

/// Orders under way at once.
const WINDOW: usize = 16;
/// Until an order that is not done is said again; a seat answers what it knows.
const AGAIN_MS: i64 = 5_000;

/// An order as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    pub number: u64,
    pub kind: String,
    pub payload: Value,
}

#[derive(Debug)]
struct Entry {
    kind: String,
    payload: Value,
    sent_ms: Option<i64>,
    is_received: bool,
}

#[derive(Debug, Default)]
pub struct Outbox {
    orders: BTreeMap<u64, Entry>,
    /// Everything up to here has been put in at some time; an order is never taken in twice.
    highest: u64,
    received: u64,
}

impl Outbox {
    /// `last_order` as the seat says at `hello`: those up to it are with the seat, though perhaps not done.
    pub fn new(last_order: u64) -> Self {
        Self { orders: BTreeMap::new(), highest: 0, received: last_order }
    }

    pub fn put(&mut self, order: Pending) {
        if order.number <= self.highest {
            return;
        }
        self.highest = order.number;
        let is_received = order.number <= self.received;
        let entry = Entry { kind: order.kind, payload: order.payload, sent_ms: None, is_received };
        self.orders.insert(order.number, entry);
    }

    /// The last order that was put in; those to be fetched are above it.
    pub fn highest(&self) -> u64 {
        self.highest
    }

    /// One that a later order has made pointless.
    pub fn withdraw(&mut self, number: u64) {
        self.orders.remove(&number);
    }

    /// What is to be said now, in order.
    pub fn due(&mut self, now_ms: i64) -> Vec<Order> {
        let mut due = Vec::new();
        let mut after = 0;
        for (&number, entry) in self.orders.iter_mut().take(WINDOW) {
            if entry.sent_ms.is_none_or(|sent| now_ms.saturating_sub(sent) >= AGAIN_MS) {
                entry.sent_ms = Some(now_ms);
                due.push(Order { number, after, kind: entry.kind.clone(), payload: entry.payload.clone() });
            }
            after = number;
        }
        due
    }

    /// The seat has everything up to `number`: those of which this is new. `None`: such an order was never sent.
    #[must_use]
    pub fn received(&mut self, number: u64) -> Option<Vec<u64>> {
        if number > self.highest.max(self.received) {
            return None;
        }
        self.received = self.received.max(number);
        let orders = self.orders.range_mut(..=number).filter(|(_, entry)| !entry.is_received);
        Some(orders.map(|(number, entry)| (*number, entry.is_received = true).0).collect())
    }

    /// When something is to be said again, if nothing else happens.
    pub fn next_due(&self) -> Option<i64> {
        let due = self.orders.values().take(WINDOW).map(|entry| match entry.sent_ms {
            None => i64::MIN,
            Some(sent) => sent.saturating_add(AGAIN_MS),
        });
        due.min()
    }

    /// `None`: such an order was never sent; `Some(false)`: it was done before.
    #[must_use]
    pub fn done(&mut self, number: u64) -> Option<bool> {
        if number > self.highest.max(self.received) {
            return None;
        }
        let was_sent = self.orders.get(&number).is_none_or(|entry| entry.sent_ms.is_some());
        was_sent.then(|| self.orders.remove(&number).is_some())
    }

    pub fn is_empty(&self) -> bool {
        self.orders.is_empty()
    }
}
