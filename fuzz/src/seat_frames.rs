//! What a seat and its server say: a frame that is read is written and read again as it is; a seat opens by nothing but a
//! lease that its server has signed, and never for longer; the server takes no word for an order it has not sent.
//!
//! A line is a frame, or `+<milliseconds>` that go by, or `!<session> <milliseconds>` for a lease that the server signs.

use preau_seat_protocol::{
    Command, FromSeat, FromServer, Lease, LeaseError, LeaseKey, MAX_FRAME, Moment, Order, Outbox, Pending, Running,
    Saved, Seat, SeatKey, SignedLease, encode, parse,
};
use serde_json::Value;

use crate::parts::text;

const SEAT: i64 = 4;
/// Lines of one conversation.
const MOST: usize = 60;

pub fn target(data: &[u8]) {
    let said = text(data);
    let mut talk = Talk::new();
    for line in said.lines().take(MOST) {
        talk.hear(line);
    }
}

struct Talk {
    key: LeaseKey,
    seat: Seat,
    now: Moment,
    serial: u64,
    /// The most that any lease was worth, at the instant it was signed.
    worth: i64,
    outbox: Outbox,
    sent: u64,
}

impl Talk {
    fn new() -> Self {
        let key = LeaseKey::of(&SeatKey::new(SEAT, [1; 32]));
        let now = Moment { boot: "one".into(), up_ms: 1_000, wall_ms: 1_795_420_800_000 };
        let (seat, _) = Seat::start(key.clone(), Saved::default(), true, &now);
        let mut outbox = Outbox::new(0);
        for number in 1..=3 {
            outbox.put(Pending { number, kind: "lock".into(), payload: Value::Null });
        }
        let sent = outbox.due(0).len() as u64;
        Self { key, seat, now, serial: 0, worth: 0, outbox, sent }
    }

    fn hear(&mut self, line: &str) {
        if let Some(ms) = line.strip_prefix('+') {
            self.wait(ms.parse::<i64>().unwrap_or(1).clamp(0, 86_400_000));
        } else if let Some(lease) = line.strip_prefix('!') {
            self.sign(lease);
        } else {
            self.frame(line);
        }
        self.is_honest();
    }

    fn wait(&mut self, ms: i64) {
        let before = self.seat.view(&self.now).left_ms;
        self.now.up_ms += ms;
        self.now.wall_ms += ms;
        self.worth = (self.worth - ms).max(0);
        self.seat.tick(&self.now);
        assert!(self.seat.view(&self.now).left_ms <= before, "time came back");
    }

    fn sign(&mut self, text: &str) {
        let mut numbers = text.split(' ').map(|number| number.parse::<i64>().unwrap_or(1));
        let (session, remaining_ms) =
            (numbers.next().unwrap_or(1), numbers.next().unwrap_or(60_000).clamp(0, 86_400_000));
        self.serial += 1;
        let granted_at = self.now.wall_ms * 1_000;
        let lease =
            Lease { workstation: SEAT, session, serial: self.serial, granted_at, remaining_ms, closing_ms: None };
        let signed = self.key.sign(lease);
        self.worth = self.worth.max(remaining_ms);
        let running = Running { session, lease: Some(signed), remaining_ms, duration_ms: remaining_ms };
        let number = self.seat.hello("fuzz", &self.now).last_order.saturating_add(1);
        let payload = serde_json::to_value(running).expect("a lease is JSON");
        self.order(&Order { number, after: number - 1, kind: "session".into(), payload });
    }

    fn frame(&mut self, line: &str) {
        let by_seat = parse::<FromSeat>(line);
        let by_server = parse::<FromServer>(line);
        if line.len() > MAX_FRAME {
            assert!(by_seat.is_err() && by_server.is_err(), "a frame of {} bytes", line.len());
        }
        if let Ok(frame) = &by_seat {
            assert_eq!(parse::<FromSeat>(&encode(frame)).as_ref(), Ok(frame), "{line}");
            self.server_hears(frame);
        }
        if let Ok(frame) = by_server {
            if !has_fraction(line) {
                assert_eq!(parse::<FromServer>(&encode(&frame)).as_ref(), Ok(&frame), "{line}");
            }
            self.seat_hears(&frame);
        }
    }

    fn seat_hears(&mut self, frame: &FromServer) {
        match frame {
            FromServer::Welcome(welcome) => {
                let said = self.now.clone();
                self.seat.welcomed(welcome, &said, &self.now);
            }
            FromServer::Order(order) => self.order(order),
            FromServer::Acknowledged { uplink } => drop(self.seat.acknowledged(*uplink)),
            FromServer::Refused { .. } => {}
        }
    }

    fn order(&mut self, order: &Order) {
        if let Some(Command::Session(running) | Command::TimeAdded { running }) = Command::of(order)
            && let Some(lease) = &running.lease
        {
            forged_leases_fail(&self.key, lease);
        }
        self.seat.order(order, &self.now);
    }

    /// What a seat claims of orders that were never sent is refused.
    fn server_hears(&mut self, frame: &FromSeat) {
        match frame {
            FromSeat::Received { number } => {
                let taken = self.outbox.received(*number);
                assert_eq!(taken.is_none(), *number > self.sent, "order {number} of {}", self.sent);
            }
            FromSeat::Done { number, .. } => {
                let first = self.outbox.done(*number);
                assert!(*number <= self.sent || first.is_none(), "order {number} was never sent");
                assert_ne!(self.outbox.done(*number), Some(true), "done twice: {number}");
            }
            _ => {}
        }
    }

    fn is_honest(&self) {
        let view = self.seat.view(&self.now);
        assert!(
            (0..=self.worth).contains(&view.left_ms) || view.state == "suspended",
            "{view:?}, signed {}",
            self.worth
        );
        assert!(view.state != "active" || self.serial > 0, "open without a lease: {view:?}");
        let kept = serde_json::to_string(self.seat.saved()).expect("what is kept is JSON");
        let read: Saved = serde_json::from_str(&kept).expect("what is kept is read again");
        assert_eq!(&read, self.seat.saved());
    }
}

/// No lease of a frame holds, but the ones that were signed here; and none holds for another seat.
fn forged_leases_fail(key: &LeaseKey, lease: &SignedLease) {
    let opened = key.open(lease, 0);
    if opened.is_ok() {
        assert_eq!(key.sign(lease.lease.clone()).mac, lease.mac.to_ascii_lowercase(), "{lease:?}");
    }
    let other = LeaseKey::of(&SeatKey::new(SEAT + 1, [1; 32]));
    assert!(matches!(other.open(lease, 0), Err(LeaseError::OtherSeat | LeaseError::WrongSignature)), "{lease:?}");
}

/// Numbers with a fraction are read to the nearest and may differ in their last digit.
fn has_fraction(line: &str) -> bool {
    fn within(value: &Value) -> bool {
        match value {
            Value::Number(number) => number.is_f64(),
            Value::Array(values) => values.iter().any(within),
            Value::Object(values) => values.values().any(within),
            _ => false,
        }
    }
    serde_json::from_str::<Value>(line).is_ok_and(|value| within(&value))
}
