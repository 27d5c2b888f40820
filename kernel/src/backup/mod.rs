//! Backups that are checked before they count, and restoring them.
//!
//! A copy is made beside its target under another name, read back whole, sealed with a checksum, synced to the disk, and
//! only then given its name; nothing is ever overwritten. SQLite is copied by `VACUUM INTO` (writers go on meanwhile), PostgreSQL by its
//! own `pg_dump`. The signing key is not in a backup, and neither are files kept in S3: the report says so.

mod postgres;
mod seal;
mod sqlite;

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::Serialize;

use crate::app::App;
use crate::audit::{self, Entry};
use crate::clock::{Chance, Clock, Timestamp};
use crate::config::Config;
use crate::db::Engine;
use crate::db::migrate::Migration;
use crate::error::{Error, Refusal, Result};
use crate::i18n::{L10n, Lang};
use crate::secrets;
use crate::web::RequestInfo;

/// The kernel's first migration: what does not hold it is no database of ours.
const OWN_MARK: &str = "kernel/0001_foundation";

/// Seconds after which nobody works on an unfinished copy any more.
const ABANDONED_AFTER: i64 = 24 * 3600;

/// What a copy holds, found by reading it whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Contents {
    rows: BTreeMap<String, i64>,
    migrations: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub engine: &'static str,
    /// The backup that was made or restored.
    pub path: PathBuf,
    pub bytes: u64,
    /// Rows per table in the copy.
    pub rows: BTreeMap<String, i64>,
    /// Where the database that was there before now stands (SQLite, with force).
    pub moved_aside: Option<PathBuf>,
    #[serde(skip)]
    notes: Vec<Refusal>,
}

impl Contents {
    /// A newer program's database under this one would be misread.
    fn refuse_newer(&self, known: &[Migration]) -> Result<()> {
        let unknown: Vec<&str> =
            self.migrations.iter().map(String::as_str).filter(|name| known.iter().all(|m| m.name != *name)).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        Err(Error::refused(Refusal::new("backup_newer").arg("names", unknown.join(", "))))
    }
}

impl Report {
    /// What the reader must know: what is not in the backup, what follows from restoring it.
    pub fn notes(&self, l10n: &L10n, lang: Lang) -> Vec<String> {
        self.notes.iter().map(|note| l10n.refusal(lang, "backup-note", note)).collect()
    }
}

/// Makes a checked copy of the running database at `target` (mode 0600), and notes it in the audit trail.
///
/// Refuses `backup_target_exists`, `backup_no_room`, `backup_damaged`, and with PostgreSQL `backup_tool_missing` or
/// `backup_tool_failed`.
pub async fn make(app: &App, target: &Path) -> Result<Report> {
    if target.exists() {
        return Err(target_exists(target));
    }
    let partial = Partial::create(target, app.chance())?;
    let database = &app.config().database;
    let contents = match app.db().engine() {
        Engine::Sqlite => {
            let source = database.sqlite_path().ok_or_else(|| Error::internal("not a sqlite address"))?;
            sqlite::copy(&source, &partial.0).await?;
            sqlite::check(&partial.0).await?
        }
        Engine::Postgres => {
            postgres::dump(database.direct(), &partial.0).await?;
            postgres::check(&partial.0).await?
        }
    };
    seal::append(&partial.0).await?;
    let bytes = std::fs::metadata(&partial.0)?.len();
    partial.publish(target)?;
    let is_recorded = match record(app, target, bytes).await {
        Ok(()) => true,
        // Whoever saves what is there from a disk that is full or fails must not be told that it did not work.
        Err(Error::Unavailable(why)) => {
            tracing::warn!(why, "the backup was made, but could not be noted in the audit trail");
            false
        }
        Err(error) => return Err(error),
    };

    let known: Vec<&str> = app.migrations().iter().map(|m| m.name).collect();
    let unknown: Vec<String> = contents.migrations.into_iter().filter(|n| !known.contains(&n.as_str())).collect();
    let mut notes = vec![key_note(app.config())];
    if !is_recorded {
        notes.push(Refusal::new("unrecorded"));
    }
    if app.storage().is_remote() {
        notes.push(Refusal::new("files"));
    }
    if !unknown.is_empty() {
        notes.push(Refusal::new("unknown-migrations").arg("names", unknown.join(", ")));
    }
    let engine = app.db().engine().name();
    Ok(Report { engine, path: target.to_owned(), bytes, rows: contents.rows, moved_aside: None, notes })
}

async fn record(app: &App, target: &Path, bytes: u64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let entry = Entry::new("backup_made").meta("path", target.display().to_string()).meta("bytes", bytes);
    audit::record(&tx, app, &RequestInfo::internal("backup"), entry).await?;
    tx.commit().await
}

