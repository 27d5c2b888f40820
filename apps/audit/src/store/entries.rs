//! Entries as the sealer and the verification read them: all columns, whatever state they are in.

use preau_kernel::Result;
use preau_kernel::audit::{Class, personal_hash};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::{QueryResult, TryGetable, Value};
use serde_json::Map;

use crate::domain::leaf::{COLUMNS, EntryRow, Field};

/// Bytes of every salt that `kernel::audit::record` makes.
const SALT_BYTES: usize = 16;

/// The personal part of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Personal {
    Absent,
    /// There and as it was written, or not.
    Present {
        intact: bool,
    },
}

/// Entries of `(after, last]` in the order of ids.
pub async fn list(conn: &dyn Sql, after: i64, last: i64, limit: usize) -> Result<Vec<EntryRow>> {
    let sql = format!(
        "SELECT id, {} FROM audit_entries WHERE id > $1 AND id <= $2 ORDER BY id LIMIT {limit}",
        COLUMNS.join(", ")
    );
    conn.all(&sql, vec![after.into(), last.into()]).await?.iter().map(read).collect()
}

/// As [`list`], each with the state of its personal part.
pub async fn list_with_personal(
    conn: &dyn Sql,
    after: i64,
    last: i64,
    limit: usize,
) -> Result<Vec<(EntryRow, Personal)>> {
    let columns: Vec<String> = COLUMNS.iter().map(|column| format!("e.{column}")).collect();
    let sql = format!(
        "SELECT e.id, {}, p.entry_id AS personal_id, p.actor_id AS personal_actor, p.target_kind AS personal_kind, \
         p.target_id AS personal_target, p.ip_address, p.salt, p.content \
         FROM audit_entries e LEFT JOIN audit_personal p ON p.entry_id = e.id \
         WHERE e.id > $1 AND e.id <= $2 ORDER BY e.id LIMIT {limit}",
        columns.join(", ")
    );
    let rows = conn.all(&sql, vec![after.into(), last.into()]).await?;
    rows.iter()
        .map(|row| {
            let entry = read(row)?;
            let personal = personal(row, &entry);
            Ok((entry, personal))
        })
        .collect()
}

/// Whether an entry stands behind this id.
pub async fn any_after(conn: &dyn Sql, id: i64) -> Result<bool> {
    Ok(conn.find("SELECT id FROM audit_entries WHERE id > $1 LIMIT 1", vec![id.into()]).await?.is_some())
}

pub async fn count_after(conn: &dyn Sql, id: i64) -> Result<i64> {
    conn.number("SELECT COUNT(*) FROM audit_entries WHERE id > $1", vec![id.into()]).await
}

/// Personal parts whose entry is gone, at most `limit`.
pub async fn orphans(conn: &dyn Sql, limit: usize) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT p.entry_id FROM audit_personal p LEFT JOIN audit_entries e ON e.id = p.entry_id \
         WHERE e.id IS NULL ORDER BY p.entry_id LIMIT {limit}"
    );
    let rows = conn.all(&sql, vec![]).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0).unwrap_or_default()).collect())
}

/// Id and metadata of the entries of an action, in the order of ids; `None`: it cannot be read.
pub async fn metadata_of(conn: &dyn Sql, action: &str) -> Result<Vec<(i64, Option<String>)>> {
    let rows = conn
        .all("SELECT id, metadata FROM audit_entries WHERE action = $1 ORDER BY at, id", vec![action.into()])
        .await?;
    let mut list: Vec<(i64, Option<String>)> = Vec::with_capacity(rows.len());
    for row in &rows {
        list.push((row.try_get("", "id")?, row.try_get("", "metadata").ok()));
    }
    list.sort_unstable_by_key(|(id, _)| *id);
    Ok(list)
}

/// How many entries of a range of rows, and their first and last id.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    pub count: i64,
    pub first_id: i64,
    pub last_id: i64,
}

