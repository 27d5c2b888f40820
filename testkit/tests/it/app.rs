//! What the testkit promises to the apps' tests.

use std::sync::Arc;

use async_trait::async_trait;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use preau_kernel::actor::{Actor, Credential};
use preau_kernel::clock::Timestamp;
use preau_kernel::config::{Section, Span};
use preau_kernel::db::Sql;
use preau_kernel::db::migrate::Migration;
use preau_kernel::error::{Error, Result};
use preau_kernel::i18n::{Lang, Locales};
use preau_kernel::mail::{self, Letter};
use preau_kernel::module::{Authenticator, Module};
use preau_kernel::web::{Access, Api, Fields, Json, JsonBody, RequestInfo};
use preau_kernel::{App, routes, web};
use preau_testkit::{Engine, START, TestApp, TestEngine, both_engines, engines, random_name, serve};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A module as small as one can be: who asks, and an echo.
struct Probe;

#[derive(Serialize, Deserialize)]
struct ProbeConfig {
    patience: Span,
}

impl Default for ProbeConfig {
    fn default() -> Self {
        Self { patience: Span::seconds(30) }
    }
}

#[async_trait]
impl Module for Probe {
    fn name(&self) -> &'static str {
        "probe"
    }

    fn locales(&self) -> Locales {
        &[(Lang::Fr, "refusal-probe-closed = Fermé.\n"), (Lang::En, "refusal-probe-closed = Closed.\n")]
    }

    fn config(&self) -> Option<Section> {
        Some(Section::of::<ProbeConfig>("probe"))
    }

    fn migrations(&self) -> Vec<Migration> {
        vec![Migration { name: "probe/0001", sql: "CREATE TABLE probes (id {id});\n" }]
    }

    fn api(&self, _: &App) -> Api {
        Api::default().add(Access::Public, routes!(echo)).add(Access::LoggedIn, routes!(me))
    }

    fn authenticator(&self) -> Option<Arc<dyn Authenticator>> {
        Some(Arc::new(Door))
    }
}

struct Door;

#[async_trait]
impl Authenticator for Door {
    async fn authenticate(&self, _: &App, parts: &mut Parts, _: &RequestInfo) -> Result<Option<Arc<Actor>>> {
        match parts.headers.get("authorization").and_then(|v| v.to_str().ok()) {
            None => Ok(None),
            Some("Bearer ana" | "Token ana") => Ok(Some(Arc::new(Actor {
                user_id: 7,
                name: "Ana".into(),
                roles: Vec::new(),
                is_staff: false,
                is_superuser: false,
                rights: Arc::default(),
                credential: Credential::System,
                lang: None,
                gate: None,
            }))),
            Some(_) => Err(Error::unauthenticated()),
        }
    }
}

#[utoipa::path(post, path = "/api/echo/")]
async fn echo(State(app): State<App>, info: RequestInfo, headers: HeaderMap, body: JsonBody) -> Result<Response> {
    let mut fields = Fields::new(body.0);
    let name = fields.required_text("name", 20);
    fields.finish()?;
    if name == "closed" {
        return Err(Error::conflict("probe_closed"));
    }
    let header = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let said = Json(json!({
        "name": name, "at": app.now(), "ip": info.ip(), "cookie": header("cookie"), "csrf": header("x-csrf-token"),
        "csrf_token": (name == "log me in").then_some("from the answer"),
    }));
    Ok(match name.as_str() {
        "log me in" => ([(SET_COOKIE, "session=new; Path=/; HttpOnly")], said).into_response(),
        "log me out" => ([(SET_COOKIE, "session=; Path=/; Max-Age=0")], said).into_response(),
        _ => said.into_response(),
    })
}

#[utoipa::path(get, path = "/api/me/")]
async fn me(web::request::Me(actor): web::request::Me) -> Json<Value> {
    web::Json(json!({"id": actor.user_id}))
}

async fn probe(engine: TestEngine) -> TestApp {
    TestApp::with(vec![Arc::new(Probe)], engine).await
}

