//! `/api/visitor-categories/`: minutes per day and per session.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Path, RequestInfo};
use preau_kernel::{App, Result};
use serde_json::{Map, Value};

use super::bodies::CategoryBody;
use super::input as read;
use crate::actions::people::categories as actions;
use crate::input::{self, Mode};
use crate::store::people::categories::{self as rows, Category};

/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/visitor-categories/", tag = "Visitor category", params(ListQuery), responses((status = 200, body = Page<Category>)))]
pub(crate) async fn list(State(app): State<App>, page: PageQuery) -> Result<Json<Page<Category>>> {
    Ok(Json(rows::list(app.db().read(), &page).await?))
}

/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/visitor-categories/{id}/", tag = "Visitor category", params(("id" = i64, Path)), responses((status = 200, body = Category)))]
pub(crate) async fn get(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<Category>> {
    Ok(Json(rows::get(app.db().read(), id).await?))
}

/// The default of before is none any more when this one is.
///
/// Permission: `visitors.manage`.
#[utoipa::path(post, path = "/api/visitor-categories/", tag = "Visitor category", request_body = CategoryBody, responses((status = 201, body = Category)))]
pub(crate) async fn create(
    State(app): State<App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<(StatusCode, Json<Category>)> {
    let mut fields = Fields::new(map);
    let values = read::category(&mut fields, Mode::Whole, None);
    fields.finish()?;
    let tx = app.db().write_tx().await?;
    let id = actions::create(&tx, &app, &info, &values).await?;
    let made = rows::get(&*tx, id).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Permission: `visitors.manage`.
#[utoipa::path(put, path = "/api/visitor-categories/{id}/", tag = "Visitor category", params(("id" = i64, Path)), request_body = CategoryBody, responses((status = 200, body = Category)))]
pub(crate) async fn put(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Category>> {
    change(&app, &info, &headers, id, map, Mode::Whole).await
}

/// Permission: `visitors.manage`.
#[utoipa::path(patch, path = "/api/visitor-categories/{id}/", tag = "Visitor category", params(("id" = i64, Path)), request_body = CategoryBody, responses((status = 200, body = Category)))]
pub(crate) async fn patch(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Category>> {
    change(&app, &info, &headers, id, map, Mode::Part).await
}

async fn change(
    app: &App,
    info: &RequestInfo,
    headers: &HeaderMap,
    id: i64,
    map: Map<String, Value>,
    mode: Mode,
) -> Result<Json<Category>> {
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, id).await?;
    let mut fields = Fields::new(map);
    let base = if mode == Mode::Part { Some(old.values()) } else { None };
    let values = read::category(&mut fields, mode, base);
    let version = input::version(&mut fields, headers);
    fields.finish()?;
    actions::update(&tx, app, info, &old, &values, version).await?;
    let now = rows::get(&*tx, id).await?;
    tx.commit().await?;
    Ok(Json(now))
}

/// 409 `category_in_use` while visitors are in it.
///
/// Permission: `visitors.manage`.
#[utoipa::path(delete, path = "/api/visitor-categories/{id}/", tag = "Visitor category", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<StatusCode> {
    let tx = app.db().write_tx().await?;
    actions::delete(&tx, &app, &info, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
