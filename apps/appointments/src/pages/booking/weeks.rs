//! The days that one may choose from: some weeks, as a calendar shows them.
//! They are those of an appointment that is moved, or of a new one.

use chrono::{Datelike, Days, NaiveDate};
use preau_calendar::domain::interval::Interval;
use preau_kernel::Result;
use preau_kernel::web::Visit;

use crate::domain::rules::HORIZON_DAYS;
use crate::domain::slots::Slot;
use crate::schedule::{Asker, Schedule, Whom};
use crate::words;

/// Weeks on one page.
const WEEKS: u64 = 5;

/// What is free for somebody over the weeks that are looked at.
pub(super) struct Free {
    /// With whom, and for what.
    pub(super) coach: i64,
    pub(super) service: i64,
    /// Until so many minutes before it the appointment can be cancelled.
    pub(super) cancel_minutes: i64,
    pub(super) first: NaiveDate,
    /// Of the whole range that can be booked.
    today: NaiveDate,
    last_day: NaiveDate,
    slots: Vec<Slot>,
}

/// One square of the calendar.
pub(super) struct Day {
    /// As an address names it.
    pub(super) date: String,
    /// `23`, or `1 déc.` where a month begins.
    pub(super) text: String,
    /// The whole date, and what is free.
    pub(super) label: String,
    pub(super) is_free: bool,
    pub(super) is_chosen: bool,
    pub(super) is_today: bool,
    /// Its month is named.
    pub(super) is_month: bool,
}

impl Free {
    /// The weeks around `wanted`, else from today on; without the time `own` of what is moved.
    pub(super) async fn load(
        visit: &Visit,
        whom: Whom,
        asker: &Asker,
        own: Option<Interval>,
        wanted: Option<NaiveDate>,
    ) -> Result<Self> {
        let (app, zone) = (visit.app(), visit.place().zone);
        let now = preau_calendar::domain::wall::date_of(zone, app.now().seconds());
        // No horizon is longer, and no calendar goes on for ever.
        let first = monday(wanted.unwrap_or(now).clamp(now, later(now, HORIZON_DAYS.end().unsigned_abs())));
        let days = (first, later(first, 7 * WEEKS - 1));
        let asked = Schedule::ask(app, app.db().read(), zone, whom, asker, days).await?;
        let (schedule, frame) = (&asked.schedule, asked.schedule.frame());
        let dates = days.0.iter_days().take_while(|date| *date <= days.1);
        let listed = dates.flat_map(|date| frame.listed(date, &asked.taken));
        let slots: Vec<Slot> =
            listed.filter(|(slot, state)| state.is_ok() && Some(slot.time) != own).map(|(slot, _)| slot).collect();
        Ok(Self {
            coach: schedule.coach.id,
            service: schedule.service.id,
            cancel_minutes: schedule.rules.cancel,
            first,
            today: frame.today(),
            last_day: frame.last_day(),
            slots,
        })
    }

    pub(super) fn first_free(&self) -> Option<NaiveDate> {
        self.slots.first().map(|slot| slot.date)
    }

    pub(super) fn on(&self, date: NaiveDate) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(move |slot| slot.date == date)
    }

    /// The Mondays from which the weeks before and after these begin, where something can be booked in them.
    pub(super) fn before(&self) -> Option<NaiveDate> {
        let before = self.first.checked_sub_days(Days::new(7 * WEEKS))?;
        (self.first > self.today).then(|| before.max(monday(self.today)))
    }

    pub(super) fn after(&self) -> Option<NaiveDate> {
        Some(later(self.first, 7 * WEEKS)).filter(|after| *after <= self.last_day)
    }

    pub(super) fn weeks(&self, visit: &Visit, chosen: Option<NaiveDate>) -> Vec<Vec<Day>> {
        let week = |number: u64| (0..7).map(move |day| later(self.first, 7 * number + day));
        (0..WEEKS)
            .map(|number| week(number).map(|date| self.day(visit, date, chosen)).collect())
            // A week in which nothing can be booked any more says nothing.
            .filter(|days: &Vec<Day>| days.first().is_some_and(|day| day.date <= self.last_day.to_string()))
            .collect()
    }

    fn day(&self, visit: &Visit, date: NaiveDate, chosen: Option<NaiveDate>) -> Day {
        let free = self.on(date).count();
        let whole = words::day(visit.app(), visit.lang(), date);
        let label = visit.with("pages-move-day", &[("date", &whole), ("count", &free.to_string())]);
        let number = date.day().to_string();
        let is_named = date.day() == 1 || date == self.first;
        let month = date.month().to_string();
        Day {
            date: date.to_string(),
            text: if is_named {
                visit.with("pages-move-short", &[("day", &number), ("month", &month)])
            } else {
                number
            },
            label,
            is_free: free > 0,
            is_chosen: chosen == Some(date),
            is_today: date == self.today,
            is_month: is_named,
        }
    }
}

fn monday(date: NaiveDate) -> NaiveDate {
    date.checked_sub_days(Days::new(u64::from(date.weekday().num_days_from_monday()))).unwrap_or(date)
}

fn later(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(date)
}
