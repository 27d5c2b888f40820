//! A place per test: SQLite in a temporary file, PostgreSQL in a private cluster (one per run of the tests).

use std::fs::File;
use std::net::IpAddr;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use chrono::TimeDelta;
use preau_audit::verify::{Report, verify};
use preau_audit::{Audit, actions, store};
use preau_kernel::actor::{Actor, Credential};
use preau_kernel::app::Parts;
use preau_kernel::audit::{Action, Class, Entry, record};
use preau_kernel::clock::{Chance, Clock, Timestamp};
use preau_kernel::config::{Config, Layers};
use preau_kernel::db::{Engine, Sql};
use preau_kernel::i18n::{Lang, Locales};
use preau_kernel::module::Module;
use preau_kernel::secrets::Secrets;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};
use sea_orm::Value;

/// Each scenario, `async fn name(t: &TestApp)`, on both engines.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(&crate::support::TestApp::sqlite().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(t) = crate::support::TestApp::postgres().await {
                    super::$name(&t).await;
                }
            })+
        }
    };
}
pub(crate) use on_both_engines;

pub(crate) const KEY: &str = "the key of the tests, longer than thirty-two characters";

pub(crate) struct TestApp {
    pub(crate) app: App,
    pub(crate) clock: Clock,
    url: String,
    _dir: tempfile::TempDir,
}

/// Stands for the apps that write entries.
struct Writers;

impl Module for Writers {
    fn name(&self) -> &'static str {
        "writers"
    }

    fn audit_actions(&self) -> Vec<Action> {
        vec![
            Action { name: "login", class: Class::Security },
            Action { name: "user_updated", class: Class::Data },
            Action { name: "list_printed", class: Class::Access },
            Action { name: "session_started", class: Class::Operation },
        ]
    }

    fn locales(&self) -> Locales {
        &[
            (
                Lang::Fr,
                "audit-action-login = Connexion\naudit-login = { $actor } s’est connecté\n\
                 audit-action-user-updated = Personne modifiée\n\
                 audit-user-updated = { $actor } a modifié { $target } ({ $fields })\n",
            ),
            (
                Lang::En,
                "audit-action-login = Log-in\naudit-login = { $actor } logged in\n\
                 audit-action-user-updated = Person changed\n\
                 audit-user-updated = { $actor } changed { $target } ({ $fields })\n",
            ),
        ]
    }
}

