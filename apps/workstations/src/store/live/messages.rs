//! What operators and visitors write to one another (`seat_messages`).

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Message {
    pub id: i64,
    /// to_seat or from_seat.
    pub direction: String,
    pub text: String,
    #[schema(required)]
    pub session: Option<i64>,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The operator; null: a visitor, or somebody who is gone.
    #[schema(required)]
    pub sent_by: Option<i64>,
    #[schema(required)]
    pub sent_by_name: Option<String>,
    /// When an operator has read it; of those to a seat, when it has arrived there.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub read_at: Option<Timestamp>,
}

pub struct New<'a> {
    pub workstation: i64,
    pub session: Option<i64>,
    pub direction: &'static str,
    pub text: &'a str,
    pub by: Option<i64>,
    /// The number of the order that carries it.
    pub order: Option<i64>,
}

pub const TO_SEAT: &str = "to_seat";
pub const FROM_SEAT: &str = "from_seat";

pub async fn insert(tx: &Tx, new: &New<'_>, now: Timestamp) -> Result<i64> {
    tx.number(
        "INSERT INTO seat_messages (workstation_id, session_id, direction, text, at, sent_by, order_id) VALUES ($1, \
         (SELECT id FROM workstation_sessions WHERE id = $2), $3, $4, $5, $6, \
         (SELECT id FROM seat_orders WHERE workstation_id = $1 AND number = $7)) RETURNING id",
        vec![
            new.workstation.into(),
            new.session.into(),
            new.direction.into(),
            new.text.into(),
            now.into(),
            new.by.into(),
            new.order.into(),
        ],
    )
    .await
}

/// The newest first.
pub async fn list(conn: &dyn Sql, workstation: i64, most: u64) -> Result<Vec<Message>> {
    let sql = format!(
        "SELECT m.id, m.direction, m.text, m.session_id AS session, m.at, m.sent_by, \
         u.first_name || ' ' || u.last_name AS sent_by_name, COALESCE(m.read_at, o.done_at) AS read_at \
         FROM seat_messages m LEFT JOIN seat_orders o ON o.id = m.order_id LEFT JOIN users u ON u.id = m.sent_by \
         WHERE m.workstation_id = $1 ORDER BY m.at DESC, m.id DESC LIMIT {most}"
    );
    let rows = conn.all(&sql, vec![workstation.into()]).await?;
    rows.iter().map(|row| Ok(Message::from_query_result(row, "")?)).collect()
}

pub async fn mark_read(tx: &Tx, workstation: i64, now: Timestamp) -> Result<u64> {
    let sql = "UPDATE seat_messages SET read_at = $2 WHERE workstation_id = $1 AND read_at IS NULL \
               AND direction = 'from_seat'";
    tx.exec(sql, vec![workstation.into(), now.into()]).await
}

/// One of those that were written during a visitor's sessions.
#[derive(Debug, Clone, FromQueryResult, serde::Serialize)]
pub struct Written {
    pub at: Timestamp,
    pub direction: String,
    pub text: String,
}

/// The first first.
pub async fn of_visitor(conn: &dyn Sql, visitor: i64) -> Result<Vec<Written>> {
    let sql = "SELECT m.at, m.direction, m.text FROM seat_messages m JOIN workstation_sessions s ON s.id = m.session_id \
               WHERE s.visitor_id = $1 ORDER BY m.at, m.id";
    let rows = conn.all(sql, vec![visitor.into()]).await?;
    rows.iter().map(|row| Ok(Written::from_query_result(row, "")?)).collect()
}
