//! Weekly opening rules, and the exceptions to them.

use chrono::{Datelike, NaiveDate, Weekday};
use chrono_tz::Tz;

use super::interval::Interval;
use super::wall::{self, WallTime};

/// Open on one day of the week, from one wall time to another. A day may have several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeeklyRule {
    weekday: Weekday,
    from: WallTime,
    to: WallTime,
    /// The first and the last date on which it holds.
    valid_from: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
}

impl WeeklyRule {
    /// `None` when nothing lies between the two times.
    pub fn new(weekday: Weekday, from: WallTime, to: WallTime) -> Option<Self> {
        (from < to).then_some(Self { weekday, from, to, valid_from: None, valid_until: None })
    }

    /// Holds between these dates only, both counted.
    #[must_use]
    pub fn valid(mut self, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Self {
        (self.valid_from, self.valid_until) = (from, until);
        self
    }

    pub fn weekday(&self) -> Weekday {
        self.weekday
    }

    pub fn from(&self) -> WallTime {
        self.from
    }

    pub fn to(&self) -> WallTime {
        self.to
    }

    /// Its hours on this date, if it holds then.
    pub fn on(&self, zone: Tz, date: NaiveDate) -> Option<Interval> {
        let holds = date.weekday() == self.weekday
            && self.valid_from.is_none_or(|from| from <= date)
            && self.valid_until.is_none_or(|until| date <= until);
        if holds { wall::span(zone, date, self.from, self.to) } else { None }
    }
}

/// What is otherwise on one date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    pub date: NaiveDate,
    pub kind: ExceptionKind,
    /// Why, in the words of whoever entered it; may be empty.
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExceptionKind {
    /// Closed all day, extra hours included.
    Closed,
    /// Closed from one wall time to another, extra hours included.
    ClosedPart(WallTime, WallTime),
    /// Open beyond the rules, on closed days and public holidays too.
    Extra(WallTime, WallTime),
}

impl Exception {
    pub fn opens(&self) -> bool {
        matches!(self.kind, ExceptionKind::Extra(..))
    }

    /// The time that it closes or opens.
    pub fn interval(&self, zone: Tz) -> Option<Interval> {
        match self.kind {
            ExceptionKind::Closed => wall::day(zone, self.date),
            ExceptionKind::ClosedPart(from, to) | ExceptionKind::Extra(from, to) => {
                wall::span(zone, self.date, from, to)
            }
        }
    }
}

/// Days on which the place, or a site of it, is closed; both counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedDays {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub name: String,
}

impl ClosedDays {
    pub fn has(&self, date: NaiveDate) -> bool {
        self.first <= date && date <= self.last
    }
}
