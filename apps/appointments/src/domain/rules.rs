//! What a coach decides: hours, length, pause, how far ahead, how late.

use chrono::{TimeDelta, Weekday};
use preau_calendar::domain::wall::WallTime;
use preau_calendar::domain::weekly::WeeklyRule;
use preau_kernel::place::OpeningHours;

/// Bounds of what can be set.
pub const MINUTES: std::ops::RangeInclusive<i64> = 5..=480;
pub const PAUSE: std::ops::RangeInclusive<i64> = 0..=240;
pub const HORIZON_DAYS: std::ops::RangeInclusive<i64> = 1..=730;
/// Minutes: up to ninety days.
pub const LEAD: std::ops::RangeInclusive<i64> = 0..=129_600;
pub const ACTIVE: std::ops::RangeInclusive<i64> = 1..=1000;
const MAX_HOURS: usize = 50;

/// Of one coach and one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    pub hours: Vec<WeeklyRule>,
    pub minutes: i64,
    /// After each appointment, part of the coach's claim only.
    pub pause: i64,
    /// The last bookable day, counted from today.
    pub horizon_days: i64,
    /// An appointment is booked at least so many minutes ahead.
    pub notice: i64,
    /// Until so many minutes before its start a client may cancel or move it.
    pub cancel: i64,
    /// Coming appointments of one client with this coach; `None`: any number.
    pub most_active: Option<i64>,
}

impl Default for Rules {
    /// Seed 003: Monday to Friday, 9:00–12:30 and 13:30–17:00, 45 minutes, 10 between two, 60 days ahead.
    fn default() -> Self {
        Self {
            hours: hours(&default_hours()),
            minutes: 45,
            pause: 10,
            horizon_days: 60,
            notice: 0,
            cancel: 0,
            most_active: None,
        }
    }
}

impl Rules {
    /// From one start of the grid to the next.
    pub fn step(&self) -> TimeDelta {
        TimeDelta::minutes(self.minutes + self.pause)
    }
}

/// The hours of the seed.
pub fn default_hours() -> Vec<OpeningHours> {
    let of_day = |day: u8| {
        [("09:00", "12:30"), ("13:30", "17:00")].map(|(opens, closes)| OpeningHours {
            day,
            opens: opens.to_owned(),
            closes: closes.to_owned(),
        })
    };
    (1..=5).flat_map(of_day).collect()
}

/// As weekly rules; what is none is passed over.
pub fn hours(hours: &[OpeningHours]) -> Vec<WeeklyRule> {
    hours.iter().filter_map(rule).collect()
}

/// Sorted; `None` when one is wrong, two of a day overlap, or there are too many.
pub fn checked(mut hours: Vec<OpeningHours>) -> Option<Vec<OpeningHours>> {
    hours.sort();
    let fits = hours.len() <= MAX_HOURS
        && hours.iter().all(|one| rule(one).is_some())
        && hours.windows(2).all(|pair| pair[0].day != pair[1].day || pair[0].closes <= pair[1].opens);
    fits.then_some(hours)
}

fn rule(hours: &OpeningHours) -> Option<WeeklyRule> {
    let day = hours.day.checked_sub(1).and_then(|day| Weekday::try_from(day).ok())?;
    WeeklyRule::new(day, WallTime::parse(&hours.opens)?, WallTime::parse(&hours.closes)?)
}
