//! `/api/groups/`: class groups, a tree.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Result};

use super::bodies::{GroupBody, GroupFilters, MembersOn};
use super::write;
use crate::actions::claiming::today;
use crate::input::query_date;
use crate::permissions::{REGISTER, Reach, VIEW};
use crate::store::structure::groups::{self, Group, Groups, Member};

/// Permission: `school.view`; those within reach.
#[utoipa::path(get, path = "/api/groups/", tag = "Group", params(ListQuery, GroupFilters), responses((status = 200, body = Page<Group>)))]
pub(crate) async fn list(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<Page<Group>>> {
    Ok(Json(groups::list(app.db().read(), Reach::of(&actor, VIEW)?, &page).await?))
}

/// Permission: `school.view`; those within reach.
#[utoipa::path(get, path = "/api/groups/{id}/", tag = "Group", params(("id" = i64, Path)), responses((status = 200, body = Group)))]
pub(crate) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<Group>> {
    Ok(Json(groups::get(app.db().read(), Reach::of(&actor, VIEW)?, id).await?))
}

/// Permission: `school.structure`.
#[utoipa::path(post, path = "/api/groups/", tag = "Group", request_body = GroupBody, responses((status = 201, body = Group)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    write::create::<Groups>(&app, &actor, &info, map).await
}

/// Permission: `school.structure`.
#[utoipa::path(put, path = "/api/groups/{id}/", tag = "Group", params(("id" = i64, Path)), request_body = GroupBody, responses((status = 200, body = Group)))]
pub(crate) async fn put(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Group>> {
    write::put::<Groups>(&app, &actor, &info, &headers, id, map).await
}

/// Permission: `school.structure`.
#[utoipa::path(patch, path = "/api/groups/{id}/", tag = "Group", params(("id" = i64, Path)), request_body = GroupBody, responses((status = 200, body = Group)))]
pub(crate) async fn patch(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Group>> {
    write::patch::<Groups>(&app, &actor, &info, &headers, id, map).await
}

/// One that others refer to stays: 409.
///
/// Permission: `school.structure`.
#[utoipa::path(delete, path = "/api/groups/{id}/", tag = "Group", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    write::delete::<Groups>(&app, &actor, &info, id).await
}

/// The students of a group and of those within it, on a day (today unless it says otherwise).
///
/// Permission: `school.register`; of groups within reach.
#[utoipa::path(get, path = "/api/groups/{id}/students/", tag = "Group", params(("id" = i64, Path), ListQuery, MembersOn), responses((status = 200, body = Page<Member>)))]
pub(crate) async fn students(
    State(app): State<App>,
    Me(actor): Me,
    Path(id): Path<i64>,
    page: PageQuery,
) -> Result<Json<Page<Member>>> {
    let reach = Reach::of(&actor, REGISTER)?.as_professor();
    groups::get(app.db().read(), reach, id).await?;
    let on = match query_date("on", page.param("on"))? {
        Some(on) => on,
        None => today(&app).await?,
    };
    Ok(Json(groups::members(app.db().read(), id, on, &page).await?))
}
