//! `/api/lessons/`: lessons one by one.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use preau_kernel::db::page::{Conditions, Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Me, Path, RequestInfo};
use preau_kernel::{App, Result};
use serde_json::{Value, json};

use super::bodies::{CancelBody, CheckBody, LessonBody, LessonChange, LessonFilters, SubstitutionBody};
use super::input;
use super::shapes::{self, LessonShown};
use crate::actions::claiming::{self, Accepting};
use crate::actions::planning::{Planner, Values, alternatives, asked, day_of, lessons as actions, zone};
use crate::api::structure::accepting;
use crate::input::{TEXT, day_range, finished, version};
use crate::permissions::{PLAN, Reach, VIEW};
use crate::refusals;
use crate::store::lessons as rows;

/// Permission: `school.view`; those within reach.
#[utoipa::path(get, path = "/api/lessons/", tag = "Lesson", params(ListQuery, LessonFilters), responses((status = 200, body = Page<LessonShown>)))]
pub(crate) async fn list(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<Page<LessonShown>>> {
    let mut conditions = Conditions::default();
    day_range(&page, zone(&app).await?, "l.starts_at", &mut conditions)?;
    let found = rows::list(app.db().read(), Reach::of(&actor, VIEW)?, conditions, &page).await?;
    let Page { count, next, previous, results } = found;
    let results = shapes::lessons(app.db().read(), results).await?.into_iter().map(|one| one.for_eyes_of(&actor));
    Ok(Json(Page { count, next, previous, results: results.collect() }))
}

/// Permission: `school.view`; within reach.
#[utoipa::path(get, path = "/api/lessons/{id}/", tag = "Lesson", params(("id" = i64, Path)), responses((status = 200, body = LessonShown)))]
pub(crate) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<LessonShown>> {
    let Json(one) = shown(&app, Reach::of(&actor, VIEW)?, id).await?;
    Ok(Json(one.for_eyes_of(&actor)))
}

async fn shown(app: &App, reach: Reach, id: i64) -> Result<Json<LessonShown>> {
    let conn = app.db().read();
    let one = rows::get(conn, reach, id).await?;
    let details = rows::of_lesson(conn, id).await?;
    Ok(Json(shapes::lesson(one, details)))
}

/// 409 `clash` with `clashes`, `alternatives` and whether it is `acceptable`.
///
/// Permission: `school.plan`; professors for the modules that they teach.
#[utoipa::path(post, path = "/api/lessons/", tag = "Lesson", request_body = LessonBody, responses((status = 201, body = LessonShown)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Response> {
    let mut fields = Fields::new(map);
    let accepting = accepting(&mut fields, &actor);
    let values = input::lesson(&mut fields, &actor);
    let values = finished(fields, values)?;
    let planner = Planner { app: &app, info: &info, actor: &actor, accepting: &accepting };
    let id = actions::create(&planner, &values).await?;
    Ok((StatusCode::CREATED, shown(&app, Reach::Everything, id).await?).into_response())
}

/// What such a lesson, or such a move, would meet, and where it would fit instead; nothing is written.
///
/// Permission: `school.plan`; a lesson that is to be moved within reach.
#[utoipa::path(post, path = "/api/lessons/check/", tag = "Lesson", request_body = CheckBody, responses((status = 200, body = Value), (status = 404, description = "`lesson` is not there, or not within reach")))]
pub(crate) async fn check(
    State(app): State<App>,
    Me(actor): Me,
    headers: HeaderMap,
    JsonBody(map): JsonBody,
) -> Result<Json<Value>> {
    let reach = Reach::of(&actor, PLAN)?.as_professor();
    let conn = app.db().read();
    let mut fields = Fields::new(map);
    let lesson = fields.integer("lesson");
    let values = match lesson {
        None => {
            let values = input::lesson(&mut fields, &actor);
            finished(fields, values)?
        }
        Some(id) => {
            let patch = input::patch(&mut fields, &headers);
            fields.finish()?;
            let one = rows::get(conn, reach, id).await?;
            let details = rows::of_lesson(conn, id).await?;
            patch.apply(&Values {
                module: one.module,
                title: one.title.clone(),
                time: one.time()?,
                room: one.room,
                professors: details.professor_ids(),
                groups: details.group_ids(),
            })?
        }
    };
    let day = day_of(zone(&app).await?, values.time)?;
    let wanted = asked(lesson.unwrap_or(0), &values, day);
    let met = claiming::would_meet(conn, &app, &wanted, lesson).await?;
    let instead = if met.is_empty() { Vec::new() } else { alternatives::find(&app, &wanted, lesson).await? };
    let accepting = Accepting::of(&actor, None);
    Ok(Json(json!({
        "clashes": refusals::shown(conn, &met).await?,
        "alternatives": instead,
        "acceptable": met.iter().all(|met| accepting.allows(met)),
    })))
}

