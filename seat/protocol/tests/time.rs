//! Nobody gains time: whatever is pulled, restarted or set, a seat can never be used for longer than the server has left.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

use preau_seat_protocol::{
    Effect, Lease, LeaseKey, Moment, Order, Running, Saved, Seat, SeatKey, SignedLease, State, Welcome,
};
use proptest::prelude::*;

const KEY: [u8; 32] = [3; 32];
/// The server's clock when the tests begin, in milliseconds.
const EPOCH: i64 = 1_790_000_000_000;

#[derive(Debug, Clone)]
enum Step {
    /// Time passes; the program looks at the clock every second.
    Wait(i64),
    /// The machine sleeps.
    Sleep(i64),
    /// `kill -9` of the program, which is back after so long.
    Kill(i64),
    /// The plug is pulled; the machine is back after so long.
    PullPlug(i64),
    /// Somebody sets the wall clock by so much.
    SetClock(i64),
    /// The network is there: hello, welcome and a lease, each so long on its way.
    Connect { hello: i64, welcome: i64, lease: i64 },
    /// An operator adds minutes; told at the next connection.
    Add(i64),
}

/// The true time, and what the machine's clocks make of it.
struct World {
    true_ms: i64,
    wall_error_ms: i64,
    boots: u32,
    up_ms: i64,
    ends_ms: i64,
    /// For so long the machine was without power since the last lease, which a wall clock that was set back hides: it
    /// could not be used then.
    off_ms: i64,
    number: u64,
    seat: Seat,
    disk: Saved,
    is_open: bool,
}

fn key() -> LeaseKey {
    LeaseKey::of(&SeatKey::new(1, KEY))
}

impl World {
    fn new(minutes: i64) -> Self {
        let now = Moment { boot: "0".into(), up_ms: 90_000, wall_ms: EPOCH };
        let (seat, effects) = Seat::start(key(), Saved::default(), false, &now);
        let mut world = Self {
            true_ms: EPOCH,
            wall_error_ms: 0,
            boots: 0,
            up_ms: 90_000,
            ends_ms: EPOCH + minutes * 60_000,
            off_ms: 0,
            number: 0,
            disk: Saved::default(),
            seat,
            is_open: false,
        };
        world.act(effects);
        world
    }

    fn now(&self) -> Moment {
        let wall_ms = self.true_ms + self.wall_error_ms;
        Moment { boot: self.boots.to_string(), up_ms: self.up_ms, wall_ms }
    }

    fn act(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Save => self.disk = self.seat.saved().clone(),
                Effect::Lock => self.is_open = false,
                Effect::Unlock => self.is_open = true,
                Effect::Reboot | Effect::Send(_) => {}
            }
        }
        let left = self.seat.view(&self.now()).left_ms;
        let truly = (self.ends_ms - self.true_ms).max(0);
        assert!(left <= truly + self.off_ms, "{left} ms shown, {truly} ms left");
        assert!(!self.is_open || truly + self.off_ms > 0, "open after the end");
    }

    fn pass(&mut self, ms: i64) {
        self.true_ms += ms;
        self.up_ms += ms;
    }

    fn wait(&mut self, ms: i64) {
        for _ in 0..ms / 1_000 {
            self.pass(1_000);
            let effects = self.seat.tick(&self.now());
            self.act(effects);
        }
        self.pass(ms % 1_000);
        let effects = self.seat.tick(&self.now());
        self.act(effects);
    }

    fn restart(&mut self) {
        let saved = serde_json::to_string(&self.disk).unwrap();
        let (seat, effects) = Seat::start(key(), serde_json::from_str(&saved).unwrap(), false, &self.now());
        self.seat = seat;
        self.act(effects);
    }

    fn connect(&mut self, hello: i64, welcome: i64, lease: i64) {
        let said = self.now();
        self.pass(hello);
        let state = if self.ends_ms > self.true_ms { State::Active } else { State::Free };
        let answer = Welcome { server_time: self.true_ms * 1_000, uplink: 0, name: String::new(), state };
        self.pass(welcome);
        let effects = self.seat.welcomed(&answer, &said, &self.now());
        self.act(effects);
        if state == State::Free {
            return;
        }
        self.number += 1;
        let order = self.lease(self.number);
        self.pass(lease);
        let effects = self.seat.order(&order, &self.now());
        self.off_ms = 0;
        self.act(effects);
    }

    fn lease(&self, serial: u64) -> Order {
        let remaining_ms = self.ends_ms - self.true_ms;
        let lease = Lease {
            workstation: 1,
            session: 5,
            serial,
            granted_at: self.true_ms * 1_000,
            remaining_ms,
            closing_ms: None,
        };
        order(serial, 0, &key().sign(lease))
    }

    fn step(&mut self, step: &Step) {
        match *step {
            Step::Wait(ms) => self.wait(ms),
            Step::Sleep(ms) => {
                self.pass(ms);
                let effects = self.seat.tick(&self.now());
                self.act(effects);
            }
            Step::Kill(ms) => {
                self.pass(ms);
                self.restart();
            }
            Step::PullPlug(ms) => {
                self.true_ms += ms;
                self.boots += 1;
                self.up_ms = ms.min(20_000);
                self.off_ms += ms - self.up_ms;
                self.restart();
            }
            Step::SetClock(ms) => self.wall_error_ms += ms,
            Step::Connect { hello, welcome, lease } => self.connect(hello, welcome, lease),
            Step::Add(minutes) => {
                if self.ends_ms > self.true_ms {
                    self.ends_ms += minutes * 60_000;
                }
            }
        }
    }
}

