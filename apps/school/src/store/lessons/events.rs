//! What happened to lessons (`lesson_events`).

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

/// The latest so many are told.
const MOST: u64 = 200;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Event {
    pub at: Timestamp,
    pub actor_id: Option<i64>,
    /// `None`: somebody who is no longer known.
    pub actor_name: Option<String>,
    /// created, moved, changed, cancelled or substituted.
    pub kind: String,
    /// JSON: old and new value of each field.
    pub changes: String,
    pub reason: String,
}

/// Latest first.
pub async fn events(conn: &dyn Sql, lesson: i64) -> Result<Vec<Event>> {
    let sql = format!(
        "SELECT e.at, e.actor_id, u.first_name || ' ' || u.last_name AS actor_name, e.kind, e.changes, e.reason \
         FROM lesson_events e LEFT JOIN users u ON u.id = e.actor_id WHERE e.lesson_id = $1 ORDER BY e.id DESC LIMIT {MOST}"
    );
    let rows = conn.all(&sql, vec![lesson.into()]).await?;
    rows.iter().map(|row| Ok(Event::from_query_result(row, "")?)).collect()
}

pub struct NewEvent<'a> {
    pub lesson: i64,
    pub actor: i64,
    pub kind: &'a str,
    pub changes: String,
    pub reason: &'a str,
}

pub async fn add_event(tx: &Tx, new: NewEvent<'_>, now: Timestamp) -> Result<()> {
    let sql =
        "INSERT INTO lesson_events (lesson_id, at, actor_id, kind, changes, reason) VALUES ($1, $2, $3, $4, $5, $6)";
    let values =
        vec![new.lesson.into(), now.into(), new.actor.into(), new.kind.into(), new.changes.into(), new.reason.into()];
    tx.exec(sql, values).await.map(drop)
}

/// All lessons of a series came with it.
pub async fn add_created(tx: &Tx, series: i64, actor: i64, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO lesson_events (lesson_id, at, actor_id, kind, changes, reason) \
               SELECT id, CAST($2 AS BIGINT), CAST($3 AS BIGINT), 'created', '{}', '' FROM lessons WHERE series_id = $1 \
               ORDER BY id";
    tx.exec(sql, vec![series.into(), now.into(), actor.into()]).await.map(drop)
}
