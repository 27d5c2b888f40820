//! What was written to one visitor is not shown to the next.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

use preau_seat_protocol::{Lease, LeaseKey, Moment, Order, Running, Saved, Seat, SeatKey, State, Welcome};
use serde_json::{Value, json};

struct Room {
    seat: Seat,
    number: u64,
    up_ms: i64,
}

impl Room {
    /// A session of ten minutes, and a word to its visitor on the screen.
    fn with_a_word() -> Self {
        let now = Moment { boot: "0".into(), up_ms: 0, wall_ms: 0 };
        let (seat, _) = Seat::start(key(), Saved::default(), false, &now);
        let mut room = Self { seat, number: 0, up_ms: 0 };
        room.welcome(State::Free);
        room.session(1);
        room.order("message", json!({"text": "Votre impression est à l’accueil."}));
        assert_eq!(room.texts(), 1);
        room
    }

    fn now(&self) -> Moment {
        Moment { boot: "0".into(), up_ms: self.up_ms, wall_ms: self.up_ms }
    }

    fn welcome(&mut self, state: State) {
        let (welcome, now) = (Welcome { server_time: 0, uplink: 0, name: String::new(), state }, self.now());
        self.seat.welcomed(&welcome, &now, &now);
    }

    fn session(&mut self, session: i64) {
        let (serial, remaining_ms) = (self.number + 1, 600_000 + self.up_ms);
        let lease = Lease { workstation: 1, session, serial, granted_at: 0, remaining_ms, closing_ms: None };
        let running = Running { session, lease: Some(key().sign(lease)), remaining_ms, duration_ms: remaining_ms };
        self.order("session", serde_json::to_value(running).unwrap());
    }

    fn order(&mut self, kind: &str, payload: Value) {
        self.number += 1;
        let order = Order { number: self.number, after: self.number - 1, kind: kind.into(), payload };
        let now = self.now();
        self.seat.order(&order, &now);
    }

    fn texts(&self) -> usize {
        self.seat.view(&self.now()).messages.len()
    }
}

fn key() -> LeaseKey {
    LeaseKey::of(&SeatKey::new(1, [1; 32]))
}

#[test]
fn however_the_session_ends() {
    let ends: [fn(&mut Room); 5] = [
        |room| room.order("closed", json!({"session": 1, "reason": "terminated"})),
        |room| {
            let now = room.now();
            room.seat.end(&now);
        },
        |room| {
            room.up_ms += 600_000;
            let now = room.now();
            room.seat.tick(&now);
        },
        |room| room.welcome(State::Free),
        |room| room.session(2),
    ];
    for (at, end) in ends.iter().enumerate() {
        let mut room = Room::with_a_word();
        end(&mut room);
        assert_eq!(room.texts(), 0, "end {at}");
    }
}

#[test]
fn what_is_written_to_a_seat_where_nobody_sits_waits_for_somebody() {
    let mut room = Room::with_a_word();
    room.order("closed", json!({"session": 1, "reason": "terminated"}));
    room.order("message", json!({"text": "Bienvenue."}));
    room.session(2);
    assert_eq!(room.texts(), 1);
}
