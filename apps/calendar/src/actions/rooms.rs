//! The rooms of the sites.

use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};
use serde_json::json;

use super::{changed, changes, check_version};
use crate::domain::claim::Subject;
use crate::store::rooms::{self as rows, Room, Values};
use crate::store::{claims, sites};

pub async fn create(tx: &Tx, app: &App, info: &RequestInfo, values: &Values) -> Result<i64> {
    require_site(tx, values.site).await?;
    let id = rows::insert(tx, values, app.now()).await?;
    audit::record(tx, app, info, Entry::new("room_created").target("room", id, &values.name)).await?;
    Ok(id)
}

/// `old` is the row as it was locked.
pub async fn update(
    tx: &Tx,
    app: &App,
    info: &RequestInfo,
    old: &Room,
    values: &Values,
    version: Option<i64>,
) -> Result<()> {
    check_version(version, old.row_version)?;
    let changes = changes([
        ("site", json!(old.site), json!(values.site)),
        ("name", json!(old.name), json!(values.name)),
        ("kind", json!(old.kind), json!(values.kind)),
        ("capacity", json!(old.capacity), json!(values.capacity)),
        ("note", json!(old.note), json!(values.note)),
        ("is_active", json!(old.is_active), json!(values.is_active)),
    ]);
    if changes.is_empty() {
        return Ok(());
    }
    if old.site != values.site {
        require_site(tx, values.site).await?;
    }
    rows::update(tx, old.id, values, app.now()).await?;
    let entry = Entry::new("room_updated").target("room", old.id, &values.name);
    audit::record(tx, app, info, changed(entry, changes)).await.map(drop)
}

/// One that is or was taken stays, out of use if need be: 409.
pub async fn delete(tx: &Tx, app: &App, info: &RequestInfo, id: i64) -> Result<()> {
    let subject = Subject::room(id);
    // In the order of whoever makes a row for this room and then takes its time; they find it gone.
    let room = rows::get_locked(tx, id).await?;
    claims::lock(tx, [subject]).await?;
    if claims::has_any(&**tx, subject, Some(app.now())).await? {
        return Err(Error::conflict("room_has_claims"));
    }
    rows::delete(tx, id).await?;
    audit::record(tx, app, info, Entry::new("room_deleted").target("room", id, room.name)).await.map(drop)
}

pub(super) async fn require_site(tx: &Tx, id: i64) -> Result<()> {
    match sites::get_locked(tx, id).await {
        Err(Error::NotFound) => Err(Error::invalid("site", Refusal::new("unknown_site").arg("id", id))),
        other => other.map(drop),
    }
}
