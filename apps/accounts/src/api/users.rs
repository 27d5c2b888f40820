//! `/api/users/`: every person, whatever the roles, and what staff do with one.

use axum::extract::{Request, State as AppState};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use preau_kernel::actor::{Role, Scope};
use preau_kernel::app::App;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::files::{self, Disposition, FileId};
use preau_kernel::web::request::Me;
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Path, RequestInfo};
use preau_kernel::{Error, Result};
use serde_json::{Map, Value, json};

use super::bodies;
use super::input::{self, Mode};
use super::me::whole_list;
use super::people_shapes::ListedUser;
use super::shapes;
use crate::actions::person::{self as people, require_rank};
use crate::actions::{
    delete_person, export as exports, initial_password, log_out, merge as merging, otp, photo as photos,
    roles as role_actions,
};
use crate::permissions::PEOPLE_MANAGE;
use crate::store::users as rows;

/// Permission: `people.manage`.
#[utoipa::path(get, path = "/api/users/", tag = "User", params(ListQuery), responses((status = 200, body = Page<shapes::FullUserSchema>)))]
pub(crate) async fn list(AppState(app): AppState<App>, page: PageQuery) -> Result<Json<Page<ListedUser>>> {
    let found = rows::list(app.db().read(), &page).await?;
    Ok(Json(found.map(ListedUser)))
}

/// Permission: `people.manage`; staff and superuser flags: superusers only.
#[utoipa::path(post, path = "/api/users/", tag = "User", request_body = input::PersonInput, responses((status = 201, body = shapes::FullUserSchema)))]
pub(crate) async fn create(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let change = input::person(&mut fields, Mode::Create, true);
    fields.finish()?;
    let person = people::create(&app, &info, &actor, &change).await?;
    Ok((StatusCode::CREATED, Json(shapes::full_user(&person))).into_response())
}

/// Permission: `people.manage`.
#[utoipa::path(get, path = "/api/users/{id}/", tag = "User", params(("id" = i64, Path)), responses((status = 200, body = shapes::FullUserSchema)))]
pub(crate) async fn get(AppState(app): AppState<App>, Path(id): Path<i64>) -> Result<Json<Value>> {
    Ok(Json(shapes::full_user(&rows::get(app.db().read(), id).await?)))
}

