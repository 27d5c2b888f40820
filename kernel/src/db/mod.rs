//! The database: pools, the one write transaction, and short ways to run SQL that both engines read alike.
//!
//! SQLite has one writer and several readers (`reader`, `query_only`) on one file; PostgreSQL has one pool. Every
//! transaction that may write comes from [`Db::write_tx`] (BEGIN IMMEDIATE on SQLite: a deferred transaction that
//! reads and then writes fails under load whatever the timeout). Never hold it across mail, HTTP or hashing.
//!
//! What begins and ends a transaction is boxed: otherwise the driver would be compiled anew in every crate that writes.

pub(crate) mod absence;
mod at_once;
mod dialect;
mod line;
pub mod migrate;
pub mod page;
mod postgres;
mod reader;
mod replica;
pub mod search;
mod shelf;
mod statistics;
pub mod throttle;
mod timed;
mod tx;
pub mod watch;

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use futures::future::BoxFuture;
use parking_lot::Mutex;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, QueryResult, SqliteTransactionMode, SqlxSqliteConnector,
    Statement, TransactionOptions, TransactionTrait, Value,
};
use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

pub use dialect::Engine;
pub use reader::Reader;
pub use tx::Tx;
pub use watch::Watch;

use crate::bus::Bus;
use crate::config::DatabaseConfig;
use crate::error::{Error, Result};
use line::Line;
use reader::Readers;
use replica::Replica;
use tx::Begun;

/// How long a statement waits for SQLite's write lock before it fails.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Rows that wait between the thread of SQLite and who asked: more than the largest page, so that neither waits for the
/// other in the midst of it.
const ROWS_UNDER_WAY: usize = 256;

#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    engine: Engine,
    read: Reader,
    write: DatabaseConnection,
    replica: Option<Replica>,
    url: String,
    hearing: Option<String>,
    /// Connections are ours for one transaction only.
    is_borrowed: bool,
    bus: Bus,
    watch: Watch,
    writes: AtomicU64,
    line: Line,
}

