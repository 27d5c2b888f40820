//! Public computer rooms (seed 004): seats, timed sessions with access codes, visitors, the live channel.
//!
//! Map: `domain` pure rules · `store` the only queries · `actions` one write each, in one transaction · `api` routes ·
//! `admin` what the back office shows · `jobs` · `permissions` · `input` reading bodies · `config` · `state` · `demo`.
//! In `domain`, `store`, `actions`, `api`, `admin` and `jobs`: seats and the life of sessions lie in the folder itself,
//! `live` holds the channel to seats (enrolment, orders, leases, messages), `people` visitors, consent, batches of codes,
//! the queue, reservations and retention.
//!
//! How much of a session is used is never a counter: it follows from `session_intervals` (`domain::life`). Whoever
//! changes a session locks its seat, then the session, then its visitor (`store::locks`), and first settles what is
//! overdue there (`actions::sessions::settle`), so that nothing hangs on when a periodic task ran.

pub mod actions;
mod admin;
mod api;
mod config;
mod demo;
pub mod domain;
mod input;
mod jobs;
pub mod permissions;
mod state;
pub mod store;

use std::any::Any;
use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::actor::Permission;
use preau_kernel::admin::Entity;
use preau_kernel::audit::{Action, Class};
use preau_kernel::config::{Config, ConfigError, Section};
use preau_kernel::db::Tx;
use preau_kernel::db::migrate::Migration;
use preau_kernel::i18n::{Lang, Locales};
use preau_kernel::jobs::Periodic;
use preau_kernel::module::Module;
use preau_kernel::web::Api;
use preau_kernel::{App, Result};
use serde_json::Value;

pub use config::WorkstationsConfig;
pub use state::State;

pub struct Workstations;

pub(crate) const fn data(name: &'static str) -> Action {
    Action { name, class: Class::Data }
}

/// What happens in the rooms.
pub(crate) const fn operation(name: &'static str) -> Action {
    Action { name, class: Class::Operation }
}

pub(crate) const fn security(name: &'static str) -> Action {
    Action { name, class: Class::Security }
}

#[async_trait]
impl Module for Workstations {
    fn name(&self) -> &'static str {
        "workstations"
    }

    fn requires(&self) -> &'static [&'static str] {
        &["accounts", "calendar"]
    }

    fn config(&self) -> Option<Section> {
        Some(Section::of::<WorkstationsConfig>("workstations"))
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![
            Migration { name: "workstations/0001_workstations", sql: include_str!("migrations/0001_workstations.sql") },
            Migration { name: "workstations/0002_called", sql: include_str!("migrations/0002_called.sql") },
            Migration {
                name: "workstations/0003_reserved_codes",
                sql: include_str!("migrations/0003_reserved_codes.sql"),
            },
            Migration {
                name: "workstations/0004_room_for_updates",
                sql: include_str!("migrations/0004_room_for_updates.sql"),
            },
        ]
    }

    fn state(&self, config: &Config) -> Result<Option<Arc<dyn Any + Send + Sync>>, ConfigError> {
        Ok(Some(Arc::new(State::new(config)?)))
    }

    fn api(&self, _app: &App) -> Api {
        api::routes()
    }

    fn admin(&self) -> Vec<Entity> {
        admin::entities()
    }

    fn features(&self, app: &App) -> Vec<&'static str> {
        if app.state::<State>().config.is_named() { vec!["visitors"] } else { Vec::new() }
    }

    fn permissions(&self) -> Vec<Permission> {
        permissions::ALL.to_vec()
    }

    fn audit_actions(&self) -> Vec<Action> {
        [actions::AUDIT, actions::live::AUDIT, actions::people::AUDIT].concat()
    }

    fn periodic(&self) -> Vec<Periodic> {
        jobs::periodic()
    }

    fn locales(&self) -> Locales {
        &[
            (Lang::Fr, include_str!("../locales/fr.ftl")),
            (Lang::En, include_str!("../locales/en.ftl")),
            (Lang::Fr, include_str!("../locales/admin.fr.ftl")),
            (Lang::En, include_str!("../locales/admin.en.ftl")),
            (Lang::Fr, include_str!("../locales/live.fr.ftl")),
            (Lang::En, include_str!("../locales/live.en.ftl")),
            (Lang::Fr, include_str!("../locales/people.fr.ftl")),
            (Lang::En, include_str!("../locales/people.en.ftl")),
        ]
    }

    async fn start(&self, app: &App) -> Result<()> {
        actions::live::start(app).await
    }

    async fn fill_demo(&self, app: &App) -> Result<()> {
        demo::fill(app).await
    }

    async fn export_person(&self, app: &App, user: i64) -> Result<Value> {
        actions::people::person::export(app, user).await
    }

    async fn erase_person(&self, app: &App, tx: &Tx, user: i64) -> Result<()> {
        actions::people::person::erase(app, tx, user).await
    }

    async fn merge_person(&self, tx: &Tx, from: i64, into: i64) -> Result<()> {
        actions::people::person::merge(tx, from, into).await
    }

    async fn person_changed(&self, app: &App, tx: &Tx, user: i64) -> Result<()> {
        actions::people::person::changed(app, tx, user).await
    }

    async fn keeps_person(&self, tx: &Tx, user: i64) -> Result<bool> {
        actions::people::person::is_visitor(tx, user).await
    }

    async fn remembers_person(&self, tx: &Tx, user: i64) -> Result<bool> {
        actions::people::person::is_remembered(tx, user).await
    }
}
