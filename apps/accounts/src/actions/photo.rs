//! A person's photo: decoded, turned upright, stripped of all metadata, kept in two sizes.

use bytes::Bytes;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::files::{self, FileId, NewFile};
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result};

use crate::auth::principal;
use crate::domain::photo;
use crate::store::users::{self, Person};

/// Bytes of an upload.
pub const LIMIT: usize = 10 * 1024 * 1024;

pub async fn set(app: &App, info: &RequestInfo, user: i64, upload: Bytes) -> Result<Person> {
    let prepared = tokio::task::spawn_blocking(move || photo::prepare(&upload)).await.map_err(Error::internal)?;
    let prepared = prepared.map_err(|problem| Error::invalid("photo", problem.code()))?;
    let new = |name: &str, data: Vec<u8>| NewFile {
        owner_kind: "user",
        owner_id: user,
        name: name.to_owned(),
        content_type: "image/jpeg".to_owned(),
        bytes: data.into(),
    };
    let large = files::prepare(app, new("photo.jpg", prepared.large)).await?;
    let small = files::prepare(app, new("photo-small.jpg", prepared.small)).await?;
    let tx = app.db().write_tx().await?;
    let person = users::get_locked(&tx, user).await?;
    forget(&tx, app, &person).await?;
    let large = files::put(&tx, app, large).await?;
    let small = files::put(&tx, app, small).await?;
    users::set_photos(&tx, user, Some((large.as_str(), small.as_str())), app.now()).await?;
    finish(tx, app, info, person).await
}

pub async fn remove(app: &App, info: &RequestInfo, user: i64) -> Result<Person> {
    let tx = app.db().write_tx().await?;
    let person = users::get_locked(&tx, user).await?;
    if person.photo_large.is_none() {
        return Ok(person);
    }
    forget(&tx, app, &person).await?;
    users::set_photos(&tx, user, None, app.now()).await?;
    finish(tx, app, info, person).await
}

async fn forget(tx: &preau_kernel::db::Tx, app: &App, person: &Person) -> Result<()> {
    for id in [&person.photo_large, &person.photo_small].into_iter().flatten() {
        if let Some(id) = FileId::parse(id) {
            files::delete(tx, app, &id).await?;
        }
    }
    Ok(())
}

async fn finish(tx: preau_kernel::db::Tx, app: &App, info: &RequestInfo, person: Person) -> Result<Person> {
    let entry = Entry::new("user_updated").target("user", person.id, person.name()).meta("fields", vec!["photo"]);
    audit::record(&tx, app, info, entry).await?;
    principal::changed(&tx, person.id);
    let person = users::get(&*tx, person.id).await?;
    tx.commit().await?;
    Ok(person)
}
