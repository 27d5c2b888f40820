//! A module of a few routes that say what the kernel made of a request.

use std::sync::Arc;

use async_trait::async_trait;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;
use preau_kernel::Result;
use preau_kernel::app::{App, Parts};
use preau_kernel::clock::{Chance, Clock, Timestamp};
use preau_kernel::config::{Config, Layers};
use preau_kernel::module::Module;
use preau_kernel::routes;
use preau_kernel::secrets::Secrets;
use preau_kernel::web::{Access, Api, Fields, Form, Json, JsonBody, RequestInfo};
use serde_json::{Value, json};
use tower::ServiceExt;

/// Bytes that the routes take.
pub(crate) const LIMIT: usize = 8 * 1024;
/// Names that the place answers to.
pub(crate) const HOSTS: [&str; 2] = ["preau.test", "ecole.test"];
/// Whose word on who is behind them counts.
pub(crate) const PROXIES: &str = "198.51.100.0/24";

struct Probe;

#[async_trait]
impl Module for Probe {
    fn name(&self) -> &'static str {
        "probe"
    }

    fn api(&self, _: &App) -> Api {
        Api::default()
            .add(Access::Public, routes!(head))
            .add(Access::Public, routes!(form))
            .add(Access::Public, routes!(fields))
    }
}

#[utoipa::path(get, path = "/api/head/", responses((status = 200)))]
async fn head(info: RequestInfo) -> Json<Value> {
    Json(json!({
        "id": info.id(),
        "ip": info.ip(),
        "https": info.is_https(),
        "base": info.base_url(),
        "lang": info.lang().code(),
        "network": info.network(),
    }))
}

/// What stands in it, in order; the bytes of files by their number and sum.
#[utoipa::path(post, path = "/api/form/", responses((status = 200)))]
async fn form(app: axum::extract::State<App>, request: Request) -> Result<Json<Value>> {
    let form = Form::read(request, &app.0).await?;
    let all: Vec<&str> = form.all("text").collect();
    let file = form.file("file").map(|file| json!({"name": file.name, "bytes": file.bytes.to_vec()}));
    Ok(Json(json!({"texts": all, "file": file})))
}

#[utoipa::path(post, path = "/api/fields/", responses((status = 200)))]
async fn fields(JsonBody(body): JsonBody) -> Result<Json<Value>> {
    let mut fields = Fields::new(body);
    let read = json!({
        "name": fields.required_text("name", 10),
        "note": fields.nullable_text("note", 20),
        "n": fields.integer("n"),
        "flag": fields.boolean("flag"),
        "day": fields.date("day"),
        "ids": fields.ids("ids", 5),
        "texts": fields.texts("texts", 5),
        "inner": fields.nested("inner", |inner| inner.required_text("name", 10)),
    });
    fields.finish()?;
    Ok(Json(read))
}

pub(crate) struct Probed {
    router: axum::Router,
    _folder: tempfile::TempDir,
}

pub(crate) async fn probed() -> Probed {
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = Config::from_layers(Layers::new(Config::kernel_sections())).expect("defaults are right");
    config.database.url = format!("sqlite://{}/probe.db", folder.path().display());
    config.database.sqlite_synchronous = "normal".into();
    config.server.body_limit = LIMIT;
    config.server.allowed_hosts = HOSTS.map(str::to_owned).to_vec();
    config.server.trusted_proxies = vec![PROXIES.parse().expect("a network")];
    let modules: Vec<Arc<dyn Module>> = vec![Arc::new(Probe)];
    let parts = Parts {
        config,
        clock: Clock::fixed(Timestamp::from_seconds(1_795_420_800)),
        chance: Chance::seeded(1),
        secrets: Secrets::new("a key of more than thirty-two characters", None, &[]),
        texts: App::texts_of(&modules).expect("texts"),
        modules,
    };
    let app = App::new(parts).await.expect("an app");
    app.migrate().await.expect("migrated");
    Probed { router: preau_kernel::web::router(&app), _folder: folder }
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }
}

impl Probed {
    /// An answer that no stranger may turn into an error of the program's.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let answer = self.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.map(|body| body.to_bytes().to_vec()).unwrap_or_default();
        let answer = Answer { status: parts.status, headers: parts.headers, bytes };
        assert!(!answer.status.is_server_error(), "{}: {:?}", answer.status, answer.json());
        let is_json = answer.headers.get("content-type").is_some_and(|kind| kind == "application/json");
        if answer.status.is_client_error() && is_json {
            let body = answer.json();
            assert!(body["code"].is_string() && body["message"].is_string(), "{}: {body}", answer.status);
        }
        answer
    }
}

/// The refusal of a wrong body names what is wrong.
pub(crate) fn names_a_field(answer: &Answer) -> bool {
    answer.json()["errors"].as_object().is_some_and(|errors| !errors.is_empty())
}
