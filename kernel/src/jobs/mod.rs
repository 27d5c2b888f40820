//! The durable queue: jobs are rows, enqueued in the transaction of the business they follow from.
//!
//! Map: here the types, enqueuing and the dead letters · `lease` claiming, running and settling one job · `worker`
//! the loop of a node · `schedule` periodic tasks, once across nodes.

mod lease;
mod schedule;
mod worker;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::TimeDelta;
use futures::FutureExt;
use futures::future::BoxFuture;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::Notify;

use crate::app::App;
use crate::bus::Event;
use crate::clock::Timestamp;
use crate::config::Span;
use crate::db::{Sql, Tx};
use crate::error::{Error, Result};

pub use schedule::{PeriodicStatus, periodic_status, run_periodic};
pub use worker::{Workers, start};

/// The bus topic by which an enqueued job wakes the workers at its commit.
pub const TOPIC: &str = "jobs";

/// Dead letters that nobody looked at for so long are dropped; a job whose kind no module knows any more becomes one.
const LEFTOVER_AFTER: TimeDelta = TimeDelta::days(90);
const UNKNOWN_AFTER: TimeDelta = TimeDelta::days(7);

/// A kind of job that a module declares. Running one twice must be harmless.
///
/// A job that answers `Error::Refused` or `Error::Invalid` is not tried again: trying again cannot help.
#[derive(Clone, Copy)]
pub struct JobKind {
    /// `accounts.forgot_password`.
    pub name: &'static str,
    /// After so many failures it is a dead letter.
    pub max_attempts: i64,
    pub run: fn(App, Value) -> BoxFuture<'static, Result<()>>,
}

/// Work done at a rhythm, once across all nodes.
#[derive(Clone, Copy)]
pub struct Periodic {
    pub name: &'static str,
    pub every: Span,
    pub run: fn(App) -> BoxFuture<'static, Result<()>>,
}

/// A job that failed for good and waits for someone to look.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct DeadLetter {
    pub id: i64,
    pub kind: String,
    pub payload: Value,
    pub attempts: i64,
    pub last_error: String,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub failed_at: Timestamp,
}

/// What one node knows of the queue.
pub(crate) struct Queue {
    /// This process among its siblings, in leases and runs.
    node: String,
    claims: AtomicU64,
    wake: Notify,
    kinds: BTreeMap<&'static str, JobKind>,
}

impl Queue {
    pub(crate) fn new(kinds: impl IntoIterator<Item = JobKind>) -> Self {
        Self {
            node: node_name(),
            claims: AtomicU64::new(0),
            wake: Notify::new(),
            kinds: kinds.into_iter().map(|kind| (kind.name, kind)).collect(),
        }
    }

    pub(crate) fn wake(&self) {
        self.wake.notify_one();
    }

    /// Unique among all claims of all nodes.
    fn next_owner(&self) -> String {
        format!("{}/{}", self.node, self.claims.fetch_add(1, Ordering::Relaxed))
    }

    fn kind(&self, name: &str) -> Result<JobKind> {
        self.kinds.get(name).copied().ok_or_else(|| Error::internal(format!("job kind {name} is not declared")))
    }
}

/// Runs as soon as the transaction has committed. Returns the job's id.
pub async fn enqueue(tx: &Tx, app: &App, kind: &str, payload: Value) -> Result<i64> {
    enqueue_at(tx, app, kind, payload, app.now()).await
}

/// Runs at `at` or soon after.
pub async fn enqueue_at(tx: &Tx, app: &App, kind: &str, payload: Value, at: Timestamp) -> Result<i64> {
    let id = insert(tx, app, kind, payload, at, None).await?;
    id.ok_or_else(|| Error::internal("a job was not inserted"))
}

/// As [`enqueue`], unless a job with this key is waiting already (then `None`). One that runs has given its key back,
/// so that what changes meanwhile is not lost.
pub async fn enqueue_unique(tx: &Tx, app: &App, kind: &str, payload: Value, key: &str) -> Result<Option<i64>> {
    insert(tx, app, kind, payload, app.now(), Some(key)).await
}

