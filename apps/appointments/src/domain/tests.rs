//! Every slot shown can be booked, and every booking made was shown; the days on which the clocks change; day 60 and 61.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use preau_calendar::domain::holidays::{Holidays, Region};
use preau_calendar::domain::interval::{Interval, union};
use preau_calendar::domain::opening::Opening;
use preau_calendar::domain::wall::{self, WallTime};
use preau_calendar::domain::weekly::{Exception, ExceptionKind};
use preau_kernel::place::OpeningHours;
use proptest::prelude::*;

use super::rules::{Rules, checked, default_hours, hours};
use super::slots::{Frame, Refused, Taken};

const PARIS: Tz = chrono_tz::Europe::Paris;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> WallTime {
    WallTime::parse(text).unwrap()
}

fn at(zone: Tz, day: &str, clock: &str) -> i64 {
    wall::instant(zone, time(clock).on(date(day)))
}

struct Setting {
    rules: Rules,
    exceptions: Vec<Exception>,
    busy: Vec<Interval>,
    holidays: Holidays,
    zone: Tz,
    now: i64,
}

impl Setting {
    fn new(now: i64) -> Self {
        let holidays = Holidays { region: Region::None, ..Holidays::default() };
        Self { rules: Rules::default(), exceptions: Vec::new(), busy: Vec::new(), holidays, zone: PARIS, now }
    }

    fn frame(&self) -> Frame<'_> {
        let opening = Opening {
            rules: &self.rules.hours,
            exceptions: &self.exceptions,
            closed_days: &[],
            holidays: &self.holidays,
            zone: self.zone,
        };
        Frame { rules: &self.rules, opening, busy: &self.busy, now: self.now }
    }

    fn judge(&self, day: &str, clock: &str) -> Option<Refused> {
        self.frame().judge(date(day), time(clock), &Taken::default()).err()
    }

    fn starts(&self, day: &str) -> Vec<String> {
        self.frame().listed(date(day), &Taken::default()).iter().map(|(slot, _)| slot.start.to_string()).collect()
    }
}

/// Monday 23 November 2026, 9:30 in Paris.
fn monday() -> Setting {
    Setting::new(at(PARIS, "2026-11-23", "09:30"))
}

#[test]
fn the_seed_gives_eight_starts_a_day() {
    let eight = ["09:00", "09:55", "10:50", "11:45", "13:30", "14:25", "15:20", "16:15"];
    assert_eq!(monday().starts("2026-11-24"), eight);
    let ends: Vec<_> = monday()
        .frame()
        .listed(date("2026-11-24"), &Taken::default())
        .iter()
        .map(|(slot, _)| slot.end.to_string())
        .collect();
    assert_eq!(ends, ["09:45", "10:40", "11:35", "12:30", "14:15", "15:10", "16:05", "17:00"]);
}

#[test]
fn each_refusal_has_its_code() {
    let setting = monday();
    for (day, clock, code) in [
        ("2026-11-24", "09:00", None),
        ("2026-11-23", "09:55", None),
        ("2026-11-28", "09:00", Some(Refused::OutsideDays)),
        ("2026-11-24", "08:00", Some(Refused::OutsideHours)),
        ("2026-11-24", "12:00", Some(Refused::OutsideHours)),
        ("2026-11-24", "12:45", Some(Refused::OutsideHours)),
        ("2026-11-24", "17:10", Some(Refused::OutsideHours)),
        ("2026-11-24", "09:30", Some(Refused::NotOnGrid)),
        ("2026-11-23", "09:00", Some(Refused::InThePast)),
        ("2026-11-20", "09:00", Some(Refused::InThePast)),
        ("2026-11-22", "09:00", Some(Refused::InThePast)),
        ("2027-01-22", "16:15", None),
        ("2027-01-25", "09:00", Some(Refused::BeyondHorizon)),
        ("2027-01-23", "09:00", Some(Refused::BeyondHorizon)),
    ] {
        assert_eq!(setting.judge(day, clock), code, "{day} {clock}");
    }
}

