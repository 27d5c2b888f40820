//! `/api/queue/`: tickets for a free seat.

use axum::extract::State;
use axum::http::StatusCode;
use preau_kernel::db::page::{Page, PageQuery};
use preau_kernel::web::{Fields, Json, JsonBody, ListQuery, Path, RequestInfo};
use preau_kernel::{App, Error, Refusal, Result};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

use super::bodies::{SeatingBody, TicketBody, TicketFilters};
use super::input::query_date;
use super::shapes::TicketView;
use crate::actions::people::queue::{self as actions, Outlook, Seating, outlook};
use crate::api::shapes::SessionView;
use crate::input::{self, MOST_MINUTES};
use crate::store::people::queue::{self as rows, Ticket};
use crate::store::sessions;

/// Who sat down, and with which code.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Seated {
    ticket: TicketView,
    session: SessionView,
}

/// In the order in which they were taken; those who wait with an honest estimate: sessions run to their end, rests keep
/// their seat, reservations are kept.
///
/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/queue/", tag = "Queue", params(ListQuery, TicketFilters), responses((status = 200, body = Page<TicketView>)))]
pub(crate) async fn list(State(app): State<App>, page: PageQuery) -> Result<Json<Page<TicketView>>> {
    let (read, now) = (app.db().read(), app.now());
    let found = rows::list(read, &page, query_date(&page, "day")?).await?;
    let mut sites: BTreeMap<i64, Outlook> = BTreeMap::new();
    for ticket in found.results.iter().filter(|ticket| is_open(ticket)) {
        if !sites.contains_key(&ticket.site) {
            sites.insert(ticket.site, outlook(read, ticket.site, now).await?);
        }
    }
    Ok(Json(found.map(|ticket| {
        let at = sites.get(&ticket.site).filter(|_| is_open(&ticket));
        TicketView::of(ticket, at, now)
    })))
}

fn is_open(ticket: &Ticket) -> bool {
    matches!(ticket.status.as_str(), "waiting" | "called")
}

/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/queue/{id}/", tag = "Queue", params(("id" = i64, Path)), responses((status = 200, body = TicketView)))]
pub(crate) async fn get(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<TicketView>> {
    Ok(Json(view(&app, id).await?))
}

/// Takes the next number of the day. 409 `ticket_taken` for a visitor who has one.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/queue/", tag = "Queue", request_body = TicketBody, responses((status = 201, body = TicketView)))]
pub(crate) async fn join(
    State(app): State<App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<(StatusCode, Json<TicketView>)> {
    let mut fields = Fields::new(map);
    let visitor = fields.integer("visitor");
    let minutes = input::minutes(&mut fields);
    let asked = fields.integer("site");
    fields.finish()?;
    let site = match asked {
        Some(site) => site,
        None => rows::first_site(app.db().read()).await?.ok_or_else(|| Error::invalid("site", "required"))?,
    };
    let tx = app.db().write_tx().await?;
    let id = actions::join(&tx, &app, &info, site, visitor, minutes).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(view(&app, id).await?)))
}

/// Shows the number on the board. 409 `wrong_state` for a ticket that is closed.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/queue/{id}/call/", tag = "Queue", params(("id" = i64, Path)), responses((status = 200, body = TicketView)))]
pub(crate) async fn call(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<Json<TicketView>> {
    let tx = app.db().write_tx().await?;
    actions::call(&tx, &app, &info, id).await?;
    tx.commit().await?;
    Ok(Json(view(&app, id).await?))
}

/// Gives a code for the ticket, and closes it. 409 as for a code (`daily_limit`, `session_too_long`), `wrong_state`.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/queue/{id}/seat/", tag = "Queue", params(("id" = i64, Path)), request_body = SeatingBody, responses((status = 200, body = Seated)))]
pub(crate) async fn seat(
    State(app): State<App>,
    info: RequestInfo,
    Path(id): Path<i64>,
    JsonBody(map): JsonBody,
) -> Result<Json<Seated>> {
    rows::get(app.db().read(), id).await?;
    let mut fields = Fields::new(map);
    let (visitor, workstation) = (fields.integer("visitor"), fields.integer("workstation"));
    let minutes = fields.integer("minutes");
    if minutes.is_some_and(|minutes| !(1..=MOST_MINUTES).contains(&minutes)) {
        fields.error("minutes", Refusal::new("minutes_out_of_range").arg("max", MOST_MINUTES));
    }
    fields.finish()?;
    let tx = app.db().write_tx().await?;
    let made = actions::seat(&tx, &app, &info, id, Seating { visitor, workstation, minutes }).await?;
    let session = sessions::get(&*tx, made).await?;
    tx.commit().await?;
    Ok(Json(Seated { ticket: view(&app, id).await?, session: SessionView::of(session, app.now()) }))
}

/// They went.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/queue/{id}/leave/", tag = "Queue", params(("id" = i64, Path)), responses((status = 200, body = TicketView)))]
pub(crate) async fn leave(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<Json<TicketView>> {
    let tx = app.db().write_tx().await?;
    actions::leave(&tx, &app, &info, id).await?;
    tx.commit().await?;
    Ok(Json(view(&app, id).await?))
}

async fn view(app: &App, id: i64) -> Result<TicketView> {
    let (read, now) = (app.db().read(), app.now());
    let ticket = rows::get(read, id).await?;
    let at = if is_open(&ticket) { Some(outlook(read, ticket.site, now).await?) } else { None };
    Ok(TicketView::of(ticket, at.as_ref(), now))
}
