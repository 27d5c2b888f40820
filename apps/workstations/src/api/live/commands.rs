//! What operators order a seat to do, what became of it, and what they and visitors write to one another.

use axum::extract::State;
use axum::http::StatusCode;
use preau_kernel::web::{Fields, Json, JsonBody, Me, Path, RequestInfo};
use preau_kernel::{App, Result};
use preau_seat_protocol::MAX_TEXT;

use super::bodies::{MessageBody, OrderedShape};
use crate::actions::live::command::{self, Command};
use crate::actions::live::wake as waking;
use crate::store::live::messages::{self, Message};
use crate::store::live::pending::{self, OrderRow};
use crate::store::seats;

/// Of a list that shows what is new.
const MOST: u64 = 100;

/// The newest 100 messages from and to the seat.
///
/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/workstations/{id}/messages/", tag = "Live rooms", params(("id" = i64, Path)), responses((status = 200, body = Vec<Message>)))]
pub(super) async fn messages(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<Vec<Message>>> {
    seats::get(app.db().read(), id, app.now()).await?;
    Ok(Json(messages::list(app.db().read(), id, MOST).await?))
}

/// Shown at the seat until it is put away. 409 `seat_not_enrolled`: nobody would hear it.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/workstations/{id}/messages/", tag = "Live rooms", params(("id" = i64, Path)), request_body = MessageBody, responses((status = 201, body = OrderedShape)))]
pub(super) async fn write(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<(StatusCode, Json<OrderedShape>)> {
    let mut fields = Fields::new(map);
    let text = fields.required_text("text", MAX_TEXT);
    fields.finish()?;
    let order = command::order(&app, &info, &actor, id, &Command::Message(text.trim().to_owned())).await?;
    Ok((StatusCode::CREATED, Json(OrderedShape { order })))
}

/// What visitors of this seat wrote is read.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/workstations/{id}/messages/read/", tag = "Live rooms", params(("id" = i64, Path)), responses((status = 204)))]
pub(super) async fn read(State(app): State<App>, Path(id): Path<i64>) -> Result<StatusCode> {
    command::read(&app, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The screen locks, the time runs on; it opens again when the session goes on in any way.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/workstations/{id}/lock/", tag = "Live rooms", params(("id" = i64, Path)), responses((status = 201, body = OrderedShape)))]
pub(super) async fn lock(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<(StatusCode, Json<OrderedShape>)> {
    let order = command::order(&app, &info, &actor, id, &Command::Lock).await?;
    Ok((StatusCode::CREATED, Json(OrderedShape { order })))
}

/// The machine restarts, if its agent has a command for it; a session there goes on.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/workstations/{id}/reboot/", tag = "Live rooms", params(("id" = i64, Path)), responses((status = 201, body = OrderedShape)))]
pub(super) async fn reboot(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<(StatusCode, Json<OrderedShape>)> {
    let order = command::order(&app, &info, &actor, id, &Command::Reboot).await?;
    Ok((StatusCode::CREATED, Json(OrderedShape { order })))
}

/// Sends the packet that wakes its network card (`workstations.wake_broadcast`). 409 `no_mac_address`.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/workstations/{id}/wake/", tag = "Live rooms", params(("id" = i64, Path)), responses((status = 204)))]
pub(super) async fn wake(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<StatusCode> {
    waking::wake(&app, &info, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The newest 100 orders: sent, received, done.
///
/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/workstations/{id}/orders/", tag = "Live rooms", params(("id" = i64, Path)), responses((status = 200, body = Vec<OrderRow>)))]
pub(super) async fn orders(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<Vec<OrderRow>>> {
    seats::get(app.db().read(), id, app.now()).await?;
    Ok(Json(pending::list(app.db().read(), id, MOST).await?))
}
