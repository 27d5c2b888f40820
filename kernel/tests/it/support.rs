//! What a test of the kernel needs: a database of its own on either engine, and an `App` (or several nodes) on it.
//!
//! PostgreSQL is a private server per test, copied from a cluster that `initdb` made once; `TEST_DATABASE_URL` names a
//! server to use instead. Without either the test says that it was skipped, unless `PREAU_TEST_REQUIRE` names
//! `postgres`.

use std::fs::File;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use preau_kernel::app::Parts;
use preau_kernel::audit::Action;
use preau_kernel::clock::{Chance, Clock, Timestamp};
use preau_kernel::config::{Config, ConfigError, Layers, Span};
use preau_kernel::db::migrate::Migration;
use preau_kernel::db::{Engine, Sql, Tx};
use preau_kernel::i18n::Lang;
use preau_kernel::jobs::{JobKind, Periodic};
use preau_kernel::module::Module;
use preau_kernel::secrets::Secrets;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};
use serde_json::{Value, json};
use sqlx::Connection;
use tempfile::TempDir;

/// Writes one test per engine; the body gets a [`Lab`].
macro_rules! both {
    ($($(#[$doc:meta])* async fn $name:ident($lab:ident) $body:block)*) => { $(
        mod $name {
            use super::*;

            $(#[$doc])*
            async fn run($lab: $crate::support::Lab) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run($crate::support::Lab::sqlite()).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(lab) = $crate::support::Lab::postgres().await {
                    run(lab).await;
                }
            }
        }
    )* };
}
pub(crate) use both;

/// Monday 23 November 2026, 8 in the morning UTC.
pub(crate) const START: Timestamp = Timestamp(1_795_420_800_000_000);

pub(crate) struct Lab {
    pub(crate) engine: Engine,
    pub(crate) url: String,
    pub(crate) dir: TempDir,
    pub(crate) clock: Clock,
    server: Option<Server>,
}

impl Lab {
    pub(crate) fn sqlite() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", dir.path().join("preau.db").display());
        Self { engine: Engine::Sqlite, url, dir, clock: Clock::fixed(START), server: None }
    }

    pub(crate) async fn postgres() -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let (base, server) = match std::env::var("TEST_DATABASE_URL") {
            Ok(url) => (url, None),
            Err(_) => match Server::start() {
                Some(server) => (server.url("postgres"), Some(server)),
                None => {
                    let required = std::env::var("PREAU_TEST_REQUIRE").unwrap_or_default().contains("postgres");
                    assert!(!required, "PostgreSQL is required but was not found");
                    eprintln!("SKIPPED: no PostgreSQL here (initdb in PATH or /usr/lib/postgresql)");
                    return None;
                }
            },
        };
        let url = create_database(&base).await;
        Some(Self { engine: Engine::Postgres, url, dir, clock: Clock::fixed(START), server })
    }

    /// Where the private server of this lab has its socket; `None` for one that is shared.
    pub(crate) fn server_folder(&self) -> Option<&Path> {
        self.server.as_ref().map(|server| server.dir.path())
    }

    /// Ends the private server at once, as a machine that loses its power.
    pub(crate) fn stop_server(&mut self) {
        if let Some(server) = &mut self.server {
            server.end();
        }
    }

    /// Starts it again on the same files.
    pub(crate) fn start_server(&mut self) {
        if let (Some(server), Some(bin)) = (&mut self.server, binaries()) {
            server.child = Server::run(&bin, server.dir.path());
            server.wait(&bin);
        }
    }

    /// A server that follows the private one of this lab; `None` where the server is shared.
    pub(crate) fn standby(&self) -> Option<Standby> {
        self.server.as_ref().map(|server| Standby { server: server.standby(), of: self.url.clone() })
    }

    pub(crate) fn config(&self, settings: &[(&str, Value)]) -> Config {
        self.try_config(settings).unwrap()
    }

    fn try_config(&self, settings: &[(&str, Value)]) -> std::result::Result<Config, ConfigError> {
        let mut layers = Layers::new(Config::kernel_sections());
        let base = [
            ("database.url", json!(self.url)),
            ("database.max_connections", json!(8)),
            ("mail.transport", json!("memory")),
        ];
        for (key, value) in base.iter().chain(settings) {
            layers.set(key, value.clone(), "test").unwrap();
        }
        Config::from_layers(layers)
    }

    /// A second database, empty.
    pub(crate) async fn other_url(&self) -> String {
        match self.engine {
            Engine::Sqlite => format!("sqlite://{}", self.dir.path().join("other.db").display()),
            Engine::Postgres => create_database(&self.url).await,
        }
    }

    /// A node on this lab's database, migrated.
    pub(crate) async fn app(&self, settings: &[(&str, Value)]) -> App {
        let app = self.try_app(settings).await.unwrap_or_else(|error| panic!("{error}"));
        app.migrate().await.unwrap();
        app
    }

    pub(crate) async fn try_app(&self, settings: &[(&str, Value)]) -> Result<App> {
        App::new(Parts {
            config: self.try_config(settings).map_err(preau_kernel::Error::internal)?,
            clock: self.clock.clone(),
            chance: Chance::seeded(7),
            secrets: Secrets::new("a key for tests of more than thirty-two characters", None, &[]),
            modules: vec![Arc::new(Probe)],
            texts: App::texts_of(&[Arc::new(Probe)])?,
        })
        .await
    }
}

