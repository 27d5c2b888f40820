//! One job from its claim to its end: leased for a minute, renewed while it runs, deleted on success, put off on
//! failure, dead after its last attempt. Whoever lost the lease changes nothing any more.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use sea_orm::Value as Bound;
use serde_json::Value;
use tokio::time::MissedTickBehavior;

use super::{JobKind, caught, short};
use crate::app::App;
use crate::clock::{AHEAD, Chance};
use crate::db::{Sql, Tx};
use crate::error::{Error, Result};
use crate::mail;
use crate::otlp::{self, Active};

/// A node that says nothing for so long is taken for dead, and its jobs are taken over.
const LEASE: TimeDelta = TimeDelta::seconds(60);
const RENEW_EVERY: Duration = Duration::from_secs(20);
/// A job that takes longer hangs.
const LONGEST: Duration = Duration::from_secs(3600);

/// The first retry comes after so many milliseconds, doubled each time up to the longest.
const FIRST_BACKOFF_MS: u64 = 5_000;
const LONGEST_BACKOFF_MS: u64 = 3_600_000;
/// Mails are waited for: a mail server that is back is noticed within ten minutes.
const LONGEST_MAIL_BACKOFF_MS: u64 = 600_000;

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
    pub(super) fn is_mail(&self) -> bool {
        self.kind.name == mail::DELIVER_JOB
    }

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

/// Takes up to `limit` due jobs of kinds that this node knows, the longest due first, and among them at most `mails`
/// that deliver a mail.
pub(super) async fn claim(app: &App, limit: usize, mails: usize) -> Result<Vec<Lease>> {
    let kinds = app.queue().kinds.keys().copied();
    let (letters, others): (Vec<_>, Vec<_>) = kinds.partition(|name| *name == mail::DELIVER_JOB);
    let all: Vec<_> = if mails == 0 { others.clone() } else { letters.iter().chain(&others).copied().collect() };
    // A look without the writer's lock first: most polls find nothing.
    let (due, values) = due(app, &all);
    let found = app.db().read().find(&format!("SELECT id FROM jobs WHERE {due} LIMIT 1"), values).await?;
    if limit == 0 || found.is_none() {
        return Ok(Vec::new());
    }
    let tx = app.db().write_tx().await?;
    let mut leases = if mails >= limit {
        take(&tx, app, &all, limit).await?
    } else {
        let mut leases = take(&tx, app, &others, limit).await?;
        leases.extend(take(&tx, app, &letters, mails.min(limit - leases.len())).await?);
        leases
    };
    tx.commit().await?;
    leases.sort_by_key(|(run_at, lease)| (*run_at, lease.id));
    Ok(leases.into_iter().map(|(_, lease)| lease).collect())
}

