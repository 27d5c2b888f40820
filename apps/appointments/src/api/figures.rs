//! `/api/appointments/statistics/`: week by week, for coach and staff.

use axum::extract::State;
use chrono::{Days, NaiveDate};
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::wall;
use preau_kernel::web::{Json, Me, Query};
use preau_kernel::{App, Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::input;
use crate::domain::figures::{by_week, monday};
use crate::permissions::managed;
use crate::schedule::{Schedule, Whom, zone};
use crate::store::appointments::{Reach, statuses};

const MOST_DAYS: i64 = 400;
/// Unless it is asked for: so many weeks up to now.
const WEEKS: u64 = 12;

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FiguresQuery {
    /// Twelve weeks ago unless it says otherwise.
    #[param(format = "date")]
    from: Option<String>,
    /// Today unless it says otherwise; counts.
    #[param(format = "date")]
    to: Option<String>,
    /// The only one of the place, or one's own, unless it says otherwise.
    coach: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WeekBody {
    /// Its Monday.
    #[schema(format = "date")]
    week: String,
    /// Still to come, or not marked yet.
    booked: i64,
    held: i64,
    no_show: i64,
    cancelled: i64,
    /// Seconds that appointments take, cancelled ones left out.
    taken: i64,
    /// Seconds in which the coach is open.
    open: i64,
    /// Percent of the open hours that appointments take; null where nothing is open.
    #[schema(required)]
    occupancy: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AppointmentFigures)]
pub(crate) struct FiguresBody {
    coach: i64,
    results: Vec<WeekBody>,
}

/// Permission: `appointments.manage`; a coach's own, any for staff.
#[utoipa::path(get, path = "/api/appointments/statistics/", tag = "Appointment", params(FiguresQuery), responses((status = 200, body = FiguresBody)))]
pub(crate) async fn weeks(
    State(app): State<App>,
    Me(actor): Me,
    Query(query): Query<FiguresQuery>,
) -> Result<Json<FiguresBody>> {
    let zone = zone(&app).await?;
    let (first, last) = days(&query, wall::date_of(zone, app.now().seconds()))?;
    let conn = app.db().read_late();
    let coach = match managed(&actor)? {
        Reach::Everything => query.coach,
        _ if query.coach.is_some_and(|coach| coach != actor.user_id) => return Err(Error::NotFound),
        _ => Some(actor.user_id),
    };
    let whom = Whom::Offered { coach, service: None };
    let schedule = match Schedule::load(&app, conn, zone, whom, (first, last)).await {
        // Somebody who is no coach has no figures.
        Err(Error::Invalid(_)) if coach.is_some() => return Err(Error::NotFound),
        schedule => schedule?,
    };
    let (from, to) = wall::day(zone, first).zip(wall::day(zone, last)).ok_or(Error::NotFound)?;
    let range = Interval::new(from.from(), to.to()).ok_or_else(|| Error::internal("days that are none"))?;
    let found = statuses(conn, schedule.coach.id, range).await?;
    let weeks = by_week(zone, (first, last), found, schedule.frame().opening.within(range));
    let results = weeks.iter().map(|(monday, week)| WeekBody {
        week: monday.to_string(),
        booked: week.booked,
        held: week.held,
        no_show: week.no_show,
        cancelled: week.cancelled,
        taken: week.taken,
        open: week.open,
        occupancy: week.occupancy(),
    });
    Ok(Json(FiguresBody { coach: schedule.coach.id, results: results.collect() }))
}

/// Whole weeks, Monday to Sunday.
fn days(query: &FiguresQuery, today: NaiveDate) -> Result<(NaiveDate, NaiveDate)> {
    let last = input::date("to", query.to.as_deref())?.unwrap_or(today);
    let before = last.checked_sub_days(Days::new(7 * (WEEKS - 1))).unwrap_or(last);
    let first = input::date("from", query.from.as_deref())?.unwrap_or(before);
    if first > last || (last - first).num_days() > MOST_DAYS {
        return Err(Error::invalid("from", "wrong_value"));
    }
    let sunday = monday(last).checked_add_days(Days::new(6)).unwrap_or(last);
    Ok((monday(first), sunday))
}