fn order(number: u64, after: u64, lease: &SignedLease) -> Order {
    let running = Running { session: lease.lease.session, lease: Some(lease.clone()), remaining_ms: 0, duration_ms: 0 };
    Order { number, after, kind: "session".into(), payload: serde_json::to_value(running).unwrap() }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0_i64..200_000).prop_map(Step::Wait),
        1 => (0_i64..900_000).prop_map(Step::Sleep),
        2 => (0_i64..60_000).prop_map(Step::Kill),
        2 => (0_i64..600_000).prop_map(Step::PullPlug),
        2 => (-90_000_000_i64..90_000_000).prop_map(Step::SetClock),
        2 => (0_i64..9_000, 0_i64..9_000, 0_i64..60_000)
            .prop_map(|(hello, welcome, lease)| Step::Connect { hello, welcome, lease }),
        1 => (1_i64..30).prop_map(Step::Add),
    ];
    proptest::collection::vec(step, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_seat_gains_time(minutes in 1_i64..120, steps in steps()) {
        let mut world = World::new(minutes);
        world.connect(3, 3, 1);
        for step in &steps {
            world.step(step);
        }
    }

    #[test]
    fn what_only_waits_and_is_killed_loses_none(minutes in 5_i64..120, waits in proptest::collection::vec(0_i64..90_000, 1..30)) {
        let mut world = World::new(minutes);
        world.connect(0, 0, 0);
        for (number, ms) in waits.iter().enumerate() {
            world.step(&if number % 3 == 2 { Step::Kill(*ms) } else { Step::Wait(*ms) });
            let truly = (world.ends_ms - world.true_ms).max(0);
            prop_assert_eq!(world.seat.view(&world.now()).left_ms, truly);
            prop_assert_eq!(world.is_open, truly > 0);
        }
    }
}

#[test]
fn a_pulled_plug_costs_seconds_and_a_clock_set_back_nothing_to_the_place() {
    let mut world = World::new(60);
    world.connect(0, 0, 0);
    world.wait(600_000);
    world.step(&Step::SetClock(-86_400_000));
    world.step(&Step::PullPlug(1_000));
    let left = world.seat.view(&world.now()).left_ms;
    assert!((50 * 60_000 - 10_000..50 * 60_000).contains(&left), "{left}");
    assert!(world.is_open);
}

#[test]
fn a_seat_locks_at_the_second_without_a_network() {
    let mut world = World::new(2);
    world.connect(0, 0, 0);
    world.wait(119_000);
    assert!(world.is_open);
    world.wait(1_000);
    assert!(!world.is_open);
    assert_eq!(world.seat.view(&world.now()).state, "locked");
}

/// A seat whose visitor has ended session 5, of which the server knows nothing yet.
fn ended_by_its_visitor() -> World {
    let mut world = World::new(10);
    world.connect(0, 0, 0);
    let now = world.now();
    let effects = world.seat.end(&now);
    world.act(effects);
    world.connect(0, 0, 0);
    assert!(!world.is_open, "what was ended here is not opened again");
    world
}

/// After a restored backup numbers of sessions are given anew.
#[test]
fn the_number_of_an_ended_session_opens_the_seat_again_once_the_server_knows_of_its_end() {
    let mut told = ended_by_its_visitor();
    let free = Welcome { server_time: told.true_ms * 1_000, uplink: 0, name: String::new(), state: State::Free };
    let now = told.now();
    told.seat.welcomed(&free, &now, &now);
    told.connect(0, 0, 0);
    assert!(!told.is_open, "the end was not told yet");
    let now = told.now();
    told.seat.welcomed(&Welcome { uplink: 3, ..free }, &now, &now);
    told.connect(0, 0, 0);
    assert!(told.is_open);

    let mut closed = ended_by_its_visitor();
    closed.number += 1;
    let payload = serde_json::json!({"session": 5, "reason": "by_visitor"});
    let (number, now) = (closed.number, closed.now());
    let effects = closed.seat.order(&Order { number, after: 0, kind: "closed".into(), payload }, &now);
    closed.act(effects);
    closed.connect(0, 0, 0);
    assert!(closed.is_open);
}

#[test]
fn an_old_a_foreign_and_a_forged_lease_change_nothing() {
    let mut world = World::new(10);
    world.connect(0, 0, 0);
    world.wait(60_000);
    let before = world.seat.view(&world.now());
    let good = Lease {
        workstation: 1,
        session: 5,
        serial: 9,
        granted_at: world.true_ms * 1_000,
        remaining_ms: 3_600_000,
        closing_ms: None,
    };
    let foreign_key = LeaseKey::of(&SeatKey::new(2, KEY));
    let forged = [
        key().sign(Lease { serial: 1, ..good.clone() }),
        key().sign(Lease { workstation: 2, ..good.clone() }),
        foreign_key.sign(Lease { workstation: 2, ..good.clone() }),
        LeaseKey::of(&SeatKey::new(1, [4; 32])).sign(good.clone()),
        SignedLease { mac: key().sign(good.clone()).mac, lease: Lease { remaining_ms: 7_200_000, ..good } },
    ];
    for (number, lease) in (2..).zip(&forged) {
        let effects = world.seat.order(&order(number, number - 1, lease), &world.now());
        world.act(effects);
        assert_eq!(world.seat.view(&world.now()), before);
    }
}