impl Db {
    /// Opens `sqlite://path`, `sqlite::memory:` is refused (two pools would see two databases), or `postgres://…`.
    pub async fn connect(config: &DatabaseConfig, bus: Bus) -> Result<Self> {
        let watch = Watch::default();
        let mut inner = if config.url.starts_with("postgres://") || config.url.starts_with("postgresql://") {
            let (mut read, write) = postgres::connect(config).await?;
            watch_over(&mut read, &watch);
            bus.expect_other_nodes();
            Inner {
                engine: Engine::Postgres,
                read: Reader::Postgres(read),
                write,
                replica: postgres::replica(config, &watch)?,
                url: config.url.clone(),
                hearing: config.hearing().map(str::to_owned),
                is_borrowed: !config.prepared_statements,
                bus,
                watch: watch.clone(),
                writes: AtomicU64::new(0),
                line: Line::default(),
            }
        } else {
            let options = sqlite_options(config)?;
            let writer = SqlitePoolOptions::new()
                .max_connections(1)
                .acquire_timeout(Duration::from_secs(30))
                .idle_timeout(None)
                .max_lifetime(None)
                .test_before_acquire(false)
                // SQLite undoes a transaction by itself when a disk is full or fails. The driver's own ROLLBACK then
                // finds none, and the driver takes itself to be in it for ever: another connection takes over.
                .before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }))
                .connect_with(options.clone().create_if_missing(true))
                .await?;
            let options = options.pragma("query_only", "ON");
            let readers = Readers::open(options, config.sqlite_readers(), BUSY_TIMEOUT, watch.clone()).await?;
            Inner {
                engine: Engine::Sqlite,
                read: Reader::Sqlite(readers),
                write: SqlxSqliteConnector::from_sqlx_sqlite_pool(writer),
                replica: None,
                url: config.url.clone(),
                hearing: None,
                is_borrowed: false,
                bus,
                watch: watch.clone(),
                writes: AtomicU64::new(0),
                line: Line::default(),
            }
        };
        watch_over(&mut inner.write, &watch);
        Ok(Self(Arc::new(inner)))
    }

    pub fn engine(&self) -> Engine {
        self.0.engine
    }

    /// Transactions that this process has committed: what was read at the same number is still so, other nodes aside.
    pub fn writes(&self) -> u64 {
        self.0.writes.load(Ordering::Acquire)
    }

    /// The address as configured; it may hold a password: never log it.
    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// Where other nodes can be listened to; `None` where there are none, or only a pooler in transaction mode.
    pub(crate) fn hearing(&self) -> Option<&str> {
        self.0.hearing.as_deref()
    }

    /// What the database is asked.
    pub fn watch(&self) -> &Watch {
        &self.0.watch
    }

    /// For reads outside a transaction.
    pub fn read(&self) -> &Reader {
        &self.0.read
    }

    /// A transaction that may write. Nothing is kept unless [`Tx::commit`] is called.
    ///
    /// On SQLite those who commit while others stand in line share one wait for the disk.
    pub fn write_tx(&self) -> BoxFuture<'_, Result<Tx>> {
        self.tx(false)
    }

    /// The same for work of seconds (an import, a filled demo): on SQLite nobody's commit waits for it.
    pub fn long_write_tx(&self) -> BoxFuture<'_, Result<Tx>> {
        self.tx(true)
    }

    fn tx(&self, is_long: bool) -> BoxFuture<'_, Result<Tx>> {
        Box::pin(async move {
            let (line, begin) = (&self.0.line, async || self.begin().await);
            let inner = match self.engine() {
                Engine::Sqlite if is_long => Begun::Turn(line.enter_alone(begin).await?),
                Engine::Sqlite => Begun::Turn(line.enter(begin).await?),
                Engine::Postgres => Begun::Own(begin().await?),
            };
            Ok(Tx { inner, db: self.clone(), events: Mutex::default() })
        })
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that begins a transaction")]
    async fn begin(&self) -> Result<DatabaseTransaction> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let begun = self.0.write.begin_with_options(options).await?;
        if self.0.is_borrowed {
            begun.execute_unprepared(postgres::BORROWED).await?;
        }
        Ok(begun)
    }

    /// Refreshes the planner's statistics where the engine does not do so by itself.
    pub(crate) async fn tidy(&self) -> Result<()> {
        match self.engine() {
            Engine::Sqlite => {
                self.0.write.exec("PRAGMA optimize", vec![]).await?;
                statistics::forget_small(&self.0.write).await
            }
            Engine::Postgres => Ok(()),
        }
    }

    /// On SQLite the writer's connection is closed and the next one is new: memory that it took for a work that does not
    /// come back (all tables made: 4 MB) is free again.
    pub(crate) async fn renew_writer(&self) -> Result<()> {
        match self.engine() {
            Engine::Sqlite => {
                let pool = self.0.write.get_sqlite_connection_pool();
                Ok(pool.acquire().await.map_err(Error::internal)?.close().await.map_err(Error::internal)?)
            }
            Engine::Postgres => Ok(()),
        }
    }

    /// Of each pool its name, its connections, and how many of them rest.
    pub(crate) fn pools(&self) -> Vec<(&'static str, usize, usize)> {
        let write = &self.0.write;
        let mut pools = match &self.0.read {
            Reader::Sqlite(readers) => {
                let (open, resting) = readers.size();
                let at_once = readers.at_once().size();
                let pool = write.get_sqlite_connection_pool();
                vec![
                    ("read", open, resting),
                    ("read_at_once", at_once.0, at_once.1),
                    ("write", pool.size() as usize, pool.num_idle()),
                ]
            }
            Reader::Postgres(read) if self.0.is_borrowed => vec![of_pool("read", read), of_pool("write", write)],
            Reader::Postgres(all) => vec![of_pool("all", all)],
        };
        pools.extend(self.0.replica.iter().filter_map(|replica| match &replica.read {
            Reader::Postgres(read) => Some(of_pool("replica", read)),
            Reader::Sqlite(_) => None,
        }));
        pools
    }

    pub async fn close(&self) {
        self.0.read.close().await;
        let _ = self.0.write.clone().close().await;
        if let Some(replica) = &self.0.replica {
            replica.read.close().await;
        }
    }
}

