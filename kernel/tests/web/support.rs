//! An app on a temporary SQLite file, a small module with one route of each kind, and short ways to ask.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use http_body_util::BodyExt;
use preau_kernel::actor::{Actor, Credential, Gate, Permission, Role, Scope};
use preau_kernel::clock::{Chance, Clock, Timestamp};
use preau_kernel::config::{Config, Layers};
use preau_kernel::error::{Error, Refusal, Result};
use preau_kernel::i18n::Lang;
use preau_kernel::module::{Authenticator, Module};
use preau_kernel::routes;
use preau_kernel::secrets::Secrets;
use preau_kernel::web::metrics::Counter;
use preau_kernel::web::{Access, Api, Fields, Json, JsonBody, Me, Path, Query, RequestInfo, Secret};
use serde::Deserialize;
use serde_json::{Value, json};
use tower::ServiceExt;

pub(crate) const BIG_LIMIT: usize = 64 * 1024;
pub(crate) const POKES: Counter = Counter { name: "sample_pokes", help: "Pokes by kind" };

/// How often the creating route ran, over all tests of one app.
static NEVER: AtomicUsize = AtomicUsize::new(0);

pub(crate) struct TestApp {
    pub(crate) app: preau_kernel::App,
    pub(crate) router: Router,
    pub(crate) clock: Clock,
    pub(crate) created: Arc<AtomicUsize>,
    _dir: tempfile::TempDir,
}

/// Without credentials, at `localhost`, over HTTP/1.1.
pub(crate) async fn test_app() -> TestApp {
    test_app_with(|_| {}).await
}

pub(crate) async fn test_app_with(change: impl FnOnce(&mut Config)) -> TestApp {
    let dir = tempfile::tempdir().unwrap();
    let mut config = Config::from_layers(Layers::new(Config::kernel_sections())).unwrap();
    config.database.url = format!("sqlite://{}/test.db", dir.path().display());
    config.database.sqlite_synchronous = "normal".into();
    config.server.body_limit = 8 * 1024;
    change(&mut config);
    let clock = Clock::fixed(Timestamp::parse("2026-11-23T08:00:00Z").unwrap());
    let created = Arc::new(AtomicUsize::new(0));
    let modules: Vec<Arc<dyn preau_kernel::module::Module>> = vec![Arc::new(Sample { created: created.clone() })];
    let app = preau_kernel::App::new(preau_kernel::app::Parts {
        config,
        clock: clock.clone(),
        chance: Chance::System,
        secrets: Secrets::new("a key of more than thirty-two characters", None, &[]),
        texts: preau_kernel::App::texts_of(&modules).unwrap(),
        modules,
    })
    .await
    .unwrap();
    app.migrate().await.unwrap();
    let router = preau_kernel::web::router(&app);
    TestApp { app, router, clock, created, _dir: dir }
}

/// An answer read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The code of a refusal in the one shape; panics when the shape is another.
    pub(crate) fn code(&self) -> String {
        let body = self.json();
        assert_eq!(body["success"], false, "{self:?}");
        assert_eq!(body["message"], body["detail"], "{self:?}");
        assert!(body["message"].as_str().is_some_and(|text| text.contains(' ') || text.ends_with('.')), "{self:?}");
        assert_eq!(self.header("content-type"), Some("application/json"), "{self:?}");
        body["code"].as_str().unwrap().to_owned()
    }

    /// Status and code.
    pub(crate) fn refusal(&self) -> (u16, String) {
        (self.status.as_u16(), self.code())
    }
}

impl TestApp {
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], "").await
    }

    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, headers, "").await
    }

    pub(crate) async fn post(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let json = [("content-type", "application/json")];
        let headers: Vec<_> = json.iter().chain(headers).copied().collect();
        self.send("POST", path, &headers, body).await
    }

    /// A header given twice is sent twice; `host` replaces the usual one.
    pub(crate) async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header(header::HOST, "localhost");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.request(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    pub(crate) async fn request(&self, request: Request) -> Answer {
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        Answer { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes().to_vec() }
    }

    pub(crate) fn created(&self) -> usize {
        self.created.load(Ordering::SeqCst)
    }
}

struct Sample {
    created: Arc<AtomicUsize>,
}

