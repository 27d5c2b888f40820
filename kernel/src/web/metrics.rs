//! `/metrics` in the text that Prometheus reads. Modules count with [`Metrics::count`]; what stands in the database
//! is read when somebody asks.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

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

use super::client;
use crate::app::App;
use crate::db::Sql;
use crate::db::watch::{self, Watch};
use crate::error::{Error, Result};

/// Seconds: from a cached answer to a large export.
const BUCKETS: [f64; 12] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0];
/// A database that does not answer must not hold up the rest.
const DATABASE_PATIENCE: Duration = Duration::from_secs(1);
const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

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

type Labels = Vec<(&'static str, String)>;

#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    registry: Mutex<Registry>,
    requests: Family<Answered, Number>,
    durations: Family<Routed, Histogram, fn() -> Histogram>,
    in_flight: Gauge,
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
            statements: Histogram::new(watch::BUCKETS),
            counters: Mutex::default(),
        };
        let mut registry = inner.registry.lock();
        registry.register("http_requests", "Answers by method, route and status", inner.requests.clone());
        registry.register("http_request_duration_seconds", "Time to the answer's headers", inner.durations.clone());
        registry.register("http_requests_in_flight", "Requests being handled", inner.in_flight.clone());
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

    /// Notes the time of each statement of this database.
    pub(crate) fn watch(&self, watch: &Watch) {
        let statements = self.0.statements.clone();
        watch.set_sink(move |elapsed| statements.observe(elapsed.as_secs_f64()));
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
    responses((status = 200, description = "Metrics", content_type = "application/openmetrics-text", body = String)))]
pub(super) async fn metrics(State(app): State<App>, request: Request) -> Result<Response> {
    check(&app, &request)?;
    let mut out = String::new();
    let written = text::encode_registry(&mut out, &app.metrics().0.registry.lock());
    written.map_err(Error::internal)?;
    let written = text::encode(&mut out, &momentary(&app).await);
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

/// What is only known by looking: the queue, the mails, the memory.
async fn momentary(app: &App) -> Registry {
    let mut registry = Registry::with_prefix("preau");
    for (table, help) in [("jobs", "Jobs by state"), ("mails", "Mails by state")] {
        let states = tokio::time::timeout(DATABASE_PATIENCE, states(app, table)).await;
        if let Ok(Ok(states)) = states {
            let family = Family::<Labels, Gauge>::default();
            for (state, count) in states {
                family.get_or_create(&vec![("state", state)]).set(count);
            }
            registry.register(table, help, family);
        }
    }
    if let Some(bytes) = resident_memory() {
        let gauge = Gauge::<u64, AtomicU64>::default();
        gauge.set(bytes);
        registry.register("process_resident_memory_bytes", "Memory of the process", gauge);
    }
    registry
}

/// An error when the table is not there.
async fn states(app: &App, table: &'static str) -> Result<Vec<(String, i64)>> {
    let rows = app.db().read().all(&format!("SELECT state, COUNT(*) FROM {table} GROUP BY state"), vec![]).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// Linux only; `None` elsewhere.
fn resident_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}
