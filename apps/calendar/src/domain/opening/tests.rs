use chrono::{DateTime, Datelike, Weekday};
use chrono_tz::{America, Australia, Europe};
use proptest::collection::vec;
use proptest::prelude::*;

use super::super::holidays::{LegalDay, Region};
use super::super::wall::{WallTime, wall};
use super::super::weekly::ExceptionKind;
use super::*;

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> WallTime {
    WallTime::parse(text).unwrap()
}

/// The coach of seed 003.
fn coach() -> Vec<WeeklyRule> {
    let day = |day| {
        [("09:00", "12:30"), ("13:30", "17:00")].map(|(from, to)| WeeklyRule::new(day, time(from), time(to)).unwrap())
    };
    WEEK[..5].iter().flat_map(|weekday| day(*weekday)).collect()
}

fn shown(zone: Tz, open: &[Interval]) -> Vec<String> {
    let text = |at| wall(zone, at).format("%d %H:%M").to_string();
    open.iter().map(|interval| format!("{}-{}", text(interval.from()), &text(interval.to())[3..])).collect()
}

fn week_of(zone: Tz, monday: &str) -> Interval {
    let from = wall::day(zone, date(monday)).unwrap().from();
    let next = date(monday) + chrono::Days::new(7);
    Interval::new(from, wall::day(zone, next).unwrap().from()).unwrap()
}

#[test]
fn a_week_with_everything_in_it() {
    let zone = Europe::Paris;
    let exception = |day: &str, kind| Exception { date: date(day), kind, reason: "formation".into() };
    let exceptions = [
        exception("2026-05-11", ExceptionKind::Closed),
        exception("2026-05-11", ExceptionKind::Extra(time("18:00"), time("19:00"))),
        exception("2026-05-12", ExceptionKind::ClosedPart(time("10:00"), time("14:00"))),
        exception("2026-05-14", ExceptionKind::Extra(time("10:00"), time("11:00"))),
        exception("2026-05-16", ExceptionKind::Extra(time("09:00"), time("10:00"))),
    ];
    let closed = [ClosedDays { first: date("2026-05-13"), last: date("2026-05-13"), name: "Inventaire".into() }];
    let holidays = Holidays::default();
    let rules = coach();
    let opening = Opening { rules: &rules, exceptions: &exceptions, closed_days: &closed, holidays: &holidays, zone };
    let open = opening.within(week_of(zone, "2026-05-11"));
    assert_eq!(
        shown(zone, &open),
        ["12 09:00-10:00", "12 14:00-17:00", "14 10:00-11:00", "15 09:00-12:30", "15 13:30-17:00", "16 09:00-10:00",]
    );
    let why = |day: &str, hour: &str| opening.why(wall::instant(zone, time(hour).on(date(day))));
    assert!(matches!(why("2026-05-11", "18:30"), Why::Exception(e) if e.kind == ExceptionKind::Closed));
    assert!(matches!(why("2026-05-12", "10:30"), Why::Exception(e) if e.reason == "formation"));
    assert_eq!(why("2026-05-13", "10:30"), Why::ClosedDay("Inventaire".into()));
    assert_eq!(why("2026-05-14", "09:30"), Why::Holiday(HolidayName::Legal(LegalDay::Ascension)));
    assert!(why("2026-05-14", "10:30").is_open());
    assert!(matches!(why("2026-05-15", "09:00"), Why::Rule(_)));
    assert_eq!(why("2026-05-15", "12:30"), Why::OutsideHours);
}

#[test]
fn the_wall_clock_stays_across_the_change_days() {
    let holidays = Holidays { region: Region::None, ..Holidays::default() };
    let rules: Vec<_> = WEEK.iter().map(|day| WeeklyRule::new(*day, time("01:00"), time("04:00")).unwrap()).collect();
    for (zone, monday, day, hours) in [
        (Europe::Paris, "2026-03-23", "2026-03-29", 2),
        (Europe::Paris, "2026-10-19", "2026-10-25", 4),
        (Australia::Sydney, "2026-09-28", "2026-10-04", 2),
        (Australia::Sydney, "2026-03-30", "2026-04-05", 4),
    ] {
        let open = availability(&rules, &[], &[], &holidays, zone, week_of(zone, monday));
        assert_eq!(open.len(), 7);
        for interval in open {
            let begins = wall(zone, interval.from());
            let expected = if begins.date() == date(day) { hours } else { 3 };
            assert_eq!((begins.format("%H:%M").to_string(), interval.seconds()), ("01:00".into(), expected * 3600));
        }
    }
}

