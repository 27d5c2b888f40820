//! Instants as the place's clock shows them, in inputs.

use chrono::{NaiveDateTime, TimeZone, Timelike};
use chrono_tz::Tz;
use preau_kernel::clock::Timestamp;
use preau_kernel::web::body::parse_date;

const MINUTES: &str = "%Y-%m-%dT%H:%M";
const SECONDS: &str = "%Y-%m-%dT%H:%M:%S";

/// `2026-11-23T09:00`, with seconds when there are any.
pub(crate) fn text(micros: i64, zone: Tz) -> String {
    let at = Timestamp(micros).utc().with_timezone(&zone);
    at.format(if at.second() == 0 { MINUTES } else { SECONDS }).to_string()
}

/// The instant at which the clock shows this, the first one when it shows it twice; else what is wrong.
pub(crate) fn read(text: &str, zone: Tz) -> Result<i64, &'static str> {
    let at = naive(text).ok_or("not_a_wall_time")?;
    zone.from_local_datetime(&at).earliest().map(|at| at.timestamp_micros()).ok_or("skipped_time")
}

pub(crate) fn naive(text: &str) -> Option<NaiveDateTime> {
    let text = text.replacen(' ', "T", 1);
    parse_date(text.split('T').next()?)?;
    [MINUTES, SECONDS].iter().find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARIS: Tz = Tz::Europe__Paris;

    #[test]
    fn what_is_shown_is_read_back() {
        for at in ["2026-11-23T09:00", "2026-07-01T23:59:59", "2026-03-29T03:00"] {
            assert_eq!(text(read(at, PARIS).unwrap(), PARIS), at);
        }
        assert_eq!(read("2026-11-23 09:00", PARIS), read("2026-11-23T09:00", PARIS));
    }

    #[test]
    fn the_nights_on_which_the_clock_is_changed() {
        assert_eq!(read("2026-03-29T02:30", PARIS), Err("skipped_time"));
        let twice = read("2026-10-25T02:30", PARIS).unwrap();
        assert_eq!(Timestamp(twice).to_string(), "2026-10-25T00:30:00.000000Z", "the first of the two");
    }

    #[test]
    fn anything_else_is_none() {
        for wrong in ["", "demain", "2026-02-30T09:00", "2026-11-23", "0001-01-01T00:00", "2026-11-23T25:00"] {
            assert_eq!(read(wrong, PARIS), Err("not_a_wall_time"), "{wrong}");
        }
    }
}
