//! The only queries of the school. Fixed verbs: get (row or 404), find (option), list, insert, update, delete.

pub mod absences;
pub mod attendance;
pub(crate) mod demo;
pub mod expected;
pub mod lessons;
pub mod notices;
pub mod people;
pub mod series;
pub mod sheets;
pub mod structure;

use preau_kernel::db::Engine;
use sea_orm::Value;

/// One row by its id, locked when it is to be changed.
pub(crate) fn by_id(select: &str, from: &str, alias: &str, lock: Option<Engine>) -> String {
    let lock = lock.map(|engine| engine.for_update_of(alias)).unwrap_or_default();
    format!("SELECT {select} FROM {from} WHERE {alias}.id = $1{lock}")
}

/// `INSERT` of these columns.
pub(crate) fn insert_of(table: &str, columns: Vec<(&str, Value)>) -> (String, Vec<Value>) {
    let (names, values): (Vec<&str>, Vec<Value>) = columns.into_iter().unzip();
    let places: Vec<_> = (1..=names.len()).map(|i| format!("${i}")).collect();
    (format!("INSERT INTO {table} ({}) VALUES ({}) RETURNING id", names.join(", "), places.join(", ")), values)
}

/// `UPDATE` of these columns in the row `id`, whose version rises.
pub(crate) fn update_of(table: &str, id: i64, columns: Vec<(&str, Value)>) -> (String, Vec<Value>) {
    let (names, mut values): (Vec<&str>, Vec<Value>) = columns.into_iter().unzip();
    let sets: Vec<_> = names.iter().enumerate().map(|(i, name)| format!("{name} = ${}", i + 2)).collect();
    values.insert(0, id.into());
    (format!("UPDATE {table} SET {}, row_version = row_version + 1 WHERE id = $1", sets.join(", ")), values)
}
