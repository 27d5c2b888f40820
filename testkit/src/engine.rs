//! Which engines a test runs on. SQLite is always there; without PostgreSQL its tests say so and pass, unless
//! `PREAU_TEST_REQUIRE` names `postgres`.

use std::io::Write;

use preau_kernel::db::Engine;

use crate::postgres::{self, Server};

/// An engine that is there.
#[derive(Clone)]
pub enum TestEngine {
    Sqlite,
    Postgres(Server),
}

impl TestEngine {
    /// The engine, or why it is not there.
    pub fn find(engine: Engine) -> Result<Self, String> {
        match engine {
            Engine::Sqlite => Ok(Self::Sqlite),
            Engine::Postgres => postgres::server().map(Self::Postgres),
        }
    }

    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }
}

/// SQLite, and PostgreSQL where there is one (see [`TestEngine::find`] for why not).
pub fn engines() -> Vec<TestEngine> {
    let all = [Engine::Sqlite, Engine::Postgres];
    all.into_iter().filter_map(|engine| found_or_skipped(engine, "testkit::engines")).collect()
}

/// What a test body can begin with.
#[allow(async_fn_in_trait, reason = "test runtimes poll it in place; nobody needs it to be Send")]
pub trait OnEngine: Sized {
    async fn on(engine: TestEngine) -> Self;
}

impl OnEngine for TestEngine {
    async fn on(engine: TestEngine) -> Self {
        engine
    }
}

/// The body of the tests that [`crate::both_engines`] makes.
pub fn run_on<T: OnEngine, F: Future<Output = ()>>(engine: Engine, test: &str, body: impl FnOnce(T) -> F) {
    let Some(engine) = found_or_skipped(engine, test) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async { body(T::on(engine).await).await });
}

fn found_or_skipped(engine: Engine, test: &str) -> Option<TestEngine> {
    there_or_skipped(engine, test, TestEngine::find(engine))
}

/// What was found; or `None`, said so that it is seen, unless it must be there.
pub(crate) fn there_or_skipped<T>(engine: Engine, test: &str, found: Result<T, String>) -> Option<T> {
    match found {
        Ok(found) => Some(found),
        Err(why) => {
            let required = std::env::var("PREAU_TEST_REQUIRE").unwrap_or_default();
            assert!(
                !required.split(',').any(|part| part.trim() == engine.name()),
                "PREAU_TEST_REQUIRE wants {}, which is not there: {why}",
                engine.name()
            );
            // Not eprintln: the test harness would swallow it, and a skipped test must be seen.
            let _ = writeln!(std::io::stderr(), "SKIPPED (no PostgreSQL): {test}: {why}");
            None
        }
    }
}
