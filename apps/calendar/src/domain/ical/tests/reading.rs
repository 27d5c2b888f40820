use chrono_tz::{Europe, Tz};

use crate::domain::ical::busy::{Busy, busy};
use crate::domain::interval::Interval;
use crate::domain::wall;

const PARIS: Tz = Europe::Paris;

fn feed(body: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}\r\nEND:VCALENDAR\r\n", body.trim().replace('\n', "\r\n"))
}

fn event(body: &str) -> String {
    format!("BEGIN:VEVENT\n{}\nEND:VEVENT\n", body.trim())
}

fn read(body: &str, from: &str, to: &str) -> Busy {
    let at =
        |text: &str| wall::instant(PARIS, text.parse::<chrono::NaiveDate>().unwrap().and_time(chrono::NaiveTime::MIN));
    busy(feed(body).as_bytes(), PARIS, Interval::new(at(from), at(to)).unwrap()).unwrap()
}

fn shown(busy: &Busy) -> Vec<String> {
    let at = |instant| wall::wall(PARIS, instant).format("%m-%d %H:%M").to_string();
    busy.times.iter().map(|time| format!("{}/{}", at(time.from()), at(time.to()))).collect()
}

#[test]
fn times_of_every_kind() {
    let body = [
        event("UID:1\nDTSTART:20261123T080000Z\nDTEND:20261123T090000Z"),
        event("UID:2\nDTSTART;TZID=America/New_York:20261123T080000\nDURATION:PT45M"),
        event("UID:3\nDTSTART:20261124T100000\nDTEND:20261124T110000"),
        event("UID:4\nDTSTART;VALUE=DATE:20261125\nDTEND;VALUE=DATE:20261127"),
        event("UID:5\nDTSTART;TZID=\"Romance Standard Time\":20261127T090000\nDTEND;TZID=\"Romance Standard Time\":20261127T093000"),
        event("UID:6\nDTSTART;TZID=/softwarestudio.org/Europe/London:20261127T110000\nDURATION:PT1H"),
        event("UID:7\nDTSTART:20261128T100000Z\nDTEND:20261128T110000Z\nTRANSP:TRANSPARENT"),
        event("UID:8\nDTSTART:20261128T100000Z\nDTEND:20261128T110000Z\nSTATUS:CANCELLED"),
        event("UID:9\nDTSTART:20261128T100000Z"),
        event("UID:10\nDTSTART;TZID=Nowhere/Land:20261128T120000\nDURATION:PT1H\nBEGIN:VALARM\nDTSTART:20261101T000000Z\nDURATION:P9D\nEND:VALARM"),
    ]
    .concat();
    let read = read(&body, "2026-11-01", "2026-12-31");
    assert_eq!(
        shown(&read),
        [
            "11-23 09:00/11-23 10:00",
            "11-23 14:00/11-23 14:45",
            "11-24 10:00/11-24 11:00",
            "11-25 00:00/11-27 00:00",
            "11-27 09:00/11-27 09:30",
            "11-27 12:00/11-27 13:00",
            "11-28 12:00/11-28 13:00",
        ]
    );
    assert_eq!(read.unread, 0);
}

#[test]
fn a_repeating_event_follows_the_clock_on_the_wall_and_its_exceptions() {
    let body = [
        event(
            "UID:a\nDTSTART;TZID=Europe/Paris:20261019T090000\nDTEND;TZID=Europe/Paris:20261019T100000\n\
             RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20261130T225959Z\nEXDATE;TZID=Europe/Paris:20261102T090000,20261109T090000",
        ),
        // The third one takes place in the afternoon, the last not at all.
        event("UID:a\nRECURRENCE-ID;TZID=Europe/Paris:20261116T090000\nDTSTART;TZID=Europe/Paris:20261116T150000\nDURATION:PT1H"),
        event("UID:a\nRECURRENCE-ID;TZID=Europe/Paris:20261130T090000\nDTSTART;TZID=Europe/Paris:20261130T090000\nDURATION:PT1H\nSTATUS:CANCELLED"),
    ]
    .concat();
    assert_eq!(
        shown(&read(&body, "2026-10-01", "2027-01-01")),
        ["10-19 09:00/10-19 10:00", "10-26 09:00/10-26 10:00", "11-16 15:00/11-16 16:00", "11-23 09:00/11-23 10:00",]
    );
}

