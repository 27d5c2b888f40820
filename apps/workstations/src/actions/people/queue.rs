//! The queue for a free seat. A seat that is held for whoever is called: `held_seat`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use preau_calendar::domain::interval::Interval;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use super::{held_seat as hold, today};
use crate::actions::sessions::{Wanted, issue};
use crate::domain::people::estimate;
use crate::state::State;
use crate::store::locks;
use crate::store::people::busy;
use crate::store::people::queue::{self as rows, New, Ticket};

/// Nobody waits for longer.
const PATIENCE: TimeDelta = TimeDelta::hours(14);

/// What somebody wants of whom nothing is known.
const USUAL: i64 = 30;

/// When each open ticket would sit down. Those who are called are served first.
#[derive(Debug, Clone)]
pub struct Outlook {
    pub open: Vec<Ticket>,
    /// By ticket; `None`: no seat is in service.
    pub at: BTreeMap<i64, Option<Timestamp>>,
    /// When somebody who came now would sit down for [`USUAL`] minutes.
    pub next: Option<Timestamp>,
    pub seats_in_service: usize,
    pub seats_free: usize,
}

pub async fn outlook(conn: &dyn Sql, site: i64, now: Timestamp) -> Result<Outlook> {
    let open = rows::open(conn, site).await?;
    let busy = busy::of_site(conn, site, now).await?;
    let held: BTreeSet<i64> = open.iter().filter_map(|ticket| ticket.held_at(now)).map(|(seat, _)| seat).collect();
    let is_free = |times: &[Interval]| !times.iter().any(|time| time.contains(now.seconds()));
    let free = busy.iter().filter(|(seat, times)| is_free(times) && !held.contains(seat)).count();
    let seats: Vec<_> = busy.into_values().collect();
    let minutes: Vec<i64> = open.iter().map(|ticket| ticket.minutes).chain([USUAL]).collect();
    let at = estimate::estimates(&seats, &minutes, now.seconds());
    let next = at.last().copied().flatten().map(Timestamp::from_seconds);
    let at =
        open.iter().map(|ticket| ticket.id).zip(at.into_iter().map(|at| at.map(Timestamp::from_seconds))).collect();
    Ok(Outlook { open, at, next, seats_in_service: seats.len(), seats_free: free })
}

/// Takes the next ticket of the day. 409 `ticket_taken` for a visitor who has one.
pub async fn join(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    site: i64,
    visitor: Option<i64>,
    minutes: i64,
) -> Result<i64> {
    if let Some(id) = visitor {
        if !locks::visitor(tx, id).await? {
            return Err(Error::invalid("visitor", Refusal::new("no_such_visitor").arg("id", id)));
        }
        if rows::has_open(&**tx, id).await? {
            return Err(Error::conflict("ticket_taken"));
        }
    }
    let by = info.maybe_actor().map(|actor| actor.user_id);
    let new = New { site, day: today(app, tx).await?, visitor, minutes, by };
    let id = rows::insert(tx, &new, app.now()).await?;
    record(tx, app, info, "queue_joined", &rows::get(&**tx, id).await?).await?;
    Ok(id)
}

/// Their number is shown, with the seat that is held for them if one is free; calling again changes nothing unless that
/// time is over.
pub async fn call(tx: &Tx, app: &App, info: &RequestInfo, id: i64) -> Result<()> {
    let ticket = rows::get_locked(tx, id).await?;
    match ticket.status.as_str() {
        "waiting" => {}
        "called" if ticket.held_at(app.now()).is_some() => return Ok(()),
        "called" => {}
        _ => return Err(Error::conflict("wrong_state")),
    }
    let held = hold::find(tx, app, &ticket).await?;
    if ticket.status == "called" && held.is_none() {
        return Ok(());
    }
    rows::set_called(tx, id, held, app.now()).await?;
    hold::tell(tx, held).await?;
    let entry = entry("queue_called", &ticket).meta("workstation", held.map(|(seat, _)| seat));
    audit::record(tx, app, info, entry).await.map(drop)
}

