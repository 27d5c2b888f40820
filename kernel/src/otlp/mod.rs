//! Traces for an OpenTelemetry collector (`trace.otlp_url`): one span for each request and each run of a job, and one
//! within for each statement. Without the setting nothing is measured and nothing sent.
//!
//! Map: here spans and the context they hang on · `export` gathering and sending them, as JSON over HTTP.
//!
//! A span names the route's template and the statement's text, never a path, a parameter or a person.

mod export;

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use chrono::TimeDelta;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::clock::{Chance, Clock, Timestamp};
use crate::config::{DatabaseConfig, TraceConfig};
use crate::web::metrics::Metrics;

pub use export::Exporter;

/// Spans that wait to be sent; what comes beyond is counted and dropped.
const WAITING: usize = 4096;
/// Bytes of a statement that are shown.
const LONGEST_STATEMENT: usize = 2000;
const TRACEPARENT: &str = "traceparent";

tokio::task_local! {
    static CURRENT: Context;
}

/// Where a span stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    trace: [u8; 16],
    span: [u8; 8],
}

impl Context {
    /// `00-<trace>-<span>-<flags>` (W3C); with whether the other side records it.
    fn parse(text: &str) -> Option<(Self, bool)> {
        let mut parts = text.trim().split('-');
        let (version, trace, span, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let (mut own, mut flag) = (Self { trace: [0; 16], span: [0; 8] }, [0; 1]);
        hex::decode_to_slice(trace, &mut own.trace).ok()?;
        hex::decode_to_slice(span, &mut own.span).ok()?;
        hex::decode_to_slice(flags, &mut flag).ok()?;
        let is_known = version.len() == 2 && version != "ff" && own.trace != [0; 16] && own.span != [0; 8];
        is_known.then_some((own, flag[0] & 1 == 1))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Internal = 1,
    Server = 2,
    Client = 3,
}

/// A span that has ended.
struct Span {
    context: Context,
    parent: Option<[u8; 8]>,
    name: String,
    kind: Kind,
    began: Timestamp,
    elapsed: Duration,
    attributes: Vec<(&'static str, Value)>,
    has_failed: bool,
}

/// Begins spans; without a collector it does nothing.
#[derive(Clone, Default)]
pub struct Tracer(Option<Arc<Inner>>);

struct Inner {
    percent: u64,
    engine: &'static str,
    clock: Clock,
    chance: Chance,
    metrics: Metrics,
    send: mpsc::Sender<Span>,
    exporter: Mutex<Option<Exporter>>,
}

impl Tracer {
    pub(crate) fn new(
        config: &TraceConfig,
        database: &DatabaseConfig,
        clock: &Clock,
        chance: &Chance,
        metrics: &Metrics,
    ) -> Self {
        if config.otlp_url.is_empty() {
            return Self(None);
        }
        let (send, receive) = mpsc::channel(WAITING);
        Self(Some(Arc::new(Inner {
            percent: config.percent,
            engine: if database.sqlite_path().is_some() { "sqlite" } else { "postgresql" },
            clock: clock.clone(),
            chance: chance.clone(),
            metrics: metrics.clone(),
            send,
            exporter: Mutex::new(Some(Exporter::new(config, metrics, receive))),
        })))
    }

    /// What sends the spans, once; `None` without a collector.
    pub fn exporter(&self) -> Option<Exporter> {
        self.0.as_ref()?.exporter.lock().take()
    }

    /// For a request. A trusted proxy may have begun the trace, and has then decided whether it is recorded.
    pub(crate) fn request(&self, headers: &HeaderMap, is_believed: bool) -> Option<Active> {
        let inner = self.0.as_ref()?;
        let given = headers.get(TRACEPARENT).filter(|_| is_believed).and_then(|value| value.to_str().ok());
        match given.and_then(Context::parse) {
            Some((_, false)) => None,
            Some((outer, true)) => Some(inner.begin(Kind::Server, Some(outer))),
            None => inner.drawn().then(|| inner.begin(Kind::Server, None)),
        }
    }

    /// For work that nobody waits for.
    pub(crate) fn work(&self, name: &str) -> Option<Active> {
        let inner = self.0.as_ref()?;
        let active = inner.drawn().then(|| inner.begin(Kind::Internal, None));
        active.map(|mut active| {
            active.name(name.to_owned());
            active
        })
    }

    /// A statement that was asked within the current span.
    pub(crate) fn statement(&self, sql: &str, elapsed: Duration) {
        let Some(inner) = &self.0 else { return };
        let Ok(outer) = CURRENT.try_with(|context| *context) else { return };
        let shown: String = sql.chars().take(LONGEST_STATEMENT).collect();
        let verb = sql.split_whitespace().next().unwrap_or("statement").to_ascii_uppercase();
        inner.end(Span {
            context: inner.within(Some(outer)),
            parent: Some(outer.span),
            name: verb,
            kind: Kind::Client,
            began: inner.clock.now().minus(TimeDelta::from_std(elapsed).unwrap_or_default()),
            elapsed,
            attributes: vec![("db.system.name", json!(inner.engine)), ("db.query.text", json!(shown))],
            has_failed: false,
        });
    }
}

impl Inner {
    /// Whether this one is among those that are recorded.
    fn drawn(&self) -> bool {
        self.percent >= 100 || self.chance.below(100) < self.percent
    }

    fn within(&self, outer: Option<Context>) -> Context {
        Context { trace: outer.map_or_else(|| self.chance.bytes(), |outer| outer.trace), span: self.chance.bytes() }
    }

    fn begin(self: &Arc<Self>, kind: Kind, outer: Option<Context>) -> Active {
        let span = Span {
            context: self.within(outer),
            parent: outer.map(|outer| outer.span),
            name: String::new(),
            kind,
            began: self.clock.now(),
            elapsed: Duration::ZERO,
            attributes: Vec::new(),
            has_failed: false,
        };
        Active { inner: self.clone(), started: Instant::now(), span: Some(span) }
    }

    fn end(&self, span: Span) {
        if self.send.try_send(span).is_err() {
            self.metrics.traced("dropped", 1);
        }
    }
}

/// A span that runs; it ends when this is dropped.
pub(crate) struct Active {
    inner: Arc<Inner>,
    started: Instant,
    span: Option<Span>,
}

impl Active {
    pub(crate) fn context(&self) -> Option<Context> {
        self.span.as_ref().map(|span| span.context)
    }

    pub(crate) fn name(&mut self, name: String) {
        if let Some(span) = &mut self.span {
            span.name = name;
        }
    }

    pub(crate) fn note(&mut self, key: &'static str, value: impl Into<Value>) {
        if let Some(span) = &mut self.span {
            span.attributes.push((key, value.into()));
        }
    }

    pub(crate) fn fail(&mut self) {
        if let Some(span) = &mut self.span {
            span.has_failed = true;
        }
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        if let Some(mut span) = self.span.take() {
            span.elapsed = self.started.elapsed();
            self.inner.end(span);
        }
    }
}

/// Does the work within this span.
pub(crate) async fn within<F: Future>(context: Option<Context>, work: F) -> F::Output {
    match context {
        Some(context) => CURRENT.scope(context, work).await,
        None => work.await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parent_is_read_or_passed_over() {
        let good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        let (context, is_recorded) = Context::parse(good).unwrap();
        assert!(is_recorded && context.trace[0] == 0x0a && context.span[7] == 0x31);
        assert!(!Context::parse(&good.replace("-01", "-00")).unwrap().1);
        for wrong in [
            "",
            "00-0af7",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
        ] {
            assert_eq!(Context::parse(wrong), None, "{wrong}");
        }
    }
}
