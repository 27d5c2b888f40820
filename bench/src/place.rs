//! A place of any size on either engine, served on loopback.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result};
use preau_accounts::Accounts;
use preau_accounts::auth::hasher::Hasher;
use preau_accounts::config::AuthConfig;
use preau_accounts::store::credentials::NewPassword;
use preau_accounts::store::users::Values;
use preau_accounts::store::{credentials, users};
use preau_audit::Audit;
use preau_kernel::App;
use preau_kernel::app::Parts;
use preau_kernel::clock::{Chance, Clock};
use preau_kernel::config::{Config, Layers};
use preau_kernel::db::{Engine, Sql};
use preau_kernel::module::Module;
use preau_kernel::secrets::Secrets;
use preau_kernel::web::{serve, stack};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::load;

pub(crate) const PASSWORD: &str = "une-phrase-de-passe-42";
/// The secret of every place here, and of a program that is started on its database.
pub(crate) const KEY: &str = "a key for measurements, of more than thirty-two characters";

pub(crate) struct Place {
    pub(crate) app: App,
    pub(crate) address: SocketAddr,
    _folder: Option<tempfile::TempDir>,
}

impl Place {
    /// An empty place with `people` who can log in (`personne1@example.com`… and the superuser `admin@example.com`).
    pub(crate) async fn new(database: Option<&str>, people: i64, modules: Vec<Arc<dyn Module>>) -> Result<Self> {
        Self::with(database, people, modules, &[]).await
    }

    /// As [`Self::new`], with settings of its own.
    pub(crate) async fn with(
        database: Option<&str>,
        people: i64,
        modules: Vec<Arc<dyn Module>>,
        settings: &[(&str, Value)],
    ) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let url = match database {
            Some(url) => url.to_owned(),
            None => format!("sqlite://{}", folder.path().join("bench.db").display()),
        };
        let mut all: Vec<Arc<dyn Module>> = vec![Arc::new(Audit), Arc::new(Accounts)];
        all.extend(modules);
        let sections = all.iter().filter_map(|module| module.config());
        let mut layers = Layers::new(Config::kernel_sections().into_iter().chain(sections).collect());
        layers.set("database.url", url.into(), "bench")?;
        layers.set("mail.transport", "memory".into(), "bench")?;
        layers.set("jobs.workers", 0.into(), "bench")?;
        for (key, value) in settings {
            layers.set(key, value.clone(), "bench")?;
        }
        let parts = Parts {
            config: Config::from_layers(layers)?,
            clock: Clock::System,
            chance: Chance::System,
            secrets: Secrets::new(KEY, None, &[]),
            texts: App::texts_of(&all)?,
            modules: all,
        };
        let app = App::new(parts).await?;
        app.migrate().await?;
        app.start_modules().await?;
        people_who_log_in(&app, people).await?;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let router = stack::router(&app);
        tokio::spawn(serve::serve(app.clone(), listener, router));
        Ok(Self { app, address, _folder: Some(folder) })
    }

    /// An access token of this person.
    pub(crate) async fn access(&self, email: &str) -> Result<String> {
        Ok(tokens(self.address, "/api/token/", email, PASSWORD).await?.0)
    }

    /// Lets the engine learn what it holds, as it does by itself in time.
    pub(crate) async fn analyze(&self) -> Result<()> {
        let db = self.app.db();
        match db.engine() {
            // Not in a transaction, and its one pool may write.
            Engine::Postgres => {
                db.read().execute_unprepared("VACUUM ANALYZE").await?;
            }
            Engine::Sqlite => {
                let tx = db.write_tx().await?;
                tx.exec("ANALYZE", vec![]).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }
}

/// Access and refresh token of whoever logs in here.
pub(crate) async fn tokens(address: SocketAddr, path: &str, email: &str, password: &str) -> Result<(String, String)> {
    let body = json!({"email": email, "password": password}).to_string();
    let (status, answer) = load::once(address, &load::post(path, &body)).await?;
    anyhow::ensure!(status == 200, "log-in answered {status}: {answer}");
    let answer: Value = serde_json::from_str(&answer)?;
    let token = |name: &str| answer[name].as_str().map(str::to_owned).with_context(|| format!("{name} token"));
    Ok((token("access")?, token("refresh")?))
}

async fn people_who_log_in(app: &App, people: i64) -> Result<()> {
    let encoded = Hasher::new(&AuthConfig::default()).hash(PASSWORD, [7; 16]).await?;
    let now = app.now();
    let tx = app.db().write_tx().await?;
    for number in 0..=people {
        let is_admin = number == 0;
        let values = Values {
            email: Some(if is_admin { "admin@example.com".into() } else { format!("personne{number}@example.com") }),
            first_name: "Camille".into(),
            last_name: format!("Personne {number}"),
            is_active: true,
            is_staff: is_admin,
            is_superuser: is_admin,
            email_verified_at: Some(now),
            ..Values::default()
        };
        let id = users::insert(&tx, &values, now).await?;
        credentials::insert(&tx, id, false, now).await?;
        let password = NewPassword { encoded: &encoded, foreign_scheme: None, must_change: false };
        credentials::set_password(&tx, id, password, now).await?;
    }
    tx.commit().await?;
    Ok(())
}
