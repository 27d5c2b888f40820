//! Orders and events over a line that loses, doubles and reorders, between ends that die and come back: everything has its
//! effect exactly once.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

use std::collections::{BTreeMap, BTreeSet};

use preau_seat_protocol::{
    Effect, EventKind, FromSeat, Lease, LeaseKey, Moment, Order, Outbox, Pending, Saved, Seat, SeatKey, State, Welcome,
    encode, parse,
};
use proptest::prelude::*;
use serde_json::{Value, json};

#[derive(Debug, Clone)]
enum Step {
    /// An operator writes.
    Write,
    /// An operator restarts the machine.
    Reboot,
    /// The visitor writes.
    Say,
    /// One frame of those under way, whichever, arrives.
    ToSeat(usize),
    ToServer(usize),
    Lose(usize),
    Double(usize),
    /// The connection breaks, and is made again.
    Cut,
    /// The program at the seat dies after so many of the effects of the next frame.
    Kill(usize),
    /// The node of the server dies: what it had only in memory is gone.
    KillServer,
    Wait(i64),
}

struct Line {
    now_ms: i64,
    boots: u32,
    seat: Seat,
    disk: Saved,
    dies_after: Option<usize>,
    outbox: Outbox,
    to_seat: Vec<Order>,
    to_server: Vec<FromSeat>,
    // What the database of the server holds.
    orders: BTreeMap<u64, (String, Value)>,
    is_done: BTreeSet<u64>,
    next_order: u64,
    uplink: u64,
    heard: Vec<String>,
    // What has had an effect at the seat.
    shown: BTreeMap<String, u32>,
    reboots: u32,
    asked_reboots: u32,
    said: Vec<String>,
}

fn key() -> LeaseKey {
    LeaseKey::of(&SeatKey::new(1, [1; 32]))
}

impl Line {
    fn new() -> Self {
        let now = Moment { boot: "0".into(), up_ms: 0, wall_ms: 0 };
        let (seat, _) = Seat::start(key(), Saved::default(), true, &now);
        let mut line = Self {
            now_ms: 0,
            boots: 0,
            disk: seat.saved().clone(),
            seat,
            dies_after: None,
            outbox: Outbox::new(0),
            to_seat: Vec::new(),
            to_server: Vec::new(),
            orders: BTreeMap::new(),
            is_done: BTreeSet::new(),
            next_order: 0,
            uplink: 0,
            heard: Vec::new(),
            shown: BTreeMap::new(),
            reboots: 0,
            asked_reboots: 0,
            said: Vec::new(),
        };
        line.connect();
        line
    }

    fn now(&self) -> Moment {
        Moment { boot: self.boots.to_string(), up_ms: self.now_ms, wall_ms: self.now_ms }
    }

    fn connect(&mut self) {
        (self.to_seat, self.to_server) = (Vec::new(), Vec::new());
        let now = self.now();
        let hello = self.seat.hello("test", &now);
        self.uplink = self.uplink.max(hello.uplink);
        self.outbox = Outbox::new(hello.last_order);
        for (number, (kind, payload)) in &self.orders {
            if !self.is_done.contains(number) {
                self.outbox.put(Pending { number: *number, kind: kind.clone(), payload: payload.clone() });
            }
        }
        let welcome = Welcome { server_time: 0, uplink: self.uplink, name: String::new(), state: State::Free };
        let effects = self.seat.welcomed(&welcome, &now, &now);
        self.act(effects);
        self.send_due();
    }

    fn send_due(&mut self) {
        for order in self.outbox.due(self.now_ms) {
            self.to_seat.push(parse_order(&order));
        }
    }

    fn order(&mut self, kind: &str, payload: Value) {
        self.next_order += 1;
        self.orders.insert(self.next_order, (kind.into(), payload.clone()));
        self.outbox.put(Pending { number: self.next_order, kind: kind.into(), payload });
        self.send_due();
    }

