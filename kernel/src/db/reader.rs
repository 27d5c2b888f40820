//! Who reads outside a transaction. PostgreSQL is asked through the driver's pool. SQLite has connections of its own here:
//! that pool asks the thread of a connection after each use whether it is still there, which takes as long as a short read.
//! Nothing can happen to a connection to a file, but that its thread ends or that it is left in the midst of a question.

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use futures::future::BoxFuture;
use parking_lot::Mutex;
use rusqlite::Rows;
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr,
    Statement, Value, Values,
};
use sea_query_sqlx::SqlxValues;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::Watch;
use super::at_once::AtOnce;
use super::shelf::Shelf;

pub enum Reader {
    Sqlite(Readers),
    Postgres(DatabaseConnection),
}

#[derive(Clone)]
pub struct Readers(Arc<Shared>);

struct Shared {
    options: SqliteConnectOptions,
    /// How many may be open.
    max: u32,
    places: Semaphore,
    /// How long it is waited for a place.
    patience: Duration,
    resting: Mutex<Shelf<SqliteConnection>>,
    at_once: AtOnce,
    watch: Watch,
}

/// A connection while it is used.
pub(super) struct Lent<'a> {
    readers: &'a Readers,
    /// Taken only when it is given back.
    connection: Option<SqliteConnection>,
    place: Option<SemaphorePermit<'a>>,
    /// Nothing is on its way between it and who asked.
    is_free: bool,
}

impl Readers {
    /// Opens the first.
    pub(super) async fn open(
        options: SqliteConnectOptions,
        max: u32,
        patience: Duration,
        watch: Watch,
    ) -> Result<Self, sqlx::Error> {
        let places = Semaphore::new(max as usize);
        let mut resting = Shelf::new();
        resting.put(options.connect().await?);
        let resting = Mutex::new(resting);
        let threads = tokio::runtime::Handle::current().metrics().num_workers();
        let at_once = AtOnce::new(options.get_filename(), threads, watch.clone());
        Ok(Self(Arc::new(Shared { options, max, places, patience, resting, at_once, watch })))
    }

    pub(super) async fn take(&self) -> Result<Lent<'_>, DbErr> {
        let of = DbErr::ConnectionAcquire;
        let place = match self.0.places.try_acquire() {
            Ok(place) => place,
            Err(_) => {
                let waited = tokio::time::timeout(self.0.patience, self.0.places.acquire()).await;
                waited.map_err(|_| of(ConnAcquireErr::Timeout))?.map_err(|_| of(ConnAcquireErr::ConnectionClosed))?
            }
        };
        let resting = self.0.resting.lock().take();
        let connection = match resting {
            Some(connection) => connection,
            None => self.0.options.connect().await.map_err(|error| DbErr::Conn(wrapped(error)))?,
        };
        Ok(Lent { readers: self, connection: Some(connection), place: Some(place), is_free: true })
    }

    /// One statement, and how long it took is noted.
    async fn ask<T>(
        &self,
        statement: Statement,
        question: impl for<'c> FnOnce(Query, &'c mut SqliteConnection) -> BoxFuture<'c, Result<T, sqlx::Error>>,
    ) -> Result<T, DbErr> {
        let mut lent = self.take().await?;
        let Statement { sql, values, .. } = statement;
        let values = SqlxValues(values.unwrap_or_else(|| Values(Vec::new())));
        let query = sqlx::query_with(AssertSqlSafe(sql.clone()), values);
        let begun = Instant::now();
        let answer = lent.ask(async |connection| question(query, connection).await).await;
        self.0.watch.note(&sql, begun.elapsed());
        answer.map_err(|error| DbErr::Query(wrapped(error)))
    }

    fn give_back(&self, connection: SqliteConnection) {
        let old = self.0.resting.lock().put(connection);
        drop(old);
    }

    pub(super) fn at_once(&self) -> &AtOnce {
        &self.0.at_once
    }

    /// How many are open, and how many of them rest.
    pub(super) fn size(&self) -> (usize, usize) {
        let resting = self.0.resting.lock().len();
        (resting + self.0.max as usize - self.0.places.available_permits(), resting)
    }

    /// Waits for those that are used.
    pub(super) async fn close(&self) {
        self.0.at_once.close();
        let Ok(_all) = self.0.places.acquire_many(self.0.max).await else { return };
        self.0.places.close();
        let resting = self.0.resting.lock().take_all();
        for connection in resting {
            let _ = connection.close().await;
        }
    }
}