async fn insert(
    tx: &Tx,
    app: &App,
    kind: &str,
    payload: Value,
    at: Timestamp,
    key: Option<&str>,
) -> Result<Option<i64>> {
    let kind = app.queue().kind(kind)?;
    let row = tx
        .find(
            "INSERT INTO jobs (kind, payload, state, run_at, attempts, max_attempts, dedupe_key, created_at) \
             VALUES ($1, $2, 'queued', $3, 0, $4, $5, $6) ON CONFLICT (dedupe_key) DO NOTHING RETURNING id",
            vec![
                kind.name.into(),
                serde_json::to_string(&payload)?.into(),
                at.into(),
                kind.max_attempts.into(),
                key.map(str::to_owned).into(),
                app.now().into(),
            ],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    tx.publish(Event::new(TOPIC, 0));
    Ok(Some(row.try_get("", "id")?))
}

/// Runs every due job now, one after the other, those included that they enqueue. Returns how many were run, failures
/// included. For tests and the command line.
pub async fn drain(app: &App) -> Result<usize> {
    let mut count = 0;
    while let Some(lease) = lease::claim(app, 1, 1).await?.pop() {
        lease::run(app.clone(), lease).await;
        count += 1;
    }
    Ok(count)
}

/// How many jobs wait or run.
pub async fn waiting(app: &App) -> Result<i64> {
    app.db().read().number("SELECT COUNT(*) FROM jobs WHERE state = 'queued'", vec![]).await
}

/// The newest dead letters, at most `limit`.
pub async fn dead_letters(app: &App, limit: u64) -> Result<Vec<DeadLetter>> {
    let rows = app
        .db()
        .read()
        .all(
            &format!(
                "SELECT id, kind, payload, attempts, last_error, created_at, run_at FROM jobs WHERE state = 'dead' \
                 ORDER BY run_at DESC, id DESC LIMIT {limit}"
            ),
            vec![],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(DeadLetter {
                id: row.try_get("", "id")?,
                kind: row.try_get("", "kind")?,
                payload: serde_json::from_str(&row.try_get::<String>("", "payload")?)?,
                attempts: row.try_get("", "attempts")?,
                last_error: row.try_get::<Option<String>>("", "last_error")?.unwrap_or_default(),
                created_at: row.try_get("", "created_at")?,
                failed_at: row.try_get("", "run_at")?,
            })
        })
        .collect()
}

/// Gives a dead letter all its attempts again; 404 when there is none of this id.
pub async fn retry(tx: &Tx, app: &App, id: i64) -> Result<()> {
    let changed = tx
        .exec(
            "UPDATE jobs SET state = 'queued', attempts = 0, run_at = $2 WHERE id = $1 AND state = 'dead'",
            vec![id.into(), app.now().into()],
        )
        .await?;
    if changed == 0 {
        return Err(Error::NotFound);
    }
    tx.publish(Event::new(TOPIC, 0));
    Ok(())
}

/// Drops a dead letter; 404 when there is none of this id.
pub async fn discard(tx: &Tx, id: i64) -> Result<()> {
    let gone = tx.exec("DELETE FROM jobs WHERE id = $1 AND state = 'dead'", vec![id.into()]).await?;
    if gone == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Old dead letters and runs go; jobs that no module knows any more become dead letters.
pub(crate) async fn purge(tx: &Tx, app: &App) -> Result<()> {
    let now = app.now();
    tx.exec("DELETE FROM jobs WHERE state = 'dead' AND run_at < $1", vec![now.minus(LEFTOVER_AFTER).into()]).await?;
    let (known, mut values) = lease::kind_list(app, 3);
    values.splice(0..0, [now.into(), now.minus(UNKNOWN_AFTER).into()]);
    tx.exec(
        &format!(
            "UPDATE jobs SET state = 'dead', run_at = $1, last_error = 'no module knows this kind of job' \
             WHERE state = 'queued' AND run_at < $2 AND lease_owner IS NULL AND kind NOT IN ({known})"
        ),
        values,
    )
    .await?;
    schedule::purge(tx, now).await
}

/// Runs `work`; a panic is a failure like another.
async fn caught(work: impl Future<Output = Result<()>>) -> Result<()> {
    match std::panic::AssertUnwindSafe(work).catch_unwind().await {
        Ok(result) => result,
        Err(panic) => {
            let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
            Err(Error::internal(format!("panic: {}", text.unwrap_or_default())))
        }
    }
}

/// What is kept of an error in a row.
fn short(error: &Error) -> String {
    error.to_string().chars().take(1000).collect()
}

#[expect(clippy::disallowed_methods, reason = "a name of this process, which two nodes of one test must not share")]
fn node_name() -> String {
    let host: String =
        std::env::var("HOSTNAME").unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect();
    let host = if host.is_empty() { "node".to_owned() } else { host };
    format!("{host}-{}-{:08x}", std::process::id(), rand::random::<u32>())
}
