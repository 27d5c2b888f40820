//! Which coming appointments a change of a coach's times meets. They stay booked: who makes the change is told, and
//! decides.

use chrono::NaiveDate;
use chrono_tz::Tz;
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::opening::Opening;
use preau_calendar::domain::weekly::{Exception, WeeklyRule};
use preau_calendar::store::closed_days;
use preau_kernel::App;
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;

use crate::domain::rules::hours;
use crate::store::appointments::{self as rows, Appointment};
use crate::store::exceptions;
use crate::store::rules::CoachRules;

/// Appointments that are named; all are counted.
pub const MOST: usize = 200;

/// Those that a closing closes: the same on each of these dates, which follow one another.
pub async fn by_period(
    conn: &dyn Sql,
    zone: Tz,
    coach: i64,
    new: &Exception,
    dates: &[NaiveDate],
    now: Timestamp,
) -> Result<Vec<Appointment>> {
    let of_day = |date: &NaiveDate| Exception { date: *date, ..new.clone() }.interval(zone).filter(|_| !new.opens());
    let times: Vec<_> = dates.iter().filter_map(of_day).collect();
    let whole = times.first().zip(times.last()).and_then(|(first, last)| Interval::new(first.from(), last.to()));
    let Some(whole) = whole else { return Ok(Vec::new()) };
    let mut hit = rows::coming_in(conn, coach, whole, now).await?;
    hit.retain(|one| one.time().is_ok_and(|time| times.iter().any(|closed| closed.overlaps(time))));
    Ok(hit)
}

/// Those that were within the hours before and are not any more.
pub async fn by_hours(
    app: &App,
    conn: &dyn Sql,
    zone: Tz,
    coach: i64,
    (old, new): (&CoachRules, &CoachRules),
) -> Result<Vec<Appointment>> {
    if old.hours == new.hours {
        return Ok(Vec::new());
    }
    let mut coming = rows::coming_with(conn, coach, app.now()).await?;
    let date = |one: &Appointment| preau_calendar::domain::wall::date_of(zone, one.starts_at.seconds());
    let Some((first, last)) = coming.first().map(&date).zip(coming.last().map(&date)) else { return Ok(coming) };
    let calendar = app.state::<preau_calendar::State>();
    let exceptions = exceptions::within(conn, coach, first, last).await?;
    let closed_days = closed_days::within(conn, None, first, last).await?;
    let open = |rules: &[WeeklyRule], date: NaiveDate, one: &Appointment| {
        let opening =
            Opening { rules, exceptions: &exceptions, closed_days: &closed_days, holidays: &calendar.holidays, zone };
        one.time().is_ok_and(|time| opening.on(date).iter().any(|hours| hours.covers(time)))
    };
    let (old, new) = (hours(&old.hours), hours(&new.hours));
    coming.retain(|one| open(&old, date(one), one) && !open(&new, date(one), one));
    Ok(coming)
}
