//! The only queries of appointments. Fixed verbs: get (row or 404), find (option), list, insert, update, delete.

pub mod appointments;
pub mod clients;
pub mod coaches;
pub mod exceptions;
pub mod holds;
pub mod images;
pub mod notes;
pub mod pages;
pub mod people;
pub mod rules;
pub mod services;
pub mod waiting;

use sea_orm::Value;

/// `INSERT` of these columns.
fn insert_of(table: &str, columns: Vec<(&str, Value)>) -> (String, Vec<Value>) {
    let (names, values): (Vec<&str>, Vec<Value>) = columns.into_iter().unzip();
    let places: Vec<_> = (1..=names.len()).map(|i| format!("${i}")).collect();
    (format!("INSERT INTO {table} ({}) VALUES ({}) RETURNING id", names.join(", "), places.join(", ")), values)
}

/// `UPDATE` of these columns in the row `id`, whose version rises.
fn update_of(table: &str, id: i64, columns: Vec<(&str, Value)>) -> (String, Vec<Value>) {
    let (names, mut values): (Vec<&str>, Vec<Value>) = columns.into_iter().unzip();
    let sets: Vec<_> = names.iter().enumerate().map(|(i, name)| format!("{name} = ${}", i + 2)).collect();
    values.insert(0, id.into());
    (format!("UPDATE {table} SET {}, row_version = row_version + 1 WHERE id = $1", sets.join(", ")), values)
}
