//! The only way to declare an API route: with who may call it. The guard runs before the handler, and the OpenAPI
//! document says the same thing from the same declaration.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::SecurityRequirement;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use super::RequestInfo;
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
            Self::Right(right) => right,
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
            Self::Staff => actor.is_admin(),
            Self::Superuser => actor.is_superuser,
        };
        if allowed { Ok(()) } else { Err(Error::forbidden()) }
    }
}

/// The routes of one module.
#[derive(Default)]
pub struct Api {
    router: OpenApiRouter<App>,
    /// Routes without a word in the OpenAPI document: pages, static files.
    pages: Router<App>,
}

impl Api {
    /// Declares routes of one path (`routes![list, create]`), all with the same access.
    #[must_use]
    pub fn add(self, access: Access, routes: UtoipaMethodRouter<App>) -> Self {
        self.route(access, None, routes)
    }

    /// As [`Self::add`], for a body of at most `limit` bytes.
    #[must_use]
    pub fn add_with_limit(self, access: Access, limit: usize, routes: UtoipaMethodRouter<App>) -> Self {
        self.route(access, Some(limit), routes)
    }

    /// Server-rendered pages and their forms, which check rights themselves or are public.
    #[must_use]
    pub fn pages(mut self, pages: Router<App>) -> Self {
        self.pages = self.pages.merge(pages);
        self
    }

    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        Self { router: self.router.merge(other.router), pages: self.pages.merge(other.pages) }
    }

    pub fn split(self) -> (Router<App>, utoipa::openapi::OpenApi) {
        let (router, document) = self.router.split_for_parts();
        (router.merge(self.pages), document)
    }

    fn route(
        mut self,
        access: Access,
        limit: Option<usize>,
        (schemas, mut paths, methods): UtoipaMethodRouter<App>,
    ) -> Self {
        for item in paths.paths.values_mut() {
            let operations =
                [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete, &mut item.head];
            for operation in operations.into_iter().flatten() {
                declare(operation, access);
            }
        }
        let mut methods =
            methods.route_layer(from_fn(move |request: Request, next: Next| guard(access, request, next)));
        if let Some(limit) = limit {
            methods = methods.route_layer(DefaultBodyLimit::max(limit));
        }
        // Canonical paths end in `/`; without it the same answer.
        let without_slash: Vec<String> = paths.paths.keys().map(|path| path.trim_end_matches('/').to_owned()).collect();
        for path in without_slash.iter().filter(|path| !path.is_empty()) {
            self.pages = self.pages.route(path, methods.clone());
        }
        self.router = self.router.routes((schemas, paths, methods));
        self
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

async fn guard(access: Access, request: Request, next: Next) -> Response {
    if request.method() == Method::OPTIONS {
        return next.run(request).await;
    }
    let checked = match request.extensions().get::<RequestInfo>() {
        Some(info) => access.check(info),
        None => Err(Error::internal("no RequestInfo layer")),
    };
    match checked {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}
