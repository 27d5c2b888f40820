//! Consents (`visitor_consents`): one holds, those before it stay as proof.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::people::consent::GivenBy;
use crate::store::insert_of;

#[derive(Debug, Clone, FromQueryResult, Serialize, ToSchema)]
pub struct Consent {
    pub id: i64,
    pub text_version: String,
    #[schema(value_type = String, format = DateTime)]
    pub given_at: Timestamp,
    /// `self` or `guardian`.
    pub given_by: String,
    pub guardian_name: String,
    #[schema(required)]
    pub recorded_by: Option<i64>,
    #[schema(required)]
    pub recorded_by_name: Option<String>,
    /// When it was taken back, or another took its place.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub withdrawn_at: Option<Timestamp>,
}

/// One that was given to a certain text.
#[derive(Debug, Clone, FromQueryResult, Serialize, ToSchema)]
#[schema(as = ConsentToText)]
pub struct ToText {
    pub id: i64,
    pub visitor: i64,
    pub visitor_name: String,
    #[schema(value_type = String, format = DateTime)]
    pub given_at: Timestamp,
    /// `self` or `guardian`.
    pub given_by: String,
    pub guardian_name: String,
    #[schema(required)]
    pub recorded_by_name: Option<String>,
    /// When it was taken back, or another took its place.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub withdrawn_at: Option<Timestamp>,
}

/// Filter: `holds`.
pub async fn to_text(conn: &dyn Sql, page: &PageQuery, version: &str) -> Result<Page<ToText>> {
    let mut conditions = Conditions::default();
    conditions.add("k.text_version = ?", [version.into()]);
    if let Some(holds) = page.flag("holds")? {
        conditions.add(if holds { "k.withdrawn_at IS NULL" } else { "k.withdrawn_at IS NOT NULL" }, []);
    }
    let list = List {
        select: "k.id, k.visitor_id AS visitor, u.first_name || ' ' || u.last_name AS visitor_name, k.given_at, k.given_by, \
                 k.guardian_name, r.first_name || ' ' || r.last_name AS recorded_by_name, k.withdrawn_at",
        from: "visitor_consents k JOIN visitors v ON v.id = k.visitor_id JOIN users u ON u.id = v.user_id \
               LEFT JOIN users r ON r.id = k.recorded_by",
        alias: "k",
        search: None,
        orderings: &[Ordering { name: "given_at", column: "k.given_at", kind: Kind::Number }],
        default_ordering: "-given_at",
    };
    page.run(conn, &list, conditions, |row| Ok(ToText::from_query_result(row, "")?)).await
}

pub struct New<'a> {
    pub visitor: i64,
    pub text_version: &'a str,
    pub given_at: Timestamp,
    pub given_by: GivenBy,
    pub guardian_name: &'a str,
    pub recorded_by: Option<i64>,
}

/// Newest first.
pub async fn of_visitor(conn: &dyn Sql, visitor: i64) -> Result<Vec<Consent>> {
    let sql = "SELECT k.id, k.text_version, k.given_at, k.given_by, k.guardian_name, k.recorded_by, \
               r.first_name || ' ' || r.last_name AS recorded_by_name, k.withdrawn_at FROM visitor_consents k \
               LEFT JOIN users r ON r.id = k.recorded_by WHERE k.visitor_id = $1 ORDER BY k.given_at DESC, k.id DESC";
    let rows = conn.all(sql, vec![visitor.into()]).await?;
    rows.iter().map(|row| Ok(Consent::from_query_result(row, "")?)).collect()
}

pub async fn insert(tx: &Tx, new: &New<'_>) -> Result<i64> {
    let (sql, values) = insert_of(
        "visitor_consents",
        vec![
            ("visitor_id", new.visitor.into()),
            ("text_version", new.text_version.into()),
            ("given_at", new.given_at.into()),
            ("given_by", new.given_by.name().into()),
            ("guardian_name", new.guardian_name.into()),
            ("recorded_by", new.recorded_by.into()),
        ],
    );
    tx.number(&sql, values).await
}

/// Whether one held until now.
pub async fn withdraw(tx: &Tx, visitor: i64, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE visitor_consents SET withdrawn_at = $2 WHERE visitor_id = $1 AND withdrawn_at IS NULL";
    Ok(tx.exec(sql, vec![visitor.into(), now.into()]).await? > 0)
}
