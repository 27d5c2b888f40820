//! The only queries of the calendar.

pub mod claims;
pub mod closed_days;
pub mod feeds;
pub mod rooms;
pub mod sites;

use preau_kernel::db::Engine;
use sea_orm::Value;

/// One row by its id, locked when it is to be changed.
fn by_id(select: &str, from: &str, alias: &str, lock: Option<Engine>) -> String {
    let lock = lock.map(|engine| engine.for_update_of(alias)).unwrap_or_default();
    format!("SELECT {select} FROM {from} WHERE {alias}.id = $1{lock}")
}

/// `INSERT` of these columns.
fn insert_of(table: &str, columns: &[(&str, Value)]) -> (String, Vec<Value>) {
    let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
    let places: Vec<_> = (1..=columns.len()).map(|i| format!("${i}")).collect();
    let sql = format!("INSERT INTO {table} ({}) VALUES ({}) RETURNING id", names.join(", "), places.join(", "));
    (sql, columns.iter().map(|(_, value)| value.clone()).collect())
}

/// `UPDATE` of these columns in the row `id`.
fn update_of(table: &str, id: i64, columns: &[(&str, Value)]) -> (String, Vec<Value>) {
    let sets: Vec<_> = columns.iter().enumerate().map(|(i, (name, _))| format!("{name} = ${}", i + 2)).collect();
    let sql = format!("UPDATE {table} SET {}, row_version = row_version + 1 WHERE id = $1", sets.join(", "));
    let values = std::iter::once(id.into()).chain(columns.iter().map(|(_, value)| value.clone())).collect();
    (sql, values)
}
