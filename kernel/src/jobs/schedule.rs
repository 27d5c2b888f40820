//! Periodic tasks, once across all nodes: time is cut into slots of the task's rhythm, and whichever node inserts the
//! row of a slot runs it.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::TimeDelta;
use sea_orm::QueryResult;
use serde::Serialize;
use tokio::task::{AbortHandle, JoinSet};
use tokio_util::sync::CancellationToken;

use super::{Periodic, caught, lease, short};
use crate::app::App;
use crate::clock::{AHEAD, Timestamp};
use crate::db::{Sql, Tx};
use crate::error::{Error, Result};

const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Runs that went well are kept so long, those that failed longer; the last of each task always.
const RUNS_KEPT: TimeDelta = TimeDelta::days(2);
const FAILURES_KEPT: TimeDelta = TimeDelta::days(30);

/// One task as the admin shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct PeriodicStatus {
    pub name: &'static str,
    pub every_seconds: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_run: Option<Timestamp>,
    /// Absent while the last run is under way, or when it was cut off.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_finished: Option<Timestamp>,
    pub last_node: Option<String>,
    /// The present moment when it is due.
    #[schema(value_type = String, format = DateTime)]
    pub next_run: Timestamp,
    /// Of the newest run that failed, if it is still kept.
    pub last_error: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_error_at: Option<Timestamp>,
}

/// Runs a task now, whatever its rhythm, and tells how it went; 404 for a name that no module declares.
pub async fn run_periodic(app: &App, name: &str) -> Result<()> {
    let task = app.periodics().into_iter().find(|task| task.name == name).ok_or(Error::NotFound)?;
    loop {
        let slot = -1 - i64::try_from(app.chance().below(i64::MAX as u64)).unwrap_or(0);
        if begin(app, &task, slot).await? {
            return execute(app, task, slot).await;
        }
    }
}

/// Every declared task: its last run, its next, its last error.
pub async fn periodic_status(app: &App) -> Result<Vec<PeriodicStatus>> {
    let read = app.db().read();
    let latest = "SELECT name, node, started_at, finished_at, error FROM periodic_runs r WHERE started_at = \
                  (SELECT MAX(started_at) FROM periodic_runs m WHERE m.name = r.name)";
    let failed = "SELECT name, node, started_at, finished_at, error FROM periodic_runs r WHERE started_at = \
                  (SELECT MAX(started_at) FROM periodic_runs m WHERE m.name = r.name AND m.error IS NOT NULL)";
    let latest = by_name(read.all(latest, vec![]).await?)?;
    let failed = by_name(read.all(failed, vec![]).await?)?;
    let slots = by_name(read.all("SELECT name, MAX(slot) AS slot FROM periodic_runs GROUP BY name", vec![]).await?)?;
    let now = app.now();
    app.periodics()
        .into_iter()
        .map(|task| {
            let last = latest.get(task.name);
            let error = failed.get(task.name);
            let slot = slot(&task, now);
            let ran: Option<i64> = slots.get(task.name).map(|row| row.try_get("", "slot")).transpose()?;
            let done = ran.is_some_and(|ran| ran >= slot);
            Ok(PeriodicStatus {
                name: task.name,
                every_seconds: task.every.as_secs(),
                last_run: last.map(|row| row.try_get("", "started_at")).transpose()?,
                last_finished: last.map(|row| row.try_get("", "finished_at")).transpose()?.flatten(),
                last_node: last.map(|row| row.try_get("", "node")).transpose()?,
                next_run: if done { Timestamp::from_seconds((slot + 1) * seconds(&task)) } else { now },
                last_error: error.map(|row| row.try_get("", "error")).transpose()?.flatten(),
                last_error_at: error.map(|row| row.try_get("", "started_at")).transpose()?,
            })
        })
        .collect()
}

