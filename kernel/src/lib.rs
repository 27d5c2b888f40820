//! The kernel: what every app of Préau stands on. It knows no app.
//!
//! Map: `module` what an app brings · `app` the one handle · `config` layered settings · `error` refusals ·
//! `actor` who asks · `audit` the write side of the trail · `db` pools, transactions, pages, search, throttles ·
//! `jobs` the durable queue · `mail` · `files` · `bus` events after a commit · `i18n` · `secrets` keys ·
//! `clock` time and chance · `place` the place's settings · `logging` · `web` HTTP.

pub mod actor;
pub mod app;
pub mod audit;
pub mod bus;
pub mod clock;
pub mod config;
pub mod db;
pub mod error;
pub mod i18n;
pub mod jobs;
pub mod logging;
pub mod module;
pub mod secrets;
pub mod web;

pub use app::App;
pub use error::{Error, FieldErrors, Refusal, Result};

use audit::{Action, Class};
use db::migrate::Migration;
use i18n::{Lang, Locales};
use jobs::{JobKind, Periodic};

pub(crate) const LOCALES: Locales =
    &[(Lang::Fr, include_str!("../locales/fr.ftl")), (Lang::En, include_str!("../locales/en.ftl"))];

pub(crate) fn migrations() -> Vec<Migration> {
    vec![
        Migration { name: "kernel/0001_foundation", sql: include_str!("migrations/0001_foundation.sql") },
        Migration { name: "kernel/0003_idempotency", sql: include_str!("migrations/0003_idempotency.sql") },
    ]
}

pub(crate) fn audit_actions() -> Vec<Action> {
    vec![
        Action { name: "place_updated", class: Class::Data },
        Action { name: "backup_made", class: Class::Operation },
        Action { name: "idempotency_replayed", class: Class::Operation },
    ]
}

pub(crate) fn job_kinds() -> Vec<JobKind> {
    Vec::new()
}

pub(crate) fn periodics() -> Vec<Periodic> {
    vec![web::idempotency::PURGE]
}
