//! The ways to PostgreSQL. Usually one pool, whose connections keep prepared statements. Without those
//! (`database.prepared_statements = false`: a pooler in transaction mode that does not know them), nothing of a
//! connection outlives a transaction: another client may have it next, with what was prepared there.

use std::str::FromStr;
use std::time::Duration;

use sea_orm::{DatabaseConnection, SqlxPostgresConnector};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection as _, Executor as _};

use super::replica::Replica;
use super::{BUSY_TIMEOUT, Reader, Watch, watch_over};
use crate::config::DatabaseConfig;
use crate::error::Result;

/// A connection to PostgreSQL that was used so lately is taken without asking whether it still answers: asking costs as
/// much as a read. A connection to a file has nothing to lose.
const TRUSTED_IDLE: Duration = Duration::from_secs(1);
/// Of each connection to PostgreSQL. Our statements are short: compiling one takes longer than running it. A count that
/// stops early begins where the table does, whose pages are in memory, and not where another scan happens to be.
const SESSION: &str = "SET jit = off; SET synchronize_seqscans = off";

/// What a transaction begins with where the connection is somebody else's in the next one: names of statements that
/// another client has left behind would be taken.
pub(super) const BORROWED: &str = "DEALLOCATE ALL; SET LOCAL jit = off; SET LOCAL synchronize_seqscans = off";
/// A read is two messages, and a pooler may send the second to another connection unless they are one transaction.
const BORROWED_READ: &str =
    "BEGIN READ ONLY; DEALLOCATE ALL; SET LOCAL jit = off; SET LOCAL synchronize_seqscans = off";
const GIVEN_BACK: &str = "COMMIT";

/// For reads and for writes; both are the same pool where prepared statements are kept.
pub(super) async fn connect(config: &DatabaseConfig) -> Result<(DatabaseConnection, DatabaseConnection)> {
    let options = PgConnectOptions::from_str(&config.url)?.application_name("preau");
    if config.prepared_statements {
        let pool = kept(config).connect_with(options).await?;
        let connection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
        return Ok((connection.clone(), connection));
    }
    let options = options.statement_cache_capacity(0);
    let read = borrowed_reads(config).connect_lazy_with(options.clone());
    // Shows that it answers; given back as every other, which `connect_with` would not do with its first.
    drop(read.acquire().await?);
    // What a transaction begins with is said by whoever begins it.
    let write = bounded(config).connect_with(options).await?;
    let of = SqlxPostgresConnector::from_sqlx_postgres_pool;
    Ok((of(read), of(write)))
}

/// Reads only, as what they are read with elsewhere. It need not answer yet.
pub(super) fn replica(config: &DatabaseConfig, watch: &Watch) -> Result<Option<Replica>> {
    if config.replica_url.is_empty() {
        return Ok(None);
    }
    let options = PgConnectOptions::from_str(&config.replica_url)?.application_name("preau-late");
    let pool = if config.prepared_statements {
        kept(config).connect_lazy_with(options)
    } else {
        borrowed_reads(config).connect_lazy_with(options.statement_cache_capacity(0))
    };
    let mut read = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    watch_over(&mut read, watch);
    Ok(Some(Replica::new(Reader::Postgres(read), config.replica_lag.duration())))
}

fn bounded(config: &DatabaseConfig) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(config.max_connections)
        .acquire_timeout(BUSY_TIMEOUT)
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move {
                if meta.idle_for > TRUSTED_IDLE {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
}

fn kept(config: &DatabaseConfig) -> PgPoolOptions {
    bounded(config).after_connect(|connection, _| Box::pin(async move { connection.execute(SESSION).await.map(drop) }))
}

/// Whoever takes a connection has a transaction on it until it is given back.
fn borrowed_reads(config: &DatabaseConfig) -> PgPoolOptions {
    bounded(config)
        .after_connect(|connection, _| Box::pin(async move { connection.execute(BORROWED_READ).await.map(drop) }))
        .before_acquire(|connection, _| Box::pin(async move { connection.execute(BORROWED_READ).await.map(|_| true) }))
        .after_release(|connection, _| Box::pin(async move { connection.execute(GIVEN_BACK).await.map(|_| true) }))
}
