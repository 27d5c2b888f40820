//! What seats are promised to: reservations that are shown about now, and whoever was called from the queue.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use sea_orm::{FromQueryResult, Value};

use super::Seat;
use crate::domain::status::RESERVED_AHEAD_MINUTES;
use crate::store::places;
use crate::store::sessions::Session;

/// A seat that is held for a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub number: i64,
    pub until: Timestamp,
}

/// A reservation that begins before it is shown.
pub(super) fn soon(now: Timestamp) -> Timestamp {
    now.plus(TimeDelta::minutes(RESERVED_AHEAD_MINUTES))
}

/// Reservations that are shown about now, and who is waited for.
pub(super) async fn add_promises(conn: &dyn Sql, seats: &mut [Seat], now: Timestamp) -> Result<()> {
    if seats.is_empty() {
        return Ok(());
    }
    let list = places(3, seats.len());
    let sql = format!(
        "SELECT workstation_id, MIN(starts_at) AS starts_at, CAST(NULL AS BIGINT) AS number, CAST(NULL AS BIGINT) AS until FROM seat_reservations \
         WHERE status = 'booked' AND ends_at > $1 AND starts_at <= $2 AND workstation_id IN ({list}) GROUP BY workstation_id \
         UNION ALL SELECT workstation_id, CAST(NULL AS BIGINT), number, held_until FROM queue_tickets \
         WHERE held_until > $1 AND workstation_id IN ({list})"
    );
    let mut values: Vec<Value> = vec![now.into(), soon(now).into()];
    values.extend(seats.iter().map(|seat| Value::from(seat.id)));
    let mut reserved: BTreeMap<i64, Timestamp> = BTreeMap::new();
    let mut held: BTreeMap<i64, Held> = BTreeMap::new();
    for row in conn.all(&sql, values).await? {
        let seat: i64 = row.try_get("", "workstation_id")?;
        if let Some(from) = row.try_get("", "starts_at")? {
            reserved.insert(seat, from);
        }
        if let (Some(number), Some(until)) = (row.try_get("", "number")?, row.try_get("", "until")?) {
            held.insert(seat, Held { number, until });
        }
    }
    for seat in seats {
        seat.reserved_from = reserved.get(&seat.id).copied();
        seat.held = held.get(&seat.id).copied();
    }
    Ok(())
}

/// Whether the seat is promised to somebody else than this session's visitor at `now`: reserved (and the code is not for
/// that reservation), or held for a ticket that is not this session's.
pub async fn is_promised_to_another(conn: &dyn Sql, id: i64, session: &Session, now: Timestamp) -> Result<bool> {
    let sql = "SELECT 1 FROM seat_reservations WHERE workstation_id = $1 AND status = 'booked' AND starts_at <= $2 \
               AND ends_at > $2 AND (visitor_id IS NULL OR visitor_id <> $3) AND id <> $5 \
               UNION ALL SELECT 1 FROM queue_tickets WHERE workstation_id = $1 AND held_until > $2 \
               AND (visitor_id IS NULL OR visitor_id <> $3) AND (session_id IS NULL OR session_id <> $4) LIMIT 1";
    let values = vec![
        id.into(),
        now.into(),
        session.visitor.unwrap_or(0).into(),
        session.id.into(),
        session.reservation.unwrap_or(0).into(),
    ];
    Ok(conn.find(sql, values).await?.is_some())
}

/// To whom a seat is promised.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Promise {
    /// `None`: held for whoever was called from the queue…
    pub reservation: Option<i64>,
    /// …with this number.
    pub number: Option<i64>,
    pub label: String,
    pub visitor_name: Option<String>,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

/// The first promise of a seat that is shown at `now` to anybody but this visitor (0: nobody in particular).
pub async fn find_promise(conn: &dyn Sql, seat: i64, visitor: i64, now: Timestamp) -> Result<Option<Promise>> {
    let sql = "SELECT * FROM (SELECT t.id AS reservation, CAST(NULL AS BIGINT) AS number, t.label, \
               u.first_name || ' ' || u.last_name AS visitor_name, t.starts_at, t.ends_at FROM seat_reservations t \
               LEFT JOIN visitors v ON v.id = t.visitor_id LEFT JOIN users u ON u.id = v.user_id \
               WHERE t.workstation_id = $1 AND t.status = 'booked' AND t.ends_at > $2 AND t.starts_at <= $3 \
               AND (t.visitor_id IS NULL OR t.visitor_id <> $4) \
               UNION ALL SELECT CAST(NULL AS BIGINT), q.number, '', NULL, COALESCE(q.called_at, q.created_at), q.held_until \
               FROM queue_tickets q WHERE q.workstation_id = $1 AND q.held_until > $2 \
               AND (q.visitor_id IS NULL OR q.visitor_id <> $4)) promised ORDER BY starts_at, ends_at LIMIT 1";
    let values = vec![seat.into(), now.into(), soon(now).into(), visitor.into()];
    Ok(conn.find(sql, values).await?.map(|row| Promise::from_query_result(&row, "")).transpose()?)
}
