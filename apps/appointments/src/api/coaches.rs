//! `/api/coaches/`: who can be booked, for what, by which rules.

use axum::extract::State;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Json, ListQuery, RequestInfo};
use preau_kernel::{App, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::rules::RulesBody;
use crate::actions::{hold, offer};
use crate::store::{coaches as rows, rules, services};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ServiceBody {
    id: i64,
    name: String,
    description: String,
    minutes: i64,
    /// Minutes after it; null: as the coach's rules say.
    #[schema(required)]
    pause: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CoachBody {
    /// Of the person.
    id: i64,
    name: String,
    headline: String,
    services: Vec<ServiceBody>,
    /// Hours, pause, how far ahead, how late, as clients are told.
    rules: RulesBody,
    /// So long a time is kept for whoever fills in the form.
    hold_seconds: i64,
    /// So long a time that becomes free is kept for whoever waits.
    offer_seconds: i64,
}

/// Permission: none.
#[utoipa::path(get, path = "/api/coaches/", tag = "Appointment", params(ListQuery), responses((status = 200, body = Page<CoachBody>)))]
pub(crate) async fn list(State(app): State<App>, info: RequestInfo, page: PageQuery) -> Result<Json<Page<CoachBody>>> {
    let conn = app.db().read();
    let page = rows::list(conn, &page).await?;
    let offered = services::active(conn).await?;
    let ids: Vec<i64> = page.results.iter().map(|coach| coach.id).collect();
    let decided = rules::of_coaches(conn, &ids).await?;
    let rules_of = |coach: i64| RulesBody::of(decided.get(&coach).cloned().unwrap_or_default().without_link());
    Ok(Json(page.map(|coach| {
        CoachBody {
            services: offered
                .iter()
                .filter(|service| service.coach_id.is_none_or(|own| own == coach.id))
                .map(|service| ServiceBody {
                    id: service.id,
                    name: service.name(info.lang()).to_owned(),
                    description: service.description(info.lang()).to_owned(),
                    minutes: service.minutes,
                    pause: service.pause,
                })
                .collect(),
            rules: rules_of(coach.id),
            hold_seconds: hold::KEPT.num_seconds(),
            offer_seconds: offer::KEPT.num_seconds(),
            id: coach.id,
            name: coach.name,
            headline: coach.headline,
        }
    })))
}
