//! `/api/workstations/`: seats.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Path, RequestInfo};
use preau_kernel::{App, Result};
use serde_json::{Map, Value};

use super::bodies::{WorkstationBody, WorkstationFilters};
use super::shapes::SeatView;
use crate::actions::seats as actions;
use crate::input::{self, Mode};
use crate::store::seats;

/// Ordered by `name` (numbers as numbers), `created_at`, `last_seen_at`, `sessions_count` or `used_seconds`; searched by
/// name, location and addresses.
///
/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/workstations/", tag = "Workstation", params(ListQuery, WorkstationFilters), responses((status = 200, body = Page<SeatView>)))]
pub(crate) async fn list(State(app): State<App>, page: PageQuery) -> Result<Json<Page<SeatView>>> {
    let now = app.now();
    Ok(Json(seats::list(app.db().read(), &page, now).await?.map(|seat| SeatView::of(seat, now))))
}

/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/workstations/{id}/", tag = "Workstation", params(("id" = i64, Path)), responses((status = 200, body = SeatView)))]
pub(crate) async fn get(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<SeatView>> {
    let now = app.now();
    Ok(Json(SeatView::of(seats::get(app.db().read(), id, now).await?, now)))
}

/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/workstations/", tag = "Workstation", request_body = WorkstationBody, responses((status = 201, body = SeatView)))]
pub(crate) async fn create(
    State(app): State<App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<(StatusCode, Json<SeatView>)> {
    let mut fields = Fields::new(map);
    let mut values = input::seat(&mut fields, Mode::Whole, None);
    let tx = app.db().write_tx().await?;
    if values.room == 0 {
        match seats::default_room(&*tx).await? {
            Some(room) => values.room = room,
            None => fields.error_if_clean("room", "required"),
        }
    }
    fields.finish()?;
    let id = actions::create(&tx, &app, &info, &values).await?;
    let now = app.now();
    let made = seats::get(&*tx, id, now).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(SeatView::of(made, now))))
}

/// Permission: `workstations.manage`.
#[utoipa::path(put, path = "/api/workstations/{id}/", tag = "Workstation", params(("id" = i64, Path)), request_body = WorkstationBody, responses((status = 200, body = SeatView)))]
pub(crate) async fn put(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<SeatView>> {
    change(&app, &info, &headers, id, map, Mode::Whole).await
}

/// Also how a seat is marked available, in use, in maintenance or offline: `{"status": "maintenance"}`.
///
/// Permission: `workstations.manage`.
#[utoipa::path(patch, path = "/api/workstations/{id}/", tag = "Workstation", params(("id" = i64, Path)), request_body = WorkstationBody, responses((status = 200, body = SeatView)))]
pub(crate) async fn patch(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<SeatView>> {
    change(&app, &info, &headers, id, map, Mode::Part).await
}

async fn change(
    app: &App,
    info: &RequestInfo,
    headers: &HeaderMap,
    id: i64,
    map: Map<String, Value>,
    mode: Mode,
) -> Result<Json<SeatView>> {
    let tx = app.db().write_tx().await?;
    let old = actions::get_locked(&tx, app, id).await?;
    let mut fields = Fields::new(map);
    let values = input::seat(&mut fields, mode, Some(old.values()));
    let version = input::version(&mut fields, headers);
    fields.finish()?;
    actions::update(&tx, app, info, &old, &values, version).await?;
    let now = app.now();
    let changed = seats::get(&*tx, id, now).await?;
    tx.commit().await?;
    Ok(Json(SeatView::of(changed, now)))
}

/// 409 `seat_busy` while a session is open there, `seat_reserved` while somebody counts on it. What was done there stays.
///
/// Permission: `workstations.manage`.
#[utoipa::path(delete, path = "/api/workstations/{id}/", tag = "Workstation", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<StatusCode> {
    crate::actions::sessions::settle::in_the_way(&app, Some(id), None).await?;
    let tx = app.db().write_tx().await?;
    actions::delete(&tx, &app, &info, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
