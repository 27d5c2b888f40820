//! Only our own hosts are answered.

use axum::body::Body;
use axum::extract::Request;
use axum::http::Version;

use crate::support::{TestApp, test_app, test_app_with};

async fn status(test: &TestApp, host: &str) -> u16 {
    test.get_with("/api/public/", &[("host", host)]).await.status.as_u16()
}

async fn place() -> TestApp {
    test_app_with(|config| {
        config.server.base_url = "https://Preau.example.org".into();
        config.server.allowed_hosts = vec!["school.fr".into(), ".campus.fr".into(), "[::1]".into()];
    })
    .await
}

#[tokio::test]
async fn a_host_is_named_one_by_one_or_with_all_below_it() {
    let test = place().await;
    for host in
        ["school.fr", "SCHOOL.fr:8443", "school.fr.", "campus.fr", "a.b.campus.fr", "preau.example.org", "[::1]:8000"]
    {
        assert_eq!(status(&test, host).await, 200, "{host}");
    }
    for host in [
        "evil.org",
        "www.school.fr",
        "evilcampus.fr",
        "example.org",
        "localhost",
        "",
        "school.fr:x",
        "a@school.fr",
        "school.fr/x",
        "[::2]",
        "school.fr evil.org",
    ] {
        assert_eq!(status(&test, host).await, 400, "{host}");
    }
}

#[tokio::test]
async fn a_refused_host_is_told_so() {
    let answer = test_app().await.get_with("/api/public/", &[("host", "evil.org")]).await;
    assert_eq!(answer.refusal(), (400, "host_not_allowed".into()));
    assert!(!answer.text().contains("evil"));
}

#[tokio::test]
async fn a_star_answers_every_host_that_can_be_one() {
    let test = test_app_with(|config| config.server.allowed_hosts = vec!["*".into()]).await;
    assert_eq!(status(&test, "anything.example").await, 200);
    assert_eq!(status(&test, "any thing").await, 400);
}

#[tokio::test]
async fn http_1_1_needs_exactly_one_host() {
    let test = test_app().await;
    let none = |version| Request::get("/api/describe/").version(version).body(Body::empty()).unwrap();
    assert_eq!(test.request(none(Version::HTTP_11)).await.refusal(), (400, "host_not_allowed".into()));
    let old = test.request(none(Version::HTTP_10)).await;
    assert_eq!(old.json()["base"], "http://127.0.0.1:8000");
    let two = test.get_with("/api/public/", &[("host", "localhost"), ("host", "localhost")]).await;
    assert_eq!(two.status, 400);
}

#[tokio::test]
async fn the_authority_of_the_request_line_counts_before_the_header() {
    let test = test_app().await;
    let ask = async |uri: &str, host: &str| {
        let request = Request::get(uri).header("host", host).body(Body::empty()).unwrap();
        test.request(request).await.status.as_u16()
    };
    assert_eq!(ask("http://localhost/api/public/", "evil.org").await, 200);
    assert_eq!(ask("http://evil.org/api/public/", "localhost").await, 400);
}

#[tokio::test]
async fn probes_are_answered_whatever_the_host() {
    let test = test_app().await;
    for path in ["/healthz", "/readyz", "/readyz/"] {
        assert_eq!(test.get_with(path, &[("host", "10.0.0.1:8000")]).await.status, 200);
    }
    assert_eq!(test.get_with("/metrics", &[("host", "evil.org")]).await.status, 400);
}

#[tokio::test]
async fn addresses_in_answers_are_those_that_the_client_used() {
    let answer = place().await.get_with("/api/describe/", &[("host", "school.fr:8443")]).await;
    assert_eq!(answer.json()["base"], "http://school.fr:8443");
}
