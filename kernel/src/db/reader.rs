//! Who reads outside a transaction. PostgreSQL is asked through the driver's pool. SQLite has connections of its own here:
//! that pool asks the thread of a connection after each use whether it is still there, which takes as long as a short read.
//! Nothing can happen to a connection to a file, but that its thread ends or that it is left in the midst of a question.

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use parking_lot::Mutex;
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr,
    Statement, Values,
};
use sea_query_sqlx::SqlxValues;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{BUSY_TIMEOUT, Watch};

/// One that nobody has needed for so long is closed, and its memory is free again.
const REST: Duration = Duration::from_secs(600);

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
    /// The one used last is used next.
    resting: Mutex<Vec<Resting>>,
    watch: Watch,
}

struct Resting {
    connection: SqliteConnection,
    since: Instant,
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
    pub(super) async fn open(options: SqliteConnectOptions, max: u32, watch: Watch) -> Result<Self, sqlx::Error> {
        let places = Semaphore::new(max as usize);
        let first = Resting { connection: options.connect().await?, since: Instant::now() };
        let resting = Mutex::new(vec![first]);
        Ok(Self(Arc::new(Shared { options, max, places, resting, watch })))
    }

    pub(super) async fn take(&self) -> Result<Lent<'_>, DbErr> {
        let of = |error: ConnAcquireErr| DbErr::ConnectionAcquire(error);
        let place = match self.0.places.try_acquire() {
            Ok(place) => place,
            Err(_) => {
                let waited = tokio::time::timeout(BUSY_TIMEOUT, self.0.places.acquire()).await;
                waited.map_err(|_| of(ConnAcquireErr::Timeout))?.map_err(|_| of(ConnAcquireErr::ConnectionClosed))?
            }
        };
        let resting = self.0.resting.lock().pop();
        let connection = match resting {
            Some(resting) => resting.connection,
            None => self.0.options.connect().await.map_err(|error| DbErr::Conn(wrapped(error)))?,
        };
        Ok(Lent { readers: self, connection: Some(connection), place: Some(place), is_free: true })
    }

    async fn all(&self, statement: Statement) -> Result<Vec<SqliteRow>, DbErr> {
        let mut lent = self.take().await?;
        let Statement { sql, values, .. } = statement;
        let (query, begun) = (query(&sql, values), Instant::now());
        let found = lent.ask(async |connection| query.fetch_all(connection).await).await;
        self.0.watch.note(&sql, begun.elapsed());
        found.map_err(|error| DbErr::Query(wrapped(error)))
    }

    async fn one(&self, statement: Statement) -> Result<Option<SqliteRow>, DbErr> {
        let mut lent = self.take().await?;
        let Statement { sql, values, .. } = statement;
        let (query, begun) = (query(&sql, values), Instant::now());
        let found = lent.ask(async |connection| query.fetch_optional(connection).await).await;
        self.0.watch.note(&sql, begun.elapsed());
        found.map_err(|error| DbErr::Query(wrapped(error)))
    }

    fn give_back(&self, connection: SqliteConnection) {
        let mut resting = self.0.resting.lock();
        resting.push(Resting { connection, since: Instant::now() });
        // One each time: they are as many as were ever needed at once.
        let is_old = resting.len() > 1 && resting[0].since.elapsed() > REST;
        let old = is_old.then(|| resting.remove(0));
        drop(resting);
        drop(old);
    }

    /// How many are open, and how many of them rest.
    pub(super) fn size(&self) -> (usize, usize) {
        let resting = self.0.resting.lock().len();
        (resting + self.0.max as usize - self.0.places.available_permits(), resting)
    }

    /// Waits for those that are used.
    pub(super) async fn close(&self) {
        let Ok(_all) = self.0.places.acquire_many(self.0.max).await else { return };
        self.0.places.close();
        let resting = std::mem::take(&mut *self.0.resting.lock());
        for Resting { connection, .. } in resting {
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
        let readers = match self {
            Self::Sqlite(readers) => readers,
            Self::Postgres(pool) => return pool.execute_raw(statement).await,
        };
        let mut lent = readers.take().await?;
        let query = query(&statement.sql, statement.values);
        let done = lent.ask(async |connection| query.execute(connection).await).await;
        done.map(Into::into).map_err(|error| DbErr::Exec(wrapped(error)))
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Self::Sqlite(_) => self.execute_raw(Statement::from_string(DbBackend::Sqlite, sql)).await,
            Self::Postgres(pool) => pool.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self {
            Self::Sqlite(readers) => Ok(readers.one(statement).await?.map(Into::into)),
            Self::Postgres(pool) => pool.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Self::Sqlite(readers) => Ok(readers.all(statement).await?.into_iter().map(Into::into).collect()),
            Self::Postgres(pool) => pool.query_all_raw(statement).await,
        }
    }
}

