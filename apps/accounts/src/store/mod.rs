//! The only queries of accounts. Fixed verbs: get (row or 404), find (option), list, insert, update, delete.

pub mod credentials;
pub mod figures;
pub mod grants;
pub mod login;
pub mod modules;
pub mod one_time;
pub mod profiles;
pub mod sessions;
pub mod tokens;
pub mod users;

use preau_kernel::Result;
use preau_kernel::db::Sql;

/// Which of these ids the table holds. `table` never comes from input.
pub(crate) async fn existing_ids(conn: &dyn Sql, table: &str, ids: &[i64]) -> Result<Vec<i64>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<_> = (1..=ids.len()).map(|i| format!("${i}")).collect();
    let sql = format!("SELECT id FROM {table} WHERE id IN ({})", places.join(", "));
    let rows = conn.all(&sql, ids.iter().map(|id| (*id).into()).collect()).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}
