//! Wall time and instants in an IANA zone, the two change days of the year included.
//!
//! A wall time that the clocks skip (spring) is read with the offset before the gap: 02:30 becomes 03:30. One that they
//! show twice (autumn) is the first of the two. So say RFC 5545 section 3.3.5 and java.time (`ZonedDateTime.ofLocal`).

use std::fmt;

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::interval::Interval;

/// A time of day on the place's clock, to the minute: `00:00` to `24:00` (the end of the day).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WallTime(u16);

impl WallTime {
    pub const START: Self = Self(0);
    pub const END: Self = Self(24 * 60);

    pub fn new(hour: u16, minute: u16) -> Option<Self> {
        let minutes = hour.checked_mul(60)?.checked_add(minute)?;
        (minute < 60 && minutes <= Self::END.0).then_some(Self(minutes))
    }

    /// `09:00`
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.split_once(':')?;
        let is_number = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number(hour) || !is_number(minute) {
            return None;
        }
        Self::new(hour.parse().ok()?, minute.parse().ok()?)
    }

    pub fn minutes(self) -> u16 {
        self.0
    }

    /// On this day; 24:00 is midnight of the next.
    pub fn on(self, date: NaiveDate) -> NaiveDateTime {
        date.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(self.0))
    }
}

impl fmt::Display for WallTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// The instant that a wall clock means.
pub fn instant(zone: Tz, wall: NaiveDateTime) -> i64 {
    match zone.from_local_datetime(&wall) {
        LocalResult::Single(at) => at.timestamp(),
        LocalResult::Ambiguous(first, second) => first.timestamp().min(second.timestamp()),
        LocalResult::None => wall.and_utc().timestamp() - offset_before_gap(zone, wall),
    }
}

/// What the wall clock shows at an instant.
pub fn wall(zone: Tz, instant: i64) -> NaiveDateTime {
    let at = DateTime::<Utc>::from_timestamp(instant, 0).unwrap_or_default();
    at.with_timezone(&zone).naive_local()
}

/// Seconds east of UTC before the gap in which `wall` lies. The longest was a whole day (Samoa, 30 December 2011).
fn offset_before_gap(zone: Tz, wall: NaiveDateTime) -> i64 {
    let earlier = (1..=26 * 4).map(|quarters| wall - TimeDelta::minutes(15 * quarters));
    let mut clocks = earlier.filter_map(|wall| zone.from_local_datetime(&wall).latest());
    clocks.next().map_or(0, |at| i64::from(at.offset().fix().local_minus_utc()))
}

/// The day that begins at midnight of `date`, 23 to 25 hours long. `None`: the clocks skipped all of it.
pub fn day(zone: Tz, date: NaiveDate) -> Option<Interval> {
    let noon = instant(zone, WallTime(12 * 60).on(date));
    if wall(zone, noon).date() != date {
        return None;
    }
    Interval::new(instant(zone, WallTime::START.on(date)), instant(zone, WallTime::END.on(date)))
}

/// The date whose [`day`] holds the instant. It is the date on the wall, but for zones whose clocks go back over
/// midnight.
pub fn date_of(zone: Tz, at: i64) -> NaiveDate {
    let date = wall(zone, at).date();
    let holds = |date: &NaiveDate| day(zone, *date).is_some_and(|day| day.contains(at));
    [Some(date), date.pred_opt(), date.succ_opt()].into_iter().flatten().find(holds).unwrap_or(date)
}

/// From one wall time to another of the same day. `None` when the clocks leave nothing between them.
pub fn span(zone: Tz, date: NaiveDate, from: WallTime, to: WallTime) -> Option<Interval> {
    Interval::new(instant(zone, from.on(date)), instant(zone, to.on(date)))?.common(day(zone, date)?)
}

#[cfg(test)]
mod tests {
    use chrono_tz::{America, Australia, Europe, Pacific, UTC};
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(zone: Tz, text: &str) -> String {
        let (day, time) = text.split_once(' ').unwrap();
        let instant = instant(zone, WallTime::parse(time).unwrap().on(date(day)));
        DateTime::from_timestamp(instant, 0).unwrap().format("%Y-%m-%d %H:%M").to_string()
    }

