//! Queries of what is ordered of many seats at once: a few statements for all of them, however many there are.

use preau_kernel::Result;
use preau_kernel::bus::Event;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;
use serde_json::{Value, json};

use super::messages::TO_SEAT;
use super::numbers;
use crate::store::{locks, orders};

/// Of one event, so that it stays below what a node can tell another at once.
const IN_ONE_EVENT: usize = 300;

/// Which seats are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    Seats(Vec<i64>),
    Room(i64),
    Site(i64),
}

/// A seat, as far as it matters whether it can be ordered about.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Target {
    pub id: i64,
    pub name: String,
    pub room: i64,
    pub admin_state: String,
    pub mac_address: String,
    pub is_enrolled: bool,
    /// The open session there.
    pub session: Option<i64>,
    pub visitor: Option<i64>,
}

/// An order that was put in the row of a seat's.
#[derive(Debug, Clone, Copy, FromQueryResult)]
pub struct Pushed {
    pub id: i64,
    pub workstation: i64,
    pub number: i64,
}

/// Those of them that are there, in the order of their ids, at most `most`. `occupied`: only where a session is open.
pub async fn ids(conn: &dyn Sql, whom: &Whom, occupied: bool, most: usize) -> Result<Vec<i64>> {
    let within = match whom {
        Whom::Seats(ids) if ids.is_empty() => return Ok(Vec::new()),
        Whom::Seats(ids) => format!("w.id IN ({})", numbers(ids)),
        Whom::Room(room) => format!("w.room_id = {room}"),
        Whom::Site(site) => format!("w.room_id IN (SELECT r.id FROM rooms r WHERE r.site_id = {site})"),
    };
    let taken = "EXISTS (SELECT 1 FROM workstation_sessions s WHERE s.workstation_id = w.id \
                 AND s.status IN ('active', 'suspended'))";
    let and = if occupied { format!(" AND {taken}") } else { String::new() };
    let sql = format!("SELECT w.id FROM workstations w WHERE {within}{and} ORDER BY w.id LIMIT {most}");
    conn.all(&sql, vec![]).await?.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

pub async fn is_room(conn: &dyn Sql, id: i64) -> Result<bool> {
    Ok(conn.find("SELECT 1 FROM rooms WHERE id = $1", vec![id.into()]).await?.is_some())
}

pub async fn is_site(conn: &dyn Sql, id: i64) -> Result<bool> {
    Ok(conn.find("SELECT 1 FROM sites WHERE id = $1", vec![id.into()]).await?.is_some())
}

/// Sessions at these seats that are over or no longer keep them.
pub async fn overdue(conn: &dyn Sql, workstations: &[i64], now: Timestamp) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT s.id FROM workstation_sessions s WHERE s.workstation_id IN ({}) AND ((s.status = 'active' AND s.ends_at <= $1) \
         OR (s.status = 'suspended' AND (s.code_expires_at <= $1 OR s.seat_kept_until <= $1))) ORDER BY s.id",
        numbers(workstations)
    );
    conn.all(&sql, vec![now.into()]).await?.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

/// Those of them that are there, locked, in the order of their ids.
pub async fn locked(tx: &Tx, workstations: &[i64]) -> Result<Vec<Target>> {
    let there = locks::workstations(tx, workstations.iter().copied()).await?;
    if there.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT w.id, w.name, w.room_id AS room, w.admin_state, w.mac_address, w.key_mac IS NOT NULL AS is_enrolled, \
         s.id AS session, s.visitor_id AS visitor FROM workstations w LEFT JOIN workstation_sessions s \
         ON s.workstation_id = w.id AND s.status IN ('active', 'suspended') WHERE w.id IN ({}) ORDER BY w.id",
        numbers(&there)
    );
    tx.all(&sql, vec![]).await?.iter().map(|row| Ok(Target::from_query_result(row, "")?)).collect()
}

/// As [`orders::push`], to each of these seats, which are locked; those without a key are passed over. In the order of
/// the seats.
pub async fn push_all(
    tx: &Tx,
    workstations: &[i64],
    kind: &str,
    payload: &Value,
    by: i64,
    now: Timestamp,
) -> Result<Vec<Pushed>> {
    if workstations.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "INSERT INTO seat_orders (workstation_id, number, kind, payload, created_by, created_at, outcome) \
         SELECT w.id, w.next_order, $1, $2, $3, $4, '' FROM workstations w WHERE w.id IN ({}) AND w.key_mac IS NOT NULL \
         ORDER BY w.id RETURNING id, workstation_id AS workstation, number",
        numbers(workstations)
    );
    let rows = tx.all(&sql, vec![kind.into(), serde_json::to_string(payload)?.into(), by.into(), now.into()]).await?;
    let mut pushed = rows.iter().map(|row| Ok(Pushed::from_query_result(row, "")?)).collect::<Result<Vec<Pushed>>>()?;
    pushed.sort_by_key(|one| one.workstation);
    let seats: Vec<i64> = pushed.iter().map(|one| one.workstation).collect();
    if !seats.is_empty() {
        let sql = format!("UPDATE workstations SET next_order = next_order + 1 WHERE id IN ({})", numbers(&seats));
        tx.exec(&sql, vec![]).await?;
    }
    for some in seats.chunks(IN_ONE_EVENT) {
        tx.publish(Event::new(orders::TOPIC, 0).with(json!(some)));
    }
    Ok(pushed)
}

/// What these orders carry, among the messages of their seats and of the sessions that are open there.
pub async fn insert_messages(tx: &Tx, pushed: &[Pushed], text: &str, by: i64, now: Timestamp) -> Result<()> {
    if pushed.is_empty() {
        return Ok(());
    }
    let ids: Vec<i64> = pushed.iter().map(|one| one.id).collect();
    let sql = format!(
        "INSERT INTO seat_messages (workstation_id, session_id, direction, text, at, sent_by, order_id) \
         SELECT o.workstation_id, s.id, '{TO_SEAT}', $1, $2, $3, o.id FROM seat_orders o LEFT JOIN workstation_sessions s \
         ON s.workstation_id = o.workstation_id AND s.status IN ('active', 'suspended') WHERE o.id IN ({}) ORDER BY o.id",
        numbers(&ids)
    );
    tx.exec(&sql, vec![text.into(), now.into(), by.into()]).await.map(drop)
}

/// Those whose state is another one by now.
pub async fn set_admin_state(tx: &Tx, workstations: &[i64], state: &str, now: Timestamp) -> Result<()> {
    if workstations.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "UPDATE workstations SET admin_state = $1, updated_at = $2, row_version = row_version + 1 WHERE id IN ({})",
        numbers(workstations)
    );
    tx.exec(&sql, vec![state.into(), now.into()]).await.map(drop)
}