    /// Effects one by one; the program may die between any two of them.
    fn act(&mut self, effects: Vec<Effect>) {
        let before: BTreeSet<String> = texts(&self.disk);
        let dies_after = self.dies_after.take();
        for (done, effect) in effects.into_iter().enumerate() {
            if dies_after == Some(done) {
                return self.restart();
            }
            match effect {
                Effect::Save => {
                    self.disk = self.seat.saved().clone();
                    for text in texts(&self.disk).difference(&before) {
                        *self.shown.entry(text.clone()).or_default() += 1;
                    }
                }
                Effect::Send(frame) => self.to_server.push(frame),
                Effect::Reboot => {
                    self.reboots += 1;
                    self.boots += 1;
                    return self.restart();
                }
                Effect::Lock | Effect::Unlock => {}
            }
        }
    }

    fn restart(&mut self) {
        let (seat, effects) = Seat::start(key(), self.disk.clone(), true, &self.now());
        self.seat = seat;
        self.act(effects);
        self.connect();
    }

    fn at_server(&mut self, frame: &FromSeat) {
        let frame: FromSeat = parse(&encode(frame)).unwrap();
        match frame {
            FromSeat::Received { number } => {
                assert!(self.outbox.received(number).is_some(), "order {number} was never sent")
            }
            FromSeat::Done { number, .. } => {
                assert!(self.outbox.done(number).is_some(), "order {number} was never sent");
                self.is_done.insert(number);
            }
            FromSeat::Event(event) => {
                if event.number == self.uplink + 1 {
                    self.uplink = event.number;
                    if let EventKind::UserMessage { text } = event.kind {
                        self.heard.push(text);
                    }
                }
                let effects = self.seat.acknowledged(self.uplink);
                self.act(effects);
            }
            FromSeat::Hello(_) | FromSeat::Heartbeat {} => unreachable!(),
        }
        self.send_due();
    }

    fn step(&mut self, step: &Step) {
        match *step {
            Step::Write => self.order("message", json!({"text": format!("m{}", self.next_order)})),
            Step::Reboot => {
                self.asked_reboots += 1;
                self.order("reboot", Value::Null);
            }
            Step::Say => {
                let text = format!("v{}", self.said.len());
                self.dies_after = None;
                let now = self.now();
                if let Some(effects) = self.seat.say(&text, &now) {
                    self.said.push(text);
                    self.act(effects);
                }
            }
            Step::ToSeat(at) if !self.to_seat.is_empty() => {
                let order = self.to_seat.remove(at % self.to_seat.len());
                let now = self.now();
                let effects = self.seat.order(&order, &now);
                self.act(effects);
            }
            Step::ToServer(at) if !self.to_server.is_empty() => {
                let frame = self.to_server.remove(at % self.to_server.len());
                self.at_server(&frame);
            }
            Step::Lose(at) => {
                if !self.to_seat.is_empty() {
                    self.to_seat.remove(at % self.to_seat.len());
                }
                if !self.to_server.is_empty() {
                    self.to_server.remove(at % self.to_server.len());
                }
            }
            Step::Double(at) => {
                if let Some(order) = self.to_seat.get(at % self.to_seat.len().max(1)).cloned() {
                    self.to_seat.push(order);
                }
                if let Some(frame) = self.to_server.get(at % self.to_server.len().max(1)).cloned() {
                    self.to_server.push(frame);
                }
            }
            Step::Cut | Step::KillServer => self.connect(),
            Step::Kill(after) => self.dies_after = Some(after),
            Step::Wait(ms) => {
                self.now_ms += ms;
                self.send_due();
            }
            Step::ToSeat(_) | Step::ToServer(_) => {}
        }
    }
}

fn texts(saved: &Saved) -> BTreeSet<String> {
    let saved = serde_json::to_value(saved).unwrap();
    saved["messages"].as_array().unwrap().iter().map(|shown| shown["text"].as_str().unwrap().to_owned()).collect()
}

