//! `/api/lessons/{id}/history/`: what happened to a lesson.

use axum::extract::State;
use preau_kernel::clock::Timestamp;
use preau_kernel::web::{Json, Me, Path};
use preau_kernel::{App, Result};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::shapes::IdName;
use crate::actions::planning::history;
use crate::permissions::{PLAN, Reach, VIEW};
use crate::store::lessons as rows;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LessonHistory {
    /// Latest first.
    results: Vec<LessonEvent>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LessonEvent {
    #[schema(format = "date-time", value_type = String)]
    at: Timestamp,
    /// null: nobody who is still known.
    #[schema(required)]
    actor: Option<IdName>,
    /// created, moved, changed, cancelled or substituted.
    kind: String,
    changes: Vec<FieldChange>,
    /// Told to those who plan; may be empty.
    reason: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldChange {
    /// module, title, starts_at, ends_at, room, professors, groups or status.
    field: String,
    /// As in a lesson: an instant, a text, `{id, name}` or a list of these.
    #[schema(value_type = Value)]
    from: Value,
    #[schema(value_type = Value)]
    to: Value,
}

/// Permission: `school.view`; of a lesson within reach.
#[utoipa::path(get, path = "/api/lessons/{id}/history/", tag = "Lesson", params(("id" = i64, Path)), responses((status = 200, body = LessonHistory)))]
pub(crate) async fn list(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<LessonHistory>> {
    let conn = app.db().read();
    let lesson = rows::get(conn, Reach::of(&actor, VIEW)?, id).await?;
    let plans = actor.scope(PLAN).is_some();
    let told = history::told(conn, lesson.id).await?;
    let results = told.into_iter().map(|(event, changes)| LessonEvent {
        at: event.at,
        actor: event.actor_id.zip(event.actor_name).map(|(id, name)| IdName { id, name: name.trim().to_owned() }),
        kind: event.kind,
        changes: changes.into_iter().map(|one| FieldChange { field: one.field, from: one.from, to: one.to }).collect(),
        reason: if plans { event.reason } else { String::new() },
    });
    Ok(Json(LessonHistory { results: results.collect() }))
}
