//! A person's rights: what the rooms hold about them is shown, erased, handed over.

use preau_kernel::db::Tx;
use preau_kernel::{App, Result};
use serde_json::Value;

pub(crate) async fn export(_app: &App, _user: i64) -> Result<Value> {
    Ok(Value::Null)
}

pub(crate) async fn erase(_app: &App, _tx: &Tx, _user: i64) -> Result<()> {
    Ok(())
}

pub(crate) async fn merge(_tx: &Tx, _from: i64, _into: i64) -> Result<()> {
    Ok(())
}

pub(crate) async fn is_remembered(_tx: &Tx, _user: i64) -> Result<bool> {
    Ok(false)
}
