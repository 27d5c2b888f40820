//! The sessions of one visitor.

use preau_kernel::Result;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use sea_orm::ConnectionTrait;

use crate::store::sessions::{self, Session};

/// Filters: `from`, `to` (when it was made).
pub async fn list(conn: &impl ConnectionTrait, page: &PageQuery, visitor: i64) -> Result<Page<Session>> {
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
