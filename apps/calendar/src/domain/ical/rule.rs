//! How a repeating rule reads (`RRULE`, RFC 5545 section 3.3.10).

use chrono::{NaiveDate, NaiveDateTime, Weekday};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    Day,
    Week,
    Month,
    Year,
}

/// When it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Never,
    /// After so many.
    Count(usize),
    /// Not after this wall time.
    Wall(NaiveDateTime),
    /// Not after this instant (UTC).
    Instant(i64),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub every: Every,
    pub interval: u32,
    pub end: End,
    /// With a number: the so-manieth of the month or year, from its end when negative.
    pub days: Vec<(Option<i32>, Weekday)>,
    pub month_days: Vec<i32>,
    pub months: Vec<u32>,
    /// Which of those of one period count.
    pub positions: Vec<i32>,
    pub week_starts: Weekday,
}

impl Rule {
    /// `None` for what is no rule, or has parts that do not concern whole days (hours, minutes, numbers of weeks).
    pub fn parse(text: &str) -> Option<Self> {
        let mut rule = Self {
            every: Every::Day,
            interval: 1,
            end: End::Never,
            days: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            positions: Vec::new(),
            week_starts: Weekday::Mon,
        };
        let mut has_frequency = false;
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let (name, value) = part.split_once('=')?;
            let value = value.trim();
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => {
                    rule.every = every(value)?;
                    has_frequency = true;
                }
                "INTERVAL" => rule.interval = value.parse().ok().filter(|interval| (1..=10_000).contains(interval))?,
                "COUNT" => rule.end = End::Count(value.parse().ok()?),
                "UNTIL" => rule.end = until(value)?,
                "WKST" => rule.week_starts = weekday(value)?,
                "BYDAY" => rule.days = list(value, day, |(n, day)| (*n, day.num_days_from_monday()))?,
                "BYMONTHDAY" => rule.month_days = list(value, |n| number(n, 31), |n| *n)?,
                "BYMONTH" => {
                    let month = |n: &str| n.parse().ok().filter(|month| (1..=12).contains(month));
                    rule.months = list(value, month, |n| *n)?;
                }
                "BYSETPOS" => rule.positions = list(value, |n| number(n, 366), |n| *n)?,
                _ => return None,
            }
        }
        has_frequency.then_some(rule)
    }
}

fn every(value: &str) -> Option<Every> {
    match value.to_ascii_uppercase().as_str() {
        "DAILY" => Some(Every::Day),
        "WEEKLY" => Some(Every::Week),
        "MONTHLY" => Some(Every::Month),
        "YEARLY" => Some(Every::Year),
        _ => None,
    }
}

fn until(value: &str) -> Option<End> {
    if let Ok(date) = NaiveDate::parse_from_str(value, "%Y%m%d") {
        return Some(End::Wall(date.and_hms_opt(23, 59, 59)?));
    }
    let (wall, is_utc) = value.strip_suffix('Z').map_or((value, false), |wall| (wall, true));
    let wall = NaiveDateTime::parse_from_str(wall, "%Y%m%dT%H%M%S").ok()?;
    Some(if is_utc { End::Instant(wall.and_utc().timestamp()) } else { End::Wall(wall) })
}

fn day(text: &str) -> Option<(Option<i32>, Weekday)> {
    let at = text.len().checked_sub(2).filter(|at| text.is_char_boundary(*at))?;
    let (ordinal, name) = text.split_at(at);
    let ordinal = if ordinal.is_empty() { None } else { Some(number(ordinal, 53)?) };
    Some((ordinal, weekday(name)?))
}

fn weekday(name: &str) -> Option<Weekday> {
    match name.to_ascii_uppercase().as_str() {
        "MO" => Some(Weekday::Mon),
        "TU" => Some(Weekday::Tue),
        "WE" => Some(Weekday::Wed),
        "TH" => Some(Weekday::Thu),
        "FR" => Some(Weekday::Fri),
        "SA" => Some(Weekday::Sat),
        "SU" => Some(Weekday::Sun),
        _ => None,
    }
}

fn number(text: &str, most: i32) -> Option<i32> {
    text.parse().ok().filter(|n: &i32| *n != 0 && n.unsigned_abs() <= most.unsigned_abs())
}

/// At most as many items as any rule can need, each once: one that says `MO` four hundred times costs as one that says it
/// once.
fn list<T, K: Ord>(value: &str, read: impl Fn(&str) -> Option<T>, key: impl Fn(&T) -> K) -> Option<Vec<T>> {
    const MOST: usize = 400;
    let mut items: Vec<_> = value.split(',').take(MOST + 1).map(|item| read(item.trim())).collect::<Option<_>>()?;
    if items.len() > MOST {
        return None;
    }
    items.sort_by_key(&key);
    items.dedup_by_key(|item| key(item));
    Some(items)
}