#[test]
fn day_sixty_is_in_and_day_sixty_one_is_not() {
    // From a Thursday, day 60 is a Monday and day 61 a Tuesday.
    let setting = Setting::new(at(PARIS, "2026-11-26", "00:10"));
    assert_eq!(setting.frame().last_day(), date("2027-01-25"));
    assert_eq!(setting.judge("2027-01-25", "09:00"), None);
    assert_eq!(setting.judge("2027-01-26", "09:00"), Some(Refused::BeyondHorizon));
    assert!(setting.starts("2027-01-26").is_empty());
    assert_eq!(setting.starts("2027-01-25").len(), 8);
}

#[test]
fn notice_limit_and_claims_are_told_apart() {
    let mut setting = monday();
    setting.rules.notice = 24 * 60;
    assert_eq!(setting.judge("2026-11-24", "09:00"), Some(Refused::NoticeTooShort));
    assert_eq!(setting.judge("2026-11-24", "09:55"), None);
    setting.rules.most_active = Some(2);
    let judge = |taken: Taken| setting.frame().judge(date("2026-11-25"), time("09:55"), &taken).err();
    assert_eq!(judge(Taken { active: 1, ..Taken::default() }), None);
    assert_eq!(judge(Taken { active: 2, ..Taken::default() }), Some(Refused::TooManyBookings));
    let from = at(PARIS, "2026-11-25", "09:00");
    let before = |minutes: i64| vec![Interval::new(from, from + minutes * 60).unwrap()];
    // The appointment before ends with its pause when this one begins.
    assert_eq!(judge(Taken { coach: before(55), ..Taken::default() }), None);
    assert_eq!(judge(Taken { coach: before(56), ..Taken::default() }), Some(Refused::SlotTaken));
    assert_eq!(judge(Taken { client: before(56), ..Taken::default() }), Some(Refused::PersonBusy));
}

#[test]
fn an_exception_takes_starts_away_and_does_not_move_the_others() {
    let mut setting = monday();
    let part = ExceptionKind::ClosedPart(time("09:00"), time("10:00"));
    setting.exceptions.push(Exception { date: date("2026-11-24"), kind: part, reason: String::new() });
    assert_eq!(setting.starts("2026-11-24")[0], "10:50");
    assert_eq!(setting.judge("2026-11-24", "09:55"), Some(Refused::OutsideHours));
    let extra = ExceptionKind::Extra(time("10:00"), time("11:40"));
    setting.exceptions.push(Exception { date: date("2026-11-28"), kind: extra, reason: String::new() });
    assert_eq!(setting.starts("2026-11-28"), ["10:00", "10:55"]);
}

#[test]
fn a_calendar_elsewhere_takes_starts_and_the_pause_may_reach_into_it() {
    let mut setting = monday();
    let busy =
        |from: &str, to: &str| Interval::new(at(PARIS, "2026-11-24", from), at(PARIS, "2026-11-24", to)).unwrap();
    setting.busy = vec![busy("09:45", "10:00"), busy("12:30", "13:30")];
    assert_eq!(setting.judge("2026-11-24", "09:00"), None);
    assert_eq!(setting.judge("2026-11-24", "09:55"), Some(Refused::SlotTaken));
    assert_eq!(setting.judge("2026-11-24", "11:45"), None);
    assert_eq!(setting.judge("2026-11-24", "13:30"), None);
    let why = super::why::why(
        &setting.frame(),
        date("2026-11-24"),
        time("09:55"),
        super::why::Claims { coach: &[], client: &[] },
        &Taken::default(),
    );
    assert_eq!((why.refused, why.busy), (Some(Refused::SlotTaken), vec![busy("09:45", "10:00")]));
}

