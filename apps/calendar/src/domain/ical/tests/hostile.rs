use std::fmt::Write;
use std::time::{Duration, Instant};

use chrono_tz::Europe;
use proptest::prelude::*;

use crate::domain::ical::busy::{Busy, FeedProblem, MAX_BYTES, busy};
use crate::domain::interval::Interval;

/// A hundred days of 2026 and 2027.
fn range() -> Interval {
    Interval::new(1_795_420_800, 1_795_420_800 + 100 * 86_400).unwrap()
}

fn read(feed: &str) -> Result<Busy, FeedProblem> {
    let began = Instant::now();
    let read = busy(feed.as_bytes(), Europe::Paris, range());
    let took = began.elapsed();
    // Without optimisation, on a busy machine.
    assert!(took < Duration::from_secs(20), "{took:?}");
    read
}

fn events(count: usize, body: &str) -> String {
    let mut feed = "BEGIN:VCALENDAR\n".to_owned();
    for i in 0..count {
        let _ = write!(feed, "BEGIN:VEVENT\nUID:{i}\n{body}\nEND:VEVENT\n");
    }
    feed + "END:VCALENDAR\n"
}

#[test]
fn what_is_no_calendar_is_none() {
    for text in ["", "<html>404</html>", "BEGIN:VCARD\n", "é", "BEGIN:VCALENDA", "\u{0}\u{0}"] {
        assert_eq!(read(text), Err(FeedProblem::NoCalendar), "{text}");
    }
    assert_eq!(read("\u{feff}BEGIN:VCALENDAR\r\nEND:VCALENDAR").map(|busy| busy.times.len()), Ok(0));
    assert_eq!(read("begin:vcalendar\nEND:VCALENDAR").map(|busy| busy.times.len()), Ok(0));
}

#[test]
fn size_depth_and_number_are_bounded() {
    let large = format!("BEGIN:VCALENDAR\nX:{}", "x".repeat(MAX_BYTES));
    assert_eq!(read(&large), Err(FeedProblem::TooLarge));
    let deep = format!("BEGIN:VCALENDAR\n{}", "BEGIN:VEVENT\n".repeat(1000));
    assert_eq!(read(&deep), Err(FeedProblem::TooMany));
    assert_eq!(read(&events(30_000, "DTSTART:20261123T080000Z")), Err(FeedProblem::TooMany));
    let folded = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:{}\nEND:VEVENT\n", "\n x".repeat(500_000));
    assert!(read(&folded).is_ok());
    let dates = "20261123T080000Z,".repeat(100_000);
    assert!(
        read(&events(1, &format!("DTSTART:20261123T080000Z\nDURATION:PT1H\nRDATE:{dates}\nEXDATE:{dates}"))).is_ok()
    );
}

#[test]
fn rules_without_an_end_end() {
    for rule in [
        "FREQ=DAILY",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
        "FREQ=DAILY;COUNT=4000000000",
        "FREQ=DAILY;COUNT=4000000000;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYDAY=53MO;BYSETPOS=366",
        "FREQ=DAILY;INTERVAL=10000;UNTIL=99991231",
    ] {
        let one = events(1, &format!("DTSTART:19010101T000000Z\nDURATION:PT1H\nRRULE:{rule}"));
        assert!(read(&one).is_ok(), "{rule}");
        let many = events(3000, &format!("DTSTART:19010101T000000Z\nDURATION:PT1H\nRRULE:{rule}"));
        assert!(matches!(read(&many), Ok(_) | Err(FeedProblem::TooMany)), "{rule}");
    }
}

/// What the budget counts is days: what is done for each must not grow with what a rule names.
#[test]
fn rules_that_name_much_cost_what_others_do() {
    let again = |what: &str| [what; 400].join(",");
    let every = (1..=53).flat_map(|n| ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].map(|day| format!("{n}{day}")));
    let every = every.take(400).collect::<Vec<_>>().join(",");
    for rule in [
        format!("FREQ=YEARLY;BYMONTH={};BYDAY={};COUNT=4000000000", again("1"), again("MO")),
        format!("FREQ=YEARLY;BYDAY={every};BYSETPOS={};COUNT=4000000000", again("-1")),
        format!("FREQ=MONTHLY;BYDAY={every};BYMONTHDAY={};COUNT=4000000000", again("31")),
    ] {
        let many = events(300, &format!("DTSTART:19010101T000000Z\nDURATION:PT1H\nRRULE:{rule}"));
        assert!(matches!(read(&many), Ok(_) | Err(FeedProblem::TooMany)), "{rule}");
    }
}

#[test]
fn rules_that_are_none_are_counted() {
    for rule in [
        "",
        "FREQ",
        "FREQ=",
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=99999999999999",
        "FREQ=DAILY;COUNT=x",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;UNTIL=tomorrow",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=é",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=-2147483648",
        "FREQ=YEARLY;BYMONTH=13",
        "BYDAY=MO",
    ] {
        let feed = events(1, &format!("DTSTART:20261123T080000Z\nDURATION:PT1H\nRRULE:{rule}"));
        let read = read(&feed).unwrap();
        assert_eq!((read.times.len(), read.unread), (1, 1), "{rule}");
    }
}

#[test]
fn wild_dates_zones_and_lengths_hurt_nobody() {
    for body in [
        "DTSTART:99999999T999999Z\nDURATION:PT1H",
        "DTSTART:00010101T000000Z\nDTEND:99991231T000000Z",
        "DTSTART:20261123T080000Z\nDURATION:P999999999999999999999W",
        "DTSTART:20261123T080000Z\nDURATION:P9999999999D",
        "DTSTART:20261123T080000Z\nDURATION:-PT1H",
        "DTSTART:20261123T080000Z\nDURATION:PPPTTT1",
        "DTSTART;TZID=../../etc/passwd:20261123T080000\nDTEND:20261123T070000Z",
        "DTSTART;TZID=\"unclosed:20261123T080000",
        "DTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:19000101",
        "DTSTART\nDTEND:\n:\n;\n=\nDTSTART;;;=:",
    ] {
        assert!(read(&events(1, body)).is_ok(), "{body}");
    }
}

proptest! {
    #[test]
    fn noise_is_read_or_refused(lines in prop::collection::vec("(BEGIN|END|DTSTART|DTEND|RRULE|EXDATE|DURATION|UID|TRANSP)[;:=,A-Z0-9/\\-\"\\PC ]{0,40}", 0..40)) {
        let feed = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{}\n", lines.join("\n"));
        let _ = busy(feed.as_bytes(), Europe::Paris, range());
    }

    #[test]
    fn bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let feed: Vec<u8> = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:".iter().copied().chain(bytes).collect();
        let _ = busy(&feed, Europe::Paris, range());
    }
}
