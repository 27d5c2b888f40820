//! Who is expected at a lesson: students whose enrolment covers its day in one of its groups, or in a group within them.

use preau_kernel::Result;
use preau_kernel::db::Sql;
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Expected {
    /// A person.
    pub id: i64,
    pub first_name: String,
    pub last_name: String,
}

impl Expected {
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }
}

/// In the order of their names.
pub async fn at_lesson(conn: &dyn Sql, lesson: i64) -> Result<Vec<Expected>> {
    let sql = "SELECT u.id, u.first_name, u.last_name FROM users u WHERE u.id IN (\
               SELECT e.student_id FROM lesson_groups lg JOIN group_ancestors ga ON ga.ancestor_id = lg.group_id \
               JOIN enrolments e ON e.group_id = ga.group_id AND e.first_day <= lg.day \
               AND (e.last_day IS NULL OR e.last_day >= lg.day) WHERE lg.lesson_id = $1) \
               ORDER BY u.sort_name, u.id";
    let rows = conn.all(sql, vec![lesson.into()]).await?;
    rows.iter().map(|row| Ok(Expected::from_query_result(row, "")?)).collect()
}

pub async fn is_at_lesson(conn: &dyn Sql, lesson: i64, student: i64) -> Result<bool> {
    let sql = "SELECT 1 AS found FROM lesson_groups lg JOIN group_ancestors ga ON ga.ancestor_id = lg.group_id \
               JOIN enrolments e ON e.group_id = ga.group_id AND e.first_day <= lg.day \
               AND (e.last_day IS NULL OR e.last_day >= lg.day) WHERE lg.lesson_id = $1 AND e.student_id = $2 LIMIT 1";
    Ok(conn.find(sql, vec![lesson.into(), student.into()]).await?.is_some())
}
