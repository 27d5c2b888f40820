//! What a connection of a seat begins with, and what it changes at the seat's row.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::{FromQueryResult, Value};

#[derive(Debug, Clone, FromQueryResult)]
pub struct SeatOnLine {
    pub id: i64,
    pub name: String,
    pub room_id: i64,
    pub admin_state: String,
    pub key_mac: Option<Vec<u8>>,
    pub last_uplink: i64,
    pub next_order: i64,
    /// The open session there.
    pub session: Option<i64>,
    pub session_status: Option<String>,
    /// While it runs.
    pub ends_at: Option<Timestamp>,
    /// Whether its lease is among the orders that are not done.
    pub has_lease_under_way: bool,
}

pub async fn find(conn: &dyn Sql, workstation: i64) -> Result<Option<SeatOnLine>> {
    let sql = "SELECT w.id, w.name, w.room_id, w.admin_state, w.key_mac, w.last_uplink, w.next_order, \
               s.id AS session, s.status AS session_status, s.ends_at, \
               EXISTS (SELECT 1 FROM seat_orders o WHERE o.workstation_id = w.id AND o.done_at IS NULL \
                 AND o.kind IN ('session', 'time_added')) AS has_lease_under_way \
               FROM workstations w LEFT JOIN workstation_sessions s ON s.workstation_id = w.id \
                 AND s.status IN ('active', 'suspended') WHERE w.id = $1";
    let row = conn.find(sql, vec![workstation.into()]).await?;
    Ok(row.map(|row| SeatOnLine::from_query_result(&row, "")).transpose()?)
}

/// After a restored backup a seat may know of more than we do: what we number from here on lies above it, orders that wait
/// included, and what it was told it has acknowledged is not asked for again.
pub async fn catch_up(tx: &Tx, workstation: i64, last_order: i64, uplink: i64) -> Result<()> {
    tx.exec(
        "UPDATE workstations SET last_uplink = CASE WHEN last_uplink < $2 THEN $2 ELSE last_uplink END WHERE id = $1",
        vec![workstation.into(), uplink.into()],
    )
    .await?;
    let next = tx.number("SELECT next_order FROM workstations WHERE id = $1", vec![workstation.into()]).await?;
    if next > last_order {
        return Ok(());
    }
    let by = last_order + 1;
    tx.exec(
        "UPDATE seat_orders SET number = number + $2 WHERE workstation_id = $1 AND done_at IS NULL",
        vec![workstation.into(), by.into()],
    )
    .await?;
    tx.exec("UPDATE workstations SET next_order = next_order + $2 WHERE id = $1", vec![workstation.into(), by.into()])
        .await
        .map(drop)
}

/// Whether event `number` is the next of its seat; it is then applied by the caller.
pub async fn take_event(tx: &Tx, workstation: i64, number: i64) -> Result<bool> {
    let sql = "UPDATE workstations SET last_uplink = $2 WHERE id = $1 AND last_uplink = $2 - 1";
    Ok(tx.exec(sql, vec![workstation.into(), number.into()]).await? == 1)
}

pub async fn last_uplink(conn: &dyn Sql, workstation: i64) -> Result<i64> {
    conn.number("SELECT last_uplink FROM workstations WHERE id = $1", vec![workstation.into()]).await
}

pub async fn find_name(conn: &dyn Sql, workstation: i64) -> Result<Option<String>> {
    let values: Vec<Value> = vec![workstation.into()];
    let row = conn.find("SELECT name FROM workstations WHERE id = $1", values).await?;
    Ok(row.map(|row| row.try_get("", "name")).transpose()?)
}
