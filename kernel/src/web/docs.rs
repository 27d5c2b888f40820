//! The OpenAPI 3.1 document, made from the declared routes when it is first asked for, and its page at `/api/docs/`.
//!
//! What every route shares is added here: the ways to authenticate, and by `shared` the refusals and common headers.

mod shared;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::get;
use utoipa::IntoParams;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Components, InfoBuilder, OpenApi, OpenApiBuilder};

use super::cached::Cached;
use super::openapi;
use crate::app::App;

const PAGE: &str = include_str!("docs/index.html");
const START: &str = include_str!("docs/start.js");
/// Taken from Swagger UI as it is vendored.
const VENDORED: [(&str, &str); 2] =
    [("swagger-ui.css", "text/css; charset=utf-8"), ("swagger-ui-bundle.js", "text/javascript; charset=utf-8")];

/// The query of every list: `params(ListQuery)` in its `utoipa::path`.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only its description is used; lists read db::page::PageQuery")]
pub struct ListQuery {
    /// Words, without accents or case; all must match.
    search: Option<String>,
    /// Names by comma, `-` before one for descending.
    ordering: Option<String>,
    /// From `next` or `previous`.
    cursor: Option<String>,
    /// 50 unless asked otherwise, at most 200.
    #[param(minimum = 1, maximum = 200)]
    page_size: Option<u16>,
}

/// Adds to what the routes declare what they all share.
pub(super) fn complete(declared: OpenApi) -> OpenApi {
    let info = InfoBuilder::new().title("Préau").version(env!("CARGO_PKG_VERSION")).build();
    let mut document = OpenApiBuilder::new().info(info).build();
    document.merge(declared);
    let components = document.components.get_or_insert_with(Components::new);
    for (name, scheme) in security_schemes() {
        components.add_security_scheme(name, scheme);
    }
    shared::add(&mut document);
    document
}

/// The operations of a path.
pub(super) fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.head, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete]
        .into_iter()
        .flatten()
}

/// `/api/openapi.json` and `/api/docs/`.
pub(super) fn routes() -> Router<App> {
    let made: Arc<OnceLock<Cached>> = Arc::default();
    let document = async move |State(app): State<App>, headers: HeaderMap| {
        let json = || serde_json::to_vec(&openapi(&app)).unwrap_or_default();
        made.get_or_init(|| Cached::new("application/json", json())).answer(&headers)
    };
    let page = Cached::new("text/html; charset=utf-8", PAGE);
    let mut router = Router::new()
        .route("/api/openapi.json", get(document))
        .route("/api/docs", page.clone().route())
        .route("/api/docs/", page.route())
        .route("/api/docs/start.js", Cached::new("text/javascript; charset=utf-8", START).route());
    for (name, kind) in VENDORED {
        let file = utoipa_swagger_ui::serve(name, Arc::new(utoipa_swagger_ui::Config::default()));
        if let Ok(Some(file)) = file {
            // Two megabytes that the program holds already are not copied.
            let bytes = match file.bytes {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => bytes.into(),
            };
            router = router.route(&format!("/api/docs/{name}"), Cached::new(kind, bytes).route());
        }
    }
    router
}

fn security_schemes() -> [(&'static str, SecurityScheme); 3] {
    let token = ApiKeyValue::with_description("Authorization", "`Token <api token>`");
    let cookie = ApiKeyValue::with_description("session", "The session cookie; writes also send `X-CSRF-Token`");
    [
        ("bearer", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer))),
        ("token", SecurityScheme::ApiKey(ApiKey::Header(token))),
        ("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie))),
    ]
}
