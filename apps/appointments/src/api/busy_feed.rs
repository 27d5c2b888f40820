//! `/api/coaches/{id}/busy-feed/`: the coach's calendar elsewhere, whose busy times are offered to nobody.

use axum::extract::State;
use axum::http::StatusCode;
use preau_kernel::actor::Actor;
use preau_kernel::clock::Timestamp;
use preau_kernel::web::{Fields, Json, JsonBody, Me, Path, RequestInfo};
use preau_kernel::{App, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::BusyFeedInput;
use super::input;
use super::rules::reach;
use super::shapes::{AppointmentBody, view};
use crate::actions::busy_feed as actions;
use crate::actions::hit::MOST;
use crate::letters::problem_in_words;
use crate::store::appointments::coming_when_busy;
use crate::store::busy_feeds as rows;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BusyFeedBody {
    /// As much of it as may be shown: `https://calendar.example/…`; null: there is none.
    #[schema(required)]
    url: Option<String>,
    /// When it was asked last; null: not yet since it was entered.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    checked_at: Option<Timestamp>,
    /// Why it could not be read the last time, a stable code: `too_large`, `no_calendar`…; what was read before still counts.
    #[schema(required)]
    problem: Option<String>,
    /// The same in the reader's language.
    #[schema(required)]
    problem_text: Option<String>,
    /// Busy times that were read of it.
    events: i64,
    /// Coming appointments that it meets, at most 200: they stay booked.
    hit: Vec<AppointmentBody>,
    hit_count: i64,
}

async fn shown(app: &App, info: &RequestInfo, actor: &Actor, coach: i64) -> Result<BusyFeedBody> {
    let conn = app.db().read();
    let feed = rows::find_of_coach(conn, coach).await?;
    let (hit, hit_count) = match &feed {
        Some(_) => coming_when_busy(conn, coach, app.now(), MOST).await?,
        None => (Vec::new(), 0),
    };
    let view = view(app, info, actor).await?;
    let problem = feed.as_ref().and_then(|feed| feed.problem.clone());
    Ok(BusyFeedBody {
        url: feed.as_ref().map(|feed| feed.shown.clone()),
        checked_at: feed.as_ref().and_then(|feed| feed.checked_at),
        problem_text: problem.as_deref().map(|code| problem_in_words(app, info.lang(), code)),
        problem,
        events: feed.map_or(0, |feed| feed.times),
        hit: hit.iter().map(|one| view.appointment(one)).collect(),
        hit_count,
    })
}

/// Permission: `appointments.manage`; one's own, all for staff.
#[utoipa::path(get, path = "/api/coaches/{id}/busy-feed/", tag = "Appointment", params(("id" = i64, Path)), responses((status = 200, body = BusyFeedBody)))]
pub(crate) async fn get(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(coach): Path<i64>,
) -> Result<Json<BusyFeedBody>> {
    reach(&app, &actor, coach).await?;
    Ok(Json(shown(&app, &info, &actor, coach).await?))
}

/// It is read at once, after the answer. Permission: `appointments.manage`; one's own, all for staff.
#[utoipa::path(put, path = "/api/coaches/{id}/busy-feed/", tag = "Appointment", params(("id" = i64, Path)), request_body = BusyFeedInput, responses((status = 200, body = BusyFeedBody)))]
pub(crate) async fn put(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(coach): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<BusyFeedBody>> {
    reach(&app, &actor, coach).await?;
    let mut fields = Fields::new(map);
    let url = fields.required_text("url", input::TEXT);
    fields.finish()?;
    let tx = app.db().write_tx().await?;
    actions::put(&tx, &app, &info, coach, &url).await?;
    tx.commit().await?;
    Ok(Json(shown(&app, &info, &actor, coach).await?))
}

/// With the times that were read. Permission: `appointments.manage`; one's own, all for staff.
#[utoipa::path(delete, path = "/api/coaches/{id}/busy-feed/", tag = "Appointment", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(coach): Path<i64>,
) -> Result<StatusCode> {
    reach(&app, &actor, coach).await?;
    let tx = app.db().write_tx().await?;
    actions::delete(&tx, &app, &info, coach).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