impl TestApp {
    pub(crate) async fn sqlite() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", dir.path().join("preau.db").display());
        Self::start(url, dir, KEY, &[]).await
    }

    /// `None`, said loudly, on a machine without PostgreSQL.
    pub(crate) async fn postgres() -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let url = new_database()?;
        Some(Self::start(url, dir, KEY, &[]).await)
    }

    /// The same database under another key.
    pub(crate) async fn rotated(&self, key: &str, retired: &[String]) -> Self {
        Self::start(self.url.clone(), tempfile::tempdir().unwrap(), key, retired).await
    }

    async fn start(url: String, dir: tempfile::TempDir, key: &str, retired: &[String]) -> Self {
        let modules: Vec<Arc<dyn Module>> = vec![Arc::new(Audit), Arc::new(Writers)];
        let mut sections = Config::kernel_sections();
        sections.extend(modules.iter().filter_map(|module| module.config()));
        let mut layers = Layers::new(sections);
        layers.set("database.url", url.clone().into(), "test").unwrap();
        layers.set("database.max_connections", 6.into(), "test").unwrap();
        layers.set("database.sqlite_synchronous", "normal".into(), "test").unwrap();
        let clock = Clock::fixed(Timestamp::parse("2026-11-21T08:00:00Z").unwrap());
        let parts = Parts {
            config: Config::from_layers(layers).unwrap(),
            clock: clock.clone(),
            chance: Chance::seeded(7),
            secrets: Secrets::new(key, None, retired),
            texts: App::texts_of(&modules).unwrap(),
            modules,
        };
        let app = App::new(parts).await.unwrap();
        app.migrate().await.unwrap();
        Self { app, clock, url, _dir: dir }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.app.db().engine() == Engine::Postgres
    }

    /// Writes an entry of `action` by user `actor` about user `target`.
    pub(crate) async fn write(&self, action: &'static str, actor: i64, target: i64) -> i64 {
        self.write_entry(
            Entry::new(action)
                .by(actor, format!("Personne {actor}"))
                .target("user", target, format!("Personne {target}"))
                .meta("fields", "email")
                .personal("email", format!("p{target}@example.org")),
        )
        .await
    }

    pub(crate) async fn write_entry(&self, entry: Entry) -> i64 {
        let tx = self.app.db().write_tx().await.unwrap();
        let id = record(&tx, &self.app, &info(Lang::Fr), entry).await.unwrap();
        tx.commit().await.unwrap();
        self.clock.advance(TimeDelta::milliseconds(3));
        id
    }

    /// Seals until no entry is left; other tests' transactions on the same cluster may delay it.
    pub(crate) async fn seal(&self) {
        for _ in 0..200 {
            actions::seal(&self.app).await.unwrap();
            if self.unsealed().await == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("entries stay unsealed");
    }

    pub(crate) async fn unsealed(&self) -> i64 {
        let head = store::seals::head(self.app.db().read()).await.unwrap();
        store::entries::count_after(self.app.db().read(), head.last_id).await.unwrap()
    }

    pub(crate) async fn verify(&self) -> Report {
        verify(&self.app, None).await.unwrap()
    }

    /// The head as an outside log remembers it.
    pub(crate) async fn head(&self) -> String {
        let (seq, mac) = self.verify().await.head.unwrap();
        format!("{seq}:{mac}")
    }

    /// What a stranger with the database's password runs.
    pub(crate) async fn sql(&self, sql: &str) -> Result<u64> {
        self.sql_with(sql, vec![]).await
    }

    pub(crate) async fn sql_with(&self, sql: &str, values: Vec<Value>) -> Result<u64> {
        let tx = self.app.db().write_tx().await?;
        let rows = tx.exec(sql, values).await?;
        tx.commit().await?;
        Ok(rows)
    }

    pub(crate) async fn number(&self, sql: &str) -> i64 {
        self.app.db().read().number(sql, vec![]).await.unwrap()
    }

    pub(crate) async fn numbers(&self, sql: &str) -> Vec<i64> {
        let rows = self.app.db().read().all(sql, vec![]).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    pub(crate) async fn drop_triggers(&self) {
        if self.is_postgres() {
            for table in ["audit_entries", "audit_personal", "audit_seals"] {
                self.sql(&format!("ALTER TABLE {table} DISABLE TRIGGER USER")).await.unwrap();
            }
            return;
        }
        let sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%'";
        for row in self.app.db().read().all(sql, vec![]).await.unwrap() {
            let name: String = row.try_get_by_index(0).unwrap();
            self.sql(&format!("DROP TRIGGER {name}")).await.unwrap();
        }
    }

    pub(crate) async fn erase(&self, user: i64) -> i64 {
        let tx = self.app.db().write_tx().await.unwrap();
        let erased = actions::erase(&self.app, &tx, user).await.unwrap();
        tx.commit().await.unwrap();
        erased
    }

    pub(crate) async fn retain(&self) -> i64 {
        let info = RequestInfo::internal("retention");
        actions::retain(&self.app, &info).await.unwrap().iter().map(|cleaned| cleaned.count).sum()
    }
}

/// A request from outside, nobody logged in.
pub(crate) fn info(lang: Lang) -> RequestInfo {
    let ip: IpAddr = "192.0.2.7".parse().unwrap();
    RequestInfo::new("req-1".into(), ip, true, "preau.test".into(), "test".into(), lang)
}

pub(crate) fn actor(user_id: i64, is_staff: bool) -> Arc<Actor> {
    Arc::new(Actor {
        user_id,
        name: format!("Personne {user_id}"),
        roles: Vec::new(),
        is_staff,
        is_superuser: false,
        rights: Arc::default(),
        credential: Credential::System,
        lang: None,
        gate: None,
    })
}

/// A database of its own in the private cluster.
fn new_database() -> Option<String> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let Some(bin) = binaries() else {
        let required = std::env::var("PREAU_TEST_REQUIRE").is_ok_and(|list| list.contains("postgres"));
        assert!(!required, "PREAU_TEST_REQUIRE asks for postgres, which is not there");
        eprintln!("SKIPPED: no PostgreSQL binaries on this machine");
        return None;
    };
    let cluster = cluster(&bin);
    let name = format!("t{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    for _ in 0..200 {
        let made = Command::new(bin.join("createdb"))
            .args(["-h", cluster.to_str().unwrap(), "-U", "postgres", "-T", "template0", &name])
            .stderr(Stdio::null())
            .status()
            .unwrap();
        if made.success() {
            return Some(format!("postgres://postgres@localhost/{name}?host={}", cluster.display()));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the private PostgreSQL cluster does not answer, see {}", cluster.display());
}

fn binaries() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            Some((path.file_name()?.to_str()?.parse().ok()?, path.join("bin")))
        })
        .filter(|(_, bin)| bin.join("initdb").exists())
        .collect();
    found.sort();
    found.pop().map(|(_, bin)| bin)
}