#[derive(Debug, Clone, Copy, Default)]
pub struct Seating {
    pub visitor: Option<i64>,
    /// The code is nobody's, although visitors are named here.
    pub guest: bool,
    pub workstation: Option<i64>,
    pub minutes: Option<i64>,
    /// Although that seat is promised to somebody else.
    pub despite: bool,
}

/// Gives a code for what the ticket asks, good at the seat that is held for them unless another is named. Returns the
/// session.
pub async fn seat(tx: &Tx, app: &App, info: &RequestInfo, id: i64, seating: Seating) -> Result<i64> {
    let ticket = rows::get_locked(tx, id).await?;
    if !matches!(ticket.status.as_str(), "waiting" | "called") {
        return Err(Error::conflict("wrong_state"));
    }
    let visitor = ticket.visitor.or(seating.visitor);
    let is_named = app.state::<State>().config.is_named();
    match visitor {
        None if is_named && !seating.guest => return Err(Error::invalid("visitor", "required")),
        Some(_) if !is_named => return Err(Error::invalid("visitor", "nobody_is_named")),
        Some(_) if seating.guest => return Err(Error::invalid("guest", "guest_or_visitor")),
        _ => {}
    }
    let minutes = seating.minutes.unwrap_or(ticket.minutes);
    let before = ticket.held_at(app.now());
    let workstation = seating.workstation.or(before.map(|(seat, _)| seat));
    // The seat that is held for them is theirs.
    let despite = seating.despite || (workstation.is_some() && before.map(|(seat, _)| seat) == workstation);
    let wanted = Wanted { visitor, workstation, minutes, despite, ..Wanted::default() };
    let session = issue::issue(tx, app, info, wanted).await?;
    // Until they have typed the code.
    let held = before.filter(|(seat, _)| workstation == Some(*seat)).map(|(seat, _)| (seat, hold::until(app)));
    rows::set_seated(tx, id, visitor, session, held, app.now()).await?;
    hold::tell(tx, before).await?;
    record(tx, app, info, "queue_seated", &ticket).await?;
    Ok(session)
}

/// Waits again, in its old place. 409 `wrong_state` for one that was served.
pub async fn back(tx: &Tx, app: &App, info: &RequestInfo, id: i64) -> Result<()> {
    let ticket = rows::get_locked(tx, id).await?;
    match ticket.status.as_str() {
        "called" | "gone" => {}
        "waiting" => return Ok(()),
        _ => return Err(Error::conflict("wrong_state")),
    }
    if let Some(visitor) = ticket.visitor
        && ticket.status == "gone"
        && rows::has_open(&**tx, visitor).await?
    {
        return Err(Error::conflict("ticket_taken"));
    }
    rows::set_waiting(tx, id).await?;
    hold::tell(tx, ticket.held_at(app.now())).await?;
    record(tx, app, info, "queue_joined", &ticket).await
}

/// They went; leaving again changes nothing.
pub async fn leave(tx: &Tx, app: &App, info: &RequestInfo, id: i64) -> Result<()> {
    let ticket = rows::get_locked(tx, id).await?;
    match ticket.status.as_str() {
        "waiting" | "called" => {}
        "gone" => return Ok(()),
        _ => return Err(Error::conflict("wrong_state")),
    }
    rows::set_gone(tx, id, app.now()).await?;
    hold::tell(tx, ticket.held_at(app.now())).await?;
    record(tx, app, info, "queue_left", &ticket).await
}

/// Tickets of days that are over.
pub async fn close_old(app: &App) -> Result<()> {
    let tx = app.db().write_tx().await?;
    rows::close_before(&tx, app.now().minus(PATIENCE), app.now()).await?;
    tx.commit().await
}

/// By number only: whose it is stands in the row.
fn entry(action: &'static str, ticket: &Ticket) -> Entry {
    Entry::new(action)
        .target("queue_ticket", ticket.id, format!("{}", ticket.number))
        .meta("number", ticket.number)
        .meta("site", ticket.site)
}

async fn record(tx: &Tx, app: &App, info: &RequestInfo, action: &'static str, ticket: &Ticket) -> Result<()> {
    audit::record(tx, app, info, entry(action, ticket)).await.map(drop)
}
