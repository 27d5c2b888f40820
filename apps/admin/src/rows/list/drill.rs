//! From years to months to days.

use chrono::{Datelike, Days, Months, NaiveDate};
use chrono_tz::Tz;
use preau_kernel::Refusal;
use preau_kernel::clock::Timestamp;

use super::filter::{day, start_of_day};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Drill {
    Year(i32),
    Month(i32, u32),
    Day(NaiveDate),
}

impl Drill {
    /// `2026`, `2026-11` or `2026-11-23`
    pub(super) fn parse(text: &str) -> Result<Self, Refusal> {
        let first = |rest: &str| day(&format!("{text}{rest}"));
        match text.len() {
            4 => first("-01-01").map(|date| Self::Year(date.year())),
            7 => first("-01").map(|date| Self::Month(date.year(), date.month())),
            _ => day(text).map(Self::Day),
        }
    }

    pub(crate) fn text(self) -> String {
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Day(date) => date.to_string(),
        }
    }

    /// From the first instant of it to the first one after it.
    pub(super) fn range(self, zone: Tz) -> (Timestamp, Timestamp) {
        let (first, next) = self.days();
        (start_of_day(zone, first), start_of_day(zone, next))
    }

    /// Its first day and the first one after it.
    pub(crate) fn days(self) -> (NaiveDate, NaiveDate) {
        match self {
            Self::Year(year) => {
                let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
                (first, first + Months::new(12))
            }
            Self::Month(year, month) => {
                let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default();
                (first, first + Months::new(1))
            }
            Self::Day(date) => (date, date + Days::new(1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drill_is_a_year_a_month_or_a_day() {
        for text in ["2026", "2026-11", "2026-11-23", "0001"] {
            assert_eq!(Drill::parse(text).unwrap().text(), text);
        }
        for text in ["", "26", "2026-13", "2026-02-30", "20261", "2026-1", "année"] {
            assert!(Drill::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_months_of_the_changes_are_an_hour_off() {
        let hours = |text: &str| {
            let (from, to) = Drill::parse(text).unwrap().range(chrono_tz::Europe::Paris);
            to.since(from).num_hours()
        };
        assert_eq!((hours("2026-03"), hours("2026-10"), hours("2026")), (31 * 24 - 1, 31 * 24 + 1, 365 * 24));
    }
}