type Query = sqlx::query::Query<'static, sqlx::Sqlite, SqlxValues>;

fn query(sql: &str, values: Option<Values>) -> Query {
    let values = values.unwrap_or_else(|| Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(sql.to_owned()), SqlxValues(values))
}

fn wrapped(error: sqlx::Error) -> RuntimeErr {
    RuntimeErr::SqlxError(error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANY: &str =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000000000) SELECT i FROM n";

    async fn readers(max: u32) -> (tempfile::TempDir, Readers) {
        let folder = tempfile::tempdir().unwrap();
        let options = SqliteConnectOptions::new().filename(folder.path().join("of.db")).create_if_missing(true);
        let readers = Readers::open(options, max, Watch::default()).await.unwrap();
        (folder, readers)
    }

    fn asks(sql: &str) -> Statement {
        Statement::from_string(DbBackend::Sqlite, sql)
    }

    #[tokio::test]
    async fn one_left_in_the_midst_of_a_question_is_lent_again() {
        let (_folder, readers) = readers(1).await;
        for _ in 0..3 {
            let left = tokio::time::timeout(Duration::from_millis(20), readers.all(asks(MANY))).await;
            assert!(left.is_err(), "a milliard of rows");
            let row = QueryResult::from(readers.one(asks("SELECT 7 AS n")).await.unwrap().unwrap());
            assert_eq!(row.try_get::<i64>("", "n").unwrap(), 7);
        }
        assert_eq!(readers.size(), (1, 1));
    }

    #[tokio::test]
    async fn a_wrong_question_spoils_no_connection() {
        let (_folder, readers) = readers(1).await;
        assert!(matches!(readers.all(asks("SELECT nothing")).await, Err(DbErr::Query(RuntimeErr::SqlxError(_)))));
        assert!(readers.one(asks("SELECT 1 WHERE FALSE")).await.unwrap().is_none());
        assert_eq!(readers.size(), (1, 1));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn never_more_are_open_than_allowed_and_everybody_is_served() {
        let (_folder, readers) = readers(3).await;
        let all = (0..60).map(|i: i64| {
            let readers = readers.clone();
            tokio::spawn(async move {
                let sql = "WITH RECURSIVE n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n LIMIT 1000) SELECT i FROM n";
                readers.all(Statement::from_sql_and_values(DbBackend::Sqlite, sql, [i.into()])).await.unwrap()
            })
        });
        for (i, rows) in futures::future::join_all(all).await.into_iter().map(Result::unwrap).enumerate() {
            let last = QueryResult::from(rows.into_iter().next_back().unwrap());
            assert_eq!(last.try_get::<i64>("", "i").unwrap(), i as i64 + 999);
        }
        // None was closed meanwhile.
        let (open, resting) = readers.size();
        assert!((1..=3).contains(&open) && open == resting, "{open} open, {resting} resting");
    }

    #[tokio::test]
    async fn closing_waits_for_who_still_reads() {
        let (_folder, readers) = readers(2).await;
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
        let (_folder, readers) = readers(3).await;
        let lent = [readers.take().await.unwrap(), readers.take().await.unwrap()];
        drop(lent);
        assert_eq!(readers.size(), (2, 2));
        for resting in readers.0.resting.lock().iter_mut() {
            resting.since -= REST + Duration::from_secs(1);
        }
        for _ in 0..3 {
            drop(readers.take().await.unwrap());
        }
        assert_eq!(readers.size(), (1, 1));
    }
}
