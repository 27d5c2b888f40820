//! The trail as people read it: one query per page, every filter by an index in the order of the list.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::db::page::{Conditions, InTurn, Kind, List, Ordering, Page, PageQuery};
use sea_orm::QueryResult;
use serde_json::{Map, Value};

const SELECT: &str = "e.id, e.at, e.action, e.actor_id, e.on_behalf_of_id, e.target_kind, e.target_id, e.metadata, \
                      e.request_id, p.ip_address, p.content";
/// The names of [`SELECT`], in the order in which they are read.
const NAMES: [&str; 11] = [
    "id",
    "at",
    "action",
    "actor_id",
    "on_behalf_of_id",
    "target_kind",
    "target_id",
    "metadata",
    "request_id",
    "ip_address",
    "content",
];
const FROM: &str = "audit_entries e LEFT JOIN audit_personal p ON p.entry_id = e.id";

const LIST: List = List {
    select: SELECT,
    from: FROM,
    alias: "e",
    search: None,
    orderings: &[Ordering { name: "at", column: "e.at", kind: Kind::Number }],
    default_ordering: "-at",
};

/// An entry with what is left of its personal part.
#[derive(Debug, Clone)]
pub struct Row {
    pub id: i64,
    pub at: Timestamp,
    pub action: String,
    pub actor_id: Option<i64>,
    pub on_behalf_of_id: Option<i64>,
    pub target_kind: Option<String>,
    pub target_id: Option<i64>,
    pub metadata: Map<String, Value>,
    pub request_id: String,
    pub ip_address: Option<String>,
    /// `actor`, `target`, `ip` and more; `None`: erased.
    pub personal: Option<Map<String, Value>>,
}

pub async fn page<T>(
    conn: &dyn Sql,
    query: &PageQuery,
    conditions: Conditions,
    show: impl Fn(Row) -> T,
) -> Result<Page<T>> {
    query.run_values(conn, &LIST, conditions, |row| Ok(show(in_turn(row.in_turn())?))).await
}

pub async fn get(conn: &dyn Sql, id: i64) -> Result<Row> {
    read(&conn.get(&format!("SELECT {SELECT} FROM {FROM} WHERE e.id = $1"), vec![id.into()]).await?)
}

/// The newest entries whose actor, target or principal is this person, newest first, at most `limit`.
pub async fn about(conn: &dyn Sql, user: i64, limit: usize) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::new();
    for condition in ["e.actor_id = $1", "e.target_kind = 'user' AND e.target_id = $1", "e.on_behalf_of_id = $1"] {
        let sql = format!("SELECT {SELECT} FROM {FROM} WHERE {condition} ORDER BY e.at DESC, e.id DESC LIMIT {limit}");
        for row in conn.all(&sql, vec![user.into()]).await? {
            rows.push(read(&row)?);
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.id)));
    rows.dedup_by_key(|row| row.id);
    rows.truncate(limit);
    Ok(rows)
}

fn read(row: &QueryResult) -> Result<Row> {
    in_turn(InTurn::of_row(row, &NAMES))
}

/// By [`NAMES`].
fn in_turn(mut row: InTurn<'_>) -> Result<Row> {
    let object = |text: &str| serde_json::from_str(text).unwrap_or_default();
    Ok(Row {
        id: row.number()?,
        at: row.instant()?,
        action: row.text()?,
        actor_id: row.number_or_null()?,
        on_behalf_of_id: row.number_or_null()?,
        target_kind: row.text_or_null()?,
        target_id: row.number_or_null()?,
        metadata: object(&row.text()?),
        request_id: row.text()?,
        ip_address: row.text_or_null()?,
        personal: row.text_or_null()?.as_deref().map(object),
    })
}