#[test]
fn hours_are_those_on_the_wall_on_both_sides_of_a_change() {
    let mut setting = Setting::new(at(PARIS, "2026-10-20", "08:00"));
    for (day, utc) in [("2026-10-23", 7), ("2026-10-26", 8)] {
        let (slot, _) = setting.frame().listed(date(day), &Taken::default())[0];
        assert_eq!((slot.start.to_string(), slot.time.from() / 3600 % 24), ("09:00".into(), utc), "{day}");
    }
    // A coach who works through the nights of the changes.
    let night = |day: u8| OpeningHours { day, opens: "00:30".into(), closes: "05:00".into() };
    setting.rules.hours = hours(&[night(7)]);
    assert_eq!(setting.starts("2026-10-25"), ["00:30", "01:25", "02:15", "02:20", "03:10", "04:05"]);
    setting.now = at(PARIS, "2027-03-20", "08:00");
    assert_eq!(setting.starts("2027-03-28"), ["00:30", "01:25", "03:20", "04:15"]);
}

#[test]
fn hours_are_checked() {
    assert_eq!(checked(default_hours()), Some(default_hours()));
    let one = |day, opens: &str, closes: &str| OpeningHours { day, opens: opens.into(), closes: closes.into() };
    assert!(checked(vec![one(1, "09:00", "12:00"), one(1, "11:00", "13:00")]).is_none());
    assert!(checked(vec![one(8, "09:00", "12:00")]).is_none());
    assert!(checked(vec![one(0, "09:00", "12:00")]).is_none());
    assert!(checked(vec![one(1, "12:00", "09:00")]).is_none());
}

fn zones() -> impl Strategy<Value = Tz> {
    prop::sample::select(vec![
        PARIS,
        chrono_tz::UTC,
        chrono_tz::America::Havana,
        chrono_tz::Australia::Lord_Howe,
        chrono_tz::Pacific::Auckland,
        chrono_tz::Indian::Reunion,
    ])
}

prop_compose! {
    fn some_rules()(
        days in prop::collection::btree_set(1_u8..=7, 1..6),
        from in 0_u16..20 * 60,
        long in 30_u16..600,
        minutes in 5_i64..120,
        pause in 0_i64..40,
        notice in 0_i64..3000,
        horizon_days in 1_i64..90,
    ) -> Rules {
        let to = (from + long).min(24 * 60);
        let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let of_day = |day: u8| OpeningHours { day, opens: clock(from), closes: clock(to) };
        let all: Vec<_> = days.into_iter().map(of_day).collect();
        Rules { hours: hours(&all), minutes, pause, notice, horizon_days, cancel: 0, most_active: None }
    }
}

proptest! {
    #[test]
    fn what_is_shown_can_be_booked_and_what_can_be_booked_is_shown(
        rules in some_rules(),
        zone in zones(),
        now in 1_700_000_000_i64..1_900_000_000,
        busy in prop::collection::vec((0_i64..100 * 1440, 5_i64..300), 0..40),
        elsewhere in prop::collection::vec((0_i64..100 * 1440, 5_i64..300), 0..40),
        ahead in -2_i64..95,
    ) {
        let times = |some: &[(i64, i64)]| {
            union(some.iter().filter_map(|(from, long)| Interval::new(now + from * 60, now + (from + long) * 60)))
        };
        let setting = Setting { rules, zone, busy: times(&elsewhere), ..Setting::new(now) };
        let frame = setting.frame();
        let taken = Taken { coach: times(&busy), ..Taken::default() };
        let day = if ahead < 0 { frame.today() - Days::new(ahead.unsigned_abs()) } else { frame.today() + Days::new(ahead.unsigned_abs()) };
        let listed = frame.listed(day, &taken);
        for (slot, state) in &listed {
            prop_assert_eq!(frame.judge(day, slot.start, &taken).map(|slot| slot.time), state.map(|()| slot.time));
        }
        prop_assert!(listed.iter().all(|(slot, state)| state.is_err() || setting.busy.iter().all(|busy| !busy.overlaps(slot.time))));
        // Any minute of the day: bookable only where it is listed as available.
        for minute in (0..24 * 60).step_by(5) {
            let start = WallTime::new(minute / 60, minute % 60).unwrap();
            let is_listed = listed.iter().any(|(slot, state)| slot.start == start && state.is_ok());
            prop_assert_eq!(frame.judge(day, start, &taken).is_ok(), is_listed);
        }
        prop_assert_eq!(apart(&frame, &listed), Vec::<Interval>::new());
        let (first, last) = (frame.today(), frame.last_day());
        prop_assert!(listed.is_empty() || (first <= day && day <= last));
    }
}

