//! Traces: what a collector gets, and what it does not.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use axum::{Json, Router};
use parking_lot::Mutex;
use preau_kernel::config::Config;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::support::{TestApp, test_app_with};

const PARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

type Received = Arc<Mutex<Vec<(HeaderMap, Value)>>>;

/// What takes the spans.
struct Collector {
    url: String,
    received: Received,
}

impl Collector {
    async fn start() -> Self {
        let received = Received::default();
        let take = |State(received): State<Received>, headers: HeaderMap, Json(body): Json<Value>| async move {
            received.lock().push((headers, body));
        };
        let router = Router::new().route("/v1/traces", post(take)).with_state(received.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, received }
    }

    fn spans(&self) -> Vec<Value> {
        let received = self.received.lock();
        let spans = received.iter().map(|(_, body)| &body["resourceSpans"][0]["scopeSpans"][0]["spans"]);
        spans.flat_map(|spans| spans.as_array().unwrap().clone()).collect()
    }
}

/// Does something on an app that is traced, and waits until everything was sent.
async fn traced(change: impl FnOnce(&mut Config), act: impl AsyncFnOnce(&TestApp)) -> (Collector, TestApp) {
    let collector = Collector::start().await;
    let url = collector.url.clone();
    let test = test_app_with(|config| {
        config.trace.otlp_url = url;
        config.trace.headers = vec!["X-Key: 4711".into()];
        change(config);
    })
    .await;
    let stop = CancellationToken::new();
    let exporting = tokio::spawn(test.app.tracer().exporter().unwrap().run(stop.clone()));
    act(&test).await;
    stop.cancel();
    exporting.await.unwrap();
    (collector, test)
}

fn attribute<'a>(span: &'a Value, key: &str) -> &'a Value {
    let attributes = span["attributes"].as_array().unwrap();
    attributes.iter().find(|attribute| attribute["key"] == key).map_or(&Value::Null, |attribute| &attribute["value"])
}

#[tokio::test]
async fn a_request_and_its_statements() {
    let (collector, _) = traced(
        |_| {},
        async |test| {
            assert_eq!(test.get("/readyz").await.status, 200);
        },
    )
    .await;
    let spans = collector.spans();
    let request = spans.iter().find(|span| span["name"] == "GET /readyz").unwrap();
    assert_eq!((&request["kind"], &request["parentSpanId"]), (&2.into(), &"".into()));
    assert_eq!(attribute(request, "http.route")["stringValue"], "/readyz");
    assert_eq!(attribute(request, "http.response.status_code")["intValue"], "200");
    assert_eq!(attribute(request, "preau.request_id")["stringValue"].as_str().unwrap().len(), 32);
    let statements: Vec<_> = spans.iter().filter(|span| span["kind"] == 3).collect();
    assert!(!statements.is_empty());
    for statement in statements {
        assert_eq!(statement["traceId"], request["traceId"]);
        assert_eq!(statement["parentSpanId"], request["spanId"]);
        assert_eq!(attribute(statement, "db.system.name")["stringValue"], "sqlite");
    }
    let (headers, body) = &collector.received.lock()[0];
    assert_eq!(headers["x-key"], "4711");
    let resource = &body["resourceSpans"][0]["resource"]["attributes"][0];
    assert_eq!((&resource["key"], &resource["value"]["stringValue"]), (&"service.name".into(), &"preau".into()));
}

#[tokio::test]
async fn no_path_is_shown_and_a_failure_is() {
    let (collector, _) = traced(
        |_| {},
        async |test| {
            test.get("/no/such/secret-token/").await;
            test.app.stop().cancel();
            assert_eq!(test.get("/readyz").await.status, 503);
        },
    )
    .await;
    let spans = collector.spans();
    assert!(!format!("{spans:?}").contains("secret-token"));
    let failed = spans.iter().find(|span| span["name"] == "GET /readyz").unwrap();
    assert_eq!(failed["status"]["code"], 2);
}

#[tokio::test]
async fn a_trusted_proxy_begins_the_trace_and_nobody_else() {
    let trust = |config: &mut Config| config.server.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    let ask = async |test: &TestApp| {
        test.send("GET", "/api/public/", &[("traceparent", PARENT)], "").await;
        // The proxy has decided that this one is not recorded.
        let not = PARENT.replace("-01", "-00");
        test.send("GET", "/healthz", &[("traceparent", &not)], "").await;
    };
    let (collector, _) = traced(trust, ask).await;
    let spans: Vec<_> = collector.spans().into_iter().filter(|span| span["kind"] == 2).collect();
    assert_eq!(spans.len(), 1, "{spans:?}");
    assert_eq!(spans[0]["traceId"], "0af7651916cd43dd8448eb211c80319c");
    assert_eq!(spans[0]["parentSpanId"], "b7ad6b7169203331");

    let (collector, _) = traced(|_| {}, ask).await;
    let spans: Vec<_> = collector.spans().into_iter().filter(|span| span["kind"] == 2).collect();
    assert_eq!(spans.len(), 2);
    assert!(spans.iter().all(|span| span["traceId"] != "0af7651916cd43dd8448eb211c80319c"));
}

#[tokio::test]
async fn none_of_a_hundred() {
    let (collector, _) = traced(
        |config| config.trace.percent = 0,
        async |test| {
            for _ in 0..20 {
                test.get("/healthz").await;
            }
        },
    )
    .await;
    assert!(collector.spans().is_empty());
}

#[tokio::test]
async fn a_collector_that_is_away_is_counted() {
    let gone = |config: &mut Config| config.trace.otlp_url = "http://127.0.0.1:9".into();
    let (_, test) = traced(gone, async |test| {
        test.get("/healthz").await;
        tokio::time::sleep(Duration::from_millis(10)).await;
    })
    .await;
    let text = test.get("/metrics").await.text();
    assert!(text.contains(r#"preau_trace_spans_total{outcome="failed"} "#), "{text}");
}

#[tokio::test]
async fn without_a_collector_nothing_is_begun() {
    let test = test_app_with(|_| {}).await;
    assert!(test.app.tracer().exporter().is_none());
}
