//! What a director asks first: who is missing at this moment, and where no register was taken.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use sea_orm::{ConnectionTrait, FromQueryResult};

#[derive(Debug, Clone, FromQueryResult)]
pub struct Running {
    pub id: i64,
    pub title: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub room: Option<String>,
    pub register_state: String,
}

const LESSON: &str = "SELECT l.id, CASE WHEN l.title = '' THEN o.name ELSE l.title END AS title, l.starts_at, l.ends_at, \
    r.name AS room, l.register_state FROM lessons l JOIN modules o ON o.id = l.module_id LEFT JOIN rooms r ON r.id = l.room_id";
/// No lesson is longer: so far back a running one may have begun.
const LONGEST: i64 = 24 * 3600 * 1_000_000;

pub async fn running(conn: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<Running>> {
    let sql = format!(
        "{LESSON} WHERE l.starts_at > $2 AND l.starts_at <= $1 AND l.ends_at > $1 AND l.status <> 'cancelled' \
         ORDER BY l.starts_at, l.id LIMIT 1000"
    );
    let rows = conn.all(&sql, vec![now.into(), Timestamp(now.0 - LONGEST).into()]).await?;
    rows.iter().map(|row| Ok(Running::from_query_result(row, "")?)).collect()
}

/// Since `from`, begun before `until`, and their registers not closed.
pub async fn without_register(conn: &impl ConnectionTrait, from: Timestamp, until: Timestamp) -> Result<Vec<Running>> {
    let sql = format!(
        "{LESSON} WHERE l.starts_at >= $1 AND l.starts_at <= $2 AND l.status <> 'cancelled' AND l.register_state <> 'closed' \
         ORDER BY l.starts_at, l.id LIMIT 1000"
    );
    let rows = conn.all(&sql, vec![from.into(), until.into()]).await?;
    rows.iter().map(|row| Ok(Running::from_query_result(row, "")?)).collect()
}

#[derive(Debug, Clone, FromQueryResult)]
pub struct Missing {
    pub student_id: i64,
    pub student_name: String,
    pub lesson_id: i64,
    pub absence_id: Option<i64>,
    /// Of the absence: its status, when there is one.
    pub absence_status: Option<String>,
}

/// Marked as absent or excused in a lesson that runs, or declared absent and not seen in it.
pub async fn missing(conn: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<Missing>> {
    let sql = "SELECT DISTINCT u.sort_name, u.id AS student_id, u.first_name || ' ' || u.last_name AS student_name, \
               l.id AS lesson_id, a.id AS absence_id, a.status AS absence_status \
               FROM lessons l JOIN lesson_groups lg ON lg.lesson_id = l.id \
               JOIN group_ancestors ga ON ga.ancestor_id = lg.group_id JOIN enrolments e ON e.group_id = ga.group_id \
               AND e.first_day <= lg.day AND (e.last_day IS NULL OR e.last_day >= lg.day) JOIN users u ON u.id = e.student_id \
               LEFT JOIN attendance_marks m ON m.lesson_id = l.id AND m.student_id = e.student_id \
               LEFT JOIN absences a ON a.id = COALESCE(m.absence_id, (SELECT MIN(c.id) FROM absences c WHERE c.student_id = e.student_id \
               AND c.from_at <= $1 AND c.to_at > $1 AND c.status <> 'refused')) \
               WHERE l.starts_at > $2 AND l.starts_at <= $1 AND l.ends_at > $1 AND l.status <> 'cancelled' \
               AND (m.status IN ('absent', 'excused') OR (m.status IS NULL AND a.id IS NOT NULL)) \
               ORDER BY u.sort_name, u.id, l.id LIMIT 5000";
    let rows = conn.all(sql, vec![now.into(), Timestamp(now.0 - LONGEST).into()]).await?;
    rows.iter().map(|row| Ok(Missing::from_query_result(row, "")?)).collect()
}
