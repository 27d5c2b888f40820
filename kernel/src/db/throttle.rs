//! Counters with a window, shared by all nodes: how often something happened under a key lately. What follows from a
//! count is the caller's rule.

use chrono::TimeDelta;

use super::{Sql, Tx};
use crate::clock::{AHEAD, Timestamp};
use crate::error::Result;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counter {
    pub count: i64,
    pub last: Timestamp,
}

/// The counters under these keys, in one query; zero where none is or its window is over. What was counted by a clock
/// that has been set back since holds nobody back.
pub async fn read<const N: usize>(
    conn: &dyn Sql,
    asked: [(&str, TimeDelta); N],
    now: Timestamp,
) -> Result<[Counter; N]> {
    let bound: Vec<_> = (1..=N).map(|i| format!("${i}")).collect();
    let sql = format!("SELECT key, count, window_start, last FROM throttles WHERE key IN ({})", bound.join(", "));
    let mut counters = [Counter { count: 0, last: Timestamp(0) }; N];
    for row in conn.all(&sql, asked.iter().map(|(key, _)| (*key).into()).collect()).await? {
        let key: String = row.try_get("", "key")?;
        let started: Timestamp = row.try_get("", "window_start")?;
        for (counter, (_, window)) in counters.iter_mut().zip(asked).filter(|(_, (asked, _))| *asked == key) {
            if now.since(started) < window && started <= now.plus(AHEAD) {
                let last: Timestamp = row.try_get("", "last")?;
                *counter = Counter { count: row.try_get("", "count")?, last: last.min(now) };
            }
        }
    }
    Ok(counters)
}

/// Counts one more; a window that is over, or begins ahead of the clock, starts anew.
pub async fn hit(tx: &Tx, key: &str, now: Timestamp, window: TimeDelta) -> Result<i64> {
    tx.number(
        "INSERT INTO throttles (key, count, window_start, last) VALUES ($1, 1, $2, $2) \
         ON CONFLICT (key) DO UPDATE SET \
         count = CASE WHEN throttles.window_start <= $3 OR throttles.window_start > $4 THEN 1 \
         ELSE throttles.count + 1 END, \
         window_start = CASE WHEN throttles.window_start <= $3 OR throttles.window_start > $4 THEN $2 \
         ELSE throttles.window_start END, last = $2 RETURNING count",
        vec![key.into(), now.into(), now.minus(window).into(), now.plus(AHEAD).into()],
    )
    .await
}

/// The count under a key, without counting: whoever counts there meanwhile waits until this transaction ends, and this one
/// for whoever was first. Asked last of all, it says whether a limit was kept at the instant at which something takes
/// effect, however many came at once.
pub async fn held(tx: &Tx, key: &str, now: Timestamp, window: TimeDelta) -> Result<i64> {
    tx.number(
        "INSERT INTO throttles (key, count, window_start, last) VALUES ($1, 0, $2, $2) \
         ON CONFLICT (key) DO UPDATE SET \
         count = CASE WHEN throttles.window_start <= $3 OR throttles.window_start > $4 THEN 0 \
         ELSE throttles.count END, \
         window_start = CASE WHEN throttles.window_start <= $3 OR throttles.window_start > $4 THEN $2 \
         ELSE throttles.window_start END RETURNING count",
        vec![key.into(), now.into(), now.minus(window).into(), now.plus(AHEAD).into()],
    )
    .await
}

pub async fn clear(tx: &Tx, key: &str) -> Result<()> {
    tx.exec("DELETE FROM throttles WHERE key = $1", vec![key.into()]).await.map(drop)
}

/// Forgets what was last touched before `before`.
pub async fn purge(tx: &Tx, before: Timestamp) -> Result<u64> {
    tx.exec("DELETE FROM throttles WHERE last < $1", vec![before.into()]).await
}
