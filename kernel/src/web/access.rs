//! The only way to declare an API route: with who may call it. The guard (`guard.rs`) runs before the handler, and the OpenAPI
//! document says the same thing from the same declaration.

use axum::Router;
use axum::routing::MethodRouter;
use serde_json::json;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{Components, OpenApi, OpenApiBuilder};

use super::RequestInfo;
use super::docs::operations;
use super::guard::GuardLayer;
use super::routes::{Described, Routes};
use crate::actor::Scope;
use crate::app::App;
use crate::error::{Error, Result};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone, logged in or not.
    Public,
    /// Anyone logged in, even who must first change a password or set up one-time codes.
    Gated,
    /// Anyone logged in.
    LoggedIn,
    /// Whoever holds the right, in whatever scope (the query narrows it).
    Right(&'static str),
    /// Whoever holds the right over everything, for routes whose query narrows nothing.
    WholeRight(&'static str),
    Staff,
    Superuser,
}

impl Access {
    /// As the OpenAPI document names it in `x-permission`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Gated => "logged_in_gated",
            Self::LoggedIn => "logged_in",
            Self::Right(right) | Self::WholeRight(right) => right,
            Self::Staff => "staff",
            Self::Superuser => "superuser",
        }
    }

    pub fn check(self, info: &RequestInfo) -> Result<()> {
        if self == Self::Public {
            return Ok(());
        }
        let actor = info.actor()?;
        if self != Self::Gated
            && let Some(gate) = actor.gate
        {
            return Err(Error::Forbidden(gate.refusal()));
        }
        let allowed = match self {
            Self::Public | Self::Gated | Self::LoggedIn => true,
            Self::Right(right) => actor.scope(right).is_some(),
            Self::WholeRight(right) => actor.scope(right) == Some(Scope::All),
            Self::Staff => actor.is_admin(),
            Self::Superuser => actor.is_superuser,
        };
        if allowed { Ok(()) } else { Err(Error::forbidden()) }
    }
}

/// The routes of one module, and what the OpenAPI document says of them.
#[derive(Default)]
pub struct Api {
    declared: Vec<Declared>,
    /// Routes without a word in the OpenAPI document: pages, static files.
    pages: Router<App>,
}

/// The routes of one path, with who may call them.
struct Declared {
    access: Access,
    /// Bytes of a body, when not the configured limit.
    limit: Option<usize>,
    path: String,
    methods: MethodRouter<App>,
    describe: fn() -> Described,
}

impl Api {
    /// Declares routes of one path (`routes![list, create]`), all with the same access.
    #[must_use]
    pub fn add(self, access: Access, routes: Routes) -> Self {
        self.route(access, None, routes)
    }

    /// As [`Self::add`], for a body of at most `limit` bytes.
    #[must_use]
    pub fn add_with_limit(self, access: Access, limit: usize, routes: Routes) -> Self {
        self.route(access, Some(limit), routes)
    }

    /// Server-rendered pages and their forms, which check rights themselves or are public.
    #[must_use]
    pub fn pages(mut self, pages: Router<App>) -> Self {
        self.pages = self.pages.merge(pages);
        self
    }

    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.declared.extend(other.declared);
        self.pages = self.pages.merge(other.pages);
        self
    }

    /// What the OpenAPI document says of the routes.
    pub fn document(&self) -> OpenApi {
        let mut document = OpenApi::default();
        for declared in &self.declared {
            // One at a time: as it is made each takes 60 kB, of which next to nothing is used.
            let (schemas, mut paths) = (declared.describe)();
            paths.paths.values_mut().flat_map(operations).for_each(|operation| declare(operation, declared.access));
            let mut components = Components::new();
            components.schemas.extend(schemas);
            merge_documents(&mut document, OpenApiBuilder::new().paths(paths).components(Some(components)).build());
        }
        document
    }

    /// The router, each route behind its guard.
    pub fn router(self, app: &App) -> Router<App> {
        let mut router = self.pages;
        for Declared { access, limit, path, methods, .. } in self.declared {
            let limit = limit.unwrap_or(app.config().server.body_limit);
            let methods = methods.route_layer(GuardLayer::new(app.clone(), access, limit));
            // With and without the slash at the end: the same answer.
            if let Some(other) = other_spelling(&path) {
                router = router.route(&other, methods.clone());
            }
            router = router.route(&path, methods);
        }
        router
    }

    fn route(mut self, access: Access, limit: Option<usize>, routes: Routes) -> Self {
        let Routes { path, methods, describe } = routes;
        self.declared.push(Declared { access, limit, path, methods, describe });
        self
    }
}

/// Two declarations of one path (`GET` for all, `PUT` for staff) become one.
fn merge_documents(into: &mut OpenApi, from: OpenApi) {
    for (path, item) in from.paths.paths {
        match into.paths.paths.get_mut(&path) {
            Some(known) => known.merge_operations(item),
            None => drop(into.paths.paths.insert(path, item)),
        }
    }
    let known = &mut into.components.get_or_insert_default().schemas;
    for (name, schema) in from.components.into_iter().flat_map(|components| components.schemas) {
        let is_another = known.get(&name).is_some_and(|before| *before != schema);
        debug_assert!(!is_another, "two shapes are named {name}: give one a name by #[schema(as = …)]");
        known.insert(name, schema);
    }
}

/// `/api/users` for `/api/users/` and the other way round; the root has one spelling.
fn other_spelling(path: &str) -> Option<String> {
    match path.strip_suffix('/') {
        Some("") => None,
        Some(short) => Some(short.to_owned()),
        None => Some(format!("{path}/")),
    }
}

fn declare(operation: &mut Operation, access: Access) {
    operation.extensions.get_or_insert_default().insert("x-permission".to_owned(), json!(access.name()));
    operation.security = Some(match access {
        Access::Public => Vec::new(),
        _ => ["bearer", "token", "cookie"]
            .map(|scheme| SecurityRequirement::new::<_, [&str; 0], &str>(scheme, []))
            .into(),
    });
}
