//! PostgreSQL for tests: the server that `TEST_DATABASE_URL` names (it must let us create databases), else a private
//! one that every test process of this user shares; a migrated template per schema; a database per test.

mod own;
mod private;

use std::str::FromStr;
use std::sync::OnceLock;
use std::time::Duration;

use preau_kernel::bus::Bus;
use preau_kernel::clock::Clock;
use preau_kernel::config::DatabaseConfig;
use preau_kernel::db::migrate::{self, Migration};
use preau_kernel::db::{Db, Engine};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row};

use crate::names::unique;

pub use own::OwnServer;

/// Whoever makes a template holds this advisory lock.
const TEMPLATE_LOCK: i64 = 7_268_211;
/// How long a server that has just been started may refuse to talk.
const START_PATIENCE: Duration = Duration::from_secs(20);

/// A server on which databases can be made.
#[derive(Clone)]
pub struct Server {
    /// Any address on it; the name of the database is replaced.
    url: String,
}

/// The server of this process, or why there is none.
pub(crate) fn server() -> Result<Server, String> {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    SERVER
        .get_or_init(|| match std::env::var("TEST_DATABASE_URL") {
            Ok(url) if !url.is_empty() => Ok(Server { url }),
            _ => private::url().map(|url| Server { url }),
        })
        .clone()
}

impl Server {
    pub(crate) fn url_of(&self, database: &str) -> String {
        with_database(&self.url, database)
    }

    /// Makes a database that has seen these migrations, and returns its name.
    pub(crate) async fn create(&self, migrations: &[Migration]) -> String {
        let mut admin = self.admin().await;
        let template =
            if migrations.is_empty() { "template0".to_owned() } else { self.template(&mut admin, migrations).await };
        let name = format!("preau_test_{:016x}", unique());
        create_database(&mut admin, &name, &template).await;
        admin.close().await.unwrap();
        name
    }

    /// Removes a database, whoever is still connected to it.
    pub(crate) async fn drop(&self, name: &str) {
        let mut admin = self.admin().await;
        let _ = run(&mut admin, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        let _ = admin.close().await;
    }

    async fn template(&self, admin: &mut PgConnection, migrations: &[Migration]) -> String {
        let name = format!("preau_template_{}", &migrate::fingerprint(Engine::Postgres, migrations)[..16]);
        if exists(admin, &name).await {
            return name;
        }
        run(admin, format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).await.unwrap();
        if !exists(admin, &name).await {
            // It gets its name when it is done, so that nobody copies half of it.
            let unfinished = format!("preau_test_{:016x}", unique());
            create_database(admin, &unfinished, "template0").await;
            let config = DatabaseConfig { url: self.url_of(&unfinished), max_connections: 1, ..Default::default() };
            let db = Db::connect(&config, Bus::default()).await.unwrap();
            migrate::apply(&db, migrations, &Clock::System).await.unwrap();
            db.close().await;
            retry(admin, format!("ALTER DATABASE {unfinished} RENAME TO {name}")).await;
        }
        run(admin, format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})")).await.unwrap();
        name
    }

    async fn admin(&self) -> PgConnection {
        let options = PgConnectOptions::from_str(&self.url_of("postgres")).unwrap().application_name("preau-testkit");
        let deadline = tokio::time::Instant::now() + START_PATIENCE;
        loop {
            match options.connect().await {
                Ok(connection) => return connection,
                Err(error) if tokio::time::Instant::now() > deadline => {
                    panic!("no connection to the PostgreSQL server for tests: {error}")
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }
}

async fn create_database(admin: &mut PgConnection, name: &str, template: &str) {
    retry(admin, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
}

/// A database that was closed a moment ago still counts as in use: some patience.
async fn retry(admin: &mut PgConnection, sql: String) {
    for attempt in 0.. {
        match run(admin, sql.clone()).await {
            Ok(()) => return,
            Err(error) if attempt == 100 => panic!("{sql}: {error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn exists(admin: &mut PgConnection, name: &str) -> bool {
    let found = sqlx::query("SELECT COUNT(*) FROM pg_database WHERE datname = $1").bind(name).fetch_one(admin).await;
    found.unwrap().get::<i64, _>(0) > 0
}

async fn run(admin: &mut PgConnection, sql: String) -> sqlx::Result<()> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(admin).await.map(drop)
}

/// The address with another database in it.
fn with_database(url: &str, database: &str) -> String {
    let (rest, query) = url.split_once('?').map_or((url, String::new()), |(rest, query)| (rest, format!("?{query}")));
    let authority = rest.find("://").map_or(0, |at| at + 3);
    let end = rest[authority..].find('/').map_or(rest.len(), |at| authority + at);
    format!("{}/{database}{query}", &rest[..end])
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_of_an_address_is_replaced() {
        for (url, expected) in [
            ("postgres://u:p@host:5433/old", "postgres://u:p@host:5433/new"),
            ("postgres://u@host", "postgres://u@host/new"),
            ("postgres://u@host/?sslmode=disable", "postgres://u@host/new?sslmode=disable"),
            ("postgres://u@localhost/old?host=/run/pg", "postgres://u@localhost/new?host=/run/pg"),
        ] {
            assert_eq!(with_database(url, "new"), expected);
        }
    }
}
