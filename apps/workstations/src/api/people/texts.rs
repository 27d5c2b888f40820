//! `/api/consent-texts/`: what visitors consent to, in versions.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Path, RequestInfo};
use preau_kernel::{App, Result};
use serde_json::{Map, Value};
use utoipa::IntoParams;

use super::bodies::TextBody;
use super::input as read;
use crate::actions::people::texts as actions;
use crate::input::{self, Mode};
use crate::store::people::consents::{self as given, ToText};
use crate::store::people::texts::{self as rows, ConsentText};

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes a query in the OpenAPI document")]
pub(crate) struct TextFilters {
    published: Option<bool>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes a query in the OpenAPI document")]
pub(crate) struct ConsentFilters {
    /// Whether it holds still.
    holds: Option<bool>,
}

/// The one to sign now says `is_current`.
///
/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/consent-texts/", tag = "Consent text", params(ListQuery, TextFilters), responses((status = 200, body = Page<ConsentText>)))]
pub(crate) async fn list(State(app): State<App>, page: PageQuery) -> Result<Json<Page<ConsentText>>> {
    Ok(Json(rows::list(app.db().read(), &page).await?))
}

/// The one to sign now; 404 while none is published.
///
/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/consent-texts/current/", tag = "Consent text", responses((status = 200, body = ConsentText), (status = 404, description = "None is published")))]
pub(crate) async fn current(State(app): State<App>) -> Result<Json<ConsentText>> {
    Ok(Json(rows::get_current(app.db().read()).await?))
}

/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/consent-texts/{id}/", tag = "Consent text", params(("id" = i64, Path)), responses((status = 200, body = ConsentText)))]
pub(crate) async fn get(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<ConsentText>> {
    Ok(Json(rows::get(app.db().read(), id).await?))
}

/// Who consented to it, newest first; one that was taken back, or followed by another, says so.
///
/// Permission: `visitors.manage`.
#[utoipa::path(get, path = "/api/consent-texts/{id}/consents/", tag = "Consent text", params(("id" = i64, Path), ListQuery, ConsentFilters), responses((status = 200, body = Page<ToText>)))]
pub(crate) async fn consents(
    State(app): State<App>,
    Path(id): Path<i64>,
    page: PageQuery,
) -> Result<Json<Page<ToText>>> {
    let text = rows::get(app.db().read(), id).await?;
    Ok(Json(given::to_text(app.db().read(), &page, &text.version).await?))
}

/// A draft.
///
/// Permission: `visitors.manage`.
#[utoipa::path(post, path = "/api/consent-texts/", tag = "Consent text", request_body = TextBody, responses((status = 201, body = ConsentText)))]
pub(crate) async fn create(
    State(app): State<App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<(StatusCode, Json<ConsentText>)> {
    let mut fields = Fields::new(map);
    let values = read::consent_text(&mut fields, Mode::Whole, None);
    fields.finish()?;
    let tx = app.db().write_tx().await?;
    let id = actions::create(&tx, &app, &info, &values).await?;
    let made = rows::get(&*tx, id).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// A draft only: 409 `text_is_published`.
///
/// Permission: `visitors.manage`.
#[utoipa::path(put, path = "/api/consent-texts/{id}/", tag = "Consent text", params(("id" = i64, Path)), request_body = TextBody, responses((status = 200, body = ConsentText)))]
pub(crate) async fn put(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<ConsentText>> {
    change(&app, &info, &headers, id, map, Mode::Whole).await
}

/// A draft only: 409 `text_is_published`.
///
/// Permission: `visitors.manage`.
#[utoipa::path(patch, path = "/api/consent-texts/{id}/", tag = "Consent text", params(("id" = i64, Path)), request_body = TextBody, responses((status = 200, body = ConsentText)))]
pub(crate) async fn patch(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<ConsentText>> {
    change(&app, &info, &headers, id, map, Mode::Part).await
}

async fn change(
    app: &App,
    info: &RequestInfo,
    headers: &HeaderMap,
    id: i64,
    map: Map<String, Value>,
    mode: Mode,
) -> Result<Json<ConsentText>> {
    let tx = app.db().write_tx().await?;
    let old = rows::get_locked(&tx, id).await?;
    let mut fields = Fields::new(map);
    let values = read::consent_text(&mut fields, mode, Some(old.values()));
    let version = input::version(&mut fields, headers);
    fields.finish()?;
    actions::update(&tx, app, info, &old, &values, version).await?;
    let now = rows::get(&*tx, id).await?;
    tx.commit().await?;
    Ok(Json(now))
}

/// From now on this is the one to sign, and it never changes.
///
/// Permission: `visitors.manage`.
#[utoipa::path(post, path = "/api/consent-texts/{id}/publication/", tag = "Consent text", params(("id" = i64, Path)), responses((status = 200, body = ConsentText)))]
pub(crate) async fn publish(
    State(app): State<App>,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<Json<ConsentText>> {
    let tx = app.db().write_tx().await?;
    actions::publish(&tx, &app, &info, id).await?;
    let now = rows::get(&*tx, id).await?;
    tx.commit().await?;
    Ok(Json(now))
}

/// A draft only: 409 `text_is_published`.
///
/// Permission: `visitors.manage`.
#[utoipa::path(delete, path = "/api/consent-texts/{id}/", tag = "Consent text", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<StatusCode> {
    let tx = app.db().write_tx().await?;
    actions::delete(&tx, &app, &info, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
