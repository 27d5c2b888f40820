//! The list of subjects.

use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result};
use serde_json::{Map, json};

use super::person::check_version;
use crate::store::modules::{self, Subject};

pub async fn create(app: &App, info: &RequestInfo, code: &str, name: &str) -> Result<Subject> {
    let tx = app.db().write_tx().await?;
    let id = create_in(&tx, app, info, code, name).await?;
    let subject = modules::get(&*tx, id).await?;
    tx.commit().await?;
    Ok(subject)
}

/// As [`create`], in the caller's transaction; returns the id.
pub async fn create_in(tx: &Tx, app: &App, info: &RequestInfo, code: &str, name: &str) -> Result<i64> {
    let id = modules::insert(tx, code, name, app.now()).await?;
    audit::record(tx, app, info, Entry::new("module_created").target("module", id, name)).await?;
    Ok(id)
}

/// What a request says of a subject; absent fields stay.
#[derive(Debug, Clone, Default)]
pub struct Change {
    pub code: Option<String>,
    pub name: Option<String>,
    pub version: Option<i64>,
}

pub async fn update(app: &App, info: &RequestInfo, id: i64, change: Change) -> Result<Subject> {
    let tx = app.db().write_tx().await?;
    update_in(&tx, app, info, id, change).await?;
    let subject = modules::get(&*tx, id).await?;
    tx.commit().await?;
    Ok(subject)
}

/// As [`update`], in the caller's transaction.
pub async fn update_in(tx: &Tx, app: &App, info: &RequestInfo, id: i64, change: Change) -> Result<()> {
    let before = modules::get(&**tx, id).await?;
    check_version(change.version, before.row_version)?;
    let code = change.code.unwrap_or_else(|| before.code.clone());
    let name = change.name.unwrap_or_else(|| before.name.clone());
    let mut changes = Map::new();
    for (field, old, new) in [("code", &before.code, &code), ("name", &before.name, &name)] {
        if old != new {
            changes.insert(field.to_owned(), json!([old, new]));
        }
    }
    if changes.is_empty() {
        return Ok(());
    }
    if !modules::update(tx, id, &code, &name, before.row_version, app.now()).await? {
        return Err(Error::conflict("row_changed"));
    }
    let fields: Vec<_> = changes.keys().cloned().collect();
    let entry = Entry::new("module_updated").target("module", id, name).meta("fields", fields);
    audit::record(tx, app, info, entry.personal("changes", changes)).await.map(drop)
}

/// A subject that somebody teaches or follows stays: 409.
pub async fn delete(app: &App, info: &RequestInfo, id: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    delete_in(&tx, app, info, id).await?;
    tx.commit().await
}

/// As [`delete`], in the caller's transaction.
pub async fn delete_in(tx: &Tx, app: &App, info: &RequestInfo, id: i64) -> Result<()> {
    let subject = modules::get(&**tx, id).await?;
    modules::delete(tx, id).await?;
    let entry = Entry::new("module_deleted").target("module", id, subject.name);
    audit::record(tx, app, info, entry).await.map(drop)
}
