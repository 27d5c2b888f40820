//! `/api/coaches/{id}/rules/`: what a coach decides.

use axum::extract::State;
use axum::http::HeaderMap;
use preau_kernel::actor::Actor;
use preau_kernel::db::page::PageQuery;
use preau_kernel::place::OpeningHours;
use preau_kernel::web::{Fields, Json, JsonBody, Me, Path, RequestInfo};
use preau_kernel::{App, Error, Result};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::bodies::{DryRun, RulesInput};
use super::input;
use super::shapes::{HitBody, view};
use crate::actions::{hit, rules as actions};
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

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RulesAnswer {
    #[serde(flatten)]
    rules: RulesBody,
    /// What was within the hours before and is not any more.
    #[serde(flatten)]
    hit: HitBody,
}

/// Permission: `appointments.manage`; one's own, all for staff.
#[utoipa::path(get, path = "/api/coaches/{id}/rules/", tag = "Appointment", params(("id" = i64, Path)), responses((status = 200, body = RulesBody)))]
pub(crate) async fn get(State(app): State<App>, Me(actor): Me, Path(id): Path<i64>) -> Result<Json<RulesBody>> {
    reach(&app, &actor, id).await?;
    Ok(Json(RulesBody::of(rows::of_coach(app.db().read(), id).await?)))
}

/// Permission: `appointments.manage`; one's own, all for staff.
#[utoipa::path(put, path = "/api/coaches/{id}/rules/", tag = "Appointment", params(("id" = i64, Path), DryRun), request_body = RulesInput, responses((status = 200, body = RulesAnswer)))]
pub(crate) async fn put(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    page: PageQuery,
    JsonBody(map): JsonBody,
) -> Result<Json<RulesAnswer>> {
    reach(&app, &actor, id).await?;
    let asked =
        Asked { info: &info, headers: &headers, is_whole: true, is_dry: page.flag("dry_run")?.unwrap_or(false) };
    change(&app, &actor, id, map, asked).await
}

/// Permission: `appointments.manage`; one's own, all for staff.
#[utoipa::path(patch, path = "/api/coaches/{id}/rules/", tag = "Appointment", params(("id" = i64, Path), DryRun), request_body = RulesInput, responses((status = 200, body = RulesAnswer)))]
pub(crate) async fn patch(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    page: PageQuery,
    JsonBody(map): JsonBody,
) -> Result<Json<RulesAnswer>> {
    reach(&app, &actor, id).await?;
    let asked =
        Asked { info: &info, headers: &headers, is_whole: false, is_dry: page.flag("dry_run")?.unwrap_or(false) };
    change(&app, &actor, id, map, asked).await
}

struct Asked<'a> {
    info: &'a RequestInfo,
    headers: &'a HeaderMap,
    /// PUT: what it leaves out takes its default.
    is_whole: bool,
    is_dry: bool,
}

async fn change(
    app: &App,
    actor: &Actor,
    coach: i64,
    map: Map<String, Value>,
    asked: Asked<'_>,
) -> Result<Json<RulesAnswer>> {
    // Before the transaction: it may ask for another connection.
    let view = view(app, asked.info, actor).await?;
    let tx = app.db().write_tx().await?;
    let old = rows::of_coach(&*tx, coach).await?;
    let base = if asked.is_whole { CoachRules::default() } else { old.clone() };
    let (rules, version) = rules_input::read(map, base, |fields: &mut Fields| input::version(fields, asked.headers))?;
    actions::put(&tx, app, asked.info, coach, &old, &rules, version).await?;
    let now = rows::of_coach(&*tx, coach).await?;
    let hit = hit::by_hours(app, &*tx, view.zone, coach, (&old, &now)).await?;
    if asked.is_dry {
        tx.rollback().await?;
    } else {
        tx.commit().await?;
    }
    Ok(Json(RulesAnswer { rules: RulesBody::of(now), hit: HitBody::of(&view, &hit) }))
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