impl Lent<'_> {
    /// One that is dropped in the midst of it is asked whether it can go on before somebody else has it.
    pub(super) async fn ask<T>(
        &mut self,
        question: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, sqlx::Error> {
        let Some(connection) = &mut self.connection else { return Err(sqlx::Error::WorkerCrashed) };
        self.is_free = false;
        let answer = question(connection).await;
        match &answer {
            Err(sqlx::Error::WorkerCrashed) => drop(self.connection.take()),
            _ => self.is_free = true,
        }
        answer
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else { return };
        if self.is_free {
            return self.readers.give_back(connection);
        }
        let Some(place) = self.place.take() else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        place.forget();
        let readers = self.readers.clone();
        runtime.spawn(async move {
            if connection.ping().await.is_ok() {
                readers.give_back(connection);
            }
            readers.0.places.add_permits(1);
        });
    }
}

impl Reader {
    /// What `read` makes of the rows of a short question, read on this thread where the engine can do that. `None`: it is
    /// to be asked as everything else is.
    pub(super) fn at_once<T>(
        &self,
        sql: &str,
        values: &[Value],
        read: impl FnOnce(Rows<'_>) -> rusqlite::Result<T>,
    ) -> Option<T> {
        match self {
            Self::Sqlite(readers) => readers.at_once().read(sql, values, read),
            Self::Postgres(_) => None,
        }
    }

    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite(readers) => readers.close().await,
            Self::Postgres(pool) => drop(pool.clone().close().await),
        }
    }
}

#[async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::Sqlite(_) => DbBackend::Sqlite,
            Self::Postgres(pool) => pool.get_database_backend(),
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self {
            Self::Sqlite(readers) => Ok(readers.ask(statement, |query, on| Box::pin(query.execute(on))).await?.into()),
            Self::Postgres(pool) => pool.execute_raw(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Self::Sqlite(_) => self.execute_raw(Statement::from_string(DbBackend::Sqlite, sql)).await,
            Self::Postgres(pool) => pool.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self {
            Self::Sqlite(readers) => {
                let row = readers.ask(statement, |query, on| Box::pin(query.fetch_optional(on))).await?;
                Ok(row.map(Into::into))
            }
            Self::Postgres(pool) => pool.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Self::Sqlite(readers) => {
                let rows = readers.ask(statement, |query, on| Box::pin(query.fetch_all(on))).await?;
                Ok(rows.into_iter().map(Into::into).collect())
            }
            Self::Postgres(pool) => pool.query_all_raw(statement).await,
        }
    }
}

type Query = sqlx::query::Query<'static, sqlx::Sqlite, SqlxValues>;

