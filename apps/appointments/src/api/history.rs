//! `/api/appointments/{id}/history/`: what happened to one, by whom and when.

use axum::extract::State;
use preau_kernel::clock::Timestamp;
use preau_kernel::web::{Json, Me, Path};
use preau_kernel::{App, Result};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::permissions::managed;
use crate::store::appointments::{self as rows, Happened, Life};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EventBody {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// booked, moved, proposed (other times), cancelled or marked.
    what: &'static str,
    /// The id of the person; null: the program itself.
    #[schema(required)]
    by: Option<i64>,
    /// null of somebody who is gone.
    #[schema(required)]
    by_name: Option<String>,
    /// Moved: the start that it had…
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// …and the one that it got.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    /// Marked: held, no_show, or booked when a mark was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    /// Proposed: how many times.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HistoryBody {
    /// Newest first.
    events: Vec<EventBody>,
}

/// Permission: `appointments.manage`; a coach's own, all for staff.
#[utoipa::path(get, path = "/api/appointments/{id}/history/", tag = "Appointment", params(("id" = i64, Path)), responses((status = 200, body = HistoryBody)))]
pub(crate) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<HistoryBody>> {
    let (life, happened) = rows::history(app.db().read(), managed(&actor)?, id).await?;
    let mut events: Vec<EventBody> = happened.iter().filter_map(event).collect();
    let is_told = |events: &[EventBody], what: &str| events.iter().any(|one| one.what == what);
    for (what, known) in of_row(&life) {
        if !is_told(&events, what) {
            events.extend(known);
        }
    }
    events.sort_by_key(|one| std::cmp::Reverse(one.at));
    Ok(Json(HistoryBody { events }))
}

fn event(one: &Happened) -> Option<EventBody> {
    let what = match one.action.as_str() {
        "appointment_booked" => "booked",
        "appointment_moved" => "moved",
        "times_proposed" => "proposed",
        "appointment_cancelled" => "cancelled",
        "appointment_marked" => "marked",
        _ => return None,
    };
    let metadata: Value = serde_json::from_str(&one.metadata).unwrap_or_default();
    let text = |key: &str| metadata[key].as_str().map(str::to_owned);
    Some(EventBody {
        from: text("from"),
        to: text("to"),
        status: text("status"),
        count: metadata["count"].as_i64(),
        ..plain(one.at, what, one.actor_id, &one.actor_name)
    })
}

/// The trail is kept for a time only; that it was booked and cancelled is known for ever.
fn of_row(life: &Life) -> [(&'static str, Option<EventBody>); 2] {
    let booked = plain(life.created_at, "booked", Some(life.booked_by), &life.booked_by_name);
    let cancelled = life.cancelled_at.map(|at| plain(at, "cancelled", life.cancelled_by, &life.cancelled_by_name));
    [("booked", Some(booked)), ("cancelled", cancelled)]
}

fn plain(at: Timestamp, what: &'static str, by: Option<i64>, name: &str) -> EventBody {
    let by_name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    EventBody { at, what, by, by_name, from: None, to: None, status: None, count: None }
}