#[async_trait]
impl Module for Sample {
    fn name(&self) -> &'static str {
        "sample"
    }

    fn permissions(&self) -> Vec<Permission> {
        vec![Permission { name: "sample.manage", roles: &[(Role::SchoolManager, Scope::All)] }]
    }

    fn authenticator(&self) -> Option<Arc<dyn Authenticator>> {
        Some(Arc::new(Names))
    }

    fn api(&self, _: &preau_kernel::App) -> Api {
        let created = axum::Extension(Created(self.created.clone()));
        let pages = Router::new()
            .route("/page/", axum::routing::get(page))
            .route("/form/", axum::routing::post(|_: String| async {}))
            .route("/upload/", axum::routing::post(|_: axum::extract::Multipart| async {}));
        Api::default()
            .add(Access::Public, routes!(public))
            .add(Access::Public, routes!(describe))
            .add(Access::LoggedIn, routes!(mine))
            .add(Access::Gated, routes!(gated))
            .add(Access::Right("sample.manage"), routes!(managed))
            .add(Access::Staff, routes!(staff))
            .add(Access::Superuser, routes!(superuser))
            .add(Access::Public, routes!(item))
            .add(Access::Public, routes!(word))
            .add(Access::Public, routes!(days))
            .add(Access::Public, routes!(slow))
            .add(Access::Public, routes!(panics))
            .add(Access::Public, routes!(echo))
            .add_with_limit(Access::Public, BIG_LIMIT, routes!(big))
            .add(Access::Public, routes!(refuse))
            .add(Access::LoggedIn, {
                let mut routes = routes!(create);
                routes.methods = routes.methods.layer(created);
                routes
            })
            .pages(pages)
    }
}

/// `Authorization: Bearer <name>`: a person of that kind; `bad` is refused, `broken` finds no database.
struct Names;

#[async_trait]
impl Authenticator for Names {
    async fn authenticate(
        &self,
        _: &preau_kernel::App,
        parts: &mut Parts,
        _: &RequestInfo,
    ) -> Result<Option<Arc<Actor>>> {
        NEVER.fetch_add(1, Ordering::SeqCst);
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let Some(name) = header.strip_prefix("Bearer ") else { return Ok(None) };
        match name {
            "bad" => return Err(Error::Unauthenticated(Refusal::new("not_authenticated"))),
            "broken" => return Err(Error::Unavailable("unavailable")),
            _ => {}
        }
        let rights = if name == "manager" { vec![("sample.manage", Scope::All)] } else { vec![] };
        Ok(Some(Arc::new(Actor {
            user_id: name.bytes().map(i64::from).sum(),
            name: name.to_owned(),
            roles: Vec::new(),
            is_staff: name == "staff",
            is_superuser: name == "superuser",
            rights: Arc::new(rights.into_iter().collect()),
            credential: Credential::Jwt { session: 1 },
            lang: (name == "english").then_some(Lang::En),
            gate: (name == "gated").then_some(Gate::MustChangePassword),
        })))
    }
}

/// How often the authenticator was asked, by all tests of this process.
pub(crate) fn authentications() -> usize {
    NEVER.load(Ordering::SeqCst)
}

#[utoipa::path(get, path = "/api/public/", responses((status = 200)))]
async fn public(State(app): State<preau_kernel::App>) -> Json<Value> {
    app.metrics().count(&POKES, &[("kind", "public")]);
    Json(json!({"hello": "world"}))
}

/// What the layers found out.
#[utoipa::path(get, path = "/api/describe/", responses((status = 200)))]
async fn describe(info: RequestInfo) -> Json<Value> {
    Json(json!({
        "id": info.id(), "ip": info.ip().to_string(), "https": info.is_https(), "base": info.base_url(),
        "lang": info.lang().code(), "agent": info.user_agent(), "actor": info.maybe_actor().map(|a| a.name.clone()),
    }))
}

#[utoipa::path(get, path = "/api/mine/", responses((status = 200)))]
async fn mine(Me(actor): Me) -> Json<Value> {
    Json(json!({"name": actor.name}))
}

#[utoipa::path(get, path = "/api/gated/", responses((status = 200)))]
async fn gated(Me(actor): Me) -> Json<Value> {
    Json(json!({"name": actor.name}))
}

#[utoipa::path(get, path = "/api/managed/", responses((status = 200)))]
async fn managed() -> Json<Value> {
    Json(json!({}))
}

#[utoipa::path(get, path = "/api/staff/", responses((status = 200)))]
async fn staff() -> Json<Value> {
    Json(json!({}))
}

