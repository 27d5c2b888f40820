//! Categories of visitors (`visitor_categories`): minutes per day and per session, 0 for no limit.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx, search};
use sea_orm::{FromQueryResult, Value};
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::{insert_of, update_of};

#[derive(Debug, Clone, FromQueryResult, Serialize, ToSchema)]
pub struct Category {
    pub id: i64,
    pub name: String,
    /// 0: no limit.
    pub minutes_per_day: i64,
    pub minutes_per_session: i64,
    /// That of visitors without one of their own.
    pub is_default: bool,
    pub visitors_count: i64,
    pub row_version: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    pub name: String,
    pub minutes_per_day: i64,
    pub minutes_per_session: i64,
    pub is_default: bool,
}

impl Category {
    pub fn values(&self) -> Values {
        Values {
            name: self.name.clone(),
            minutes_per_day: self.minutes_per_day,
            minutes_per_session: self.minutes_per_session,
            is_default: self.is_default,
        }
    }
}

const SELECT: &str = "c.id, c.name, c.minutes_per_day, c.minutes_per_session, c.is_default, \
                      (SELECT COUNT(*) FROM visitors v WHERE v.category_id = c.id) AS visitors_count, c.row_version";
const LIST: List = List {
    select: SELECT,
    from: "visitor_categories c",
    alias: "c",
    search: Some("visitor_categories"),
    orderings: &[Ordering { name: "name", column: "c.sort_name", kind: Kind::Text }],
    default_ordering: "name",
};
const UNIQUE: &[(&str, &str)] =
    &[("visitor_categories.name_key", "name"), ("visitor_categories_default", "is_default")];

pub async fn list(conn: &dyn Sql, page: &PageQuery) -> Result<Page<Category>> {
    page.run(conn, &LIST, Conditions::default(), |row| Ok(Category::from_query_result(row, "")?)).await
}

pub async fn get(conn: &dyn Sql, id: i64) -> Result<Category> {
    let row = conn.get(&format!("SELECT {SELECT} FROM visitor_categories c WHERE c.id = $1"), vec![id.into()]).await?;
    Ok(Category::from_query_result(&row, "")?)
}

pub async fn get_locked(tx: &Tx, id: i64) -> Result<Category> {
    let lock = tx.engine().for_update();
    tx.get(&format!("SELECT id FROM visitor_categories WHERE id = $1{lock}"), vec![id.into()]).await?;
    get(&**tx, id).await
}

pub async fn exists(conn: &dyn Sql, id: i64) -> Result<bool> {
    Ok(conn.find("SELECT 1 FROM visitor_categories WHERE id = $1", vec![id.into()]).await?.is_some())
}

pub async fn insert(tx: &Tx, values: &Values, now: Timestamp) -> Result<i64> {
    let mut columns = columns(values, now);
    columns.extend([("row_version", 1_i64.into()), ("created_at", now.into())]);
    let (sql, values) = insert_of("visitor_categories", columns);
    tx.number(&sql, values).await.map_err(|error| error.on_duplicate(UNIQUE))
}

pub async fn update(tx: &Tx, id: i64, values: &Values, now: Timestamp) -> Result<()> {
    let (sql, values) = update_of("visitor_categories", id, columns(values, now));
    tx.exec(&sql, values).await.map_err(|error| error.on_duplicate(UNIQUE)).map(drop)
}

/// Only one is the default.
pub async fn take_default(tx: &Tx, but: i64, now: Timestamp) -> Result<()> {
    let sql = "UPDATE visitor_categories SET is_default = FALSE, row_version = row_version + 1, updated_at = $2 \
               WHERE is_default = TRUE AND id <> $1";
    tx.exec(sql, vec![but.into(), now.into()]).await.map(drop)
}

pub async fn delete(tx: &Tx, id: i64) -> Result<()> {
    tx.exec("DELETE FROM visitor_categories WHERE id = $1", vec![id.into()]).await.map(drop)
}

fn columns(values: &Values, now: Timestamp) -> Vec<(&'static str, Value)> {
    let folded = search::fold(&values.name);
    vec![
        ("name", values.name.clone().into()),
        ("name_key", folded.clone().into()),
        ("minutes_per_day", values.minutes_per_day.into()),
        ("minutes_per_session", values.minutes_per_session.into()),
        ("is_default", values.is_default.into()),
        ("sort_name", folded.into()),
        ("search", search::text([values.name.as_str()]).into()),
        ("updated_at", now.into()),
    ]
}
