//! Giving out and taking back private links.

use preau_kernel::audit::{self, Entry};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use crate::feeds;
use crate::store::feeds::{self as rows, Feed};

/// A new link in the place of an old one of the same kind, which ends; the secret is shown this once.
pub async fn create(app: &App, info: &RequestInfo, user: i64, kind: &str) -> Result<(Feed, String)> {
    let Some(kind) = feeds::kinds(app).into_iter().find(|known| *known == kind) else {
        return Err(Error::invalid("kind", "unknown_feed"));
    };
    let secret = hex::encode(app.chance().bytes::<32>());
    let tx = app.db().write_tx().await?;
    let id = rows::put(&tx, user, kind, &feeds::hash(&secret), app.now()).await?;
    audit::record(&tx, app, info, Entry::new("calendar_link_made").target("calendar_feed", id, kind)).await?;
    let feed = rows::get_of_user(&*tx, user, id).await?;
    tx.commit().await?;
    Ok((feed, secret))
}

pub async fn delete(app: &App, info: &RequestInfo, user: i64, id: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let feed = rows::get_of_user(&*tx, user, id).await?;
    rows::delete(&tx, id).await?;
    audit::record(&tx, app, info, Entry::new("calendar_link_ended").target("calendar_feed", id, feed.kind)).await?;
    tx.commit().await
}
