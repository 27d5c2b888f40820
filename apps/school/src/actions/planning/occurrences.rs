//! The days that the rule of a series gives, and which of them are left out.

use chrono::NaiveDate;
use chrono_tz::Tz;
use preau_calendar::domain::interval::Interval;
use preau_calendar::store::closed_days;
use preau_kernel::db::Sql;
use preau_kernel::{App, Error, Refusal, Result};

use super::check_length;
use crate::domain::rule::{LONGEST, Rule};
use crate::store::people;
use crate::store::series::Values;

/// A day of the rule with its time.
pub(super) type Occurrence = (NaiveDate, Interval);

/// Why a day of the rule has no lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Skipped {
    ClosedDay,
    Holiday,
    /// Its week has a lesson that was moved by hand or cancelled.
    Exception,
}

impl Skipped {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ClosedDay => "closed_day",
            Self::Holiday => "holiday",
            Self::Exception => "exception",
        }
    }
}

/// What a rule gives, day by day, with what it leaves out.
pub(super) async fn days(
    app: &App,
    conn: &dyn Sql,
    zone: Tz,
    values: &Values,
) -> Result<Vec<(Occurrence, Option<Skipped>)>> {
    let Rule { first, last, .. } = values.rule;
    if (last - first).num_days() >= LONGEST {
        return Err(Error::invalid("last_day", Refusal::new("series_too_long").arg("max", LONGEST)));
    }
    let site = match values.room {
        Some(room) => people::room(conn, room).await?.map(|(site, _)| site),
        None => None,
    };
    let closed = closed_days::within(conn, site, first, last).await?;
    let holidays = &app.state::<preau_calendar::State>().holidays;
    let mut found = Vec::new();
    for day in values.rule.days() {
        // The clocks may leave nothing between the two times.
        let Some(time) = values.rule.on(zone, day) else { continue };
        let skipped = if closed.iter().any(|days| days.has(day)) {
            Some(Skipped::ClosedDay)
        } else {
            holidays.closing(day).map(|_| Skipped::Holiday)
        };
        if skipped.is_none() {
            check_length(time, "to_time")?;
        }
        found.push(((day, time), skipped));
    }
    Ok(found)
}

/// Those that become lessons, and the days on which the place is closed.
pub(super) async fn open_and_skipped(
    app: &App,
    conn: &dyn Sql,
    zone: Tz,
    values: &Values,
) -> Result<(Vec<Occurrence>, Vec<NaiveDate>)> {
    let (open, closed): (Vec<_>, Vec<_>) =
        days(app, conn, zone, values).await?.into_iter().partition(|(_, skipped)| skipped.is_none());
    Ok((open.into_iter().map(|(one, _)| one).collect(), closed.into_iter().map(|((day, _), _)| day).collect()))
}
