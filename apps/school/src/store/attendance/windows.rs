//! Windows of check-in (`check_in_windows`): `opens_at` counts, `closes_at` no longer does.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

pub const PROOF: &str = "proof";

#[derive(Debug, Clone, FromQueryResult)]
pub struct Window {
    pub id: i64,
    pub lesson_id: i64,
    /// code or proof.
    pub mode: String,
    pub salt: Vec<u8>,
    pub opens_at: Timestamp,
    pub closes_at: Timestamp,
    pub network_hash: String,
}

impl Window {
    pub fn wants_proof(&self) -> bool {
        self.mode == PROOF
    }
}

/// The one that is open at this instant.
pub async fn open_at(conn: &dyn Sql, lesson: i64, now: Timestamp) -> Result<Option<Window>> {
    let sql = "SELECT id, lesson_id, mode, salt, opens_at, closes_at, network_hash FROM check_in_windows \
               WHERE lesson_id = $1 AND opens_at <= $2 AND closes_at > $2 ORDER BY id DESC LIMIT 1";
    let row = conn.find(sql, vec![lesson.into(), now.into()]).await?;
    Ok(row.map(|row| Window::from_query_result(&row, "")).transpose()?)
}

/// The check-in of a lesson as a whole, however often it was opened: `closes_at` and `mode` are the
/// last one's.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Held {
    pub opened_at: Timestamp,
    pub closes_at: Timestamp,
    pub mode: String,
}

pub async fn held(conn: &dyn Sql, lesson: i64) -> Result<Option<Held>> {
    let sql = "SELECT (SELECT MIN(o.opens_at) FROM check_in_windows o WHERE o.lesson_id = $1) AS opened_at, w.closes_at, \
               w.mode FROM check_in_windows w WHERE w.lesson_id = $1 ORDER BY w.id DESC LIMIT 1";
    let row = conn.find(sql, vec![lesson.into()]).await?;
    Ok(row.map(|row| Held::from_query_result(&row, "")).transpose()?)
}

/// Whether the lesson ever had one.
pub async fn has_any(conn: &dyn Sql, lesson: i64) -> Result<bool> {
    let sql = "SELECT 1 AS found FROM check_in_windows WHERE lesson_id = $1 LIMIT 1";
    Ok(conn.find(sql, vec![lesson.into()]).await?.is_some())
}

pub struct New<'a> {
    pub lesson: i64,
    pub mode: &'a str,
    pub salt: [u8; 16],
    pub opened_by: i64,
    pub closes_at: Timestamp,
    pub network_hash: &'a str,
}

pub async fn insert(tx: &Tx, new: &New<'_>, now: Timestamp) -> Result<i64> {
    let sql = "INSERT INTO check_in_windows (lesson_id, mode, salt, opened_by, opens_at, closes_at, network_hash, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $5) RETURNING id";
    let values = vec![
        new.lesson.into(),
        new.mode.into(),
        new.salt.to_vec().into(),
        new.opened_by.into(),
        now.into(),
        new.closes_at.into(),
        new.network_hash.into(),
    ];
    tx.number(sql, values).await
}

pub async fn change(tx: &Tx, id: i64, mode: &str, closes_at: Timestamp) -> Result<()> {
    let sql = "UPDATE check_in_windows SET mode = $2, closes_at = $3 WHERE id = $1";
    tx.exec(sql, vec![id.into(), mode.into(), closes_at.into()]).await.map(drop)
}

/// Those of a lesson that are open end now. How many there were.
pub async fn end(tx: &Tx, lesson: i64, now: Timestamp) -> Result<u64> {
    let sql = "UPDATE check_in_windows SET closes_at = $2 WHERE lesson_id = $1 AND closes_at > $2";
    tx.exec(sql, vec![lesson.into(), now.into()]).await
}

/// A window that is open for a student now.
#[derive(Debug, Clone, FromQueryResult)]
pub struct OpenFor {
    pub lesson: i64,
    pub module_name: String,
    pub title: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub mode: String,
    pub closes_at: Timestamp,
    pub decision: Option<String>,
    pub accepted: Option<bool>,
    /// What their own check-in says of them.
    pub status: Option<String>,
    pub minutes: Option<i64>,
}

/// Where this student can check in now, or has.
pub async fn open_for(conn: &dyn Sql, student: i64, now: Timestamp) -> Result<Vec<OpenFor>> {
    let sql = "SELECT l.id AS lesson, mo.name AS module_name, l.title, l.starts_at, l.ends_at, w.mode, w.closes_at, \
               c.decision, c.accepted, m.student_status AS status, m.minutes_late AS minutes FROM check_in_windows w JOIN lessons l ON l.id = w.lesson_id \
               JOIN modules mo ON mo.id = l.module_id LEFT JOIN check_ins c ON c.lesson_id = l.id AND c.student_id = $1 \
               LEFT JOIN attendance_marks m ON m.lesson_id = l.id AND m.student_id = $1 AND m.student_status IS NOT NULL \
               WHERE w.closes_at > $2 AND w.opens_at <= $2 AND l.status <> 'cancelled' AND EXISTS (\
               SELECT 1 FROM lesson_groups lg JOIN group_ancestors ga ON ga.ancestor_id = lg.group_id \
               JOIN enrolments e ON e.group_id = ga.group_id AND e.first_day <= lg.day \
               AND (e.last_day IS NULL OR e.last_day >= lg.day) WHERE lg.lesson_id = l.id AND e.student_id = $1) \
               ORDER BY l.starts_at, l.id LIMIT 20";
    let rows = conn.all(sql, vec![student.into(), now.into()]).await?;
    rows.iter().map(|row| Ok(OpenFor::from_query_result(row, "")?)).collect()
}
