//! The life of a session against a slow model, which lives through it second by second.

use proptest::prelude::*;

use super::*;

const WARNINGS: &[i64] = &[10, 5, 1];
const KEEP: TimeDelta = TimeDelta::minutes(15);
const START: i64 = 1_795_420_800;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(START + seconds)
}

fn terms(closes_at: Option<Timestamp>) -> Terms<'static> {
    Terms { closes_at, warnings: WARNINGS }
}

fn an_hour() -> Life {
    Life::new(3600, None, at(86_400))
}

#[test]
fn a_session_that_nobody_looked_at_ended_when_its_time_was_up() {
    let mut life = an_hour();
    assert_eq!(life.start(7, at(0), terms(None)), Ok(()));
    assert_eq!((life.elapsed_seconds(at(5000)), life.remaining_seconds(at(5000))), (3600, 0));
    assert_eq!(life.status_at(at(3599)), Status::Active);
    assert_eq!(life.status_at(at(3600)), Status::Expired);
    assert_eq!(life.suspend(at(3600), KEEP), Err(WrongState), "what is over cannot be suspended any more");
    let closed = Closed { seat: 7, from: at(0), to: at(3600) };
    assert_eq!(life.settle(at(9999)), Some(Settled::Over(Reason::TimeUp, Some(closed))));
    assert_eq!((life.ended_at, life.used_micros), (Some(at(3600)), 3600 * SECOND));
    assert_eq!(life.settle(at(9999)), None);
}

#[test]
fn the_place_closes_before_the_time_is_up() {
    let mut life = an_hour();
    assert_eq!(life.start(7, at(0), terms(Some(at(600)))), Ok(()));
    assert_eq!(life.ends_at, Some(at(600)));
    assert_eq!(life.add_time(60, at(100), WARNINGS), Ok(()));
    assert_eq!(life.ends_at, Some(at(600)), "more time does not keep the place open");
    assert!(matches!(life.settle(at(700)), Some(Settled::Over(Reason::Closing, Some(_)))));
    assert_eq!((life.status, life.ended_at, life.remaining_seconds(at(700))), (Status::Ended, Some(at(600)), 3060));
}

#[test]
fn a_rest_keeps_the_seat_for_a_while_and_takes_no_time() {
    let mut life = an_hour();
    assert_eq!(life.start(7, at(0), terms(None)), Ok(()));
    assert!(life.suspend(at(60), KEEP).is_ok());
    assert_eq!(life.seat_at(at(60 + 899)), Some(7));
    assert_eq!(life.seat_at(at(60 + 900)), None);
    assert_eq!(life.settle(at(60 + 900)), Some(Settled::SeatFreed(7)));
    assert_eq!(life.move_to(8, at(2000), terms(None)), Err(WrongState), "there is no seat left to move from");
    assert_eq!(life.resume(9, at(5000), terms(None)), Ok(()));
    assert_eq!(life.ends_at, Some(at(5000 + 3540)));
    assert_eq!(life.elapsed_seconds(at(5010)), 70);
}

#[test]
fn codes_and_rests_lapse() {
    let mut waiting = an_hour();
    assert_eq!(waiting.status_at(at(86_400)), Status::Expired);
    assert_eq!(waiting.start(7, at(86_400), terms(None)), Err(WrongState));
    assert_eq!(waiting.settle(at(90_000)), Some(Settled::Over(Reason::CodeUnused, None)));
    assert_eq!((waiting.ended_at, waiting.elapsed_seconds(at(90_000))), (Some(at(86_400)), 0));
    let mut late = Life::new(7200, None, at(86_400));
    assert_eq!(late.start(7, at(86_399), terms(None)), Ok(()));
    assert!(late.suspend(at(86_500), KEEP).is_ok());
    assert_eq!(late.status_at(at(86_501)), Status::Suspended, "the seat is kept although the code would be void");
    assert_eq!(late.settle(at(87_400)), Some(Settled::Over(Reason::NotResumed, None)));
}

#[test]
fn a_clock_turned_back_gives_nothing_and_takes_nothing() {
    let mut life = an_hour();
    assert_eq!(life.start(7, at(1000), terms(None)), Ok(()));
    assert_eq!(life.elapsed_seconds(at(0)), 0);
    let closed = life.suspend(at(0), KEEP);
    assert_eq!(closed, Ok(Some(Closed { seat: 7, from: at(1000), to: at(1000) })));
}

#[derive(Debug, Clone)]
enum Deed {
    Wait(i64),
    TurnBack(i64),
    Start(i64),
    Suspend,
    Resume(i64),
    AddTime(i64),
    Move(i64),
    Terminate,
    Settle,
}

fn deeds(turn_back: bool) -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        6 => (0..900 * SECOND).prop_map(Deed::Wait),
        1 => (0..7200 * SECOND).prop_map(Deed::Wait),
        1 => (0..600 * SECOND).prop_map(move |micros| if turn_back { Deed::TurnBack(micros) } else { Deed::Wait(micros) }),
        2 => (1..4i64).prop_map(Deed::Start),
        2 => Just(Deed::Suspend),
        2 => (1..4i64).prop_map(Deed::Resume),
        2 => (1..1800i64).prop_map(Deed::AddTime),
        2 => (1..4i64).prop_map(Deed::Move),
        1 => Just(Deed::Terminate),
        2 => Just(Deed::Settle),
    ];
    prop::collection::vec(deed, 1..40)
}

