//! `/api/school-years/`: school years.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Result};

use super::bodies::{YearBody, YearFilters};
use super::write;
use crate::input::query_date;
use crate::store::structure::years::{self, SchoolYear, Years};

/// Permission: `school.view`.
#[utoipa::path(get, path = "/api/school-years/", tag = "School year", params(ListQuery, YearFilters), responses((status = 200, body = Page<SchoolYear>)))]
pub(crate) async fn list(State(app): State<App>, page: PageQuery) -> Result<Json<Page<SchoolYear>>> {
    Ok(Json(years::list(app.db().read(), &page, query_date("on", page.param("on"))?).await?))
}

/// Permission: `school.view`.
#[utoipa::path(get, path = "/api/school-years/{id}/", tag = "School year", params(("id" = i64, Path)), responses((status = 200, body = SchoolYear)))]
pub(crate) async fn get(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<SchoolYear>> {
    Ok(Json(crate::store::structure::get::<Years>(app.db().read(), id).await?))
}

/// Permission: `school.structure`.
#[utoipa::path(post, path = "/api/school-years/", tag = "School year", request_body = YearBody, responses((status = 201, body = SchoolYear)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    write::create::<Years>(&app, &actor, &info, map).await
}

/// Permission: `school.structure`.
#[utoipa::path(put, path = "/api/school-years/{id}/", tag = "School year", params(("id" = i64, Path)), request_body = YearBody, responses((status = 200, body = SchoolYear)))]
pub(crate) async fn put(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<SchoolYear>> {
    write::put::<Years>(&app, &actor, &info, &headers, id, map).await
}

/// Permission: `school.structure`.
#[utoipa::path(patch, path = "/api/school-years/{id}/", tag = "School year", params(("id" = i64, Path)), request_body = YearBody, responses((status = 200, body = SchoolYear)))]
pub(crate) async fn patch(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<SchoolYear>> {
    write::patch::<Years>(&app, &actor, &info, &headers, id, map).await
}

/// One that others refer to stays: 409.
///
/// Permission: `school.structure`.
#[utoipa::path(delete, path = "/api/school-years/{id}/", tag = "School year", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    write::delete::<Years>(&app, &actor, &info, id).await
}
