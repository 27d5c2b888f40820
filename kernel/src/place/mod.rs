//! The place: its name, address, clock, languages, opening hours and logo, in one row, as mails, prints and pages
//! show them. Read from a cache that the bus clears on every node.

mod api;
mod input;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use chrono_tz::Tz;
use parking_lot::RwLock;
use sea_orm::QueryResult;

use crate::app::App;
use crate::audit::{self, Entry};
use crate::bus::Event;
use crate::clock::Timestamp;
use crate::db::{Sql, Tx};
use crate::error::{Error, Result};
use crate::files::{self, FileId, NewFile};
use crate::i18n::Lang;
use crate::web::RequestInfo;

pub use api::api;
pub use input::{Change, OpeningHours};

/// The bus topic of a change.
pub const TOPIC: &str = "kernel.place";
/// Bytes of a logo.
pub const MAX_LOGO: usize = 1024 * 1024;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub name: String,
    pub address: String,
    pub phone: String,
    pub email: String,
    /// The clock on its wall: dates and times without an offset are meant here.
    pub zone: Tz,
    pub languages: Vec<Lang>,
    /// One of `languages`.
    pub default_language: Lang,
    pub logo: Option<FileId>,
    pub opening_hours: Vec<OpeningHours>,
    pub row_version: i64,
    pub updated_at: Timestamp,
}

/// The last row read, unless it has changed since.
#[derive(Default)]
pub(crate) struct Cache {
    /// Counts the changes heard of, so that a row read before one is not kept after it.
    epoch: AtomicU64,
    place: RwLock<Option<Arc<Place>>>,
}

impl Cache {
    pub(crate) fn clear(&self) {
        let mut place = self.place.write();
        self.epoch.fetch_add(1, Ordering::SeqCst);
        *place = None;
    }
}

impl Place {
    /// From the cache, or read.
    pub async fn load(app: &App) -> Result<Arc<Self>> {
        let cache = app.place_cache();
        let hearing = app.bus().is_hearing();
        if hearing && let Some(place) = cache.place.read().clone() {
            return Ok(place);
        }
        let epoch = cache.epoch.load(Ordering::SeqCst);
        let place = Arc::new(get(app.db().read()).await?);
        let mut kept = cache.place.write();
        if hearing && cache.epoch.load(Ordering::SeqCst) == epoch {
            *kept = Some(place.clone());
        }
        Ok(place)
    }

    /// As [`Self::load`], for who holds a transaction: it is read through that, never over a second connection. Whoever
    /// waits for one of those while holding the first may wait for somebody who does the same.
    pub async fn load_within(app: &App, tx: &Tx) -> Result<Arc<Self>> {
        let kept = app.place_cache().place.read().clone().filter(|_| app.bus().is_hearing());
        match kept {
            Some(place) => Ok(place),
            None => Ok(Arc::new(get(&**tx).await?)),
        }
    }
}

/// Changes what `change` names. 409 when `version` is given and is not the row's; an entry in the audit trail names
/// the fields that changed.
pub async fn update(tx: &Tx, app: &App, info: &RequestInfo, change: Change, version: Option<i64>) -> Result<Place> {
    let old = get_locked(tx).await?;
    if version.is_some_and(|version| version != old.row_version) {
        return Err(Error::conflict("row_changed"));
    }
    let mut new = change.apply(&old)?;
    let changed = changed_fields(&old, &new);
    if changed.is_empty() {
        return Ok(old);
    }
    new.row_version += 1;
    new.updated_at = app.now();
    save(tx, &new).await?;
    let entry = Entry::new("place_updated").target("place", 1, new.name.clone()).meta("fields", changed);
    audit::record(tx, app, info, entry).await?;
    tx.publish(Event::new(TOPIC, 1));
    Ok(new)
}

/// Whether this is a demonstration.
pub async fn is_demo(conn: &dyn Sql) -> Result<bool> {
    Ok(conn.get("SELECT is_demo FROM place WHERE id = 1", vec![]).await?.try_get("", "is_demo")?)
}

/// Marks the place as a demonstration, for ever.
pub async fn mark_demo(tx: &Tx) -> Result<()> {
    tx.exec("UPDATE place SET is_demo = TRUE WHERE id = 1", vec![]).await.map(drop)
}

