//! Workstations.

use preau_calendar::domain::claim::Subject;
use preau_calendar::store::claims;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};
use serde_json::json;

use super::{changed, changes, check_version, tell};
use crate::store::seats::{self, Seat, Values};
use crate::store::{locks, sessions};

/// Locked, as it was read after that; 404 when there is none.
pub async fn get_locked(tx: &Tx, app: &App, id: i64) -> Result<Seat> {
    locks::workstations(tx, [id]).await?;
    seats::get(&**tx, id, app.now()).await
}

pub async fn create(tx: &Tx, app: &App, info: &RequestInfo, values: &Values) -> Result<i64> {
    require_room(tx, values.room).await?;
    let id = seats::insert(tx, values, app.now()).await?;
    audit::record(tx, app, info, Entry::new("workstation_created").target("workstation", id, &values.name)).await?;
    tell::room_event(tx, values.room, id);
    Ok(id)
}

/// `old` is the row as it was locked. What an operator sets as state is recorded by itself.
pub async fn update(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    old: &Seat,
    values: &Values,
    version: Option<i64>,
) -> Result<()> {
    check_version(version, old.row_version)?;
    let changes = changes([
        ("name", json!(old.name), json!(values.name)),
        ("room", json!(old.room), json!(values.room)),
        ("location", json!(old.location), json!(values.location)),
        ("ip_address", json!(old.ip_address), json!(values.ip_address)),
        ("mac_address", json!(old.mac_address), json!(values.mac_address)),
        ("position_x", json!(old.position_x), json!(values.position_x)),
        ("position_y", json!(old.position_y), json!(values.position_y)),
        ("notes", json!(old.notes), json!(values.notes)),
    ]);
    let has_new_state = old.admin_state != values.admin_state;
    if changes.is_empty() && !has_new_state {
        return Ok(());
    }
    if old.room != values.room {
        require_room(tx, values.room).await?;
        tell::room_event(tx, old.room, old.id);
    }
    seats::update(tx, old.id, values, app.now()).await?;
    if !changes.is_empty() {
        let entry = Entry::new("workstation_updated").target("workstation", old.id, &values.name);
        audit::record(tx, app, info, changed(entry, changes)).await?;
    }
    if has_new_state {
        record_state(tx, app, info, old, &values.admin_state).await?;
    }
    tell::room_event(tx, values.room, old.id);
    Ok(())
}

/// Only the state that an operator sets; the same one again is no change.
pub async fn set_state(tx: &Tx, app: &App, info: &RequestInfo, id: i64, state: &str) -> Result<()> {
    let old = get_locked(tx, app, id).await?;
    if old.admin_state == state {
        return Ok(());
    }
    seats::set_admin_state(tx, id, state, app.now()).await?;
    record_state(tx, app, info, &old, state).await?;
    tell::room_event(tx, old.room, id);
    Ok(())
}

async fn record_state(tx: &Tx, app: &App, info: &RequestInfo, old: &Seat, state: &str) -> Result<()> {
    audit::record(tx, app, info, state_entry((old.id, &old.name), &old.admin_state, state)).await.map(drop)
}

/// Of a seat (id and name) of which an operator has set another state.
pub(super) fn state_entry((id, name): (i64, &str), from: &str, to: &str) -> Entry {
    Entry::new("workstation_status_changed")
        .target("workstation", id, name)
        .meta("cause", "operator")
        .meta("from", from)
        .meta("to", to)
}

/// 409 while a session is open there or somebody has it reserved. What was done there stays counted.
pub async fn delete(tx: &Tx, app: &App, info: &RequestInfo, id: i64) -> Result<()> {
    let (old, now) = (get_locked(tx, app, id).await?, app.now());
    // One that is over but was not settled yet still needs the seat for that.
    if sessions::find_at_seat(&**tx, id).await?.is_some() {
        return Err(Error::conflict(Refusal::new("seat_busy").arg("name", &old.name)));
    }
    if seats::has_coming_reservation(tx, id, now).await? {
        return Err(Error::conflict(Refusal::new("seat_reserved").arg("name", &old.name)));
    }
    claims::lock(tx, [Subject::seat(id)]).await?;
    claims::delete_of_subject(tx, Subject::seat(id)).await?;
    seats::delete(tx, id).await?;
    audit::record(tx, app, info, Entry::new("workstation_deleted").target("workstation", id, &old.name)).await?;
    tell::room_event(tx, old.room, id);
    Ok(())
}

async fn require_room(tx: &Tx, id: i64) -> Result<()> {
    if seats::lock_room(tx, id).await? {
        Ok(())
    } else {
        Err(Error::invalid("room", Refusal::new("no_such_room").arg("id", id)))
    }
}
