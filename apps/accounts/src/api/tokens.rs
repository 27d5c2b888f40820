//! Tokens in the manner of SimpleJWT and DRF (seeds 000, 002), and registration.

use axum::extract::State as AppState;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use preau_kernel::app::App;
use preau_kernel::web::{Fields, Json, JsonBody, RequestInfo, secret};
use preau_kernel::{Error, Refusal, Result};
use serde_json::{Map, Value, json};

use super::auth::with_device;
use super::{bodies, input, shapes};
use crate::State;
use crate::actions::log_in::{Door, Opens, log_in};
use crate::actions::refresh as rotate;
use crate::actions::register::{self as registration, Registration};
use crate::store::sessions;

/// Permission: public; every account.
#[utoipa::path(post, path = "/api/token/", tag = "tokens", request_body = input::Login, responses((status = 200, body = shapes::PairSchema), (status = 401, description = "Not these, or a one-time code is asked for (`otp_required`)")))]
pub(crate) async fn obtain(
    AppState(app): AppState<App>,
    info: RequestInfo,
    headers: HeaderMap,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    pair(&app, &info, &headers, map).await
}

/// Permission: public; every account. As `/api/token/`.
#[utoipa::path(post, path = "/token/", tag = "tokens", request_body = input::Login, responses((status = 200, body = shapes::PairSchema), (status = 401, description = "Not these, or a one-time code is asked for (`otp_required`)")))]
pub(crate) async fn obtain_short(
    AppState(app): AppState<App>,
    info: RequestInfo,
    headers: HeaderMap,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    pair(&app, &info, &headers, map).await
}

async fn pair(app: &App, info: &RequestInfo, headers: &HeaderMap, map: Map<String, Value>) -> Result<Response> {
    let typed = input::credentials(map)?;
    let done = log_in(app, info, headers, Door::Any, &typed, Opens::Jwt).await?;
    let body = done.pair.as_ref().map(|pair| json!({"access": pair.access, "refresh": pair.refresh}));
    Ok(with_device(app, info, &done, Json(body).into_response()))
}

/// Permission: public (the refresh token is the credential).
#[utoipa::path(post, path = "/api/token/refresh/", tag = "tokens", request_body = bodies::Refresh, responses((status = 200, body = shapes::PairSchema), (status = 401, description = "A token that is not good")))]
pub(crate) async fn refresh(
    AppState(app): AppState<App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let token = input::token(&mut fields, "refresh");
    fields.finish()?;
    let pair = rotate::refresh(&app, &info, &token).await?;
    Ok(secret(Json(json!({"access": pair.access, "refresh": pair.refresh}))))
}

/// Permission: public (the token is the credential).
#[utoipa::path(post, path = "/api/token/verify/", tag = "tokens", request_body = bodies::AnyToken, responses((status = 200, body = bodies::TokenHolds), (status = 401, description = "A token that is not good")))]
pub(crate) async fn verify(AppState(app): AppState<App>, JsonBody(map): JsonBody) -> Result<Json<Value>> {
    verify_token(&app, map).await
}

/// Permission: public (the token is the credential). As `/api/token/verify/`.
#[utoipa::path(post, path = "/token/verify/", tag = "tokens", request_body = bodies::AnyToken, responses((status = 200, body = bodies::TokenHolds), (status = 401, description = "A token that is not good")))]
pub(crate) async fn verify_short(AppState(app): AppState<App>, JsonBody(map): JsonBody) -> Result<Json<Value>> {
    verify_token(&app, map).await
}

/// A token of either type holds when its signature, time and login do; of refresh tokens only the newest.
async fn verify_token(app: &App, map: Map<String, Value>) -> Result<Json<Value>> {
    use crate::auth::jwt::TokenType;
    let mut fields = Fields::new(map);
    let token = input::token(&mut fields, "token");
    fields.finish()?;
    let dead = || Error::Unauthenticated(Refusal::new("token_not_valid"));
    let claims = app.state::<State>().jwt(app).read_any(&token, app.now()).ok_or_else(dead)?;
    let session = sessions::find(app.db().read(), claims.sid).await?.ok_or_else(dead)?;
    let current = match claims.token_type {
        TokenType::Access => claims.generation <= session.generation,
        TokenType::Refresh => claims.generation == session.generation,
    };
    if session.kind != "jwt" || !session.is_alive(app.now()) || session.user_id != claims.user_id || !current {
        return Err(dead());
    }
    Ok(Json(json!({})))
}

/// Permission: public. The same token at each call until it is revoked; 400 when the password is wrong.
#[utoipa::path(post, path = "/api-token-auth/", tag = "tokens", request_body = input::Login, responses((status = 200, body = bodies::ApiTokenAnswer)))]
pub(crate) async fn api_token_auth(
    AppState(app): AppState<App>,
    info: RequestInfo,
    headers: HeaderMap,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let typed = input::credentials(map)?;
    let done =
        log_in(&app, &info, &headers, Door::Any, &typed, Opens::ApiToken).await.map_err(|error| match error {
            Error::Unauthenticated(refusal) => Error::Refused(refusal),
            other => other,
        })?;
    Ok(with_device(&app, &info, &done, Json(json!({"token": done.api_token})).into_response()))
}

/// Permission: public, unless registration is switched off.
#[utoipa::path(post, path = "/api/user/register/", tag = "tokens", request_body = bodies::Registration, responses((status = 201, body = bodies::Registered), (status = 403, description = "Registration is switched off")))]
pub(crate) async fn register(
    AppState(app): AppState<App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let email = input::required_email(&mut fields, "email");
    let password = input::password(&mut fields, "password").unwrap_or_default();
    let first_name = input::required_name(&mut fields, "first_name");
    let last_name = input::required_name(&mut fields, "last_name");
    fields.finish()?;
    let lang = Some(info.lang().code().to_owned());
    let person =
        registration::register(&app, &info, Registration { email, password, first_name, last_name, lang }).await?;
    let body = json!({
        "id": person.id,
        "email": person.email,
        "first_name": person.first_name,
        "last_name": person.last_name,
    });
    Ok((StatusCode::CREATED, Json(body)).into_response())
}
