//! `/api/sessions/`: codes and what becomes of them.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Path, RequestInfo};
use preau_kernel::{App, Error, Result};

use super::bodies::{CodeBody, MoveBody, ResumeBody, SessionBody, SessionFilters, TimeBody, VersionBody};
use super::shapes::{SessionView, Valid};
use crate::actions::people::reading;
use crate::actions::sessions::validate::{Sent, validate};
use crate::actions::sessions::{Change, Wanted, change, issue};
use crate::domain::life::Reason;
use crate::input;
use crate::state::State as Rooms;
use crate::store::people::visitors;
use crate::store::sessions;

/// Longer texts are no codes, however they are spaced.
const CODE: usize = 100;

/// Newest first; ordered by `created_at`, `started_at` or `ended_at`; searched by code and visitor. Those of one `visitor`
/// are a part of their file: that they were read is recorded.
///
/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/sessions/", tag = "Session", params(ListQuery, SessionFilters), responses((status = 200, body = Page<SessionView>)))]
pub(crate) async fn list(
    State(app): State<App>,
    info: RequestInfo,
    page: PageQuery,
) -> Result<Json<Page<SessionView>>> {
    let now = app.now();
    if let Some(visitor) = page.number("visitor")? {
        match visitors::get(app.db().read(), visitor).await {
            Ok(visitor) => reading::note(&app, &info, &visitor, "sessions").await?,
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Json(sessions::list(app.db().read(), &page, now).await?.map(|session| SessionView::of(session, now))))
}

/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/sessions/{id}/", tag = "Session", params(("id" = i64, Path)), responses((status = 200, body = SessionView)))]
pub(crate) async fn get(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<SessionView>> {
    Ok(Json(SessionView::of(sessions::get(app.db().read(), id).await?, app.now())))
}

/// Gives a code, to a visitor or with `guest: true` to nobody in particular. 409 `daily_limit` or `session_too_long` beyond
/// the limits of the visitor's category; `seat_promised` while the workstation is shown as reserved for somebody else
/// or held for a ticket: `promise` says for whom and until when. Then with `reservation` for whoever comes with
/// it, or with `despite` all the same.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/sessions/", tag = "Session", request_body = SessionBody, responses((status = 201, body = SessionView)))]
pub(crate) async fn create(
    State(app): State<App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<(StatusCode, Json<SessionView>)> {
    let mut fields = Fields::new(map);
    let is_named = app.state::<Rooms>().config.is_named();
    let visitor = input::whose(&mut fields, is_named);
    let workstation = fields.integer("workstation");
    let minutes = input::minutes(&mut fields);
    let reservation = fields.integer("reservation");
    let despite = fields.boolean("despite").unwrap_or(false);
    fields.finish()?;
    let tx = app.db().write_tx().await?;
    let wanted = Wanted { visitor, workstation, minutes, batch: None, reservation, despite };
    let id = issue::issue(&tx, &app, &info, wanted).await?;
    let made = sessions::get(&*tx, id).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(SessionView::of(made, app.now()))))
}

/// A code that was typed at a seat. An enrolled seat presents its key as `Authorization: Workstation <key>`; without one
/// codes are taken only at seats that were never enrolled, and only where the configuration says so. The same code from
/// the same seat again is answered again. 400 with `valid: false`: `code_refused` for every code that is not good here,
/// `busy` while the seat or the visitor has an open session, else why the seat takes nobody (`place_closed`, `seat_unavailable`,
/// `seat_reserved`). 429 after too many wrong ones.
///
/// Permission: none; its own check.
#[utoipa::path(post, path = "/api/sessions/validate_code/", tag = "Session", request_body = CodeBody, responses((status = 200, body = Valid)))]
pub(crate) async fn validate_code(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    JsonBody(map): JsonBody,
) -> Result<Json<Valid>> {
    let mut fields = Fields::new(map);
    let code = fields.required_text("code", CODE);
    let workstation = fields.integer("workstation");
    fields.finish()?;
    // What cannot be read as a header is a key that is none.
    let authorization = headers.get(header::AUTHORIZATION).map(|value| value.to_str().unwrap_or("Workstation ?"));
    let session = validate(&app, &info, &Sent { authorization, code: &code, workstation }).await?;
    Ok(Json(Valid { valid: true, session: SessionView::of(session, app.now()) }))
}

/// Lengthens it, whether it waits, runs or rests. 409 `wrong_state` when it is over, `daily_limit`, `session_too_long`.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/sessions/{id}/add_time/", tag = "Session", params(("id" = i64, Path)), request_body = TimeBody, responses((status = 200, body = SessionView)))]
pub(crate) async fn add_time(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<SessionView>> {
    let mut fields = Fields::new(map);
    let minutes = input::minutes(&mut fields);
    changed(&app, &info, &headers, id, fields, Change::AddTime { minutes }).await
}

/// Its time stands still; the seat is kept for a while. 409 `wrong_state` unless it runs.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/sessions/{id}/suspend/", tag = "Session", params(("id" = i64, Path)), request_body = VersionBody, responses((status = 200, body = SessionView)))]
pub(crate) async fn suspend(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<SessionView>> {
    changed(&app, &info, &headers, id, Fields::new(map), Change::Suspend).await
}

/// 409 `wrong_state` unless it rests, `seat_busy`, `seat_unavailable`, `seat_reserved`, `place_closed`.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/sessions/{id}/resume/", tag = "Session", params(("id" = i64, Path)), request_body = ResumeBody, responses((status = 200, body = SessionView)))]
pub(crate) async fn resume(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<SessionView>> {
    let mut fields = Fields::new(map);
    let seat = fields.integer("workstation");
    changed(&app, &info, &headers, id, fields, Change::Resume { seat }).await
}

/// Ends it, whether it waits, runs or rests; the seat is free. 409 `wrong_state` when it is over.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/sessions/{id}/terminate/", tag = "Session", params(("id" = i64, Path)), request_body = VersionBody, responses((status = 200, body = SessionView)))]
pub(crate) async fn terminate(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<SessionView>> {
    changed(&app, &info, &headers, id, Fields::new(map), Change::Terminate(Reason::Terminated)).await
}

/// To another seat without losing a second; of a code that waits: where it is good. 409 as for resuming.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/sessions/{id}/move/", tag = "Session", params(("id" = i64, Path)), request_body = MoveBody, responses((status = 200, body = SessionView)))]
pub(crate) async fn move_to(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<SessionView>> {
    let mut fields = Fields::new(map);
    let seat = fields.integer("workstation");
    if seat.is_none() {
        fields.error_if_clean("workstation", "required");
    }
    changed(&app, &info, &headers, id, fields, Change::Move { seat: seat.unwrap_or_default() }).await
}

async fn changed(
    app: &App,
    info: &RequestInfo,
    headers: &HeaderMap,
    id: i64,
    mut fields: Fields,
    what: Change,
) -> Result<Json<SessionView>> {
    let version = input::version(&mut fields, headers);
    // Whoever asks about nothing learns that first.
    sessions::seat_of(app.db().read(), id).await?;
    fields.finish()?;
    change::change(app, info, id, what, version).await?;
    Ok(Json(SessionView::of(sessions::get(app.db().read(), id).await?, app.now())))
}
