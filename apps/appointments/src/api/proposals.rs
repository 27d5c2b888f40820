//! `/api/appointments/{id}/proposal/`: other times, by mail.

use axum::extract::State;
use preau_kernel::web::{Fields, Json, JsonBody, Me, Path, RequestInfo};
use preau_kernel::{App, Refusal, Result};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::bodies::ProposalInput;
use super::input;
use super::shapes::{AppointmentBody, TimeBody, view};
use crate::Start;
use crate::actions::propose;

/// Times of one proposal.
const MOST: usize = 5;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProposalBody {
    /// As it is: it stays until its client chooses.
    appointment: AppointmentBody,
    /// Not held for anybody.
    times: Vec<TimeBody>,
}

/// Permission: `appointments.manage`; a coach's own, all for staff.
#[utoipa::path(post, path = "/api/appointments/{id}/proposal/", tag = "Appointment", params(("id" = i64, Path)), request_body = ProposalInput, responses((status = 200, body = ProposalBody)))]
pub(crate) async fn create(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    Path(id): Path<i64>,
    JsonBody(mut map): JsonBody,
) -> Result<Json<ProposalBody>> {
    let times = map.remove("times").filter(|times| !times.is_null());
    let mut fields = Fields::new(map);
    let times = starts(&mut fields, times);
    let message = fields.text("message", input::TEXT).unwrap_or_default();
    let times = input::finished(fields, times)?;
    let (one, slots) = propose::propose(&app, &info, &actor, id, &times, message.trim()).await?;
    let times = slots.iter().map(|slot| TimeBody {
        date: slot.date.to_string(),
        start: slot.start.to_string(),
        end: slot.end.to_string(),
    });
    let times = times.collect();
    Ok(Json(ProposalBody { appointment: view(&app, &info, &actor).await?.appointment(&one), times }))
}

/// None at all: the nearest ones. What is wrong is noted.
fn starts(fields: &mut Fields, times: Option<Value>) -> Option<Vec<Start>> {
    let Some(times) = times else { return Some(Vec::new()) };
    let items: Option<Vec<Map<String, Value>>> = serde_json::from_value(times).ok();
    match items {
        Some(items) if (1..=MOST).contains(&items.len()) => {
            let read = items.into_iter().enumerate().map(|(number, item)| {
                let mut one = Fields::new(item);
                let start = input::start(&mut one);
                for (name, problems) in one.into_errors().0 {
                    for problem in problems {
                        fields.error(&format!("times.{number}.{name}"), problem);
                    }
                }
                start
            });
            read.collect::<Vec<_>>().into_iter().collect()
        }
        _ => {
            fields.error("times", Refusal::new("wrong_times").arg("max", MOST));
            None
        }
    }
}
