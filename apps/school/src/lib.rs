//! A school (seeds 001 and 000): years, programmes, groups and enrolments; the timetable; registers and check-in;
//! absences and statistics.
//!
//! Map: `domain` pure rules · `store` the only queries · `actions` one write each, in one transaction · `api` routes ·
//! `admin` what the back office shows · `jobs` · `permissions` who reaches what, as conditions of SQL · `refusals` ·
//! `input` reading bodies · `words` how times are put · `feed` private calendar links · `config` · `state` · `demo`.
//! In `domain`, `store`, `actions`, `api`, `admin` and `jobs`: structure and timetable lie in the folder itself,
//! `attendance` holds registers, marks and check-in, `absences` holds absences, what people are told, and statistics.
//!
//! Persons are named by the id of the user, as claims are. Who is expected at a lesson follows from the enrolments that
//! cover its day in one of its groups or in a group within them (`store::expected`): a late arrival never changes the
//! past. A lesson takes the time of its room, its professors, its groups and everybody expected (`actions::claiming`);
//! it is the claims' source `lesson`.

mod actions;
mod admin;
mod api;
mod config;
mod demo;
pub mod domain;
mod feed;
mod input;
mod jobs;
pub mod permissions;
mod refusals;
mod state;
pub mod store;
mod words;

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
use preau_kernel::jobs::{JobKind, Periodic};
use preau_kernel::module::Module;
use preau_kernel::web::Api;
use preau_kernel::{App, Result};
use serde_json::Value;

pub use config::SchoolConfig;
pub use state::State;

pub struct School;

pub(crate) const fn data(name: &'static str) -> Action {
    Action { name, class: Class::Data }
}

#[async_trait]
impl Module for School {
    fn name(&self) -> &'static str {
        "school"
    }

    fn requires(&self) -> &'static [&'static str] {
        &["accounts", "calendar"]
    }

    fn config(&self) -> Option<Section> {
        Some(Section::of::<SchoolConfig>("school"))
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![
            Migration { name: "school/0001_school", sql: include_str!("migrations/0001_school.sql") },
            Migration { name: "school/0002_attendance", sql: include_str!("migrations/0002_attendance.sql") },
            Migration { name: "school/0004_lookup", sql: include_str!("migrations/0004_lookup.sql") },
            Migration { name: "school/0005_absence_counts", sql: include_str!("migrations/0005_absence_counts.sql") },
            Migration { name: "school/0006_absence_states", sql: include_str!("migrations/0006_absence_states.sql") },
        ]
    }

    fn state(&self, config: &Config) -> Result<Option<Arc<dyn Any + Send + Sync>>, ConfigError> {
        Ok(Some(Arc::new(State::new(config)?)))
    }

    fn api(&self, app: &App) -> Api {
        api::routes(app)
    }

    fn admin(&self) -> Vec<Entity> {
        admin::entities()
    }

    fn permissions(&self) -> Vec<Permission> {
        permissions::ALL.to_vec()
    }

    fn audit_actions(&self) -> Vec<Action> {
        [actions::AUDIT, actions::attendance::AUDIT, actions::absences::AUDIT].concat()
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
            (Lang::Fr, include_str!("../locales/admin.fr.ftl")),
            (Lang::En, include_str!("../locales/admin.en.ftl")),
            (Lang::Fr, include_str!("../locales/attendance.fr.ftl")),
            (Lang::En, include_str!("../locales/attendance.en.ftl")),
            (Lang::Fr, include_str!("../locales/absences.fr.ftl")),
            (Lang::En, include_str!("../locales/absences.en.ftl")),
        ]
    }

    async fn start(&self, app: &App) -> Result<()> {
        app.state::<preau_calendar::State>().offer(Arc::new(feed::MyLessons));
        actions::attendance::start(app).await
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
