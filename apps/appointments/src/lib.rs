//! Appointments with a coach (seed 003): free times, booking, moving, cancelling, waiting, notes about clients, and the
//! texts of the public site.
//!
//! Map: `domain` pure rules (the grid of starts, which can be booked and why not) · `schedule` what they are asked with,
//! read from the database · `store` the only queries · `actions` one write each, in one transaction · `api` routes ·
//! `pages` the few server-rendered ones · `mails` and `words` what people are told · `feed` private calendar links · `jobs` · `permissions` · `refusals` ·
//! `rules_input` and `exceptions_input` reading bodies and forms · `admin` what the back office shows · `demo` the sample place.
//!
//! Coaches and clients are named by the id of the person. A time is taken by claims (`preau_calendar::claims`): that of
//! the coach with the pause after it, that of the client without; holds and offers are claims that expire. To refuse a
//! start for one more reason: `domain::slots::Refused`, its place in `Frame::allows`, its text in both locales.

pub mod actions;
mod admin;
mod api;
mod demo;
pub mod domain;
mod exceptions_input;
mod feed;
mod jobs;
mod mails;
mod pages;
pub mod permissions;
mod refusals;
mod rules_input;
pub mod schedule;
pub mod store;
mod words;

pub use actions::Start;

use std::any::Any;
use std::sync::Arc;

use async_trait::async_trait;
use axum::Router;
use preau_kernel::actor::Permission;
use preau_kernel::admin::Entity;
use preau_kernel::audit::{Action, Class};
use preau_kernel::config::{Config, ConfigError};
use preau_kernel::db::Tx;
use preau_kernel::db::migrate::Migration;
use preau_kernel::i18n::{Lang, Locales};
use preau_kernel::jobs::{JobKind, Periodic};
use preau_kernel::module::Module;
use preau_kernel::web::Api;
use preau_kernel::{App, Result};
use serde_json::Value;

pub struct Appointments;

/// What the module keeps in memory.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) kept: pages::Kept,
}

const fn data(name: &'static str) -> Action {
    Action { name, class: Class::Data }
}

#[async_trait]
impl Module for Appointments {
    fn name(&self) -> &'static str {
        "appointments"
    }

    fn requires(&self) -> &'static [&'static str] {
        &["accounts", "calendar"]
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![
            Migration { name: "appointments/0001_appointments", sql: include_str!("migrations/0001_appointments.sql") },
            Migration {
                name: "appointments/0002_notes_and_pages",
                sql: include_str!("migrations/0002_notes_and_pages.sql"),
            },
            Migration { name: "appointments/0003_site", sql: include_str!("migrations/0003_site.sql") },
        ]
    }

    fn state(&self, _config: &Config) -> Result<Option<Arc<dyn Any + Send + Sync>>, ConfigError> {
        Ok(Some(Arc::new(State::default())))
    }

    fn api(&self, app: &App) -> Api {
        api::routes().pages(pages::routes(app))
    }

    fn front(&self, app: &App) -> Option<Router<App>> {
        Some(pages::front(app))
    }

    fn features(&self, _app: &App) -> Vec<&'static str> {
        vec!["appointments"]
    }

    fn admin(&self) -> Vec<Entity> {
        admin::entities()
    }

    fn permissions(&self) -> Vec<Permission> {
        permissions::ALL.to_vec()
    }

    fn audit_actions(&self) -> Vec<Action> {
        vec![
            data("appointment_booked"),
            data("appointment_moved"),
            data("appointment_cancelled"),
            data("appointment_marked"),
            data("time_offered"),
            data("wish_made"),
            data("wish_ended"),
            data("note_written"),
            data("note_changed"),
            data("note_deleted"),
            data("coach_rules_changed"),
            data("coach_exception_created"),
            data("coach_exception_deleted"),
        ]
    }

    fn jobs(&self) -> Vec<JobKind> {
        jobs::kinds()
    }

    fn periodic(&self) -> Vec<Periodic> {
        jobs::periodic()
    }

    fn locales(&self) -> Locales {
        &[
            (Lang::Fr, include_str!("../locales/fr.ftl")),
            (Lang::En, include_str!("../locales/en.ftl")),
            (Lang::Fr, include_str!("../locales/pages.fr.ftl")),
            (Lang::En, include_str!("../locales/pages.en.ftl")),
            (Lang::Fr, include_str!("../locales/admin.fr.ftl")),
            (Lang::En, include_str!("../locales/admin.en.ftl")),
        ]
    }

    async fn start(&self, app: &App) -> Result<()> {
        app.state::<preau_calendar::State>().offer(Arc::new(feed::MyAppointments));
        Ok(())
    }

    async fn fill_demo(&self, app: &App) -> Result<()> {
        demo::fill(app).await
    }

    async fn export_person(&self, app: &App, user: i64) -> Result<Value> {
        actions::person::export(app, user).await
    }

    async fn erase_person(&self, app: &App, tx: &Tx, user: i64) -> Result<()> {
        actions::person::erase(app, tx, user).await
    }

    async fn merge_person(&self, tx: &Tx, from: i64, into: i64) -> Result<()> {
        actions::person::merge(tx, from, into).await
    }

    async fn remembers_person(&self, tx: &Tx, user: i64) -> Result<bool> {
        actions::person::is_remembered(tx, user).await
    }
}
