//! The id of a request, its span, and the one line of log and the measures that it leaves behind.
//!
//! The line names the route's template, never the path itself: links to reset a password carry their secret there.

use std::time::Instant;

use axum::extract::MatchedPath;
use axum::http::Method;
use axum::http::request::Parts;
use tracing::Span;

use super::RequestInfo;
use super::metrics::{InFlight, Metrics};
use crate::clock::Chance;
use crate::otlp::{Active, Context};

/// What stands for the route when no declared one matched.
const UNMATCHED: &str = "unmatched";
/// The client hung up before the answer (nginx's number, never sent).
const CLIENT_CLOSED: u16 = 499;

/// 128 random bits in hex; the one that a trusted proxy gave is kept.
pub(super) fn request_id(parts: &Parts, by_proxy: bool, chance: &Chance) -> String {
    let given = parts.headers.get("x-request-id").filter(|_| by_proxy).and_then(|value| value.to_str().ok());
    match given {
        Some(id) if is_plain(id) => id.to_owned(),
        _ => hex::encode(chance.bytes::<16>()),
    }
}

fn is_plain(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}

/// Measures one request; a request whose client goes away is counted too, when this is dropped.
pub(super) struct Trace {
    metrics: Metrics,
    info: RequestInfo,
    method: &'static str,
    route: Option<MatchedPath>,
    started: Instant,
    status: u16,
    active: Option<Active>,
    _in_flight: InFlight,
}

impl Trace {
    pub(super) fn start(metrics: &Metrics, parts: &Parts, info: RequestInfo, active: Option<Active>) -> Self {
        Self {
            info,
            method: method(&parts.method),
            route: parts.extensions.get::<MatchedPath>().cloned(),
            started: Instant::now(),
            status: CLIENT_CLOSED,
            active,
            _in_flight: metrics.in_flight(),
            metrics: metrics.clone(),
        }
    }

    /// What statements of this request hang on.
    pub(super) fn context(&self) -> Option<Context> {
        self.active.as_ref()?.context()
    }

    /// Every line logged while the request is handled carries its id.
    pub(super) fn span(&self) -> Span {
        tracing::info_span!("request", id = self.info.id())
    }

    pub(super) fn finish(mut self, status: u16) {
        self.status = status;
    }
}

impl Drop for Trace {
    fn drop(&mut self) {
        let route = self.route.as_ref().map_or(UNMATCHED, MatchedPath::as_str);
        let elapsed = self.started.elapsed();
        self.metrics.request(self.method, route, self.status, elapsed);
        if let Some(mut active) = self.active.take() {
            active.name(format!("{} {route}", self.method));
            active.note("http.request.method", self.method);
            active.note("http.route", route);
            active.note("http.response.status_code", self.status);
            active.note("preau.request_id", self.info.id());
            if self.status >= 500 {
                active.fail();
            }
        }
        tracing::info!(
            target: "preau::access",
            method = self.method,
            route,
            status = self.status,
            ms = elapsed.as_micros() as f64 / 1000.0,
            request_id = self.info.id(),
            user = self.info.maybe_actor().map(|actor| actor.user_id),
        );
    }
}

/// Methods that anybody could invent would fill the metrics.
fn method(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
