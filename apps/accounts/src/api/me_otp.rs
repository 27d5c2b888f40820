//! One's own one-time codes.

use axum::extract::State as AppState;
use axum::http::StatusCode;
use axum::response::Response;
use preau_kernel::actor::{Actor, Gate};
use preau_kernel::app::App;
use preau_kernel::web::request::Me;
use preau_kernel::web::{Fields, Json, JsonBody, RequestInfo, secret};
use preau_kernel::{Error, Result};
use serde_json::{Value, json};

use super::{bodies, input};
use crate::actions::otp;
use crate::store::credentials;

/// Permission: logged in, even when codes must first be set up.
#[utoipa::path(get, path = "/api/me/otp/", tag = "one-time codes", responses((status = 200, body = bodies::OtpState)))]
pub(crate) async fn show(AppState(app): AppState<App>, Me(actor): Me) -> Result<Json<Value>> {
    password_first(&actor)?;
    let row = credentials::get(app.db().read(), actor.user_id).await?;
    let left = credentials::recovery_codes_left(app.db().read(), actor.user_id).await?;
    Ok(Json(json!({"enabled": row.has_otp(), "enabled_at": row.otp_confirmed_at, "recovery_codes_left": left})))
}

/// A new secret to be scanned; nothing is demanded until a code of it was confirmed.
///
/// Permission: logged in, with the password once more, even when codes must first be set up.
#[utoipa::path(post, path = "/api/me/otp/", tag = "one-time codes", request_body = bodies::PasswordOnce, responses((status = 200, body = bodies::OtpSetup)))]
pub(crate) async fn set_up(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    password_first(&actor)?;
    let mut fields = Fields::new(map);
    let password = input::password(&mut fields, "current_password").unwrap_or_default();
    fields.finish()?;
    let setup = otp::set_up(&app, &info, &actor, &password).await?;
    Ok(secret(Json(json!({"secret": setup.secret, "uri": setup.uri, "qr": setup.qr_svg}))))
}

/// The recovery codes of the answer are shown this once.
///
/// Permission: logged in, even when codes must first be set up.
#[utoipa::path(post, path = "/api/me/otp/confirmation/", tag = "one-time codes", request_body = bodies::OtpCode, responses((status = 200, body = bodies::RecoveryCodes)))]
pub(crate) async fn confirm(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    password_first(&actor)?;
    let mut fields = Fields::new(map);
    let code = fields.required_text("code", 64);
    fields.finish()?;
    let codes = otp::confirm(&app, &info, &actor, &code).await?;
    Ok(secret(Json(json!({"success": true, "recovery_codes": codes}))))
}

/// Permission: logged in, with the password and a code once more.
#[utoipa::path(delete, path = "/api/me/otp/", tag = "one-time codes", request_body = bodies::OtpProof, responses((status = 204)))]
pub(crate) async fn turn_off(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<StatusCode> {
    let (password, code) = proof(map)?;
    otp::turn_off(&app, &info, &actor, &password, &code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Permission: logged in, with the password and a code once more.
#[utoipa::path(post, path = "/api/me/otp/recovery-codes/", tag = "one-time codes", request_body = bodies::OtpProof, responses((status = 200, body = bodies::RecoveryCodes)))]
pub(crate) async fn renew_recovery_codes(
    AppState(app): AppState<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let (password, code) = proof(map)?;
    let codes = otp::renew_recovery_codes(&app, &info, &actor, &password, &code).await?;
    Ok(secret(Json(json!({"success": true, "recovery_codes": codes}))))
}

/// These routes are open to who must set up codes, not to who must change the password.
pub(crate) fn password_first(actor: &Actor) -> Result<()> {
    match actor.gate {
        Some(gate @ Gate::MustChangePassword) => Err(Error::Forbidden(gate.refusal())),
        _ => Ok(()),
    }
}

fn proof(map: serde_json::Map<String, Value>) -> Result<(String, String)> {
    let mut fields = Fields::new(map);
    let password = input::password(&mut fields, "current_password").unwrap_or_default();
    let code = fields.required_text("otp", 64);
    fields.finish()?;
    Ok((password, code))
}
