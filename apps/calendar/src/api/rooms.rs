//! `/api/rooms/`: the rooms.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Path, RequestInfo};
use preau_kernel::{App, Result};
use serde_json::{Map, Value};

use super::bodies::{RoomBody, RoomFilters};
use crate::actions::rooms as actions;
use crate::input::{self, Mode};
use crate::store::rooms::{self as rows, Room};

/// Permission: logged in.
#[utoipa::path(get, path = "/api/rooms/", tag = "Room", params(ListQuery, RoomFilters), responses((status = 200, body = Page<Room>)))]
pub(crate) async fn list(State(app): State<App>, page: PageQuery) -> Result<Json<Page<Room>>> {
    Ok(Json(rows::list(app.db().read(), &page, app.now()).await?))
}

/// Permission: logged in.
#[utoipa::path(get, path = "/api/rooms/{id}/", tag = "Room", params(("id" = i64, Path)), responses((status = 200, body = Room)))]
pub(crate) async fn get(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<Room>> {
    Ok(Json(rows::get(app.db().read(), id).await?))
}

/// Permission: `calendar.manage`.
#[utoipa::path(post, path = "/api/rooms/", tag = "Room", request_body = RoomBody, responses((status = 201, body = Room)))]
pub(crate) async fn create(State(app): State<App>, info: RequestInfo, JsonBody(map): JsonBody) -> Result<Response> {
    let mut fields = Fields::new(map);
    let values = input::room(&mut fields, Mode::Whole, rows::Values::default());
    fields.finish()?;
    let tx = app.db().write_tx().await?;
    let id = actions::create(&tx, &app, &info, &values).await?;
    let made = rows::get(&*tx, id).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// Permission: `calendar.manage`.
#[utoipa::path(put, path = "/api/rooms/{id}/", tag = "Room", params(("id" = i64, Path)), request_body = RoomBody, responses((status = 200, body = Room)))]
pub(crate) async fn put(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Room>> {
    change(&app, &info, &headers, id, map, Mode::Whole).await
}

/// Permission: `calendar.manage`.
#[utoipa::path(patch, path = "/api/rooms/{id}/", tag = "Room", params(("id" = i64, Path)), request_body = RoomBody, responses((status = 200, body = Room)))]
pub(crate) async fn patch(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Room>> {
    change(&app, &info, &headers, id, map, Mode::Part).await
}

async fn change(
    app: &App,
    info: &RequestInfo,
    headers: &HeaderMap,
    id: i64,
    map: Map<String, Value>,
    mode: Mode,
) -> Result<Json<Room>> {
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, id).await?;
    let mut fields = Fields::new(map);
    let values = input::room(&mut fields, mode, old.values());
    let version = input::version(&mut fields, headers);
    fields.finish()?;
    actions::update(&tx, app, info, &old, &values, version).await?;
    let now = rows::get(&*tx, id).await?;
    tx.commit().await?;
    Ok(Json(now))
}

/// One that is or was taken stays: 409 `room_has_claims`.
///
/// Permission: `calendar.manage`.
#[utoipa::path(delete, path = "/api/rooms/{id}/", tag = "Room", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<StatusCode> {
    let tx = app.db().write_tx().await?;
    actions::delete(&tx, &app, &info, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
