//! Figures of a time range, from the intervals that lie in it: added up in microseconds, shown as whole minutes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, Timelike};
use chrono_tz::Tz;
use preau_calendar::domain::interval::Interval;
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
                for (from, to) in pieces(stay.from, stay.to) {
                    sums.entry(on_the_wall(by, from, zone)).or_default().add(stay, to.0 - from.0);
                }
            }
        }
    }
    sums
}

/// When a site was open, and its seats.
#[derive(Debug, Clone)]
pub struct Offer {
    pub open: Vec<Interval>,
    pub seats: Vec<i64>,
}

/// Microseconds that the seats could give while their sites were open. A category offers nothing.
pub fn offered(by: By, offers: &[Offer], zone: Tz) -> BTreeMap<Key, i64> {
    let mut sums: BTreeMap<Key, i64> = BTreeMap::new();
    for offer in offers {
        let seats = offer.seats.len() as i64;
        match by {
            By::Category => {}
            By::Seat => {
                let open = offered_by_one(&offer.open);
                offer.seats.iter().for_each(|seat| *sums.entry(Key::Id(Some(*seat))).or_default() += open);
            }
            By::Hour | By::Day => {
                let times = offer.open.iter().map(|open| (open.from(), open.to()));
                let at = Timestamp::from_seconds;
                for (from, to) in times.flat_map(|(from, to)| pieces(at(from), at(to))) {
                    *sums.entry(on_the_wall(by, from, zone)).or_default() += (to.0 - from.0) * seats;
                }
            }
        }
    }
    sums
}

/// As [`offered`], of everything.
pub fn offered_in_all(offers: &[Offer]) -> i64 {
    offers.iter().map(|offer| offered_by_one(&offer.open) * offer.seats.len() as i64).sum()
}

fn offered_by_one(open: &[Interval]) -> i64 {
    open.iter().map(|open| open.seconds() * 1_000_000).sum()
}

/// How much of what was offered was used, 0 to 100; `None`: nothing was offered.
pub fn share(used: i64, offered: i64) -> Option<i64> {
    (offered > 0).then(|| (i128::from(used) * 100 / i128::from(offered)).min(100) as i64)
}

fn on_the_wall(by: By, at: Timestamp, zone: Tz) -> Key {
    let shown = wall::wall(zone, at.seconds());
    if by == By::Day { Key::Day(shown.date()) } else { Key::Id(Some(i64::from(shown.hour()))) }
}

/// Cut at every quarter of an hour since 1970: zones differ from UTC by quarters.
fn pieces(from: Timestamp, to: Timestamp) -> Vec<(Timestamp, Timestamp)> {
    const STEP: i64 = HOUR_SECONDS / 4 * 1_000_000;
    let mut pieces = Vec::new();
    let mut at = from;
    while at < to {
        let next = Timestamp((at.0.div_euclid(STEP) + 1) * STEP).min(to);
        pieces.push((at, next));
        at = next;
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

    #[test]
    fn what_is_offered_is_what_seats_give_while_their_site_is_open() {
        // 9:30 to 11:00 in Paris: two seats at one site, one at another that is open until 10:00.
        let open = |from: i64, to: i64| Interval::new(MONDAY + from, MONDAY + to).unwrap();
        let offers = [
            Offer { open: vec![open(8 * 3600 + 1800, 10 * 3600)], seats: vec![1, 2] },
            Offer { open: vec![open(8 * 3600 + 1800, 9 * 3600)], seats: vec![7] },
        ];
        let minutes = |by| {
            offered(by, &offers, Paris).into_iter().map(|(key, micros)| (key, micros / MINUTE)).collect::<Vec<_>>()
        };
        assert_eq!(minutes(By::Hour), [(Key::Id(Some(9)), 90), (Key::Id(Some(10)), 120)]);
        assert_eq!(minutes(By::Seat), [(Key::Id(Some(1)), 90), (Key::Id(Some(2)), 90), (Key::Id(Some(7)), 30)]);
        assert_eq!(minutes(By::Day), [(Key::Day("2026-11-23".parse().unwrap()), 210)]);
        assert!(minutes(By::Category).is_empty());
        assert_eq!(offered_in_all(&offers) / MINUTE, 210);
        assert_eq!((share(105, 210), share(500, 210), share(1, 0)), (Some(50), Some(100), None));
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
