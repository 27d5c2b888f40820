//! The back office: pages at `/admin/` made from what modules declare through `preau_kernel::admin`. It knows no module.
//!
//! Map: `shell` who looks, the frame, the navigation · `labels` texts of what is declared · `show` values as people read
//! them · `rows` reading rows of any entity (list, one, suggestions, count) · `forms` from a form to typed values and
//! back · `pages` one kind of page per file · `runs` actions on many rows as jobs · `views` saved views · `entities` the
//! admin's own (mails, jobs) · `routes` every address.
//!
//! Nothing here needs JavaScript; `assets/admin.js` only makes it nicer.

mod assets;
mod entities;
mod forms;
mod labels;
mod pages;
mod routes;
mod rows;
mod runs;
mod shell;
mod show;
mod state;
mod views;

use std::any::Any;
use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::Result;
use preau_kernel::admin::Entity;
use preau_kernel::app::App;
use preau_kernel::audit::{Action, Class};
use preau_kernel::config::{Config, ConfigError};
use preau_kernel::db::migrate::Migration;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::i18n::{Lang, Locales};
use preau_kernel::jobs::{JobKind, Periodic};
use preau_kernel::module::Module;
use preau_kernel::web::Api;

/// For pages of one's own in the frame of the back office.
pub use shell::{Crumb, Shell};

pub struct Admin;

#[async_trait]
impl Module for Admin {
    fn name(&self) -> &'static str {
        "admin"
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![Migration { name: "admin/0001_admin", sql: include_str!("migrations/0001_admin.sql") }]
    }

    fn state(&self, _config: &Config) -> Result<Option<Arc<dyn Any + Send + Sync>>, ConfigError> {
        Ok(Some(Arc::new(state::State::default())))
    }

    fn api(&self, app: &App) -> Api {
        Api::default().pages(routes::routes(app))
    }

    fn admin(&self) -> Vec<Entity> {
        entities::all()
    }

    fn audit_actions(&self) -> Vec<Action> {
        vec![
            Action { name: "list_exported", class: Class::Access },
            Action { name: "record_read", class: Class::Access },
            Action { name: "action_run", class: Class::Data },
            Action { name: "task_run", class: Class::Operation },
            Action { name: "mail_resent", class: Class::Operation },
            Action { name: "job_retried", class: Class::Operation },
            Action { name: "job_discarded", class: Class::Operation },
        ]
    }

    fn jobs(&self) -> Vec<JobKind> {
        vec![runs::JOB]
    }

    fn periodic(&self) -> Vec<Periodic> {
        vec![runs::PURGE]
    }

    /// Their own views go, and the reports of whatever has ended: any of them may name the person.
    async fn erase_person(&self, _app: &App, tx: &Tx, user: i64) -> Result<()> {
        tx.exec("DELETE FROM admin_views WHERE user_id = $1", vec![user.into()]).await?;
        tx.exec("DELETE FROM admin_runs WHERE finished_at IS NOT NULL", vec![]).await.map(drop)
    }

    fn locales(&self) -> Locales {
        &[
            (Lang::Fr, include_str!("../locales/fr.ftl")),
            (Lang::En, include_str!("../locales/en.ftl")),
            (Lang::Fr, include_str!("../locales/forms.fr.ftl")),
            (Lang::En, include_str!("../locales/forms.en.ftl")),
            (Lang::Fr, include_str!("../locales/list.fr.ftl")),
            (Lang::En, include_str!("../locales/list.en.ftl")),
        ]
    }
}

/// The walk-through, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/add-an-admin-entity.md")]
struct WalkThrough;
