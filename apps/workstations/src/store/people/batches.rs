//! Batches of codes (`code_batches`); the codes are sessions that wait.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{self, Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx, search};
use sea_orm::FromQueryResult;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::life::Status;
use crate::store::insert_of;
use crate::store::sessions::{self, Session};

#[derive(Debug, Clone, FromQueryResult, Serialize, ToSchema)]
pub struct Batch {
    pub id: i64,
    pub label: String,
    pub minutes: i64,
    pub count: i64,
    /// Codes that can still be used.
    pub waiting: i64,
    /// Codes with which somebody sat down; the others are void.
    pub used: i64,
    pub void: i64,
    #[schema(required)]
    pub created_by: Option<i64>,
    #[schema(required)]
    pub created_by_name: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// After this none of them can be used.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub code_expires_at: Option<Timestamp>,
}

fn select(now: Timestamp) -> String {
    let waiting = format!(
        "(SELECT COUNT(*) FROM workstation_sessions s WHERE s.batch_id = b.id AND s.status = 'waiting' AND s.code_expires_at > {})",
        now.0
    );
    let used = "(SELECT COUNT(*) FROM workstation_sessions s WHERE s.batch_id = b.id AND s.started_at IS NOT NULL)";
    format!(
        "b.id, b.label, b.minutes, b.count, {waiting} AS waiting, {used} AS used, b.count - {waiting} - {used} AS void, \
         b.created_by, u.first_name || ' ' || u.last_name AS created_by_name, b.created_at, (SELECT MAX(s.code_expires_at) \
         FROM workstation_sessions s WHERE s.batch_id = b.id AND s.status = 'waiting') AS code_expires_at"
    )
}

const FROM: &str = "code_batches b LEFT JOIN users u ON u.id = b.created_by";

/// Filters: `created_by`, `from`, `to`.
pub async fn list(conn: &dyn Sql, page: &PageQuery, now: Timestamp) -> Result<Page<Batch>> {
    let mut conditions = Conditions::default();
    if let Some(id) = page.number("created_by")? {
        conditions.add("b.created_by = ?", [id.into()]);
    }
    page::instant_range(page, "b.created_at", &mut conditions)?;
    let select = select(now);
    let list = List {
        select: &select,
        from: FROM,
        alias: "b",
        search: Some("code_batches"),
        orderings: &[Ordering { name: "created_at", column: "b.created_at", kind: Kind::Number }],
        default_ordering: "-created_at",
    };
    page.run(conn, &list, conditions, |row| Ok(Batch::from_query_result(row, "")?)).await
}

pub async fn get(conn: &dyn Sql, id: i64, now: Timestamp) -> Result<Batch> {
    let sql = format!("SELECT {} FROM {FROM} WHERE b.id = $1", select(now));
    Ok(Batch::from_query_result(&conn.get(&sql, vec![id.into()]).await?, "")?)
}

/// In the order in which they were made.
pub async fn codes(conn: &dyn Sql, batch: i64) -> Result<Vec<Session>> {
    let sql = format!(
        "SELECT {} FROM workstation_sessions s {} WHERE s.batch_id = $1 ORDER BY s.id",
        sessions::columns(""),
        sessions::JOINS
    );
    conn.all(&sql, vec![batch.into()]).await?.iter().map(|row| sessions::read(row, "")).collect()
}

/// Whether somebody can still sit down with it.
pub fn is_unused(session: &Session, now: Timestamp) -> bool {
    session.life.status_at(now) == Status::Waiting
}

pub async fn insert(tx: &Tx, label: &str, minutes: i64, count: i64, by: Option<i64>, now: Timestamp) -> Result<i64> {
    let (sql, values) = insert_of(
        "code_batches",
        vec![
            ("label", label.into()),
            ("minutes", minutes.into()),
            ("count", count.into()),
            ("created_by", by.into()),
            ("created_at", now.into()),
            ("search", search::text([label]).into()),
        ],
    );
    tx.number(&sql, values).await
}
