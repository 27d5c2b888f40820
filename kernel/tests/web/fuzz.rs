//! Whatever a client sends, it is never a 5xx.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Uri};
use proptest::prelude::*;

use crate::support::{TestApp, test_app};

const PATHS: [&str; 10] = [
    "/api/items/",
    "/api/words/",
    "/api/days/",
    "/api/echo/",
    "/api/big/",
    "/api/things/",
    "/form/",
    "/upload/",
    "/api/docs/",
    "/",
];
const HEADERS: [&str; 12] = [
    "authorization",
    "cookie",
    "content-type",
    "accept-language",
    "idempotency-key",
    "if-none-match",
    "origin",
    "x-forwarded-for",
    "content-length",
    "x-request-id",
    "host",
    "access-control-request-method",
];

#[derive(Debug, Clone)]
struct Wild {
    method: String,
    base: usize,
    path: Vec<u8>,
    query: Vec<u8>,
    headers: Vec<(usize, Vec<u8>)>,
    anna: bool,
    json: bool,
    body: Vec<u8>,
}

fn bytes(max: usize) -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..max)
}

prop_compose! {
    fn wild()(
        method in prop_oneof!["GET", "POST", "PUT", "OPTIONS", "[A-Z]{1,9}"],
        base in 0..PATHS.len(),
        path in bytes(20),
        query in bytes(30),
        headers in proptest::collection::vec((0..HEADERS.len(), bytes(30)), 0..4),
        anna in any::<bool>(),
        json in any::<bool>(),
        body in prop_oneof![bytes(200), "\\{\"(name|number|tags|wait)\": ?.{0,20}\\}".prop_map(String::into_bytes)],
    ) -> Wild {
        Wild { method, base, path, query, headers, anna, json, body }
    }
}

/// `None` for what hyper itself would not let through.
fn request(wild: &Wild) -> Option<Request> {
    let encode = |bytes: &[u8]| bytes.iter().map(|b| format!("%{b:02x}")).collect::<String>();
    let as_is = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let raw = format!("{}{}?{}", PATHS[wild.base], as_is(&wild.path), as_is(&wild.query));
    let encoded = format!("{}{}?days={}", PATHS[wild.base], encode(&wild.path), encode(&wild.query));
    let uri = raw.parse::<Uri>().or_else(|_| encoded.parse()).ok()?;
    let mut request = Request::builder().method(wild.method.as_str()).uri(uri).header("host", "localhost");
    if wild.anna {
        request = request.header("authorization", "Bearer anna").header("idempotency-key", "k");
    }
    if wild.json {
        request = request.header("content-type", "application/json");
    }
    for (name, value) in &wild.headers {
        let Ok(value) = HeaderValue::from_bytes(value) else { continue };
        request = request.header(HeaderName::from_static(HEADERS[*name]), value);
    }
    request.body(Body::from(wild.body.clone())).ok()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn nothing_sent_gives_a_5xx() {
    let runtime = runtime();
    let test: TestApp = runtime.block_on(test_app());
    let config = ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(wild in wild())| {
        if let Some(request) = request(&wild) {
            let answer = runtime.block_on(test.request(request));
            prop_assert!(answer.status.as_u16() < 500, "{answer:?}");
            if answer.status.is_client_error() && wild.method != "HEAD" {
                answer.code();
            }
        }
    });
}
