//! `/api/queue/`: tickets for a free seat.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::TimeDelta;
use preau_calendar::store::sites;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::PageQuery;
use preau_kernel::web::{Fields, Json, JsonBody, Path, RequestInfo};
use preau_kernel::{App, Error, Refusal, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::{SeatingBody, TicketBody, TicketFilters};
use super::input::query_date;
use super::shapes::TicketView;
use crate::actions::people::queue::{self as actions, Seating, outlook};
use crate::api::shapes::SessionView;
use crate::domain::people::estimate::minutes_until;
use crate::input::{self, MOST_MINUTES};
use crate::store::people::queue as rows;
use crate::store::sessions;

/// Closed tickets are shown for so long.
const LATELY: TimeDelta = TimeDelta::hours(12);

/// Who sat down, and with which code.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Seated {
    ticket: TicketView,
    session: SessionView,
}

/// The queue of a site as it is now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QueueView {
    site: i64,
    site_name: String,
    #[schema(value_type = String, format = DateTime)]
    now: Timestamp,
    seats_in_service: usize,
    free_seats: usize,
    /// Of whoever would come now and want half an hour; null: no seat is in service.
    #[schema(required)]
    wait_minutes: Option<i64>,
    /// Who waits or is called, in the order in which they are served; then those closed lately, newest first.
    tickets: Vec<TicketView>,
}

/// With an honest estimate: sessions run to their end, rests keep their seat, reservations are kept. With `status`, `day` or
/// `visitor`: tickets of the past too, as they were taken.
///
/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/queue/", tag = "Queue", params(TicketFilters), responses((status = 200, body = QueueView)))]
pub(crate) async fn list(State(app): State<App>, page: PageQuery) -> Result<Json<QueueView>> {
    let (read, now) = (app.db().read(), app.now());
    let site = match page.number("site")? {
        Some(site) => site,
        None => rows::first_site(read).await?.ok_or(Error::NotFound)?,
    };
    let site = sites::get(read, site).await?;
    let outlook = outlook(read, site.id, now).await?;
    let is_narrowed = ["status", "day", "visitor"].iter().any(|name| page.param(name).is_some());
    let tickets = if is_narrowed {
        rows::list(read, &page, query_date(&page, "day")?).await?.results
    } else {
        let closed = rows::closed_since(read, site.id, now.minus(LATELY)).await?;
        outlook.open.iter().cloned().chain(closed).collect()
    };
    let tickets = tickets.into_iter().map(|ticket| {
        let at = Some(&outlook).filter(|_| ticket.is_open() && ticket.site == site.id);
        TicketView::of(ticket, at, now)
    });
    Ok(Json(QueueView {
        tickets: tickets.collect(),
        site: site.id,
        site_name: site.name,
        now,
        seats_in_service: outlook.seats_in_service,
        free_seats: outlook.seats_free,
        wait_minutes: outlook.next.map(|at| minutes_until(at.seconds(), now.seconds())),
    }))
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

/// Shows the number on the board, with the seat that is held for them if one is free (`workstations.hold_called`). 409
/// `wrong_state` for a ticket that is closed.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/queue/{id}/call/", tag = "Queue", params(("id" = i64, Path)), responses((status = 200, body = TicketView)))]
pub(crate) async fn call(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<Json<TicketView>> {
    let tx = app.db().write_tx().await?;
    actions::call(&tx, &app, &info, id).await?;
    tx.commit().await?;
    Ok(Json(view(&app, id).await?))
}

/// Gives a code for the ticket, good at the seat that is held for it unless another is named, and closes it. 409 as for a
/// code (`daily_limit`, `session_too_long`, `seat_promised`), `wrong_state`.
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
    let guest = fields.boolean("guest").unwrap_or(false);
    let despite = fields.boolean("despite").unwrap_or(false);
    let minutes = fields.integer("minutes");
    if minutes.is_some_and(|minutes| !(1..=MOST_MINUTES).contains(&minutes)) {
        fields.error("minutes", Refusal::new("minutes_out_of_range").arg("max", MOST_MINUTES));
    }
    fields.finish()?;
    let tx = app.db().write_tx().await?;
    let seating = Seating { visitor, guest, workstation, minutes, despite };
    let made = actions::seat(&tx, &app, &info, id, seating).await?;
    let session = sessions::get(&*tx, made).await?;
    tx.commit().await?;
    Ok(Json(Seated { ticket: view(&app, id).await?, session: SessionView::of(session, app.now()) }))
}

/// Back to waiting, with the same number: they were called and did not come, or had gone.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/queue/{id}/back/", tag = "Queue", params(("id" = i64, Path)), responses((status = 200, body = TicketView)))]
pub(crate) async fn back(State(app): State<App>, info: RequestInfo, Path(id): Path<i64>) -> Result<Json<TicketView>> {
    let tx = app.db().write_tx().await?;
    actions::back(&tx, &app, &info, id).await?;
    tx.commit().await?;
    Ok(Json(view(&app, id).await?))
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
    let at = if ticket.is_open() { Some(outlook(read, ticket.site, now).await?) } else { None };
    Ok(TicketView::of(ticket, at.as_ref(), now))
}
