//! Rows that a body names: one that is not there is invalid input of its field.

use preau_kernel::db::{Sql, Tx};
use preau_kernel::{Error, Refusal, Result};

use crate::store::structure::exists;

async fn require(tx: &Tx, table: &str, field: &str, code: &'static str, id: i64) -> Result<()> {
    if exists(&**tx, table, id).await? {
        return Ok(());
    }
    Err(Error::invalid(field, Refusal::new(code).arg("id", id)))
}

pub(crate) async fn year(tx: &Tx, id: i64) -> Result<()> {
    require(tx, "school_years", "year", "unknown_year", id).await
}

pub(crate) async fn programme(tx: &Tx, id: i64) -> Result<()> {
    require(tx, "programmes", "programme", "unknown_programme", id).await
}

pub(crate) async fn module(tx: &Tx, id: i64) -> Result<()> {
    require(tx, "modules", "module", "unknown_module", id).await
}

pub(crate) async fn group(tx: &Tx, field: &str, id: i64) -> Result<()> {
    require(tx, "class_groups", field, "unknown_group", id).await
}

/// A person with the role of a student.
pub(crate) async fn student(tx: &Tx, id: i64) -> Result<()> {
    let sql =
        "SELECT 1 AS found FROM students s JOIN users u ON u.id = s.user_id WHERE u.id = $1 AND u.tombstone_at IS NULL";
    if tx.find(sql, vec![id.into()]).await?.is_some() {
        return Ok(());
    }
    Err(Error::invalid("student", Refusal::new("unknown_student").arg("id", id)))
}
