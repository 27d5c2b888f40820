//! What concerns the logged-in person alone.

use axum::extract::{Request, State as AppState};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use preau_kernel::Result;
use preau_kernel::app::App;
use preau_kernel::db::page::Page;
use preau_kernel::web::request::Me;
use preau_kernel::web::{Fields, Json, JsonBody, Path, RequestInfo, message, secret};
use serde_json::{Value, json};

use super::bodies;
use super::input::{self, Mode};
use super::shapes;
use crate::actions::person::{self as people, Change};
use crate::actions::{api_tokens, change_email as email, export as exports, log_out, photo};
use crate::store::{sessions as logins, tokens as api_token_rows, users};

/// Permission: logged in.
#[utoipa::path(get, path = "/api/me/", tag = "me", responses((status = 200, body = shapes::FullUserSchema)))]
pub(crate) async fn show(AppState(app): AppState<App>, Me(actor): Me) -> Result<Json<Value>> {
    Ok(Json(shapes::full_user(&users::get(app.db().read(), actor.user_id).await?)))
}

/// Phone and language; names and addresses are changed by staff or by proof.
///
/// Permission: logged in.
#[utoipa::path(patch, path = "/api/me/", tag = "me", request_body = bodies::MeChange, responses((status = 200, body = shapes::FullUserSchema)))]
pub(crate) async fn change(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    JsonBody(map): JsonBody,
) -> Result<Json<Value>> {
    let mut fields = Fields::new(map);
    let all = input::person(&mut fields, Mode::Patch, false);
    let version = input::version(&mut fields, &headers);
    fields.finish()?;
    let own = Change { phone: all.phone, lang: all.lang, ..Change::default() };
    let person = people::update(&app, &info, &actor, actor.user_id, &own, version).await?;
    Ok(Json(shapes::full_user(&person)))
}

/// Asks for a new address: a mail goes there, and nothing changes until it is answered.
///
/// Permission: logged in, with the password once more.
#[utoipa::path(post, path = "/api/me/email/", tag = "me", request_body = bodies::EmailChange, responses((status = 200, body = shapes::DoneSchema)))]
pub(crate) async fn change_email(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Json<Value>> {
    let mut fields = Fields::new(map);
    let address = input::required_email(&mut fields, "email");
    let password = input::password(&mut fields, "current_password").unwrap_or_default();
    let otp = fields.text("otp", 64);
    fields.finish()?;
    email::ask(&app, &info, &actor, &address, &password, otp.as_deref()).await?;
    Ok(message(app.l10n(), info.lang(), "email-change-asked"))
}

/// Permission: logged in. Multipart, one JPEG, PNG or WebP of at most 10 MB.
#[utoipa::path(put, path = "/api/me/photo/", tag = "me", request_body(content = bodies::PhotoUpload, content_type = "multipart/form-data"), responses((status = 200, body = shapes::FullUserSchema)))]
pub(crate) async fn set_photo(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    request: Request,
) -> Result<Json<Value>> {
    let upload = input::upload(request, photo::LIMIT, "multipart/form-data").await?;
    Ok(Json(shapes::full_user(&photo::set(&app, &info, actor.user_id, upload).await?)))
}

/// Permission: logged in.
#[utoipa::path(delete, path = "/api/me/photo/", tag = "me", responses((status = 204)))]
pub(crate) async fn remove_photo(AppState(app): AppState<App>, Me(actor): Me, info: RequestInfo) -> Result<StatusCode> {
    photo::remove(&app, &info, actor.user_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Everything that the place holds about me (GDPR article 15).
///
/// Permission: logged in.
#[utoipa::path(get, path = "/api/me/export/", tag = "me", responses((status = 200, body = bodies::PersonExport)))]
pub(crate) async fn export(AppState(app): AppState<App>, Me(actor): Me, info: RequestInfo) -> Result<Json<Value>> {
    Ok(Json(exports::export_all(&app, &info, actor.user_id).await?))
}

/// My logins: device, place and last use, the present one marked.
///
/// Permission: logged in.
#[utoipa::path(get, path = "/api/me/sessions/", tag = "me", responses((status = 200, body = Page<bodies::OwnLogin>)))]
pub(crate) async fn sessions(AppState(app): AppState<App>, Me(actor): Me) -> Result<Json<Value>> {
    let rows = logins::list_alive(app.db().read(), actor.user_id, app.now()).await?;
    let results: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "id": row.id,
                "kind": row.kind,
                "device": row.device,
                "ip_address": row.ip_address,
                "created_at": row.created_at,
                "last_seen_at": row.last_seen_at,
                "expires_at": row.idle_expires_at.min(row.expires_at),
                "current": actor.session() == Some(row.id),
            })
        })
        .collect();
    Ok(whole_list(results))
}

/// Permission: logged in; another person's login is 404.
#[utoipa::path(delete, path = "/api/me/sessions/{id}/", tag = "me", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn end_session(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    log_out::one(&app, &info, &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Permission: logged in.
#[utoipa::path(post, path = "/api/me/sessions/end-others/", tag = "me", responses((status = 200, body = bodies::LoginsEnded)))]
pub(crate) async fn end_others(AppState(app): AppState<App>, Me(actor): Me, info: RequestInfo) -> Result<Json<Value>> {
    let ended = log_out::others(&app, &info, &actor).await?;
    let text = app.l10n().with(info.lang(), "sessions-ended", &[("count", &ended.to_string())]);
    Ok(Json(json!({"success": true, "message": text, "ended": ended})))
}

/// My API tokens; the text of each may be shown again.
///
/// Permission: logged in.
#[utoipa::path(get, path = "/api/me/tokens/", tag = "me", responses((status = 200, body = Page<bodies::OwnToken>)))]
pub(crate) async fn tokens(AppState(app): AppState<App>, Me(actor): Me) -> Result<Json<Value>> {
    let rows = api_token_rows::list_alive(app.db().read(), actor.user_id).await?;
    Ok(whole_list(rows.iter().map(|row| token_shape(&app, row)).collect()))
}

/// Permission: logged in.
#[utoipa::path(post, path = "/api/me/tokens/", tag = "me", request_body = bodies::NewToken, responses((status = 201, body = bodies::OwnToken)))]
pub(crate) async fn create_token(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let name = fields.required_text("name", 100);
    fields.finish()?;
    let token = api_tokens::create(&app, &info, &actor, name.trim()).await?;
    Ok(secret((StatusCode::CREATED, Json(token_shape(&app, &token)))))
}

/// Permission: logged in; another person's token is 404.
#[utoipa::path(delete, path = "/api/me/tokens/{id}/", tag = "me", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn revoke_token(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    api_tokens::revoke(&app, &info, &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn token_shape(app: &App, token: &api_token_rows::ApiToken) -> Value {
    json!({
        "id": token.id,
        "name": token.name,
        "token": api_tokens::text(app, token),
        "created_at": token.created_at,
        "last_used_at": token.last_used_at,
    })
}

/// A list that is never long enough for pages, in the shape of lists.
pub(crate) fn whole_list(results: Vec<Value>) -> Json<Value> {
    Json(json!({"count": results.len(), "next": null, "previous": null, "results": results}))
}
