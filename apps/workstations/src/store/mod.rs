//! The only queries of the computer rooms. Fixed verbs: get (row or 404), find (option), list, insert, update, delete.
//!
//! Map: `seats` workstations · `sessions` and their intervals · `locks` in which order rows are locked · `due` what time
//! alone has done · `orders` to the seats · `visitors` what sessions need of them.

pub mod due;
pub mod live;
pub mod locks;
pub mod orders;
pub mod people;
pub mod seats;
pub mod sessions;
pub mod visitors;

use sea_orm::Value;

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

/// `$1, $2, …` for a list of values that begins at `first`.
pub(crate) fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ")
}