fn apply(life: &mut Life, deed: &Deed, now: Timestamp) -> Result<Option<Closed>, WrongState> {
    match *deed {
        Deed::Wait(_) | Deed::TurnBack(_) => Ok(None),
        Deed::Start(seat) => life.start(seat, now, terms(None)).map(|()| None),
        Deed::Suspend => life.suspend(now, TimeDelta::days(30)),
        Deed::Resume(seat) => life.resume(seat, now, terms(None)).map(|()| None),
        Deed::AddTime(seconds) => life.add_time(seconds, now, WARNINGS).map(|()| None),
        Deed::Move(seat) => life.move_to(seat, now, terms(None)),
        Deed::Terminate => life.terminate(Reason::Terminated, now),
        Deed::Settle => Ok(match life.settle(now) {
            Some(Settled::Over(_, closed)) => closed,
            Some(Settled::SeatFreed(_)) | None => None,
        }),
    }
}

/// Lives through time step by step and counts while it runs: no intervals, no ends computed ahead.
#[derive(Debug)]
struct Slow {
    status: Status,
    duration: i64,
    used: i64,
}

impl Slow {
    fn pass(&mut self, micros: i64) {
        let mut left = micros;
        while left > 0 && self.status == Status::Active {
            let step = left.min(SECOND).min(self.duration * SECOND - self.used);
            self.used += step;
            left -= step;
            if self.used == self.duration * SECOND {
                self.status = Status::Expired;
            }
        }
    }

    fn apply(&mut self, deed: &Deed) -> bool {
        let is_open = matches!(self.status, Status::Waiting | Status::Active | Status::Suspended);
        let (allowed, status) = match deed {
            Deed::Wait(_) | Deed::TurnBack(_) | Deed::Settle => (true, self.status),
            Deed::Start(_) => (self.status == Status::Waiting, Status::Active),
            Deed::Suspend => (self.status == Status::Active, Status::Suspended),
            Deed::Resume(_) => (self.status == Status::Suspended, Status::Active),
            Deed::AddTime(_) | Deed::Move(_) => (is_open, self.status),
            Deed::Terminate => (is_open, Status::Ended),
        };
        if allowed {
            self.status = status;
            if let Deed::AddTime(seconds) = deed {
                self.duration += seconds;
            }
        }
        allowed
    }
}

fn always_true(life: &Life, intervals: &[Closed], now: Timestamp) -> Result<(), TestCaseError> {
    let (elapsed, remaining) = (life.elapsed_seconds(now), life.remaining_seconds(now));
    prop_assert_eq!(elapsed + remaining, life.duration_seconds);
    prop_assert!(elapsed >= 0 && remaining >= 0);
    prop_assert!((0..=100).contains(&life.percent_used(now)));
    prop_assert_eq!(life.ends_at.is_some(), life.status == Status::Active);
    prop_assert_eq!(life.running.is_some(), life.status == Status::Active);
    prop_assert!(intervals.iter().all(|one| one.from <= one.to));
    let closed: i64 = intervals.iter().map(|one| one.to.0 - one.from.0).sum();
    prop_assert_eq!(closed, life.used_micros, "the intervals are the time used");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn time_used_is_exact_whatever_happens(minutes in 1..60i64, deeds in deeds(false)) {
        let mut now = Timestamp::from_seconds(START);
        let mut life = Life::new(minutes * 60, None, now.plus(TimeDelta::days(30)));
        let mut slow = Slow { status: Status::Waiting, duration: minutes * 60, used: 0 };
        let mut intervals: Vec<Closed> = Vec::new();
        for deed in deeds {
            if let Deed::Wait(micros) = deed {
                now = Timestamp(now.0 + micros);
                slow.pass(micros);
            }
            let done = apply(&mut life, &deed, now);
            prop_assert_eq!(done.is_ok(), slow.apply(&deed), "{:?}", deed);
            intervals.extend(done.ok().flatten());
            always_true(&life, &intervals, now)?;
            prop_assert_eq!((life.status_at(now), life.duration_seconds), (slow.status, slow.duration));
            prop_assert_eq!(life.used(now), slow.used);
        }
    }

    #[test]
    fn a_clock_that_jumps_both_ways_never_doubles_time(minutes in 1..60i64, deeds in deeds(true)) {
        let mut now = Timestamp::from_seconds(START);
        let mut life = Life::new(minutes * 60, None, now.plus(TimeDelta::days(30)));
        let mut intervals: Vec<Closed> = Vec::new();
        let mut passed = 0;
        for deed in deeds {
            match deed {
                Deed::Wait(micros) => {
                    now = Timestamp(now.0 + micros);
                    passed += micros;
                }
                Deed::TurnBack(micros) => now = Timestamp(now.0 - micros),
                _ => {}
            }
            intervals.extend(apply(&mut life, &deed, now).ok().flatten());
            always_true(&life, &intervals, now)?;
            prop_assert!(life.used(now) <= passed, "more was used than has passed");
        }
    }
}
