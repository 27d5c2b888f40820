//! Audit: the read side of the trail, its seals, its retention. The write side is `preau_kernel::audit::record`.
//!
//! Map: `domain/` the encoding of an entry, the seal, the proof of a removal, the report and the words (pure) ·
//! `store/` the queries, `store/engine.rs` what the engines do differently · `actions/` seal, retain, erase ·
//! `verify` the walk over everything · `api` `/api/logs/` · `admin` what the back office shows · `person` exports · `jobs` what runs by itself ·
//! `migrations/` seals, and the triggers that refuse every change.
//!
//! How it holds together. Entries are refused any change by triggers. Every five seconds the new ones are sealed: a
//! seal keeps one leaf (id, instant, class, hash) per entry and a MAC over these and the seal before, under a key that
//! is not in the database; the end of the chain is logged. What identifies people is outside the entry, which keeps a
//! salted hash of it. Retention and erasure are the only removals; each leaves an entry with a MAC of its own that says
//! what went, so that `verify` can tell it from a theft.
//!
//! What it does not show: what happens to an entry before it is sealed, and the cutting off of the chain's end when no
//! outside log remembers a head.
//!
//! To add a kind of entry: declare it in the `audit_actions` of the module that writes it, with the texts
//! `audit-action-<name>` and `audit-<name>` in both of its locales.

pub mod actions;
mod admin;
pub mod api;
pub mod config;
pub mod domain;
mod jobs;
mod person;
pub mod store;
pub mod verify;

use std::any::Any;
use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::admin::Entity;
use preau_kernel::audit::{Action, Class};
use preau_kernel::config::{Config, ConfigError, Section};
use preau_kernel::db::Tx;
use preau_kernel::db::migrate::Migration;
use preau_kernel::i18n::{Lang, Locales};
use preau_kernel::jobs::Periodic;
use preau_kernel::module::{Module, Severity, Warning};
use preau_kernel::web::Api;
use preau_kernel::{App, Result};
use serde_json::Value;

use config::AuditConfig;

pub struct Audit;

#[async_trait]
impl Module for Audit {
    fn name(&self) -> &'static str {
        "audit"
    }

    fn config(&self) -> Option<Section> {
        Some(Section::of::<AuditConfig>("audit"))
    }

    fn state(&self, config: &Config) -> Result<Option<Arc<dyn Any + Send + Sync>>, ConfigError> {
        Ok(Some(Arc::new(config.section::<AuditConfig>("audit")?)))
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![
            Migration { name: "audit/0001_seals", sql: include_str!("migrations/0001_seals.sql") },
            Migration { name: "audit/0002_back_office", sql: include_str!("migrations/0002_back_office.sql") },
        ]
    }

    fn api(&self, _app: &App) -> Api {
        api::router()
    }

    fn admin(&self) -> Vec<Entity> {
        admin::entities()
    }

    fn audit_actions(&self) -> Vec<Action> {
        vec![
            Action { name: "logs_cleaned", class: Class::Proof },
            Action { name: "personal_erased", class: Class::Proof },
            Action { name: "seal_broken", class: Class::Security },
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
        let mut warnings = Vec::new();
        let missing = store::engine::missing_triggers(app.db().read()).await?;
        if !missing.is_empty() {
            let detail = missing.join(", ");
            warnings.push(Warning { code: "audit_triggers_missing", severity: Severity::Unsafe, detail });
        }
        if store::engine::window_is_open(app.db().read()).await? {
            let detail = "DELETE FROM audit_window".to_owned();
            warnings.push(Warning { code: "audit_window_open", severity: Severity::Unsafe, detail });
        }
        Ok(warnings)
    }

    async fn export_person(&self, app: &App, user: i64) -> Result<Value> {
        person::export(app, user).await
    }

    async fn erase_person(&self, app: &App, tx: &Tx, user: i64) -> Result<()> {
        actions::erase(app, tx, user).await.map(drop)
    }

    async fn merge_person(&self, tx: &Tx, from: i64, into: i64) -> Result<()> {
        actions::merge(tx, from, into).await
    }
    // `remembers_person` stays false: the trail keeps names and numbers of its own and refers to no row.
}
