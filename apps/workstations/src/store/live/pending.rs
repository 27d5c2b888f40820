//! Orders until they are done: what is to be sent, and what became of it.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

use super::{numbers, pairs};

#[derive(Debug, Clone, FromQueryResult)]
pub struct Open {
    pub workstation: i64,
    pub number: i64,
    pub kind: String,
    pub payload: String,
    /// The session that is open at the seat now, as it is now: leases are made of it.
    pub session: Option<i64>,
    pub ends_at: Option<Timestamp>,
    pub duration_seconds: Option<i64>,
}

/// Of these seats, in the order of their numbers.
pub async fn open(conn: &dyn Sql, workstations: &[i64]) -> Result<Vec<Open>> {
    if workstations.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT o.workstation_id AS workstation, o.number, o.kind, o.payload, s.id AS session, s.ends_at, s.duration_seconds \
         FROM seat_orders o LEFT JOIN workstation_sessions s ON s.workstation_id = o.workstation_id AND s.status = 'active' \
         WHERE o.workstation_id IN ({}) AND o.done_at IS NULL ORDER BY o.workstation_id, o.number",
        numbers(workstations)
    );
    let rows = conn.all(&sql, vec![]).await?;
    rows.iter().map(|row| Ok(Open::from_query_result(row, "")?)).collect()
}

pub async fn mark_sent(tx: &Tx, orders: &[(i64, i64)], now: Timestamp) -> Result<()> {
    mark(tx, "sent_at = COALESCE(sent_at, $1)", orders, now).await
}

pub async fn mark_received(tx: &Tx, orders: &[(i64, i64)], now: Timestamp) -> Result<()> {
    mark(tx, "sent_at = COALESCE(sent_at, $1), received_at = COALESCE(received_at, $1)", orders, now).await
}

/// `outcome` is one of the protocol's own words. What was done, or withdrawn, before stays as it was.
pub async fn mark_done(tx: &Tx, orders: &[(i64, i64)], outcome: &'static str, now: Timestamp) -> Result<()> {
    let set = format!(
        "sent_at = COALESCE(sent_at, $1), received_at = COALESCE(received_at, $1), done_at = COALESCE(done_at, $1), \
         outcome = CASE WHEN done_at IS NULL THEN '{outcome}' ELSE outcome END"
    );
    mark(tx, &set, orders, now).await
}

/// By their numbers and nothing else: asked for what is not yet done, PostgreSQL, which takes that for rare, compares
/// each open order with each of these.
async fn mark(tx: &Tx, set: &str, orders: &[(i64, i64)], now: Timestamp) -> Result<()> {
    for some in orders.chunks(500) {
        let sql = format!("UPDATE seat_orders SET {set} WHERE (workstation_id, number) IN (VALUES {})", pairs(some));
        tx.exec(&sql, vec![now.into()]).await?;
    }
    Ok(())
}

/// What was ordered, while it is not done.
pub async fn find_open(tx: &Tx, workstation: i64, number: i64) -> Result<Option<String>> {
    let sql = "SELECT kind FROM seat_orders WHERE workstation_id = $1 AND number = $2 AND done_at IS NULL";
    let row = tx.find(sql, vec![workstation.into(), number.into()]).await?;
    Ok(row.map(|row| row.try_get("", "kind")).transpose()?)
}

/// Nothing that was ordered of a key that is no longer good is carried out under the next.
pub async fn withdraw(tx: &Tx, workstation: i64, now: Timestamp) -> Result<()> {
    let sql =
        "UPDATE seat_orders SET done_at = $2, outcome = 'withdrawn' WHERE workstation_id = $1 AND done_at IS NULL";
    tx.exec(sql, vec![workstation.into(), now.into()]).await.map(drop)
}

/// One order, as an operator sees what became of it.
#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct OrderRow {
    pub number: i64,
    /// session, time_added, warning, suspended, closed, lock, message or reboot.
    pub kind: String,
    /// Whoever gave it; null: the program by itself.
    #[schema(required)]
    pub created_by: Option<i64>,
    #[schema(required)]
    pub created_by_name: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub sent_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub received_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub done_at: Option<Timestamp>,
    /// applied, refused, unsupported or withdrawn; empty until it is done.
    pub outcome: String,
}

/// The newest first.
pub async fn list(conn: &dyn Sql, workstation: i64, most: u64) -> Result<Vec<OrderRow>> {
    let sql = format!(
        "SELECT o.number, o.kind, o.created_by, u.first_name || ' ' || u.last_name AS created_by_name, o.created_at, \
         o.sent_at, o.received_at, o.done_at, o.outcome FROM seat_orders o LEFT JOIN users u ON u.id = o.created_by \
         WHERE o.workstation_id = $1 ORDER BY o.number DESC LIMIT {most}"
    );
    let rows = conn.all(&sql, vec![workstation.into()]).await?;
    rows.iter().map(|row| Ok(OrderRow::from_query_result(row, "")?)).collect()
}
