//! `/api/queue/board/`: what hangs on the wall. Numbers only.

use axum::extract::State;
use preau_calendar::store::sites;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::PageQuery;
use preau_kernel::web::Json;
use preau_kernel::{App, Error, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::BoardQuery;
use crate::actions::people::queue::outlook;
use crate::domain::people::estimate::minutes_until;
use crate::store::people::queue as rows;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CalledNumber {
    number: i64,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    called_at: Option<Timestamp>,
    /// The seat that is held for them.
    #[schema(required)]
    workstation: Option<i64>,
    #[schema(required)]
    workstation_name: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WaitingNumber {
    number: i64,
    /// Null: no seat is in service.
    #[schema(required)]
    wait_minutes: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Board {
    site: i64,
    site_name: String,
    /// The last called first.
    called: Vec<CalledNumber>,
    /// The next first.
    waiting: Vec<WaitingNumber>,
    seats_in_service: usize,
    free_seats: usize,
    #[schema(value_type = String, format = DateTime)]
    now: Timestamp,
}

/// Permission: none.
#[utoipa::path(get, path = "/api/queue/board/", tag = "Queue", params(BoardQuery), responses((status = 200, body = Board)))]
pub(crate) async fn show(State(app): State<App>, page: PageQuery) -> Result<Json<Board>> {
    let (read, now) = (app.db().read(), app.now());
    let site = match page.number("site")? {
        Some(site) => site,
        None => rows::first_site(read).await?.ok_or(Error::NotFound)?,
    };
    let site = sites::get(read, site).await?;
    let outlook = outlook(read, site.id, now).await?;
    let mut called: Vec<_> = outlook.open.iter().filter(|ticket| ticket.status == "called").collect();
    called.sort_by_key(|ticket| std::cmp::Reverse((ticket.called_at, ticket.id)));
    let called = called.into_iter().map(|ticket| {
        let held = ticket.held_at(now);
        CalledNumber {
            number: ticket.number,
            called_at: ticket.called_at,
            workstation: held.map(|(seat, _)| seat),
            workstation_name: ticket.workstation_name.clone().filter(|_| held.is_some()),
        }
    });
    let waiting = outlook.open.iter().filter(|ticket| ticket.status == "waiting").map(|ticket| WaitingNumber {
        number: ticket.number,
        wait_minutes: outlook
            .at
            .get(&ticket.id)
            .copied()
            .flatten()
            .map(|at| minutes_until(at.seconds(), now.seconds())),
    });
    Ok(Json(Board {
        called: called.collect(),
        waiting: waiting.collect(),
        site: site.id,
        site_name: site.name,
        seats_in_service: outlook.seats_in_service,
        free_seats: outlook.seats_free,
        now,
    }))
}
