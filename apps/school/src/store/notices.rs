//! What changed in the timetable, and who is still to be told (`timetable_changes`, `timetable_notices`).

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::{FromQueryResult, Value};

/// Rows of one statement.
const ROWS: usize = 200;

pub async fn insert(
    tx: &Tx,
    lesson: i64,
    kind: &str,
    before: Option<(Timestamp, Timestamp)>,
    reason: &str,
    now: Timestamp,
) -> Result<i64> {
    let sql = "INSERT INTO timetable_changes (lesson_id, kind, old_starts_at, old_ends_at, reason, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let (from, to) = before.unzip();
    let values = vec![
        lesson.into(),
        kind.into(),
        from.map(|at| at.0).into(),
        to.map(|at| at.0).into(),
        reason.into(),
        now.into(),
    ];
    tx.number(sql, values).await
}

pub async fn address(tx: &Tx, change: i64, people: &[i64]) -> Result<()> {
    for chunk in people.chunks(ROWS) {
        let rows: Vec<_> = (0..chunk.len()).map(|i| format!("($1, ${})", i + 2)).collect();
        let sql = format!(
            "INSERT INTO timetable_notices (change_id, user_id) VALUES {} ON CONFLICT DO NOTHING",
            rows.join(", ")
        );
        let mut values: Vec<Value> = vec![change.into()];
        values.extend(chunk.iter().map(|id| Value::from(*id)));
        tx.exec(&sql, values).await?;
    }
    Ok(())
}

/// People who are still to be told of these changes or earlier ones.
pub async fn people_waiting(conn: &dyn Sql, up_to: i64, after: i64, most: u64) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT DISTINCT user_id FROM timetable_notices WHERE told_at IS NULL AND user_id > $2 AND change_id <= $1 \
         ORDER BY user_id LIMIT {most}"
    );
    let rows = conn.all(&sql, vec![up_to.into(), after.into()]).await?;
    rows.iter().map(|row| Ok(row.try_get("", "user_id")?)).collect()
}

/// A change with its lesson as it is now.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Waiting {
    pub change_id: i64,
    pub lesson_id: i64,
    pub kind: String,
    pub old_starts_at: Option<Timestamp>,
    pub old_ends_at: Option<Timestamp>,
    pub reason: String,
    pub title: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub room: Option<String>,
    pub status: String,
}

/// By the lesson's start, then in the order in which it happened.
pub async fn waiting(conn: &dyn Sql, user: i64) -> Result<Vec<Waiting>> {
    let sql = "SELECT c.id AS change_id, c.lesson_id, c.kind, c.old_starts_at, c.old_ends_at, c.reason, \
               CASE WHEN l.title = '' THEN m.name ELSE l.title END AS title, l.starts_at, l.ends_at, r.name AS room, \
               l.status FROM timetable_notices n JOIN timetable_changes c ON c.id = n.change_id \
               JOIN lessons l ON l.id = c.lesson_id JOIN modules m ON m.id = l.module_id LEFT JOIN rooms r ON r.id = l.room_id \
               WHERE n.user_id = $1 AND n.told_at IS NULL ORDER BY l.starts_at, l.id, c.id LIMIT 500";
    let rows = conn.all(sql, vec![user.into()]).await?;
    rows.iter().map(|row| Ok(Waiting::from_query_result(row, "")?)).collect()
}

/// Marks them as told; how many were still waiting.
pub async fn set_told(tx: &Tx, user: i64, changes: &[i64], now: Timestamp) -> Result<u64> {
    let mut told = 0;
    for chunk in changes.chunks(ROWS) {
        let places: Vec<_> = (0..chunk.len()).map(|i| format!("${}", i + 3)).collect();
        let sql = format!(
            "UPDATE timetable_notices SET told_at = $2 WHERE user_id = $1 AND told_at IS NULL AND change_id IN ({})",
            places.join(", ")
        );
        let mut values: Vec<Value> = vec![user.into(), now.into()];
        values.extend(chunk.iter().map(|id| Value::from(*id)));
        told += tx.exec(&sql, values).await?;
    }
    Ok(told)
}

pub async fn delete_of(tx: &Tx, user: i64) -> Result<()> {
    tx.exec("DELETE FROM timetable_notices WHERE user_id = $1", vec![user.into()]).await.map(drop)
}

/// Removes changes that nobody waits for and that are older than this.
pub async fn delete_old(tx: &Tx, before: Timestamp, most: u64) -> Result<u64> {
    let sql = format!(
        "DELETE FROM timetable_changes WHERE id IN (SELECT c.id FROM timetable_changes c WHERE c.created_at < $1 \
         AND NOT EXISTS (SELECT 1 FROM timetable_notices n WHERE n.change_id = c.id AND n.told_at IS NULL) \
         ORDER BY c.id LIMIT {most})"
    );
    tx.exec(&sql, vec![before.into()]).await
}
