//! What happened to one appointment: the entries of the trail about it, by the index of their target, within the scope of
//! who asks.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::db::page::Conditions;
use sea_orm::FromQueryResult;

use super::Reach;

/// Newest first; more has not happened to any.
const MOST: u64 = 200;

/// One entry of the trail.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Happened {
    pub at: Timestamp,
    pub action: String,
    pub actor_id: Option<i64>,
    /// Empty of somebody who is gone.
    pub actor_name: String,
    pub metadata: String,
}

/// What the row itself knows, however long the trail is kept.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Life {
    pub created_at: Timestamp,
    pub booked_by: i64,
    pub booked_by_name: String,
    pub cancelled_at: Option<Timestamp>,
    pub cancelled_by: Option<i64>,
    pub cancelled_by_name: String,
}

/// 404 when it is not within reach.
pub async fn history(conn: &dyn Sql, reach: Reach, id: i64) -> Result<(Life, Vec<Happened>)> {
    let mut conditions = Conditions::default();
    conditions.add("a.id = ?", [id.into()]);
    reach.narrow(&mut conditions);
    let (condition, values) = conditions.into_parts();
    let name = |alias: &str| format!("COALESCE({alias}.first_name || ' ' || {alias}.last_name, '')");
    let sql = format!(
        "SELECT a.created_at, a.booked_by, {} AS booked_by_name, a.cancelled_at, a.cancelled_by, {} AS cancelled_by_name \
         FROM appointments a LEFT JOIN users b ON b.id = a.booked_by LEFT JOIN users c ON c.id = a.cancelled_by \
         WHERE {condition}",
        name("b"),
        name("c"),
    );
    let life = Life::from_query_result(&conn.get(&sql, values.clone()).await?, "")?;
    let sql = format!(
        "SELECT e.at, e.action, e.actor_id, {} AS actor_name, e.metadata FROM appointments a \
         JOIN audit_entries e ON e.target_kind = 'appointment' AND e.target_id = a.id LEFT JOIN users u ON u.id = e.actor_id \
         WHERE {condition} ORDER BY e.at DESC, e.id DESC LIMIT {MOST}",
        name("u"),
    );
    let rows = conn.all(&sql, values).await?;
    let happened = rows.iter().map(|row| Ok(Happened::from_query_result(row, "")?)).collect::<Result<_>>()?;
    Ok((life, happened))
}