both_engines! {
    async fn a_module_is_migrated_and_served(engine: TestEngine) {
        let test = probe(engine).await;
        assert_eq!(test.db().read().number("SELECT COUNT(*) FROM probes", vec![]).await.unwrap(), 0);
        let answer = test.anonymous().post("/api/echo/").json(json!({"name": "x"})).send().await.expect(200).json();
        assert_eq!(answer["at"], "2026-11-23T08:00:00.000000Z");
        test.anonymous().get("/api/nothing/").send().await.refused(404, "not_found");
    }

    async fn two_tests_have_two_databases(engine: TestEngine) {
        let (one, other) = (probe(engine.clone()).await, probe(engine).await);
        let tx = one.db().write_tx().await.unwrap();
        tx.exec("INSERT INTO probes DEFAULT VALUES", vec![]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(one.db().read().number("SELECT COUNT(*) FROM probes", vec![]).await.unwrap(), 1);
        assert_eq!(other.db().read().number("SELECT COUNT(*) FROM probes", vec![]).await.unwrap(), 0);
    }
}

#[test]
fn sqlite_is_always_there() {
    assert_eq!(engines()[0].engine(), Engine::Sqlite);
}

#[tokio::test]
async fn the_clock_moves_by_hand_only() {
    let test = probe(TestEngine::Sqlite).await;
    assert_eq!(test.now(), Timestamp::parse(START).unwrap());
    test.advance(TimeDelta::minutes(5));
    assert_eq!(test.now().to_string(), "2026-11-23T08:05:00.000000Z");
}

#[tokio::test]
async fn chance_is_the_same_for_the_same_seed() {
    let (one, other) = (probe(TestEngine::Sqlite).await, probe(TestEngine::Sqlite).await);
    assert_eq!(one.app().chance().bytes::<8>(), other.app().chance().bytes::<8>());
    assert_ne!(random_name("x"), random_name("x"));
}

#[tokio::test]
async fn settings_are_laid_over_the_defaults() {
    let test = TestApp::builder().modules(vec![Arc::new(Probe)]).set("probe.patience", "5min");
    let test = test.start(TestEngine::Sqlite).await;
    let config: ProbeConfig = test.app().config().section("probe").unwrap();
    assert_eq!(config.patience, Span::seconds(300));
    assert_eq!(test.app().config().mail.transport, "memory");
}

#[tokio::test]
#[should_panic(expected = "probe.patienc")]
async fn a_setting_that_nobody_knows_ends_the_test() {
    TestApp::builder().modules(vec![Arc::new(Probe)]).set("probe.patienc", 1).start(TestEngine::Sqlite).await;
}

#[tokio::test]
async fn a_client_says_who_it_is_in_each_way() {
    let test = probe(TestEngine::Sqlite).await;
    test.anonymous().get("/api/me/").send().await.refused(401, "not_authenticated");
    assert_eq!(test.bearer("ana").get("/api/me/").send().await.expect(200).json()["id"], 7);
    test.token("ana").get("/api/me").send().await.expect(200);
    let refused = test.bearer("eve").get("/api/me/").send().await.expect(401);
    assert_eq!(refused.header("www-authenticate"), Some("Bearer"));
}

#[tokio::test]
async fn cookies_csrf_and_address_go_along() {
    let test = probe(TestEngine::Sqlite).await;
    let browser = test.cookie("session", "s").from_ip("192.0.2.9").with_csrf("c");
    let said = browser.post("/api/echo/").json(json!({"name": "x"})).send().await.expect(200).json();
    assert_eq!((&said["cookie"], &said["csrf"], &said["ip"]), (&json!("session=s"), &json!("c"), &json!("192.0.2.9")));

    let browser = test.anonymous();
    browser.post("/api/echo/").json(json!({"name": "log me in"})).send().await.expect(200);
    assert_eq!(browser.cookie("session").as_deref(), Some("new"));
    let said = browser.post("/api/echo/").json(json!({"name": "log me out"})).send().await.expect(200).json();
    assert_eq!((&said["cookie"], &said["csrf"]), (&json!("session=new"), &json!("from the answer")));
    assert_eq!(browser.cookie("session"), None);
}

#[tokio::test]
async fn refusals_are_in_the_language_asked_for() {
    let test = probe(TestEngine::Sqlite).await;
    let closed = json!({"name": "closed"});
    let french = test.anonymous().post("/api/echo/").json(&closed).send().await.refused(409, "probe_closed");
    assert_eq!(french.json()["message"], "Fermé.");
    let english = test.anonymous().speaking("en").post("/api/echo/").json(&closed).send().await.expect(409);
    assert_eq!(english.json()["message"], "Closed.");
}

#[tokio::test]
#[should_panic(expected = "POST /api/echo/ answered 400 Bad Request, not 200")]
async fn an_answer_that_was_not_expected_is_shown() {
    let test = probe(TestEngine::Sqlite).await;
    test.anonymous().post("/api/echo/").body("application/json", "{").send().await.expect(200);
}

#[tokio::test]
async fn a_served_application_answers_on_a_socket() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let test = probe(TestEngine::Sqlite).await;
    let (address, _serving) = serve(&test).await;
    let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
    let request =
        format!("GET /api/me/ HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer ana\r\nConnection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

both_engines! {
    async fn a_mail_leaves_when_jobs_are_drained(engine: TestEngine) {
        let test = probe(engine).await;
        write_to(&test, "ana@example.org").await;
        assert!(test.mails().is_empty());
        assert_eq!(test.drain_jobs().await, 1);
        assert_eq!((test.mails().len(), test.mail_to("ana@example.org").subject), (1, "Bonjour".to_owned()));
    }

    async fn a_test_may_leave_jobs_when_it_says_so(engine: TestEngine) {
        let test = probe(engine).await;
        write_to(&test, "ana@example.org").await;
        test.may_leave_jobs();
    }
}

#[tokio::test]
async fn one_that_starts_with_what_another_kept_has_its_rows_and_chance_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("kept");
    let first = probe(TestEngine::Sqlite).await;
    let tx = first.db().write_tx().await.unwrap();
    tx.exec("INSERT INTO probes (id) VALUES (7)", vec![]).await.unwrap();
    tx.commit().await.unwrap();
    first.keep(&kept).await;
    let drawn: [u8; 16] = first.app().chance().bytes();
    drop(first);

    for _ in 0..2 {
        let other = TestApp::builder().modules(vec![Arc::new(Probe)]).start_with(&kept).await;
        assert_eq!(other.db().read().number("SELECT id FROM probes", vec![]).await.unwrap(), 7);
        assert_ne!(other.app().chance().bytes::<16>(), drawn);
        // Each has a copy.
        let tx = other.db().write_tx().await.unwrap();
        tx.exec("DELETE FROM probes", vec![]).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn write_to(test: &TestApp, address: &str) {
    let letter = Letter::new("Bonjour").text("Comment ça va ?");
    let mail = letter.mail(test.app(), Lang::Fr, address, "Ana", false).await.unwrap();
    let tx = test.db().write_tx().await.unwrap();
    mail::queue(&tx, test.app(), mail).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
#[should_panic(expected = "the test left jobs undone")]
async fn a_job_left_undone_fails_the_test() {
    write_to(&probe(TestEngine::Sqlite).await, "ana@example.org").await;
}
