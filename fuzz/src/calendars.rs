//! Outside calendars: busy times lie in their range, in order and apart, whatever ends the lines; a rule yields dates in
//! order; and what we write ourselves is read back to the same times and texts.
//!
//! First byte: 0 a feed, 1 a rule, 2 events that are written and read.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use preau_calendar::domain::ical::busy::{Busy, FeedProblem, busy, busy_but};
use preau_calendar::domain::ical::event::{Event, Method, Status, When};
use preau_calendar::domain::ical::line::lines;
use preau_calendar::domain::ical::recur::{Budget, dates};
use preau_calendar::domain::ical::rule::Rule;
use preau_calendar::domain::ical::write::calendar;
use preau_calendar::domain::interval::{Interval, union};

use crate::parts::{choice, text};

const FROM: i64 = 1_795_420_800;
const DAYS: i64 = 100;
const ZONE: Tz = Tz::Europe__Paris;

pub fn target(data: &[u8]) {
    match choice(data, 3) {
        Some((0, feed)) => feed_holds(feed),
        Some((1, rule)) => rule_holds(&text(rule)),
        Some((_, events)) => comes_back(&text(events)),
        None => {}
    }
}

fn range() -> Interval {
    Interval::new(FROM, FROM + DAYS * 86_400).expect("a hundred days")
}

fn feed_holds(feed: &[u8]) {
    let read = busy(feed, ZONE, range());
    if let Ok(found) = &read {
        in_order(found);
        let without = busy_but(feed, ZONE, range(), |_| true);
        let kept = without.map(|without| without.times).unwrap_or_default();
        assert!(kept.iter().all(|time| found.times.iter().any(|all| all.covers(*time))), "{kept:?}");
    }
    let plain = text(feed);
    if !plain.contains('\r') {
        let with_returns = plain.replace('\n', "\r\n");
        assert_eq!(busy(with_returns.as_bytes(), ZONE, range()), busy(plain.as_bytes(), ZONE, range()));
    }
    for line in lines(&plain) {
        assert!(!line.name.is_empty() && line.name.to_ascii_uppercase() == line.name, "{line:?}");
        assert!(line.text().len() <= line.value.len(), "{line:?}");
    }
    if read == Err(FeedProblem::NoCalendar) {
        assert!(!plain.starts_with("BEGIN:VCALENDAR"), "{plain}");
    }
}

fn in_order(found: &Busy) {
    for time in &found.times {
        assert!(range().covers(*time), "{time:?} is out of the range");
    }
    for pair in found.times.windows(2) {
        assert!(pair[0].to() < pair[1].from(), "{pair:?} touch");
    }
}

/// First line the rule, second the wall time at which it begins.
fn rule_holds(text: &str) {
    let (rule, start) = text.split_once('\n').unwrap_or((text, "20260105T090000"));
    let start = NaiveDateTime::parse_from_str(start.trim(), "%Y%m%dT%H%M%S").ok();
    let start = start.filter(|start| (1900..2200).contains(&chrono::Datelike::year(start)));
    let (Some(rule), Some(start)) = (Rule::parse(rule), start) else { return };
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
    let (first, last) = (day(2026, 11, 23), day(2027, 3, 3));
    let at = |date: NaiveDate| date.and_time(start.time()).and_utc().timestamp();
    let (found, is_whole) = dates(&rule, start, (first, last), at, &mut Budget(200_000));
    for date in &found {
        assert!((first..=last).contains(date) && *date >= start.date(), "{date} of {rule:?}");
    }
    for pair in found.windows(2) {
        assert!(pair[0] < pair[1], "{pair:?} of {rule:?}");
    }
    if is_whole {
        // A part of the range has the same dates in it.
        let middle = day(2027, 1, 10);
        let (part, _) = dates(&rule, start, (middle, last), at, &mut Budget(200_000));
        let expected: Vec<_> = found.into_iter().filter(|date| *date >= middle).collect();
        assert_eq!(part, expected, "{rule:?} from {start}");
    }
}

/// A line each: hours from the beginning of the range, hours that it lasts, and its title.
fn comes_back(text: &str) {
    let number =
        |part: Option<&str>| part.and_then(|part| part.trim().parse::<i64>().ok()).unwrap_or(1).rem_euclid(2_000);
    let mut events = Vec::new();
    for (i, line) in text.lines().take(20).enumerate() {
        let mut parts = line.splitn(3, ' ');
        let (from, hours) = (FROM + number(parts.next()) * 3_600, number(parts.next()).max(1));
        let when = match Interval::new(from, from + hours * 3_600) {
            Some(time) if i % 3 != 2 => When::Time(time),
            _ => {
                let first = DateTime::from_timestamp(from, 0).unwrap_or_default().date_naive();
                When::Days(first, first)
            }
        };
        let title = parts.next().unwrap_or_default();
        let mut event = Event::new(format!("{i}@preau.test"), FROM, when, title);
        title.clone_into(&mut event.description);
        event.is_busy = i % 4 != 3;
        event.status = if i % 5 == 4 { Status::Cancelled } else { Status::Confirmed };
        events.push(event);
    }
    let written = calendar(Method::Publish, "Préau", &events);
    for line in written.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let titles: Vec<_> = lines(&written).filter(|line| line.is("SUMMARY")).map(|line| line.text()).collect();
    let is_kept = |c: &char| !c.is_control() || matches!(c, '\t' | '\n');
    let given = events.iter().map(|event| event.summary.replace('\r', "\n").chars().filter(is_kept).collect());
    let given: Vec<String> = given.collect();
    assert_eq!(titles, given);
    let taken = events.iter().filter(|event| event.is_busy && event.status == Status::Confirmed);
    let times: Vec<_> = taken.filter_map(|event| interval(event.when)?.common(range())).collect();
    let found = busy(written.as_bytes(), ZONE, range()).expect("a calendar of ours is one");
    assert_eq!((found.times, found.unread), (union(times), 0), "{written}");
}

/// Days are those of the zone.
fn interval(when: When) -> Option<Interval> {
    match when {
        When::Time(time) => Some(time),
        When::Days(first, last) => {
            let midnight =
                |date: NaiveDate| preau_calendar::domain::wall::instant(ZONE, date.and_time(chrono::NaiveTime::MIN));
            Interval::new(midnight(first), midnight(last.succ_opt()?))
        }
    }
}
