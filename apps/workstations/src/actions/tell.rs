//! What seats and operators hear of a change: orders to seats that are enrolled, and a word on the bus for whoever looks
//! at the room.

use preau_kernel::Result;
use preau_kernel::bus::Event;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use serde_json::{Value, json};

use crate::domain::life::{Life, Reason};
use crate::store::{orders, seats};

/// Something of a room is not as it was; the id is the room's, the payload `{workstation}`.
pub const TOPIC_ROOM: &str = "workstations.room";

/// A seat is not as it was.
pub(crate) async fn room_of(tx: &Tx, workstation: i64) -> Result<()> {
    let room = seats::room_of(&**tx, workstation).await?;
    room_event(tx, room, workstation);
    Ok(())
}

pub(crate) fn room_event(tx: &Tx, room: i64, workstation: i64) {
    tx.publish(Event::new(TOPIC_ROOM, room).with(json!({"workstation": workstation})));
}

/// To a seat that runs this session: what it is now. The lease is added when the order is sent.
pub(crate) async fn state(tx: &Tx, kind: &str, id: i64, life: &Life, by: Option<i64>, now: Timestamp) -> Result<()> {
    let Some(seat) = life.seat else { return Ok(()) };
    orders::push(tx, seat, kind, &about(id, life, now), by, now).await.map(drop)
}

/// To the seat that is done with a session. `reason`: why, or `moved`, or `freed`.
pub(crate) async fn closed(tx: &Tx, seat: i64, id: i64, reason: &str, by: Option<i64>, now: Timestamp) -> Result<()> {
    orders::push(tx, seat, "closed", &json!({"session": id, "reason": reason}), by, now).await.map(drop)
}

pub(crate) async fn warning(tx: &Tx, seat: i64, id: i64, minutes: i64, reason: Reason, now: Timestamp) -> Result<()> {
    let payload = json!({"session": id, "minutes": minutes, "reason": reason.name()});
    orders::push(tx, seat, "warning", &payload, None, now).await.map(drop)
}

/// What a seat is told of a session: nothing of whose it is.
pub(crate) fn about(id: i64, life: &Life, now: Timestamp) -> Value {
    json!({
        "session": id,
        "status": life.status_at(now).name(),
        "duration_seconds": life.duration_seconds,
        "remaining_ms": (life.duration_seconds * 1_000_000 - life.used(now)).max(0) / 1000,
        "ends_at": life.ends_at,
        "closes_at": life.closes_at,
        "seat_kept_until": life.seat_kept_until,
    })
}