fn wrapped(error: sqlx::Error) -> RuntimeErr {
    RuntimeErr::SqlxError(error.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Sql as _;

    const N: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000000)";

    async fn readers(max: u32) -> (tempfile::TempDir, Reader, Readers) {
        let folder = tempfile::tempdir().unwrap();
        let options = SqliteConnectOptions::new().filename(folder.path().join("of.db")).create_if_missing(true);
        let readers = Readers::open(options, max, Duration::from_secs(10), Watch::default()).await.unwrap();
        (folder, Reader::Sqlite(readers.clone()), readers)
    }

    async fn seven(reader: &Reader) -> i64 {
        reader.number("SELECT 7", vec![]).await.unwrap()
    }

    #[tokio::test]
    async fn one_left_in_the_midst_of_a_question_is_lent_again() {
        let (_folder, reader, readers) = readers(1).await;
        for _ in 0..3 {
            let rows = format!("{N} SELECT i FROM n");
            let left = tokio::time::timeout(Duration::from_millis(20), reader.all(&rows, vec![])).await;
            assert!(left.is_err(), "twenty million rows");
            assert_eq!(seven(&reader).await, 7);
        }
        assert_eq!(readers.size(), (1, 1));
    }

    #[tokio::test]
    async fn nobody_waits_behind_a_question_that_was_given_up() {
        let (_folder, reader, readers) = readers(2).await;
        let count = format!("{N} SELECT COUNT(*) FROM n");
        let left = tokio::time::timeout(Duration::from_millis(20), reader.number(&count, vec![])).await;
        assert!(left.is_err(), "it counts for seconds");
        assert_eq!(seven(&reader).await, 7);
        assert_eq!(readers.size(), (2, 1), "the first is still counting");
    }

    #[tokio::test]
    async fn who_waits_too_long_for_a_place_is_told() {
        let (_folder, _, readers) = readers(1).await;
        let shared = &readers.0;
        let (options, watch) = (shared.options.clone(), shared.watch.clone());
        let hasty = Readers::open(options, 1, Duration::from_millis(20), watch).await.unwrap();
        let lent = hasty.take().await.unwrap();
        assert!(matches!(hasty.take().await, Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))));
        drop(lent);
        assert!(hasty.take().await.is_ok());
    }

    #[tokio::test]
    async fn a_wrong_question_spoils_no_connection_and_every_question_is_noted() {
        let (_folder, reader, readers) = readers(1).await;
        let heard = readers.0.watch.listen();
        assert!(reader.all("SELECT nothing", vec![]).await.is_err());
        assert!(reader.find("SELECT 1 WHERE FALSE", vec![]).await.unwrap().is_none());
        assert_eq!(reader.exec("SELECT 1", vec![]).await.unwrap(), 0);
        let heard: Vec<_> = heard.take().into_iter().map(|asked| asked.sql).collect();
        assert_eq!(heard, ["SELECT nothing", "SELECT 1 WHERE FALSE", "SELECT 1"]);
        assert_eq!(readers.size(), (1, 1));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn never_more_are_open_than_allowed_and_everybody_is_served() {
        let (_folder, reader, readers) = readers(3).await;
        let reader = Arc::new(reader);
        let all = (0..60).map(|i: i64| {
            let reader = reader.clone();
            tokio::spawn(async move {
                let sql =
                    "WITH RECURSIVE n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n LIMIT 1000) SELECT MAX(i) FROM n";
                reader.number(sql, vec![i.into()]).await.unwrap()
            })
        });
        for (i, last) in futures::future::join_all(all).await.into_iter().map(Result::unwrap).enumerate() {
            assert_eq!(last, i as i64 + 999);
        }
        // None was closed meanwhile.
        let (open, resting) = readers.size();
        assert!((1..=3).contains(&open) && open == resting, "{open} open, {resting} resting");
    }

    #[tokio::test]
    async fn closing_waits_for_who_still_reads() {
        let (_folder, _, readers) = readers(2).await;
        let lent = readers.take().await.unwrap();
        let closing = tokio::spawn({
            let readers = readers.clone();
            async move { readers.close().await }
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(!closing.is_finished());
        drop(lent);
        closing.await.unwrap();
        assert!(matches!(readers.take().await, Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed))));
        assert_eq!(readers.0.resting.lock().len(), 0);
    }

    #[tokio::test]
    async fn one_that_nobody_needs_is_closed_but_not_the_last() {
        let (_folder, _, readers) = readers(3).await;
        let lent = [readers.take().await.unwrap(), readers.take().await.unwrap()];
        drop(lent);
        assert_eq!(readers.size(), (2, 2));
        readers.0.resting.lock().age();
        for _ in 0..3 {
            drop(readers.take().await.unwrap());
        }
        assert_eq!(readers.size(), (1, 1));
    }
}
