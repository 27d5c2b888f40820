//! Dates and times, digit by digit: a page of a list shows hundreds, and a pattern takes ten times as long.

use std::fmt::Write as _;

use chrono::{DateTime, Datelike, Month, TimeZone, Timelike, Utc};
use chrono_tz::{OffsetName, Tz};
use preau_kernel::i18n::Lang;

use super::digits;

/// All numbers of two digits.
const PAIRS: &str = "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
                     5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

/// `23/11/2026`, `23 Nov 2026`
pub(super) fn day(out: &mut String, lang: Lang, date: &impl Datelike) {
    match lang {
        Lang::Fr => {
            two(out, date.day());
            out.push('/');
            two(out, date.month());
            out.push('/');
        }
        Lang::En => {
            digits(out, date.day().into());
            out.push(' ');
            let month = u8::try_from(date.month()).ok().and_then(|month| Month::try_from(month).ok());
            out.push_str(month.map_or("", |month| &month.name()[..3]));
            out.push(' ');
        }
    }
    year(out, date.year());
}

/// `23/11/2026 09:00`, `23 Nov 2026 09:00`
pub(super) fn instant<Z: TimeZone>(out: &mut String, lang: Lang, at: &DateTime<Z>) {
    // Each part asked of an instant with a zone would be reckoned anew.
    let at = at.naive_local();
    day(out, lang, &at);
    out.push(' ');
    two(out, at.hour());
    out.push(':');
    two(out, at.minute());
}

/// `2026-11-23` (ISO 8601), which also machines read.
pub(super) fn iso_day(out: &mut String, date: &impl Datelike) {
    year(out, date.year());
    out.push('-');
    two(out, date.month());
    out.push('-');
    two(out, date.day());
}

/// `2026-11-23 09:00:00`
pub(super) fn wall<Z: TimeZone>(out: &mut String, at: &DateTime<Z>) {
    let at = at.naive_local();
    iso_day(out, &at);
    out.push(' ');
    time(out, &at);
}

/// `2026-11-23 09:00:00 CET`
pub(super) fn in_full(out: &mut String, at: &DateTime<Tz>) {
    wall(out, at);
    out.push(' ');
    match at.offset().abbreviation() {
        Some(name) => out.push_str(name),
        // Into a text nothing fails.
        None => drop(write!(out, "{}", at.offset())),
    }
}

/// `2026-11-23T08:00:00Z` (RFC 3339)
pub(super) fn machine(out: &mut String, at: &DateTime<Utc>) {
    let at = at.naive_utc();
    iso_day(out, &at);
    out.push('T');
    time(out, &at);
    out.push('Z');
}

fn time(out: &mut String, at: &impl Timelike) {
    two(out, at.hour());
    out.push(':');
    two(out, at.minute());
    out.push(':');
    two(out, at.second());
}

fn year(out: &mut String, year: i32) {
    match u32::try_from(year) {
        Ok(year @ 0..10_000) => {
            two(out, year / 100);
            two(out, year % 100);
        }
        _ => drop(write!(out, "{year:+05}")),
    }
}

/// A number below a hundred.
fn two(out: &mut String, number: u32) {
    let at = number as usize * 2;
    out.push_str(PAIRS.get(at..at + 2).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate, SecondsFormat};
    use proptest::prelude::*;

    use super::*;

    fn of(write: impl FnOnce(&mut String)) -> String {
        let mut out = String::new();
        write(&mut out);
        out
    }

    proptest! {
        /// The patterns say what is meant, and chrono what they mean.
        #[test]
        fn as_by_their_patterns(seconds in -100_000_000_000_i64..300_000_000_000, zone in prop::sample::select(&chrono_tz::TZ_VARIANTS[..])) {
            let utc = DateTime::from_timestamp(seconds, 0).unwrap();
            let local = utc.with_timezone(&zone);
            for (lang, pattern) in [(Lang::Fr, "%d/%m/%Y"), (Lang::En, "%-d %b %Y")] {
                prop_assert_eq!(of(|out| day(out, lang, &local)), local.format(pattern).to_string());
                let with_time = format!("{pattern} %H:%M");
                prop_assert_eq!(of(|out| instant(out, lang, &local)), local.format(&with_time).to_string());
            }
            prop_assert_eq!(of(|out| iso_day(out, &utc)), utc.format("%Y-%m-%d").to_string());
            prop_assert_eq!(of(|out| wall(out, &local)), local.format("%Y-%m-%d %H:%M:%S").to_string());
            prop_assert_eq!(of(|out| in_full(out, &local)), local.format("%Y-%m-%d %H:%M:%S %Z").to_string());
            prop_assert_eq!(of(|out| machine(out, &utc)), utc.to_rfc3339_opts(SecondsFormat::Secs, true));
        }
    }

    #[test]
    fn every_day_of_a_leap_year() {
        let first = NaiveDate::from_ymd_opt(2028, 1, 1).unwrap();
        for date in (0..366).map(|days| first + Days::new(days)) {
            assert_eq!(of(|out| day(out, Lang::En, &date)), date.format("%-d %b %Y").to_string());
            assert_eq!(of(|out| day(out, Lang::Fr, &date)), date.format("%d/%m/%Y").to_string());
        }
    }
}
