//! `/metrics` in the text that Prometheus reads. Modules count with [`Metrics::count`]; what stands in the database
//! is read when somebody asks.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use parking_lot::Mutex;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text;
use prometheus_client::metrics::counter::Counter as Number;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use subtle::ConstantTimeEq;

use super::{client, gauges};
use crate::app::App;
use crate::db::watch::{self, Watch};
use crate::error::{Error, Result};

/// Seconds: from a cached answer to a large export.
const BUCKETS: [f64; 12] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0];
const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Seconds: from a row to an export of everybody.
const JOB_BUCKETS: [f64; 10] = [0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0, 120.0, 600.0];

/// Something that a module counts, declared as a constant. The text shown is `<name>_total`.
#[derive(Debug, Clone, Copy)]
pub struct Counter {
    /// `accounts_logins`.
    pub name: &'static str,
    /// `Log-ins by outcome`.
    pub help: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Routed {
    method: &'static str,
    route: String,
}

pub(super) type Labels = Vec<(&'static str, String)>;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Ran {
    kind: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Traced {
    outcome: &'static str,
}

#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    registry: Mutex<Registry>,
    requests: Family<Answered, Number>,
    durations: Family<Routed, Histogram, fn() -> Histogram>,
    in_flight: Gauge,
    connections: Gauge,
    jobs: Family<Ran, Number>,
    job_times: Histogram,
    traced: Family<Traced, Number>,
    started: Instant,
    statements: Histogram,
    counters: Mutex<BTreeMap<&'static str, Family<Labels, Number>>>,
}

impl Default for Metrics {
    fn default() -> Self {
        let inner = Inner {
            registry: Mutex::new(Registry::with_prefix("preau")),
            requests: Family::default(),
            durations: Family::new_with_constructor(|| Histogram::new(BUCKETS)),
            in_flight: Gauge::default(),
            connections: Gauge::default(),
            jobs: Family::default(),
            job_times: Histogram::new(JOB_BUCKETS),
            traced: Family::default(),
            started: Instant::now(),
            statements: Histogram::new(watch::BUCKETS),
            counters: Mutex::default(),
        };
        let mut registry = inner.registry.lock();
        registry.register("http_requests", "Answers by method, route and status", inner.requests.clone());
        registry.register("http_request_duration_seconds", "Time to the answer's headers", inner.durations.clone());
        registry.register("http_requests_in_flight", "Requests being handled", inner.in_flight.clone());
        registry.register("http_connections", "Open connections of clients", inner.connections.clone());
        registry.register("job_runs", "Runs of jobs by kind and how they ended", inner.jobs.clone());
        registry.register("job_run_seconds", "Time of each run of a job", inner.job_times.clone());
        registry.register("trace_spans", "Spans for the collector: sent, failed, dropped", inner.traced.clone());
        registry.register("db_statement_seconds", "Time of each statement", inner.statements.clone());
        registry.register("build", "The program", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        drop(registry);
        Self(Arc::new(inner))
    }
}

impl Metrics {
    /// Counts one more. Label values come from a small fixed set, never from input.
    pub fn count(&self, counter: &Counter, labels: &[(&'static str, &str)]) {
        let labels: Labels = labels.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        self.family(counter).get_or_create(&labels).inc();
    }

    fn family(&self, counter: &Counter) -> Family<Labels, Number> {
        let mut counters = self.0.counters.lock();
        let made = || {
            let family = Family::<Labels, Number>::default();
            self.0.registry.lock().register(counter.name, counter.help, family.clone());
            family
        };
        counters.entry(counter.name).or_insert_with(made).clone()
    }

    pub(super) fn request(&self, method: &'static str, route: &str, status: u16, elapsed: Duration) {
        let answered = Answered { method, route: route.to_owned(), status };
        self.0.requests.get_or_create(&answered).inc();
        let routed = Routed { method, route: answered.route };
        self.0.durations.get_or_create(&routed).observe(elapsed.as_secs_f64());
    }

    /// One run of a job has ended.
    pub(crate) fn job(&self, kind: &'static str, outcome: &'static str, elapsed: Duration) {
        self.0.jobs.get_or_create(&Ran { kind, outcome }).inc();
        self.0.job_times.observe(elapsed.as_secs_f64());
    }

    /// What has not happened yet is counted as well: a rate sees the first step only from a zero before it.
    fn begin_at_zero(&self, app: &App) {
        for kind in app.job_kinds() {
            drop(self.0.jobs.get_or_create(&Ran { kind: kind.name, outcome: "done" }));
        }
        for outcome in ["sent", "failed", "dropped"] {
            drop(self.0.traced.get_or_create(&Traced { outcome }));
        }
    }

    /// So many spans went this way.
    pub(crate) fn traced(&self, outcome: &'static str, count: u64) {
        self.0.traced.get_or_create(&Traced { outcome }).inc_by(count);
    }

    pub(super) fn uptime(&self) -> Duration {
        self.0.started.elapsed()
    }

    /// Notes the time of each statement of this database.
    pub(crate) fn watch(&self, watch: &Watch) {
        let statements = self.0.statements.clone();
        watch.set_sink(move |elapsed| statements.observe(elapsed.as_secs_f64()));
    }

    /// Counts a connection as open until the result is dropped.
    pub(super) fn connection(&self) -> InFlight {
        self.0.connections.inc();
        InFlight(self.0.connections.clone())
    }

    /// Counts a request as being handled until the result is dropped.
    pub(super) fn in_flight(&self) -> InFlight {
        self.0.in_flight.inc();
        InFlight(self.0.in_flight.clone())
    }
}

pub(super) struct InFlight(Gauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// Counters and gauges of this node, for Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "operations",
    responses((status = 200, description = "Metrics", content_type = "application/openmetrics-text", body = String), (status = 401, description = "Without the token, where one is set"), (status = 403, description = "Not from this machine, where no token is set")))]
pub(super) async fn metrics(State(app): State<App>, request: Request) -> Result<Response> {
    check(&app, &request)?;
    app.metrics().begin_at_zero(&app);
    let mut out = String::new();
    let written = text::encode_registry(&mut out, &app.metrics().0.registry.lock());
    written.map_err(Error::internal)?;
    let written = text::encode(&mut out, &gauges::momentary(&app).await);
    written.map_err(Error::internal)?;
    Ok(([(header::CONTENT_TYPE, CONTENT_TYPE)], out).into_response())
}

/// Whoever knows the token; without a token in the configuration, whoever is on this machine (and not sent on by a
/// proxy that runs here).
fn check(app: &App, request: &Request) -> Result<()> {
    let headers = request.headers();
    let expected = app.config().server.metrics_token.as_bytes();
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
    if !expected.is_empty() && given.is_some_and(|given| bool::from(given.ct_eq(expected))) {
        return Ok(());
    }
    let forwarded = headers.contains_key("x-forwarded-for") || headers.contains_key("forwarded");
    if client::peer(request.extensions()).is_loopback() && !forwarded {
        return Ok(());
    }
    if expected.is_empty() { Err(Error::forbidden()) } else { Err(Error::unauthenticated()) }
}
