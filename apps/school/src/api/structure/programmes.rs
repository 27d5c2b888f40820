//! `/api/programmes/`: programmes.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Result};

use super::bodies::ProgrammeBody;
use super::write;
use crate::store::structure::programmes::{self, Programme, Programmes};

/// Permission: `school.view`.
#[utoipa::path(get, path = "/api/programmes/", tag = "Programme", params(ListQuery), responses((status = 200, body = Page<Programme>)))]
pub(crate) async fn list(State(app): State<App>, page: PageQuery) -> Result<Json<Page<Programme>>> {
    Ok(Json(programmes::list(app.db().read(), &page).await?))
}

/// Permission: `school.view`.
#[utoipa::path(get, path = "/api/programmes/{id}/", tag = "Programme", params(("id" = i64, Path)), responses((status = 200, body = Programme)))]
pub(crate) async fn get(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<Programme>> {
    Ok(Json(crate::store::structure::get::<Programmes>(app.db().read(), id).await?))
}

/// Permission: `school.structure`.
#[utoipa::path(post, path = "/api/programmes/", tag = "Programme", request_body = ProgrammeBody, responses((status = 201, body = Programme)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    write::create::<Programmes>(&app, &actor, &info, map).await
}

/// Permission: `school.structure`.
#[utoipa::path(put, path = "/api/programmes/{id}/", tag = "Programme", params(("id" = i64, Path)), request_body = ProgrammeBody, responses((status = 200, body = Programme)))]
pub(crate) async fn put(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Programme>> {
    write::put::<Programmes>(&app, &actor, &info, &headers, id, map).await
}

/// Permission: `school.structure`.
#[utoipa::path(patch, path = "/api/programmes/{id}/", tag = "Programme", params(("id" = i64, Path)), request_body = ProgrammeBody, responses((status = 200, body = Programme)))]
pub(crate) async fn patch(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Programme>> {
    write::patch::<Programmes>(&app, &actor, &info, &headers, id, map).await
}

/// One that others refer to stays: 409.
///
/// Permission: `school.structure`.
#[utoipa::path(delete, path = "/api/programmes/{id}/", tag = "Programme", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    write::delete::<Programmes>(&app, &actor, &info, id).await
}
