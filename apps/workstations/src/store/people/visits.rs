//! The sessions of one visitor.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use sea_orm::FromQueryResult;

use crate::store::sessions::{self, Session};

/// Filters: `from`, `to` (when it was made).
pub async fn list(conn: &dyn Sql, page: &PageQuery, visitor: i64) -> Result<Page<Session>> {
    let mut conditions = Conditions::default();
    conditions.add("s.visitor_id = ?", [visitor.into()]);
    preau_kernel::db::page::instant_range(page, "s.created_at", &mut conditions)?;
    let (select, from) = (sessions::columns(""), format!("workstation_sessions s {}", sessions::JOINS));
    let list = List {
        select: &select,
        from: &from,
        alias: "s",
        search: None,
        orderings: &[Ordering { name: "created_at", column: "s.created_at", kind: Kind::Number }],
        default_ordering: "-created_at",
    };
    page.run(conn, &list, conditions, |row| sessions::read(row, "")).await
}

/// One stay at a seat, as the visitor reads it.
#[derive(Debug, Clone, FromQueryResult, serde::Serialize)]
pub struct Stayed {
    pub from: Timestamp,
    pub to: Option<Timestamp>,
    pub workstation: Option<String>,
}

/// When and where they sat, the first first.
pub async fn times(conn: &dyn Sql, visitor: i64) -> Result<Vec<Stayed>> {
    let sql = "SELECT i.started_at AS \"from\", i.ended_at AS \"to\", w.name AS workstation FROM session_intervals i \
               JOIN workstation_sessions s ON s.id = i.session_id LEFT JOIN workstations w ON w.id = i.workstation_id \
               WHERE s.visitor_id = $1 ORDER BY i.started_at, i.id";
    let rows = conn.all(sql, vec![visitor.into()]).await?;
    rows.iter().map(|row| Ok(Stayed::from_query_result(row, "")?)).collect()
}
