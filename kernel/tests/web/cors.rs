//! Other origins: named ones, all, any localhost in a demonstration.

use crate::support::{Answer, TestApp, test_app, test_app_with};

const ORIGIN: &str = "https://app.example.org";

async fn named() -> TestApp {
    test_app_with(|config| config.server.cors_origins = vec!["https://app.example.org/".into()]).await
}

async fn from(test: &TestApp, origin: &str) -> Answer {
    test.get_with("/api/public/", &[("origin", origin)]).await
}

#[tokio::test]
async fn nothing_is_said_unless_configured() {
    let answer = from(&test_app().await, ORIGIN).await;
    assert_eq!((answer.header("access-control-allow-origin"), answer.header("vary")), (None, None));
}

#[tokio::test]
async fn a_named_origin_may_read_with_credentials() {
    let test = named().await;
    let answer = from(&test, ORIGIN).await;
    assert_eq!(answer.header("access-control-allow-origin"), Some(ORIGIN));
    assert_eq!(answer.header("access-control-allow-credentials"), Some("true"));
    assert!(answer.header("access-control-expose-headers").unwrap().contains("retry-after"));
    for other in ["https://evil.org", "https://app.example.org.evil.org", "http://app.example.org", "null"] {
        let answer = from(&test, other).await;
        assert_eq!(answer.header("access-control-allow-origin"), None, "{other}");
        assert_eq!(answer.header("vary"), Some("origin"));
    }
}

#[tokio::test]
async fn refusals_can_be_read_too() {
    let test = named().await;
    for (path, status) in [
        ("/api/mine/", 401),
        ("/api/nothing/", 404),
        ("/api/refuse/throttled/", 429),
        ("/api/refuse/internal/", 500),
        ("/api/panics/", 500),
    ] {
        let answer = test.get_with(path, &[("origin", ORIGIN)]).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("access-control-allow-origin"), Some(ORIGIN), "{path}");
    }
    let wrong_host = test.get_with("/api/public/", &[("origin", ORIGIN), ("host", "evil.org")]).await;
    assert_eq!(wrong_host.header("access-control-allow-origin"), Some(ORIGIN));
}

#[tokio::test]
async fn a_preflight_allows_what_the_contract_says() {
    let test = named().await;
    let ask = [("origin", ORIGIN), ("access-control-request-method", "PATCH")];
    for path in ["/api/public/", "/api/mine/", "/api/things", "/api/nothing/"] {
        let answer = test.send("OPTIONS", path, &ask, "").await;
        assert_eq!(answer.status, 204, "{path}");
        assert!(answer.body.is_empty());
        assert_eq!(answer.header("access-control-allow-origin"), Some(ORIGIN));
        let methods = answer.header("access-control-allow-methods").unwrap();
        assert_eq!(methods, "GET, POST, PUT, PATCH, DELETE");
        let headers = answer.header("access-control-allow-headers").unwrap();
        for name in [
            "authorization",
            "content-type",
            "idempotency-key",
            "if-match",
            "x-csrf-token",
            "x-device-token",
            "accept-language",
            "x-request-id",
        ] {
            assert!(headers.split(", ").any(|allowed| allowed == name), "{name}");
        }
        assert!(answer.header("access-control-max-age").is_some());
    }
    let stranger = [("origin", "https://evil.org"), ("access-control-request-method", "GET")];
    let answer = test.send("OPTIONS", "/api/public/", &stranger, "").await;
    assert_eq!(answer.header("access-control-allow-origin"), None);
    assert_eq!(answer.header("access-control-allow-methods"), None);
}

#[tokio::test]
async fn a_star_allows_all_but_never_credentials() {
    let test = test_app_with(|config| config.server.cors_origins = vec!["*".into()]).await;
    let answer = from(&test, "https://anyone.example").await;
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(answer.header("access-control-allow-credentials"), None);
}

#[tokio::test]
async fn a_demonstration_allows_any_localhost() {
    let test = test_app_with(|config| config.demo = true).await;
    for origin in ["http://localhost:5173", "https://localhost", "http://127.0.0.1:3000", "http://[::1]:8080"] {
        let answer = from(&test, origin).await;
        assert_eq!(answer.header("access-control-allow-origin"), Some(origin));
        assert_eq!(answer.header("access-control-allow-credentials"), None);
    }
    assert_eq!(from(&test, "http://localhost.evil.org").await.header("access-control-allow-origin"), None);
}
