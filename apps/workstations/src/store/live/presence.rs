//! Whether seats are heard: silence marks them offline, their own word brings them back.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::{FromQueryResult, QueryResult};

use super::numbers;

/// A seat that is heard from now on, or no longer.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Changed {
    pub id: i64,
    pub name: String,
    pub room: i64,
}

const RETURNING: &str = "RETURNING id, name, room_id AS room";

/// Seats that were not heard since `before` are offline from now on.
pub async fn mark_silent(tx: &Tx, before: Timestamp, now: Timestamp, most: u64) -> Result<Vec<Changed>> {
    let sql = format!(
        "UPDATE workstations SET is_online = FALSE, online_changed_at = $2 WHERE id IN \
         (SELECT id FROM workstations WHERE is_online = TRUE AND (last_seen_at IS NULL OR last_seen_at <= $1) \
         ORDER BY id LIMIT {most}{}) {RETURNING}",
        tx.engine().skip_locked()
    );
    read(&tx.all(&sql, vec![before.into(), now.into()]).await?)
}

/// Those of them that were not online; all of them are heard now.
pub async fn mark_heard(tx: &Tx, workstations: &[i64], now: Timestamp) -> Result<Vec<Changed>> {
    if workstations.is_empty() {
        return Ok(Vec::new());
    }
    let list = numbers(workstations);
    let sql = format!(
        "UPDATE workstations SET is_online = TRUE, online_changed_at = $1 WHERE id IN ({list}) AND is_online = FALSE {RETURNING}"
    );
    let back = read(&tx.all(&sql, vec![now.into()]).await?)?;
    tx.exec(&format!("UPDATE workstations SET last_seen_at = $1 WHERE id IN ({list})"), vec![now.into()]).await?;
    Ok(back)
}

fn read(rows: &[QueryResult]) -> Result<Vec<Changed>> {
    rows.iter().map(|row| Ok(Changed::from_query_result(row, "")?)).collect()
}
