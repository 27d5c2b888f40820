//! `/api/modules/`: the subjects.

use axum::extract::State as AppState;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use preau_kernel::Result;
use preau_kernel::app::App;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Path, RequestInfo};
use serde_json::{Map, Value};

use super::input;
use crate::actions::modules as actions;
use crate::store::modules::{self as rows, Subject};

/// Permission: logged in.
#[utoipa::path(get, path = "/api/modules/", tag = "Module", params(ListQuery), responses((status = 200, body = Page<Subject>)))]
pub(crate) async fn list(AppState(app): AppState<App>, page: PageQuery) -> Result<Json<Page<Subject>>> {
    Ok(Json(rows::list(app.db().read(), &page).await?))
}

/// Permission: logged in.
#[utoipa::path(get, path = "/api/modules/{id}/", tag = "Module", params(("id" = i64, Path)), responses((status = 200, body = Subject)))]
pub(crate) async fn get(AppState(app): AppState<App>, Path(id): Path<i64>) -> Result<Json<Subject>> {
    Ok(Json(rows::get(app.db().read(), id).await?))
}

/// Permission: `modules.manage`.
#[utoipa::path(post, path = "/api/modules/", tag = "Module", request_body = Subject, responses((status = 201, body = Subject)))]
pub(crate) async fn create(
    AppState(app): AppState<App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let code = fields.required_text("code", 50);
    let name = fields.required_text("name", 200);
    fields.finish()?;
    let subject = actions::create(&app, &info, code.trim(), name.trim()).await?;
    Ok((StatusCode::CREATED, Json(subject)).into_response())
}

/// Permission: `modules.manage`.
#[utoipa::path(put, path = "/api/modules/{id}/", tag = "Module", params(("id" = i64, Path)), request_body = Subject, responses((status = 200, body = Subject)))]
pub(crate) async fn put(
    AppState(app): AppState<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Subject>> {
    change(&app, &info, &headers, id, map, true).await
}

/// Permission: `modules.manage`.
#[utoipa::path(patch, path = "/api/modules/{id}/", tag = "Module", params(("id" = i64, Path)), request_body = Subject, responses((status = 200, body = Subject)))]
pub(crate) async fn patch(
    AppState(app): AppState<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Subject>> {
    change(&app, &info, &headers, id, map, false).await
}

async fn change(
    app: &App,
    info: &RequestInfo,
    headers: &HeaderMap,
    id: i64,
    map: Map<String, Value>,
    whole: bool,
) -> Result<Json<Subject>> {
    rows::get(app.db().read(), id).await?;
    let mut fields = Fields::new(map);
    let mut read =
        |name: &str, max| (whole || fields.has(name)).then(|| fields.required_text(name, max).trim().to_owned());
    let (code, name) = (read("code", 50), read("name", 200));
    let version = input::version(&mut fields, headers);
    fields.finish()?;
    Ok(Json(actions::update(app, info, id, actions::Change { code, name, version }).await?))
}

/// A subject that somebody teaches or follows stays: 409.
///
/// Permission: `modules.manage`.
#[utoipa::path(delete, path = "/api/modules/{id}/", tag = "Module", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(AppState(app): AppState<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<StatusCode> {
    actions::delete(&app, &info, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
