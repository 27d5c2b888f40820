//! `/api/holds/`: a time kept while the form is filled in.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use preau_kernel::clock::Timestamp;
use preau_kernel::web::{Fields, Json, JsonBody, Me, Path};
use preau_kernel::{App, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::HoldBody;
use super::input;
use crate::actions::hold::{self, Kept};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HoldAnswer {
    id: i64,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// Until then: a device whose clock is wrong counts these.
    seconds: i64,
    /// The waiting list had offered this time already: deleting the hold declines it.
    is_offer: bool,
}

/// Permission: logged in; `client` needs `appointments.manage`, as does `moving` for who is not its client.
#[utoipa::path(post, path = "/api/holds/", tag = "Appointment", request_body = HoldBody, responses((status = 201, body = HoldAnswer), (status = 404, description = "`moving` is not there, or somebody else's")))]
pub(crate) async fn create(State(app): State<App>, Me(actor): Me, JsonBody(map): JsonBody) -> Result<Response> {
    let mut fields = Fields::new(map);
    let start = input::start(&mut fields);
    let (coach, service) = (fields.integer("coach"), fields.integer("service"));
    let (client, moving) = (fields.integer("client"), fields.integer("moving"));
    let start = input::finished(fields, start)?;
    let made = hold::hold(&app, &actor, &Kept { start, coach, service, client, moving }).await?;
    let seconds = made.expires_at.since(app.now()).num_seconds();
    let answer = HoldAnswer { id: made.id, expires_at: made.expires_at, seconds, is_offer: made.is_offer };
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// Permission: logged in; one's own.
#[utoipa::path(delete, path = "/api/holds/{id}/", tag = "Appointment", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<StatusCode> {
    hold::release(&app, &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
