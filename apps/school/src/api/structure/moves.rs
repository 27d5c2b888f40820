//! `/api/enrolments/{id}/move/`: from one group to another.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use preau_kernel::web::{Fields, Json, JsonBody, Me, Path, RequestInfo};
use preau_kernel::{App, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::EnrolmentMove;
use super::write::accepting;
use crate::actions::structure::Writing;
use crate::actions::structure::moving::{self, Move};
use crate::input::{Mode, finished, required_date, version};
use crate::store::structure::enrolments::Enrolment;

/// The enrolment that begins, and the one that it follows.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MovedEnrolment {
    #[serde(flatten)]
    enrolment: Enrolment,
    moved_from: Enrolment,
}

/// Ends the enrolment the day before `from`, and begins another in `group` that lasts as long, in one transaction. One that is
/// yet to begin, on that day or later, is replaced whole (`moved_from` is what it was). Days of closed registers stay as they
/// were: 409.
///
/// Permission: `school.structure`.
#[utoipa::path(post, path = "/api/enrolments/{id}/move/", tag = "Enrolment", params(("id" = i64, Path)), request_body = EnrolmentMove, responses((status = 201, body = MovedEnrolment)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let accepting = accepting(&mut fields, &actor);
    let group = fields.integer("group");
    if group.is_none() {
        fields.error_if_clean("group", "required");
    }
    let from = required_date(&mut fields, Mode::Whole, "from", None);
    let version = version(&mut fields, &headers);
    let to = finished(fields, group.zip(from).map(|(group, from)| Move { group, from }))?;
    let tx = app.db().write_tx().await?;
    let writing = Writing { tx: &tx, app: &app, info: &info, accepting: &accepting };
    let (moved_from, enrolment) = moving::move_to(&writing, id, to, version).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(MovedEnrolment { enrolment, moved_from })).into_response())
}
