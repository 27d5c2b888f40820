//! Many entries of one transaction, in few statements: what is done to a whole room is one entry for each seat.

use std::collections::HashMap;

use sea_orm::Value as Bound;

use super::{COLUMNS, Entry, Row};
use crate::app::App;
use crate::db::{Engine, Sql, Tx};
use crate::error::{Error, Result};
use crate::web::RequestInfo;

/// Of one statement, so that it stays below what either engine takes as parameters.
const AT_ONCE: usize = 500;

/// As [`super::record`], each of them.
pub async fn record_all(tx: &Tx, app: &App, info: &RequestInfo, entries: Vec<Entry>) -> Result<()> {
    let rows = entries.into_iter().map(|entry| Row::of(app, info, entry)).collect::<Result<Vec<_>>>()?;
    for some in rows.chunks(AT_ONCE) {
        let ids = insert(tx, some).await?;
        insert_personal(tx, some, &ids).await?;
    }
    Ok(())
}

/// The ids by the hash of the erasable part, which is no entry's but its own: rows come back in any order.
async fn insert(tx: &Tx, rows: &[Row]) -> Result<HashMap<Vec<u8>, i64>> {
    let values: Vec<Bound> = rows.iter().flat_map(Row::entry).collect();
    let places = tx.engine().value_rows(rows.len(), values.len() / rows.len());
    let insert = match tx.engine() {
        Engine::Sqlite => format!("INSERT INTO audit_entries ({COLUMNS}) VALUES {places}"),
        // The number of the transaction first, as in `record`.
        Engine::Postgres => format!(
            "INSERT INTO audit_entries (id, {COLUMNS}) SELECT nextval('audit_entries_id_seq'), listed.* \
             FROM (SELECT pg_current_xact_id() AS xid OFFSET 0) numbered CROSS JOIN (VALUES {places}) AS listed ({COLUMNS}) \
             WHERE numbered.xid IS NOT NULL"
        ),
    };
    let made = tx.all(&format!("{insert} RETURNING id, personal_hash"), values).await?;
    made.iter().map(|row| Ok((row.try_get("", "personal_hash")?, row.try_get("", "id")?))).collect()
}

async fn insert_personal(tx: &Tx, rows: &[Row], ids: &HashMap<Vec<u8>, i64>) -> Result<()> {
    let mut values: Vec<Bound> = Vec::with_capacity(rows.len() * 7);
    for row in rows {
        let id = ids.get(row.hash.as_slice()).copied();
        values.extend([
            id.ok_or_else(|| Error::internal("an entry of the trail was not written"))?.into(),
            row.actor.clone(),
            row.target_kind.clone(),
            row.target_id.clone(),
            row.ip.clone(),
            row.salt.to_vec().into(),
            row.personal.clone().into(),
        ]);
    }
    let sql = format!(
        "INSERT INTO audit_personal (entry_id, actor_id, target_kind, target_id, ip_address, salt, content) VALUES {}",
        tx.engine().value_rows(rows.len(), 7)
    );
    tx.exec(&sql, values).await.map(drop)
}