/// The instant at which the `limit`-th sealed entry of a class stands that is older than `before`; `None`: there are
/// fewer.
pub async fn instant_at(
    tx: &Tx,
    class: Class,
    before: Timestamp,
    sealed: i64,
    limit: usize,
) -> Result<Option<Timestamp>> {
    let sql = format!(
        "SELECT at FROM audit_entries WHERE class = $1 AND at < $2 AND id <= $3 ORDER BY at, id LIMIT 1 OFFSET {limit}"
    );
    let row = tx.find(&sql, vec![class.name().into(), before.into(), sealed.into()]).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// The sealed entries of a class that are older than `before`.
pub async fn extent(conn: &dyn Sql, class: Class, before: Timestamp, sealed: i64) -> Result<Extent> {
    let sql = "SELECT COUNT(*), MIN(id), MAX(id) FROM audit_entries WHERE class = $1 AND at < $2 AND id <= $3";
    read_extent(&conn.get(sql, vec![class.name().into(), before.into(), sealed.into()]).await?)
}

/// Deletes what [`extent`] counts, with the personal parts; the window must be open.
pub async fn delete(tx: &Tx, class: Class, before: Timestamp, sealed: i64) -> Result<u64> {
    let values: Vec<Value> = vec![class.name().into(), before.into(), sealed.into()];
    tx.exec(
        "DELETE FROM audit_personal WHERE entry_id IN \
         (SELECT id FROM audit_entries WHERE class = $1 AND at < $2 AND id <= $3)",
        values.clone(),
    )
    .await?;
    tx.exec("DELETE FROM audit_entries WHERE class = $1 AND at < $2 AND id <= $3", values).await
}

/// The proof of an erasure is not erased again: it holds no name.
const ABOUT: &str = "(actor_id = $1 OR (target_kind = 'user' AND target_id = $1)) AND NOT EXISTS \
                     (SELECT 1 FROM audit_entries e WHERE e.id = entry_id AND e.action = 'personal_erased')";

/// The personal parts about a person.
pub async fn personal_extent(tx: &Tx, user: i64) -> Result<Extent> {
    let sql = format!("SELECT COUNT(*), MIN(entry_id), MAX(entry_id) FROM audit_personal WHERE {ABOUT}");
    read_extent(&tx.get(&sql, vec![user.into()]).await?)
}

/// Deletes the personal parts about a person within these ids; the window must be open.
pub async fn delete_personal(tx: &Tx, user: i64, extent: Extent) -> Result<u64> {
    let sql = format!("DELETE FROM audit_personal WHERE {ABOUT} AND entry_id >= $2 AND entry_id <= $3");
    tx.exec(&sql, vec![user.into(), extent.first_id.into(), extent.last_id.into()]).await
}

/// `from` became `into`.
pub async fn insert_merge(tx: &Tx, from: i64, into: i64) -> Result<()> {
    tx.exec(
        "INSERT INTO audit_merges (from_id, into_id) VALUES ($1, $2) \
         ON CONFLICT (from_id) DO UPDATE SET into_id = $2",
        vec![from.into(), into.into()],
    )
    .await
    .map(drop)
}

/// The person and everyone who was merged into them.
pub async fn merged(conn: &dyn Sql, user: i64) -> Result<Vec<i64>> {
    let sql = "WITH RECURSIVE who (id) AS (\
               SELECT CAST($1 AS BIGINT) UNION SELECT m.from_id FROM audit_merges m JOIN who ON m.into_id = who.id) \
               SELECT id FROM who ORDER BY id";
    let rows = conn.all(sql, vec![user.into()]).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

fn read_extent(row: &QueryResult) -> Result<Extent> {
    let id = |i| row.try_get_by_index::<Option<i64>>(i).map(Option::unwrap_or_default);
    Ok(Extent { count: row.try_get_by_index(0)?, first_id: id(1)?, last_id: id(2)? })
}

fn read(row: &QueryResult) -> Result<EntryRow> {
    let fields = COLUMNS.map(|column| match column {
        "class" | "action" | "target_kind" | "metadata" | "request_id" => field(row, column, Field::Text),
        "personal_hash" => field(row, column, Field::Bytes),
        _ => field(row, column, Field::Integer),
    });
    Ok(EntryRow { id: row.try_get("", "id")?, fields })
}

fn field<T: TryGetable>(row: &QueryResult, column: &str, wrap: impl Fn(T) -> Field) -> Field {
    match row.try_get::<Option<T>>("", column) {
        Ok(Some(value)) => wrap(value),
        Ok(None) => Field::Null,
        Err(_) => Field::Unreadable,
    }
}

fn personal(row: &QueryResult, entry: &EntryRow) -> Personal {
    match row.try_get::<Option<i64>>("", "personal_id") {
        Ok(None) => Personal::Absent,
        Ok(Some(_)) => Personal::Present { intact: is_intact(row, entry).unwrap_or(false) },
        Err(_) => Personal::Present { intact: false },
    }
}

/// The hash covers salt and content; the other columns repeat what is in the entry and the content.
fn is_intact(row: &QueryResult, entry: &EntryRow) -> Option<bool> {
    let salt: Vec<u8> = row.try_get("", "salt").ok()?;
    let content: String = row.try_get("", "content").ok()?;
    let ip: Option<String> = row.try_get("", "ip_address").ok()?;
    let actor: Option<i64> = row.try_get("", "personal_actor").ok()?;
    let kind: Option<String> = row.try_get("", "personal_kind").ok()?;
    let target: Option<i64> = row.try_get("", "personal_target").ok()?;
    let object: Map<String, serde_json::Value> = serde_json::from_str(&content).ok()?;
    Some(
        salt.len() == SALT_BYTES
            && personal_hash(&salt, &content)[..] == *entry.personal_hash()
            && ip.as_deref() == object.get("ip").and_then(|ip| ip.as_str())
            && actor == entry.actor_id()
            && kind.as_deref() == entry.target_kind()
            && target == entry.target_id(),
    )
}
