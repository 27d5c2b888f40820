//! Work that follows from a change, and what runs by itself. Map: here that of the timetable · `attendance` · `absences`.

pub(crate) mod absences;
pub(crate) mod attendance;

use chrono::TimeDelta;
use futures::FutureExt;
use preau_kernel::config::Span;
use preau_kernel::db::Tx;
use preau_kernel::jobs::{self, JobKind, Periodic};
use preau_kernel::{App, Error, Result};
use serde_json::{Value, json};

use crate::actions::digest;
use crate::state::State;
use crate::store::notices;

const DIGEST: &str = "school.digest";
/// Changes that everybody concerned was told of are kept for so long.
const KEPT: TimeDelta = TimeDelta::days(90);

pub(crate) fn kinds() -> Vec<JobKind> {
    let own = vec![JobKind { name: DIGEST, max_attempts: 10, run: |app, payload| digest_now(app, payload).boxed() }];
    own.into_iter().chain(attendance::kinds()).chain(absences::kinds()).collect()
}

pub(crate) fn periodic() -> Vec<Periodic> {
    let own = vec![Periodic {
        name: "school.remove_old_changes",
        every: Span::hours(6),
        run: |app| async move { remove_old(&app).await }.boxed(),
    }];
    own.into_iter().chain(attendance::periodic()).chain(absences::periodic()).collect()
}

/// Tells those concerned of this change once nothing more is likely to follow.
pub(crate) async fn digest(tx: &Tx, app: &App, change: i64) -> Result<()> {
    let delay = TimeDelta::seconds(app.state::<State>().config.digest_delay.as_secs());
    jobs::enqueue_at(tx, app, DIGEST, json!({"change": change}), app.now().plus(delay)).await.map(drop)
}

async fn digest_now(app: App, payload: Value) -> Result<()> {
    let change = payload["change"].as_i64().ok_or_else(|| Error::internal("a job that tells of no change"))?;
    digest::send(&app, change).await
}

async fn remove_old(app: &App) -> Result<()> {
    const BATCH: u64 = 500;
    loop {
        let tx = app.db().write_tx().await?;
        let gone = notices::delete_old(&tx, app.now().minus(KEPT), BATCH).await?;
        tx.commit().await?;
        if gone < BATCH {
            return Ok(());
        }
    }
}
