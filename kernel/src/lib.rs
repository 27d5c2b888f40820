//! The kernel: what every app of Préau stands on. It knows no app.
//!
//! Map: `module` what an app brings · `app` the one handle · `config` layered settings · `error` refusals ·
//! `actor` who asks · `admin` what the back office shows · `audit` the write side of the trail · `db` pools, transactions, pages, search, throttles ·
//! `jobs` the durable queue · `mail` · `files` · `backup` · `bus` events after a commit · `i18n` · `secrets` keys ·
//! `clock` time and chance · `place` the place's settings · `logging` · `otlp` traces · `web` HTTP.

pub mod actor;
pub mod admin;
pub mod app;
pub mod audit;
pub mod backup;
pub mod bus;
pub mod clock;
pub mod config;
pub mod db;
pub mod error;
pub mod files;
pub mod i18n;
pub mod jobs;
pub mod logging;
pub mod mail;
pub mod module;
pub mod otlp;
pub mod place;
mod purge;
pub mod secrets;
pub mod web;

pub use app::App;
pub use error::{Error, FieldErrors, Refusal, Result};

use audit::{Action, Class};
use config::Span;
use db::migrate::Migration;
use futures::FutureExt;
use i18n::{Lang, Locales};
use jobs::{JobKind, Periodic};

pub(crate) const LOCALES: Locales = &[
    (Lang::Fr, include_str!("../locales/fr.ftl")),
    (Lang::En, include_str!("../locales/en.ftl")),
    (Lang::Fr, include_str!("../locales/services.fr.ftl")),
    (Lang::En, include_str!("../locales/services.en.ftl")),
    (Lang::Fr, include_str!("../locales/pages.fr.ftl")),
    (Lang::En, include_str!("../locales/pages.en.ftl")),
];

pub(crate) fn migrations() -> Vec<Migration> {
    vec![
        Migration { name: "kernel/0001_foundation", sql: include_str!("migrations/0001_foundation.sql") },
        Migration { name: "kernel/0002_services", sql: include_str!("migrations/0002_services.sql") },
        Migration { name: "kernel/0003_idempotency", sql: include_str!("migrations/0003_idempotency.sql") },
        Migration { name: "kernel/0004_demo", sql: include_str!("migrations/0004_demo.sql") },
        Migration { name: "kernel/0005_mail_calendar", sql: include_str!("migrations/0005_mail_calendar.sql") },
        Migration { name: "kernel/0006_mail_reply", sql: include_str!("migrations/0006_mail_reply.sql") },
    ]
}

pub(crate) fn audit_actions() -> Vec<Action> {
    vec![
        Action { name: "place_updated", class: Class::Data },
        Action { name: "record_created", class: Class::Data },
        Action { name: "record_updated", class: Class::Data },
        Action { name: "record_deleted", class: Class::Data },
        Action { name: "backup_made", class: Class::Operation },
        Action { name: "idempotency_replayed", class: Class::Operation },
    ]
}

pub(crate) fn job_kinds() -> Vec<JobKind> {
    vec![
        JobKind {
            name: mail::DELIVER_JOB,
            max_attempts: mail::MAX_ATTEMPTS,
            run: |app, payload| mail::deliver(app, payload).boxed(),
        },
        JobKind {
            name: files::DELETE_JOB,
            max_attempts: 20,
            run: |app, payload| files::delete_remote(app, payload).boxed(),
        },
    ]
}

/// Those that the configuration gives something to do.
pub(crate) fn periodics(app: &App) -> Vec<Periodic> {
    let mut tasks = vec![
        web::idempotency::PURGE,
        Periodic { name: "kernel.purge", every: Span::hours(1), run: |app| purge::run(app).boxed() },
    ];
    if app.storage().is_remote() {
        tasks.push(Periodic {
            name: "kernel.clean_files",
            every: Span::days(1),
            run: |app| files::clean_orphans(app).boxed(),
        });
    }
    if !app.config().jobs.backup_dir.as_os_str().is_empty() {
        tasks.push(Periodic { name: "kernel.backup", every: Span::days(1), run: |app| backup::daily(app).boxed() });
    }
    tasks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_keys_once() {
        let keys_of = |lang| {
            let sources = LOCALES.iter().filter(move |(l, _)| *l == lang);
            let mut keys: Vec<_> = sources.flat_map(|(_, source)| i18n::keys(source)).collect();
            keys.sort();
            keys
        };
        let french = keys_of(Lang::Fr);
        assert_eq!(french, keys_of(Lang::En));
        assert!(french.windows(2).all(|pair| pair[0] != pair[1]), "a key stands in two files");
    }
}