#[test]
fn rules_hold_between_their_dates() {
    let rule = WeeklyRule::new(Weekday::Mon, time("09:00"), time("10:00")).unwrap();
    let rules = [rule.valid(Some(date("2026-11-23")), Some(date("2026-11-30")))];
    let holidays = Holidays::default();
    let range = Interval::new(0, 4_000_000_000).unwrap();
    let near =
        Interval::new(wall::instant(Europe::Paris, time("00:00").on(date("2026-10-01"))), 1_800_000_000).unwrap();
    assert_eq!(availability(&rules, &[], &[], &holidays, Europe::Paris, near).len(), 2);
    assert!(availability(&rules, &[], &[], &holidays, Europe::Paris, range).is_empty(), "at most eleven years");
}

fn times() -> impl Strategy<Value = (WallTime, WallTime)> {
    (0_u16..96, 1_u16..40).prop_map(|(from, long)| {
        let to = (from + long).min(96);
        (WallTime::new(from / 4, from % 4 * 15).unwrap(), WallTime::new(to / 4, to % 4 * 15).unwrap())
    })
}

fn exceptions(monday: NaiveDate) -> impl Strategy<Value = Vec<Exception>> {
    let one = (0_u64..21, 0_u8..3, times()).prop_map(move |(day, kind, (from, to))| Exception {
        date: monday + chrono::Days::new(day),
        kind: match kind {
            0 => ExceptionKind::Closed,
            1 => ExceptionKind::ClosedPart(from, to),
            _ => ExceptionKind::Extra(from, to),
        },
        reason: String::new(),
    });
    vec(one, 0..8)
}

proptest! {
    /// Around both change days and around a midnight that comes twice.
    #[test]
    fn a_time_is_open_exactly_when_its_reason_says_so(
        rules in vec((0_usize..7, times()), 0..10),
        (zone, exceptions) in prop::sample::select(vec![
            (Europe::Paris, "2026-03-23"), (Europe::Paris, "2026-10-19"), (Australia::Sydney, "2026-03-30"),
            (America::St_Johns, "2008-10-27"), (America::Asuncion, "2023-09-25"), (chrono_tz::Pacific::Apia, "2011-12-26"),
        ]).prop_flat_map(|(zone, monday)| (Just(zone), exceptions(date(monday)).prop_map(move |e| (monday, e)))),
        offset in 0_i64..14 * 96,
    ) {
        let (monday, exceptions) = exceptions;
        let rules: Vec<_> = rules.into_iter().filter_map(|(day, (from, to))| WeeklyRule::new(WEEK[day], from, to)).collect();
        let closed = [ClosedDays { first: date(monday) + chrono::Days::new(2), last: date(monday) + chrono::Days::new(3), name: "x".into() }];
        let holidays = Holidays::default();
        let opening = Opening { rules: &rules, exceptions: &exceptions, closed_days: &closed, holidays: &holidays, zone };
        let from = wall::instant(zone, WallTime::START.on(date(monday)));
        let range = Interval::new(from, from + 14 * 86_400).unwrap();
        let open = opening.within(range);
        let at = from + offset * 900;
        prop_assert_eq!(interval::contains(&open, at), opening.why(at).is_open(), "{} {:?}", DateTime::from_timestamp(at, 0).unwrap(), opening.why(at));
        // Days one by one are the range.
        let days = (0..16).flat_map(|day| opening.on(date(monday) - chrono::Days::new(1) + chrono::Days::new(day)));
        prop_assert_eq!(&interval::intersect(days, [range]), &open);
        prop_assert!(open.iter().all(|interval| range.covers(*interval)));
        prop_assert!(date(monday).weekday() == Weekday::Mon);
    }
}