/// Starts that meet the one before them, pause included: on one grid there are none, however the clocks go.
fn apart(frame: &Frame<'_>, listed: &[(super::slots::Slot, Result<(), Refused>)]) -> Vec<Interval> {
    let mut times: Vec<_> = listed.iter().map(|(slot, _)| slot.time).collect();
    times.sort_unstable();
    let meets = |pair: &&[Interval]| frame.with_pause(pair[0]).overlaps(pair[1]);
    times.windows(2).filter(meets).map(|pair| pair[1]).collect()
}

/// Days of other lengths than 24 hours, the days around them, and dates that a zone skipped or that have no midnight.
fn days_of_change() -> Vec<(Tz, NaiveDate)> {
    let mut days = Vec::new();
    for zone in [
        PARIS,
        chrono_tz::Europe::London,
        chrono_tz::America::St_Johns,
        chrono_tz::America::Havana,
        chrono_tz::America::Asuncion,
        chrono_tz::Australia::Lord_Howe,
        chrono_tz::Pacific::Auckland,
        chrono_tz::Pacific::Apia,
        chrono_tz::Africa::Casablanca,
        chrono_tz::Asia::Kathmandu,
    ] {
        for year in [2010, 2011, 2023, 2026, 2027] {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
            for date in first.iter_days().take(365) {
                if wall::day(zone, date).is_none_or(|day| day.seconds() != 86_400) {
                    days.extend(
                        (0..7).filter_map(|n| Some((zone, date.checked_sub_days(Days::new(3))? + Days::new(n)))),
                    );
                }
            }
        }
    }
    days
}

/// Each week across a change: every wall time that is shown can be booked and none else is, within the hours on the wall,
/// in order, apart by the pause, and each start by its own name.
#[test]
fn a_week_across_a_change_is_shown_as_it_can_be_booked() {
    let days = days_of_change();
    assert!(days.iter().any(|(zone, date)| *zone == chrono_tz::Pacific::Apia && wall::day(*zone, *date).is_none()));
    assert!(days.len() > 300, "{}", days.len());
    let any_day = |opens: &str, closes: &str| {
        (1..=7).map(|day| OpeningHours { day, opens: opens.into(), closes: closes.into() }).collect::<Vec<_>>()
    };
    for (zone, day) in days {
        for (minutes, pause, all) in [
            (45, 10, any_day("00:00", "24:00")),
            (20, 0, any_day("00:30", "05:00")),
            (90, 15, any_day("23:00", "24:00")),
        ] {
            let midnight = wall::instant(zone, WallTime::START.on(day - Days::new(5)));
            let mut setting = Setting { zone, ..Setting::new(midnight) };
            setting.rules = Rules { hours: hours(&all), minutes, pause, ..Rules::default() };
            let frame = setting.frame();
            let taken = Taken::default();
            let listed = frame.listed(day, &taken);
            assert_eq!(apart(&frame, &listed), Vec::<Interval>::new(), "{zone} {day}");
            let names: std::collections::BTreeSet<_> = listed.iter().map(|(slot, _)| slot.start).collect();
            assert_eq!(names.len(), listed.len(), "{zone} {day}");
            for minute in (0..24 * 60).step_by(5) {
                let start = WallTime::new(minute / 60, minute % 60).unwrap();
                let shown = listed.iter().find(|(slot, _)| slot.start == start).map(|(slot, _)| slot.time);
                assert_eq!(frame.judge(day, start, &taken).ok().map(|slot| slot.time), shown, "{zone} {day} {start}");
            }
            let hole = wall::day(zone, day).is_none();
            assert!(hole == listed.is_empty() || minutes == 90, "{zone} {day}");
            for (slot, _) in listed {
                assert_eq!(slot.time.seconds(), minutes * 60, "{zone} {day}");
                assert!(wall::day(zone, day).is_some_and(|whole| whole.covers(slot.time)), "{zone} {day}");
            }
        }
    }
}
