//! The one handle on everything an action needs. Cheap to clone, no globals.

use std::any::{Any, TypeId};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::actor::{Permission, Role, Scope};
use crate::admin::Entity;
use crate::audit::{Action, Class};
use crate::bus::Bus;
use crate::clock::{Chance, Clock, Timestamp};
use crate::config::Config;
use crate::db::Db;
use crate::db::migrate::{self, Migration};
use crate::error::{Error, Result};
use crate::files::Storage;
use crate::i18n::{L10n, Locales};
use crate::jobs::{self, JobKind, Periodic, Queue};
use crate::mail::{Mailbox, Post};
use crate::module::Module;
use crate::otlp::Tracer;
use crate::place;
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
    tracer: Tracer,
    modules: Vec<Arc<dyn Module>>,
    states: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
    permissions: Vec<Permission>,
    entities: Vec<Entity>,
    actions: BTreeMap<&'static str, Action>,
    queue: Arc<Queue>,
    post: Post,
    storage: Storage,
    place: Arc<place::Cache>,
    stop: CancellationToken,
}

/// The parts from which an [`App`] is put together.
pub struct Parts {
    pub config: Config,
    pub clock: Clock,
    pub chance: Chance,
    pub secrets: Secrets,
    pub modules: Vec<Arc<dyn Module>>,
    /// Of these modules at least ([`App::texts_of`]).
    pub texts: L10n,
}

impl App {
    /// Opens the database and gathers what the modules bring; nothing is written yet (see [`Self::migrate`]).
    pub async fn new(parts: Parts) -> Result<Self> {
        check_requirements(&parts.modules)?;
        let post = Post::new(&parts.config.mail)?;
        let storage = Storage::new(&parts.config.files)?;
        let bus = Bus::default();
        let db = Db::connect(&parts.config.database, bus.clone()).await?;
        let metrics = Metrics::default();
        metrics.watch(db.watch());
        let config = &parts.config;
        let tracer = Tracer::new(&config.trace, &config.database, &parts.clock, &parts.chance, &metrics);
        db.watch().set_tracer(&tracer);
        let mut states = HashMap::new();
        for module in &parts.modules {
            if let Some(state) = module.state(&parts.config).map_err(Error::internal)? {
                states.insert((*state).type_id(), state);
            }
        }
        let entities: Vec<Entity> = parts.modules.iter().flat_map(|m| m.admin()).collect();
        let declared = parts.modules.iter().flat_map(|m| m.permissions());
        let permissions = declared.chain(entities.iter().flat_map(rights_of_entity)).collect();
        let actions = crate::audit_actions()
            .into_iter()
            .chain(parts.modules.iter().flat_map(|m| m.audit_actions()))
            .map(|action| (action.name, action))
            .collect();
        let kinds = crate::job_kinds().into_iter().chain(parts.modules.iter().flat_map(|m| m.jobs()));
        let queue = Arc::new(Queue::new(kinds));
        let woken = queue.clone();
        bus.on(jobs::TOPIC, move |_| woken.wake());
        let place = Arc::new(place::Cache::default());
        for topic in [place::TOPIC, crate::bus::RESUMED] {
            let stale = place.clone();
            bus.on(topic, move |_| stale.clear());
        }
        Ok(Self(Arc::new(Inner {
            db,
            config: parts.config,
            clock: parts.clock,
            chance: parts.chance,
            bus,
            l10n: parts.texts,
            secrets: parts.secrets,
            metrics,
            tracer,
            modules: parts.modules,
            states,
            permissions,
            entities,
            actions,
            queue,
            post,
            storage,
            place,
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

    /// The texts of the kernel and of these modules, before there is an application.
    pub fn texts_of(modules: &[Arc<dyn Module>]) -> Result<L10n> {
        let locales: Vec<Locales> =
            std::iter::once(crate::LOCALES).chain(modules.iter().map(|module| module.locales())).collect();
        L10n::new(&locales).map_err(Error::internal)
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

    /// Where spans begin; see [`crate::otlp`].
    pub fn tracer(&self) -> &Tracer {
        &self.0.tracer
    }

    pub fn modules(&self) -> &[Arc<dyn Module>] {
        &self.0.modules
    }

    /// What a module keeps in memory. Asking for the state of a module that is off is a defect.
    pub fn state<T: Any + Send + Sync>(&self) -> Arc<T> {
        let state = self.0.states.get(&TypeId::of::<T>()).cloned();
        state.and_then(|s| s.downcast().ok()).expect("the module that owns this state is on")
    }

    pub(crate) fn queue(&self) -> &Queue {
        &self.0.queue
    }

    pub(crate) fn post(&self) -> &Post {
        &self.0.post
    }

    /// What the mail transport `memory` has delivered.
    pub fn mailbox(&self) -> &Mailbox {
        self.0.post.mailbox()
    }

    pub(crate) fn storage(&self) -> &Storage {
        &self.0.storage
    }

    pub(crate) fn place_cache(&self) -> &place::Cache {
        &self.0.place
    }

    /// Cancelled when the program is asked to end.
    pub fn stop(&self) -> &CancellationToken {
        &self.0.stop
    }

    /// Every right that there is, those to the back office (`admin.…`) last.
    pub fn permissions(&self) -> &[Permission] {
        &self.0.permissions
    }

    /// What the back office shows, in the order of the modules.
    pub fn entities(&self) -> &[Entity] {
        &self.0.entities
    }

    pub fn entity(&self, name: &str) -> Option<&Entity> {
        self.0.entities.iter().find(|entity| entity.name == name)
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
        crate::periodics(self).into_iter().chain(self.0.modules.iter().flat_map(|m| m.periodic())).collect()
    }
}

/// Staff hold them all; no role carries any from the start. Their names live as long as the program, like those that
/// modules declare.
fn rights_of_entity(entity: &Entity) -> Vec<Permission> {
    let names = entity.rights().into_iter().map(|name| &*Box::leak(name.into_boxed_str()));
    names.map(|name| Permission { name, roles: &[] }).collect()
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
