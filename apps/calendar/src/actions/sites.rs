//! The sites of the place.

use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};
use serde_json::json;

use super::{changed, changes, check_version};
use crate::store::sites::{self as rows, Site, Values};

pub async fn create(tx: &Tx, app: &App, info: &RequestInfo, values: &Values) -> Result<i64> {
    let id = rows::insert(tx, values, app.now()).await?;
    audit::record(tx, app, info, Entry::new("site_created").target("site", id, &values.name)).await?;
    Ok(id)
}

/// `old` is the row as it was locked.
pub async fn update(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    old: &Site,
    values: &Values,
    version: Option<i64>,
) -> Result<()> {
    check_version(version, old.row_version)?;
    let changes = changes([
        ("name", json!(old.name), json!(values.name)),
        ("address", json!(old.address), json!(values.address)),
        ("zone", json!(old.zone), json!(values.zone)),
    ]);
    if changes.is_empty() {
        return Ok(());
    }
    rows::update(tx, old.id, values, app.now()).await?;
    let entry = Entry::new("site_updated").target("site", old.id, &values.name);
    audit::record(tx, app, info, changed(entry, changes)).await.map(drop)
}

/// One that has rooms stays: 409. Its closed days go along.
pub async fn delete(tx: &Tx, app: &App, info: &RequestInfo, id: i64) -> Result<()> {
    let site = rows::get_locked(tx, id).await?;
    if rows::has_rooms(tx, id).await? {
        return Err(Error::conflict("site_has_rooms"));
    }
    rows::delete(tx, id).await?;
    audit::record(tx, app, info, Entry::new("site_deleted").target("site", id, site.name)).await.map(drop)
}