/// Puts a backup in the place of the configured database, after checking it. Without `force` nothing that is there is
/// touched; with it, a SQLite database is moved aside and the content of a PostgreSQL one replaced in one transaction.
///
/// Refuses `backup_foreign`, `backup_damaged`, `backup_unsettled`, `backup_newer` when it holds a migration that is not
/// among those `known`, `restore_target_exists`, `restore_not_empty`, `restore_in_use`, and the refusals of the tools as
/// [`make`] does.
pub async fn restore(
    config: &Config,
    clock: &Clock,
    chance: &Chance,
    source: &Path,
    force: bool,
    known: &[Migration],
) -> Result<Report> {
    let bytes = std::fs::metadata(source).map_err(|error| named(source, error))?.len();
    let content = seal::verify(source).await?;
    let (engine, contents, moved_aside) = match config.database.sqlite_path() {
        Some(target) => {
            let from = sqlite::Source { path: source, bytes: content.bytes, known };
            let (contents, aside) = sqlite::restore(from, &target, force, clock.now(), chance).await?;
            (Engine::Sqlite, contents, aside)
        }
        None => (Engine::Postgres, postgres::restore(source, config.database.direct(), force, known).await?, None),
    };
    let mut notes = vec![key_note(config), Refusal::new("sessions")];
    if !content.is_sealed {
        notes.push(Refusal::new("unsealed"));
    }
    if config.files.storage == "s3" {
        notes.push(Refusal::new("files"));
    }
    Ok(Report { engine: engine.name(), path: source.to_owned(), bytes, rows: contents.rows, moved_aside, notes })
}

/// The periodic task: a copy of the day in `jobs.backup_dir`, and the oldest beyond `jobs.backups_kept` removed.
pub(crate) async fn daily(app: App) -> Result<()> {
    let jobs = &app.config().jobs;
    let dir = &jobs.backup_dir;
    std::fs::create_dir_all(dir).map_err(|error| Error::internal(format!("jobs.backup_dir: {error}")))?;
    remove_abandoned(dir, app.now())?;
    let extension = match app.db().engine() {
        Engine::Sqlite => "db",
        Engine::Postgres => "dump",
    };
    let report = make(&app, &dir.join(format!("preau-{}.{extension}", stamp(app.now())))).await?;
    tracing::info!(path = %report.path.display(), bytes = report.bytes, "the daily backup was made and checked");
    let mut kept: Vec<PathBuf> = std::fs::read_dir(dir)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .filter(|path| path.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.starts_with("preau-")))
        .collect();
    kept.sort();
    let excess = kept.len().saturating_sub(jobs.backups_kept.max(1));
    for old in &kept[..excess] {
        std::fs::remove_file(old)?;
    }
    Ok(())
}

/// What a program that was killed has left of a copy.
fn remove_abandoned(dir: &Path, now: Timestamp) -> Result<()> {
    for path in std::fs::read_dir(dir)?.filter_map(|entry| Some(entry.ok()?.path())) {
        let is_ours = |name: &str| name.starts_with(".preau-") && name.contains(".partial");
        if !path.file_name().and_then(|name| name.to_str()).is_some_and(is_ours) {
            continue;
        }
        let since = std::fs::metadata(&path).and_then(|meta| meta.modified()).ok();
        let since = since.and_then(|at| at.duration_since(UNIX_EPOCH).ok()).map_or(0, |at| at.as_secs());
        if now.seconds() - i64::try_from(since).unwrap_or(0) > ABANDONED_AFTER {
            std::fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// A file under a name of its own until it is complete; removed when it never becomes so.
struct Partial(PathBuf);

impl Partial {
    fn create(target: &Path, chance: &Chance) -> Result<Self> {
        let name = target.file_name().ok_or_else(|| Error::internal("a backup needs a file name"))?;
        let name = format!(".{}.{}.partial", name.to_string_lossy(), hex::encode(chance.bytes::<6>()));
        let path = target.with_file_name(name);
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).map_err(|e| unwritten(&path, e))?;
        Ok(Self(path))
    }

    /// Syncs it and gives it its name, unless something has that name.
    fn publish(self, target: &Path) -> Result<()> {
        File::open(&self.0)?.sync_all().map_err(|error| unwritten(target, error))?;
        match std::fs::hard_link(&self.0, target) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(target_exists(target)),
            // A file system without hard links.
            Err(_) if !target.exists() => std::fs::rename(&self.0, target)?,
            Err(_) => return Err(target_exists(target)),
        }
        sync_dir(target)
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
        // Of an engine that had no room for the copy.
        for suffix in ["-journal", "-wal", "-shm"] {
            let _ = std::fs::remove_file(sqlite::beside(&self.0, suffix));
        }
    }
}

/// So that a new name survives a power cut.
fn sync_dir(file: &Path) -> Result<()> {
    let dir = file.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(File::open(dir)?.sync_all()?)
}

fn key_note(config: &Config) -> Refusal {
    if config.secrets.key.is_empty() {
        Refusal::new("key").arg("path", secrets::key_file(config).display())
    } else {
        Refusal::new("key-configured")
    }
}

fn target_exists(target: &Path) -> Error {
    Error::refused(Refusal::new("backup_target_exists").arg("path", target.display()))
}

fn damaged(reason: impl ToString) -> Error {
    Error::refused(Refusal::new("backup_damaged").arg("reason", reason))
}

fn foreign(path: &Path) -> Error {
    Error::refused(Refusal::new("backup_foreign").arg("path", path.display()))
}

/// A file that cannot be written whole.
fn unwritten(path: &Path, error: std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => no_room(path),
        _ => named(path, error),
    }
}

fn no_room(path: &Path) -> Error {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Error::refused(Refusal::new("backup_no_room").arg("folder", folder.display()))
}

fn named(path: &Path, error: std::io::Error) -> Error {
    Error::internal(format!("{}: {error}", path.display()))
}

/// `20261123T080000Z`.
fn stamp(at: Timestamp) -> String {
    at.utc().format("%Y%m%dT%H%M%SZ").to_string()
}
