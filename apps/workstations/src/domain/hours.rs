//! Until when the place is open: sessions end with it.

use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::opening::Opening;
use preau_calendar::domain::wall::WallTime;
use preau_calendar::domain::weekly::WeeklyRule;
use preau_kernel::place::OpeningHours;

/// A stretch that goes on through midnight is followed for so long; beyond, the place does not close.
const AHEAD: i64 = 2 * 86_400;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hours {
    /// The place has no hours: it never closes.
    Always,
    /// Seconds since 1970.
    OpenUntil(i64),
    Closed,
}

/// The place's hours as rules; what is no time of day is left out, as it cannot be entered.
pub fn rules(hours: &[OpeningHours]) -> Vec<WeeklyRule> {
    let rule = |hours: &OpeningHours| {
        let weekday = chrono::Weekday::try_from(hours.day.checked_sub(1)?).ok()?;
        WeeklyRule::new(weekday, WallTime::parse(&hours.opens)?, WallTime::parse(&hours.closes)?)
    };
    hours.iter().filter_map(rule).collect()
}

/// `now` in seconds since 1970.
pub fn at(opening: &Opening<'_>, now: i64) -> Hours {
    if opening.rules.is_empty() {
        return Hours::Always;
    }
    let Some(ahead) = Interval::new(now, now + AHEAD) else { return Hours::Always };
    match opening.within(ahead).first() {
        Some(open) if open.contains(now) && open.to() < ahead.to() => Hours::OpenUntil(open.to()),
        Some(open) if open.contains(now) => Hours::Always,
        _ => Hours::Closed,
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Paris;
    use preau_calendar::domain::holidays::{Holidays, Region};
    use preau_calendar::domain::weekly::ClosedDays;

    use super::*;

    /// Monday 2026-11-23, 8:00 UTC: 9:00 in Paris.
    const MONDAY_NINE: i64 = 1_795_420_800;

    fn hours(opens: &str, closes: &str, closed_days: &[ClosedDays], now: i64) -> Hours {
        let hours = [OpeningHours { day: 1, opens: opens.into(), closes: closes.into() }];
        let holidays = Holidays { region: Region::None, open: Default::default(), own: Vec::new() };
        let rules = rules(&hours);
        at(&Opening { rules: &rules, exceptions: &[], closed_days, holidays: &holidays, zone: Paris }, now)
    }

    #[test]
    fn open_hours_end_and_closed_ones_are_closed() {
        assert_eq!(hours("09:00", "12:30", &[], MONDAY_NINE), Hours::OpenUntil(MONDAY_NINE + 3 * 3600 + 1800));
        assert_eq!(hours("09:00", "12:30", &[], MONDAY_NINE - 1), Hours::Closed);
        assert_eq!(hours("09:00", "12:30", &[], MONDAY_NINE + 3 * 3600 + 1800), Hours::Closed);
        let Some(day) = chrono::NaiveDate::from_ymd_opt(2026, 11, 23) else { panic!("a day") };
        let closed = [ClosedDays { first: day, last: day, name: "Inventaire".into() }];
        assert_eq!(hours("09:00", "12:30", &closed, MONDAY_NINE), Hours::Closed);
    }

    #[test]
    fn a_place_without_hours_never_closes() {
        let holidays = Holidays { region: Region::None, open: Default::default(), own: Vec::new() };
        let opening = Opening { rules: &[], exceptions: &[], closed_days: &[], holidays: &holidays, zone: Paris };
        assert_eq!(at(&opening, MONDAY_NINE), Hours::Always);
    }
}
