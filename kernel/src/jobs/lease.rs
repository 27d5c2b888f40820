//! One job from its claim to its end: leased for a minute, renewed while it runs, deleted on success, put off on
//! failure, dead after its last attempt. Whoever lost the lease changes nothing any more.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use sea_orm::Value as Bound;
use serde_json::Value;

use super::{JobKind, caught, short};
use crate::app::App;
use crate::clock::Chance;
use crate::db::Sql;
use crate::error::{Error, Result};
use crate::otlp::{self, Active};

/// A node that says nothing for so long is taken for dead, and its jobs are taken over.
const LEASE: TimeDelta = TimeDelta::seconds(60);
const RENEW_EVERY: Duration = Duration::from_secs(20);
/// A job that takes longer hangs.
const LONGEST: Duration = Duration::from_secs(3600);

/// The first retry comes after so many milliseconds, doubled each time up to the longest.
const FIRST_BACKOFF_MS: u64 = 5_000;
const LONGEST_BACKOFF_MS: u64 = 3_600_000;

pub(super) struct Lease {
    id: i64,
    kind: JobKind,
    payload: String,
    /// This one included.
    attempts: i64,
    max_attempts: i64,
    owner: String,
}

impl Lease {
    /// How an attempt ended, in one word.
    fn outcome(&self, attempted: Option<&Result<()>>) -> &'static str {
        match attempted {
            None => "lost",
            Some(Ok(())) => "done",
            Some(Err(error)) if self.is_last(error) => "dead",
            Some(Err(_)) => "retried",
        }
    }

    /// Whether nothing is tried again after this.
    fn is_last(&self, error: &Error) -> bool {
        matches!(error, Error::Refused(_) | Error::Invalid(_)) || self.attempts >= self.max_attempts
    }
}

/// Takes up to `limit` due jobs of kinds that this node knows, the longest due first.
pub(super) async fn claim(app: &App, limit: usize) -> Result<Vec<Lease>> {
    let now = app.now();
    let (kinds, names) = kind_list(app, 2);
    let mut values: Vec<Bound> = std::iter::once(now.into()).chain(names).collect();
    let due = format!(
        "state = 'queued' AND run_at <= $1 AND (lease_until IS NULL OR lease_until <= $1) AND kind IN ({kinds})"
    );
    // A look without the writer's lock first: most polls find nothing.
    let found = app.db().read().find(&format!("SELECT id FROM jobs WHERE {due} LIMIT 1"), values.clone()).await?;
    if limit == 0 || found.is_none() {
        return Ok(Vec::new());
    }
    let owner = app.queue().next_owner();
    let (until, by) = (values.len() + 1, values.len() + 2);
    values.extend([now.plus(LEASE).into(), owner.clone().into()]);
    let tx = app.db().write_tx().await?;
    let lock = tx.engine().skip_locked();
    let rows = tx
        .all(
            &format!(
                "WITH due AS MATERIALIZED (SELECT id FROM jobs WHERE {due} ORDER BY run_at, id LIMIT {limit}{lock}) \
                 UPDATE jobs SET lease_until = ${until}, lease_owner = ${by}, attempts = attempts + 1, \
                 dedupe_key = NULL \
                 WHERE id IN (SELECT id FROM due) RETURNING id, kind, payload, attempts, max_attempts, run_at"
            ),
            values,
        )
        .await?;
    tx.commit().await?;
    let mut leases = Vec::new();
    for row in rows {
        let run_at: i64 = row.try_get("", "run_at")?;
        let lease = Lease {
            id: row.try_get("", "id")?,
            kind: app.queue().kind(&row.try_get::<String>("", "kind")?)?,
            payload: row.try_get("", "payload")?,
            attempts: row.try_get("", "attempts")?,
            max_attempts: row.try_get("", "max_attempts")?,
            owner: owner.clone(),
        };
        leases.push((run_at, lease.id, lease));
    }
    leases.sort_by_key(|(run_at, id, _)| (*run_at, *id));
    Ok(leases.into_iter().map(|(_, _, lease)| lease).collect())
}

/// Runs the job and settles it. What goes wrong while settling is logged: the lease ends and someone else takes over.
pub(super) async fn run(app: App, lease: Lease) {
    let (id, kind) = (lease.id, lease.kind.name);
    let mut active = app.tracer().work(&format!("job {kind}"));
    let began = Instant::now();
    let attempted = otlp::within(active.as_ref().and_then(Active::context), attempt(&app, &lease)).await;
    app.metrics().job(kind, lease.outcome(attempted.as_ref()), began.elapsed());
    if let Some(active) = &mut active {
        active.note("preau.job.id", id);
        active.note("preau.job.attempt", lease.attempts);
        active.note("preau.job.outcome", lease.outcome(attempted.as_ref()));
        if !matches!(attempted, Some(Ok(()))) {
            active.fail();
        }
    }
    drop(active);
    let Some(result) = attempted else {
        tracing::warn!(id, kind, "the job's lease was lost; it is left to whoever holds it now");
        return;
    };
    let settled = match result {
        Ok(()) => complete(&app, &lease).await,
        Err(error) => fail(&app, &lease, &error).await,
    };
    if let Err(error) = settled {
        tracing::error!(id, kind, %error, "the job's end could not be written");
    }
}

