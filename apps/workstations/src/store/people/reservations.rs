//! Reserved seats (`seat_reservations`); the time itself is a claim of the calendar.

use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx, search};
use preau_kernel::{Error, Result};
use sea_orm::{FromQueryResult, Value};
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::{insert_of, places, update_of};

pub const STATUSES: &[&str] = &["booked", "used", "cancelled", "missed"];

#[derive(Debug, Clone, FromQueryResult, Serialize, ToSchema)]
pub struct Reservation {
    pub id: i64,
    pub workstation: i64,
    pub workstation_name: String,
    pub room: i64,
    pub site: i64,
    #[schema(required)]
    pub visitor: Option<i64>,
    #[schema(required)]
    pub visitor_name: Option<String>,
    pub label: String,
    /// What was booked together has the same; null: a seat by itself.
    #[schema(required)]
    pub group_key: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub ends_at: Timestamp,
    /// booked, used, cancelled or missed.
    pub status: String,
    #[schema(required)]
    pub created_by: Option<i64>,
    #[schema(required)]
    pub created_by_name: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    pub row_version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    pub workstation: i64,
    pub visitor: Option<i64>,
    pub label: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

impl Reservation {
    pub fn values(&self) -> Values {
        Values {
            workstation: self.workstation,
            visitor: self.visitor,
            label: self.label.clone(),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
        }
    }
}

const SELECT: &str = "t.id, t.workstation_id AS workstation, w.name AS workstation_name, w.room_id AS room, \
    r.site_id AS site, t.visitor_id AS visitor, u.first_name || ' ' || u.last_name AS visitor_name, t.label, \
    t.group_key, t.starts_at, t.ends_at, t.status, t.created_by, \
    o.first_name || ' ' || o.last_name AS created_by_name, t.created_at, t.row_version";
const FROM: &str = "seat_reservations t JOIN workstations w ON w.id = t.workstation_id JOIN rooms r ON r.id = w.room_id \
                    LEFT JOIN visitors v ON v.id = t.visitor_id LEFT JOIN users u ON u.id = v.user_id \
                    LEFT JOIN users o ON o.id = t.created_by";

/// Filters: `workstation`, `room`, `site`, `visitor`, `group`, `status`; `range` is what they overlap.
pub async fn list(
    conn: &dyn Sql,
    page: &PageQuery,
    range: (Option<Timestamp>, Option<Timestamp>),
) -> Result<Page<Reservation>> {
    let mut conditions = Conditions::default();
    for (name, column) in
        [("workstation", "t.workstation_id"), ("room", "w.room_id"), ("site", "r.site_id"), ("visitor", "t.visitor_id")]
    {
        if let Some(id) = page.number(name)? {
            conditions.add(&format!("{column} = ?"), [id.into()]);
        }
    }
    if let Some(group) = page.param("group") {
        conditions.add("t.group_key = ?", [group.into()]);
    }
    if let Some(status) = page.param("status") {
        if !STATUSES.contains(&status) {
            return Err(Error::invalid("status", "wrong_value"));
        }
        conditions.add("t.status = ?", [status.into()]);
    }
    if let Some(from) = range.0 {
        conditions.add("t.ends_at > ?", [from.into()]);
    }
    if let Some(to) = range.1 {
        conditions.add("t.starts_at < ?", [to.into()]);
    }
    let list = List {
        select: SELECT,
        from: FROM,
        alias: "t",
        search: Some("seat_reservations"),
        orderings: &[Ordering { name: "starts_at", column: "t.starts_at", kind: Kind::Number }],
        default_ordering: "starts_at",
    };
    page.run(conn, &list, conditions, |row| Ok(Reservation::from_query_result(row, "")?)).await
}

pub async fn get(conn: &dyn Sql, id: i64) -> Result<Reservation> {
    let row = conn.get(&format!("SELECT {SELECT} FROM {FROM} WHERE t.id = $1"), vec![id.into()]).await?;
    Ok(Reservation::from_query_result(&row, "")?)
}

pub async fn get_locked(tx: &Tx, id: i64) -> Result<Reservation> {
    let lock = tx.engine().for_update();
    tx.get(&format!("SELECT id FROM seat_reservations WHERE id = $1{lock}"), vec![id.into()]).await?;
    get(&**tx, id).await
}

/// Those of one booking, by id.
pub async fn of_group(conn: &dyn Sql, group: &str) -> Result<Vec<Reservation>> {
    let sql = format!("SELECT {SELECT} FROM {FROM} WHERE t.group_key = $1 ORDER BY t.id");
    let rows = conn.all(&sql, vec![group.into()]).await?;
    rows.iter().map(|row| Ok(Reservation::from_query_result(row, "")?)).collect()
}

/// Whether somebody has the seat booked at any moment of that time.
pub async fn any_within(conn: &dyn Sql, workstation: i64, (from, to): (Timestamp, Timestamp)) -> Result<bool> {
    let sql = "SELECT 1 FROM seat_reservations WHERE workstation_id = $1 AND status = 'booked' AND ends_at > $2 \
               AND starts_at < $3 LIMIT 1";
    Ok(conn.find(sql, vec![workstation.into(), from.into(), to.into()]).await?.is_some())
}

/// A seat that could be booked instead.
#[derive(Debug, Clone, FromQueryResult, Serialize, ToSchema)]
pub struct FreeSeat {
    pub id: i64,
    pub name: String,
}

/// Seats in service, in the rooms of these, that nobody has booked in that time; in the order of their names.
pub async fn free_beside(
    conn: &dyn Sql,
    seats: &[i64],
    (from, to): (Timestamp, Timestamp),
    most: u64,
) -> Result<Vec<FreeSeat>> {
    if seats.is_empty() {
        return Ok(Vec::new());
    }
    let list = places(3, seats.len());
    let sql = format!(
        "SELECT w.id, w.name FROM workstations w WHERE w.room_id IN (SELECT o.room_id FROM workstations o WHERE o.id IN ({list})) \
         AND w.id NOT IN ({list}) AND w.admin_state NOT IN ('maintenance', 'offline') AND NOT EXISTS \
         (SELECT 1 FROM seat_reservations t WHERE t.workstation_id = w.id AND t.status = 'booked' AND t.starts_at < $2 \
         AND t.ends_at > $1) ORDER BY w.sort_name, w.id LIMIT {most}"
    );
    let mut values: Vec<Value> = vec![from.into(), to.into()];
    values.extend(seats.iter().copied().map(Value::from));
    let rows = conn.all(&sql, values).await?;
    rows.iter().map(|row| Ok(FreeSeat::from_query_result(row, "")?)).collect()
}

/// What a visitor has coming.
pub async fn coming_of(conn: &dyn Sql, visitor: i64, now: Timestamp) -> Result<Vec<Reservation>> {
    let sql = format!(
        "SELECT {SELECT} FROM {FROM} WHERE t.visitor_id = $1 AND t.status = 'booked' AND t.ends_at > $2 ORDER BY t.id"
    );
    let rows = conn.all(&sql, vec![visitor.into(), now.into()]).await?;
    rows.iter().map(|row| Ok(Reservation::from_query_result(row, "")?)).collect()
}

pub async fn insert(
    tx: &Tx,
    values: &Values,
    group: Option<&str>,
    by: Option<i64>,
    visitor_name: &str,
    now: Timestamp,
) -> Result<i64> {
    let mut columns = columns(values, visitor_name, now);
    columns.extend([
        ("group_key", group.map(str::to_owned).into()),
        ("status", "booked".into()),
        ("created_by", by.into()),
        ("row_version", 1_i64.into()),
        ("created_at", now.into()),
    ]);
    let (sql, values) = insert_of("seat_reservations", columns);
    tx.number(&sql, values).await
}

pub async fn update(tx: &Tx, id: i64, values: &Values, visitor_name: &str, now: Timestamp) -> Result<()> {
    let (sql, values) = update_of("seat_reservations", id, columns(values, visitor_name, now));
    tx.exec(&sql, values).await.map(drop)
}

pub async fn set_status(tx: &Tx, id: i64, status: &str, now: Timestamp) -> Result<()> {
    let (sql, values) = update_of("seat_reservations", id, vec![("status", status.into()), ("updated_at", now.into())]);
    tx.exec(&sql, values).await.map(drop)
}

/// Booked ones that are over, or to which a visitor did not come in time: `(id, whether somebody sat there)`. Of a visitor
/// only their own session counts.
pub async fn to_close(conn: &dyn Sql, late: Timestamp, now: Timestamp, most: u64) -> Result<Vec<(i64, bool)>> {
    let sql = format!(
        "SELECT id, was_used FROM (SELECT t.id, t.ends_at, EXISTS (SELECT 1 FROM session_intervals i \
         JOIN workstation_sessions s ON s.id = i.session_id WHERE i.workstation_id = t.workstation_id \
         AND i.started_at < t.ends_at AND COALESCE(i.ended_at, $1) > t.starts_at \
         AND (t.visitor_id IS NULL OR s.visitor_id = t.visitor_id)) AS was_used, t.visitor_id, t.starts_at \
         FROM seat_reservations t WHERE t.status = 'booked' AND t.starts_at <= $2) due \
         WHERE ends_at <= $1 OR (visitor_id IS NOT NULL AND was_used = FALSE) ORDER BY id LIMIT {most}"
    );
    let rows = conn.all(&sql, vec![now.into(), late.into()]).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "was_used")?))).collect()
}

fn columns(values: &Values, visitor_name: &str, now: Timestamp) -> Vec<(&'static str, Value)> {
    vec![
        ("workstation_id", values.workstation.into()),
        ("visitor_id", values.visitor.into()),
        ("label", values.label.clone().into()),
        ("starts_at", values.starts_at.into()),
        ("ends_at", values.ends_at.into()),
        ("search", search::text([values.label.as_str(), visitor_name]).into()),
        ("updated_at", now.into()),
    ]
}
