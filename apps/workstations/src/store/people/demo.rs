//! What the sample place asks and writes beyond the ways of everybody.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx, search};

pub(crate) async fn any_seat(conn: &dyn Sql) -> Result<bool> {
    Ok(conn.find("SELECT id FROM workstations LIMIT 1", vec![]).await?.is_some())
}

pub(crate) async fn operator(conn: &dyn Sql) -> Result<Option<i64>> {
    let row = conn.find("SELECT user_id AS id FROM operators ORDER BY id LIMIT 1", vec![]).await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?)
}

pub(crate) async fn room(conn: &dyn Sql, name: &str) -> Result<Option<i64>> {
    let sql = "SELECT id FROM rooms WHERE name_key = $1 ORDER BY id LIMIT 1";
    let row = conn.find(sql, vec![search::fold(name).into()]).await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?)
}

/// Nobody has this key: the seat is offline.
pub(crate) async fn enrol_silent(tx: &Tx, workstation: i64, key: &[u8], seen: Timestamp) -> Result<()> {
    let sql = "UPDATE workstations SET key_mac = $2, enrolled_at = $3, last_seen_at = $3, online_changed_at = $3 WHERE id = $1";
    tx.exec(sql, vec![workstation.into(), key.to_vec().into(), seen.into()]).await.map(drop)
}

pub(crate) async fn publish_text(tx: &Tx, id: i64, at: Timestamp) -> Result<()> {
    tx.exec("UPDATE consent_texts SET published_at = $2 WHERE id = $1", vec![id.into(), at.into()]).await.map(drop)
}

/// From a seat, unread.
pub(crate) async fn message(tx: &Tx, workstation: i64, session: i64, text: &str, at: Timestamp) -> Result<()> {
    let sql = "INSERT INTO seat_messages (workstation_id, session_id, direction, text, at) VALUES ($1, $2, 'from_seat', $3, $4)";
    tx.exec(sql, vec![workstation.into(), session.into(), text.into(), at.into()]).await.map(drop)
}
