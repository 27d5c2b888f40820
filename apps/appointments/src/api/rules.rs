//! `/api/coaches/{id}/rules/`: what a coach decides.

use axum::extract::State;
use axum::http::HeaderMap;
use preau_kernel::actor::Actor;
use preau_kernel::place::OpeningHours;
use preau_kernel::web::{Fields, Json, JsonBody, Me, Path, RequestInfo};
use preau_kernel::{App, Error, Result};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::bodies::RulesInput;
use super::input;
use crate::actions::rules as actions;
use crate::permissions::acts_for;
use crate::rules_input;
use crate::store::coaches;
use crate::store::rules::{self as rows, CoachRules};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RulesBody {
    hours: Vec<OpeningHours>,
    /// Minutes after each appointment.
    pause: i64,
    /// Days ahead, the last one counted.
    horizon_days: i64,
    /// Minutes that a booking is made ahead at least.
    notice: i64,
    /// Minutes before the start until which a client may cancel or move.
    cancel: i64,
    /// Coming appointments of one client; null: any number.
    #[schema(required)]
    most_active: Option<i64>,
    location: String,
    video_url: String,
    row_version: i64,
}

impl RulesBody {
    pub(super) fn of(rules: CoachRules) -> Self {
        let CoachRules { hours, pause, horizon_days, notice, cancel, most_active, location, video_url, row_version } =
            rules;
        Self { hours, pause, horizon_days, notice, cancel, most_active, location, video_url, row_version }
    }
}

/// Permission: `appointments.manage`; one's own, all for staff.
#[utoipa::path(get, path = "/api/coaches/{id}/rules/", tag = "Appointment", params(("id" = i64, Path)), responses((status = 200, body = RulesBody)))]
pub(crate) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<RulesBody>> {
    reach(&app, &actor, id).await?;
    Ok(Json(RulesBody::of(rows::of_coach(app.db().read(), id).await?)))
}

/// Permission: `appointments.manage`; one's own, all for staff.
#[utoipa::path(put, path = "/api/coaches/{id}/rules/", tag = "Appointment", params(("id" = i64, Path)), request_body = RulesInput, responses((status = 200, body = RulesBody)))]
pub(crate) async fn put(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<RulesBody>> {
    reach(&app, &actor, id).await?;
    change(&app, &info, &headers, id, map, true).await
}

/// Permission: `appointments.manage`; one's own, all for staff.
#[utoipa::path(patch, path = "/api/coaches/{id}/rules/", tag = "Appointment", params(("id" = i64, Path)), request_body = RulesInput, responses((status = 200, body = RulesBody)))]
pub(crate) async fn patch(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<RulesBody>> {
    reach(&app, &actor, id).await?;
    change(&app, &info, &headers, id, map, false).await
}

/// What a PUT leaves out takes its default.
async fn change(
    app: &App,
    info: &RequestInfo,
    headers: &HeaderMap,
    coach: i64,
    map: Map<String, Value>,
    whole: bool,
) -> Result<Json<RulesBody>> {
    let tx = app.db().write_tx().await?;
    let old = rows::of_coach(&*tx, coach).await?;
    let base = if whole { CoachRules::default() } else { old.clone() };
    let (rules, version) = rules_input::read(map, base, |fields: &mut Fields| input::version(fields, headers))?;
    actions::put(&tx, app, info, coach, &old, &rules, version).await?;
    let now = rows::of_coach(&*tx, coach).await?;
    tx.commit().await?;
    Ok(Json(RulesBody::of(now)))
}

/// 404 for a coach who is none, or somebody else's rules.
pub(super) async fn reach(app: &App, actor: &Actor, coach: i64) -> Result<()> {
    if !acts_for(actor, coach) {
        return Err(Error::NotFound);
    }
    match coaches::find(app.db().read(), Some(coach)).await? {
        Ok(_) => Ok(()),
        Err(_) => Err(Error::NotFound),
    }
}
