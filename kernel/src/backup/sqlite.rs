//! SQLite: a copy by `VACUUM INTO`, checked by opening it; a restore that moves the old database aside.

use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteLockingMode};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row};

use super::{Contents, OWN_MARK, Partial, damaged, foreign, named, no_room, stamp, sync_dir};
use crate::clock::{Chance, Timestamp};
use crate::db::absence::{Absence, absence_of};
use crate::db::migrate::Migration;
use crate::error::{Error, Refusal, Result};

/// Primary result codes (sqlite.org/rescode.html).
const BUSY: u32 = 5;
const LOCKED: u32 = 6;
const NOT_A_DATABASE: u32 = 26;

/// Copies the database as it stands at this instant into `target`, an empty file. It has a connection of its own, so
/// that nobody waits for it.
pub(super) async fn copy(source: &Path, target: &Path) -> Result<()> {
    let options = SqliteConnectOptions::new().filename(source).busy_timeout(Duration::from_secs(30));
    let mut conn = options.connect().await?;
    let name = target.to_str().ok_or_else(|| Error::internal("a path that is not UTF-8"))?;
    let copied = sqlx::query("VACUUM INTO $1").bind(name).execute(&mut conn).await;
    copied.map_err(|error| if is_full(&error) { no_room(target) } else { error.into() })?;
    Ok(conn.close().await?)
}

/// Reads a copy whole: its pages, its references, its rows. It must not be in use.
pub(super) async fn check(path: &Path) -> Result<Contents> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true);
    let opened = options.connect().await;
    let mut conn = opened.map_err(|error| wrong(path, &error))?;
    let contents = read(&mut conn).await.map_err(|error| wrong(path, &error))?;
    let contents = contents.map_err(damaged)?;
    conn.close().await?;
    if contents.migrations.iter().any(|name| name == OWN_MARK) { Ok(contents) } else { Err(foreign(path)) }
}

/// The inner error is what the database says of itself.
async fn read(conn: &mut SqliteConnection) -> sqlx::Result<std::result::Result<Contents, String>> {
    let pages: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(5)").fetch_all(&mut *conn).await?;
    if pages != ["ok"] {
        return Ok(Err(pages.join("; ")));
    }
    let broken = sqlx::query("PRAGMA foreign_key_check").fetch_optional(&mut *conn).await?;
    if let Some(row) = broken {
        return Ok(Err(format!("a row of {} refers to nothing", row.try_get::<String, _>(0)?)));
    }
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@' \
         AND name NOT LIKE '%@_search%' ESCAPE '@' ORDER BY name",
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut contents = Contents::default();
    for table in tables {
        // The name comes from the database's own catalogue.
        let sql = format!("SELECT COUNT(*) FROM \"{}\"", table.replace('"', "\"\""));
        let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *conn).await?;
        contents.rows.insert(table, count);
    }
    if contents.rows.contains_key("schema_migrations") {
        contents.migrations = sqlx::query_scalar("SELECT name FROM schema_migrations").fetch_all(conn).await?;
    }
    Ok(Ok(contents))
}

/// A backup to be restored: its content, and what this program knows.
pub(super) struct Source<'a> {
    pub(super) path: &'a Path,
    pub(super) bytes: u64,
    pub(super) known: &'a [Migration],
}

/// Returns what was restored, and where the old database went.
pub(super) async fn restore(
    from: Source<'_>,
    target: &Path,
    force: bool,
    now: Timestamp,
    chance: &Chance,
) -> Result<(Contents, Option<PathBuf>)> {
    let Source { path: source, bytes, known } = from;
    if beside(source, "-wal").metadata().is_ok_and(|meta| meta.len() > 0) {
        return Err(Error::refused(Refusal::new("backup_unsettled").arg("path", source.display())));
    }
    if target.exists() && !force {
        return Err(Error::refused(Refusal::new("restore_target_exists").arg("path", target.display())));
    }
    let partial = Partial::create(target, chance)?;
    let (from, to) = (source.to_owned(), partial.0.clone());
    let copied = tokio::task::spawn_blocking(move || {
        // Into the open file, which keeps its mode.
        let mut out = std::fs::OpenOptions::new().write(true).open(&to)?;
        std::io::copy(&mut std::fs::File::open(&from)?.take(bytes), &mut out)
    });
    copied.await.map_err(Error::internal)?.map_err(|error| match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => no_room(target),
        _ => named(source, error),
    })?;
    // The copy is what will be used: checking it checks the source and the copying.
    let contents = check(&partial.0).await?;
    contents.refuse_newer(known)?;
    let aside = if target.exists() { Some(move_aside(target, now).await?) } else { None };
    // A journal left by a database that is gone would be played into the new one.
    for suffix in ["-wal", "-shm", "-journal"] {
        let _ = std::fs::remove_file(beside(target, suffix));
    }
    partial.publish(target)?;
    Ok((contents, aside))
}

/// Renames the database and its journals, unless a program has it open.
async fn move_aside(target: &Path, now: Timestamp) -> Result<PathBuf> {
    settle(target).await?;
    let first = beside(target, &format!(".before-{}", stamp(now)));
    let mut aside = first.clone();
    let mut number = 1;
    while aside.exists() {
        number += 1;
        aside = beside(&first, &format!("-{number}"));
    }
    std::fs::rename(target, &aside)?;
    for suffix in ["-wal", "-shm", "-journal"] {
        let journal = beside(target, suffix);
        if journal.exists() {
            std::fs::rename(&journal, beside(&aside, suffix))?;
        }
    }
    sync_dir(target)?;
    Ok(aside)
}

/// Takes the exclusive lock, which fails while any connection is open elsewhere, writes the journal into the file and
/// lets go. A database too damaged to be opened is in nobody's use.
async fn settle(path: &Path) -> Result<()> {
    let alone = async {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .busy_timeout(Duration::ZERO)
            .locking_mode(SqliteLockingMode::Exclusive);
        let mut conn = options.connect().await?;
        sqlx::query("BEGIN EXCLUSIVE").execute(&mut conn).await?;
        sqlx::query("ROLLBACK").execute(&mut conn).await?;
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut conn).await?;
        conn.close().await
    };
    match alone.await {
        Err(error) if matches!(primary_code(&error), Some(BUSY | LOCKED)) => Err(Error::refused("restore_in_use")),
        Err(error) => {
            tracing::warn!(%error, "the database that is moved aside cannot be opened");
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

fn wrong(path: &Path, error: &sqlx::Error) -> Error {
    if primary_code(error) == Some(NOT_A_DATABASE) { foreign(path) } else { damaged(error) }
}

fn is_full(error: &sqlx::Error) -> bool {
    absence_of(error) == Some(Absence::Full)
}

fn primary_code(error: &sqlx::Error) -> Option<u32> {
    error.as_database_error()?.code()?.parse::<u32>().ok().map(|code| code & 0xff)
}

pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
