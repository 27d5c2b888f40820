//! The whole router, and the one layer around every route. It is a single hand-written service, for each boxed layer
//! costs as much as a small handler; what it does in order stands in [`Stack::answer`], each step in a file of its own.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, COOKIE, ORIGIN, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use futures::future::BoxFuture;
use ipnet::IpNet;
use tower::{Layer, Service};
use tracing::Instrument;
use utoipa::openapi::OpenApi;

use super::access::{Access, Api};
use super::client::{Client, client};
use super::cors::{self, Cors};
use super::hosts::Hosts;
use super::trace::{Trace, request_id};
use super::{RequestInfo, docs, guard, headers, health, metrics, page, respond};
use crate::app::App;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::module::Authenticator;
use crate::{otlp, routes};

/// For machines: answered whatever the `Host`, and to nobody in particular.
const PROBES: [&str; 2] = ["/healthz", "/readyz"];
const METRICS: &str = "/metrics";
const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Everything that the program answers over HTTP: the kernel's routes and those of every module, behind all layers.
pub fn router(app: &App) -> Router {
    let front = app.modules().iter().rev().find_map(|module| module.front(app)).unwrap_or_default();
    let router = declared(app).router(app).merge(front);
    let router = router.merge(docs::routes()).merge(page::assets::routes()).fallback(page::not_found);
    router.layer(StackLayer(Arc::new(Shared::new(app)))).with_state(app.clone())
}

/// The document of the same routes.
pub fn openapi(app: &App) -> OpenApi {
    docs::complete(declared(app).document())
}

fn declared(app: &App) -> Api {
    let kernel = Api::default()
        .add(Access::Public, routes!(health::healthz))
        .add(Access::Public, routes!(health::readyz))
        .add(Access::Public, routes!(metrics::metrics))
        .merge(crate::place::api());
    app.modules().iter().fold(kernel, |api, module| api.merge(module.api(app)))
}

/// What the configuration says, made ready once.
struct Shared {
    app: App,
    authenticator: Option<Arc<dyn Authenticator>>,
    hosts: Hosts,
    cors: Cors,
    proxies: Vec<IpNet>,
    body_limit: usize,
    timeout: Duration,
}

impl Shared {
    fn new(app: &App) -> Self {
        let server = &app.config().server;
        Self {
            app: app.clone(),
            authenticator: app.modules().iter().find_map(|module| module.authenticator()),
            hosts: Hosts::new(app.config()),
            cors: Cors::new(app.config()),
            proxies: server.trusted_proxies.clone(),
            body_limit: server.body_limit,
            timeout: server.request_timeout.duration(),
        }
    }

    /// Tells who asks, once. A credential that is not good is remembered, not answered: a public route may still be
    /// called with it.
    async fn attach_actor(&self, parts: &mut Parts, info: &RequestInfo) -> Result<()> {
        let Some(authenticator) = &self.authenticator else { return Ok(()) };
        if !parts.headers.contains_key(AUTHORIZATION) && !parts.headers.contains_key(COOKIE) {
            return Ok(());
        }
        let actor = match authenticator.authenticate(&self.app, parts, info).await {
            Ok(actor) => Ok(actor),
            Err(error @ (Error::Unauthenticated(_) | Error::Forbidden(_))) => Err(error),
            Err(error) => return Err(error),
        };
        if let Ok(Some(actor)) = &actor
            && let Some(lang) = actor.lang
        {
            info.set_lang(lang);
        }
        info.set_actor(actor);
        Ok(())
    }
}

#[derive(Clone)]
struct StackLayer(Arc<Shared>);

impl<S> Layer<S> for StackLayer {
    type Service = Stack<S>;

    fn layer(&self, inner: S) -> Stack<S> {
        Stack { shared: self.0.clone(), inner }
    }
}

#[derive(Clone)]
struct Stack<S> {
    shared: Arc<Shared>,
    inner: S,
}

impl<S> Service<Request> for Stack<S>
where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let stack = self.clone();
        Box::pin(async move { Ok(stack.answer(request).await) })
    }
}

impl<S> Stack<S>
where
    S: Service<Request, Response = Response, Error = Infallible>,
{
    async fn answer(self, request: Request) -> Response {
        let shared = self.shared.clone();
        let (parts, body) = request.into_parts();
        let client = client(&parts, &shared.proxies);
        let host = shared.hosts.check(&parts);
        let info = describe(&shared, &parts, client, host.as_deref().ok());
        let origin = parts.headers.get(ORIGIN).cloned();
        let preflight = cors::is_preflight(&parts);
        let active = shared.app.tracer().request(&parts.headers, client.by_proxy);
        let trace = Trace::start(shared.app.metrics(), &parts, info.clone(), active);
        let span = trace.span();

        let request = Request::from_parts(parts, body);
        let handled = AssertUnwindSafe(self.handle(request, &info, host.err())).catch_unwind();
        let handled = otlp::within(trace.context(), handled.instrument(span));
        let response = match tokio::time::timeout(shared.timeout, handled).await {
            Ok(Ok(response)) => response,
            // The panic hook has logged it.
            Ok(Err(_)) => Error::Internal(String::new()).into_response(),
            Err(_) => Error::Unavailable("timeout").into_response(),
        };

        let mut response = respond::render(shared.app.l10n(), info.lang(), info.id(), response);
        headers::decorate(response.headers_mut(), client.https);
        shared.cors.decorate(origin.as_ref(), preflight, response.headers_mut());
        if let Ok(id) = HeaderValue::from_str(info.id()) {
            response.headers_mut().insert(X_REQUEST_ID, id);
        }
        trace.finish(response.status().as_u16());
        response
    }

    async fn handle(mut self, request: Request, info: &RequestInfo, wrong_host: Option<Error>) -> Response {
        let path = request.uri().path().trim_end_matches('/');
        let is_probe = PROBES.contains(&path);
        let is_for_machines = is_probe || path == METRICS;
        if let Some(error) = wrong_host.filter(|_| !is_probe) {
            return error.into_response();
        }
        let (mut parts, body) = request.into_parts();
        if cors::is_preflight(&parts) {
            return StatusCode::NO_CONTENT.into_response();
        }
        if !is_for_machines && let Err(error) = self.shared.attach_actor(&mut parts, info).await {
            return error.into_response();
        }
        parts.extensions.insert(info.clone());
        let mut request = Request::from_parts(parts, body);
        guard::set_limit(&mut request, self.shared.body_limit);
        match self.inner.call(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }
}

fn describe(shared: &Shared, parts: &Parts, client: Client, host: Option<&str>) -> RequestInfo {
    let text = |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    RequestInfo::new(
        request_id(parts, client.by_proxy, shared.app.chance()),
        client.ip,
        client.https,
        host.unwrap_or(shared.hosts.own()).to_owned(),
        text(USER_AGENT).unwrap_or_default().to_owned(),
        text(ACCEPT_LANGUAGE).and_then(Lang::from_accept).unwrap_or_default(),
    )
}
