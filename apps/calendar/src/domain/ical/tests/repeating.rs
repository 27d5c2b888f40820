use chrono::{DateTime, NaiveDate, NaiveDateTime};
use proptest::prelude::*;

use crate::domain::ical::recur::{Budget, dates};
use crate::domain::ical::rule::Rule;

fn ours(text: &str, start: NaiveDateTime, last: NaiveDate) -> Vec<NaiveDate> {
    let rule = Rule::parse(text).unwrap();
    let at = |date: NaiveDate| date.and_time(start.time()).and_utc().timestamp();
    let (dates, is_whole) = dates(&rule, start, (start.date(), last), at, &mut Budget(1_000_000));
    assert!(is_whole, "{text}");
    dates
}

/// As the crate `rrule` says.
fn theirs(text: &str, start: NaiveDateTime, last: NaiveDate) -> Vec<NaiveDate> {
    let text = format!("DTSTART:{}\nRRULE:{text}", start.format("%Y%m%dT%H%M%SZ"));
    let set: rrule::RRuleSet = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
    let last = DateTime::from_timestamp(last.and_hms_opt(23, 59, 59).unwrap().and_utc().timestamp(), 0).unwrap();
    let found = set.before(last.with_timezone(&rrule::Tz::UTC)).all(5000);
    found.dates.iter().map(|at| at.date_naive()).collect()
}

fn start(day: &str) -> NaiveDateTime {
    day.parse::<NaiveDate>().unwrap().and_hms_opt(9, 30, 0).unwrap()
}

#[test]
fn rules_that_calendars_really_hold() {
    let last = "2029-12-31".parse().unwrap();
    for rule in [
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=3;COUNT=40",
        "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20270301T000000Z",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=MO;COUNT=11",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYDAY=1MO",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
        "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31",
        "FREQ=YEARLY",
        "FREQ=YEARLY;BYMONTH=3,9",
        "FREQ=YEARLY;BYMONTH=5;BYDAY=-1SU",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYDAY=SU",
    ] {
        for day in ["2026-11-23", "2024-02-29", "2026-01-31"] {
            assert_eq!(ours(rule, start(day), last), theirs(rule, start(day), last), "{rule} from {day}");
        }
    }
}

fn rules() -> impl Strategy<Value = String> {
    let days = || prop::collection::vec(prop::sample::select(vec!["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), 1..4);
    let part = |name: &'static str, items: Vec<String>| format!(";{name}={}", items.join(","));
    let ordinals = (prop::sample::select(vec![-2, -1, 1, 2, 3, 5]), prop::sample::select(vec!["MO", "WE", "SU"]));
    let weekly = days().prop_map(|days| format!("FREQ=WEEKLY;BYDAY={}", days.join(",")));
    let daily = prop::option::of(prop::sample::select(vec![";BYMONTH=2,12", ";BYDAY=SA,SU", ";BYMONTHDAY=1,15"]))
        .prop_map(|by| format!("FREQ=DAILY{}", by.unwrap_or_default()));
    let monthly = prop_oneof![
        ordinals.prop_map(|(n, day)| format!("FREQ=MONTHLY;BYDAY={n}{day}")),
        prop::collection::vec(prop::sample::select(vec![-31, -15, -2, -1, 1, 2, 15, 29, 30, 31]), 1..4).prop_map(
            move |days| format!("FREQ=MONTHLY{}", part("BYMONTHDAY", days.iter().map(i32::to_string).collect()))
        ),
        (days(), prop::sample::select(vec![-2, -1, 1, 3]))
            .prop_map(|(days, position)| format!("FREQ=MONTHLY;BYDAY={};BYSETPOS={position}", days.join(","))),
    ];
    let yearly = (1_u32..13, prop::sample::select(vec!["", ";BYDAY=MO", ";BYDAY=1TU", ";BYMONTHDAY=-1"]))
        .prop_map(|(month, by)| format!("FREQ=YEARLY;BYMONTH={month}{by}"));
    let end = prop_oneof![
        Just(String::new()),
        (1_u32..60).prop_map(|count| format!(";COUNT={count}")),
        (0_u32..900).prop_map(|day| {
            let date = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(day.into());
            format!(";UNTIL={}T093000Z", date.format("%Y%m%d"))
        }),
    ];
    (prop_oneof![weekly, daily, monthly, yearly], 1_u32..5, end)
        .prop_map(|(rule, interval, end)| format!("{rule};INTERVAL={interval}{end}"))
}

proptest! {
    #[test]
    fn the_dates_are_those_of_another_hand(rule in rules(), day in 0_u64..400) {
        let start = (NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(day)).and_hms_opt(9, 30, 0).unwrap();
        // The other refuses an end before the beginning.
        let until = rule.split("UNTIL=").nth(1).and_then(|until| NaiveDate::parse_from_str(&until[..8], "%Y%m%d").ok());
        prop_assume!(until.is_none_or(|until| until >= start.date()));
        let last = NaiveDate::from_ymd_opt(2029, 12, 31).unwrap();
        prop_assert_eq!(ours(&rule, start, last), theirs(&rule, start, last), "{} from {}", rule, start);
    }

    /// A look at a part of the time sees what a look at all of it sees.
    #[test]
    fn a_part_is_a_part(rule in rules(), from in 0_u64..1500, long in 0_u64..300) {
        let start = start("2026-01-05");
        let first = start.date() + chrono::Days::new(from);
        let last = first + chrono::Days::new(long);
        let whole: Vec<_> = ours(&rule, start, last).into_iter().filter(|date| *date >= first).collect();
        let parsed = Rule::parse(&rule).unwrap();
        let at = |date: NaiveDate| date.and_time(start.time()).and_utc().timestamp();
        let (part, _) = dates(&parsed, start, (first, last), at, &mut Budget(1_000_000));
        prop_assert_eq!(part, whole);
    }
}
