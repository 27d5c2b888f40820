//! Log-in attempts: 5 wrong ones per account and network (IPv4 /32, IPv6 /64) in 15 minutes, then delays that grow,
//! never a lock. A known device is counted by itself, so that strangers on its network do not hold it back. Over all
//! networks together an account has a budget, after which a new network has one free attempt instead of five.
//!
//! Known and unknown accounts are counted alike. Attempts that this node is still checking count too, so that a hundred
//! at once do not slip through.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::TimeDelta;
use parking_lot::Mutex;
use preau_kernel::app::App;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Tx, throttle};
use preau_kernel::secrets::Purpose;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result};

const FREE: i64 = 5;
const WINDOW: TimeDelta = TimeDelta::minutes(15);
const FIRST_DELAY: i64 = 5;
const LONGEST_DELAY: i64 = 900;
/// Wrong attempts per account over all networks, in an hour.
const ACCOUNT_BUDGET: i64 = 100;
const ACCOUNT_WINDOW: TimeDelta = TimeDelta::hours(1);
/// Wrong attempts per network over all accounts, in ten minutes: far above a class that logs in together.
const NETWORK_BUDGET: i64 = 600;
const NETWORK_WINDOW: TimeDelta = TimeDelta::minutes(10);

/// What an attempt is counted under.
#[derive(Debug, Clone)]
pub struct Keys {
    source: String,
    account: String,
    network: String,
    known_device: bool,
}

impl Keys {
    /// `login` as typed and normalised; nothing of it is stored but an HMAC.
    pub fn new(app: &App, info: &RequestInfo, login: &str, user: Option<i64>, device: Option<&str>) -> Self {
        let account = match user {
            Some(id) => format!("u{id}"),
            None => {
                format!("x{}", hex::encode(&app.secrets().mac(Purpose::Device, &[b"login", login.as_bytes()])[..12]))
            }
        };
        let network = info.network();
        let source = match device {
            Some(nonce) => format!("login:{account}:d{nonce}"),
            None => format!("login:{account}:{network}"),
        };
        Self {
            source,
            account: format!("login:{account}"),
            network: format!("login:net:{network}"),
            known_device: device.is_some(),
        }
    }
}

/// Attempts of this node, by source.
#[derive(Clone, Default)]
pub struct Pending(Arc<Mutex<HashMap<String, Source>>>);

/// Kept while anybody looks or is being checked.
#[derive(Default)]
struct Source {
    /// Reading the counters.
    looking: i64,
    /// Let in, being checked.
    running: i64,
    /// Checked since this was made: counted in the database now, but not in what was read before.
    ended: i64,
}

/// An attempt; once it is let in it counts until it is dropped.
pub struct Attempt {
    pending: Pending,
    pub keys: Keys,
    ended_before: i64,
    let_in: bool,
    /// Wrong ones before it.
    failures: i64,
}

impl Attempt {
    fn look(pending: &Pending, keys: Keys) -> Self {
        let mut map = pending.0.lock();
        let source = map.entry(keys.source.clone()).or_default();
        source.looking += 1;
        Self { pending: pending.clone(), keys, ended_before: source.ended, let_in: false, failures: 0 }
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        let mut map = self.pending.0.lock();
        let Some(source) = map.get_mut(&self.keys.source) else { return };
        if self.let_in {
            source.running -= 1;
            source.ended += 1;
        } else {
            source.looking -= 1;
        }
        if source.looking == 0 && source.running == 0 {
            map.remove(&self.keys.source);
        }
    }
}

/// Seconds to wait after so many wrong attempts of which `free` cost nothing.
fn delay(failures: i64, free: i64) -> i64 {
    let beyond = failures - free;
    if beyond < 0 { 0 } else { (FIRST_DELAY << beyond.min(10)).min(LONGEST_DELAY) }
}

/// Lets an attempt in, or answers 429 with the seconds to wait.
pub async fn enter(app: &App, pending: &Pending, keys: Keys) -> Result<Attempt> {
    let mut attempt = Attempt::look(pending, keys);
    let keys = &attempt.keys;
    let now = app.now();
    let conn = app.db().read();
    let asked = [(&*keys.source, WINDOW), (&keys.network, NETWORK_WINDOW), (&keys.account, ACCOUNT_WINDOW)];
    let [counted, network, account] = throttle::read(conn, asked, now).await?;
    let mut free = FREE;
    if !keys.known_device {
        if network.count >= NETWORK_BUDGET {
            return Err(too_many(NETWORK_WINDOW.num_seconds()));
        }
        if account.count >= ACCOUNT_BUDGET {
            free = 1;
        }
    }
    let mut map = pending.0.lock();
    let source = map.entry(keys.source.clone()).or_default();
    let uncounted = source.running + source.ended - attempt.ended_before;
    let wait = delay(counted.count, free) - now.since(counted.last).num_seconds();
    if counted.count + uncounted >= free && (uncounted > 0 || wait > 0) {
        return Err(too_many(if uncounted > 0 { wait.max(FIRST_DELAY) } else { wait }));
    }
    source.looking -= 1;
    source.running += 1;
    drop(map);
    attempt.let_in = true;
    attempt.failures = counted.count;
    Ok(attempt)
}

fn too_many(seconds: i64) -> Error {
    Error::TooMany { code: "too_many_attempts", retry_after_seconds: seconds.max(1).unsigned_abs() }
}

/// Counts a wrong attempt.
pub async fn failed(tx: &Tx, keys: &Keys, now: Timestamp) -> Result<()> {
    throttle::hit(tx, &keys.source, now, WINDOW).await?;
    throttle::hit(tx, &keys.account, now, ACCOUNT_WINDOW).await?;
    throttle::hit(tx, &keys.network, now, NETWORK_WINDOW).await?;
    Ok(())
}

/// A right one forgets the wrong ones of its own source, when there were any.
pub async fn succeeded(tx: &Tx, attempt: &Attempt) -> Result<()> {
    if attempt.failures == 0 { Ok(()) } else { throttle::clear(tx, &attempt.keys.source).await }
}

/// As [`succeeded`], where nothing else is written, when there is something to forget.
pub async fn forgive(app: &App, attempt: &Attempt) -> Result<()> {
    if attempt.failures == 0 {
        return Ok(());
    }
    let tx = app.db().write_tx().await?;
    succeeded(&tx, attempt).await?;
    tx.commit().await
}

/// A plain budget for other doors (registrations, reset mails): `limit` per `window` under a key.
pub async fn budget(tx: &Tx, key: &str, now: Timestamp, limit: i64, window: TimeDelta) -> Result<()> {
    if throttle::hit(tx, key, now, window).await? > limit {
        return Err(too_many(window.num_seconds() / 4));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_and_end() {
        let waits: Vec<_> = (3..16).map(|failures| delay(failures, FREE)).collect();
        assert_eq!(waits, [0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]);
        assert_eq!(delay(1, 1), FIRST_DELAY);
    }
}
