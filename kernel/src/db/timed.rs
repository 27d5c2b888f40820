//! Questions to the database that may not take long, and what its planner believes. The engines have ways of their own
//! for both.

use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, DbErr, RuntimeErr, Value, Values};
use sea_query_sqlx::SqlxValues;
use sqlx::AssertSqlSafe;

use super::reader::Readers;
use super::{Db, Engine, Reader, Sql, statement};
use crate::error::{Error, Result};

/// How many steps of its machine SQLite makes between two looks at the clock.
const STEPS: i32 = 2000;

impl Db {
    /// One number, `None` when it takes longer.
    pub async fn number_within(&self, sql: &str, values: Vec<Value>, time: Duration) -> Result<Option<i64>> {
        match self.read() {
            Reader::Postgres(_) => self.postgres_within(sql, values, time).await,
            Reader::Sqlite(readers) => {
                // Apart: a caller that goes away must not leave a connection that stops whatever comes next.
                let counting = tokio::spawn(sqlite_within(readers.clone(), sql.to_owned(), values, time));
                counting.await.map_err(Error::internal)?
            }
        }
    }

    /// How many rows the planner expects of a query; `None` where it does not say.
    pub(super) async fn planned_rows(&self, sql: &str, values: Vec<Value>) -> Result<Option<i64>> {
        if self.engine() == Engine::Sqlite {
            return Ok(None);
        }
        let row = self.read().get(&format!("EXPLAIN {sql}"), values).await?;
        let plan: String = row.try_get_by_index(0)?;
        let rows = plan.split_once("rows=").and_then(|(_, rest)| rest.split(' ').next()?.parse().ok());
        Ok(rows)
    }

    /// It only reads; the time limit ends with the transaction.
    async fn postgres_within(&self, sql: &str, values: Vec<Value>, time: Duration) -> Result<Option<i64>> {
        let tx = self.begin().await?;
        tx.execute_unprepared(&format!("SET LOCAL statement_timeout = {}", time.as_millis().max(1))).await?;
        let counted = tx.query_one_raw(statement(&tx, sql, values)).await;
        tx.rollback().await?;
        match counted {
            Ok(row) => Ok(Some(row.map_or(Ok(0), |row| row.try_get_by_index(0))?)),
            Err(error) if is_cancelled(&error) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

async fn sqlite_within(readers: Readers, sql: String, values: Vec<Value>, time: Duration) -> Result<Option<i64>> {
    let query = sqlx::query_scalar_with::<_, i64, _>(AssertSqlSafe(sql), SqlxValues(Values(values)));
    let mut lent = readers.take().await?;
    let end = Instant::now() + time;
    let counted = lent
        .ask(async |connection| {
            connection.lock_handle().await?.set_progress_handler(STEPS, move || Instant::now() < end);
            let counted = query.fetch_one(&mut *connection).await;
            connection.lock_handle().await?.remove_progress_handler();
            counted
        })
        .await;
    match counted {
        Ok(number) => Ok(Some(number)),
        Err(error) if has_code(&error, "9") => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn is_cancelled(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) = error else {
        return false;
    };
    has_code(error, "57014")
}

fn has_code(error: &sqlx::Error, code: &str) -> bool {
    error.as_database_error().and_then(|error| error.code()).is_some_and(|own| own == code)
}
