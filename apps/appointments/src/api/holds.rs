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
use crate::actions::hold;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HoldAnswer {
    id: i64,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// Permission: logged in.
#[utoipa::path(post, path = "/api/holds/", tag = "Appointment", request_body = HoldBody, responses((status = 201, body = HoldAnswer)))]
pub(crate) async fn create(State(app): State<App>, Me(actor): Me, JsonBody(map): JsonBody) -> Result<Response> {
    let mut fields = Fields::new(map);
    let start = input::start(&mut fields);
    let (coach, service) = (fields.integer("coach"), fields.integer("service"));
    let start = input::finished(fields, start)?;
    let (id, expires_at) = hold::hold(&app, &actor, start, coach, service).await?;
    Ok((StatusCode::CREATED, Json(HoldAnswer { id, expires_at })).into_response())
}

/// Permission: logged in; one's own.
#[utoipa::path(delete, path = "/api/holds/{id}/", tag = "Appointment", params(("id" = i64, Path)), responses((status = 204)))]
pub(crate) async fn delete(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<StatusCode> {
    hold::release(&app, &actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
