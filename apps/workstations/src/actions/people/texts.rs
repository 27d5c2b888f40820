//! Texts of the consent: a draft is written, then published, and from then on never changed.

use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};
use serde_json::json;

use crate::actions::{changed, changes, check_version};
use crate::store::people::texts::{self, ConsentText, Values};

fn about(action: &'static str, id: i64, version: &str) -> Entry {
    Entry::new(action).target("consent_text", id, version)
}

pub async fn create(tx: &Tx, app: &App, info: &RequestInfo, values: &Values) -> Result<i64> {
    let id = texts::insert(tx, values, app.now()).await?;
    audit::record(tx, app, info, about("consent_text_created", id, &values.version)).await?;
    Ok(id)
}

/// 409 `text_is_published`: people have signed it as it is.
pub async fn update(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    old: &ConsentText,
    values: &Values,
    version: Option<i64>,
) -> Result<()> {
    check_version(version, old.row_version)?;
    let changes = changes([
        ("version", json!(old.version), json!(values.version)),
        ("body_fr", json!(old.body_fr), json!(values.body_fr)),
        ("body_en", json!(old.body_en), json!(values.body_en)),
    ]);
    if changes.is_empty() {
        return Ok(());
    }
    require_draft(old)?;
    texts::update(tx, old.id, values, app.now()).await?;
    audit::record(tx, app, info, changed(about("consent_text_updated", old.id, &values.version), changes))
        .await
        .map(drop)
}

/// From now on this is the one to sign; publishing it again changes nothing.
pub async fn publish(tx: &Tx, app: &App, info: &RequestInfo, id: i64) -> Result<()> {
    let old = texts::get_locked(tx, id).await?;
    if old.published_at.is_some() {
        return Ok(());
    }
    texts::publish(tx, id, app.now()).await?;
    audit::record(tx, app, info, about("consent_text_published", id, &old.version)).await.map(drop)
}

/// A draft only.
pub async fn delete(tx: &Tx, app: &App, info: &RequestInfo, id: i64) -> Result<()> {
    let old = texts::get_locked(tx, id).await?;
    require_draft(&old)?;
    texts::delete(tx, id).await?;
    audit::record(tx, app, info, about("consent_text_deleted", id, &old.version)).await.map(drop)
}

fn require_draft(text: &ConsentText) -> Result<()> {
    if text.published_at.is_some() { Err(Error::conflict("text_is_published")) } else { Ok(()) }
}
