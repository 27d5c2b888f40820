//! The list of subjects.

use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result};

use super::person::check_version;
use crate::store::modules::{self, Subject};

pub async fn create(app: &App, info: &RequestInfo, code: &str, name: &str) -> Result<Subject> {
    let tx = app.db().write_tx().await?;
    let id = modules::insert(&tx, code, name, app.now()).await?;
    audit::record(&tx, app, info, Entry::new("module_created").target("module", id, name)).await?;
    let subject = modules::get(&*tx, id).await?;
    tx.commit().await?;
    Ok(subject)
}

pub async fn update(
    app: &App,
    info: &RequestInfo,
    id: i64,
    code: Option<String>,
    name: Option<String>,
    version: Option<i64>,
) -> Result<Subject> {
    let tx = app.db().write_tx().await?;
    let before = modules::get(&*tx, id).await?;
    check_version(version, before.row_version)?;
    let code = code.unwrap_or_else(|| before.code.clone());
    let name = name.unwrap_or_else(|| before.name.clone());
    if (&code, &name) == (&before.code, &before.name) {
        return Ok(before);
    }
    if !modules::update(&tx, id, &code, &name, before.row_version, app.now()).await? {
        return Err(Error::conflict("row_changed"));
    }
    audit::record(&tx, app, info, Entry::new("module_updated").target("module", id, name)).await?;
    let subject = modules::get(&*tx, id).await?;
    tx.commit().await?;
    Ok(subject)
}

/// A subject that somebody teaches or follows stays: 409.
pub async fn delete(app: &App, info: &RequestInfo, id: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let subject = modules::get(&*tx, id).await?;
    modules::delete(&tx, id).await?;
    audit::record(&tx, app, info, Entry::new("module_deleted").target("module", id, subject.name)).await?;
    tx.commit().await
}
