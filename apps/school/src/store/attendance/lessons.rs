//! A lesson as its register sees it.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::Conditions;
use preau_kernel::db::{Sql, Tx};
use sea_orm::{FromQueryResult, Value};

use crate::permissions::Reach;

pub const NOT_TAKEN: &str = "not_taken";
pub const OPEN: &str = "open";
pub const CLOSED: &str = "closed";
const CANCELLED: &str = "cancelled";

#[derive(Debug, Clone, FromQueryResult)]
pub struct Lesson {
    pub id: i64,
    pub module: i64,
    pub module_name: String,
    pub title: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub status: String,
    pub register_state: String,
    pub register_version: i64,
    pub register_closed_at: Option<Timestamp>,
    pub head_count: Option<i64>,
}

impl Lesson {
    pub fn is_cancelled(&self) -> bool {
        self.status == CANCELLED
    }

    pub fn is_closed(&self) -> bool {
        self.register_state == CLOSED
    }

    /// As mails and the log name it.
    pub fn name(&self) -> &str {
        if self.title.is_empty() { &self.module_name } else { &self.title }
    }
}

pub(super) const SELECT: &str = "l.id, l.module_id AS module, mo.name AS module_name, l.title, l.starts_at, l.ends_at, \
    l.status, l.register_state, l.register_version, l.register_closed_at, l.head_count";
pub(super) const FROM: &str = "lessons l JOIN modules mo ON mo.id = l.module_id";

pub async fn get(conn: &dyn Sql, reach: Reach, id: i64) -> Result<Lesson> {
    one(conn, reach, id, "").await
}

/// Whoever writes anything of the register waits here for the one before.
pub async fn get_locked(tx: &Tx, reach: Reach, id: i64) -> Result<Lesson> {
    one(&**tx, reach, id, &tx.engine().for_update_of("l")).await
}

async fn one(conn: &dyn Sql, reach: Reach, id: i64, lock: &str) -> Result<Lesson> {
    let mut conditions = Conditions::default();
    conditions.add("l.id = ?", [id.into()]);
    Reach::narrow(reach.lessons("l"), &mut conditions);
    let (condition, values) = conditions.into_parts();
    let row = conn.get(&format!("SELECT {SELECT} FROM {FROM} WHERE {condition}{lock}"), values).await?;
    Ok(Lesson::from_query_result(&row, "")?)
}

/// Whether this person gives it.
pub async fn is_given_by(conn: &dyn Sql, lesson: i64, user: i64) -> Result<bool> {
    let sql = "SELECT 1 AS found FROM lesson_professors WHERE lesson_id = $1 AND user_id = $2";
    Ok(conn.find(sql, vec![lesson.into(), user.into()]).await?.is_some())
}

/// Something of its register has changed.
pub async fn touch(tx: &Tx, id: i64) -> Result<()> {
    let sql = "UPDATE lessons SET register_version = register_version + 1 WHERE id = $1";
    tx.exec(sql, vec![id.into()]).await.map(drop)
}

pub async fn set_head_count(tx: &Tx, id: i64, count: Option<i64>) -> Result<()> {
    tx.exec("UPDATE lessons SET head_count = $2 WHERE id = $1", vec![id.into(), count.into()]).await.map(drop)
}

/// From not taken to open; the others stay.
pub async fn set_open(tx: &Tx, id: i64) -> Result<()> {
    let sql = "UPDATE lessons SET register_state = 'open', register_closed_at = NULL WHERE id = $1";
    tx.exec(sql, vec![id.into()]).await.map(drop)
}

/// It was held, then.
pub async fn set_closed(tx: &Tx, id: i64, now: Timestamp) -> Result<()> {
    let sql = "UPDATE lessons SET register_state = 'closed', register_closed_at = $2, status = 'held', \
               row_version = row_version + 1, updated_at = $2 WHERE id = $1";
    tx.exec(sql, vec![id.into(), now.into()]).await.map(drop)
}

/// What became of a register, and why.
pub async fn add_event(tx: &Tx, id: i64, what: &str, actor: Option<i64>, reason: &str, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO register_events (lesson_id, at, actor_id, what, reason) VALUES ($1, $2, $3, $4, $5)";
    let values: Vec<Value> = vec![id.into(), now.into(), actor.into(), what.into(), reason.into()];
    tx.exec(sql, values).await.map(drop)
}

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct RegisterEvent {
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The id of the person.
    #[schema(required)]
    pub actor: Option<i64>,
    pub actor_name: String,
    /// opened, closed or reopened.
    pub what: String,
    pub reason: String,
}

/// Oldest first.
pub async fn events(conn: &dyn Sql, id: i64) -> Result<Vec<RegisterEvent>> {
    let sql = "SELECT e.at, e.actor_id AS actor, COALESCE(u.first_name || ' ' || u.last_name, '') AS actor_name, e.what, \
               e.reason FROM register_events e LEFT JOIN users u ON u.id = e.actor_id WHERE e.lesson_id = $1 ORDER BY e.id";
    let rows = conn.all(sql, vec![id.into()]).await?;
    rows.iter().map(|row| Ok(RegisterEvent::from_query_result(row, "")?)).collect()
}
