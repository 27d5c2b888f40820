//! Categories of visitors.

use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};
use serde_json::json;

use crate::actions::{changed, changes, check_version};
use crate::store::people::categories::{self, Category, Values};

pub async fn create(tx: &Tx, app: &App, info: &RequestInfo, values: &Values) -> Result<i64> {
    if values.is_default {
        categories::take_default(tx, 0, app.now()).await?;
    }
    let id = categories::insert(tx, values, app.now()).await?;
    let entry = Entry::new("visitor_category_created").target("visitor_category", id, &values.name);
    audit::record(tx, app, info, entry).await?;
    Ok(id)
}

/// `old` is the row as it was locked.
pub async fn update(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    old: &Category,
    values: &Values,
    version: Option<i64>,
) -> Result<()> {
    check_version(version, old.row_version)?;
    let changes = changes([
        ("name", json!(old.name), json!(values.name)),
        ("minutes_per_day", json!(old.minutes_per_day), json!(values.minutes_per_day)),
        ("minutes_per_session", json!(old.minutes_per_session), json!(values.minutes_per_session)),
        ("is_default", json!(old.is_default), json!(values.is_default)),
    ]);
    if changes.is_empty() {
        return Ok(());
    }
    if values.is_default {
        categories::take_default(tx, old.id, app.now()).await?;
    }
    categories::update(tx, old.id, values, app.now()).await?;
    let entry = Entry::new("visitor_category_updated").target("visitor_category", old.id, &values.name);
    audit::record(tx, app, info, changed(entry, changes)).await.map(drop)
}

/// 409 `category_in_use` while visitors are in it.
pub async fn delete(tx: &Tx, app: &App, info: &RequestInfo, id: i64) -> Result<()> {
    let old = categories::get_locked(tx, id).await?;
    if old.visitors_count > 0 {
        return Err(Error::conflict("category_in_use"));
    }
    categories::delete(tx, id).await?;
    let entry = Entry::new("visitor_category_deleted").target("visitor_category", id, &old.name);
    audit::record(tx, app, info, entry).await.map(drop)
}