fn parse_order(order: &Order) -> Order {
    let text = encode(&preau_seat_protocol::FromServer::Order(order.clone()));
    match parse(&text) {
        Ok(preau_seat_protocol::FromServer::Order(order)) => order,
        other => panic!("{other:?}"),
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => Just(Step::Write),
        1 => Just(Step::Reboot),
        3 => Just(Step::Say),
        10 => any::<usize>().prop_map(Step::ToSeat),
        10 => any::<usize>().prop_map(Step::ToServer),
        3 => any::<usize>().prop_map(Step::Lose),
        3 => any::<usize>().prop_map(Step::Double),
        2 => Just(Step::Cut),
        2 => (0_usize..5).prop_map(Step::Kill),
        1 => Just(Step::KillServer),
        3 => (0_i64..40_000).prop_map(Step::Wait),
    ];
    proptest::collection::vec(step, 1..150)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn everything_has_its_effect_exactly_once(steps in steps()) {
        let mut line = Line::new();
        for step in &steps {
            line.step(step);
        }
        // The line holds at last.
        line.dies_after = None;
        for _ in 0..2_000 {
            if line.is_done.len() == line.orders.len() && line.heard.len() == line.said.len() {
                break;
            }
            line.step(&Step::ToSeat(0));
            line.step(&Step::ToServer(0));
            if line.to_seat.is_empty() && line.to_server.is_empty() {
                line.step(&Step::Wait(31_000));
                let again = line.seat.unacknowledged();
                line.act(again);
            }
        }
        prop_assert_eq!(line.is_done.len(), line.orders.len(), "every order is done");
        prop_assert_eq!(&line.heard, &line.said, "every message of the visitor is heard once, in order");
        prop_assert_eq!(line.reboots, line.asked_reboots, "every restart happens once");
        let written = line.orders.values().filter(|(kind, _)| kind == "message").count();
        prop_assert_eq!(line.shown.len(), written, "every message of the operator is shown");
        prop_assert!(line.shown.values().all(|times| *times == 1), "and shown once: {:?}", line.shown);
    }

    #[test]
    fn nothing_that_is_said_breaks_the_reading_of_it(text in ".{0,200}", json in "\\{(\"(v|type|number|kind|text|uplink)\":(1|\"hello\"|\"event\"|\"order\"|-1|null|9999999999999999999),?){0,5}\\}") {
        for said in [text, json] {
            let _ = parse::<FromSeat>(&said);
            let _ = parse::<preau_seat_protocol::FromServer>(&said);
        }
    }
}

/// Sums of what a server says wrapped around, or stopped the program.
#[test]
fn numbers_at_the_edge_overflow_nothing() {
    let now = Moment { boot: "0".into(), up_ms: 5_000, wall_ms: 5_000 };
    for (server_time, uplink) in [(i64::MIN, u64::MAX), (i64::MAX, u64::MAX - 1)] {
        let (mut seat, _) = Seat::start(key(), Saved::default(), true, &now);
        let welcome = Welcome { server_time, uplink, name: String::new(), state: State::Active };
        seat.welcomed(&welcome, &now, &now);
        assert!(seat.say("Bonjour", &now).is_some() && seat.say("Au revoir", &now).is_some());
        assert_eq!(seat.view(&now).state, "locked");
    }
    let (mut seat, _) = Seat::start(key(), Saved::default(), true, &now);
    let welcome = Welcome { server_time: 5_000_000, uplink: 0, name: String::new(), state: State::Active };
    seat.welcomed(&welcome, &now, &now);
    let lease = Lease { workstation: 1, session: 9, serial: 1, granted_at: 0, remaining_ms: 60_000, closing_ms: None };
    let mut running = json!({"session": 9, "lease": key().sign(lease), "duration_ms": 60_000});
    let mut number = 0;
    let mut hears = |seat: &mut Seat, kind: &str, payload: &Value| {
        number += 1;
        seat.order(&Order { number, after: number - 1, kind: kind.into(), payload: payload.clone() }, &now);
    };
    hears(&mut seat, "session", &running);
    hears(&mut seat, "suspended", &json!({"session": 9}));
    running["lease"] = Value::Null;
    for duration_ms in [i64::MIN, i64::MAX, i64::MIN] {
        running["duration_ms"] = duration_ms.into();
        hears(&mut seat, "time_added", &running);
        assert_eq!(seat.view(&now).state, "suspended");
    }
}
