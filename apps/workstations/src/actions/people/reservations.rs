//! Reserved seats. Their time is a claim of the calendar (`seat`, source `reservation`), so that two never overlap.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use preau_calendar::claims::{self, ClaimError};
use preau_calendar::domain::claim::{Source, Subject, Wanted};
use preau_calendar::domain::interval::Interval;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};
use serde_json::json;

use crate::actions::{changed, changes, check_version, hours, tell};
use crate::store::people::reservations::{self as rows, Reservation, Values};
use crate::store::people::visitors;
use crate::store::{locks, seats};

/// `source_kind` of its claims.
pub const SOURCE: &str = "reservation";
/// Seats of one booking.
pub const MOST_SEATS: usize = 200;
/// A visitor's seat is given back when they are so late.
const LATE: TimeDelta = TimeDelta::minutes(15);
/// How far ahead, and how long.
const MOST_AHEAD: TimeDelta = TimeDelta::days(400);
const LONGEST: TimeDelta = TimeDelta::hours(24);

/// Several seats at once are all booked, or none is.
#[derive(Debug, Clone)]
pub struct Booking {
    pub workstations: Vec<i64>,
    pub visitor: Option<i64>,
    pub label: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

/// 409 `clash` with the seats that are taken, `place_closed` outside the opening hours. Returns the reservations' ids.
pub async fn book(tx: &Tx, app: &App, info: &RequestInfo, booking: &Booking) -> Result<Vec<i64>> {
    let ids: BTreeSet<i64> = booking.workstations.iter().copied().collect();
    let time = checked_time(app, booking.starts_at, booking.ends_at)?;
    let visitor_name = visitor_name(tx, booking.visitor).await?;
    let sites = lock_seats(tx, app, &ids).await?;
    for site in sites {
        hours::require_open(tx, app, site, time).await?;
    }
    let group = (ids.len() > 1).then(|| hex::encode(app.chance().bytes::<8>()));
    let by = info.maybe_actor().map(|actor| actor.user_id);
    let mut made = Vec::new();
    let mut wanted = Vec::new();
    for workstation in ids {
        let values = Values {
            workstation,
            visitor: booking.visitor,
            label: booking.label.clone(),
            starts_at: booking.starts_at,
            ends_at: booking.ends_at,
        };
        let id = rows::insert(tx, &values, group.as_deref(), by, &visitor_name, app.now()).await?;
        wanted.push((Source::new(SOURCE, id), Wanted::new(Subject::seat(workstation), time)));
        made.push(id);
    }
    claims::claim_each(tx, app, &wanted, None).await.map_err(clash)?;
    for id in &made {
        let reservation = rows::get(&**tx, *id).await?;
        audit::record(tx, app, info, entry("reservation_created", &reservation)).await?;
        tell::room_of(tx, reservation.workstation).await?;
    }
    Ok(made)
}

/// Another time, seat, visitor or label of one that is still booked.
pub async fn change(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    old: &Reservation,
    values: &Values,
    version: Option<i64>,
) -> Result<()> {
    check_version(version, old.row_version)?;
    if old.status != "booked" {
        return Err(Error::conflict("wrong_state"));
    }
    let changes = changes([
        ("workstation", json!(old.workstation), json!(values.workstation)),
        ("visitor", json!(old.visitor), json!(values.visitor)),
        ("label", json!(old.label), json!(values.label)),
        ("starts_at", json!(old.starts_at), json!(values.starts_at)),
        ("ends_at", json!(old.ends_at), json!(values.ends_at)),
    ]);
    if changes.is_empty() {
        return Ok(());
    }
    let visitor_name = visitor_name(tx, values.visitor).await?;
    if (old.workstation, old.starts_at, old.ends_at) != (values.workstation, values.starts_at, values.ends_at) {
        let time = if old.starts_at == values.starts_at {
            length(values.starts_at, values.ends_at)?
        } else {
            checked_time(app, values.starts_at, values.ends_at)?
        };
        for site in lock_seats(tx, app, &BTreeSet::from([old.workstation, values.workstation])).await? {
            hours::require_open(tx, app, site, time).await?;
        }
        let wanted = [Wanted::new(Subject::seat(values.workstation), time)];
        claims::move_source(tx, app, &Source::new(SOURCE, old.id), &wanted, None).await.map_err(clash)?;
    }
    rows::update(tx, old.id, values, &visitor_name, app.now()).await?;
    audit::record(tx, app, info, changed(entry("reservation_updated", old), changes)).await?;
    tell::room_of(tx, old.workstation).await?;
    tell::room_of(tx, values.workstation).await
}

/// Gives the time back, of the whole booking when that is meant. 409 `wrong_state` unless it is booked.
pub async fn cancel(tx: &Tx, app: &App, info: &RequestInfo, id: i64, whole_group: bool) -> Result<()> {
    let asked = rows::get_locked(tx, id).await?;
    if asked.status != "booked" {
        return Err(Error::conflict("wrong_state"));
    }
    let all = match &asked.group_key {
        Some(group) if whole_group => rows::of_group(&**tx, group).await?,
        _ => vec![asked],
    };
    for one in all.iter().filter(|one| one.status == "booked") {
        release(tx, app, one, "cancelled").await?;
        audit::record(tx, app, info, entry("reservation_cancelled", one)).await?;
    }
    Ok(())
}

/// What is over was used or missed; a seat to which its visitor did not come is given back.
pub async fn close_due(app: &App) -> Result<()> {
    const BATCH: u64 = 200;
    loop {
        let now = app.now();
        let due = rows::to_close(app.db().read(), now.minus(LATE), now, BATCH).await?;
        for (id, was_used) in &due {
            let tx = app.db().write_tx().await?;
            let one = rows::get_locked(&tx, *id).await?;
            if one.status == "booked" {
                release(&tx, app, &one, if *was_used { "used" } else { "missed" }).await?;
                if !was_used {
                    let info = RequestInfo::internal("workstations.reservations");
                    audit::record(&tx, app, &info, entry("reservation_missed", &one)).await?;
                }
                tx.commit().await?;
            }
        }
        if (due.len() as u64) < BATCH {
            return Ok(());
        }
    }
}

async fn release(tx: &Tx, app: &App, one: &Reservation, status: &str) -> Result<()> {
    claims::release_source(tx, &Source::new(SOURCE, one.id)).await?;
    rows::set_status(tx, one.id, status, app.now()).await?;
    tell::room_of(tx, one.workstation).await
}

/// Sites of these seats, which are all there and in service.
async fn lock_seats(tx: &Tx, app: &App, ids: &BTreeSet<i64>) -> Result<BTreeSet<i64>> {
    let there = locks::workstations(tx, ids.iter().copied()).await?;
    if let Some(id) = ids.iter().find(|id| !there.contains(id)) {
        return Err(Error::invalid("workstations", Refusal::new("no_such_workstation").arg("id", id)));
    }
    let mut sites = BTreeSet::new();
    for id in ids {
        sites.insert(seats::get(&**tx, *id, app.now()).await?.site);
    }
    Ok(sites)
}

async fn visitor_name(tx: &Tx, visitor: Option<i64>) -> Result<String> {
    let Some(id) = visitor else { return Ok(String::new()) };
    if !locks::visitor(tx, id).await? {
        return Err(Error::invalid("visitor", Refusal::new("no_such_visitor").arg("id", id)));
    }
    Ok(visitors::get(&**tx, id).await?.name())
}

fn checked_time(app: &App, starts_at: Timestamp, ends_at: Timestamp) -> Result<Interval> {
    let now = app.now();
    if starts_at < now.minus(TimeDelta::minutes(1)) {
        return Err(Error::invalid("starts_at", "in_the_past"));
    }
    if starts_at > now.plus(MOST_AHEAD) {
        return Err(Error::invalid("starts_at", Refusal::new("too_far_ahead").arg("max", MOST_AHEAD.num_days())));
    }
    length(starts_at, ends_at)
}

fn length(starts_at: Timestamp, ends_at: Timestamp) -> Result<Interval> {
    if ends_at.since(starts_at) > LONGEST {
        return Err(Error::invalid("ends_at", Refusal::new("too_long_a_time").arg("max", LONGEST.num_hours())));
    }
    let time = Interval::new(starts_at.seconds(), ends_at.seconds());
    time.ok_or_else(|| Error::invalid("ends_at", "ends_too_early"))
}

/// 409 `clash` names the seats that are taken, and not by whom.
fn clash(error: ClaimError) -> Error {
    match error {
        ClaimError::Other(error) => error,
        ClaimError::Taken(clashes) => {
            let taken: BTreeSet<i64> = clashes.iter().map(|clash| clash.wanted.subject.id).collect();
            Error::conflict(Refusal::new("seats_taken").arg("count", taken.len()).extra("workstations", json!(taken)))
        }
    }
}

/// With the seats of the same rooms that are free then, when some were taken. After the transaction: one that met a clash
/// answers nothing more.
pub async fn with_free(app: &App, error: Error, seats: &[i64], time: (Timestamp, Timestamp)) -> Error {
    const MOST: u64 = 20;
    match error {
        Error::Conflict(refusal) if refusal.code == "seats_taken" => {
            let free = rows::free_beside(app.db().read(), seats, time, MOST).await;
            Error::Conflict(free.map_or(refusal.clone(), |free| refusal.extra("free", json!(free))))
        }
        other => other,
    }
}

fn entry(action: &'static str, one: &Reservation) -> Entry {
    let entry = Entry::new(action)
        .target("reservation", one.id, &one.workstation_name)
        .meta("workstation", one.workstation)
        .meta("from", one.starts_at.to_string())
        .meta("to", one.ends_at.to_string());
    match one.visitor {
        Some(visitor) => entry.meta("visitor", visitor),
        None => entry,
    }
}