/// `None`: the lease was lost meanwhile.
async fn attempt(app: &App, lease: &Lease) -> Option<Result<()>> {
    if lease.attempts > lease.max_attempts {
        return Some(Err(Error::internal("abandoned: the program ended while it ran the last attempt")));
    }
    let (handle, run, payload) = (app.clone(), lease.kind.run, lease.payload.clone());
    let work = caught(async move { run(handle, serde_json::from_str::<Value>(&payload)?).await });
    let mut work = std::pin::pin!(tokio::time::timeout(LONGEST, work));
    let mut renewal = tokio::time::interval(RENEW_EVERY);
    renewal.tick().await;
    loop {
        tokio::select! {
            result = &mut work => {
                return Some(result.unwrap_or_else(|_| Err(Error::internal("it took longer than an hour"))));
            }
            _ = renewal.tick() => match renew(app, lease).await {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => tracing::warn!(id = lease.id, %error, "a lease could not be renewed"),
            },
        }
    }
}

async fn renew(app: &App, lease: &Lease) -> Result<bool> {
    let tx = app.db().write_tx().await?;
    let sql = "UPDATE jobs SET lease_until = $3 WHERE id = $1 AND lease_owner = $2";
    let changed = tx.exec(sql, vec![lease.id.into(), lease.owner.clone().into(), app.now().plus(LEASE).into()]).await?;
    tx.commit().await?;
    Ok(changed > 0)
}

async fn complete(app: &App, lease: &Lease) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let sql = "DELETE FROM jobs WHERE id = $1 AND lease_owner = $2";
    let gone = tx.exec(sql, vec![lease.id.into(), lease.owner.clone().into()]).await?;
    tx.commit().await?;
    if gone == 0 {
        tracing::warn!(id = lease.id, kind = lease.kind.name, "done, but the lease had passed to another worker");
    }
    Ok(())
}

async fn fail(app: &App, lease: &Lease, error: &Error) -> Result<()> {
    let dead = lease.is_last(error);
    let (id, kind, attempts) = (lease.id, lease.kind.name, lease.attempts);
    let (state, run_at) = if dead {
        tracing::error!(id, kind, attempts, %error, "a job failed for good");
        ("dead", app.now())
    } else {
        let delay = backoff(app.chance(), lease.attempts);
        tracing::warn!(id, kind, attempts, %error, seconds = delay.num_seconds(), "a job failed and is put off");
        ("queued", app.now().plus(delay))
    };
    let tx = app.db().write_tx().await?;
    tx.exec(
        "UPDATE jobs SET state = $3, run_at = $4, last_error = $5, lease_owner = NULL, lease_until = NULL \
         WHERE id = $1 AND lease_owner = $2",
        vec![id.into(), lease.owner.clone().into(), state.into(), run_at.into(), short(error).into()],
    )
    .await?;
    tx.commit().await
}

/// Hands back what this node still holds, as if it had never been claimed: its work was cut off by a shutdown.
pub(super) async fn release_all(app: &App) -> Result<u64> {
    let tx = app.db().write_tx().await?;
    let released = tx
        .exec(
            "UPDATE jobs SET lease_owner = NULL, lease_until = NULL, attempts = attempts - 1 WHERE lease_owner LIKE $1",
            vec![format!("{}/%", app.queue().node).into()],
        )
        .await?;
    tx.commit().await?;
    Ok(released)
}

/// The kinds that this node knows as parameters from `$first` on, and their values.
pub(super) fn kind_list(app: &App, first: usize) -> (String, Vec<Bound>) {
    let kinds = &app.queue().kinds;
    let parameters: Vec<_> = (0..kinds.len()).map(|i| format!("${}", first + i)).collect();
    (parameters.join(", "), kinds.keys().map(|name| Bound::from(*name)).collect())
}

/// Exponential, at most an hour, less up to a quarter by chance so that many jobs do not come back together.
fn backoff(chance: &Chance, attempts: i64) -> TimeDelta {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(20);
    let full = FIRST_BACKOFF_MS.saturating_mul(1 << doublings).min(LONGEST_BACKOFF_MS);
    let milliseconds = full - chance.below(full / 4 + 1);
    TimeDelta::milliseconds(i64::try_from(milliseconds).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_backoff_doubles_up_to_an_hour() {
        let chance = Chance::seeded(3);
        for (attempts, longest) in [(1, 5_000), (2, 10_000), (5, 80_000), (11, 3_600_000), (400, 3_600_000)] {
            for _ in 0..50 {
                let delay = backoff(&chance, attempts).num_milliseconds();
                assert!((longest * 3 / 4..=longest).contains(&delay), "attempt {attempts}: {delay}");
            }
        }
    }
}
