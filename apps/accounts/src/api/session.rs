//! The cookie session of same-origin pages: `POST` opens it, `GET` tells its CSRF token, `DELETE` ends it.

use axum::extract::{Extension, State as AppState};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use preau_kernel::app::App;
use preau_kernel::web::request::Me;
use preau_kernel::web::{Json, JsonBody, RequestInfo, csrf, message};
use preau_kernel::{Error, Result};
use serde_json::{Value, json};

use super::auth::with_device;
use super::{bodies, input, shapes};
use crate::actions::log_in::{Door, Opens, log_in};
use crate::actions::log_out;
use crate::auth::attach::CurrentPrincipal;
use crate::auth::cookie;
use crate::auth::principal::Proof;

/// Permission: public; every account.
#[utoipa::path(post, path = "/api/session/", tag = "session", request_body = input::Login, responses((status = 200, body = bodies::SessionOpened), (status = 401, description = "Not these, or a one-time code is asked for (`otp_required`)")))]
pub(crate) async fn open(
    AppState(app): AppState<App>,
    info: RequestInfo,
    headers: HeaderMap,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let typed = input::credentials(map)?;
    let done = log_in(&app, &info, &headers, Door::Any, &typed, Opens::Cookie).await?;
    let body = json!({
        "success": true,
        "message": app.l10n().text(info.lang(), "session-opened"),
        "csrf_token": csrf::token(app.secrets(), done.session, &done.hmac_key),
        "must_change_password": done.must_change,
        "user": shapes::user(&done.person),
    });
    let mut response = with_device(&app, &info, &done, Json(body).into_response());
    let set = cookie::set(app.secrets(), &info, done.session, &done.hmac_key);
    response.headers_mut().append(header::SET_COOKIE, set);
    Ok(response)
}

/// Permission: logged in by cookie.
#[utoipa::path(get, path = "/api/session/", tag = "session", responses((status = 200, body = bodies::SessionShown), (status = 404, description = "Not logged in by cookie")))]
pub(crate) async fn show(
    AppState(app): AppState<App>,
    Me(actor): Me,
    Extension(CurrentPrincipal(principal)): Extension<CurrentPrincipal>,
) -> Result<Json<Value>> {
    match (&principal.proof, actor.session()) {
        (Proof::Session { is_cookie: true, hmac_key, .. }, Some(session)) => {
            let csrf = csrf::token(app.secrets(), session, hmac_key);
            Ok(Json(json!({"success": true, "csrf_token": csrf, "user_id": actor.user_id})))
        }
        _ => Err(Error::NotFound),
    }
}

/// Permission: logged in by cookie; needs the CSRF token as every write with it.
#[utoipa::path(delete, path = "/api/session/", tag = "session", responses((status = 200, body = shapes::DoneSchema), (status = 404, description = "Not logged in by cookie")))]
pub(crate) async fn close(AppState(app): AppState<App>, Me(actor): Me, info: RequestInfo) -> Result<Response> {
    let session = actor.session().ok_or(Error::NotFound)?;
    log_out::one(&app, &info, &actor, session).await?;
    let mut response = message(app.l10n(), info.lang(), "logout-done").into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie::clear(&info));
    Ok(response)
}
