//! A person's photo: decoded, turned upright, stripped of all metadata, kept in two sizes.

use bytes::Bytes;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::files::{self, FileId, NewFile};
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result};

use crate::auth::principal;
use crate::domain::photo;
use crate::store::users::{self, Person};

/// Bytes of an upload.
pub const LIMIT: usize = 10 * 1024 * 1024;

/// Both sizes, stored and not yet anybody's.
pub struct Prepared {
    large: files::Prepared,
    small: files::Prepared,
}

pub async fn set(app: &App, info: &RequestInfo, user: i64, upload: Bytes) -> Result<Person> {
    let prepared = prepare(app, upload).await?;
    let tx = app.db().write_tx().await?;
    put_in(&tx, app, info, user, prepared).await?;
    let person = users::get(&*tx, user).await?;
    tx.commit().await?;
    Ok(person)
}

pub async fn remove(app: &App, info: &RequestInfo, user: i64) -> Result<Person> {
    let tx = app.db().write_tx().await?;
    remove_in(&tx, app, info, user).await?;
    let person = users::get(&*tx, user).await?;
    tx.commit().await?;
    Ok(person)
}

/// Before the transaction: what is no picture is 400 on `photo`.
pub async fn prepare(app: &App, upload: Bytes) -> Result<Prepared> {
    let prepared = tokio::task::spawn_blocking(move || photo::prepare(&upload)).await.map_err(Error::internal)?;
    let prepared = prepared.map_err(|problem| Error::invalid("photo", problem.code()))?;
    let new = |name: &str, data: Vec<u8>| NewFile {
        owner_kind: "user",
        owner_id: 0,
        name: name.to_owned(),
        content_type: "image/jpeg".to_owned(),
        bytes: data.into(),
    };
    let large = files::prepare(app, new("photo.jpg", prepared.large)).await?;
    let small = files::prepare(app, new("photo-small.jpg", prepared.small)).await?;
    Ok(Prepared { large, small })
}

pub async fn put_in(tx: &Tx, app: &App, info: &RequestInfo, user: i64, prepared: Prepared) -> Result<()> {
    let person = users::get_locked(tx, user).await?;
    forget(tx, app, &person).await?;
    let large = files::put(tx, app, prepared.large.owned_by(user)).await?;
    let small = files::put(tx, app, prepared.small.owned_by(user)).await?;
    users::set_photos(tx, user, Some((large.as_str(), small.as_str())), app.now()).await?;
    note(tx, app, info, &person).await
}

pub async fn remove_in(tx: &Tx, app: &App, info: &RequestInfo, user: i64) -> Result<()> {
    let person = users::get_locked(tx, user).await?;
    if person.photo_large.is_none() {
        return Ok(());
    }
    forget(tx, app, &person).await?;
    users::set_photos(tx, user, None, app.now()).await?;
    note(tx, app, info, &person).await
}

async fn forget(tx: &Tx, app: &App, person: &Person) -> Result<()> {
    for id in [&person.photo_large, &person.photo_small].into_iter().flatten() {
        if let Some(id) = FileId::parse(id) {
            files::delete(tx, app, &id).await?;
        }
    }
    Ok(())
}

async fn note(tx: &Tx, app: &App, info: &RequestInfo, person: &Person) -> Result<()> {
    let entry = Entry::new("user_updated").target("user", person.id, person.name()).meta("fields", vec!["photo"]);
    audit::record(tx, app, info, entry).await?;
    principal::changed(tx, person.id);
    Ok(())
}
