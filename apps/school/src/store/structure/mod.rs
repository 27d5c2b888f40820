//! Years, terms, programmes, taught modules, groups and enrolments. Each is a [`Kind`]: how its rows are read and written
//! is said once, here.

pub mod enrolments;
pub mod groups;
pub mod programmes;
pub mod taught_modules;
pub mod terms;
pub mod years;

use chrono::NaiveDate;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Engine, Sql, Tx};
use preau_kernel::web::body::parse_date;
use preau_kernel::{Error, Result};
use sea_orm::{FromQueryResult, Value};

use super::{by_id, insert_of, update_of};

pub trait Kind: Send + Sync + 'static {
    type Row: FromQueryResult + Clone + Send + Sync + 'static;
    /// What can be set.
    type Values: Clone + Send + Sync + 'static;
    const TABLE: &'static str;
    const SELECT: &'static str;
    const FROM: &'static str;
    /// Of the table in `FROM`.
    const ALIAS: &'static str;
    /// `(table.column, field)` of what must be unique.
    const UNIQUE: &'static [(&'static str, &'static str)];

    fn columns(values: &Self::Values) -> Vec<(&'static str, Value)>;
    fn values(row: &Self::Row) -> Result<Self::Values>;
    /// Id and version.
    fn key(row: &Self::Row) -> (i64, i64);
}

pub async fn get<K: Kind>(conn: &dyn Sql, id: i64) -> Result<K::Row> {
    read::<K>(conn, id, None).await
}

pub async fn get_locked<K: Kind>(tx: &Tx, id: i64) -> Result<K::Row> {
    read::<K>(&**tx, id, Some(tx.engine())).await
}

async fn read<K: Kind>(conn: &dyn Sql, id: i64, lock: Option<Engine>) -> Result<K::Row> {
    let row = conn.get(&by_id(K::SELECT, K::FROM, K::ALIAS, lock), vec![id.into()]).await?;
    Ok(K::Row::from_query_result(&row, "")?)
}

pub async fn insert<K: Kind>(tx: &Tx, values: &K::Values, now: Timestamp) -> Result<i64> {
    let mut columns = K::columns(values);
    columns.extend([("row_version", 1_i64.into()), ("created_at", now.into()), ("updated_at", now.into())]);
    let (sql, values) = insert_of(K::TABLE, columns);
    tx.number(&sql, values).await.map_err(|error| error.on_duplicate(K::UNIQUE))
}

pub async fn update<K: Kind>(tx: &Tx, id: i64, values: &K::Values, now: Timestamp) -> Result<()> {
    let mut columns = K::columns(values);
    columns.push(("updated_at", now.into()));
    let (sql, values) = update_of(K::TABLE, id, columns);
    tx.exec(&sql, values).await.map_err(|error| error.on_duplicate(K::UNIQUE)).map(drop)
}

pub async fn delete<K: Kind>(tx: &Tx, id: i64) -> Result<()> {
    tx.exec(&format!("DELETE FROM {} WHERE id = $1", K::TABLE), vec![id.into()]).await.map(drop)
}

/// Whether a table has this row.
pub async fn exists(conn: &dyn Sql, table: &str, id: i64) -> Result<bool> {
    let sql = format!("SELECT 1 AS found FROM {table} WHERE id = $1");
    Ok(conn.find(&sql, vec![id.into()]).await?.is_some())
}

/// A day as it is stored.
pub fn day(text: &str) -> Result<NaiveDate> {
    parse_date(text).ok_or_else(|| Error::internal(format!("the school holds the day {text}")))
}