/// Every statement of a connection is noted.
fn watch_over(connection: &mut DatabaseConnection, watch: &Watch) {
    let watch = watch.clone();
    connection.set_metric_callback(move |info| watch.note(&info.statement.sql, info.elapsed));
}

/// How many connections a pool of PostgreSQL has, and how many of them rest.
fn of_pool(name: &'static str, pool: &DatabaseConnection) -> (&'static str, usize, usize) {
    let pool = pool.get_postgres_connection_pool();
    (name, pool.size() as usize, pool.num_idle())
}

fn sqlite_options(config: &DatabaseConfig) -> Result<SqliteConnectOptions> {
    let path = config.sqlite_path().ok_or_else(|| Error::internal("not a sqlite address"))?;
    let synchronous =
        if config.sqlite_synchronous == "normal" { SqliteSynchronous::Normal } else { SqliteSynchronous::Full };
    Ok(SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-4000")
        .row_buffer_size(ROWS_UNDER_WAY)
        .statement_cache_capacity(256))
}

/// SQL with `$1` parameters on any connection or transaction. Identifiers never come from input.
///
/// Always taken as `&dyn Sql`: what asks the database is then compiled once, not once for each kind of connection.
#[async_trait]
pub trait Sql: Sync {
    fn engine(&self) -> Engine;

    async fn all(&self, sql: &str, values: Vec<Value>) -> Result<Vec<QueryResult>>;

    async fn find(&self, sql: &str, values: Vec<Value>) -> Result<Option<QueryResult>>;

    /// Rows affected.
    async fn exec(&self, sql: &str, values: Vec<Value>) -> Result<u64>;

    /// Itself, if it is who reads outside a transaction: a short question can be asked of it at once.
    fn reader(&self) -> Option<&Reader> {
        None
    }

    /// The first row, or 404.
    async fn get(&self, sql: &str, values: Vec<Value>) -> Result<QueryResult> {
        self.find(sql, values).await?.ok_or(Error::NotFound)
    }

    /// One number, 0 when there is no row.
    async fn number(&self, sql: &str, values: Vec<Value>) -> Result<i64> {
        match self.find(sql, values).await? {
            Some(row) => Ok(row.try_get_by_index::<Option<i64>>(0)?.unwrap_or(0)),
            None => Ok(0),
        }
    }
}

#[async_trait]
impl<C: ConnectionTrait + Any> Sql for C {
    fn engine(&self) -> Engine {
        match self.get_database_backend() {
            sea_orm::DbBackend::Postgres => Engine::Postgres,
            _ => Engine::Sqlite,
        }
    }

    fn reader(&self) -> Option<&Reader> {
        (self as &dyn Any).downcast_ref()
    }

    async fn all(&self, sql: &str, values: Vec<Value>) -> Result<Vec<QueryResult>> {
        Ok(self.query_all_raw(statement(self, sql, values)).await?)
    }

    async fn find(&self, sql: &str, values: Vec<Value>) -> Result<Option<QueryResult>> {
        Ok(self.query_one_raw(statement(self, sql, values)).await?)
    }

    async fn exec(&self, sql: &str, values: Vec<Value>) -> Result<u64> {
        Ok(self.execute_raw(statement(self, sql, values)).await?.rows_affected())
    }
}

/// For who needs the database's own error.
pub fn statement(conn: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(conn.get_database_backend(), sql, values)
}
