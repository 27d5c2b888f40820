//! Seals, which are only ever added.

use preau_kernel::Result;
use preau_kernel::db::{Sql, Tx};
use sea_orm::{DbErr, QueryResult};

use crate::domain::seal::{Head, Seal};

/// The end of the chain.
pub async fn head(conn: &dyn Sql) -> Result<Head> {
    let sql = "SELECT seq, mac, last_id FROM audit_seals ORDER BY seq DESC LIMIT 1";
    let Some(row) = conn.find(sql, vec![]).await? else { return Ok(Head::none()) };
    Ok(Head { seq: row.try_get("", "seq")?, mac: row.try_get("", "mac")?, last_id: row.try_get("", "last_id")? })
}

pub async fn insert(tx: &Tx, seal: Seal) -> Result<()> {
    tx.exec(
        "INSERT INTO audit_seals (seq, first_id, last_id, count, leaves, previous_mac, mac, key_id, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        vec![
            seal.seq.into(),
            seal.first_id.into(),
            seal.last_id.into(),
            seal.count.into(),
            seal.leaves.into(),
            seal.previous_mac.into(),
            seal.mac.into(),
            seal.key_id.into(),
            seal.at.into(),
        ],
    )
    .await
    .map(drop)
}

/// The seals behind this number, each with its number; `None`: it cannot be read.
pub async fn list(conn: &dyn Sql, after: i64, limit: usize) -> Result<Vec<(i64, Option<Seal>)>> {
    let sql = format!(
        "SELECT seq, first_id, last_id, count, leaves, previous_mac, mac, key_id, at FROM audit_seals \
         WHERE seq > $1 ORDER BY seq LIMIT {limit}"
    );
    let rows = conn.all(&sql, vec![after.into()]).await?;
    rows.iter().map(|row| Ok((row.try_get("", "seq")?, read(row).ok()))).collect()
}

fn read(row: &QueryResult) -> Result<Seal, DbErr> {
    Ok(Seal {
        seq: row.try_get("", "seq")?,
        first_id: row.try_get("", "first_id")?,
        last_id: row.try_get("", "last_id")?,
        count: row.try_get("", "count")?,
        leaves: row.try_get("", "leaves")?,
        previous_mac: row.try_get("", "previous_mac")?,
        mac: row.try_get("", "mac")?,
        key_id: row.try_get("", "key_id")?,
        at: row.try_get("", "at")?,
    })
}
