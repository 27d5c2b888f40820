//! The one handle on everything an action needs. Cheap to clone, no globals.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::actor::{Permission, Role, Scope};
use crate::audit::{Action, Class};
use crate::bus::Bus;
use crate::clock::{Chance, Clock, Timestamp};
use crate::config::Config;
use crate::db::Db;
use crate::db::migrate::{self, Migration};
use crate::error::{Error, Result};
use crate::i18n::{L10n, Locales};
use crate::jobs::{JobKind, Periodic};
use crate::module::Module;
use crate::secrets::Secrets;
use crate::web::metrics::Metrics;

#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    db: Db,
    config: Config,
    clock: Clock,
    chance: Chance,
    bus: Bus,
    l10n: L10n,
    secrets: Secrets,
    metrics: Metrics,
    modules: Vec<Arc<dyn Module>>,
    permissions: Vec<Permission>,
    actions: BTreeMap<&'static str, Action>,
    stop: CancellationToken,
}

/// The parts from which an [`App`] is put together.
pub struct Parts {
    pub config: Config,
    pub clock: Clock,
    pub chance: Chance,
    pub secrets: Secrets,
    pub modules: Vec<Arc<dyn Module>>,
}

impl App {
    /// Opens the database and gathers what the modules bring; nothing is written yet (see [`Self::migrate`]).
    pub async fn new(parts: Parts) -> Result<Self> {
        check_requirements(&parts.modules)?;
        let bus = Bus::default();
        let db = Db::connect(&parts.config.database, bus.clone()).await?;
        let locales: Vec<Locales> =
            std::iter::once(crate::LOCALES).chain(parts.modules.iter().map(|m| m.locales())).collect();
        let l10n = L10n::new(&locales).map_err(Error::internal)?;
        let permissions = parts.modules.iter().flat_map(|m| m.permissions()).collect();
        let actions = crate::audit_actions()
            .into_iter()
            .chain(parts.modules.iter().flat_map(|m| m.audit_actions()))
            .map(|action| (action.name, action))
            .collect();
        Ok(Self(Arc::new(Inner {
            db,
            config: parts.config,
            clock: parts.clock,
            chance: parts.chance,
            bus,
            l10n,
            secrets: parts.secrets,
            metrics: Metrics::default(),
            modules: parts.modules,
            permissions,
            actions,
            stop: CancellationToken::new(),
        })))
    }

    /// The kernel's migrations and those of every module, in order.
    pub fn migrations(&self) -> Vec<Migration> {
        Self::migrations_of(&self.0.modules)
    }

    /// As [`Self::migrations`], before there is an application.
    pub fn migrations_of(modules: &[Arc<dyn Module>]) -> Vec<Migration> {
        crate::migrations().into_iter().chain(modules.iter().flat_map(|m| m.migrations())).collect()
    }

    pub async fn migrate(&self) -> Result<Vec<&'static str>> {
        migrate::apply(&self.0.db, &self.migrations(), &self.0.clock).await
    }

    /// Calls every module's `start`.
    pub async fn start_modules(&self) -> Result<()> {
        for module in &self.0.modules {
            module.start(self).await?;
        }
        Ok(())
    }

    pub fn db(&self) -> &Db {
        &self.0.db
    }

    pub fn config(&self) -> &Config {
        &self.0.config
    }

    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    pub fn chance(&self) -> &Chance {
        &self.0.chance
    }

    pub fn bus(&self) -> &Bus {
        &self.0.bus
    }

    pub fn l10n(&self) -> &L10n {
        &self.0.l10n
    }

    pub fn secrets(&self) -> &Secrets {
        &self.0.secrets
    }

    /// What this node counts; see [`Metrics::count`].
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    pub fn modules(&self) -> &[Arc<dyn Module>] {
        &self.0.modules
    }

    /// Cancelled when the program is asked to end.
    pub fn stop(&self) -> &CancellationToken {
        &self.0.stop
    }

    pub fn permissions(&self) -> &[Permission] {
        &self.0.permissions
    }

    /// The rights that these roles carry from the start; a wider scope wins.
    pub fn rights_of(&self, roles: &[Role]) -> BTreeMap<&'static str, Scope> {
        let mut rights = BTreeMap::new();
        for permission in &self.0.permissions {
            let scope = permission.roles.iter().filter(|(role, _)| roles.contains(role)).map(|(_, scope)| *scope).max();
            if let Some(scope) = scope {
                rights.insert(permission.name, scope);
            }
        }
        rights
    }

    pub fn audit_actions(&self) -> impl Iterator<Item = &Action> {
        self.0.actions.values()
    }

    /// The retention class of a declared action. One that nobody declared is a defect, caught by tests, and kept as
    /// data meanwhile.
    pub fn audit_class(&self, action: &str) -> Class {
        debug_assert!(self.0.actions.contains_key(action), "audit action {action} is not declared");
        self.0.actions.get(action).map_or(Class::Data, |a| a.class)
    }

    pub fn job_kinds(&self) -> Vec<JobKind> {
        crate::job_kinds().into_iter().chain(self.0.modules.iter().flat_map(|m| m.jobs())).collect()
    }

    pub fn periodics(&self) -> Vec<Periodic> {
        crate::periodics().into_iter().chain(self.0.modules.iter().flat_map(|m| m.periodic())).collect()
    }
}

fn check_requirements(modules: &[Arc<dyn Module>]) -> Result<()> {
    for module in modules {
        for needed in module.requires() {
            if !modules.iter().any(|m| m.name() == *needed) {
                return Err(Error::internal(format!("module {} needs module {needed}, which is off", module.name())));
            }
        }
    }
    Ok(())
}
