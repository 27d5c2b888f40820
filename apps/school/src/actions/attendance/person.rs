//! What becomes of a person in attendance.

use preau_kernel::db::Tx;
use preau_kernel::{App, Result};
use serde_json::{Value, json};

use crate::store::attendance::people;

/// A student's own marks and check-ins.
pub(crate) async fn export(app: &App, user: i64) -> Result<Value> {
    Ok(json!(people::marks_of(app.db().read(), user).await?))
}

pub(crate) async fn erase(_app: &App, tx: &Tx, user: i64) -> Result<()> {
    people::forget(tx, user).await
}

pub(crate) async fn merge(tx: &Tx, from: i64, into: i64) -> Result<()> {
    people::hand_over(tx, from, into).await
}

pub(crate) async fn is_remembered(tx: &Tx, user: i64) -> Result<bool> {
    people::is_remembered(&**tx, user).await
}
