//! A connection that tells how its questions would be answered.

use async_trait::async_trait;
use parking_lot::Mutex;
use preau_kernel::db::Db;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::TestApp;

/// What a page that comes as one row of JSON asks for (`PageQuery::run_values`).
const IN_ONE_PIECE: &str = " AS page_rows, MAX(page_count) AS page_count FROM ";

/// Runs no query: asks for its plan, keeps that, and finds nothing. Line by line as the engine writes it (SQLite:
/// `EXPLAIN QUERY PLAN`, PostgreSQL: `EXPLAIN`).
pub struct Explaining {
    db: Db,
    /// One for each statement, and whether it asked for one row only.
    plans: Mutex<Vec<(Vec<String>, bool)>>,
}

impl Explaining {
    pub fn new(test: &TestApp) -> Self {
        Self { db: test.db().clone(), plans: Mutex::default() }
    }

    /// The plan of the last question for rows: a list counts with questions of one row.
    ///
    /// # Panics
    /// When no such was asked.
    #[track_caller]
    pub fn last(&self) -> Vec<String> {
        let plans = self.plans.lock();
        let last = plans.iter().rfind(|(_, is_one)| !is_one);
        last.expect("a question for rows").0.clone()
    }

    /// The plans of all that was asked since the last time, one after the other.
    ///
    /// # Panics
    /// When nothing was asked.
    #[track_caller]
    pub fn take(&self) -> Vec<String> {
        let plans = std::mem::take(&mut *self.plans.lock());
        assert!(!plans.is_empty(), "nothing was asked");
        plans.into_iter().flat_map(|(plan, _)| plan).collect()
    }

    async fn explain(&self, mut statement: Statement, is_one: bool) -> Result<(), DbErr> {
        let is_sqlite = self.get_database_backend() == DbBackend::Sqlite;
        statement.sql = format!("{} {}", if is_sqlite { "EXPLAIN QUERY PLAN" } else { "EXPLAIN" }, statement.sql);
        let column = if is_sqlite { "detail" } else { "QUERY PLAN" };
        let rows = self.db.read().query_all_raw(statement).await?;
        let plan = rows.iter().map(|row| row.try_get("", column).unwrap()).collect();
        self.plans.lock().push((plan, is_one));
        Ok(())
    }
}

#[async_trait]
impl ConnectionTrait for Explaining {
    fn get_database_backend(&self) -> DbBackend {
        self.db.read().get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.db.read().execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.db.read().execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        if !statement.sql.contains(IN_ONE_PIECE) {
            return self.explain(statement, true).await.map(|()| None);
        }
        self.explain(statement, false).await?;
        let sql = format!("SELECT '[]'{IN_ONE_PIECE}(SELECT CAST(NULL AS BIGINT) AS page_count) page");
        self.db.read().query_one_raw(Statement::from_string(self.get_database_backend(), sql)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.explain(statement, false).await.map(|()| Vec::new())
    }
}