#[utoipa::path(get, path = "/api/superuser/", responses((status = 200)))]
async fn superuser() -> Json<Value> {
    Json(json!({}))
}

#[utoipa::path(get, path = "/api/items/{id}/", params(("id" = i64, Path)), responses((status = 200)))]
async fn item(Path(id): Path<i64>) -> Json<Value> {
    Json(json!({"id": id}))
}

#[utoipa::path(get, path = "/api/words/{word}/", params(("word" = String, Path)), responses((status = 200)))]
async fn word(Path(word): Path<String>) -> Json<Value> {
    Json(json!({"word": word}))
}

#[derive(Deserialize)]
struct Days {
    days: u8,
}

#[utoipa::path(get, path = "/api/days/", params(("days" = u8, Query)), responses((status = 200)))]
async fn days(Query(asked): Query<Days>) -> Json<Value> {
    Json(json!({"days": asked.days}))
}

#[derive(Deserialize)]
struct Wait {
    ms: u64,
}

#[utoipa::path(get, path = "/api/slow/", responses((status = 200)))]
async fn slow(Query(wait): Query<Wait>) -> Json<Value> {
    tokio::time::sleep(Duration::from_millis(wait.ms)).await;
    Json(json!({"slept": wait.ms}))
}

#[utoipa::path(get, path = "/api/panics/", responses((status = 200)))]
async fn panics() -> Json<Value> {
    panic!("a defect")
}

/// All extractors at once, and an error as the result: what handlers look like.
#[utoipa::path(post, path = "/api/echo/", request_body = Value, responses((status = 200)))]
async fn echo(
    State(_app): State<preau_kernel::App>,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Json<Value>> {
    let mut body = Fields::new(map);
    let name = body.required_text("name", 20);
    let number = body.integer("number");
    let tags = body.texts("tags", 3);
    body.finish()?;
    Ok(Json(json!({"name": name, "number": number, "tags": tags, "lang": info.lang().code()})))
}

#[utoipa::path(post, path = "/api/big/", request_body = Value, responses((status = 200)))]
async fn big(JsonBody(map): JsonBody) -> Json<Value> {
    Json(json!({"members": map.len()}))
}

/// One refusal of each kind.
#[utoipa::path(get, path = "/api/refuse/{kind}/", params(("kind" = String, Path)), responses((status = 200)))]
async fn refuse(Path(kind): Path<String>) -> Result<Json<Value>> {
    Err(match kind.as_str() {
        "conflict" => Error::conflict(Refusal::new("row_changed").extra("row_version", 3.into())),
        "throttled" => Error::TooMany { code: "unavailable", retry_after_seconds: 30 },
        "internal" => Error::internal("the password is hunter2"),
        "media" => Error::UnsupportedMedia { expected: "text/csv" },
        "unavailable" => Error::Unavailable("unavailable"),
        _ => Error::NotFound,
    })
}

#[derive(Clone)]
struct Created(Arc<AtomicUsize>);

/// Counts how often it runs; the body chooses how it ends.
#[utoipa::path(post, path = "/api/things/", request_body = Value, responses((status = 201)))]
async fn create(
    axum::Extension(Created(count)): axum::Extension<Created>,
    JsonBody(map): JsonBody,
) -> Result<axum::response::Response> {
    let number = count.fetch_add(1, Ordering::SeqCst) + 1;
    if let Some(ms) = map.get("wait").and_then(Value::as_u64) {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
    let body = Json(
        json!({"number": number, "size": "x".repeat(map.get("size").and_then(Value::as_u64).unwrap_or(0) as usize)}),
    );
    let answer = (StatusCode::CREATED, body);
    match map.get("end").and_then(Value::as_str) {
        Some("conflict") => Err(Error::conflict("row_changed")),
        Some("throttled") => Err(Error::TooMany { code: "unavailable", retry_after_seconds: 1 }),
        Some("internal") => Err(Error::internal("no database")),
        Some("panic") => panic!("after the commit"),
        Some("secret") => {
            let mut answer = answer.into_response();
            answer.extensions_mut().insert(Secret);
            Ok(answer)
        }
        Some("cookie") => Ok(([(header::SET_COOKIE, "session=1")], answer).into_response()),
        _ => Ok(answer.into_response()),
    }
}

async fn page() -> impl IntoResponse {
    axum::response::Html("<!doctype html><title>x</title>")
}
