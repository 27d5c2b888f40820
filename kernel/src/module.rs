//! What an app brings to the house. Every method has an empty default; `server` holds the one list of modules.

use std::any::Any;
use std::sync::Arc;

use async_trait::async_trait;
use axum::Router;
use axum::http::request::Parts;
use serde_json::Value;

use crate::actor::{Actor, Permission};
use crate::admin::{Entity, Panel};
use crate::app::App;
use crate::audit::Action;
use crate::config::{Config, ConfigError, Section};
use crate::db::Tx;
use crate::db::migrate::Migration;
use crate::error::Result;
use crate::i18n::Locales;
use crate::jobs::{JobKind, Periodic};
use crate::web::{Api, RequestInfo};

#[async_trait]
pub trait Module: Send + Sync + 'static {
    /// `accounts`: the prefix of its permissions, jobs and migrations.
    fn name(&self) -> &'static str;

    /// Modules that must be on for this one; checked at start.
    fn requires(&self) -> &'static [&'static str] {
        &[]
    }

    fn config(&self) -> Option<Section> {
        None
    }

    fn migrations(&self) -> Vec<Migration> {
        Vec::new()
    }

    /// What the module keeps in memory (its typed configuration, caches), reached by `app.state::<T>()`.
    fn state(&self, _config: &Config) -> Result<Option<Arc<dyn Any + Send + Sync>>, ConfigError> {
        Ok(None)
    }

    fn api(&self, _app: &App) -> Api {
        Api::default()
    }

    /// The page at `/`: a router with that one route. Of several modules that bring one, the last of the list has it.
    fn front(&self, _app: &App) -> Option<Router<App>> {
        None
    }

    /// What the back office lists and changes of it.
    fn admin(&self) -> Vec<Entity> {
        Vec::new()
    }

    /// Its figures on the dashboard of the back office.
    fn panels(&self) -> Vec<Panel> {
        Vec::new()
    }

    /// What it offers to everybody who looks at the place now, by names that front ends know (`registration`).
    fn features(&self, _app: &App) -> Vec<&'static str> {
        Vec::new()
    }

    fn permissions(&self) -> Vec<Permission> {
        Vec::new()
    }

    /// The kinds of audit entries it writes.
    fn audit_actions(&self) -> Vec<Action> {
        Vec::new()
    }

    fn jobs(&self) -> Vec<JobKind> {
        Vec::new()
    }

    fn periodic(&self) -> Vec<Periodic> {
        Vec::new()
    }

    fn locales(&self) -> Locales {
        &[]
    }

    /// Called once when the program starts, after the migrations: bus handlers, caches.
    async fn start(&self, _app: &App) -> Result<()> {
        Ok(())
    }

    /// The one module that tells who asks.
    fn authenticator(&self) -> Option<Arc<dyn Authenticator>> {
        None
    }

    /// What `preau check` has to say: problems before going live.
    async fn check(&self, _app: &App) -> Result<Vec<Warning>> {
        Ok(Vec::new())
    }

    /// What `preau demo` shows of it. Called in the order of the modules at every start of a demonstration; does nothing
    /// when its data is there.
    async fn fill_demo(&self, _app: &App) -> Result<()> {
        Ok(())
    }

    /// Everything this module holds about a person (GDPR article 15), as JSON for them to read.
    async fn export_person(&self, _app: &App, _user: i64) -> Result<Value> {
        Ok(Value::Null)
    }

    /// Removes or makes anonymous what this module holds about a person (GDPR article 17); numbers may stay.
    async fn erase_person(&self, _app: &App, _tx: &Tx, _user: i64) -> Result<()> {
        Ok(())
    }

    /// Hands everything of `from` over to `into`.
    async fn merge_person(&self, _tx: &Tx, _from: i64, _into: i64) -> Result<()> {
        Ok(())
    }

    /// A person's names, address or state are not what they were, or they became a tombstone: copies follow, in the same
    /// transaction.
    async fn person_changed(&self, _app: &App, _tx: &Tx, _user: i64) -> Result<()> {
        Ok(())
    }

    /// Whether the person has a part here by which they stay when their last role goes (a visitor of the rooms).
    async fn keeps_person(&self, _tx: &Tx, _user: i64) -> Result<bool> {
        Ok(false)
    }

    /// Whether history refers to the person (marks, appointments…), so that a deletion leaves a tombstone.
    async fn remembers_person(&self, _tx: &Tx, _user: i64) -> Result<bool> {
        Ok(false)
    }
}

/// Turns the headers of a request into who asks. `Ok(None)`: no credential at all; `Err(Unauthenticated)`: one that
/// is not good. It may leave extensions for its own handlers.
#[async_trait]
pub trait Authenticator: Send + Sync {
    async fn authenticate(&self, app: &App, parts: &mut Parts, info: &RequestInfo) -> Result<Option<Arc<Actor>>>;

    /// The person of this id as they are now, for work that they started and that outlives their request. `None`: they
    /// could not log in any more.
    async fn actor(&self, _app: &App, _user: i64) -> Result<Option<Arc<Actor>>> {
        Ok(None)
    }
}

/// One finding of `preau check`; its sentence is `check-<code>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    pub code: &'static str,
    pub severity: Severity,
    pub detail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Note,
    Unsafe,
    Broken,
}
