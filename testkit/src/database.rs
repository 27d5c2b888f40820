//! A database per test: a temporary file, or a copy of a migrated template.

use std::path::Path;

use preau_kernel::bus::Bus;
use preau_kernel::clock::Clock;
use preau_kernel::config::DatabaseConfig;
use preau_kernel::db::migrate::{self, Migration};
use preau_kernel::db::{Db, Engine};
use sqlx::Connection;
use tempfile::TempDir;

use crate::engine::{OnEngine, TestEngine};
use crate::postgres::Server;

/// Connections of one test; many tests share one server.
const CONNECTIONS: u32 = 10;

/// Where a test's database is; it is gone when this is dropped.
pub(crate) struct Place {
    config: DatabaseConfig,
    kept: Kept,
}

enum Kept {
    Folder(#[expect(dead_code, reason = "held until the test ends")] TempDir),
    Database { server: Server, name: String },
}

impl Place {
    /// An empty SQLite file, or a PostgreSQL database that has seen the migrations already.
    pub(crate) async fn create(engine: TestEngine, migrations: &[Migration]) -> Self {
        match engine {
            TestEngine::Sqlite => Self::in_folder(|_| {}),
            TestEngine::Postgres(server) => {
                let name = server.create(migrations).await;
                Self::at(server.url_of(&name), Kept::Database { server, name })
            }
        }
    }

    /// A SQLite file that begins as what [`Self::keep`] has kept.
    pub(crate) fn copy_of(kept: &Path) -> Self {
        Self::in_folder(|file| {
            std::fs::copy(kept, file).unwrap();
        })
    }

    /// Writes a SQLite database as it stands into a file of its own.
    pub(crate) async fn keep(&self, target: &Path) {
        let mut conn = sqlx::SqliteConnection::connect(&self.config.url).await.unwrap();
        sqlx::query("VACUUM INTO $1").bind(target.to_str().unwrap()).execute(&mut conn).await.unwrap();
        conn.close().await.unwrap();
    }

    fn in_folder(begin: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::Builder::new().prefix("preau-test-").tempdir().unwrap();
        let file = folder.path().join("preau.db");
        begin(&file);
        Self::at(format!("sqlite://{}", file.display()), Kept::Folder(folder))
    }

    fn at(url: String, kept: Kept) -> Self {
        // What a power cut would lose is lost with the test anyway.
        let config = DatabaseConfig {
            url,
            sqlite_synchronous: "normal".into(),
            max_connections: CONNECTIONS,
            ..DatabaseConfig::default()
        };
        Self { config, kept }
    }

    pub(crate) fn config(&self) -> &DatabaseConfig {
        &self.config
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Kept::Database { server, name } = &self.kept {
            let (server, name) = (server.clone(), name.clone());
            apart(async move { server.drop(&name).await });
        }
    }
}

/// Runs something to its end on a runtime of its own, from wherever a `drop` happens to be.
pub(crate) fn apart<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> Option<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
    std::thread::spawn(move || runtime.block_on(work)).join().ok()
}

/// An empty database.
pub struct TestDb {
    db: Db,
    place: Place,
}

impl TestDb {
    pub async fn on(engine: TestEngine) -> Self {
        let place = Place::create(engine, &[]).await;
        let db = Db::connect(place.config(), Bus::default()).await.unwrap();
        Self { db, place }
    }

    pub fn db(&self) -> &Db {
        &self.db
    }

    pub fn engine(&self) -> Engine {
        self.db.engine()
    }

    /// Another node on the same database, with pools and a bus of its own.
    pub async fn another_node(&self) -> Db {
        self.another_node_with(Bus::default()).await
    }

    pub async fn another_node_with(&self, bus: Bus) -> Db {
        Db::connect(self.place.config(), bus).await.unwrap()
    }

    /// Applies SQL as one migration of that name (see [`Migration::sql`] for its words).
    pub async fn migrate(&self, name: &'static str, sql: &'static str) {
        migrate::apply(&self.db, &[Migration { name, sql }], &Clock::System).await.unwrap();
    }
}

impl OnEngine for TestDb {
    async fn on(engine: TestEngine) -> Self {
        Self::on(engine).await
    }
}
