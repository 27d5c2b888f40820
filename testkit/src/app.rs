//! A whole application for one test: its own database, a clock that stands still, seeded chance, mails in memory.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use chrono::TimeDelta;
use preau_kernel::app::{App, Parts};
use preau_kernel::clock::{Chance, Clock, Timestamp};
use preau_kernel::config::{Config, Layers};
use preau_kernel::db::Db;
use preau_kernel::module::Module;
use preau_kernel::secrets::Secrets;
use serde_json::{Value, json};

use crate::database::{Place, apart};
use crate::engine::{OnEngine, TestEngine};
use crate::jobs;

/// When every test begins, a Monday.
pub const START: &str = "2026-11-23T08:00:00Z";
const KEY: &str = "a key that signs in tests and nowhere else";
const ORIGIN: &str = "the test";

pub struct TestApp {
    app: App,
    router: Router,
    may_leave_jobs: AtomicBool,
    place: Arc<Place>,
    built: Builder,
}

/// What a test wants to be otherwise.
#[derive(Clone)]
pub struct Builder {
    modules: Vec<Arc<dyn Module>>,
    settings: Vec<(String, Value)>,
    at: Timestamp,
    seed: u64,
    demo: bool,
}

impl Builder {
    #[must_use]
    pub fn modules(mut self, modules: Vec<Arc<dyn Module>>) -> Self {
        self.modules.extend(modules);
        self
    }

    /// A configuration value: `.set("auth.access_token_lifetime", json!("5min"))`.
    #[must_use]
    pub fn set(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.settings.push((key.to_owned(), value.into()));
        self
    }

    /// When the test begins, RFC 3339.
    #[must_use]
    pub fn at(mut self, at: &str) -> Self {
        self.at = Timestamp::parse(at).expect("an RFC 3339 instant");
        self
    }

    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    #[must_use]
    pub fn demo(mut self) -> Self {
        self.demo = true;
        self
    }

    pub async fn start(self, engine: TestEngine) -> TestApp {
        let place = Place::create(engine, &App::migrations_of(&self.modules)).await;
        let clock = Clock::fixed(self.at);
        self.node(Arc::new(place), clock).await
    }

    /// As [`Self::start`] on SQLite, with what another place held when it was kept ([`TestApp::keep`]).
    pub async fn start_with(self, kept: &Path) -> TestApp {
        // What chance gave there stands in the database: given once more it would be refused as taken.
        let built = Self { seed: self.seed.wrapping_add(1), ..self };
        let clock = Clock::fixed(built.at);
        built.node(Arc::new(Place::copy_of(kept)), clock).await
    }

    async fn node(self, place: Arc<Place>, clock: Clock) -> TestApp {
        let app = App::new(Parts {
            config: self.config(&place),
            clock,
            chance: Chance::seeded(self.seed),
            secrets: Secrets::new(KEY, None, &[]),
            modules: self.modules.clone(),
            texts: App::texts_of(&self.modules).unwrap(),
        })
        .await
        .unwrap();
        app.migrate().await.unwrap();
        app.start_modules().await.unwrap();
        let router = preau_kernel::web::router(&app);
        TestApp { app, router, may_leave_jobs: AtomicBool::new(false), place, built: self }
    }

    fn config(&self, place: &Place) -> Config {
        let sections = self.modules.iter().filter_map(|module| module.config());
        let mut layers = Layers::new(Config::kernel_sections().into_iter().chain(sections).collect());
        let database = place.config();
        let always = [
            ("database.url", json!(database.url)),
            ("database.sqlite_synchronous", json!(database.sqlite_synchronous)),
            ("database.max_connections", json!(database.max_connections)),
            ("mail.transport", json!("memory")),
        ];
        for (key, value) in always {
            layers.set(key, value, ORIGIN).unwrap();
        }
        for (key, value) in &self.settings {
            layers.set(key, value.clone(), ORIGIN).unwrap_or_else(|error| panic!("{error}"));
        }
        let mut config = Config::from_layers(layers).unwrap_or_else(|error| panic!("{error}"));
        config.demo = self.demo;
        config
    }
}

impl TestApp {
    /// These modules, migrated and started, with the configuration's defaults.
    pub async fn with(modules: Vec<Arc<dyn Module>>, engine: TestEngine) -> Self {
        Self::builder().modules(modules).start(engine).await
    }

    pub fn builder() -> Builder {
        let at = Timestamp::parse(START).expect("an RFC 3339 instant");
        Builder { modules: Vec::new(), settings: Vec::new(), at, seed: 1, demo: false }
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    pub fn db(&self) -> &Db {
        self.app.db()
    }

    pub fn clock(&self) -> &Clock {
        self.app.clock()
    }

    pub fn now(&self) -> Timestamp {
        self.app.now()
    }

    pub fn advance(&self, span: TimeDelta) {
        self.clock().advance(span);
    }

    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// Another node of the same place: same database, configuration, key and clock; caches and chance of its own.
    pub async fn another_node(&self) -> Self {
        let built = Builder { seed: self.built.seed.wrapping_add(1), ..self.built.clone() };
        built.node(self.place.clone(), self.clock().clone()).await
    }

    /// Writes the database, of SQLite, into a file with which others can start.
    pub async fn keep(&self, target: &Path) {
        self.place.keep(target).await;
    }

    /// Listens to the other nodes from now on, as the program does while it serves.
    pub async fn listen(&self) {
        let app = self.app.clone();
        tokio::spawn(async move { app.bus().listen(app.db().clone(), app.stop().clone()).await });
        self.until_hearing(true).await;
    }

    /// Waits until the node hears the others, or no longer does.
    pub async fn until_hearing(&self, hearing: bool) {
        while self.app.bus().is_hearing() != hearing {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// For a test about jobs that stay undone: without this, leaving one fails the test.
    pub fn may_leave_jobs(&self) {
        self.may_leave_jobs.store(true, Ordering::Relaxed);
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.app.stop().cancel();
        if std::thread::panicking() || self.may_leave_jobs.load(Ordering::Relaxed) {
            return;
        }
        let left = apart(jobs::left_over(self.place.config().clone(), self.now()));
        let left = left.expect("jobs left undone can be looked for");
        assert!(left.is_empty(), "the test left jobs undone ({left:?}): drain_jobs() runs them");
    }
}

impl OnEngine for TestApp {
    async fn on(engine: TestEngine) -> Self {
        Self::with(Vec::new(), engine).await
    }
}
