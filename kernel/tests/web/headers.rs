//! Security headers on everything.

use preau_kernel::web::HTML_CSP;

use crate::support::{test_app, test_app_with};

#[tokio::test]
async fn every_answer_carries_them() {
    let test = test_app().await;
    for path in ["/api/public/", "/api/nothing", "/api/mine/", "/healthz", "/api/panics/"] {
        let answer = test.get(path).await;
        let csp = answer.header("content-security-policy");
        assert_eq!(csp, Some("default-src 'none'; frame-ancestors 'none'"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"));
        assert_eq!(answer.header("x-frame-options"), Some("DENY"));
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"));
        assert!(answer.header("permissions-policy").is_some());
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("strict-transport-security"), None);
    }
}

#[tokio::test]
async fn a_page_has_a_policy_of_its_own() {
    let answer = test_app().await.get("/page/").await;
    assert_eq!(answer.header("content-security-policy"), Some(HTML_CSP));
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
    assert!(!HTML_CSP.contains("unsafe"));
}

#[tokio::test]
async fn hsts_comes_over_https_only() {
    let test = test_app_with(|config| config.server.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()]).await;
    let answer = test.get_with("/api/public/", &[("x-forwarded-proto", "https")]).await;
    assert!(answer.header("strict-transport-security").unwrap().starts_with("max-age="));
}

#[tokio::test]
async fn what_may_be_kept_says_so_itself() {
    let answer = test_app().await.get("/api/openapi.json").await;
    assert_eq!(answer.header("cache-control"), Some("no-cache"));
}
