//! What becomes of a visitor's traces: handed to another file, or nobody's any more.

use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::{Error, Result};

/// Sessions, consents, reservations and tickets of one file go to another; what both count is added up. 409
/// `visitor_busy` when both have an open session.
pub async fn merge(tx: &Tx, from: i64, into: i64) -> Result<()> {
    let open =
        "SELECT COUNT(*) FROM workstation_sessions WHERE visitor_id IN ($1, $2) AND status IN ('active', 'suspended')";
    if tx.number(open, vec![from.into(), into.into()]).await? > 1 {
        return Err(Error::conflict("visitor_busy"));
    }
    // Of two consents that hold the later one goes on holding.
    let later = "UPDATE visitor_consents SET withdrawn_at = (SELECT MAX(o.given_at) FROM visitor_consents o \
                 WHERE o.visitor_id IN ($1, $2) AND o.withdrawn_at IS NULL) WHERE visitor_id IN ($1, $2) \
                 AND withdrawn_at IS NULL AND id <> (SELECT k.id FROM visitor_consents k WHERE k.visitor_id IN ($1, $2) \
                 AND k.withdrawn_at IS NULL ORDER BY k.given_at DESC, k.id DESC LIMIT 1)";
    tx.exec(later, vec![from.into(), into.into()]).await?;
    for table in ["workstation_sessions", "visitor_consents", "seat_reservations", "queue_tickets"] {
        let sql = format!("UPDATE {table} SET visitor_id = $2 WHERE visitor_id = $1");
        tx.exec(&sql, vec![from.into(), into.into()]).await?;
    }
    let sums = "UPDATE visitors SET \
        sessions_count = sessions_count + (SELECT f.sessions_count FROM visitors f WHERE f.id = $1), \
        used_micros = used_micros + (SELECT f.used_micros FROM visitors f WHERE f.id = $1), \
        last_visit_at = CASE WHEN COALESCE((SELECT f.last_visit_at FROM visitors f WHERE f.id = $1), 0) > \
          COALESCE(last_visit_at, 0) THEN (SELECT f.last_visit_at FROM visitors f WHERE f.id = $1) ELSE last_visit_at END, \
        created_at = CASE WHEN (SELECT f.created_at FROM visitors f WHERE f.id = $1) < created_at \
          THEN (SELECT f.created_at FROM visitors f WHERE f.id = $1) ELSE created_at END, \
        category_id = COALESCE(category_id, (SELECT f.category_id FROM visitors f WHERE f.id = $1)), \
        legal_hold_reason = CASE WHEN COALESCE((SELECT f.legal_hold_until FROM visitors f WHERE f.id = $1), '') > \
          COALESCE(legal_hold_until, '') THEN (SELECT f.legal_hold_reason FROM visitors f WHERE f.id = $1) \
          ELSE legal_hold_reason END, \
        legal_hold_until = CASE WHEN COALESCE((SELECT f.legal_hold_until FROM visitors f WHERE f.id = $1), '') > \
          COALESCE(legal_hold_until, '') THEN (SELECT f.legal_hold_until FROM visitors f WHERE f.id = $1) \
          ELSE legal_hold_until END, \
        notes = CASE WHEN (SELECT f.notes FROM visitors f WHERE f.id = $1) = '' THEN notes WHEN notes = '' \
          THEN (SELECT f.notes FROM visitors f WHERE f.id = $1) \
          ELSE notes || '\n' || (SELECT f.notes FROM visitors f WHERE f.id = $1) END, \
        row_version = row_version + 1 WHERE id = $2";
    tx.exec(sums, vec![from.into(), into.into()]).await.map(drop)
}

/// The file of one person becomes another's.
pub async fn give(tx: &Tx, visitor: i64, user: i64) -> Result<()> {
    let sql = "UPDATE visitors SET user_id = $2, row_version = row_version + 1 WHERE id = $1";
    tx.exec(sql, vec![visitor.into(), user.into()]).await.map(drop)
}

/// Codes that wait, and sessions that run or rest.
pub async fn unfinished(tx: &Tx, visitor: i64) -> Result<Vec<i64>> {
    let sql = "SELECT id FROM workstation_sessions WHERE visitor_id = $1 AND status IN ('waiting', 'active', 'suspended') ORDER BY id";
    let rows = tx.all(sql, vec![visitor.into()]).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

/// That somebody was there stays, for the numbers; who it was does not, nor what they wrote to the operator.
pub async fn forget(tx: &Tx, visitor: i64, now: Timestamp) -> Result<()> {
    let written =
        "DELETE FROM seat_messages WHERE session_id IN (SELECT id FROM workstation_sessions WHERE visitor_id = $1)";
    tx.exec(written, vec![visitor.into()]).await?;
    crate::store::sessions::set_search_of_visitor(tx, visitor, "").await?;
    let gone = "UPDATE queue_tickets SET status = 'gone', closed_at = $2, held_until = NULL WHERE visitor_id = $1 AND status IN ('waiting', 'called')";
    tx.exec(gone, vec![visitor.into(), now.into()]).await?;
    let labels = "UPDATE seat_reservations SET label = '', search = '' WHERE visitor_id = $1";
    tx.exec(labels, vec![visitor.into()]).await?;
    for table in ["workstation_sessions", "seat_reservations", "queue_tickets"] {
        let sql = format!("UPDATE {table} SET visitor_id = NULL WHERE visitor_id = $1");
        tx.exec(&sql, vec![visitor.into()]).await?;
    }
    Ok(())
}
