//! `/api/closed-days/`: the days on which the place or a site is closed.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Path, RequestInfo};
use preau_kernel::{App, Result};
use serde_json::{Map, Value};

use super::bodies::{ClosedDayBody, ClosedDayFilters};
use crate::actions::closed_days as actions;
use crate::input::{self, Mode};
use crate::store::closed_days::{self as rows, ClosedDay};

/// Permission: logged in.
#[utoipa::path(get, path = "/api/closed-days/", tag = "Closed day", params(ListQuery, ClosedDayFilters), responses((status = 200, body = Page<ClosedDay>)))]
pub(crate) async fn list(State(app): State<App>, page: PageQuery) -> Result<Json<Page<ClosedDay>>> {
    Ok(Json(rows::list(app.db().read(), &page).await?))
}

/// Permission: logged in.
#[utoipa::path(get, path = "/api/closed-days/{id}/", tag = "Closed day", params(("id" = i64, Path)), responses((status = 200, body = ClosedDay)))]
pub(crate) async fn get(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<ClosedDay>> {
    Ok(Json(rows::get(app.db().read(), id).await?))
}

/// Permission: `calendar.manage`.
#[utoipa::path(post, path = "/api/closed-days/", tag = "Closed day", request_body = ClosedDayBody, responses((status = 201, body = ClosedDay)))]
pub(crate) async fn create(State(app): State<App>, info: RequestInfo, JsonBody(map): JsonBody) -> Result<Response> {
    let mut fields = Fields::new(map);
    let values = input::closed_day(&mut fields, Mode::Whole, None);
    fields.finish()?;
    let Some(values) = values else { return Err(preau_kernel::Error::internal("nothing was read")) };
    let tx = app.db().write_tx().await?;
    let id = actions::create(&tx, &app, &info, &values).await?;
    let made = rows::get(&*tx, id).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// Permission: `calendar.manage`.
#[utoipa::path(put, path = "/api/closed-days/{id}/", tag = "Closed day", params(("id" = i64, Path)), request_body = ClosedDayBody, responses((status = 200, body = ClosedDay)))]
pub(crate) async fn put(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<ClosedDay>> {
    change(&app, &info, &headers, id, map, Mode::Whole).await
}

/// Permission: `calendar.manage`.
#[utoipa::path(patch, path = "/api/closed-days/{id}/", tag = "Closed day", params(("id" = i64, Path)), request_body = ClosedDayBody, responses((status = 200, body = ClosedDay)))]
pub(crate) async fn patch(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<ClosedDay>> {
    change(&app, &info, &headers, id, map, Mode::Part).await
}

async fn change(
    app: &App,
    info: &RequestInfo,
    headers: &HeaderMap,
    id: i64,
    map: Map<String, Value>,
    mode: Mode,
) -> Result<Json<ClosedDay>> {
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, id).await?;
    let mut fields = Fields::new(map);
    let values = input::closed_day(&mut fields, mode, Some(old.values()?));
    let version = input::version(&mut fields, headers);
    fields.finish()?;
    let Some(values) = values else { return Err(preau_kernel::Error::internal("nothing was read")) };
    actions::update(&tx, app, info, &old, &values, version).await?;
    let now = rows::get(&*tx, id).await?;
    tx.commit().await?;
    Ok(Json(now))
}

/// Permission: `calendar.manage`.
#[utoipa::path(delete, path = "/api/closed-days/{id}/", tag = "Closed day", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<StatusCode> {
    let tx = app.db().write_tx().await?;
    actions::delete(&tx, &app, &info, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