    #[test]
    fn a_skipped_time_is_read_with_the_offset_before_and_a_doubled_one_is_the_first() {
        let paris = Europe::Paris;
        assert_eq!(at(paris, "2026-03-29 01:59"), "2026-03-29 00:59");
        assert_eq!(at(paris, "2026-03-29 02:30"), "2026-03-29 01:30", "shown as 03:30");
        assert_eq!(at(paris, "2026-03-29 03:00"), "2026-03-29 01:00");
        assert_eq!(at(paris, "2026-10-25 02:30"), "2026-10-25 00:30", "still summer time");
        assert_eq!(at(paris, "2026-10-25 03:00"), "2026-10-25 02:00");
        // Sydney: forward on 4 October, back on 5 April.
        assert_eq!(at(Australia::Sydney, "2026-10-04 02:30"), "2026-10-03 16:30");
        assert_eq!(at(Australia::Sydney, "2026-04-05 02:30"), "2026-04-04 15:30");
        // Half an hour only.
        assert_eq!(at(Australia::Lord_Howe, "2026-10-04 02:15"), "2026-10-03 15:45");
    }

    #[test]
    fn change_days_have_23_and_25_hours_and_samoa_skipped_one() {
        let hours = |zone, text| day(zone, date(text)).map(|day| day.seconds() as f64 / 3600.0);
        assert_eq!(hours(Europe::Paris, "2026-03-29"), Some(23.0));
        assert_eq!(hours(Europe::Paris, "2026-10-25"), Some(25.0));
        assert_eq!(hours(Europe::Paris, "2026-10-26"), Some(24.0));
        assert_eq!(hours(Australia::Lord_Howe, "2026-04-05"), Some(24.5));
        assert_eq!(hours(Pacific::Apia, "2011-12-30"), None);
        assert_eq!(hours(Pacific::Apia, "2011-12-31"), Some(24.0));
        // Midnight itself is skipped: the day begins at one.
        assert_eq!(hours(America::Asuncion, "2023-10-01"), Some(23.0));
    }

    #[test]
    fn spans_follow_the_clock_on_the_wall() {
        let hours = |day, from, to| {
            let (from, to) = (WallTime::parse(from).unwrap(), WallTime::parse(to).unwrap());
            span(Europe::Paris, date(day), from, to).map(|span| span.seconds() as f64 / 3600.0)
        };
        assert_eq!(hours("2026-03-29", "01:30", "03:30"), Some(1.0));
        assert_eq!(hours("2026-10-25", "01:30", "03:30"), Some(3.0));
        assert_eq!(hours("2026-03-29", "02:30", "03:15"), None);
        assert_eq!(hours("2026-03-29", "00:00", "24:00"), Some(23.0));
        assert_eq!(hours("2026-11-23", "09:00", "12:30"), Some(3.5));
    }

    #[test]
    fn times_are_read_strictly() {
        for (text, fits) in [
            ("09:00", true),
            ("24:00", true),
            ("00:00", true),
            ("24:01", false),
            ("9:00", false),
            ("09:60", false),
            ("-1:00", false),
            ("", false),
            ("09:00:00", false),
            ("٠٩:00", false),
        ] {
            assert_eq!(WallTime::parse(text).map(|t| t.to_string()), fits.then(|| text.to_owned()), "{text}");
        }
    }

    pub(crate) fn zones() -> impl Strategy<Value = Tz> {
        prop::sample::select(vec![
            UTC,
            Europe::Paris,
            Europe::London,
            Australia::Sydney,
            Australia::Lord_Howe,
            America::St_Johns,
            America::Havana,
            America::Asuncion,
            Pacific::Apia,
            Pacific::Auckland,
            chrono_tz::Asia::Kathmandu,
            chrono_tz::Africa::Casablanca,
            chrono_tz::Indian::Reunion,
            chrono_tz::America::Sao_Paulo,
        ])
    }

    proptest! {
        /// 2005 to 2037.
        #[test]
        fn an_instant_comes_back_from_the_wall(zone in zones(), at in 1_104_537_600_i64..2_114_380_800) {
            let shown = wall(zone, at);
            let back = instant(zone, shown);
            // The second of two comes back as the first, which shows the same.
            prop_assert!(back <= at && at - back <= 2 * 3600);
            prop_assert_eq!(wall(zone, back), shown);
        }

        #[test]
        fn days_follow_one_another_without_a_hole(zone in zones(), number in 12_784_i64..24_000) {
            let date = DateTime::from_timestamp(number * 86_400, 0).unwrap().date_naive();
            let Some(today) = day(zone, date) else { return Ok(()) };
            let next = [date.succ_opt(), date.succ_opt().and_then(|d| d.succ_opt())];
            let tomorrow = next.into_iter().flatten().find_map(|date| day(zone, date)).unwrap();
            prop_assert_eq!(today.to(), tomorrow.from());
            for at in [today.from(), (today.from() + today.to()) / 2, today.to() - 1] {
                prop_assert_eq!(date_of(zone, at), date);
            }
        }
    }
}
