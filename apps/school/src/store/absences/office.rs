//! What a director asks first: who is missing at this moment, and where no register was taken.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use sea_orm::FromQueryResult;

use super::Binder;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Running {
    pub id: i64,
    pub title: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub room: Option<String>,
    pub register_state: String,
    pub reminded_at: Option<Timestamp>,
}

const LESSON: &str = "SELECT l.id, CASE WHEN l.title = '' THEN o.name ELSE l.title END AS title, l.starts_at, l.ends_at, \
    r.name AS room, l.register_state, l.reminded_at FROM lessons l JOIN modules o ON o.id = l.module_id LEFT JOIN rooms r ON r.id = l.room_id";
/// No lesson is longer: so far back a running one may have begun.
const LONGEST: i64 = 24 * 3600 * 1_000_000;

/// `$1`: now; `$2`: the earliest that one may have begun.
const IS_RUNNING: &str = "l.starts_at > $2 AND l.starts_at <= $1 AND l.ends_at > $1 AND l.status <> 'cancelled'";

/// Begun between these and not closed.
fn is_without_register(from: &str, until: &str) -> String {
    format!(
        "l.starts_at >= {from} AND l.starts_at <= {until} AND l.status <> 'cancelled' AND l.register_state <> 'closed'"
    )
}

pub async fn running(conn: &dyn Sql, now: Timestamp) -> Result<Vec<Running>> {
    let sql = format!("{LESSON} WHERE {IS_RUNNING} ORDER BY l.starts_at, l.id LIMIT 1000");
    let rows = conn.all(&sql, vec![now.into(), Timestamp(now.0 - LONGEST).into()]).await?;
    rows.iter().map(|row| Ok(Running::from_query_result(row, "")?)).collect()
}

/// Since `from`, begun before `until`, and their registers not closed.
pub async fn without_register(conn: &dyn Sql, from: Timestamp, until: Timestamp) -> Result<Vec<Running>> {
    let sql = format!("{LESSON} WHERE {} ORDER BY l.starts_at, l.id LIMIT 1000", is_without_register("$1", "$2"));
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

/// Seats in lessons that run (`l`) whose student (`u`) is marked as absent or excused, or was declared absent (`a`) and
/// not seen.
fn absent() -> String {
    format!(
        "lessons l JOIN lesson_groups lg ON lg.lesson_id = l.id \
         JOIN group_ancestors ga ON ga.ancestor_id = lg.group_id JOIN enrolments e ON e.group_id = ga.group_id \
         AND e.first_day <= lg.day AND (e.last_day IS NULL OR e.last_day >= lg.day) JOIN users u ON u.id = e.student_id \
         LEFT JOIN attendance_marks m ON m.lesson_id = l.id AND m.student_id = e.student_id \
         LEFT JOIN absences a ON a.id = COALESCE(m.absence_id, (SELECT MIN(c.id) FROM absences c WHERE c.student_id = e.student_id \
         AND c.from_at <= $1 AND c.to_at > $1 AND c.status <> 'refused' AND c.withdrawn_at IS NULL)) \
         WHERE {IS_RUNNING} AND (m.status IN ('absent', 'excused') OR (m.status IS NULL AND a.id IS NOT NULL))"
    )
}

pub async fn missing(conn: &dyn Sql, now: Timestamp) -> Result<Vec<Missing>> {
    let sql = format!(
        "SELECT DISTINCT u.sort_name, u.id AS student_id, u.first_name || ' ' || u.last_name AS student_name, \
         l.id AS lesson_id, a.id AS absence_id, a.status AS absence_status FROM {} \
         ORDER BY u.sort_name, u.id, l.id LIMIT 5000",
        absent()
    );
    let rows = conn.all(&sql, vec![now.into(), Timestamp(now.0 - LONGEST).into()]).await?;
    rows.iter().map(|row| Ok(Missing::from_query_result(row, "")?)).collect()
}

/// In which groups these students are on a day: by student, then by the group's name.
pub async fn groups(conn: &dyn Sql, students: &[i64], day: &str) -> Result<Vec<(i64, String)>> {
    let mut found = Vec::new();
    for students in students.chunks(500) {
        let mut binder = Binder::default();
        let (students, day) = (binder.list(students), binder.bind(day));
        let sql = format!(
            "SELECT e.student_id, g.name FROM enrolments e JOIN class_groups g ON g.id = e.group_id \
             WHERE e.student_id IN ({students}) AND e.first_day <= {day} AND (e.last_day IS NULL OR e.last_day >= {day}) \
             ORDER BY e.student_id, g.sort_name, g.id"
        );
        for row in conn.all(&sql, binder.values).await? {
            found.push((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
        }
    }
    Ok(found)
}

/// How many there are of each.
#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
#[schema(as = OfficeCounts)]
pub struct Counts {
    pub lessons: i64,
    /// People.
    pub absent: i64,
    pub registers_missing: i64,
}

/// Registers of lessons begun since `from` and before `until`.
pub async fn counts(conn: &dyn Sql, now: Timestamp, from: Timestamp, until: Timestamp) -> Result<Counts> {
    let sql = format!(
        "SELECT (SELECT COUNT(*) FROM lessons l WHERE {IS_RUNNING}) AS lessons, \
         (SELECT COUNT(DISTINCT u.id) FROM {}) AS absent, (SELECT COUNT(*) FROM lessons l WHERE {}) AS registers_missing",
        absent(),
        is_without_register("$3", "$4")
    );
    let values = vec![now.into(), Timestamp(now.0 - LONGEST).into(), from.into(), until.into()];
    Ok(Counts::from_query_result(&conn.get(&sql, values).await?, "")?)
}
