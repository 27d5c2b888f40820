//! Events after a commit: to this process at once, and between nodes by PostgreSQL's LISTEN/NOTIFY.
//!
//! Handlers are plain functions that run before the writer's answer goes out (a cache forgets a person, a worker
//! wakes up), so they never wait. Delivery is at least once: a node also hears its own events again.

use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use parking_lot::RwLock;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, Executor as _, Row as _};
use tokio_util::sync::CancellationToken;

use crate::db::{Db, Engine};
use crate::error::Result;

const CHANNEL: &str = "preau";
/// The topic delivered to this process whenever it begins to hear other nodes, at first and after a lost connection:
/// what they said before is not known, so whoever caches by events forgets everything.
pub const RESUMED: &str = "bus.resumed";
/// A node sends itself a word this often; when it misses one, its caches are bypassed.
const PING_EVERY: Duration = Duration::from_millis(300);
/// The oldest own word after which the connection still counts as heard.
const PING_PATIENCE: Duration = Duration::from_millis(700);
/// A pooler that takes its connections in turns shows itself after a few looks.
const SESSION_LOOKS: usize = 8;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// `accounts.user`, `jobs`…
    pub topic: String,
    /// The row concerned, 0 for none.
    #[serde(default)]
    pub id: i64,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub payload: Value,
}

impl Event {
    pub fn new(topic: &str, id: i64) -> Self {
        Self { topic: topic.to_owned(), id, payload: Value::Null }
    }

    #[must_use]
    pub fn with(mut self, payload: Value) -> Self {
        self.payload = payload;
        self
    }

