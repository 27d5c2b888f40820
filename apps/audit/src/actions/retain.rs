//! Retention: sealed entries that are older than their class is kept are removed, and a proof of it stays.

use chrono::TimeDelta;
use preau_kernel::audit::{Class, Entry, record};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use crate::config::AuditConfig;
use crate::domain::proof::{Proof, Removal};
use crate::store::{engine, entries, seals};

/// Entries removed by one transaction, so that a first run over years does not hold the writer for long: whoever writes
/// meanwhile waits for one of them at most.
const BATCH: usize = 4_000;

/// What one transaction has removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cleaned {
    pub class: Class,
    pub count: i64,
}

/// Runs retention for every class. Also the "cleaning" of the admin, who can choose nothing about it; when a person
/// asks and nothing is old enough, that is recorded too.
pub async fn retain(app: &App, info: &RequestInfo) -> Result<Vec<Cleaned>> {
    let config = app.state::<AuditConfig>();
    let mut cleaned = Vec::new();
    for class in Class::ALL {
        let Some(days) = config.days(class) else { continue };
        let before = app.now().minus(TimeDelta::days(days.into()));
        loop {
            let (count, more) = remove_some(app, info, class, before).await?;
            if count > 0 {
                cleaned.push(Cleaned { class, count });
            }
            if !more {
                break;
            }
        }
    }
    if cleaned.is_empty() && info.maybe_actor().is_some() {
        let tx = app.db().write_tx().await?;
        record(&tx, app, info, Entry::new("logs_cleaned").meta("class", "all").meta("count", 0)).await?;
        tx.commit().await?;
    }
    Ok(cleaned)
}

/// What [`retain`] would remove now: class, days that it is kept, how many sealed entries are older.
pub async fn outlook(app: &App) -> Result<Vec<(Class, u32, i64)>> {
    let (config, read) = (app.state::<AuditConfig>(), app.db().read());
    let sealed = seals::head(read).await?.last_id;
    let mut classes = Vec::new();
    for class in Class::ALL {
        let Some(days) = config.days(class) else { continue };
        let before = app.now().minus(TimeDelta::days(days.into()));
        classes.push((class, days, entries::extent(read, class, before, sealed).await?.count));
    }
    Ok(classes)
}

/// One transaction: at most about [`BATCH`] entries of a class. Returns how many, and whether older ones are left.
async fn remove_some(app: &App, info: &RequestInfo, class: Class, before: Timestamp) -> Result<(i64, bool)> {
    let tx = app.db().write_tx().await?;
    engine::lock_removal(&tx).await?;
    let sealed = seals::head(&*tx).await?.last_id;
    let (before, more) = cut(&tx, class, before, sealed).await?;
    let extent = entries::extent(&*tx, class, before, sealed).await?;
    if extent.count == 0 {
        return Ok((0, false));
    }
    engine::open_window(&tx).await?;
    let deleted = entries::delete(&tx, class, before, sealed).await?;
    engine::close_window(&tx).await?;
    if deleted != extent.count as u64 {
        return Err(Error::internal("entries changed under retention"));
    }
    let removal = Removal::Retention { class, before: before.0 };
    let proof = Proof { removal, count: extent.count, first_id: extent.first_id, last_id: extent.last_id };
    let entry = Entry { metadata: proof.metadata(app.secrets()), ..Entry::new("logs_cleaned") };
    record(&tx, app, info, entry).await?;
    tx.commit().await?;
    Ok((extent.count, more))
}

/// The instant before which EVERY sealed entry of the class is removed now: a proof says no less. Entries of one
/// instant are never parted.
async fn cut(tx: &Tx, class: Class, before: Timestamp, sealed: i64) -> Result<(Timestamp, bool)> {
    let Some(at) = entries::instant_at(tx, class, before, sealed, BATCH).await? else { return Ok((before, false)) };
    if entries::extent(&**tx, class, at, sealed).await?.count > 0 {
        return Ok((at, true));
    }
    Ok((Timestamp(at.0 + 1).min(before), true))
}
