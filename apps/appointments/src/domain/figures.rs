//! How many appointments there were week by week, and how much of the open time they took.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use chrono_tz::Tz;
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::wall;

use super::status::Status;

/// Of one week, named by its Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Week {
    /// Still to come, or not marked yet.
    pub booked: i64,
    pub held: i64,
    pub no_show: i64,
    pub cancelled: i64,
    /// Seconds that appointments take, cancelled ones left out.
    pub taken: i64,
    /// Seconds in which the coaches were open.
    pub open: i64,
}

impl Week {
    /// Whole percent of the open time; `None` where nothing was open.
    pub fn occupancy(&self) -> Option<i64> {
        (self.open > 0).then(|| (self.taken * 100 / self.open).min(100))
    }
}

pub fn monday(date: NaiveDate) -> NaiveDate {
    date.checked_sub_days(Days::new(date.weekday().num_days_from_monday().into())).unwrap_or(date)
}

/// Every week from that of `first` to that of `last`, empty ones too.
pub fn by_week(
    zone: Tz,
    (first, last): (NaiveDate, NaiveDate),
    appointments: impl IntoIterator<Item = (Interval, Status)>,
    open: impl IntoIterator<Item = Interval>,
) -> BTreeMap<NaiveDate, Week> {
    let mondays = monday(first).iter_weeks().take_while(|monday| *monday <= last);
    let mut weeks: BTreeMap<NaiveDate, Week> = mondays.map(|monday| (monday, Week::default())).collect();
    let of = |time: Interval| monday(wall::date_of(zone, time.from()));
    for (time, status) in appointments {
        let Some(week) = weeks.get_mut(&of(time)) else { continue };
        match status {
            Status::Booked => week.booked += 1,
            Status::Held => week.held += 1,
            Status::NoShow => week.no_show += 1,
            Status::Cancelled => week.cancelled += 1,
        }
        if status.takes_time() {
            week.taken += time.seconds();
        }
    }
    for time in open {
        if let Some(week) = weeks.get_mut(&of(time)) {
            week.open += time.seconds();
        }
    }
    weeks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_empty_ones_are_there() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let zone = chrono_tz::Europe::Paris;
        let at = |text: &str, hours: i64| {
            let from = wall::instant(zone, date(text).and_hms_opt(9, 0, 0).unwrap());
            Interval::new(from, from + hours * 3600).unwrap()
        };
        let booked = [
            (at("2026-11-23", 1), Status::Held),
            (at("2026-11-29", 1), Status::Cancelled),
            (at("2026-12-07", 2), Status::Booked),
        ];
        let weeks = by_week(zone, (date("2026-11-25"), date("2026-12-08")), booked, [at("2026-11-24", 4)]);
        let shown: Vec<_> = weeks.iter().map(|(monday, week)| (monday.to_string(), week.occupancy())).collect();
        assert_eq!(shown, [("2026-11-23".into(), Some(25)), ("2026-11-30".into(), None), ("2026-12-07".into(), None)]);
        let first = weeks[&date("2026-11-23")];
        assert_eq!((first.held, first.cancelled, first.taken), (1, 1, 3600));
    }
}
