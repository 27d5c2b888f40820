//! Seed 001: logging in by two doors, profile, refresh, passwords. Bodies and French messages are fixed by the contract.

use axum::extract::{Extension, State as AppState};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use preau_kernel::Result;
use preau_kernel::app::App;
use preau_kernel::web::request::Me;
use preau_kernel::web::{Fields, Json, JsonBody, RequestInfo, message, secret};
use serde_json::{Map, Value, json};

use super::{bodies, input, shapes};
use crate::actions::log_in::{Door, LoggedIn, Opens, Typed, log_in};
use crate::actions::{change_email, change_password as change, log_out, refresh as rotate, reset_password as reset};
use crate::auth::attach::CurrentPrincipal;
use crate::auth::device;
use crate::permissions::user_type;

/// Permission: public.
#[utoipa::path(post, path = "/auth/admin/login/", tag = "auth", request_body = input::Login, responses((status = 200, body = shapes::AdminLoginSchema), (status = 401, description = "Not these, or a one-time code is asked for (`otp_required`)")))]
pub(crate) async fn admin_login(
    AppState(app): AppState<App>,
    info: RequestInfo,
    headers: HeaderMap,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    admin(&app, &info, &headers, map).await
}

/// Permission: public.
#[utoipa::path(post, path = "/auth/user/login/", tag = "auth", request_body = input::Login, responses((status = 200, body = shapes::LoginSchema), (status = 401, description = "Not these, or a one-time code is asked for (`otp_required`)")))]
pub(crate) async fn user_login(
    AppState(app): AppState<App>,
    info: RequestInfo,
    headers: HeaderMap,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    user(&app, &info, &headers, map).await
}

pub(crate) async fn admin(
    app: &App,
    info: &RequestInfo,
    headers: &HeaderMap,
    map: Map<String, Value>,
) -> Result<Response> {
    let typed = input::credentials(map)?;
    let done = enter(app, info, headers, Door::Admin, &typed).await?;
    let message = app.l10n().text(info.lang(), "login-admin-done");
    let pair = done.pair.clone().unwrap_or_else(|| unreachable!("Opens::Jwt gives a pair"));
    Ok(with_device(app, info, &done, Json(shapes::admin_login(&done.person, &pair, message)).into_response()))
}

pub(crate) async fn user(
    app: &App,
    info: &RequestInfo,
    headers: &HeaderMap,
    map: Map<String, Value>,
) -> Result<Response> {
    let typed = input::credentials(map)?;
    let done = enter(app, info, headers, Door::User, &typed).await?;
    let person = &done.person;
    let kind = user_type(person.is_superuser, person.is_staff, &person.roles());
    let message = app.l10n().with(info.lang(), "login-user-done", &[("user_type", kind)]);
    let pair = done.pair.clone().unwrap_or_else(|| unreachable!("Opens::Jwt gives a pair"));
    let body = shapes::user_login(person, &pair, message, done.must_change);
    Ok(with_device(app, info, &done, Json(body).into_response()))
}

async fn enter(app: &App, info: &RequestInfo, headers: &HeaderMap, door: Door, typed: &Typed) -> Result<LoggedIn> {
    let done = log_in(app, info, headers, door, typed, Opens::Jwt).await?;
    if let Some(lang) = done.person.lang.as_deref().and_then(|lang| lang.parse().ok()) {
        info.set_lang(lang);
    }
    Ok(done)
}

/// The device may show at its next log-in that it knows the account.
pub(crate) fn with_device(_app: &App, info: &RequestInfo, done: &LoggedIn, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, device::set_cookie(info, &done.device_token));
    if let Ok(token) = HeaderValue::from_str(&done.device_token) {
        headers.insert(device::HEADER, token);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Permission: logged in, even when the password must be changed. Answered from the cache of principals.
#[utoipa::path(get, path = "/auth/profile/", tag = "auth", responses((status = 200, body = bodies::ProfileAnswer)))]
pub(crate) async fn profile(Extension(CurrentPrincipal(principal)): Extension<CurrentPrincipal>) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], principal.profile.clone()).into_response()
}

