//! What has reached its term. A visitor under legal hold (`legal_hold_until` today or later) is passed over everywhere.

use chrono::NaiveDate;
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};

const FREE: &str = "(v.legal_hold_until IS NULL OR v.legal_hold_until < $2)";

/// Files of visitors who came, but not since `before`, and who have no code or session open.
pub async fn not_seen_since(conn: &dyn Sql, before: Timestamp, today: NaiveDate, most: u64) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT v.id FROM visitors v WHERE v.last_visit_at < $1 AND {FREE} AND NOT EXISTS (SELECT 1 FROM workstation_sessions s \
         WHERE s.visitor_id = v.id AND s.status IN ('waiting', 'active', 'suspended')) ORDER BY v.id LIMIT {most}"
    );
    ids(conn, &sql, before, today).await
}

/// Files of visitors who were registered before that and never came.
pub async fn never_came(conn: &dyn Sql, before: Timestamp, today: NaiveDate, most: u64) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT v.id FROM visitors v WHERE v.last_visit_at IS NULL AND v.created_at < $1 AND {FREE} AND NOT EXISTS \
         (SELECT 1 FROM workstation_sessions s WHERE s.visitor_id = v.id AND s.status IN ('waiting', 'active', 'suspended')) \
         ORDER BY v.id LIMIT {most}"
    );
    ids(conn, &sql, before, today).await
}

async fn ids(conn: &dyn Sql, sql: &str, before: Timestamp, today: NaiveDate) -> Result<Vec<i64>> {
    let rows = conn.all(sql, vec![before.into(), today.to_string().into()]).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

/// Orders, messages and enrolment codes from before that; how many rows went.
pub async fn delete_technical(tx: &Tx, before: Timestamp, today: NaiveDate, most: u64) -> Result<u64> {
    let messages = format!(
        "DELETE FROM seat_messages WHERE id IN (SELECT m.id FROM seat_messages m LEFT JOIN workstation_sessions s \
         ON s.id = m.session_id LEFT JOIN visitors v ON v.id = s.visitor_id WHERE m.at < $1 AND {FREE} ORDER BY m.id LIMIT {most})"
    );
    let mut gone = tx.exec(&messages, vec![before.into(), today.to_string().into()]).await?;
    // What the seat has not done yet is still to be done.
    let orders = format!(
        "DELETE FROM seat_orders WHERE id IN (SELECT o.id FROM seat_orders o WHERE o.created_at < $1 \
         AND o.done_at IS NOT NULL ORDER BY o.id LIMIT {most})"
    );
    gone += tx.exec(&orders, vec![before.into()]).await?;
    let codes = format!(
        "DELETE FROM enrolment_codes WHERE id IN (SELECT e.id FROM enrolment_codes e WHERE e.expires_at < $1 ORDER BY e.id LIMIT {most})"
    );
    Ok(gone + tx.exec(&codes, vec![before.into()]).await?)
}

/// Sessions that ended before that, tickets and reservations, forget whose they were; how many.
pub async fn forget_whose(tx: &Tx, before: Timestamp, today: NaiveDate, most: u64) -> Result<u64> {
    let values = || vec![before.into(), today.to_string().into()];
    let sessions = format!(
        "SELECT s.id, s.access_code FROM workstation_sessions s JOIN visitors v ON v.id = s.visitor_id \
         WHERE s.ended_at < $1 AND {FREE} ORDER BY s.id LIMIT {most}"
    );
    let rows = tx.all(&sessions, values()).await?;
    for row in &rows {
        let (id, code): (i64, String) = (row.try_get("", "id")?, row.try_get("", "access_code")?);
        let search = preau_kernel::db::search::text([code.as_str()]);
        let sql = "UPDATE workstation_sessions SET visitor_id = NULL, search = $2 WHERE id = $1";
        tx.exec(sql, vec![id.into(), search.into()]).await?;
    }
    let mut gone = rows.len() as u64;
    for (table, at, also) in
        [("seat_reservations", "ends_at", ", label = '', search = ''"), ("queue_tickets", "created_at", "")]
    {
        let sql = format!(
            "UPDATE {table} SET visitor_id = NULL{also} WHERE id IN (SELECT x.id FROM {table} x \
             JOIN visitors v ON v.id = x.visitor_id WHERE x.{at} < $1 AND {FREE} ORDER BY x.id LIMIT {most})"
        );
        gone += tx.exec(&sql, values()).await?;
    }
    Ok(gone)
}
