//! What sessions need of visitors: their name, their limits, how much of a day they have used.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::{ConnectionTrait, FromQueryResult};

#[derive(Debug, Clone, FromQueryResult)]
pub struct Visitor {
    pub id: i64,
    pub name: String,
    /// Of the category; NULL: it has none.
    pub minutes_per_day: Option<i64>,
    pub minutes_per_session: Option<i64>,
}

/// Without a category of their own: that of the default category, if there is one.
const SELECT: &str = "SELECT v.id, u.first_name || ' ' || u.last_name AS name, c.minutes_per_day, c.minutes_per_session \
     FROM visitors v JOIN users u ON u.id = v.user_id LEFT JOIN visitor_categories c ON c.id = COALESCE(v.category_id, \
     (SELECT d.id FROM visitor_categories d WHERE d.is_default = TRUE))";

pub async fn find(conn: &impl ConnectionTrait, id: i64) -> Result<Option<Visitor>> {
    let row = conn.find(&format!("{SELECT} WHERE v.id = $1"), vec![id.into()]).await?;
    row.map(|row| Ok(Visitor::from_query_result(&row, "")?)).transpose()
}

/// Microseconds that a visitor has used between two instants (an interval that runs counts up to `now`, never beyond its
/// session's end), and those that open sessions still promise; `but` leaves one session's promise out.
pub async fn taken(
    conn: &impl ConnectionTrait,
    visitor: i64,
    (from, to): (Timestamp, Timestamp),
    now: Timestamp,
    but: i64,
) -> Result<i64> {
    let used = "SELECT i.session_id, i.started_at AS a, \
         COALESCE(i.ended_at, CASE WHEN s.ends_at < $4 THEN s.ends_at ELSE $4 END) AS b \
         FROM workstation_sessions s JOIN session_intervals i ON i.session_id = s.id WHERE s.visitor_id = $1 \
         AND i.started_at < $3 AND (i.ended_at IS NULL OR i.ended_at > $2)";
    let within = format!(
        "SELECT COALESCE(SUM(CASE WHEN b > $3 THEN $3 ELSE b END - CASE WHEN a < $2 THEN $2 ELSE a END), 0) AS micros \
         FROM ({used}) used WHERE b > $2 AND b > a"
    );
    // What an open session may still use: its whole length less all that it used.
    let promised = "SELECT COALESCE(SUM(s.duration_seconds * 1000000 - (SELECT COALESCE(SUM(COALESCE(i.ended_at, \
         CASE WHEN s.ends_at < $4 THEN s.ends_at ELSE $4 END) - i.started_at), 0) FROM session_intervals i \
         WHERE i.session_id = s.id)), 0) AS micros FROM workstation_sessions s WHERE s.visitor_id = $1 AND s.id <> $5 \
         AND ((s.status = 'active' AND s.ends_at > $4) OR (s.status IN ('waiting', 'suspended') AND s.code_expires_at > $4))";
    let sql =
        format!("SELECT CAST(used.micros + promised.micros AS BIGINT) FROM ({within}) used, ({promised}) promised");
    conn.number(&sql, vec![visitor.into(), from.into(), to.into(), now.into(), but.into()]).await
}

/// One more session began.
pub async fn count_session(tx: &Tx, id: i64, now: Timestamp) -> Result<()> {
    let sql = "UPDATE visitors SET sessions_count = sessions_count + 1, last_visit_at = $2 WHERE id = $1";
    tx.exec(sql, vec![id.into(), now.into()]).await.map(drop)
}

pub async fn count_used(tx: &Tx, id: i64, micros: i64) -> Result<()> {
    let sql = "UPDATE visitors SET used_micros = used_micros + $2 WHERE id = $1";
    tx.exec(sql, vec![id.into(), micros.into()]).await.map(drop)
}