    pub(crate) fn wire(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

type Handler = Box<dyn Fn(&Event) + Send + Sync>;

#[derive(Clone)]
pub struct Bus(Arc<Inner>);

struct Inner {
    handlers: RwLock<Vec<(String, Handler)>>,
    started: Instant,
    /// Milliseconds after `started` at which our own last ping was sent that came back; -1: never. `i64::MAX`: no
    /// other node exists (SQLite), so nothing can be missed.
    heard: AtomicI64,
}

impl Default for Bus {
    fn default() -> Self {
        Self(Arc::new(Inner { handlers: RwLock::default(), started: Instant::now(), heard: AtomicI64::new(i64::MAX) }))
    }
}

impl Bus {
    /// Calls `handler` for every event of the topic, from now on.
    pub fn on(&self, topic: &str, handler: impl Fn(&Event) + Send + Sync + 'static) {
        self.0.handlers.write().push((topic.to_owned(), Box::new(handler)));
    }

    pub(crate) fn deliver(&self, events: &[Event]) {
        let handlers = self.0.handlers.read();
        for event in events {
            for (topic, handler) in handlers.iter() {
                if *topic == event.topic {
                    handler(event);
                }
            }
        }
    }

    /// Whether everything that other nodes publish is being heard. When false, caches must be bypassed.
    pub fn is_hearing(&self) -> bool {
        let heard = self.0.heard.load(Ordering::Acquire);
        heard == i64::MAX
            || (heard >= 0 && self.0.started.elapsed().as_millis() as i64 - heard <= PING_PATIENCE.as_millis() as i64)
    }

    /// There are other nodes: nothing counts as heard before [`Self::listen`] hears itself.
    pub(crate) fn expect_other_nodes(&self) {
        self.0.heard.store(-1, Ordering::Release);
    }

    /// Listens on PostgreSQL until cancelled, reconnecting for ever. Returns at once on SQLite, and where there is only a
    /// pooler in transaction mode: a connection that listens must last.
    pub async fn listen(&self, db: Db, stop: CancellationToken) {
        if db.engine() == Engine::Sqlite {
            return;
        }
        let Some(url) = db.hearing() else {
            tracing::warn!("other nodes are not heard: without database.direct_url, caches are bypassed");
            return;
        };
        while !stop.is_cancelled() {
            tokio::select! {
                () = stop.cancelled() => break,
                ended = self.listen_once(url) => match ended {
                    Ok(Heard::Never) => {
                        tracing::error!(
                            "a pooler in transaction mode stands before the database, and other nodes are not heard: set \
                             database.direct_url; until then caches are bypassed"
                        );
                        return;
                    }
                    Err(error) => {
                        tracing::warn!(%error, "the LISTEN connection ended; caches are bypassed until it is back");
                    }
                }
            }
            self.expect_other_nodes();
            tokio::time::sleep(PING_EVERY).await;
        }
        self.expect_other_nodes();
    }

    async fn listen_once(&self, url: &str) -> Result<Heard> {
        let options = PgConnectOptions::from_str(url)?.application_name("preau-listen");
        // Its own two connections (one listens, one pings), so that a busy request pool never looks like deafness.
        let pool = PgPoolOptions::new().max_connections(2).connect_with(options).await?;
        if shares_sessions(&pool).await? {
            return Ok(Heard::Never);
        }
        let mut listener = PgListener::connect_with(&pool).await?;
        listener.ignore_pool_close_event(true);
        let own = format!("preau_ping_{}", uid());
        listener.listen_all([CHANNEL, own.as_str()]).await?;
        self.deliver(&[Event::new(RESUMED, 0)]);
        let mut ping = tokio::time::interval(PING_EVERY);
        loop {
            tokio::select! {
                _ = ping.tick() => {
                    let at = self.0.started.elapsed().as_millis() as i64;
                    let sent = sqlx::query("SELECT pg_notify($1, $2)").bind(&own).bind(at.to_string()).execute(&pool);
                    tokio::time::timeout(PING_PATIENCE, sent).await.map_err(crate::error::Error::internal)??;
                }
                received = listener.try_recv() => {
                    let Some(note) = received? else { return Err(crate::error::Error::internal("connection lost")) };
                    if note.channel() == own {
                        self.0.heard.store(note.payload().parse().unwrap_or(-1), Ordering::Release);
                    } else if let Ok(event) = serde_json::from_str::<Event>(note.payload()) {
                        self.deliver(&[event]);
                    }
                }
            }
        }
    }
}

/// Why listening ended, when it was not an error.
enum Heard {
    /// It would not only be in vain: what is listened to would come to whoever has that connection next, who does not
    /// expect it.
    Never,
}

/// Whether two connections of ours are one session at times: then a pooler gives each transaction another one. What one
/// of them sets for its session is looked for by the other, within a transaction so that it is not alone with it.
async fn shares_sessions(pool: &PgPool) -> Result<bool> {
    let word = format!("{:x}", uid());
    let (mut first, mut second) = (pool.acquire().await?, pool.acquire().await?);
    for _ in 0..SESSION_LOOKS {
        let set = format!("SELECT set_config('preau.listener', '{word}', false)");
        first.execute(AssertSqlSafe(set)).await?;
        second.execute("BEGIN").await?;
        let row = second.fetch_one("SELECT current_setting('preau.listener', true)").await?;
        second.execute("ROLLBACK").await?;
        if row.try_get::<Option<String>, _>(0)?.is_some_and(|seen| seen == word) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[expect(clippy::disallowed_methods, reason = "a channel name of this process, nothing that a test would choose")]
fn uid() -> u64 {
    rand::random()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handler_hears_its_topic_only() {
        let bus = Bus::default();
        let seen = Arc::new(AtomicI64::new(0));
        let sum = seen.clone();
        bus.on("accounts.user", move |event| {
            sum.fetch_add(event.id, Ordering::SeqCst);
        });
        bus.deliver(&[Event::new("accounts.user", 3), Event::new("jobs", 10), Event::new("accounts.user", 4)]);
        assert_eq!(seen.load(Ordering::SeqCst), 7);
        assert!(bus.is_hearing());
    }
}
