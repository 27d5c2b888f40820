//! Figures of a time range, from the intervals that lie in it: added up in microseconds, shown as whole minutes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, Timelike};
use chrono_tz::Tz;
use preau_calendar::domain::wall;
use preau_kernel::clock::Timestamp;

const MINUTE: i64 = 60_000_000;
const HOUR_SECONDS: i64 = 3600;

/// What of an interval lies in the range.
#[derive(Debug, Clone, Copy)]
pub struct Stay {
    pub session: i64,
    pub visitor: Option<i64>,
    pub category: Option<i64>,
    pub seat: Option<i64>,
    pub from: Timestamp,
    pub to: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Hour,
    Category,
    Seat,
    Day,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// An hour of the day, an id, or nothing that has one (guests, a workstation that is gone).
    Id(Option<i64>),
    Day(NaiveDate),
}

/// Those of one key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sum {
    micros: i64,
    sessions: BTreeSet<i64>,
    visitors: BTreeSet<i64>,
    guests: BTreeSet<i64>,
}

impl By {
    pub const ALL: [Self; 4] = [Self::Hour, Self::Category, Self::Seat, Self::Day];

    pub fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Category => "category",
            Self::Seat => "seat",
            Self::Day => "day",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.name() == name)
    }
}

impl Sum {
    fn add(&mut self, stay: &Stay, micros: i64) {
        self.micros += micros;
        self.sessions.insert(stay.session);
        match stay.visitor {
            Some(visitor) => self.visitors.insert(visitor),
            None => self.guests.insert(stay.session),
        };
    }

    /// Of all of them.
    pub fn of(stays: &[Stay]) -> Self {
        let mut sum = Self::default();
        for stay in stays {
            sum.add(stay, stay.to.0 - stay.from.0);
        }
        sum
    }

    pub fn minutes(&self) -> i64 {
        self.micros / MINUTE
    }

    pub fn micros(&self) -> i64 {
        self.micros
    }

    pub fn sessions(&self) -> usize {
        self.sessions.len()
    }

    pub fn visitors(&self) -> usize {
        self.visitors.len()
    }

    /// Sessions of whom nobody knows.
    pub fn guests(&self) -> usize {
        self.guests.len()
    }
}

/// Added up; a stay over an hour or midnight counts on both sides with what lies there.
pub fn sums(by: By, stays: &[Stay], zone: Tz) -> BTreeMap<Key, Sum> {
    let mut sums: BTreeMap<Key, Sum> = BTreeMap::new();
    for stay in stays.iter().filter(|stay| stay.from < stay.to) {
        match by {
            By::Category => sums.entry(Key::Id(stay.category)).or_default().add(stay, stay.to.0 - stay.from.0),
            By::Seat => sums.entry(Key::Id(stay.seat)).or_default().add(stay, stay.to.0 - stay.from.0),
            By::Hour | By::Day => {
                for (from, to) in hours(stay) {
                    let shown = wall::wall(zone, from.seconds());
                    let key =
                        if by == By::Day { Key::Day(shown.date()) } else { Key::Id(Some(i64::from(shown.hour()))) };
                    sums.entry(key).or_default().add(stay, to.0 - from.0);
                }
            }
        }
    }
    sums
}

/// Cut at every quarter of an hour since 1970: zones differ from UTC by quarters.
fn hours(stay: &Stay) -> Vec<(Timestamp, Timestamp)> {
    const STEP: i64 = HOUR_SECONDS / 4 * 1_000_000;
    let mut pieces = Vec::new();
    let mut from = stay.from;
    while from < stay.to {
        let next = Timestamp((from.0.div_euclid(STEP) + 1) * STEP).min(stay.to);
        pieces.push((from, next));
        from = next;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;

    use super::*;

    /// Monday 2026-11-23, 0:00 UTC.
    const MONDAY: i64 = 1_795_392_000;

    fn stay(session: i64, from: i64, to: i64) -> Stay {
        let at = |seconds: i64| Timestamp::from_seconds(MONDAY + seconds);
        Stay {
            session,
            visitor: Some(session % 3),
            category: None,
            seat: Some(session % 2),
            from: at(from),
            to: at(to),
        }
    }

    #[test]
    fn an_hour_on_the_wall_gets_what_lies_in_it() {
        // 9:50 to 11:10 in Paris.
        let sums = sums(By::Hour, &[stay(1, 8 * 3600 + 3000, 10 * 3600 + 600)], Paris);
        let shown: Vec<_> = sums.iter().map(|(key, sum)| (*key, sum.minutes(), sum.sessions())).collect();
        assert_eq!(shown, [(Key::Id(Some(9)), 10, 1), (Key::Id(Some(10)), 60, 1), (Key::Id(Some(11)), 10, 1)]);
    }

    #[test]
    fn a_visitor_counts_once_a_day() {
        let sums = sums(By::Day, &[stay(3, 0, 60), stay(6, 3600, 3700), stay(1, 7200, 7300)], Paris);
        let monday = &sums[&Key::Day("2026-11-23".parse().unwrap())];
        assert_eq!((monday.sessions(), monday.visitors(), monday.guests()), (3, 2, 0));
    }

    proptest! {
        #[test]
        fn however_it_is_grouped_the_whole_is_the_same(
            stays in prop::collection::vec((1..9_i64, 0..500_000_i64, 0..40_000_i64), 0..20),
        ) {
            let stays: Vec<_> = stays.iter().map(|(session, from, long)| stay(*session, *from, from + long)).collect();
            let whole: i64 = stays.iter().map(|stay| stay.to.0 - stay.from.0).sum();
            for by in By::ALL {
                let sum: i64 = sums(by, &stays, Paris).values().map(Sum::micros).sum();
                prop_assert_eq!(sum, whole);
            }
        }
    }
}
