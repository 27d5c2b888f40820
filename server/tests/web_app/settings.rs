//! `web.enabled`, `web.api_url`, and what the place tells of itself.

use preau::modules;
use preau_kernel::config::{Config, Layers};
use preau_testkit::{TestApp, TestEngine};
use serde_json::json;

use crate::{folder, program, values};

const STRICT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
                      connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none'; \
                      frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types preau";

#[tokio::test]
async fn the_page_has_the_strictest_policy() {
    let test = program().await;
    for path in ["/app/", "/app/login"] {
        let answer = test.anonymous().get(path).send().await.expect(200);
        assert_eq!(values(&answer, "content-security-policy"), STRICT, "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(answer.header("x-frame-options"), Some("DENY"));
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"));
    }
    // Other pages keep theirs.
    let page = test.anonymous().get("/admin/login/").send().await.expect(200);
    assert_eq!(values(&page, "content-security-policy"), preau_kernel::web::HTML_CSP);
    assert!(
        !values(&test.anonymous().get("/api/place/").send().await, "content-security-policy").contains("script-src")
    );
}

#[tokio::test]
async fn the_api_may_be_on_another_origin() {
    let builder = TestApp::builder().modules(modules::every()).set("web.api_url", "https://api.example.org:8443/");
    let test = builder.start(TestEngine::Sqlite).await;
    let answer = test.anonymous().get("/app/").send().await.expect(200);
    let policy = values(&answer, "content-security-policy");
    // With its live channel.
    let connect = "connect-src 'self' https://api.example.org:8443 wss://api.example.org:8443;";
    assert!(policy.contains(connect), "{policy}");
    assert!(policy.contains("img-src 'self' data: blob: https://api.example.org:8443;"), "{policy}");
    assert!(policy.contains("script-src 'self';"), "{policy}");
    let page = answer.text();
    assert!(page.contains("data-api=\"https://api.example.org:8443\""), "{page}");
    assert!(page.contains("href=\"https://api.example.org:8443/admin/login/\""), "{page}");
    let builder = TestApp::builder().modules(modules::every()).set("web.api_url", "http://127.0.0.1:8000");
    let answer = builder.start(TestEngine::Sqlite).await.anonymous().get("/app/").send().await.expect(200);
    let policy = values(&answer, "content-security-policy");
    assert!(policy.contains("connect-src 'self' http://127.0.0.1:8000 ws://127.0.0.1:8000;"), "{policy}");
}

#[test]
fn an_address_that_is_no_origin_is_refused_at_the_start() {
    for (url, good) in [
        ("https://api.example.org", true),
        ("http://127.0.0.1:8000/", true),
        ("https://[2001:db8::1]:8443", true),
        ("api.example.org", false),
        ("ftp://api.example.org", false),
        ("https://api.example.org/v1", false),
        ("https://user@api.example.org", false),
        ("https://api.example.org; script-src *", false),
        ("https://", false),
        ("https:///", false),
        ("*", false),
    ] {
        let mut layers = Layers::new(Config::kernel_sections());
        layers.set("web.api_url", json!(url), "the test").unwrap();
        let refused = Config::from_layers(layers).err().map(|error| error.key);
        assert_eq!(refused.is_none(), good, "{url}");
        assert!(refused.is_none_or(|key| key == "web.api_url"), "{url}");
    }
}

#[tokio::test]
async fn without_the_web_app_everything_else_is_there() {
    let on = program().await;
    let script = format!("{}/main.js", folder(&on.anonymous().get("/app/").send().await.text()));
    let builder = TestApp::builder().modules(modules::every()).set("web.enabled", false);
    let test = builder.start(TestEngine::Sqlite).await;
    for path in ["/app", "/app/", "/app/login", "/app/sw.js", "/app/manifest.webmanifest", "/favicon.ico", &script] {
        test.anonymous().get(path).send().await.refused(404, "not_found");
    }
    let home = test.anonymous().get("/account/").send().await.expect(200).text();
    assert!(home.contains("<h1>") && !home.contains("href=\"/app/\""), "{home}");
    test.anonymous().get("/api/place/").send().await.expect(200);
    // Links in mails lead to the pages that are there.
    let state = test.app().state::<preau_accounts::State>();
    assert_eq!(state.frontend_url(test.app()), format!("{}/account", test.app().config().base_url()));
    let state = on.app().state::<preau_accounts::State>();
    assert_eq!(state.frontend_url(on.app()), format!("{}/app", on.app().config().base_url()));
}

#[tokio::test]
async fn the_place_says_what_is_on_and_open() {
    let test = program().await;
    let place = test.anonymous().get("/api/place/").send().await.expect(200).json();
    let known = ["school", "appointments", "workstations"];
    let on: Vec<_> =
        test.app().modules().iter().map(|module| module.name()).filter(|name| known.contains(name)).collect();
    assert_eq!(place["modules"], json!(on));
    assert_eq!(place["features"], json!(["registration", "visitors"]));
    let builder = TestApp::builder().modules(modules::every()).set("auth.registration", false);
    let closed = builder.set("workstations.identity", "none").start(TestEngine::Sqlite).await;
    assert_eq!(closed.anonymous().get("/api/place/").send().await.json()["features"], json!([]));
}
