//! `/api/coaches/{id}/exceptions/`: days and hours off, extra hours.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Error, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::{DayFilters, DryRun, ExceptionBody};
use super::input;
use super::rules::reach;
use super::shapes::{HitBody, view};
use crate::actions::{exceptions as actions, hit};
use crate::exceptions_input;
use crate::jobs;
use crate::schedule::zone;
use crate::store::exceptions::{self as rows, CoachException};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExceptionAnswer {
    /// The first of those that were made.
    #[serde(flatten)]
    exception: CoachException,
    /// One for each day; days that said the same already are not among them.
    made: Vec<CoachException>,
    #[serde(flatten)]
    hit: HitBody,
}

/// Permission: `appointments.manage`; one's own, all for staff.
#[utoipa::path(get, path = "/api/coaches/{id}/exceptions/", tag = "Appointment", params(("id" = i64, Path), ListQuery, DayFilters), responses((status = 200, body = Page<CoachException>)))]
pub(crate) async fn list(
    State(app): State<App>,
    Me(actor): Me,
    Path(coach): Path<i64>,
    page: PageQuery,
) -> Result<Json<Page<CoachException>>> {
    reach(&app, &actor, coach).await?;
    Ok(Json(rows::list(app.db().read(), coach, &page).await?))
}

/// Permission: `appointments.manage`; one's own, all for staff.
#[utoipa::path(post, path = "/api/coaches/{id}/exceptions/", tag = "Appointment", params(("id" = i64, Path), DryRun), request_body = ExceptionBody, responses((status = 201, body = ExceptionAnswer), (status = 200, description = "Dry run", body = HitBody)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(coach): Path<i64>,
    page: PageQuery,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    reach(&app, &actor, coach).await?;
    let is_dry = page.flag("dry_run")?.unwrap_or(false);
    let mut fields = Fields::new(map);
    let read = exceptions_input::read(&mut fields);
    let proposes = fields.boolean("propose").unwrap_or(false);
    let message = fields.text("message", input::TEXT).unwrap_or_default();
    let dates = read.as_ref().map(|new| exceptions_input::period(&mut fields, new.date)).unwrap_or_default();
    let new = input::finished(fields, read)?;
    let zone = zone(&app).await?;
    if is_dry {
        let hit = hit::by_period(app.db().read(), zone, coach, &new, &dates, app.now()).await?;
        return Ok(Json(HitBody::of(&view(&app, &info, &actor).await?, &hit)).into_response());
    }
    let tx = app.db().write_tx().await?;
    let ids = actions::create_period(&tx, &app, &info, coach, &new, &dates).await?;
    let made = rows::of_ids(&*tx, coach, &ids).await?;
    let hit = hit::by_period(&*tx, zone, coach, &new, &dates, app.now()).await?;
    if proposes {
        for one in &hit {
            jobs::propose(&tx, &app, one, actor.user_id, message.trim()).await?;
        }
    }
    tx.commit().await?;
    let hit = HitBody::of(&view(&app, &info, &actor).await?, &hit);
    let exception = made.first().cloned().ok_or_else(|| Error::internal("an exception that is not there"))?;
    Ok((StatusCode::CREATED, Json(ExceptionAnswer { exception, made, hit })).into_response())
}

/// Permission: `appointments.manage`; one's own, all for staff.
#[utoipa::path(delete, path = "/api/coaches/{id}/exceptions/{exception}/", tag = "Appointment", params(("id" = i64, Path), ("exception" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path((coach, id)): Path<(i64, i64)>,
) -> Result<StatusCode> {
    reach(&app, &actor, coach).await?;
    let tx = app.db().write_tx().await?;
    actions::delete(&tx, &app, &info, coach, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
