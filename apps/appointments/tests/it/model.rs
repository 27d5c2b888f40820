//! Random sequences of booking, holding, moving, cancelling, time passing and days off: no two claims of a subject ever
//! overlap, every booked appointment has its claims, and nothing is refused but by a code of the contract.

use chrono::TimeDelta;
use preau_appointments::Start;
use preau_appointments::actions::book::{Booking, book};
use preau_appointments::actions::cancel::cancel;
use preau_appointments::actions::hold::{hold, release, remove_expired};
use preau_appointments::actions::move_to::move_to;
use preau_calendar::domain::wall::WallTime;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result};
use preau_testkit::{TestApp, TestEngine, both_engines, scale};

use super::practice::{count, exec, open};
use super::races::{actor, overlaps};

const PEOPLE: [i64; 4] = [3, 4, 5, 7];
const STARTS: [&str; 9] = ["09:00", "09:55", "10:50", "11:45", "13:30", "14:25", "15:20", "16:15", "09:30"];

/// Numbers that look like chance and are the same at every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn start(&mut self) -> Start {
        let date = format!("2026-11-{}", 24 + self.below(3));
        Start { date: date.parse().unwrap(), time: WallTime::parse(STARTS[self.below(STARTS.len())]).unwrap() }
    }
}

/// Whether it was done; what is refused is refused by a code that clients know.
fn told<T>(result: Result<T>) -> Option<T> {
    const KNOWN: [&str; 8] = [
        "slot_taken",
        "person_busy",
        "not_on_grid",
        "in_the_past",
        "not_booked",
        "too_late",
        "outside_hours",
        "not_found",
    ];
    match result {
        Ok(value) => Some(value),
        Err(error) if KNOWN.contains(&error.code()) && !matches!(error, Error::Internal(_)) => None,
        Err(error) => panic!("{error}"),
    }
}

async fn step(test: &TestApp, dice: &mut Dice, booked: &mut Vec<i64>, held: &mut Vec<(i64, i64)>) {
    let (app, info) = (test.app(), RequestInfo::internal("model"));
    let who = PEOPLE[dice.below(PEOPLE.len())];
    match dice.below(12) {
        0..=3 => {
            let hold = held.iter().find(|(owner, _)| *owner == who).map(|(_, id)| *id);
            let booking =
                Booking { start: dice.start(), coach: None, service: None, message: String::new(), hold, client: None };
            booked.extend(told(book(app, &info, &actor(who), &booking).await).map(|made| made.id));
        }
        4 | 5 => held.extend(told(hold(app, &actor(who), dice.start(), None, None).await).map(|(id, _)| (who, id))),
        6 if !held.is_empty() => {
            let (owner, id) = held.swap_remove(dice.below(held.len()));
            told(release(app, &actor(owner), id).await);
        }
        7..=9 if !booked.is_empty() => {
            let id = booked[dice.below(booked.len())];
            told(move_to(app, &info, &actor(who), id, dice.start(), None).await);
        }
        10 if !booked.is_empty() => {
            let id = booked[dice.below(booked.len())];
            told(cancel(app, &info, &actor(who), id, "", None).await);
        }
        11 => {
            test.advance(TimeDelta::seconds(100));
            remove_expired(app).await.unwrap();
        }
        _ => {}
    }
}

both_engines! {
    async fn whatever_happens_no_time_is_given_twice(engine: TestEngine) {
        let test = open(engine).await;
        exec(&test, "INSERT INTO coach_exceptions (coach_id, day, kind, from_time, to_time, reason, row_version, created_at, updated_at) \
            VALUES (6, '2026-11-26', 'closed_part', '09:00', '10:00', '', 1, 0, 0)").await;
        let (mut dice, mut booked, mut held) = (Dice(42), Vec::new(), Vec::new());
        for _ in 0..scale(200, 3000) {
            step(&test, &mut dice, &mut booked, &mut held).await;
        }
        assert!(booked.len() > 15, "{}", booked.len());
        assert_eq!(overlaps(&test).await, 0);
        let claims = "appointments a WHERE a.status = 'booked' AND 2 <> (SELECT COUNT(*) FROM time_claims c \
            WHERE c.source_kind = 'appointment' AND c.source_id = a.id AND c.starts * 1000000 = a.starts_at)";
        assert_eq!(count(&test, claims).await, 0);
        let orphans = "time_claims c WHERE c.source_kind = 'appointment' AND NOT EXISTS (SELECT 1 FROM appointments a \
            WHERE a.id = c.source_id AND a.status = 'booked')";
        assert_eq!(count(&test, orphans).await, 0);
        let twice = "appointments a JOIN appointments b ON a.coach_id = b.coach_id AND a.starts_at = b.starts_at AND a.id < b.id \
            WHERE a.status = 'booked' AND b.status = 'booked'";
        assert_eq!(count(&test, twice).await, 0);
        test.drain_jobs().await;
    }
}