/// Moves or changes it; those concerned are told.
///
/// Permission: `school.plan`; within reach.
#[utoipa::path(patch, path = "/api/lessons/{id}/", tag = "Lesson", params(("id" = i64, Path)), request_body = LessonChange, responses((status = 200, body = LessonShown)))]
pub(crate) async fn patch(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<LessonShown>> {
    let mut fields = Fields::new(map);
    let accepts = fields.boolean("accept_clash").unwrap_or(false);
    let reason = reason(&mut fields, accepts);
    let mut patch = input::patch(&mut fields, &headers);
    fields.finish()?;
    patch.reason.clone_from(&reason);
    let accepting = Accepting::of(&actor, reason.filter(|_| accepts));
    let planner = Planner { app: &app, info: &info, actor: &actor, accepting: &accepting };
    actions::change(&planner, id, &patch).await?;
    shown(&app, Reach::Everything, id).await
}

/// A reason that is more than blanks; noted when it must be there.
pub(super) fn reason(fields: &mut Fields, is_required: bool) -> Option<String> {
    let reason = fields.text("reason", TEXT).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if is_required && reason.is_none() {
        fields.error_if_clean("reason", "required");
    }
    reason
}

/// Permission: `school.plan`; within reach.
#[utoipa::path(post, path = "/api/lessons/{id}/cancellation/", tag = "Lesson", params(("id" = i64, Path)), request_body = CancelBody, responses((status = 200, body = LessonShown)))]
pub(crate) async fn cancel(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<LessonShown>> {
    let mut fields = Fields::new(map);
    let reason = reason(&mut fields, true).unwrap_or_default();
    let version = version(&mut fields, &headers);
    fields.finish()?;
    let accepting = Accepting::default();
    let planner = Planner { app: &app, info: &info, actor: &actor, accepting: &accepting };
    actions::cancel(&planner, id, &reason, version).await?;
    shown(&app, Reach::Everything, id).await
}

/// Somebody else gives it instead of one of its professors.
///
/// Permission: `school.plan`; within reach.
#[utoipa::path(post, path = "/api/lessons/{id}/substitution/", tag = "Lesson", params(("id" = i64, Path)), request_body = SubstitutionBody, responses((status = 200, body = LessonShown)))]
pub(crate) async fn substitute(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<LessonShown>> {
    let mut fields = Fields::new(map);
    let (professor, instead_of) = (required_id(&mut fields, "professor"), required_id(&mut fields, "instead_of"));
    let accepts = fields.boolean("accept_clash").unwrap_or(false);
    let reason = reason(&mut fields, accepts);
    let version = version(&mut fields, &headers);
    fields.finish()?;
    let accepting = Accepting::of(&actor, reason.clone().filter(|_| accepts));
    let planner = Planner { app: &app, info: &info, actor: &actor, accepting: &accepting };
    actions::substitute(&planner, id, professor, instead_of, reason.as_deref().unwrap_or_default(), version).await?;
    shown(&app, Reach::Everything, id).await
}

fn required_id(fields: &mut Fields, name: &str) -> i64 {
    let id = fields.integer(name);
    if id.is_none() {
        fields.error_if_clean(name, "required");
    }
    id.unwrap_or_default()
}
