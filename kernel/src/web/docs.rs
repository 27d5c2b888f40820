//! The OpenAPI 3.1 document, made once at the start from the declared routes, and its page at `/api/docs/`.
//!
//! What every route shares is added here: the shape of refusals, the ways to authenticate, `Idempotency-Key`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Components, ContentBuilder, InfoBuilder, ObjectBuilder, OpenApi, OpenApiBuilder};
use utoipa::openapi::{Ref, RefOr, Response, ResponseBuilder, Type};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use super::cached::Cached;
use crate::app::App;

const REFUSAL: &str = "Refusal";
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

/// The body of every refusal.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used; respond::body writes it")]
struct RefusalBody {
    /// Always false.
    success: bool,
    /// Stable, for programs.
    code: String,
    /// A sentence in the asker's language.
    message: String,
    /// The same sentence.
    detail: String,
    /// For invalid input: what is wrong with each field, nested ones as `user.email`.
    errors: Option<BTreeMap<String, Vec<String>>>,
}

/// Adds to what the routes declare what they all share.
pub(super) fn complete(declared: OpenApi) -> OpenApi {
    let info = InfoBuilder::new().title("Préau").version(env!("CARGO_PKG_VERSION")).build();
    let mut document = OpenApiBuilder::new().info(info).build();
    document.merge(declared);
    let components = document.components.get_or_insert_with(Components::new);
    components.schemas.insert(REFUSAL.to_owned(), RefusalBody::schema());
    components.responses.insert(REFUSAL.to_owned(), refusal().into());
    for (name, scheme) in security_schemes() {
        components.add_security_scheme(name, scheme);
    }
    for item in document.paths.paths.values_mut() {
        if let Some(post) = &mut item.post
            && is_protected(post)
        {
            post.parameters.get_or_insert_default().push(idempotency_key().into());
        }
        let reading = [&mut item.get, &mut item.head].into_iter().flatten();
        reading.for_each(|operation| add_refusals(operation, false));
        let writing = [&mut item.post, &mut item.put, &mut item.patch, &mut item.delete].into_iter().flatten();
        writing.for_each(|operation| add_refusals(operation, true));
    }
    document
}

/// The operations of a path.
pub(super) fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.head, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete]
        .into_iter()
        .flatten()
}

/// `/api/openapi.json` and `/api/docs/`.
pub(super) fn routes(document: &OpenApi) -> Router<App> {
    let json = serde_json::to_vec(document).unwrap_or_default();
    let page = Cached::new("text/html; charset=utf-8", PAGE);
    let mut router = Router::new()
        .route("/api/openapi.json", Cached::new("application/json", json).route())
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

fn refusal() -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(REFUSAL))).build();
    ResponseBuilder::new().description("A refusal").content("application/json", content).build()
}

fn idempotency_key() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .description(Some("The same key and request within 24 hours: the same answer, nothing done twice"))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(255))))
        .build()
}

/// The refusals that an operation can give, where its author has not described one.
fn add_refusals(operation: &mut Operation, writes: bool) {
    let has_body = operation.request_body.is_some();
    let parameters = operation.parameters.as_deref().unwrap_or_default();
    let in_path = |p: &RefOr<Parameter>| matches!(p, RefOr::T(p) if p.parameter_in == ParameterIn::Path);
    let in_query = |p: &RefOr<Parameter>| matches!(p, RefOr::T(p) if p.parameter_in == ParameterIn::Query);
    let protected = is_protected(operation);
    let fitting = [
        ("400", has_body || parameters.iter().any(in_query)),
        ("401", protected),
        ("403", protected),
        ("404", parameters.iter().any(in_path)),
        ("409", writes && protected),
        ("413", has_body),
        ("415", has_body),
        ("429", writes),
    ];
    for (status, _) in fitting.into_iter().filter(|(_, fits)| *fits) {
        let known = operation.responses.responses.entry(status.to_owned());
        known.or_insert_with(|| Ref::from_response_name(REFUSAL).into());
    }
}

fn is_protected(operation: &Operation) -> bool {
    operation.security.as_ref().is_some_and(|schemes| !schemes.is_empty())
}
