use chrono::NaiveDate;
use icalendar::Component;
use proptest::prelude::*;

use crate::domain::ical::busy::busy;
use crate::domain::ical::event::{Event, Method, Party, Status, When};
use crate::domain::ical::line::lines;
use crate::domain::ical::write::calendar;
use crate::domain::interval::Interval;

const STAMP: i64 = 1_795_420_800;

fn lesson() -> Event {
    Event {
        sequence: 2,
        description: "Apportez:\n- un cahier; un stylo, \\ rien d’autre".into(),
        location: "Salle Curie, 12 rue des Tilleuls".into(),
        url: "https://preau.example/rdv/7?x=1&y=2".into(),
        organizer: Some(Party { name: "Ève \"la\" Coach; Martin".into(), email: "coach@example.com".into() }),
        attendees: vec![Party { name: "Jean, Client".into(), email: "client@example.com".into() }],
        ..Event::new(
            "a1b2@preau.example",
            STAMP,
            When::Time(Interval::new(STAMP, STAMP + 2700).unwrap()),
            "Séance de coaching avec Ève, très longue pour être repliée au-delà de soixante-quinze octets",
        )
    }
}

#[test]
fn a_message_reads_as_it_should() {
    let text = calendar(Method::Request, "", &[lesson()]);
    let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Préau//Calendar//FR\r\nCALSCALE:GREGORIAN\r\n\
        METHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:a1b2@preau.example\r\nSEQUENCE:2\r\nDTSTAMP:20261123T080000Z\r\n\
        DTSTART:20261123T080000Z\r\nDTEND:20261123T084500Z\r\n\
        SUMMARY:Séance de coaching avec Ève\\, très longue pour être repliée au\r\n -delà de soixante-quinze octets\r\n";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    assert!(text.lines().all(|line| line.len() <= 75));
    assert!(text.contains("ORGANIZER;CN=\"Ève ^'la^' Coach; Martin\":mailto:coach@example.com\r\n"), "{text}");
}

#[test]
fn another_parser_reads_what_is_written() {
    let text = calendar(Method::Publish, "Centre Préau", &[lesson()]);
    let read: icalendar::Calendar = text.parse().unwrap();
    assert_eq!(read.get_name(), Some("Centre Préau"));
    let event = read.components.iter().find_map(|c| c.as_event()).unwrap();
    assert_eq!(event.get_uid(), Some("a1b2@preau.example"));
    assert_eq!(event.get_sequence(), Some(2));
    let summary = event.get_summary().unwrap().replace("\\,", ",");
    assert_eq!(summary, lesson().summary);
    assert_eq!(event.property_value("STATUS"), Some("CONFIRMED"));
    assert_eq!(event.property_value("DTSTART"), Some("20261123T080000Z"));
    assert_eq!(event.property_value("URL"), Some("https://preau.example/rdv/7?x=1&y=2"));
    let organizer =
        event.properties().get("ORGANIZER").or_else(|| event.multi_properties().get("ORGANIZER").map(|p| &p[0]));
    assert_eq!(organizer.map(|p| p.value()), Some("mailto:coach@example.com"));
}

#[test]
fn a_cancellation_keeps_the_uid_and_rises_in_sequence() {
    let first = calendar(Method::Request, "", &[lesson()]);
    let last = calendar(Method::Cancel, "", &[Event { sequence: 3, ..lesson() }]);
    let uid = |text: &str| lines(text).find(|line| line.is("UID")).map(|line| line.value);
    assert_eq!(uid(&first), uid(&last));
    assert!(
        last.contains("METHOD:CANCEL\r\n") && last.contains("SEQUENCE:3\r\n") && last.contains("STATUS:CANCELLED\r\n")
    );
    let range = Interval::new(STAMP - 86_400, STAMP + 86_400).unwrap();
    assert_eq!(busy(first.as_bytes(), chrono_tz::UTC, range).unwrap().times.len(), 1);
    assert_eq!(busy(last.as_bytes(), chrono_tz::UTC, range).unwrap().times.len(), 0);
}

#[test]
fn a_feed_invites_nobody() {
    let text = calendar(Method::Publish, "Centre", &[lesson()]);
    assert!(!text.contains("ATTENDEE") && text.contains("ORGANIZER"), "{text}");
    assert!(text.contains("REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"), "{text}");
}

#[test]
fn whole_days_end_on_the_day_after() {
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let days = When::Days(date("2026-08-03"), date("2026-08-16"));
    let event = Event { status: Status::Tentative, is_busy: false, ..Event::new("x", STAMP, days, "Fermeture") };
    let text = calendar(Method::Publish, "", &[event]);
    assert!(text.contains("DTSTART;VALUE=DATE:20260803\r\nDTEND;VALUE=DATE:20260817\r\n"), "{text}");
    assert!(text.contains("STATUS:TENTATIVE\r\nTRANSP:TRANSPARENT\r\n"), "{text}");
}

proptest! {
    /// What one place writes another reads: the same times, whatever their number and order.
    #[test]
    fn times_come_back(times in prop::collection::vec((0_i64..5_000_000, 1_i64..100_000), 0..20), zone in prop::sample::select(vec![chrono_tz::UTC, chrono_tz::Europe::Paris])) {
        let times: Vec<_> = times.into_iter().filter_map(|(from, long)| Interval::new(STAMP + from, STAMP + from + long)).collect();
        let events: Vec<_> = times.iter().enumerate().map(|(i, time)| Event::new(format!("{i}@x"), STAMP, When::Time(*time), "x")).collect();
        let text = calendar(Method::Publish, "x", &events);
        let range = Interval::new(STAMP, STAMP + 6_000_000).unwrap();
        let read = busy(text.as_bytes(), zone, range).unwrap();
        prop_assert_eq!((read.times, read.unread), (crate::domain::interval::union(times), 0));
    }

    /// Whatever people type, each text comes back, on lines that are short enough, and nothing else is there.
    #[test]
    fn any_text_comes_back(summary in "\\PC{0,200}", description in "[\\PC\r\n\t]{0,300}", name in "\\PC{0,60}", email in "\\PC{0,40}") {
        let party = Party { name, email };
        let event = Event { summary, description, organizer: Some(party.clone()), attendees: vec![party], ..lesson() };
        let text = calendar(Method::Request, "n", std::slice::from_ref(&event));
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        let find = |name: &str| lines(&text).find(|line| line.is(name)).map(|line| line.text()).unwrap_or_default();
        let typed = |text: &str| -> String {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
        };
        prop_assert_eq!(find("SUMMARY"), typed(&event.summary));
        prop_assert_eq!(find("DESCRIPTION"), typed(&event.description));
        prop_assert_eq!(lines(&text).filter(|line| line.is("BEGIN")).count(), 2);
        prop_assert_eq!(lines(&text).filter(|line| line.is("ATTENDEE")).count(), 1);
        let read: Result<icalendar::Calendar, _> = text.parse();
        prop_assert!(read.is_ok(), "{:?}", read.err());
    }
}