/// Looks each second for tasks whose slot has come. A task never overlaps itself on one node.
pub(super) async fn run(app: App, stop: CancellationToken) {
    let mut running = JoinSet::new();
    let mut looked: BTreeMap<&str, i64> = BTreeMap::new();
    let mut busy: BTreeMap<&str, AbortHandle> = BTreeMap::new();
    // The clock may have been set back while no program ran.
    let mut before = Timestamp(i64::MAX);
    while !stop.is_cancelled() {
        while running.try_join_next().is_some() {}
        let now = app.now();
        if now < before.minus(AHEAD) {
            match lease::follow_clock(&app).await {
                Ok(()) => before = now,
                Err(error) => tracing::warn!(%error, "jobs could not follow a clock that was set back"),
            }
        } else {
            before = now;
        }
        for task in app.periodics() {
            let slot = slot(&task, now);
            let is_busy = busy.get(task.name).is_some_and(|handle| !handle.is_finished());
            if is_busy || looked.get(task.name) == Some(&slot) {
                continue;
            }
            match begin(&app, &task, slot).await {
                Ok(won) => {
                    looked.insert(task.name, slot);
                    if won {
                        let app = app.clone();
                        busy.insert(task.name, running.spawn(async move { drop(execute(&app, task, slot).await) }));
                    }
                }
                Err(error) => {
                    tracing::warn!(name = task.name, %error, "a periodic task could not be begun");
                    // Neither could the others.
                    break;
                }
            }
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
    while running.join_next().await.is_some() {}
}

/// Whether this node is the one that runs the slot.
async fn begin(app: &App, task: &Periodic, slot: i64) -> Result<bool> {
    let name = task.name;
    let tx = app.db().write_tx().await?;
    if slot >= 0 {
        forget_ahead(&tx, app, task, slot).await?;
    }
    let inserted = tx
        .exec(
            "INSERT INTO periodic_runs (name, slot, node, started_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (name, slot) DO NOTHING",
            vec![name.into(), slot.into(), app.queue().node.clone().into(), app.now().into()],
        )
        .await?;
    tx.commit().await?;
    Ok(inserted == 1)
}

/// Slots that were run by a clock that was ahead come once more, or the task would rest until they are over.
async fn forget_ahead(tx: &Tx, app: &App, task: &Periodic, slot: i64) -> Result<()> {
    let sql = "DELETE FROM periodic_runs WHERE name = $1 AND slot >= $2 AND EXISTS \
               (SELECT 1 FROM periodic_runs ahead WHERE ahead.name = $1 AND ahead.slot > $3)";
    let furthest = self::slot(task, app.now().plus(AHEAD));
    let forgotten = tx.exec(sql, vec![task.name.into(), slot.into(), furthest.into()]).await?;
    if forgotten > 0 {
        tracing::warn!(
            name = task.name,
            runs = forgotten,
            "the clock was set back; what has run ahead of it runs again"
        );
    }
    Ok(())
}

async fn execute(app: &App, task: Periodic, slot: i64) -> Result<()> {
    let handle = app.clone();
    let result = caught(async move { (task.run)(handle).await }).await;
    let error = result.as_ref().err().map(short);
    if let Some(error) = &error {
        tracing::error!(name = task.name, error, "a periodic task failed");
    }
    let written = finish(app, task.name, slot, error).await;
    if let Err(error) = written {
        tracing::error!(name = task.name, %error, "the end of a periodic task could not be written");
    }
    result
}

async fn finish(app: &App, name: &str, slot: i64, error: Option<String>) -> Result<()> {
    let tx = app.db().write_tx().await?;
    tx.exec(
        "UPDATE periodic_runs SET finished_at = $3, error = $4 WHERE name = $1 AND slot = $2",
        vec![name.into(), slot.into(), app.now().into(), error.into()],
    )
    .await?;
    tx.commit().await
}

/// Forgets the runs of this node that a shutdown cut off, so that their slots are run again.
pub(super) async fn release_all(app: &App) -> Result<u64> {
    let tx = app.db().write_tx().await?;
    let sql = "DELETE FROM periodic_runs WHERE node = $1 AND finished_at IS NULL";
    let released = tx.exec(sql, vec![app.queue().node.clone().into()]).await?;
    tx.commit().await?;
    Ok(released)
}

pub(super) async fn purge(tx: &Tx, now: Timestamp) -> Result<()> {
    tx.exec(
        "DELETE FROM periodic_runs WHERE started_at < CASE WHEN error IS NULL THEN $1 ELSE $2 END \
         AND started_at < (SELECT MAX(m.started_at) FROM periodic_runs m WHERE m.name = periodic_runs.name)",
        vec![now.minus(RUNS_KEPT).into(), now.minus(FAILURES_KEPT).into()],
    )
    .await
    .map(drop)
}

fn by_name(rows: Vec<QueryResult>) -> Result<BTreeMap<String, QueryResult>> {
    rows.into_iter().map(|row| Ok((row.try_get("", "name")?, row))).collect()
}

fn slot(task: &Periodic, now: Timestamp) -> i64 {
    now.seconds().div_euclid(seconds(task))
}

fn seconds(task: &Periodic) -> i64 {
    task.every.as_secs().max(1)
}