/// Permission: logged in, even when the password must be changed.
#[utoipa::path(post, path = "/auth/logout/", tag = "auth", request_body = bodies::RefreshToken, responses((status = 200, body = shapes::DoneSchema)))]
pub(crate) async fn logout(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Json<Value>> {
    let mut fields = Fields::new(map);
    let token = input::token(&mut fields, "refresh_token");
    fields.finish()?;
    log_out::by_refresh_token(&app, &info, &actor, &token).await?;
    Ok(message(app.l10n(), info.lang(), "logout-done"))
}

/// Permission: public (the refresh token is the credential).
#[utoipa::path(post, path = "/auth/refresh/", tag = "auth", request_body = bodies::RefreshToken, responses((status = 200, body = bodies::Refreshed), (status = 401, description = "A token that is not good")))]
pub(crate) async fn refresh(
    AppState(app): AppState<App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let token = input::token(&mut fields, "refresh_token");
    fields.finish()?;
    let pair = rotate::refresh(&app, &info, &token).await?;
    Ok(secret(Json(json!({
        "success": true,
        "access_token": pair.access,
        "refresh_token": pair.refresh,
        "token_type": "Bearer",
        "expires_in": pair.expires_in,
    }))))
}

/// Permission: logged in, even when the password must be changed.
#[utoipa::path(post, path = "/auth/change-password/", tag = "auth", request_body = bodies::PasswordChange, responses((status = 200, body = bodies::PasswordChanged)))]
pub(crate) async fn change_password(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Json<Value>> {
    let mut fields = Fields::new(map);
    let current = input::password(&mut fields, "current_password").unwrap_or_default();
    let new = input::password(&mut fields, "new_password").unwrap_or_default();
    let otp = fields.text("otp", 64);
    fields.finish()?;
    let kept = change::change_password(&app, &info, &actor, &current, &new, otp.as_deref()).await?;
    let key = if kept > 0 { "password-changed-tokens-kept" } else { "password-changed" };
    let text = app.l10n().with(info.lang(), key, &[("count", &kept.to_string())]);
    Ok(Json(json!({"success": true, "message": text, "api_tokens_kept": kept})))
}

/// Permission: public. The same answer, in the same time, for every address.
#[utoipa::path(post, path = "/auth/forgot-password/", tag = "auth", request_body = bodies::ForgottenPassword, responses((status = 200, body = shapes::DoneSchema)))]
pub(crate) async fn forgot_password(
    AppState(app): AppState<App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Json<Value>> {
    forgot(&app, &info, map, reset::Kind::Link).await
}

/// Permission: public. The same answer, in the same time, for every address.
#[utoipa::path(post, path = "/auth/forgot-password-temp/", tag = "auth", request_body = bodies::ForgottenPassword, responses((status = 200, body = shapes::DoneSchema)))]
pub(crate) async fn forgot_password_temp(
    AppState(app): AppState<App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Json<Value>> {
    forgot(&app, &info, map, reset::Kind::Temporary).await
}

async fn forgot(app: &App, info: &RequestInfo, map: Map<String, Value>, kind: reset::Kind) -> Result<Json<Value>> {
    let mut fields = Fields::new(map);
    let login = fields.required_text("email", 254);
    fields.finish()?;
    reset::ask(app, info, &login, kind).await?;
    Ok(message(app.l10n(), info.lang(), "forgot-password-done"))
}

/// Permission: public (the link of the mail is the credential).
#[utoipa::path(post, path = "/auth/reset-password/", tag = "auth", request_body = bodies::PasswordReset, responses((status = 200, body = shapes::DoneSchema)))]
pub(crate) async fn reset_password(
    AppState(app): AppState<App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Json<Value>> {
    let mut fields = Fields::new(map);
    let uid = fields.required_text("uidb64", 100);
    let token = fields.required_text("token", 200);
    let new = input::password(&mut fields, "new_password").unwrap_or_default();
    fields.finish()?;
    reset::by_link(&app, &info, &uid, &token, &new).await?;
    Ok(message(app.l10n(), info.lang(), "password-reset-done"))
}

/// Permission: public (the link of the mail is the credential).
#[utoipa::path(post, path = "/auth/confirm-email/", tag = "auth", request_body = bodies::EmailConfirmation, responses((status = 200, body = shapes::DoneSchema)))]
pub(crate) async fn confirm_email(
    AppState(app): AppState<App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Json<Value>> {
    let mut fields = Fields::new(map);
    let uid = fields.required_text("uidb64", 100);
    let token = fields.required_text("token", 200);
    fields.finish()?;
    change_email::confirm(&app, &info, &uid, &token).await?;
    Ok(message(app.l10n(), info.lang(), "email-confirmed"))
}

/// The old routes of seed 001 (`auth.old_routes`). `/admin/login/` is in `pages`, where a form is a form.
pub(crate) mod old {
    use super::*;
    use preau_kernel::routes;
    use preau_kernel::web::{Access, Api};

    pub(crate) fn routes() -> Api {
        Api::default()
            .add(Access::Public, routes!(login))
            .add(Access::Gated, routes!(logout))
            .add(Access::Public, routes!(token_refresh))
    }

    /// Permission: public. As `/auth/user/login/`.
    #[utoipa::path(post, path = "/login/", tag = "auth (old)", request_body = input::Login, responses((status = 200, body = shapes::LoginSchema), (status = 401, description = "Not these, or a one-time code is asked for (`otp_required`)")))]
    pub(crate) async fn login(
        AppState(app): AppState<App>,
        info: RequestInfo,
        headers: HeaderMap,
        JsonBody(map): JsonBody,
    ) -> Result<Response> {
        user(&app, &info, &headers, map).await
    }

    /// Permission: logged in, even when the password must be changed. As `/auth/logout/`.
    #[utoipa::path(post, path = "/logout/", tag = "auth (old)", request_body = bodies::RefreshToken, responses((status = 200, body = shapes::DoneSchema)))]
    pub(crate) async fn logout(app: AppState<App>, me: Me, info: RequestInfo, body: JsonBody) -> Result<Json<Value>> {
        super::logout(app, me, info, body).await
    }

    /// Permission: public. As `/api/token/refresh/`.
    #[utoipa::path(post, path = "/token/refresh/", tag = "auth (old)", request_body = bodies::Refresh, responses((status = 200, body = shapes::PairSchema), (status = 401, description = "A token that is not good")))]
    pub(crate) async fn token_refresh(app: AppState<App>, info: RequestInfo, body: JsonBody) -> Result<Response> {
        super::super::tokens::refresh(app, info, body).await
    }
}
