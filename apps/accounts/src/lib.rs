//! Accounts: people, roles, and the three ways to authenticate (seeds 000, 001, 002).
//!
//! Map: `domain` pure rules · `auth` proving who somebody is (hashes, tokens, throttles, the cache of principals) ·
//! `store` the only queries · `actions` one write each, in one transaction · `api` routes · `pages` the few
//! server-rendered ones · `admin` what the back office shows · `mails` · `jobs` · `permissions` · `config` · `demo` the
//! sample place.
//!
//! To add a route: a handler in `api/`, its line with its `Access` in `api::routes`, a row in the role table test.

pub mod actions;
mod admin;
pub mod api;
pub mod auth;
pub mod config;
pub mod demo;
pub mod domain;
pub mod jobs;
pub mod mails;
pub mod pages;
pub mod permissions;
pub mod store;

mod state;

use std::any::Any;
use std::sync::Arc;

use async_trait::async_trait;
use axum::Router;
use preau_kernel::Result;
use preau_kernel::actor::Permission;
use preau_kernel::admin::{Entity, Panel};
use preau_kernel::app::App;
use preau_kernel::audit::{Action, Class};
use preau_kernel::config::{Config, ConfigError, Section};
use preau_kernel::db::Tx;
use preau_kernel::db::migrate::Migration;
use preau_kernel::i18n::{Lang, Locales};
use preau_kernel::jobs::{JobKind, Periodic};
use preau_kernel::module::{Authenticator, Module, Severity, Warning};
use preau_kernel::web::Api;
use serde_json::Value;

pub use state::State;

pub struct Accounts;

const fn action(name: &'static str, class: Class) -> Action {
    Action { name, class }
}

#[async_trait]
impl Module for Accounts {
    fn name(&self) -> &'static str {
        "accounts"
    }

    fn config(&self) -> Option<Section> {
        Some(Section::of::<config::AuthConfig>("auth"))
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![
            Migration { name: "accounts/0001_people", sql: include_str!("migrations/0001_people.sql") },
            Migration { name: "accounts/0002_back_office", sql: include_str!("migrations/0002_back_office.sql") },
        ]
    }

    fn state(&self, config: &Config) -> Result<Option<Arc<dyn Any + Send + Sync>>, ConfigError> {
        Ok(Some(Arc::new(State::new(config)?)))
    }

    fn api(&self, app: &App) -> Api {
        api::routes(app.state::<State>().config.old_routes).merge(pages::api()).pages(pages::routes(app))
    }

    fn front(&self, app: &App) -> Option<Router<App>> {
        Some(pages::front(app))
    }

    fn features(&self, app: &App) -> Vec<&'static str> {
        if app.state::<State>().config.registration { vec!["registration"] } else { Vec::new() }
    }

    fn admin(&self) -> Vec<Entity> {
        admin::entities()
    }

    fn panels(&self) -> Vec<Panel> {
        admin::panels()
    }

    fn permissions(&self) -> Vec<Permission> {
        permissions::ALL.to_vec()
    }

    fn audit_actions(&self) -> Vec<Action> {
        vec![
            action("user_created", Class::Data),
            action("user_updated", Class::Data),
            action("user_deleted", Class::Data),
            action("user_merged", Class::Data),
            action("user_erased", Class::Proof),
            action("user_exported", Class::Access),
            action("role_given", Class::Data),
            action("role_taken", Class::Data),
            action("right_given", Class::Security),
            action("right_taken", Class::Security),
            action("module_created", Class::Data),
            action("module_updated", Class::Data),
            action("module_deleted", Class::Data),
            action("people_imported", Class::Data),
            action("password_slip_printed", Class::Security),
            action("password_sent", Class::Security),
            action("login", Class::Security),
            action("login_failed", Class::Security),
            action("logout", Class::Security),
            action("session_replayed", Class::Security),
            action("password_changed", Class::Security),
            action("password_reset", Class::Security),
            action("password_reset_asked", Class::Security),
            action("email_changed", Class::Security),
            action("email_proven", Class::Security),
            action("otp_enabled", Class::Security),
            action("otp_disabled", Class::Security),
            action("recovery_code_used", Class::Security),
            action("recovery_codes_made", Class::Security),
            action("api_token_created", Class::Security),
            action("api_token_revoked", Class::Security),
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
        app.state::<State>().principals.listen(app);
        Ok(())
    }

    fn authenticator(&self) -> Option<Arc<dyn Authenticator>> {
        Some(Arc::new(auth::attach::Attach))
    }

    async fn check(&self, app: &App) -> Result<Vec<Warning>> {
        let mut warnings = Vec::new();
        if store::users::count_superusers(app.db().read()).await? == 0 {
            warnings.push(Warning { code: "no_superuser", severity: Severity::Broken, detail: String::new() });
        }
        let state = app.state::<State>();
        if state.config.argon2_memory_kib < 19_456 {
            let detail = state.config.argon2_memory_kib.to_string();
            warnings.push(Warning { code: "argon2_weak", severity: Severity::Unsafe, detail });
        }
        Ok(warnings)
    }

    async fn fill_demo(&self, app: &App) -> Result<()> {
        demo::fill(app).await
    }

    async fn export_person(&self, app: &App, user: i64) -> Result<Value> {
        actions::export::export(app, user).await
    }

    async fn erase_person(&self, _app: &App, tx: &Tx, user: i64) -> Result<()> {
        store::credentials::erase(tx, user).await
    }

    async fn merge_person(&self, tx: &Tx, from: i64, into: i64) -> Result<()> {
        actions::merge::merge_profiles(tx, from, into).await
    }
}
