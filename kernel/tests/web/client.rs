//! The client's address and scheme: believed from trusted proxies, from nobody else.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use serde_json::Value;

use crate::support::{TestApp, test_app, test_app_with};

async fn behind_proxies() -> TestApp {
    test_app_with(|config| config.server.trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()]).await
}

async fn seen(test: &TestApp, peer: &str, headers: &[(&str, &str)]) -> Value {
    let peer: SocketAddr = format!("{peer}:4711").parse().unwrap();
    let mut request = Request::get("/api/describe/").header("host", "localhost").extension(ConnectInfo(peer));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    test.request(request.body(Body::empty()).unwrap()).await.json()
}

#[tokio::test]
async fn the_peer_is_the_client() {
    let test = test_app().await;
    assert_eq!(seen(&test, "192.0.2.7", &[]).await["ip"], "192.0.2.7");
    assert_eq!(seen(&test, "[::ffff:192.0.2.7]", &[]).await["ip"], "192.0.2.7");
    assert_eq!(test.get("/api/describe/").await.json()["ip"], "127.0.0.1");
}

#[tokio::test]
async fn forged_headers_of_strangers_are_passed_over() {
    let test = behind_proxies().await;
    let forged = [("x-forwarded-for", "198.51.100.1"), ("x-forwarded-proto", "https"), ("x-request-id", "mine")];
    let seen = seen(&test, "192.0.2.7", &forged).await;
    assert_eq!((seen["ip"].as_str(), seen["https"].as_bool()), (Some("192.0.2.7"), Some(false)));
    assert_ne!(seen["id"], "mine");
}

#[tokio::test]
async fn loopback_is_no_proxy_unless_named() {
    let test = test_app().await;
    let answer = test.get_with("/api/describe/", &[("x-forwarded-for", "198.51.100.1")]).await;
    assert_eq!(answer.json()["ip"], "127.0.0.1");
}

#[tokio::test]
async fn a_trusted_proxy_names_the_client() {
    let test = behind_proxies().await;
    let ip = async |value: &str| seen(&test, "10.1.1.1", &[("x-forwarded-for", value)]).await["ip"].clone();
    assert_eq!(ip("198.51.100.1").await, "198.51.100.1");
    // What the client wrote itself stands to the left of what the proxies wrote.
    assert_eq!(ip("203.0.113.9, 198.51.100.1").await, "198.51.100.1");
    assert_eq!(ip("203.0.113.9, 198.51.100.1, 10.2.2.2").await, "198.51.100.1");
    assert_eq!(ip("[2001:db8::1]:80").await, "2001:db8::1");
    assert_eq!(ip("10.3.3.3").await, "10.3.3.3");
    assert_eq!(ip("198.51.100.1, nonsense").await, "10.1.1.1");
    assert_eq!(ip("").await, "10.1.1.1");
    let two = [("x-forwarded-for", "203.0.113.9"), ("x-forwarded-for", "198.51.100.1")];
    assert_eq!(seen(&test, "10.1.1.1", &two).await["ip"], "198.51.100.1");
}

#[tokio::test]
async fn a_trusted_proxy_tells_the_scheme() {
    let test = behind_proxies().await;
    let by = async |proto: &str| seen(&test, "10.1.1.1", &[("x-forwarded-proto", proto)]).await;
    assert_eq!(by("https").await["base"], "https://localhost");
    assert_eq!(by("http").await["https"], false);
    assert_eq!(by("https, http").await["https"], false);
    assert_eq!(seen(&test, "10.1.1.1", &[]).await["https"], false);
}

#[tokio::test]
async fn a_request_id_is_kept_from_a_proxy_and_made_for_others() {
    let test = behind_proxies().await;
    let id = async |given: &str| {
        seen(&test, "10.1.1.1", &[("x-request-id", given)]).await["id"].as_str().unwrap().to_owned()
    };
    assert_eq!(id("a.B_c-9").await, "a.B_c-9");
    let long = "x".repeat(65);
    for wrong in ["", "a b", "a\"b", long.as_str()] {
        let made = id(wrong).await;
        assert!(made.len() == 32 && made.bytes().all(|b| b.is_ascii_hexdigit()), "{made}");
    }
    let answer = test.get_with("/api/describe/", &[("x-request-id", "mine")]).await;
    assert_eq!(answer.header("x-request-id"), answer.json()["id"].as_str());
    assert_ne!(answer.header("x-request-id"), Some("mine"));
    assert_ne!(test.get("/api/describe/").await.json()["id"], answer.json()["id"]);
}
