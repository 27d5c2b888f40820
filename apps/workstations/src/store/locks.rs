//! In which order rows are locked: workstations by their ids, then the session, then its visitor; of many, all of one kind
//! by their ids before the next kind. Each lock is a
//! statement of its own, and what is decided upon is read after it: PostgreSQL would join rows as they were before it
//! waited.

use preau_kernel::Result;
use preau_kernel::db::{Sql, Tx};
use sea_orm::Value;

use super::places;

/// Those of them that are there.
pub async fn workstations(tx: &Tx, ids: impl IntoIterator<Item = i64>) -> Result<Vec<i64>> {
    let mut ids: Vec<i64> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(ids);
    }
    let sql = format!(
        "SELECT id FROM workstations WHERE id IN ({}) ORDER BY id{}",
        places(1, ids.len()),
        tx.engine().for_update()
    );
    let rows = tx.all(&sql, ids.into_iter().map(Value::from).collect()).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

/// 404 when there is none.
pub async fn session(tx: &Tx, id: i64) -> Result<()> {
    let sql = format!("SELECT id FROM workstation_sessions WHERE id = $1{}", tx.engine().for_update());
    tx.get(&sql, vec![id.into()]).await.map(drop)
}

/// Those of them that are there.
pub async fn sessions(tx: &Tx, ids: &[i64]) -> Result<()> {
    each(tx, "workstation_sessions", ids).await
}

pub async fn visitors(tx: &Tx, ids: &[i64]) -> Result<()> {
    each(tx, "visitors", ids).await
}

async fn each(tx: &Tx, table: &str, ids: &[i64]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "SELECT id FROM {table} WHERE id IN ({}) ORDER BY id{}",
        places(1, ids.len()),
        tx.engine().for_update()
    );
    tx.all(&sql, ids.iter().map(|id| Value::from(*id)).collect()).await.map(drop)
}

/// Whether there is one.
pub async fn visitor(tx: &Tx, id: i64) -> Result<bool> {
    let sql = format!("SELECT id FROM visitors WHERE id = $1{}", tx.engine().for_update());
    Ok(tx.find(&sql, vec![id.into()]).await?.is_some())
}
