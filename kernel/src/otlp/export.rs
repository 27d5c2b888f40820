//! Sends spans in bundles, as OTLP's JSON over HTTP. A collector that does not answer loses them: the place goes on, the
//! log says so once a minute, and `/metrics` counts.

use std::time::{Duration, Instant};

use reqwest::Client;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::Span;
use crate::config::TraceConfig;
use crate::error::{Error, Result};
use crate::web::metrics::Metrics;

/// Spans of one message, and how long the first of them waits at most.
const BUNDLE: usize = 512;
const EVERY: Duration = Duration::from_secs(2);
const PATIENCE: Duration = Duration::from_secs(10);
/// Between two complaints.
const COMPLAIN_EVERY: Duration = Duration::from_secs(60);

pub struct Exporter {
    url: String,
    service: String,
    headers: Vec<String>,
    metrics: Metrics,
    receive: mpsc::Receiver<Span>,
    complained: Option<Instant>,
}

impl Exporter {
    pub(super) fn new(config: &TraceConfig, metrics: &Metrics, receive: mpsc::Receiver<Span>) -> Self {
        Self {
            url: format!("{}/v1/traces", config.otlp_url.trim_end_matches('/')),
            service: config.service.clone(),
            headers: config.headers.clone(),
            metrics: metrics.clone(),
            receive,
            complained: None,
        }
    }

    /// Until it is told to stop; then what waits is sent, once.
    pub async fn run(mut self, stop: CancellationToken) {
        let client = match self.client() {
            Ok(client) => client,
            Err(error) => {
                tracing::error!(%error, "no traces are sent");
                return;
            }
        };
        let mut bundle = Vec::new();
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => break,
                () = gather(&mut self.receive, &mut bundle) => self.send(&client, &mut bundle).await,
            }
        }
        while let Ok(span) = self.receive.try_recv() {
            bundle.push(span);
        }
        self.send(&client, &mut bundle).await;
    }

    fn client(&self) -> Result<Client> {
        // An error means that it is installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        for line in &self.headers {
            let (name, value) = line.split_once(':').ok_or_else(|| Error::internal("trace.headers"))?;
            let name: HeaderName = name.trim().parse().map_err(Error::internal)?;
            headers.insert(name, value.trim().parse().map_err(Error::internal)?);
        }
        let builder = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE);
        builder.default_headers(headers).build().map_err(Error::internal)
    }

    async fn send(&mut self, client: &Client, bundle: &mut Vec<Span>) {
        if bundle.is_empty() {
            return;
        }
        let count = bundle.len() as u64;
        let body = message(&self.service, bundle).to_string();
        bundle.clear();
        let problem = match client.post(&self.url).body(body).send().await {
            Ok(answer) if answer.status().is_success() => {
                self.metrics.traced("sent", count);
                return;
            }
            Ok(answer) => answer.status().to_string(),
            // Without the address, which may hold a key.
            Err(error) => error.without_url().to_string(),
        };
        self.metrics.traced("failed", count);
        if self.complained.is_none_or(|at| at.elapsed() > COMPLAIN_EVERY) {
            tracing::warn!(problem, "traces could not be sent; those that could not are lost");
            self.complained = Some(Instant::now());
        }
    }
}

/// Waits for a first span, then for more of them or a little time.
async fn gather(receive: &mut mpsc::Receiver<Span>, bundle: &mut Vec<Span>) {
    let until = tokio::time::sleep(EVERY);
    tokio::pin!(until);
    while bundle.len() < BUNDLE {
        let room = BUNDLE - bundle.len();
        tokio::select! {
            count = receive.recv_many(bundle, room) => if count == 0 {
                // Nobody begins spans any more.
                return std::future::pending().await;
            },
            () = &mut until => if bundle.is_empty() {
                until.as_mut().reset(tokio::time::Instant::now() + EVERY);
            } else {
                return;
            },
        }
    }
}

fn message(service: &str, spans: &[Span]) -> Value {
    let version = env!("CARGO_PKG_VERSION");
    let resource = [attribute("service.name", &json!(service)), attribute("service.version", &json!(version))];
    json!({"resourceSpans": [{
        "resource": {"attributes": resource},
        "scopeSpans": [{
            "scope": {"name": "preau", "version": version},
            "spans": spans.iter().map(span).collect::<Vec<_>>(),
        }],
    }]})
}

/// Numbers of 64 bits are texts in this JSON, ids hexadecimal.
fn span(span: &Span) -> Value {
    let began = i128::from(span.began.0) * 1000;
    let ended = began + i128::try_from(span.elapsed.as_nanos()).unwrap_or_default();
    let attributes: Vec<Value> = span.attributes.iter().map(|(key, value)| attribute(key, value)).collect();
    json!({
        "traceId": hex::encode(span.context.trace),
        "spanId": hex::encode(span.context.span),
        "parentSpanId": span.parent.map(hex::encode).unwrap_or_default(),
        "name": span.name,
        "kind": span.kind as u8,
        "startTimeUnixNano": began.to_string(),
        "endTimeUnixNano": ended.to_string(),
        "attributes": attributes,
        "status": if span.has_failed { json!({"code": 2}) } else { json!({}) },
    })
}

fn attribute(key: &str, value: &Value) -> Value {
    let value = match value {
        Value::Number(number) if number.is_i64() || number.is_u64() => json!({"intValue": number.to_string()}),
        Value::Number(number) => json!({"doubleValue": number}),
        Value::Bool(value) => json!({"boolValue": value}),
        Value::String(text) => json!({"stringValue": text}),
        other => json!({"stringValue": other.to_string()}),
    };
    json!({"key": key, "value": value})
}
