//! `/api/appointments/`: booking, one's own, the list for coach and staff.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use preau_calendar::domain::wall;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Page, PageQuery};
use preau_kernel::place::Place;
use preau_kernel::web::body::parse_date;
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Error, Refusal, Result};

use super::bodies::{AppointmentFilters, BookingBody, CancellationBody, MineFilters, MoveBody, OutcomeBody};
use super::input;
use super::shapes::{AppointmentBody, view};
use crate::actions::{book, cancel as cancelling, move_to as moving, outcome};
use crate::domain::status::Status;
use crate::permissions::{managed, seen};
use crate::store::appointments as rows;

/// Permission: `appointments.manage`; a coach's own, all for staff.
#[utoipa::path(get, path = "/api/appointments/", tag = "Appointment", params(ListQuery, AppointmentFilters), responses((status = 200, body = Page<AppointmentBody>)))]
pub(crate) async fn list(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    page: PageQuery,
) -> Result<Json<Page<AppointmentBody>>> {
    let mut conditions = Conditions::default();
    for (name, condition) in
        [("client", "a.client_id = ?"), ("coach", "a.coach_id = ?"), ("service", "a.service_id = ?")]
    {
        if let Some(id) = page.number(name)? {
            conditions.add(condition, [id.into()]);
        }
    }
    if let Some(name) = page.param("status") {
        let known = Status::ALL.map(Status::name).join(", ");
        let unknown = || Error::invalid("status", Refusal::new("unknown_status").arg("known", known));
        let status = Status::parse(name).ok_or_else(unknown)?;
        conditions.add("a.status = ?", [status.name().into()]);
    }
    match page.flag("over")? {
        // None is longer than a day: what is said of starts lets the index bound what is read.
        Some(true) => conditions.add("a.ends_at <= ? AND a.starts_at < ?", [app.now().into(), app.now().into()]),
        Some(false) => {
            let day_ago = app.now().minus(TimeDelta::days(1));
            conditions.add("a.ends_at > ? AND a.starts_at > ?", [app.now().into(), day_ago.into()]);
        }
        None => {}
    }
    days(&app, &page, &mut conditions).await?;
    let view = view(&app, &info, &actor).await?;
    let found = rows::list(app.db().read(), managed(&actor)?, conditions, &page).await?;
    Ok(Json(found.map(|one| view.appointment(&one))))
}

/// `date`, or `from` and `to`: days of the place.
async fn days(app: &App, page: &PageQuery, conditions: &mut Conditions) -> Result<()> {
    let zone = Place::load(app).await?.zone;
    for (name, is_from, is_to) in [("date", true, true), ("from", true, false), ("to", false, true)] {
        let Some(text) = page.param(name) else { continue };
        let date = parse_date(text).ok_or_else(|| Error::invalid(name, "not_a_date"))?;
        let day = wall::day(zone, date).ok_or_else(|| Error::invalid(name, "not_a_date"))?;
        if is_from {
            conditions.add("a.starts_at >= ?", [Timestamp::from_seconds(day.from()).into()]);
        }
        if is_to {
            conditions.add("a.starts_at < ?", [Timestamp::from_seconds(day.to()).into()]);
        }
    }
    Ok(())
}

/// Past ones come in the order in which they were over, the last first: `-over_at` (their start, or when they were cancelled
/// before it). Permission: logged in; one's own as a client.
#[utoipa::path(get, path = "/api/appointments/mine/", tag = "Appointment", params(ListQuery, MineFilters), responses((status = 200, body = Page<AppointmentBody>)))]
pub(crate) async fn mine(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    page: PageQuery,
) -> Result<Json<Page<AppointmentBody>>> {
    let mut conditions = Conditions::default();
    let is_past = page.param("when") == Some("past");
    match page.param("when") {
        None => {}
        Some("upcoming") => conditions.add("a.ends_at > ? AND a.status <> 'cancelled'", [app.now().into()]),
        Some("past") => conditions.add("(a.ends_at <= ? OR a.status = 'cancelled')", [app.now().into()]),
        Some(_) => return Err(Error::invalid("when", "wrong_value")),
    }
    let view = view(&app, &info, &actor).await?;
    let ordering = if is_past { "-over_at" } else { "starts_at" };
    let found = rows::list_of_client(app.db().read(), actor.user_id, conditions, ordering, &page).await?;
    Ok(Json(found.map(|one| view.appointment(&one))))
}

/// Permission: logged in; its client, its coach, staff.
#[utoipa::path(get, path = "/api/appointments/{id}/", tag = "Appointment", params(("id" = i64, Path)), responses((status = 200, body = AppointmentBody)))]
pub(crate) async fn get(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<Json<AppointmentBody>> {
    let one = rows::get(app.db().read(), seen(&actor), id).await?;
    Ok(Json(view(&app, &info, &actor).await?.appointment(&one)))
}

/// Permission: logged in; `client` needs `appointments.manage`.
#[utoipa::path(post, path = "/api/appointments/", tag = "Appointment", request_body = BookingBody, responses((status = 201, body = AppointmentBody)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let booking = input::booking(&mut fields);
    let booking = input::finished(fields, booking)?;
    let made = book::book(&app, &info, &actor, &booking).await?;
    let body = view(&app, &info, &actor).await?.appointment(&made);
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// Permission: logged in; its client until the coach's limit, its coach, staff.
#[utoipa::path(post, path = "/api/appointments/{id}/cancellation/", tag = "Appointment", params(("id" = i64, Path)), request_body = CancellationBody, responses((status = 200, body = AppointmentBody)))]
pub(crate) async fn cancel(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<AppointmentBody>> {
    let mut fields = Fields::new(map);
    let reason = fields.text("reason", input::TEXT).unwrap_or_default();
    let version = input::version(&mut fields, &headers);
    fields.finish()?;
    let now = cancelling::cancel(&app, &info, &actor, id, reason.trim(), version).await?;
    Ok(Json(view(&app, &info, &actor).await?.appointment(&now)))
}

/// Permission: logged in; its client until the coach's limit, its coach, staff.
#[utoipa::path(post, path = "/api/appointments/{id}/move/", tag = "Appointment", params(("id" = i64, Path)), request_body = MoveBody, responses((status = 200, body = AppointmentBody)))]
pub(crate) async fn move_to(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<AppointmentBody>> {
    let mut fields = Fields::new(map);
    let start = input::start(&mut fields);
    let version = input::version(&mut fields, &headers);
    let start = input::finished(fields, start)?;
    let now = moving::move_to(&app, &info, &actor, id, start, version).await?;
    Ok(Json(view(&app, &info, &actor).await?.appointment(&now)))
}

/// Permission: `appointments.manage`; a coach's own, all for staff.
#[utoipa::path(post, path = "/api/appointments/{id}/outcome/", tag = "Appointment", params(("id" = i64, Path)), request_body = OutcomeBody, responses((status = 200, body = AppointmentBody)))]
pub(crate) async fn mark(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<AppointmentBody>> {
    let mut fields = Fields::new(map);
    let status = Status::parse(&fields.required_text("status", 20)).filter(|status| status.takes_time());
    if status.is_none() {
        fields.error_if_clean("status", Refusal::new("unknown_status").arg("known", "held, no_show, booked"));
    }
    let version = input::version(&mut fields, &headers);
    let status = input::finished(fields, status)?;
    let now = outcome::mark(&app, &info, &actor, id, status, version).await?;
    Ok(Json(view(&app, &info, &actor).await?.appointment(&now)))
}
