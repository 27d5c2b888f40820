//! Reminding of the appointments of the next day.

use chrono::TimeDelta;
use preau_kernel::{App, Result};

use crate::jobs::{self, Told};
use crate::store::appointments as rows;

const AHEAD: TimeDelta = TimeDelta::hours(24);
const BATCH: u64 = 200;

/// Each is marked in the transaction that queues its mail, so that nobody is reminded twice.
pub async fn remind(app: &App) -> Result<()> {
    loop {
        let tx = app.db().write_tx().await?;
        let now = app.now();
        let (taken, wanted) = rows::take_unreminded(&tx, now, now.plus(AHEAD), BATCH).await?;
        for (id, sequence) in wanted {
            jobs::tell(&tx, app, Told::Reminder, id, sequence).await?;
        }
        tx.commit().await?;
        if taken < BATCH {
            return Ok(());
        }
    }
}