/// Starts the cluster unless another test of this run has; it ends with the run. Returns the socket's directory.
#[expect(clippy::zombie_processes, reason = "the server outlives this test and ends by itself with the run")]
fn cluster(bin: &Path) -> PathBuf {
    // Under nextest each test is a process: the runner is the parent of all.
    let (run, owner) = match std::env::var("NEXTEST_RUN_ID") {
        Ok(run) => (run, std::os::unix::process::parent_id()),
        Err(_) => (std::process::id().to_string(), std::process::id()),
    };
    let base = std::env::temp_dir().join(format!("preau-audit-pg-{run}"));
    let lock = File::create(base.with_extension("lock")).unwrap();
    lock.lock().unwrap();
    if base.exists() {
        return base;
    }
    let account = account();
    std::fs::create_dir(&base).unwrap();
    if let Some((uid, gid)) = account {
        chown(&base, Some(uid), Some(gid)).unwrap();
        chown(base.with_extension("lock"), Some(uid), Some(gid)).unwrap();
    }
    let as_postgres = |program: &Path| {
        let mut command = Command::new(program);
        if let Some((uid, gid)) = account {
            command.uid(uid).gid(gid);
        }
        command.current_dir(&base).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let made = as_postgres(&bin.join("initdb"))
        .args(["-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
        .status()
        .unwrap();
    assert!(made.success(), "initdb");
    // The server lives as long as the owner of the run; its files go with it.
    let script = "\"$1\" -D data -k \"$PWD\" -c listen_addresses= -c fsync=off -c full_page_writes=off \
                  -c max_connections=300 -c shared_buffers=64MB & server=$!; \
                  while [ -d /proc/$2 ]; do sleep 0.5; done; kill -QUIT $server; wait $server; \
                  cd /; rm -rf \"$3\" \"$3.lock\"";
    as_postgres(Path::new("/bin/sh"))
        .args(["-c", script, "sh", bin.join("postgres").to_str().unwrap()])
        .args([owner.to_string().as_str(), base.to_str().unwrap()])
        .process_group(0)
        .spawn()
        .unwrap();
    base
}

/// PostgreSQL refuses to run as root: its own account, from the list of accounts.
fn account() -> Option<(u32, u32)> {
    let root = std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let line = accounts.lines().find(|line| line.starts_with("postgres:"))?;
    let mut fields = line.split(':').skip(2);
    let ids = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    root.then_some(ids)
}
