//! Checking in, and the list that the professor watches.

use axum::extract::State;
use axum::http::StatusCode;
use preau_kernel::actor::Actor;
use preau_kernel::clock::Timestamp;
use preau_kernel::secrets::Purpose;
use preau_kernel::web::{Fields, Json, JsonBody, Me, Path, RequestInfo};
use preau_kernel::{App, Error, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::{ClaimBody, DecisionBody};
use super::shapes::{self, LiveShape, Named, WindowShape};
use crate::actions::attendance::check_in::{self as actions, Claim};
use crate::actions::attendance::{decide as decisions, reach};
use crate::input;
use crate::permissions::Reach;
use crate::store::attendance::roll::{self, Row};
use crate::store::attendance::windows::{self, OpenFor};
use crate::store::attendance::{check_ins, lessons};
use crate::store::expected;

/// Names to look at.
const LOOK_AT: usize = 3;

/// The list of a lesson as it is now.
pub(super) async fn list(app: &App, reach: Reach, id: i64) -> Result<LiveShape> {
    let conn = app.db().read();
    let lesson = lessons::get(conn, reach, id).await?;
    let rows = roll::of_lesson(conn, id).await?;
    let window = windows::open_at(conn, id, app.now()).await?;
    let there = rows.iter().filter(|row| row.status().is_some_and(|status| status.is_in_the_room())).count();
    let there = i64::try_from(there).unwrap_or(i64::MAX);
    Ok(LiveShape {
        lesson: id,
        state: lesson.register_state,
        window: window.as_ref().map(WindowShape::from),
        counts: shapes::counts(&rows),
        head_count: lesson.head_count,
        difference: lesson.head_count.map(|count| count - there),
        look_at: look_at(app, id, &rows),
        students: rows.iter().map(shapes::student).collect(),
        row_version: lesson.register_version,
    })
}

/// The same ones at every look, until one of them is decided about; nobody can tell beforehand who they are.
fn look_at(app: &App, lesson: i64, rows: &[Row]) -> Vec<Named> {
    let by_themselves = rows.iter().filter(|row| {
        let is_open = |claim: &roll::CheckIn| claim.by_phone && claim.accepted.is_none();
        row.check_in.as_ref().is_some_and(is_open)
    });
    let rank = |row: &&Row| {
        app.secrets().mac(Purpose::OneTime, &[b"look at", &lesson.to_le_bytes(), &row.student.to_le_bytes()])
    };
    let mut drawn: Vec<_> = by_themselves.collect();
    drawn.sort_by_cached_key(rank);
    drawn.into_iter().take(LOOK_AT).map(|row| Named { student: row.student, name: row.name.clone() }).collect()
}

/// Who is in, doubtful or not there yet. `/ws/lessons/{id}/` sends the same as it changes.
///
/// Permission: `school.register`; a professor's own lessons and those of their modules, all for managers and staff.
#[utoipa::path(get, path = "/api/lessons/{id}/check-ins/", tag = "Check-in", params(("id" = i64, Path)), responses((status = 200, body = LiveShape)))]
pub(super) async fn live(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<LiveShape>> {
    Ok(Json(list(&app, reach(&actor)?, id).await?))
}

/// It is them, or it is not. 404 for somebody who has not checked in.
///
/// Permission: `school.register`; a professor's own lessons and those of their modules, all for managers and staff.
#[utoipa::path(post, path = "/api/lessons/{id}/check-ins/{student}/decision/", tag = "Check-in", params(("id" = i64, Path), ("student" = i64, Path)), request_body = DecisionBody, responses((status = 204)))]
pub(super) async fn decide(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path((id, student)): Path<(i64, i64)>,
    JsonBody(map): JsonBody,
) -> Result<StatusCode> {
    lessons::get(app.db().read(), reach(&actor)?, id).await?;
    let mut fields = Fields::new(map);
    let accept = fields.boolean("accept");
    if accept.is_none() {
        fields.error_if_clean("accept", "required");
    }
    let accept = input::finished(fields, accept)?;
    decisions::decide(&app, &info, &actor, (id, student), accept).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DoneShape {
    /// present or late.
    status: &'static str,
    /// So many late.
    minutes: i64,
    /// green, or amber: the professor has yet to confirm it.
    decision: &'static str,
}

/// Permission: `school.attend`; where one is expected.
#[utoipa::path(post, path = "/api/lessons/{id}/check-in/", tag = "Check-in", params(("id" = i64, Path)), request_body = ClaimBody, responses((status = 200, body = DoneShape)))]
pub(super) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<DoneShape>> {
    check_expected(&app, &actor, id).await?;
    let mut fields = Fields::new(map);
    let code = fields.required_text("code", 20);
    let previous_code = fields.text("previous_code", 20).filter(|code| !code.trim().is_empty());
    let device = fields.required_text("device", 200);
    fields.finish()?;
    let done = actions::check_in(&app, &info, &actor, id, &Claim { code, previous_code, device }).await?;
    Ok(Json(DoneShape { status: done.status.name(), minutes: done.minutes, decision: done.decision.name() }))
}

/// A lesson where one is not expected is not there.
async fn check_expected(app: &App, actor: &Actor, id: i64) -> Result<()> {
    match expected::is_at_lesson(app.db().read(), id, actor.user_id).await? {
        true => Ok(()),
        false => Err(Error::NotFound),
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MineShape {
    lesson: i64,
    /// The check-in that is open now.
    #[schema(required)]
    window: Option<WindowShape>,
    /// green or amber once one has checked in.
    #[schema(required)]
    decision: Option<&'static str>,
    /// What the professor said of it.
    #[schema(required)]
    accepted: Option<bool>,
}

fn shown(decision: &str) -> &'static str {
    if decision == "green" { "green" } else { "amber" }
}

/// Permission: `school.attend`; where one is expected.
#[utoipa::path(get, path = "/api/lessons/{id}/check-in/", tag = "Check-in", params(("id" = i64, Path)), responses((status = 200, body = MineShape)))]
pub(super) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<MineShape>> {
    check_expected(&app, &actor, id).await?;
    let conn = app.db().read();
    let window = windows::open_at(conn, id, app.now()).await?;
    let mine = check_ins::find(conn, id, actor.user_id).await?;
    Ok(Json(MineShape {
        lesson: id,
        window: window.as_ref().map(WindowShape::from),
        decision: mine.as_ref().map(|mine| shown(&mine.decision)),
        accepted: mine.and_then(|mine| mine.accepted),
    }))
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OpenShape {
    results: Vec<OpenLesson>,
}

#[derive(Debug, Serialize, ToSchema)]
struct OpenLesson {
    lesson: i64,
    module_name: String,
    title: String,
    #[schema(value_type = String, format = DateTime)]
    starts_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    ends_at: Timestamp,
    mode: String,
    #[schema(value_type = String, format = DateTime)]
    closes_at: Timestamp,
    #[schema(required)]
    decision: Option<&'static str>,
    #[schema(required)]
    accepted: Option<bool>,
    /// present or late once one has checked in.
    #[schema(required)]
    status: Option<String>,
    /// How late.
    #[schema(required)]
    minutes: Option<i64>,
}

impl From<OpenFor> for OpenLesson {
    fn from(one: OpenFor) -> Self {
        Self {
            lesson: one.lesson,
            module_name: one.module_name,
            title: one.title,
            starts_at: one.starts_at,
            ends_at: one.ends_at,
            mode: one.mode,
            closes_at: one.closes_at,
            decision: one.decision.as_deref().map(shown),
            accepted: one.accepted,
            status: one.status,
            minutes: one.minutes,
        }
    }
}

/// Where one can check in now.
///
/// Permission: `school.attend`; where one is expected.
#[utoipa::path(get, path = "/api/check-ins/open/", tag = "Check-in", responses((status = 200, body = OpenShape)))]
pub(super) async fn open(State(app): State<App>, Me(actor): Me) -> Result<Json<OpenShape>> {
    let found = windows::open_for(app.db().read(), actor.user_id, app.now()).await?;
    Ok(Json(OpenShape { results: found.into_iter().map(OpenLesson::from).collect() }))
}
