//! The absences of one person.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Own {
    pub id: i64,
    pub from_at: Timestamp,
    pub to_at: Timestamp,
    pub origin: String,
    pub status: String,
    pub reason: String,
    pub decision_reason: String,
    pub withdrawn_at: Option<Timestamp>,
}

pub async fn all_of(conn: &dyn Sql, student: i64) -> Result<Vec<Own>> {
    let sql = "SELECT id, from_at, to_at, origin, status, reason, decision_reason, withdrawn_at FROM absences WHERE student_id = $1 \
               ORDER BY from_at, id";
    let rows = conn.all(sql, vec![student.into()]).await?;
    rows.iter().map(|row| Ok(Own::from_query_result(row, "")?)).collect()
}

pub async fn is_named(conn: &dyn Sql, user: i64) -> Result<bool> {
    let sql = "SELECT 1 AS found WHERE EXISTS (SELECT 1 FROM absences WHERE student_id = $1 OR decided_by = $1 OR declared_by = $1) \
               OR EXISTS (SELECT 1 FROM group_messages WHERE sender_id = $1)";
    Ok(conn.find(sql, vec![user.into()]).await?.is_some())
}
