//! `/api/terms/`: terms.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Result};

use super::bodies::{TermBody, TermFilters};
use super::write;
use crate::store::structure::terms::{self, Term, Terms};

/// Permission: `school.view`.
#[utoipa::path(get, path = "/api/terms/", tag = "Term", params(ListQuery, TermFilters), responses((status = 200, body = Page<Term>)))]
pub(crate) async fn list(State(app): State<App>, page: PageQuery) -> Result<Json<Page<Term>>> {
    Ok(Json(terms::list(app.db().read(), &page).await?))
}

/// Permission: `school.view`.
#[utoipa::path(get, path = "/api/terms/{id}/", tag = "Term", params(("id" = i64, Path)), responses((status = 200, body = Term)))]
pub(crate) async fn get(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<Term>> {
    Ok(Json(crate::store::structure::get::<Terms>(app.db().read(), id).await?))
}

/// Permission: `school.structure`.
#[utoipa::path(post, path = "/api/terms/", tag = "Term", request_body = TermBody, responses((status = 201, body = Term)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    write::create::<Terms>(&app, &actor, &info, map).await
}

/// Permission: `school.structure`.
#[utoipa::path(put, path = "/api/terms/{id}/", tag = "Term", params(("id" = i64, Path)), request_body = TermBody, responses((status = 200, body = Term)))]
pub(crate) async fn put(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Term>> {
    write::put::<Terms>(&app, &actor, &info, &headers, id, map).await
}

/// Permission: `school.structure`.
#[utoipa::path(patch, path = "/api/terms/{id}/", tag = "Term", params(("id" = i64, Path)), request_body = TermBody, responses((status = 200, body = Term)))]
pub(crate) async fn patch(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Term>> {
    write::patch::<Terms>(&app, &actor, &info, &headers, id, map).await
}

/// One that others refer to stays: 409.
///
/// Permission: `school.structure`.
#[utoipa::path(delete, path = "/api/terms/{id}/", tag = "Term", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    write::delete::<Terms>(&app, &actor, &info, id).await
}
