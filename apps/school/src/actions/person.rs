//! What becomes of a person's enrolments and lessons; marks and absences in their folders.

use preau_kernel::db::Tx;
use preau_kernel::{App, Result};
use serde_json::{Value, json};

use super::{absences, attendance};

pub(crate) async fn export(app: &App, user: i64) -> Result<Value> {
    Ok(json!({
        "attendance": attendance::person::export(app, user).await?,
        "absences": absences::person::export(app, user).await?,
    }))
}

pub(crate) async fn erase(app: &App, tx: &Tx, user: i64) -> Result<()> {
    attendance::person::erase(app, tx, user).await?;
    absences::person::erase(app, tx, user).await
}

pub(crate) async fn merge(tx: &Tx, from: i64, into: i64) -> Result<()> {
    attendance::person::merge(tx, from, into).await?;
    absences::person::merge(tx, from, into).await
}

pub(crate) async fn is_remembered(tx: &Tx, user: i64) -> Result<bool> {
    Ok(attendance::person::is_remembered(tx, user).await? || absences::person::is_remembered(tx, user).await?)
}
