//! What is open when, and why a time is (not) open.
//!
//! On a date: the weekly rules, unless it is a closed day or a public holiday; with the extra hours of that date; without
//! what its exceptions close. So extra hours are open on a holiday, and who is away is away.

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::holidays::{HolidayName, Holidays};
use super::interval::{self, Interval};
use super::wall;
use super::weekly::{ClosedDays, Exception, WeeklyRule};

/// At most so many days are looked at: a range comes from a request.
const MAX_DAYS: usize = 4000;

/// Whose hours: all that decides them.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    pub rules: &'a [WeeklyRule],
    pub exceptions: &'a [Exception],
    pub closed_days: &'a [ClosedDays],
    pub holidays: &'a Holidays,
    pub zone: Tz,
}

/// Why an instant is open or not. Claims, notice and horizon are the asker's own reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Open, by a weekly rule.
    Rule(WeeklyRule),
    /// Open or closed by an exception.
    Exception(Exception),
    ClosedDay(String),
    Holiday(HolidayName),
    OutsideHours,
}

impl Why {
    pub fn is_open(&self) -> bool {
        match self {
            Self::Rule(_) => true,
            Self::Exception(exception) => exception.opens(),
            Self::ClosedDay(_) | Self::Holiday(_) | Self::OutsideHours => false,
        }
    }
}

/// When it is open within a range: sorted, none touching another.
pub fn availability(
    rules: &[WeeklyRule],
    exceptions: &[Exception],
    closed_days: &[ClosedDays],
    holidays: &Holidays,
    zone: Tz,
    range: Interval,
) -> Vec<Interval> {
    Opening { rules, exceptions, closed_days, holidays, zone }.within(range)
}

impl Opening<'_> {
    /// As [`availability`].
    pub fn within(&self, range: Interval) -> Vec<Interval> {
        let first = wall::date_of(self.zone, range.from());
        let last = wall::date_of(self.zone, range.to() - 1);
        let dates = first.iter_days().take_while(|date| *date <= last).take(MAX_DAYS);
        interval::union(dates.flat_map(|date| self.on(date)).filter_map(|open| open.common(range)))
    }

    /// When it is open on a date.
    pub fn on(&self, date: NaiveDate) -> Vec<Interval> {
        let of_date = || self.exceptions.iter().filter(|exception| exception.date == date);
        let extra = of_date().filter(|exception| exception.opens()).filter_map(|extra| extra.interval(self.zone));
        let by_rule = match self.closing(date) {
            Some(_) => Vec::new(),
            None => self.rules.iter().filter_map(|rule| rule.on(self.zone, date)).collect(),
        };
        let shut = of_date().filter(|exception| !exception.opens()).filter_map(|shut| shut.interval(self.zone));
        interval::subtract(by_rule.into_iter().chain(extra), shut)
    }

    /// Why it is open or closed at an instant.
    pub fn why(&self, at: i64) -> Why {
        let date = wall::date_of(self.zone, at);
        let covers = |exception: &&Exception| {
            exception.date == date && exception.interval(self.zone).is_some_and(|interval| interval.contains(at))
        };
        let shut = self.exceptions.iter().filter(|exception| !exception.opens()).find(covers);
        if let Some(exception) = shut.or_else(|| self.exceptions.iter().find(covers)) {
            return Why::Exception(exception.clone());
        }
        if let Some(why) = self.closing(date) {
            return why;
        }
        let open = |rule: &&WeeklyRule| rule.on(self.zone, date).is_some_and(|hours| hours.contains(at));
        self.rules.iter().find(open).map_or(Why::OutsideHours, |rule| Why::Rule(rule.clone()))
    }

    /// What closes the whole date, extra hours aside.
    fn closing(&self, date: NaiveDate) -> Option<Why> {
        let closed = self.closed_days.iter().find(|days| days.has(date));
        closed.map(|days| Why::ClosedDay(days.name.clone())).or_else(|| self.holidays.closing(date).map(Why::Holiday))
    }
}
