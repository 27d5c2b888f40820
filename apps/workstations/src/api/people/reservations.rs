//! `/api/reservations/`: seats that are booked for later, one or several at once.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::place::Place;
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Path, RequestInfo};
use preau_kernel::{App, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::{BookingBody, CancelBody, ReservationBody, ReservationFilters};
use super::input::{self as read, End};
use crate::actions::people::reservations::{self as actions, Booking, MOST_SEATS};
use crate::input::{self, Mode, NAME};
use crate::store::people::reservations::{self as rows, Reservation, Values};

/// What was booked at once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Booked {
    /// Null: a single seat.
    #[schema(required)]
    group_key: Option<String>,
    results: Vec<Reservation>,
}

/// By their start; searched by label and visitor.
///
/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/reservations/", tag = "Reservation", params(ListQuery, ReservationFilters), responses((status = 200, body = Page<Reservation>)))]
pub(crate) async fn list(State(app): State<App>, page: PageQuery) -> Result<Json<Page<Reservation>>> {
    let zone = Place::load(&app).await?.zone;
    let range = (read::moment(&page, "from", zone, End::First)?, read::moment(&page, "to", zone, End::Last)?);
    Ok(Json(rows::list(app.db().read(), &page, range).await?))
}

/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/reservations/{id}/", tag = "Reservation", params(("id" = i64, Path)), responses((status = 200, body = Reservation)))]
pub(crate) async fn get(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<Reservation>> {
    Ok(Json(rows::get(app.db().read(), id).await?))
}

/// All of the seats or none: 409 `seats_taken` names in `workstations` those that are taken and in `free` (id, name) those
/// of the same rooms that are not, `place_closed` when the place is not open all the while.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/reservations/", tag = "Reservation", request_body = BookingBody, responses((status = 201, body = Booked)))]
pub(crate) async fn create(
    State(app): State<App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<(StatusCode, Json<Booked>)> {
    let mut fields = Fields::new(map);
    let mut workstations = fields.ids("workstations", MOST_SEATS).unwrap_or_default();
    workstations.extend(fields.integer("workstation"));
    if workstations.is_empty() {
        fields.error_if_clean("workstations", "required");
    }
    let booking = Booking {
        workstations,
        visitor: fields.integer("visitor"),
        label: fields.text("label", NAME).unwrap_or_default().trim().to_owned(),
        starts_at: read::instant(&mut fields, Mode::Whole, "starts_at", Timestamp(0)),
        ends_at: read::instant(&mut fields, Mode::Whole, "ends_at", Timestamp(0)),
    };
    fields.finish()?;
    let tx = app.db().write_tx().await?;
    let made = match actions::book(&tx, &app, &info, &booking).await {
        Ok(made) => made,
        Err(error) => {
            tx.rollback().await?;
            let time = (booking.starts_at, booking.ends_at);
            return Err(actions::with_free(&app, error, &booking.workstations, time).await);
        }
    };
    let mut results = Vec::with_capacity(made.len());
    for id in made {
        results.push(rows::get(&*tx, id).await?);
    }
    tx.commit().await?;
    let group_key = results.first().and_then(|one| one.group_key.clone());
    Ok((StatusCode::CREATED, Json(Booked { group_key, results })))
}

/// Another time, seat, visitor or label. 409 `wrong_state` unless it is booked.
///
/// Permission: `workstations.manage`.
#[utoipa::path(patch, path = "/api/reservations/{id}/", tag = "Reservation", params(("id" = i64, Path)), request_body = ReservationBody, responses((status = 200, body = Reservation)))]
pub(crate) async fn patch(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Reservation>> {
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, id).await?;
    let mut fields = Fields::new(map);
    let mut values: Values = old.values();
    if Mode::Part.means(&fields, "workstation") {
        match fields.integer("workstation") {
            Some(workstation) => values.workstation = workstation,
            None => fields.error_if_clean("workstation", "required"),
        }
    }
    if Mode::Part.means(&fields, "visitor") {
        values.visitor = fields.integer("visitor");
    }
    if Mode::Part.means(&fields, "label") {
        values.label = fields.text("label", NAME).unwrap_or_default().trim().to_owned();
    }
    values.starts_at = read::instant(&mut fields, Mode::Part, "starts_at", old.starts_at);
    values.ends_at = read::instant(&mut fields, Mode::Part, "ends_at", old.ends_at);
    let version = input::version(&mut fields, &headers);
    fields.finish()?;
    if let Err(error) = actions::change(&tx, &app, &info, &old, &values, version).await {
        tx.rollback().await?;
        let time = (values.starts_at, values.ends_at);
        return Err(actions::with_free(&app, error, &[values.workstation], time).await);
    }
    let now = rows::get(&*tx, id).await?;
    tx.commit().await?;
    Ok(Json(now))
}

/// Gives the time back. 409 `wrong_state` unless it is booked.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/reservations/{id}/cancellation/", tag = "Reservation", params(("id" = i64, Path)), request_body = CancelBody, responses((status = 200, body = Reservation)))]
pub(crate) async fn cancel(
    State(app): State<App>,
    info: RequestInfo,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Reservation>> {
    rows::get(app.db().read(), id).await?;
    let mut fields = Fields::new(map);
    let whole_group = fields.boolean("whole_group").unwrap_or(false);
    fields.finish()?;
    let tx = app.db().write_tx().await?;
    actions::cancel(&tx, &app, &info, id, whole_group).await?;
    let now = rows::get(&*tx, id).await?;
    tx.commit().await?;
    Ok(Json(now))
}
