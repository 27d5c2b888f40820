//! Weeks as people name them: `2026-W48`.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A week of ISO 8601; it begins on Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Week {
    monday: NaiveDate,
}

impl Week {
    pub fn of(date: NaiveDate) -> Self {
        let back = Days::new(u64::from(date.weekday().num_days_from_monday()));
        Self { monday: date.checked_sub_days(back).unwrap_or(date) }
    }

    /// `2026-W48`
    pub fn parse(text: &str) -> Option<Self> {
        let (year, week) = text.split_once("-W")?;
        let is_number = |part: &str, len| part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(year, 4) || !is_number(week, 2) {
            return None;
        }
        let year: i32 = year.parse().ok()?;
        if !(1900..2200).contains(&year) {
            return None;
        }
        NaiveDate::from_isoywd_opt(year, week.parse().ok()?, Weekday::Mon).map(|monday| Self { monday })
    }

    pub fn monday(self) -> NaiveDate {
        self.monday
    }

    /// The seven days.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.monday.iter_days().take(7)
    }
}

impl std::fmt::Display for Week {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let week = self.monday.iso_week();
        write!(f, "{:04}-W{:02}", week.year(), week.week())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_read_and_written_as_iso_says() {
        let week = Week::parse("2026-W48").unwrap();
        assert_eq!(week.monday().to_string(), "2026-11-23");
        assert_eq!(week.to_string(), "2026-W48");
        // A year of 53 weeks, and days that belong to the year before or after.
        assert_eq!(Week::parse("2026-W53").unwrap().monday().to_string(), "2026-12-28");
        assert_eq!(Week::of("2027-01-03".parse().unwrap()).to_string(), "2026-W53");
        assert_eq!(Week::of("2024-12-30".parse().unwrap()).to_string(), "2025-W01");
        for wrong in ["2025-W53", "2026-W00", "2026-48", "2026-W5", "26-W48", "9999-W01", "", "٢٠٢٦-W48", "2026-W1 "]
        {
            assert_eq!(Week::parse(wrong), None, "{wrong}");
        }
    }
}
