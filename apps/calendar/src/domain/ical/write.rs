//! From events to the text of a calendar.

use chrono::{DateTime, Days, NaiveDate};

use super::event::{Event, Method, Party, Status, When};

/// RFC 5545 section 3.1: octets of a line, its end not counted.
const LINE: usize = 75;
const PRODUCT: &str = "-//Préau//Calendar//FR";

/// The whole calendar, with CRLF at the end of each line.
pub fn calendar(method: Method, name: &str, events: &[Event]) -> String {
    let mut out = Text::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.text("PRODID", PRODUCT);
    out.line("CALSCALE", "GREGORIAN");
    out.line("METHOD", method.name());
    if !name.is_empty() {
        // The first is in every program, the second in RFC 7986.
        out.text("X-WR-CALNAME", name);
        out.text("NAME", name);
    }
    if method == Method::Publish {
        // How often a feed is worth fetching: RFC 7986, and what programs know from before.
        out.line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        out.line("X-PUBLISHED-TTL", "PT1H");
    }
    for event in events {
        write(&mut out, event, method);
    }
    out.line("END", "VCALENDAR");
    out.0
}

fn write(out: &mut Text, event: &Event, method: Method) {
    out.line("BEGIN", "VEVENT");
    out.text("UID", &event.uid);
    out.line("SEQUENCE", &event.sequence.max(0).to_string());
    out.line("DTSTAMP", &utc(event.stamp));
    match event.when {
        When::Time(interval) => {
            out.line("DTSTART", &utc(interval.from()));
            out.line("DTEND", &utc(interval.to()));
        }
        When::Days(first, last) => {
            out.line("DTSTART;VALUE=DATE", &day(first));
            out.line("DTEND;VALUE=DATE", &day(last.checked_add_days(Days::new(1)).unwrap_or(last)));
        }
    }
    out.text("SUMMARY", &event.summary);
    for (name, value) in [("DESCRIPTION", &event.description), ("LOCATION", &event.location)] {
        if !value.is_empty() {
            out.text(name, value);
        }
    }
    if !event.url.is_empty() {
        out.line("URL", &plain(&event.url));
    }
    // A cancelled event says so itself, whatever the message is.
    let status = if method == Method::Cancel { Status::Cancelled } else { event.status };
    out.line("STATUS", status.name());
    out.line("TRANSP", if event.is_busy { "OPAQUE" } else { "TRANSPARENT" });
    if let Some(Party { name, email }) = &event.organizer {
        out.line(&format!("ORGANIZER{}", common_name(name)), &mailto(email));
    }
    // What is published is nobody's invitation (RFC 5546 section 3.2.1).
    let invited = if method == Method::Publish { &[][..] } else { &event.attendees[..] };
    for Party { name, email } in invited {
        let state = "CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE";
        out.line(&format!("ATTENDEE;{state}{}", common_name(name)), &mailto(email));
    }
    out.line("END", "VEVENT");
}

fn utc(instant: i64) -> String {
    DateTime::from_timestamp(instant, 0).unwrap_or_default().format("%Y%m%dT%H%M%SZ").to_string()
}

fn day(date: NaiveDate) -> String {
    date.format("%Y%m%d").to_string()
}

/// `;CN="…"`. Quotation marks cannot stand in it; RFC 6868 writes them otherwise.
fn common_name(name: &str) -> String {
    let name = plain(name).replace('^', "^^").replace('"', "^'");
    if name.is_empty() { name } else { format!(";CN=\"{name}\"") }
}

fn mailto(email: &str) -> String {
    let email: String = plain(email).chars().filter(|c| !c.is_whitespace()).collect();
    format!("mailto:{email}")
}

/// Without what would end the line.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

/// Lines, folded.
#[derive(Default)]
struct Text(String);

impl Text {
    /// A value that is text (RFC 5545 section 3.3.11).
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for c in value.replace("\r\n", "\n").replace('\r', "\n").chars() {
            match c {
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                '\t' => escaped.push('\t'),
                c if c.is_control() => {}
                c => escaped.push(c),
            }
        }
        self.line(name, &escaped);
    }

    fn line(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if octets + c.len_utf8() > LINE {
                // The space counts to the next line.
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}
