//! `/api/taught-modules/`: how much of a subject a programme has in a year.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Result};

use super::bodies::{TaughtModuleBody, TaughtModuleFilters};
use super::write;
use crate::store::structure::taught_modules::{self, TaughtModule, TaughtModules};

/// Permission: `school.view`.
#[utoipa::path(get, path = "/api/taught-modules/", tag = "Taught module", params(ListQuery, TaughtModuleFilters), responses((status = 200, body = Page<TaughtModule>)))]
pub(crate) async fn list(State(app): State<App>, page: PageQuery) -> Result<Json<Page<TaughtModule>>> {
    Ok(Json(taught_modules::list(app.db().read(), &page).await?))
}

/// Permission: `school.view`.
#[utoipa::path(get, path = "/api/taught-modules/{id}/", tag = "Taught module", params(("id" = i64, Path)), responses((status = 200, body = TaughtModule)))]
pub(crate) async fn get(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<TaughtModule>> {
    Ok(Json(crate::store::structure::get::<TaughtModules>(app.db().read(), id).await?))
}

/// Permission: `school.structure`.
#[utoipa::path(post, path = "/api/taught-modules/", tag = "Taught module", request_body = TaughtModuleBody, responses((status = 201, body = TaughtModule)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    write::create::<TaughtModules>(&app, &actor, &info, map).await
}

/// Permission: `school.structure`.
#[utoipa::path(put, path = "/api/taught-modules/{id}/", tag = "Taught module", params(("id" = i64, Path)), request_body = TaughtModuleBody, responses((status = 200, body = TaughtModule)))]
pub(crate) async fn put(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<TaughtModule>> {
    write::put::<TaughtModules>(&app, &actor, &info, &headers, id, map).await
}

/// Permission: `school.structure`.
#[utoipa::path(patch, path = "/api/taught-modules/{id}/", tag = "Taught module", params(("id" = i64, Path)), request_body = TaughtModuleBody, responses((status = 200, body = TaughtModule)))]
pub(crate) async fn patch(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<TaughtModule>> {
    write::patch::<TaughtModules>(&app, &actor, &info, &headers, id, map).await
}

/// One that others refer to stays: 409.
///
/// Permission: `school.structure`.
#[utoipa::path(delete, path = "/api/taught-modules/{id}/", tag = "Taught module", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    write::delete::<TaughtModules>(&app, &actor, &info, id).await
}