#[test]
fn what_began_long_ago_reaches_into_the_range() {
    let body = [
        event("UID:a\nDTSTART;VALUE=DATE:19990104\nRRULE:FREQ=DAILY;INTERVAL=7"),
        event("UID:b\nDTSTART:20261122T220000Z\nDTEND:20261123T060000Z\nRRULE:FREQ=MONTHLY;COUNT=3"),
    ]
    .concat();
    let read = read(&body, "2026-11-23", "2026-11-25");
    assert_eq!(shown(&read), ["11-23 00:00/11-24 00:00"], "a Monday of 1999, and the night before");
}

#[test]
fn whole_days_are_as_long_as_the_clock_says() {
    let body = event("UID:a\nDTSTART;VALUE=DATE:20261025");
    let read = read(&body, "2026-10-01", "2026-11-01");
    assert_eq!(read.times[0].seconds(), 25 * 3600);
}

#[test]
fn free_busy_parts_and_added_dates_are_read() {
    let body = "BEGIN:VFREEBUSY\nFREEBUSY:20261123T080000Z/20261123T090000Z,20261123T100000Z/PT30M\n\
                FREEBUSY;FBTYPE=FREE:20261123T120000Z/PT1H\nEND:VFREEBUSY\n"
        .to_owned()
        + &event("UID:a\nDTSTART:20261124T080000Z\nDURATION:PT1H\nRDATE:20261125T080000Z,20261126T080000Z");
    assert_eq!(
        shown(&read(&body, "2026-11-01", "2026-12-01")),
        [
            "11-23 09:00/11-23 10:00",
            "11-23 11:00/11-23 11:30",
            "11-24 09:00/11-24 10:00",
            "11-25 09:00/11-25 10:00",
            "11-26 09:00/11-26 10:00",
        ]
    );
}

#[test]
fn what_is_not_understood_is_counted_and_its_first_time_is_busy() {
    let body = [
        event("UID:a\nDTSTART:20261123T080000Z\nDURATION:PT1H\nRRULE:FREQ=HOURLY"),
        event("UID:b\nDTSTART:20261124T080000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYWEEKNO=20"),
        event("UID:c\nSUMMARY:when?"),
        event("UID:d\nDTSTART:20261125T080000Z\nDTEND:20261125T070000Z"),
    ]
    .concat();
    let read = read(&body, "2026-11-01", "2026-12-01");
    assert_eq!((shown(&read).len(), read.unread), (2, 4));
}

#[test]
fn what_we_sent_there_ourselves_is_not_busy() {
    use super::super::busy::{busy, busy_but};
    use crate::domain::interval::Interval;
    let event = |uid: &str, day: &str| {
        format!("BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART:{day}T090000Z\r\nDTEND:{day}T100000Z\r\nEND:VEVENT\r\n")
    };
    let feed =
        format!("BEGIN:VCALENDAR\r\n{}{}END:VCALENDAR\r\n", event("a@ours", "20261124"), event("b@theirs", "20261125"));
    let year = Interval::new(1_767_225_600, 1_798_761_600).unwrap();
    let count = |busy: super::super::busy::Busy| busy.times.len();
    assert_eq!(busy(feed.as_bytes(), chrono_tz::UTC, year).map(count), Ok(2));
    assert_eq!(busy_but(feed.as_bytes(), chrono_tz::UTC, year, |uid| uid.ends_with("@ours")).map(count), Ok(1));
}