/// What makes a job of these kinds due, and its values. A lease that ends later than any that is given was given by a
/// clock that has been set back since: whoever still works under it renews it.
fn due(app: &App, kinds: &[&'static str]) -> (String, Vec<Bound>) {
    let now = app.now();
    let names: Vec<_> = (0..kinds.len()).map(|i| format!("${}", 3 + i)).collect();
    let sql = format!(
        "state = 'queued' AND run_at <= $1 AND (lease_until IS NULL OR lease_until <= $1 OR lease_until > $2) \
         AND kind IN ({})",
        names.join(", ")
    );
    let known = [now, now.plus(LEASE).plus(AHEAD)].map(Bound::from);
    (sql, known.into_iter().chain(kinds.iter().map(|name| Bound::from(*name))).collect())
}

/// Leases with the instant at which each fell due.
async fn take(tx: &Tx, app: &App, kinds: &[&'static str], limit: usize) -> Result<Vec<(i64, Lease)>> {
    if limit == 0 || kinds.is_empty() {
        return Ok(Vec::new());
    }
    let (due, mut values) = due(app, kinds);
    let owner = app.queue().next_owner();
    let (until, by) = (values.len() + 1, values.len() + 2);
    values.extend([app.now().plus(LEASE).into(), owner.clone().into()]);
    let lock = tx.engine().skip_locked();
    let sql = format!(
        "WITH due AS MATERIALIZED (SELECT id FROM jobs WHERE {due} ORDER BY run_at, id LIMIT {limit}{lock}) \
         UPDATE jobs SET lease_until = ${until}, lease_owner = ${by}, attempts = attempts + 1, dedupe_key = NULL \
         WHERE id IN (SELECT id FROM due) RETURNING id, kind, payload, attempts, max_attempts, run_at"
    );
    let rows = tx.all(&sql, values).await?;
    rows.iter()
        .map(|row| {
            let lease = Lease {
                id: row.try_get("", "id")?,
                kind: app.queue().kind(&row.try_get::<String>("", "kind")?)?,
                payload: row.try_get("", "payload")?,
                attempts: row.try_get("", "attempts")?,
                max_attempts: row.try_get("", "max_attempts")?,
                owner: owner.clone(),
            };
            Ok((row.try_get("", "run_at")?, lease))
        })
        .collect()
}

/// After the clock was set back: what was queued under the clock that was ahead keeps its delay and no more, and no
/// attempt waits longer than the longest pause between two.
pub(super) async fn follow_clock(app: &App) -> Result<()> {
    let now = app.now();
    let tx = app.db().write_tx().await?;
    let queued = "UPDATE jobs SET run_at = run_at - (created_at - $1), created_at = $1 \
                  WHERE state = 'queued' AND created_at > $2";
    let mut moved = tx.exec(queued, vec![now.into(), now.plus(AHEAD).into()]).await?;
    let longest = now.plus(TimeDelta::milliseconds(LONGEST_BACKOFF_MS as i64)).plus(AHEAD);
    let put_off = "UPDATE jobs SET run_at = $1 WHERE state = 'queued' AND attempts > 0 AND run_at > $2";
    moved += tx.exec(put_off, vec![now.into(), longest.into()]).await?;
    tx.commit().await?;
    if moved > 0 {
        tracing::warn!(jobs = moved, "the clock was set back; jobs that waited for what it said follow it");
    }
    Ok(())
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
    let done = held(RENEW_EVERY, tokio::time::timeout(LONGEST, work), || async {
        renew(app, lease).await.unwrap_or_else(|error| {
            tracing::warn!(id = lease.id, %error, "a lease could not be renewed");
            true
        })
    });
    Some(done.await?.unwrap_or_else(|_| Err(Error::internal("it took longer than an hour"))))
}

/// What the work comes to. `None`: it was cut off, because a renewal said that the lease is lost.
///
/// The work goes on while a renewal waits: it may itself hold what the renewal waits for, the one writer of SQLite.
async fn held<T, F>(every: Duration, work: impl Future<Output = T>, renew: impl Fn() -> F) -> Option<T>
where
    F: Future<Output = bool>,
{
    let lost = async {
        let mut renewal = tokio::time::interval(every);
        renewal.set_missed_tick_behavior(MissedTickBehavior::Delay);
        renewal.tick().await;
        loop {
            renewal.tick().await;
            if !renew().await {
                return;
            }
        }
    };
    tokio::select! {
        done = work => Some(done),
        () = lost => None,
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
        let longest = if lease.is_mail() { LONGEST_MAIL_BACKOFF_MS } else { LONGEST_BACKOFF_MS };
        let delay = backoff(app.chance(), lease.attempts, longest);
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

/// Exponential up to the longest, less up to a quarter by chance so that many jobs do not come back together.
fn backoff(chance: &Chance, attempts: i64, longest: u64) -> TimeDelta {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(20);
    let full = FIRST_BACKOFF_MS.saturating_mul(1 << doublings).min(longest);
    let milliseconds = full - chance.below(full / 4 + 1);
    TimeDelta::milliseconds(i64::try_from(milliseconds).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::Mutex;
    use tokio::time::{sleep, timeout};

    use super::*;

    const OFTEN: Duration = Duration::from_millis(5);
    const PATIENCE: Duration = Duration::from_secs(20);

    #[tokio::test]
    async fn the_work_goes_on_while_a_renewal_waits_for_what_it_holds() {
        let (writer, renewals) = (Mutex::new(()), AtomicUsize::new(0));
        let work = async {
            while renewals.load(Ordering::SeqCst) < 3 {
                let _turn = writer.lock().await;
                sleep(4 * OFTEN).await;
            }
            "done"
        };
        let renew = || async {
            let _turn = writer.lock().await;
            renewals.fetch_add(1, Ordering::SeqCst);
            true
        };
        assert_eq!(timeout(PATIENCE, held(OFTEN, work, renew)).await, Ok(Some("done")));
    }

    #[tokio::test]
    async fn the_work_is_cut_off_once_its_lease_is_lost() {
        let asked = AtomicUsize::new(0);
        let renew = || async { asked.fetch_add(1, Ordering::SeqCst) < 2 };
        assert_eq!(timeout(PATIENCE, held(OFTEN, std::future::pending::<()>(), renew)).await, Ok(None));
        assert_eq!(asked.into_inner(), 3);
    }

    #[test]
    fn the_backoff_doubles_up_to_an_hour() {
        let chance = Chance::seeded(3);
        for (attempts, longest) in [(1, 5_000), (2, 10_000), (5, 80_000), (11, 3_600_000), (400, 3_600_000)] {
            for _ in 0..50 {
                let mail = backoff(&chance, attempts, LONGEST_MAIL_BACKOFF_MS).num_milliseconds();
                assert!(mail <= 600_000, "attempt {attempts}: {mail}");
                let delay = backoff(&chance, attempts, LONGEST_BACKOFF_MS).num_milliseconds();
                assert!((longest * 3 / 4..=longest).contains(&delay), "attempt {attempts}: {delay}");
            }
        }
    }
}
