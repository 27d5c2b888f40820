//! What SQLite does at all: one connection with the durability of the program, and statements that it has prepared.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection as _, Executor as _};

use crate::place::Place;

/// Transactions per second that do this to the place's file, each with a number of its own.
pub(crate) async fn rate<F>(place: &Place, seconds: f64, within: F) -> Result<f64>
where
    F: AsyncFn(&mut SqliteConnection, i64) -> Result<()>,
{
    let mut raw = connect(place).await?;
    let start = Instant::now();
    let until = start + Duration::from_secs_f64(seconds);
    let mut done = 0;
    while Instant::now() < until {
        transaction(&mut raw, done, &within).await?;
        done += 1;
    }
    let rate = done as f64 / start.elapsed().as_secs_f64();
    raw.close().await?;
    Ok(rate)
}

/// As [`rate`], with these numbers.
pub(crate) async fn rate_of<F>(place: &Place, numbers: std::ops::Range<i64>, within: F) -> Result<f64>
where
    F: AsyncFn(&mut SqliteConnection, i64) -> Result<()>,
{
    let mut raw = connect(place).await?;
    let (start, many) = (Instant::now(), numbers.end - numbers.start);
    for number in numbers {
        transaction(&mut raw, number, &within).await?;
    }
    let rate = many as f64 / start.elapsed().as_secs_f64();
    raw.close().await?;
    Ok(rate)
}

async fn transaction<F>(raw: &mut SqliteConnection, number: i64, within: &F) -> Result<()>
where
    F: AsyncFn(&mut SqliteConnection, i64) -> Result<()>,
{
    raw.execute("BEGIN IMMEDIATE").await?;
    within(raw, number).await?;
    raw.execute("COMMIT").await?;
    Ok(())
}

async fn connect(place: &Place) -> Result<SqliteConnection> {
    let path = place.app.config().database.sqlite_path().context("a file")?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-4000");
    Ok(SqliteConnection::connect_with(&options).await?)
}

/// An entry of the audit trail with what identifies people, as every change writes one.
pub(crate) async fn entry(
    raw: &mut SqliteConnection,
    (action, kind): (&str, &str),
    now: i64,
    actor: i64,
    target: i64,
) -> Result<()> {
    const ENTRY: &str = "INSERT INTO audit_entries (at, class, action, actor_id, target_kind, target_id, metadata, request_id, personal_hash) \
        VALUES ($1, 'data', $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    const PERSONAL: &str = "INSERT INTO audit_personal (entry_id, actor_id, target_kind, target_id, ip_address, salt, content) \
        VALUES ($1, $2, $3, $4, '127.0.0.1', $5, $6)";
    let metadata = serde_json::json!({"of": actor, "what": target}).to_string();
    let entry: i64 = sqlx::query_scalar(ENTRY)
        .bind(now)
        .bind(action)
        .bind(actor)
        .bind(kind)
        .bind(target)
        .bind(metadata)
        .bind(format!("{now:032x}"))
        .bind(vec![7_u8; 32])
        .fetch_one(&mut *raw)
        .await?;
    let personal =
        serde_json::json!({"actor": "Camille Personne 12", "ip": "127.0.0.1", "target": "2026-11-24T08:00:00.000000Z"});
    sqlx::query(PERSONAL)
        .bind(entry)
        .bind(actor)
        .bind(kind)
        .bind(target)
        .bind(vec![7_u8; 16])
        .bind(personal.to_string())
        .execute(&mut *raw)
        .await?;
    Ok(())
}
