//! The end of a series: what lies beyond its last day is cancelled, for a reason that those concerned are told.

use chrono::NaiveDate;
use preau_calendar::domain::wall;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::{Error, Result};

use super::{Planner, lessons, zone};
use crate::actions::check_version;
use crate::store::lessons as lesson_rows;
use crate::store::series as rows;
use crate::store::structure::day;

/// Without `until` all that is to come is cancelled. How many lessons these were.
pub(crate) async fn end(
    planner: &Planner<'_>,
    id: i64,
    until: Option<NaiveDate>,
    reason: &str,
    version: Option<i64>,
) -> Result<usize> {
    let (app, reach, zone) = (planner.app, planner.reach()?, zone(planner.app).await?);
    let today = wall::date_of(zone, app.now().seconds());
    if until.is_some_and(|until| until < today) {
        return Err(Error::invalid("until", "in_the_past"));
    }
    let after = match until {
        Some(until) => {
            let day = wall::day(zone, until).ok_or_else(|| Error::invalid("until", "not_a_date"))?;
            // Whatever begins with the next day is beyond it.
            Timestamp(Timestamp::from_seconds(day.to()).0 - 1)
        }
        None => app.now(),
    };
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, reach, id).await?;
    check_version(version, old.row_version)?;
    let coming = lesson_rows::coming_of_series(&*tx, id, after).await?;
    for lesson in &coming {
        lessons::cancel_in(planner, &tx, lesson, reason).await?;
    }
    let (first, last) = (day(&old.first_day)?, day(&old.last_day)?);
    let end = until.unwrap_or(today).max(first).min(last);
    rows::end(&tx, id, end, reason, app.now()).await?;
    let entry = Entry::new("series_cancelled").target("lesson_series", id, old.shown_title());
    let entry = entry.meta("lessons", coming.len()).meta("last_day", end.to_string()).personal("reason", reason);
    audit::record(&tx, app, planner.info, entry).await?;
    tx.commit().await?;
    Ok(coming.len())
}
