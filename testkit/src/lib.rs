//! What tests stand on; a dev-dependency only. It knows the kernel and no app.
//!
//! Map: `engine` which databases there are, and one test body on each of them · `postgres` the private server, and
//! one that a test has for itself ·
//! `database` a database per test · `app` a whole application with a fixed clock · `client` requests without
//! sockets · `serve` with sockets · `jobs`, `mails` what an action leaves behind · `markup` faults of a page ·
//! `explaining` plans of queries · `redact` snapshots that stay the same · `names` · `scale`.
//!
//! A test on both engines:
//!
//! ```text
//! preau_testkit::both_engines! {
//!     async fn a_stranger_is_asked_who_he_is(engine: TestEngine) {
//!         let test = TestApp::with(vec![Arc::new(Accounts)], engine).await;
//!         test.anonymous().get("/api/me/").send().await.expect(401);
//!     }
//! }
//! ```

#![expect(clippy::unwrap_used, reason = "a test whose ground cannot be laid must end there")]

mod app;
mod client;
mod database;
mod engine;
mod explaining;
mod jobs;
mod mails;
mod markup;
mod names;
mod postgres;
mod redact;
mod scale;
mod serve;

pub use app::{Builder, START, TestApp};
pub use client::{Client, Request, TestResponse};
pub use database::TestDb;
pub use engine::{OnEngine, TestEngine, engines, run_on};
pub use explaining::Explaining;
pub use markup::markup_faults;
pub use names::random_name;
pub use postgres::OwnServer;
pub use preau_kernel::db::Engine;
pub use redact::redact;
pub use scale::scale;
pub use serve::{Serving, serve};

/// Runs each test body on SQLite and on PostgreSQL, as two tests `name::sqlite` and `name::postgres`. The parameter
/// is whatever [`OnEngine`] can make: a [`TestEngine`], a [`TestDb`], a [`TestApp`] without modules, or a test's own
/// starting point.
#[macro_export]
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($start:ident: $kind:ty) $body:block)+) => {$(
        #[cfg(test)]
        mod $name {
            #[allow(unused_imports, reason = "a body may need nothing from around it")]
            use super::*;

            async fn body($start: $kind) $body

            $(#[$meta])*
            #[test]
            fn sqlite() {
                $crate::run_on($crate::Engine::Sqlite, concat!(module_path!(), "::sqlite"), body);
            }

            $(#[$meta])*
            #[test]
            fn postgres() {
                $crate::run_on($crate::Engine::Postgres, concat!(module_path!(), "::postgres"), body);
            }
        }
    )+};
}
