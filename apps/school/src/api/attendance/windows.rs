//! `/api/lessons/{id}/check-in-window/`: opening and closing check-in, and the code to show.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use preau_kernel::clock::Timestamp;
use preau_kernel::web::{Fields, Json, JsonBody, Me, Path, RequestInfo, respond};
use preau_kernel::{App, Error, Result};
use qrcode::QrCode;
use qrcode::render::svg;
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::WindowBody;
use super::shapes::WindowShape;
use crate::actions::attendance::reach;
use crate::actions::attendance::window::{self as actions, Opening};
use crate::store::attendance::lessons;
use crate::store::attendance::windows::{self, Window};

const MINUTES: i64 = 10;
const LONGEST: i64 = 12 * 60;

/// 201, or 200 when one was open already: it goes on as asked, with the same codes.
///
/// Permission: `school.register`; a professor's own lessons and those of their modules, all for managers and staff.
#[utoipa::path(post, path = "/api/lessons/{id}/check-in-window/", tag = "Check-in", params(("id" = i64, Path)), request_body = WindowBody, responses((status = 201, body = WindowShape), (status = 200, body = WindowShape)))]
pub(super) async fn open(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let mode = fields.text("mode", 20);
    let proof = match mode.as_deref() {
        None | Some("" | "code") => false,
        Some(windows::PROOF) => true,
        Some(_) => {
            fields.error("mode", "wrong_value");
            false
        }
    };
    let minutes = fields.integer("minutes").unwrap_or(MINUTES);
    if !(1..=LONGEST).contains(&minutes) {
        fields.error("minutes", "wrong_value");
    }
    fields.finish()?;
    let (window, is_new) = actions::open(&app, &info, &actor, id, Opening { proof, minutes }).await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(WindowShape::from(&window))).into_response())
}

async fn opened(app: &App, actor: &preau_kernel::actor::Actor, id: i64) -> Result<Window> {
    let conn = app.db().read();
    lessons::get(conn, reach(actor)?, id).await?;
    windows::open_at(conn, id, app.now()).await?.ok_or(Error::NotFound)
}

/// 404 when none is open.
///
/// Permission: `school.register`; a professor's own lessons and those of their modules, all for managers and staff.
#[utoipa::path(get, path = "/api/lessons/{id}/check-in-window/", tag = "Check-in", params(("id" = i64, Path)), responses((status = 200, body = WindowShape)))]
pub(super) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<WindowShape>> {
    Ok(Json(WindowShape::from(&opened(&app, &actor, id).await?)))
}

/// Permission: `school.register`; a professor's own lessons and those of their modules, all for managers and staff.
#[utoipa::path(delete, path = "/api/lessons/{id}/check-in-window/", tag = "Check-in", params(("id" = i64, Path)), responses((status = 204)))]
pub(super) async fn close(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<StatusCode> {
    actions::close(&app, &info, &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CheckInCode)]
pub(super) struct CodeShape {
    #[schema(example = "042137")]
    code: String,
    #[schema(value_type = String, format = DateTime)]
    valid_until: Timestamp,
    /// An SVG image that leads a phone to the student's page with this code.
    qr: String,
    mode: String,
    #[schema(value_type = String, format = DateTime)]
    closes_at: Timestamp,
    /// The server's clock.
    #[schema(value_type = String, format = DateTime)]
    now: Timestamp,
}

/// The code of this moment; 404 when no check-in is open.
///
/// Permission: `school.register`; a professor's own lessons and those of their modules, all for managers and staff.
#[utoipa::path(get, path = "/api/lessons/{id}/check-in-window/code/", tag = "Check-in", params(("id" = i64, Path)), responses((status = 200, body = CodeShape)))]
pub(super) async fn code(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Response> {
    let window = opened(&app, &actor, id).await?;
    let (codes, now) = (actions::codes(&app, &window), app.now());
    let step = codes.step(now);
    let code = codes.code(step);
    let accounts = app.state::<preau_accounts::State>();
    let address = format!("{}/check-in/{id}?code={code}", accounts.frontend_url(&app));
    let shape = CodeShape {
        qr: picture(&address).ok_or_else(|| Error::internal("an address too long for a QR code"))?,
        valid_until: codes.until(step).min(window.closes_at),
        mode: window.mode,
        closes_at: window.closes_at,
        code,
        now,
    };
    Ok(respond::secret(Json(shape)))
}

/// Large modules, read from the last row.
fn picture(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, qrcode::EcLevel::M).ok()?;
    let svg = code.render::<svg::Color<'_>>().min_dimensions(240, 240).quiet_zone(true).build();
    Some(svg.split_once("?>").map_or(svg.clone(), |(_, image)| image.trim_start().to_owned()))
}