/// A new database on the server of `base`.
async fn create_database(base: &str) -> String {
    let name = format!("preau_it_{}", hex::encode(Chance::System.bytes::<6>()));
    let mut conn = sqlx::PgConnection::connect(base).await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
    let (before, query) = base.split_once('?').unwrap_or((base, ""));
    let server = before.rsplit_once('/').unwrap().0;
    format!("{server}/{name}?{query}")
}

pub(crate) fn info() -> RequestInfo {
    RequestInfo::internal("test")
}

pub(crate) async fn notes(app: &App) -> Vec<String> {
    let rows = app.db().read().all("SELECT text FROM notes ORDER BY id", vec![]).await.unwrap();
    rows.iter().map(|row| row.try_get("", "text").unwrap()).collect()
}

pub(crate) async fn note(tx: &Tx, text: &str) {
    tx.exec("INSERT INTO notes (text) VALUES ($1)", vec![text.into()]).await.unwrap();
}

/// With a search index, so that backups have one to carry.
const NOTES: &str = "CREATE TABLE notes (\n  id {id},\n  text TEXT NOT NULL,\n  search TEXT NOT NULL DEFAULT ''\n);
-- search: notes
";

/// A module whose jobs leave notes, fail, panic or take their time.
struct Probe;

impl Module for Probe {
    fn name(&self) -> &'static str {
        "probe"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![Migration { name: "probe/0001", sql: NOTES }]
    }

    fn audit_actions(&self) -> Vec<Action> {
        Vec::new()
    }

    fn jobs(&self) -> Vec<JobKind> {
        vec![
            JobKind { name: "probe.note", max_attempts: 3, run: |app, payload| leave(app, payload).boxed() },
            JobKind {
                name: "probe.slow",
                max_attempts: 3,
                run: |app, payload| {
                    async move {
                        tokio::time::sleep(Duration::from_millis(payload["ms"].as_u64().unwrap_or(0))).await;
                        leave(app, payload).await
                    }
                    .boxed()
                },
            },
            JobKind {
                name: "probe.fail",
                max_attempts: 3,
                run: |_, _| async { Err(Error::internal("the machine is broken")) }.boxed(),
            },
            JobKind {
                name: "probe.refuse",
                max_attempts: 3,
                run: |_, _| async { Err(Error::refused("never_possible")) }.boxed(),
            },
            JobKind { name: "probe.panic", max_attempts: 2, run: |_, _| async { panic!("by {}", "design") }.boxed() },
        ]
    }

    fn periodic(&self) -> Vec<Periodic> {
        vec![
            Periodic {
                name: "probe.hourly",
                every: Span::hours(1),
                run: |app| leave(app, json!({"text": "hourly"})).boxed(),
            },
            Periodic {
                name: "probe.broken",
                every: Span::days(1),
                run: |_| async { Err(Error::internal("no disk")) }.boxed(),
            },
        ]
    }

    fn locales(&self) -> preau_kernel::i18n::Locales {
        &[(Lang::Fr, ""), (Lang::En, "")]
    }
}

