//! The calendar: who and what is taken when, what is open when, and where.
//!
//! Map: `domain` pure rules (intervals, wall clocks, opening hours, holidays, calendars as text) · `claims` what other
//! modules take time with · `feeds` private links, and how a module offers its events to them · `outside` reading
//! somebody's calendar elsewhere · `store` the only queries
//! · `actions` one write each, in one transaction · `api` routes · `input` reading bodies and forms · `admin` what the
//! back office shows · `jobs` · `permissions` · `config` · `state` · `demo` the sample place.
//!
//! To take time for something: `claims::claim_all` in the transaction of what it is for, with a [`domain::claim::Source`]
//! that names its row; `claims::move_source` and `claims::release_source` when it moves or ends. What
//! [`claims::ClaimError`] says, the module puts into words of its own. Free time is `domain::opening` less
//! `claims::busy`.

pub mod actions;
mod admin;
mod api;
pub mod config;
mod demo;
pub mod domain;
pub mod feeds;
mod input;
mod jobs;
pub mod outside;
pub mod permissions;
mod state;
pub mod store;

pub use actions::claims;
pub use state::State;

use std::any::Any;
use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::actor::Permission;
use preau_kernel::admin::Entity;
use preau_kernel::audit::{Action, Class};
use preau_kernel::config::{Config, ConfigError, Section};
use preau_kernel::db::migrate::Migration;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::i18n::{Lang, Locales};
use preau_kernel::jobs::Periodic;
use preau_kernel::module::{Module, Severity, Warning};
use preau_kernel::web::Api;
use preau_kernel::{App, Result};
use serde_json::Value;

use domain::claim::Subject;

pub struct Calendar;

const fn action(name: &'static str, class: Class) -> Action {
    Action { name, class }
}

#[async_trait]
impl Module for Calendar {
    fn name(&self) -> &'static str {
        "calendar"
    }

    fn requires(&self) -> &'static [&'static str] {
        &["accounts"]
    }

    fn config(&self) -> Option<Section> {
        Some(Section::of::<config::CalendarConfig>("calendar"))
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![
            Migration { name: "calendar/0001_claims", sql: include_str!("migrations/0001_claims.sql") },
            Migration { name: "calendar/0002_places", sql: include_str!("migrations/0002_places.sql") },
            Migration {
                name: "calendar/0003_claims_of_a_subject",
                sql: include_str!("migrations/0003_claims_of_a_subject.sql"),
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

    fn permissions(&self) -> Vec<Permission> {
        permissions::ALL.to_vec()
    }

    fn audit_actions(&self) -> Vec<Action> {
        vec![
            action("site_created", Class::Data),
            action("site_updated", Class::Data),
            action("site_deleted", Class::Data),
            action("room_created", Class::Data),
            action("room_updated", Class::Data),
            action("room_deleted", Class::Data),
            action("closed_day_created", Class::Data),
            action("closed_day_updated", Class::Data),
            action("closed_day_deleted", Class::Data),
            action("calendar_link_made", Class::Security),
            action("calendar_link_ended", Class::Security),
        ]
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
        ]
    }

    async fn check(&self, app: &App) -> Result<Vec<Warning>> {
        let rules = app.db().read().number(app.db().engine().count_overlap_rules(), vec!["time_claims".into()]).await?;
        let missing =
            Warning { code: "overlap_rule_missing", severity: Severity::Broken, detail: "time_claims".into() };
        Ok(if rules == 0 { vec![missing] } else { Vec::new() })
    }

    async fn fill_demo(&self, app: &App) -> Result<()> {
        demo::fill(app).await
    }

    async fn export_person(&self, app: &App, user: i64) -> Result<Value> {
        actions::person::export(app, user).await
    }

    async fn erase_person(&self, _app: &App, tx: &Tx, user: i64) -> Result<()> {
        actions::person::erase(tx, user).await
    }

    async fn merge_person(&self, tx: &Tx, from: i64, into: i64) -> Result<()> {
        actions::person::merge(tx, from, into).await
    }

    async fn remembers_person(&self, tx: &Tx, user: i64) -> Result<bool> {
        store::claims::has_any(&**tx, Subject::person(user), None).await
    }
}