/// What is left out takes its default. Only superusers may change the staff and superuser flags: left out by one, they
/// are taken away (nobody takes their own); left out by anybody else, they stay.
///
/// Permission: `people.manage`; staff and superuser flags: superusers only.
#[utoipa::path(put, path = "/api/users/{id}/", tag = "User", params(("id" = i64, Path)), request_body = input::PersonInput, responses((status = 200, body = shapes::FullUserSchema)))]
pub(crate) async fn put(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Value>> {
    change(&app, &info, &actor, id, map, Mode::Put, &headers).await
}

/// Permission: `people.manage`; staff and superuser flags: superusers only.
#[utoipa::path(patch, path = "/api/users/{id}/", tag = "User", params(("id" = i64, Path)), request_body = input::PersonInput, responses((status = 200, body = shapes::FullUserSchema)))]
pub(crate) async fn patch(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Value>> {
    change(&app, &info, &actor, id, map, Mode::Patch, &headers).await
}

async fn change(
    app: &App,
    info: &RequestInfo,
    actor: &preau_kernel::actor::Actor,
    id: i64,
    map: Map<String, Value>,
    mode: Mode,
    headers: &HeaderMap,
) -> Result<Json<Value>> {
    rows::get(app.db().read(), id).await?;
    let mut fields = Fields::new(map);
    let mut change = input::person(&mut fields, mode, true);
    if mode == Mode::Put && actor.is_superuser {
        change.is_staff.get_or_insert(false);
        change.is_superuser.get_or_insert(false);
    }
    let version = input::version(&mut fields, headers);
    fields.finish()?;
    Ok(Json(shapes::full_user(&people::update(app, info, actor, id, &change, version).await?)))
}

/// Permission: `people.manage`; staff: superusers only.
#[utoipa::path(delete, path = "/api/users/{id}/", tag = "User", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    delete_person::delete_user(&app, &info, &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `?size=small` for the 96-pixel square.
///
/// Permission: one's own, or `people.manage`; otherwise 404.
#[utoipa::path(get, path = "/api/users/{id}/photo/", tag = "User", params(("id" = i64, Path), ("size" = Option<String>, Query)), responses((status = 200, body = Vec<u8>, content_type = "image/jpeg"), (status = 304, description = "Unchanged")))]
pub(crate) async fn photo(
    AppState(app): AppState<App>,
    Me(actor): Me,
    headers: HeaderMap,
    Path(id): Path<i64>,
    page: PageQuery,
) -> Result<Response> {
    if actor.user_id != id && actor.scope(PEOPLE_MANAGE) != Some(Scope::All) {
        return Err(Error::NotFound);
    }
    let person = rows::get(app.db().read(), id).await?;
    let file = if page.param("size") == Some("small") { person.photo_small } else { person.photo_large };
    let file = file.as_deref().and_then(FileId::parse).ok_or(Error::NotFound)?;
    let stored = files::get(&app, &file).await?;
    match files::unchanged(&headers, &stored) {
        Some(response) => Ok(response),
        None => Ok(files::respond(stored, Disposition::Inline)),
    }
}

/// Permission: `people.manage`. Multipart, one JPEG, PNG or WebP of at most 10 MB.
#[utoipa::path(put, path = "/api/users/{id}/photo/", tag = "User", params(("id" = i64, Path)), request_body(content = bodies::PhotoUpload, content_type = "multipart/form-data"), responses((status = 200, body = shapes::FullUserSchema)))]
pub(crate) async fn set_photo(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
    request: Request,
) -> Result<Json<Value>> {
    require_rank(&actor, &rows::get(app.db().read(), id).await?)?;
    let upload = input::upload(request, photos::LIMIT, "multipart/form-data").await?;
    Ok(Json(shapes::full_user(&photos::set(&app, &info, id, upload).await?)))
}

/// Permission: `people.manage`.
#[utoipa::path(delete, path = "/api/users/{id}/photo/", tag = "User", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn remove_photo(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    require_rank(&actor, &rows::get(app.db().read(), id).await?)?;
    photos::remove(&app, &info, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Permission: `people.manage`.
#[utoipa::path(get, path = "/api/users/{id}/roles/", tag = "User", params(("id" = i64, Path)), responses((status = 200, body = Page<shapes::RoleDetailSchema>)))]
pub(crate) async fn roles(AppState(app): AppState<App>, Path(id): Path<i64>) -> Result<Json<Value>> {
    let person = rows::get(app.db().read(), id).await?;
    Ok(whole_list(person.roles().iter().map(|role| json!({"name": role.name()})).collect()))
}

/// Gives a role to a known person: COACH, CLIENT and OPERATOR too, which have no list of their own.
///
/// Permission: `people.manage`.
#[utoipa::path(post, path = "/api/users/{id}/roles/", tag = "User", params(("id" = i64, Path)), request_body = bodies::NewRole, responses((status = 201, body = shapes::FullUserSchema)))]
pub(crate) async fn give_role(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let name = fields.required_text("role", 50);
    fields.finish()?;
    let role = Role::parse(&name).ok_or_else(|| Error::invalid("role", "unknown_role"))?;
    let person = role_actions::give(&app, &info, &actor, id, role).await?;
    Ok((StatusCode::CREATED, Json(shapes::full_user(&person))).into_response())
}

/// The person stays.
///
/// Permission: `people.manage`.
#[utoipa::path(delete, path = "/api/users/{id}/roles/{role}/", tag = "User", params(("id" = i64, Path), ("role" = String, Path)), responses((status = 204)))]
pub(crate) async fn take_role(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path((id, role)): Path<(i64, String)>,
) -> Result<StatusCode> {
    let role = Role::parse(&role).ok_or(Error::NotFound)?;
    role_actions::take(&app, &info, &actor, id, role).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Everything that the place holds about the person; recorded as a data access.
///
/// Permission: `people.manage`, over people of one's own rank or below.
#[utoipa::path(get, path = "/api/users/{id}/export/", tag = "User", params(("id" = i64, Path)), responses((status = 200, body = bodies::PersonExport)))]
pub(crate) async fn export(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    require_rank(&actor, &rows::get(app.db().read(), id).await?)?;
    Ok(Json(exports::export_all(&app, &info, id).await?))
}

/// The right to erasure (GDPR article 17).
///
/// Permission: `people.manage`; staff: superusers only.
#[utoipa::path(post, path = "/api/users/{id}/erasure/", tag = "User", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn erase(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    delete_person::erase(&app, &info, &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Two records of one person become one: `{"into": id}` keeps its values and takes those it lacks.
///
/// Permission: `people.manage`.
#[utoipa::path(post, path = "/api/users/{id}/merge/", tag = "User", params(("id" = i64, Path)), request_body = bodies::MergeInto, responses((status = 200, body = shapes::FullUserSchema)))]
pub(crate) async fn merge(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Value>> {
    let mut fields = Fields::new(map);
    let into = fields.integer("into");
    if into.is_none() {
        fields.error_if_clean("into", "required");
    }
    fields.finish()?;
    let person = merging::merge(&app, &info, &actor, id, into.unwrap_or_default()).await?;
    Ok(Json(shapes::full_user(&person)))
}

/// Ends every login of the person.
///
/// Permission: `people.manage`.
#[utoipa::path(post, path = "/api/users/{id}/sessions/end/", tag = "User", params(("id" = i64, Path)), responses((status = 200, body = bodies::LoginsEnded)))]
pub(crate) async fn end_sessions(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    let ended = log_out::all_of(&app, &info, &actor, id).await?;
    let text = app.l10n().with(info.lang(), "sessions-ended", &[("count", &ended.to_string())]);
    Ok(Json(json!({"success": true, "message": text, "ended": ended})))
}

/// For somebody who lost phone and recovery codes alike.
///
/// Permission: `people.manage`, over people of one's own rank or below.
#[utoipa::path(delete, path = "/api/users/{id}/otp/", tag = "User", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn turn_off_otp(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    otp::turn_off_for(&app, &info, &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A new first password by mail: what the person had before no longer works.
///
/// Permission: `people.manage`, over people of one's own rank or below.
#[utoipa::path(post, path = "/api/users/{id}/password-mail/", tag = "User", params(("id" = i64, Path)), responses((status = 204), (status = 409, description = "No address (`no_address`)")))]
pub(crate) async fn password_mail(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    let tx = app.db().write_tx().await?;
    initial_password::send_in(&tx, &app, &info, &actor, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A new first password to be printed and handed over; as a page when the browser asks for HTML.
///
/// Permission: `people.manage`, over people of one's own rank or below.
#[utoipa::path(post, path = "/api/users/{id}/password-slip/", tag = "User", params(("id" = i64, Path)), responses((status = 200, body = initial_password::Slip)))]
pub(crate) async fn password_slip(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
) -> Result<Response> {
    rows::get(app.db().read(), id).await?;
    let slips = initial_password::slips(&app, &info, &actor, &[id]).await?;
    crate::pages::slips::answer(&app, &info, &headers, slips, true).await
}

/// Slips for a whole class: `{"users": [ids]}`, at most 200.
///
/// Permission: `people.manage`, over people of one's own rank or below.
#[utoipa::path(post, path = "/api/users/password-slips/", tag = "User", request_body = bodies::Users, responses((status = 200, body = [initial_password::Slip])))]
pub(crate) async fn password_slips(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let users = fields.ids("users", 200).filter(|ids| !ids.is_empty());
    if users.is_none() {
        fields.error_if_clean("users", "required");
    }
    fields.finish()?;
    let slips = initial_password::slips(&app, &info, &actor, &users.unwrap_or_default()).await?;
    crate::pages::slips::answer(&app, &info, &headers, slips, false).await
}
