//! `/api/workstations/{id}/enrolment/` and `/api/workstations/enrol/`: from a machine to a seat.

use axum::extract::State;
use axum::http::StatusCode;
use preau_kernel::web::{Fields, Json, JsonBody, Me, Path, RequestInfo};
use preau_kernel::{App, Result};

use super::bodies::{CodeShape, EnrolBody, EnrolledShape};
use crate::actions::live::enrol as actions;

const CODE: usize = 40;

/// A one-time code, valid for 30 minutes; those given before are void. The seat's present key holds until it is used.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/workstations/{id}/enrolment/", tag = "Live rooms", params(("id" = i64, Path)), responses((status = 201, body = CodeShape)))]
pub(super) async fn give(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<(StatusCode, Json<CodeShape>)> {
    let given = actions::give_code(&app, &info, &actor, id).await?;
    let command = format!("preau kiosk enrol {} {}", info.base_url(), given.code);
    let shape = CodeShape { code: given.code, expires_at: given.expires_at, command };
    Ok((StatusCode::CREATED, Json(shape)))
}

/// The seat's key is void at once. Harmless when it has none.
///
/// Permission: `workstations.manage`.
#[utoipa::path(delete, path = "/api/workstations/{id}/enrolment/", tag = "Live rooms", params(("id" = i64, Path)), responses((status = 204)))]
pub(super) async fn withdraw(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<StatusCode> {
    actions::withdraw(&app, &info, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The code becomes the seat's own key, shown this once. 400 `enrolment_code_refused` for codes that are unknown, used or
/// expired alike; few tries per network.
#[utoipa::path(post, path = "/api/workstations/enrol/", tag = "Live rooms", request_body = EnrolBody, responses((status = 200, body = EnrolledShape)))]
pub(super) async fn enrol(
    State(app): State<App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Json<EnrolledShape>> {
    let mut fields = Fields::new(map);
    let code = fields.required_text("code", CODE);
    fields.finish()?;
    let enrolled = actions::enrol(&app, &info, &code).await?;
    Ok(Json(EnrolledShape {
        workstation: enrolled.workstation,
        name: enrolled.name,
        key: enrolled.key.text(),
        server: info.base_url(),
    }))
}
