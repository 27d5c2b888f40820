//! `/api/lessons/{id}/register/`: taking, closing and reopening it; registers that are missing.

use axum::extract::State;
use axum::http::HeaderMap;
use preau_kernel::actor::Actor;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::{self, ClosingBody, MissingFilters, ReasonBody, RegisterChange, StudentBody};
use super::shapes::{self, RegisterShape};
use crate::actions::attendance::closing::{self, Closing};
use crate::actions::attendance::reach;
use crate::actions::attendance::register::{self, Conflict};
use crate::actions::attendance::remind as reminding;
use crate::actions::claiming::zone;
use crate::input;
use crate::store::attendance::marks::{self, Shown};
use crate::store::attendance::missing::{self, Missing};
use crate::store::attendance::{lessons, roll, windows};

async fn shown(app: &App, actor: &Actor, id: i64, conflicts: Vec<Conflict>) -> Result<Json<RegisterShape>> {
    let conn = app.db().read();
    let lesson = lessons::get(conn, reach(actor)?, id).await?;
    let (rows, events) = (roll::of_lesson(conn, id).await?, lessons::events(conn, id).await?);
    let held = windows::held(conn, id).await?;
    Ok(Json(shapes::register(lesson, &rows, events, (held, app.now()), conflicts)))
}

/// Permission: `school.register`; a professor's own lessons and those of their modules, all for managers and staff.
#[utoipa::path(get, path = "/api/lessons/{id}/register/", tag = "Register", params(("id" = i64, Path)), responses((status = 200, body = RegisterShape)))]
pub(super) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<RegisterShape>> {
    shown(&app, &actor, id, Vec::new()).await
}

/// Writes the marks that are sent. One that somebody else has changed since (its `row_version` is old) stays, and stands
/// in `conflicts` with both sides. A closed register takes nothing: 409 with the same list.
///
/// Permission: `school.register`; a professor's own lessons and those of their modules, all for managers and staff.
#[utoipa::path(put, path = "/api/lessons/{id}/register/", tag = "Register", params(("id" = i64, Path)), request_body = RegisterChange, responses((status = 200, body = RegisterShape)))]
pub(super) async fn put(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<RegisterShape>> {
    let (mut fields, mut register) = bodies::register(map);
    register.row_version = register.row_version.or_else(|| input::version(&mut fields, &headers));
    fields.finish()?;
    let conflicts = register::put(&app, &info, &actor, id, &register).await?;
    shown(&app, &actor, id, conflicts).await
}

/// 409 `claims_undecided` while check-ins wait for the professor, unless `others` says what becomes of them.
///
/// Permission: `school.register`; a professor's own lessons and those of their modules, all for managers and staff.
#[utoipa::path(post, path = "/api/lessons/{id}/register/closing/", tag = "Register", params(("id" = i64, Path)), request_body = ClosingBody, responses((status = 200, body = RegisterShape)))]
pub(super) async fn close(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<RegisterShape>> {
    let mut fields = Fields::new(map);
    let others = bodies::status(&mut fields, "others");
    let head_count = bodies::head_count(&mut fields);
    let row_version = input::version(&mut fields, &headers);
    fields.finish()?;
    closing::close(&app, &info, &actor, id, &Closing { others, head_count, row_version }).await?;
    shown(&app, &actor, id, Vec::new()).await
}

/// Permission: `school.register`; a professor's own lessons and those of their modules, all for managers and staff.
#[utoipa::path(post, path = "/api/lessons/{id}/register/reopening/", tag = "Register", params(("id" = i64, Path)), request_body = ReasonBody, responses((status = 200, body = RegisterShape)))]
pub(super) async fn reopen(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<RegisterShape>> {
    // Somebody else's lesson is not found, whatever the body says.
    lessons::get(app.db().read(), reach(&actor)?, id).await?;
    let mut fields = Fields::new(map);
    let reason = fields.required_text("reason", input::TEXT).trim().to_owned();
    fields.finish()?;
    closing::reopen(&app, &info, &actor, id, &reason).await?;
    shown(&app, &actor, id, Vec::new()).await
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Reminded {
    #[schema(value_type = String, format = DateTime)]
    reminded_at: Timestamp,
    /// Professors with an address.
    recipients: usize,
}

/// Mails the lesson's professors that its register is missing; again within a quarter of an hour it answers the same, and
/// nobody gets a second mail. 409 when there is nothing to remind of.
///
/// Permission: `school.register` over everything.
#[utoipa::path(post, path = "/api/lessons/{id}/register/reminder/", tag = "Register", params(("id" = i64, Path)), responses((status = 200, body = Reminded)))]
pub(super) async fn remind(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
) -> Result<Json<Reminded>> {
    let (reminded_at, recipients) = reminding::ask(&app, &info, &actor, id).await?;
    Ok(Json(Reminded { reminded_at, recipients }))
}

/// A student without a phone is there, by one tap.
///
/// Permission: `school.register`; a professor's own lessons and those of their modules, all for managers and staff.
#[utoipa::path(post, path = "/api/lessons/{id}/register/presence/", tag = "Register", params(("id" = i64, Path)), request_body = StudentBody, responses((status = 200, body = RegisterShape)))]
pub(super) async fn presence(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<RegisterShape>> {
    lessons::get(app.db().read(), reach(&actor)?, id).await?;
    let mut fields = Fields::new(map);
    let student = fields.integer("student");
    if student.is_none() {
        fields.error_if_clean("student", "required");
    }
    let student = input::finished(fields, student)?;
    register::presence(&app, &info, &actor, id, student).await?;
    shown(&app, &actor, id, Vec::new()).await
}

/// Who said what of whom, when and why; filter `student`.
///
/// Permission: `school.register`; a professor's own lessons and those of their modules, all for managers and staff.
#[utoipa::path(get, path = "/api/lessons/{id}/register/history/", tag = "Register", params(("id" = i64, Path), ListQuery), responses((status = 200, body = Page<Shown>)))]
pub(super) async fn history(
    State(app): State<App>,
    Me(actor): Me,
    Path(id): Path<i64>,
    page: PageQuery,
) -> Result<Json<Page<Shown>>> {
    let conn = app.db().read();
    lessons::get(conn, reach(&actor)?, id).await?;
    Ok(Json(marks::shown(conn, id, &page).await?))
}

/// Lessons that are over and whose register nobody has closed.
///
/// Permission: `school.register`; a professor's own lessons and those of their modules, all for managers and staff.
#[utoipa::path(get, path = "/api/registers/missing/", tag = "Register", params(ListQuery, MissingFilters), responses((status = 200, body = Page<Missing>)))]
pub(super) async fn missing(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<Page<Missing>>> {
    let mut conditions = Conditions::default();
    input::day_range(&page, zone(&app).await?, "l.starts_at", &mut conditions)?;
    Ok(Json(missing::list(app.db().read(), reach(&actor)?, app.now(), conditions, &page).await?))
}
