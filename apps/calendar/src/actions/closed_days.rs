//! The days on which the place or a site is closed.

use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};
use serde_json::json;

use super::rooms::require_site;
use super::{changed, changes, check_version};
use crate::store::closed_days::{self as rows, ClosedDay, Values};

pub async fn create(tx: &Tx, app: &App, info: &RequestInfo, values: &Values) -> Result<i64> {
    if let Some(site) = values.site {
        require_site(tx, site).await?;
    }
    let id = rows::insert(tx, values, app.now()).await?;
    audit::record(tx, app, info, Entry::new("closed_day_created").target("closed_day", id, &values.name)).await?;
    Ok(id)
}

/// `old` is the row as it was locked.
pub async fn update(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    old: &ClosedDay,
    values: &Values,
    version: Option<i64>,
) -> Result<()> {
    check_version(version, old.row_version)?;
    let changes = changes([
        ("site", json!(old.site), json!(values.site)),
        ("first_day", json!(old.first_day), json!(values.first)),
        ("last_day", json!(old.last_day), json!(values.last)),
        ("name", json!(old.name), json!(values.name)),
    ]);
    if changes.is_empty() {
        return Ok(());
    }
    if let Some(site) = values.site.filter(|site| old.site != Some(*site)) {
        require_site(tx, site).await?;
    }
    rows::update(tx, old.id, values, app.now()).await?;
    let entry = Entry::new("closed_day_updated").target("closed_day", old.id, &values.name);
    audit::record(tx, app, info, changed(entry, changes)).await.map(drop)
}

pub async fn delete(tx: &Tx, app: &App, info: &RequestInfo, id: i64) -> Result<()> {
    let days = rows::get_locked(tx, id).await?;
    rows::delete(tx, id).await?;
    audit::record(tx, app, info, Entry::new("closed_day_deleted").target("closed_day", id, days.name)).await.map(drop)
}
