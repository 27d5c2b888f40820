//! The picture of a page or of a service: decoded, turned upright, stripped of all metadata, kept in two sizes.

use bytes::Bytes;
use preau_accounts::domain::photo::{self, Drawn};
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::files::{self, NewFile};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};
use sha2::{Digest, Sha256};

use crate::store::images::{self as rows, New, Owner};

/// Bytes of an upload.
pub const LIMIT: usize = 15 * 1024 * 1024;
/// Longest side of what is kept, in pixels: a wide screen, and a phone.
const LARGE: u32 = 1600;
const SMALL: u32 = 800;
/// Hexadecimal digits by which the address names the content.
const HASH: usize = 32;

/// Both sizes, stored and not yet anybody's.
pub struct Prepared {
    large: files::Prepared,
    small: files::Prepared,
    hash: String,
    sides: (i64, i64, i64),
}

/// Before the transaction: what is no picture is 400 on `image`.
pub async fn prepare(app: &App, upload: Bytes) -> Result<Prepared> {
    let drawn = move || photo::sized(&upload, [LARGE, SMALL]);
    let drawn = tokio::task::spawn_blocking(drawn).await.map_err(Error::internal)?;
    let [large, small] = drawn.map_err(|problem| Error::invalid("image", problem.code()))?;
    let hash = hex::encode(Sha256::digest(&large.bytes))[..HASH].to_owned();
    let sides = (i64::from(large.width), i64::from(large.height), i64::from(small.width));
    let new = |name: &str, drawn: Drawn| NewFile {
        owner_kind: "site_image",
        owner_id: 0,
        name: name.to_owned(),
        content_type: "image/jpeg".to_owned(),
        bytes: drawn.bytes.into(),
    };
    let large = files::prepare(app, new("large.jpg", large)).await?;
    let small = files::prepare(app, new("small.jpg", small)).await?;
    Ok(Prepared { large, small, hash, sides })
}

/// In place of the one that is there.
pub async fn put_in(tx: &Tx, app: &App, info: &RequestInfo, owner: Owner, id: i64, prepared: Prepared) -> Result<()> {
    let name = rows::touch_owner(tx, owner, id, app.now()).await?;
    forget(tx, app, owner, id).await?;
    let (width, height, small_width) = prepared.sides;
    let new = New {
        hash: prepared.hash,
        large: files::put(tx, app, prepared.large.owned_by(id)).await?,
        small: files::put(tx, app, prepared.small.owned_by(id)).await?,
        width,
        height,
        small_width,
    };
    rows::insert(tx, owner, id, &new, app.now()).await?;
    note(tx, app, info, owner, id, name).await
}

pub async fn remove_in(tx: &Tx, app: &App, info: &RequestInfo, owner: Owner, id: i64) -> Result<()> {
    if !forget(tx, app, owner, id).await? {
        return Ok(());
    }
    let name = rows::touch_owner(tx, owner, id, app.now()).await?;
    note(tx, app, info, owner, id, name).await
}

/// The files go with their owner; whether there were any.
pub async fn forget(tx: &Tx, app: &App, owner: Owner, id: i64) -> Result<bool> {
    let files = rows::delete(tx, owner, id).await?;
    for file in &files {
        files::delete(tx, app, file).await?;
    }
    Ok(!files.is_empty())
}

async fn note(tx: &Tx, app: &App, info: &RequestInfo, owner: Owner, id: i64, name: String) -> Result<()> {
    let entry = Entry::new("record_updated").target(owner.table(), id, name).meta("entity", owner.table());
    audit::record(tx, app, info, entry.meta("fields", vec!["image"])).await.map(drop)
}