/// Replaces the logo by a PNG, JPEG or WebP picture, or takes it away.
pub async fn set_logo(app: &App, info: &RequestInfo, picture: Option<Bytes>) -> Result<Place> {
    let prepared = match picture {
        Some(bytes) => Some(files::prepare(app, logo_file(bytes)?).await?),
        None => None,
    };
    let tx = app.db().write_tx().await?;
    let old = get_locked(&tx).await?;
    let logo = match prepared {
        Some(prepared) => Some(files::put(&tx, app, prepared).await?),
        None => None,
    };
    let place = update(&tx, app, info, Change { logo: Some(logo), ..Change::default() }, None).await?;
    if let Some(id) = old.logo {
        files::delete(&tx, app, &id).await?;
    }
    tx.commit().await?;
    Ok(place)
}

fn logo_file(bytes: Bytes) -> Result<NewFile> {
    if bytes.len() > MAX_LOGO {
        return Err(Error::TooLarge { limit_bytes: MAX_LOGO });
    }
    let content_type =
        files::sniff_image(&bytes).ok_or(Error::UnsupportedMedia { expected: "image/png, image/jpeg, image/webp" })?;
    let name = content_type.replace("image/", "logo.");
    Ok(NewFile { owner_kind: "place", owner_id: 1, name, content_type: content_type.to_owned(), bytes })
}

fn changed_fields(old: &Place, new: &Place) -> Vec<&'static str> {
    [
        ("name", old.name != new.name),
        ("address", old.address != new.address),
        ("phone", old.phone != new.phone),
        ("email", old.email != new.email),
        ("zone", old.zone != new.zone),
        ("languages", old.languages != new.languages),
        ("default_language", old.default_language != new.default_language),
        ("logo", old.logo != new.logo),
        ("opening_hours", old.opening_hours != new.opening_hours),
    ]
    .into_iter()
    .filter_map(|(name, is_changed)| is_changed.then_some(name))
    .collect()
}

async fn get(conn: &dyn Sql) -> Result<Place> {
    read(&conn.get("SELECT * FROM place WHERE id = 1", vec![]).await?)
}

/// Makes whoever else calls this wait for the end of the transaction: for what concerns the place as a whole and has
/// no row yet (its first superuser).
pub async fn lock(tx: &Tx) -> Result<()> {
    get_locked(tx).await.map(drop)
}

/// Stays locked to the end of the transaction.
async fn get_locked(tx: &Tx) -> Result<Place> {
    let sql = format!("SELECT * FROM place WHERE id = 1{}", tx.engine().for_update());
    read(&tx.get(&sql, vec![]).await?)
}

fn read(row: &QueryResult) -> Result<Place> {
    let text = |column: &str| row.try_get::<String>("", column);
    let zone = text("zone")?;
    let language = text("default_language")?;
    Ok(Place {
        name: text("name")?,
        address: text("address")?,
        phone: text("phone")?,
        email: text("email")?,
        zone: zone.parse().map_err(|_| Error::internal(format!("place.zone holds {zone}")))?,
        languages: serde_json::from_str(&text("languages")?)?,
        default_language: language.parse().unwrap_or_default(),
        logo: row.try_get::<Option<String>>("", "logo_file")?.as_deref().and_then(FileId::parse),
        opening_hours: serde_json::from_str(&text("opening_hours")?)?,
        row_version: row.try_get("", "row_version")?,
        updated_at: row.try_get("", "updated_at")?,
    })
}

async fn save(tx: &Tx, place: &Place) -> Result<()> {
    tx.exec(
        "UPDATE place SET name = $1, address = $2, phone = $3, email = $4, zone = $5, languages = $6, \
         default_language = $7, logo_file = $8, opening_hours = $9, row_version = $10, updated_at = $11 WHERE id = 1",
        vec![
            place.name.clone().into(),
            place.address.clone().into(),
            place.phone.clone().into(),
            place.email.clone().into(),
            place.zone.name().into(),
            serde_json::to_string(&place.languages)?.into(),
            place.default_language.code().into(),
            place.logo.as_ref().map(|id| id.as_str().to_owned()).into(),
            serde_json::to_string(&place.opening_hours)?.into(),
            place.row_version.into(),
            place.updated_at.into(),
        ],
    )
    .await
    .map(drop)
}
