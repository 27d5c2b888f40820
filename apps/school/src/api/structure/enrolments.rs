//! `/api/enrolments/`: who is in which group, from when until when.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Result};

use super::bodies::{EnrolmentBody, EnrolmentFilters};
use super::write;
use crate::input::query_date;
use crate::permissions::{Reach, VIEW};
use crate::store::structure::enrolments::{self, Enrolment, Enrolments};

/// Permission: `school.view`; those within reach.
#[utoipa::path(get, path = "/api/enrolments/", tag = "Enrolment", params(ListQuery, EnrolmentFilters), responses((status = 200, body = Page<Enrolment>)))]
pub(crate) async fn list(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<Page<Enrolment>>> {
    Ok(Json(
        enrolments::list(app.db().read(), Reach::of(&actor, VIEW)?, &page, query_date("on", page.param("on"))?).await?,
    ))
}

/// Permission: `school.view`; those within reach.
#[utoipa::path(get, path = "/api/enrolments/{id}/", tag = "Enrolment", params(("id" = i64, Path)), responses((status = 200, body = Enrolment)))]
pub(crate) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<Enrolment>> {
    Ok(Json(enrolments::get(app.db().read(), Reach::of(&actor, VIEW)?, id).await?))
}

/// Permission: `school.structure`.
#[utoipa::path(post, path = "/api/enrolments/", tag = "Enrolment", request_body = EnrolmentBody, responses((status = 201, body = Enrolment)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    write::create::<Enrolments>(&app, &actor, &info, map).await
}

/// Permission: `school.structure`.
#[utoipa::path(put, path = "/api/enrolments/{id}/", tag = "Enrolment", params(("id" = i64, Path)), request_body = EnrolmentBody, responses((status = 200, body = Enrolment)))]
pub(crate) async fn put(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Enrolment>> {
    write::put::<Enrolments>(&app, &actor, &info, &headers, id, map).await
}

/// Permission: `school.structure`.
#[utoipa::path(patch, path = "/api/enrolments/{id}/", tag = "Enrolment", params(("id" = i64, Path)), request_body = EnrolmentBody, responses((status = 200, body = Enrolment)))]
pub(crate) async fn patch(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Enrolment>> {
    write::patch::<Enrolments>(&app, &actor, &info, &headers, id, map).await
}

/// One that others refer to stays: 409.
///
/// Permission: `school.structure`.
#[utoipa::path(delete, path = "/api/enrolments/{id}/", tag = "Enrolment", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    write::delete::<Enrolments>(&app, &actor, &info, id).await
}
