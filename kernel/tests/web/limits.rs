//! Sizes and times.

use axum::body::Body;
use axum::extract::Request;
use futures::stream;
use preau_kernel::config::Span;

use crate::support::{BIG_LIMIT, TestApp, test_app, test_app_with};

fn body_of(bytes: usize) -> String {
    let frame = r#"{"name": ""}"#.len();
    format!(r#"{{"name": "{}"}}"#, "x".repeat(bytes - frame))
}

/// Without `Content-Length`, in pieces.
async fn post_in_pieces(test: &TestApp, path: &str, body: String) -> (u16, String) {
    let pieces: Vec<Result<String, std::io::Error>> =
        body.as_bytes().chunks(1000).map(|piece| Ok(String::from_utf8_lossy(piece).into_owned())).collect();
    let request = Request::post(path).header("host", "localhost").header("content-type", "application/json");
    let answer = test.request(request.body(Body::from_stream(stream::iter(pieces))).unwrap()).await;
    if answer.status.is_success() { (200, String::new()) } else { answer.refusal() }
}

#[tokio::test]
async fn a_body_over_the_limit_is_413_and_names_it() {
    let test = test_app().await;
    let answer = test.post("/api/echo/", &[], &body_of(8 * 1024 + 1)).await;
    assert_eq!(answer.refusal(), (413, "too_large".into()));
    assert!(answer.json()["message"].as_str().unwrap().contains("8 ko"), "{answer:?}");
    assert_eq!(post_in_pieces(&test, "/api/echo/", body_of(20 * 1024)).await, (413, "too_large".into()));
    assert_eq!(test.post("/api/echo/", &[], &body_of(8 * 1024)).await.refusal(), (400, "invalid".into()));
}

#[tokio::test]
async fn a_route_may_allow_more() {
    let test = test_app().await;
    for path in ["/api/big/", "/api/big"] {
        assert_eq!(test.post(path, &[], &body_of(BIG_LIMIT)).await.status, 200);
        assert_eq!(post_in_pieces(&test, path, body_of(BIG_LIMIT)).await.0, 200);
        let answer = test.post(path, &[], &body_of(BIG_LIMIT + 1)).await;
        assert!(answer.json()["message"].as_str().unwrap().contains("64 ko"));
        assert_eq!(post_in_pieces(&test, path, body_of(BIG_LIMIT + 1)).await.0, 413);
    }
}

#[tokio::test]
async fn a_body_that_says_it_is_too_large_is_refused_unread() {
    let test = test_app().await;
    let never = Body::from_stream(stream::pending::<Result<String, std::io::Error>>());
    let request = Request::post("/api/echo/").header("host", "localhost").header("content-length", "99999999");
    assert_eq!(test.request(request.body(never).unwrap()).await.refusal().0, 413);
}

#[tokio::test]
async fn who_may_not_call_is_told_that_first() {
    let test = test_app().await;
    assert_eq!(test.post("/api/things/", &[], &body_of(20_000)).await.refusal().0, 401);
}

#[tokio::test]
async fn a_form_of_a_page_is_limited_too() {
    let test = test_app().await;
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let answer = test.send("POST", "/form/", &kind, &format!("a={}", "x".repeat(9000))).await;
    assert_eq!(answer.refusal().0, 413);
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_503() {
    let test = test_app_with(|config| config.server.request_timeout = Span::seconds(1)).await;
    let answer = test.get("/api/slow/?ms=20000").await;
    assert_eq!(answer.refusal(), (503, "timeout".into()));
    assert_eq!(test.get("/api/slow/?ms=5").await.status, 200);
}
