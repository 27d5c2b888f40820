//! The hourly cleaning of what nobody needs any more.

use chrono::TimeDelta;

use crate::app::App;
use crate::db::throttle;
use crate::error::Result;
use crate::{jobs, mail};

/// The longest window of a throttle is a day.
const THROTTLES_KEPT: TimeDelta = TimeDelta::days(2);

/// Each in a transaction of its own, so that none holds SQLite's writer for long.
pub(crate) async fn run(app: App) -> Result<()> {
    let tx = app.db().write_tx().await?;
    throttle::purge(&tx, app.now().minus(THROTTLES_KEPT)).await?;
    tx.commit().await?;

    let tx = app.db().write_tx().await?;
    mail::purge(&tx, app.now()).await?;
    tx.commit().await?;

    let tx = app.db().write_tx().await?;
    jobs::purge(&tx, &app).await?;
    tx.commit().await?;
    app.db().tidy().await
}