async fn leave(app: App, payload: Value) -> Result<()> {
    let tx = app.db().write_tx().await?;
    note(&tx, payload["text"].as_str().unwrap_or_default()).await;
    tx.commit().await
}

/// A copy of a lab's server that follows it.
pub(crate) struct Standby {
    server: Server,
    of: String,
}

impl Standby {
    /// The copy of the lab's database.
    pub(crate) fn url(&self) -> String {
        let before = self.of.split('?').next().unwrap();
        self.server.url(before.rsplit_once('/').unwrap().1)
    }

    /// Ends it as a machine that loses its power.
    pub(crate) fn stop(&mut self) {
        self.server.end();
    }
}

/// A PostgreSQL server of one test, on a socket in its own directory; killed when dropped.
struct Server {
    child: Child,
    dir: TempDir,
}

impl Server {
    fn start() -> Option<Self> {
        let bin = binaries()?;
        let template = template(&bin);
        let dir = tempfile::Builder::new().prefix("preau-it-").tempdir_in("/tmp").unwrap();
        std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
        let data = dir.path().join("data");
        succeed(as_postgres("cp").arg("-a").arg(&template).arg(&data));
        let server = Self { child: Self::run(&bin, dir.path()), dir };
        server.wait(&bin);
        Some(server)
    }

    fn standby(&self) -> Self {
        let bin = binaries().unwrap();
        let dir = tempfile::Builder::new().prefix("preau-it-").tempdir_in("/tmp").unwrap();
        std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
        let mut copy = as_postgres(bin.join("pg_basebackup"));
        copy.arg("-h").arg(self.dir.path()).args(["-U", "postgres", "-R", "-X", "stream", "-c", "fast", "-D"]);
        succeed(copy.arg(dir.path().join("data")));
        let server = Self { child: Self::run(&bin, dir.path()), dir };
        server.wait(&bin);
        server
    }

    fn run(bin: &Path, dir: &Path) -> Child {
        as_postgres(bin.join("postgres"))
            .arg("-D")
            .arg(dir.join("data"))
            .arg("-k")
            .arg(dir)
            .args(["-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off"])
            .args(["-c", "synchronous_commit=on", "-c", "shared_buffers=16MB", "-c", "max_connections=60"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(dir.join("log")).unwrap())
            .spawn()
            .unwrap()
    }

    fn wait(&self, bin: &Path) {
        for _ in 0..300 {
            let ready = as_postgres(bin.join("pg_isready")).arg("-q").arg("-h").arg(self.dir.path()).status();
            if ready.unwrap().success() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("PostgreSQL did not start: {}", std::fs::read_to_string(self.dir.path().join("log")).unwrap());
    }

    fn end(&mut self) {
        let _ = Command::new("kill").args(["-QUIT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.dir.path().display())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

/// Where the newest `initdb` stands.
fn binaries() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").exists())
        .collect();
    found.sort();
    let in_path = || std::env::split_paths(&std::env::var_os("PATH")?).find(|dir| dir.join("initdb").exists());
    found.pop().map(|(_, bin)| bin).or_else(in_path)
}

/// A cluster made once on this machine and copied for every test.
fn template(bin: &Path) -> PathBuf {
    let version = bin.parent().and_then(Path::file_name).unwrap().to_string_lossy().into_owned();
    let path = PathBuf::from(format!("/tmp/preau-it-template-{version}"));
    let lock = File::create(path.with_extension("lock")).unwrap();
    lock.lock().unwrap();
    if !path.join("made").exists() {
        let _ = std::fs::remove_dir_all(&path);
        succeed(as_postgres(bin.join("initdb")).arg("-D").arg(&path).args([
            "--no-sync",
            "--auth=trust",
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--wal-segsize=1",
        ]));
        succeed(as_postgres("touch").arg(path.join("made")));
    }
    path
}

/// PostgreSQL refuses to run as root.
pub(crate) fn as_postgres(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|meta| std::os::unix::fs::MetadataExt::uid(&meta) == 0);
    if !is_root {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=QUIT"]).arg(program);
    command.current_dir("/tmp");
    command
}

fn succeed(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}
