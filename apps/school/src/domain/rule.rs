//! The rule of a series: on one day of the week, from one wall time to another, every so many weeks, between two days.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use chrono_tz::Tz;
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::wall::{self, WallTime};

/// Days that a series spans at most: a school year and what comes before and after it.
pub const LONGEST: i64 = 550;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub weekday: Weekday,
    pub from: WallTime,
    pub to: WallTime,
    pub every_weeks: u32,
    /// Both count.
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl Rule {
    /// Its days, in order. The weeks are counted from that of the first day, so that its day of the week does not
    /// matter.
    pub fn days(&self) -> Vec<NaiveDate> {
        let ahead = (7 + self.weekday.num_days_from_monday() - self.first.weekday().num_days_from_monday()) % 7;
        let step = u64::from(self.every_weeks.max(1)) * 7;
        let first = self.first.checked_add_days(Days::new(u64::from(ahead)));
        let days = std::iter::successors(first, |day| day.checked_add_days(Days::new(step)));
        days.take_while(|day| *day <= self.last).take((LONGEST / 7 + 1) as usize).collect()
    }

    /// The same hours on the clock each time, also over its changes. `None`: the clocks leave nothing between them.
    pub fn on(&self, zone: Tz, day: NaiveDate) -> Option<Interval> {
        wall::span(zone, day, self.from, self.to)
    }
}

/// 1 Monday to 7 Sunday.
pub fn weekday(number: i64) -> Option<Weekday> {
    let number = u8::try_from(number).ok()?;
    Weekday::try_from(number.checked_sub(1)?).ok()
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, TimeDelta};
    use chrono_tz::{America, Australia, Europe};
    use proptest::prelude::*;

    use super::*;

    fn rule(weekday: Weekday, every_weeks: u32, first: &str, last: &str) -> Rule {
        let time = |text| WallTime::parse(text).unwrap();
        let (first, last) = (first.parse().unwrap(), last.parse().unwrap());
        Rule { weekday, from: time("08:30"), to: time("10:00"), every_weeks, first, last }
    }

    #[test]
    fn every_second_week_counts_from_the_first_that_fits() {
        let days: Vec<_> =
            rule(Weekday::Tue, 2, "2026-09-02", "2026-10-20").days().iter().map(ToString::to_string).collect();
        assert_eq!(days, ["2026-09-08", "2026-09-22", "2026-10-06", "2026-10-20"]);
        assert!(rule(Weekday::Sun, 1, "2026-11-23", "2026-11-28").days().is_empty());
    }

    #[test]
    fn the_clock_on_the_wall_shows_the_same_on_both_sides_of_a_change() {
        let rule = rule(Weekday::Mon, 1, "2026-10-19", "2027-04-05");
        let hours: Vec<_> = rule
            .days()
            .iter()
            .map(|day| wall::wall(Europe::Paris, rule.on(Europe::Paris, *day).unwrap().from()))
            .collect();
        assert!(hours.iter().all(|wall| wall.format("%H:%M").to_string() == "08:30"));
        let utc = |n: usize| rule.on(Europe::Paris, rule.days()[n]).unwrap().from().rem_euclid(86_400) / 60;
        assert_eq!((utc(0), utc(1)), (6 * 60 + 30, 7 * 60 + 30), "summer, then winter");
        assert_eq!(utc(rule.days().len() - 1), 6 * 60 + 30, "summer again");
    }

    proptest! {
        /// Whatever the zone and the year: each day fits the rule, none is missing, and each lesson is as long on the clock as
        /// the rule says, over both changes.
        #[test]
        fn a_series_is_what_a_person_would_write_in_a_diary(
            zone in prop::sample::select(vec![Europe::Paris, America::New_York, Australia::Sydney, chrono_tz::UTC, America::St_Johns]),
            number in 1_i64..=7, every in 1_u32..=4, start in 9131_i64..25_000, span in 0_i64..LONGEST,
            from in 0_u16..1380, minutes in 5_u16..240,
        ) {
            let first = chrono::DateTime::from_timestamp(start * 86_400, 0).unwrap().date_naive();
            let last = first + TimeDelta::days(span);
            let to = (from + minutes).min(1440);
            let wall_time = |minutes: u16| WallTime::new(minutes / 60, minutes % 60).unwrap();
            let rule = Rule { weekday: weekday(number).unwrap(), from: wall_time(from), to: wall_time(to), every_weeks: every, first, last };
            let days = rule.days();
            let slow: Vec<_> = first.iter_days().take_while(|day| *day <= last)
                .filter(|day| day.weekday() == rule.weekday).step_by(every as usize).collect();
            prop_assert_eq!(&days, &slow);
            for day in days {
                let Some(time) = rule.on(zone, day) else { continue };
                let (shown_from, shown_to) = (wall::wall(zone, time.from()), wall::wall(zone, time.to()));
                prop_assert_eq!(wall::date_of(zone, time.from()), day);
                // A time that the clocks skip is shown later; all others are the rule's.
                if wall::instant(zone, shown_from) == wall::instant(zone, rule.from.on(day)) && shown_from == rule.from.on(day)
                    && shown_to == rule.to.on(day) {
                    prop_assert_eq!((shown_to - shown_from).num_minutes(), i64::from(to - from));
                }
            }
        }
    }
}
