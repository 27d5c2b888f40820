//! What every operation shares with those of its kind: the refusals it can give, and the headers it reads.

use std::collections::BTreeMap;

use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::SchemaType;
use utoipa::openapi::{
    Components, Content, ContentBuilder, ObjectBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder,
};
use utoipa::openapi::{Schema, Type};
use utoipa::{PartialSchema, ToSchema};

const REFUSAL: &str = "Refusal";
/// Refusals with a header of their own.
const NOT_AUTHENTICATED: &str = "NotAuthenticated";
const LATER: &str = "Later";
const JSON: &str = "application/json";
/// The field of a body that `If-Match` stands for (`super::super::version`).
const VERSION: &str = "row_version";

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

pub(super) fn add(document: &mut OpenApi) {
    let components = document.components.get_or_insert_with(Components::new);
    components.schemas.insert(REFUSAL.to_owned(), RefusalBody::schema());
    for (name, refusal) in refusals() {
        components.responses.insert(name.to_owned(), refusal.into());
    }
    for item in document.paths.paths.values_mut() {
        if let Some(post) = &mut item.post
            && is_protected(post)
        {
            post.parameters.get_or_insert_default().push(idempotency_key().into());
        }
        for change in [&mut item.put, &mut item.patch, &mut item.delete].into_iter().flatten() {
            if sends_version(change, components) {
                change.parameters.get_or_insert_default().push(if_match().into());
            }
        }
        add_refusals(item);
        super::operations(item).for_each(free_bytes);
    }
}

/// A picture is bytes, for which JSON Schema has no word.
fn free_bytes(operation: &mut Operation) {
    if let Some(RefOr::T(body)) = &mut operation.request_body {
        body.content.iter_mut().for_each(free_content);
    }
    for response in operation.responses.responses.values_mut() {
        if let RefOr::T(response) = response {
            response.content.iter_mut().for_each(free_content);
        }
    }
}

fn free_content((kind, content): (&String, &mut RefOr<Content>)) {
    let is_bytes = ["image/", "application/pdf", "application/octet-stream", "application/vnd."];
    let is_bytes = is_bytes.iter().any(|beginning| kind.starts_with(beginning));
    if let RefOr::T(content) = content
        && is_bytes
    {
        content.schema = None;
    }
}

/// The three shapes, by the name that operations refer to.
fn refusals() -> [(&'static str, Response); 3] {
    [REFUSAL, NOT_AUTHENTICATED, LATER].map(|name| {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(REFUSAL))).build();
        let response = ResponseBuilder::new().content(JSON, content);
        let response = match name {
            NOT_AUTHENTICATED => response
                .description("Nobody, or a credential that is not good")
                .header("WWW-Authenticate", header(Type::String, "`Bearer`")),
            LATER => response.description("Not now").header("Retry-After", header(Type::Integer, "Seconds")),
            _ => response.description("A refusal"),
        };
        (name, response.build())
    })
}

fn header(kind: Type, says: &str) -> Header {
    HeaderBuilder::new().schema(Some(ObjectBuilder::new().schema_type(kind))).description(Some(says)).build()
}

fn idempotency_key() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .description(Some("The same key and request within 24 hours: the same answer, nothing done twice"))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(255))))
        .build()
}

fn if_match() -> Parameter {
    ParameterBuilder::new()
        .name("If-Match")
        .parameter_in(ParameterIn::Header)
        .description(Some("`row_version` as it was read, instead of the field; 409 when the row has changed since"))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

/// The refusals that an operation can give; one that its author has described keeps its words and gets the shape beside its own.
fn add_refusals(item: &mut PathItem) {
    let reading = [&mut item.get, &mut item.head].into_iter().flatten().map(|operation| (operation, false));
    let writing = [&mut item.post, &mut item.put, &mut item.patch, &mut item.delete].into_iter().flatten();
    for (operation, writes) in reading.chain(writing.map(|operation| (operation, true))) {
        let has_body = operation.request_body.is_some();
        let parameters = operation.parameters.as_deref().unwrap_or_default();
        let protected = is_protected(operation);
        let fitting = [
            // A host that is not ours, if nothing else is wrong.
            ("400", true),
            ("401", protected),
            ("403", protected),
            ("404", parameters.iter().any(names_a_row)),
            ("409", writes && protected),
            // A body that nobody asked for counts too.
            ("413", writes),
            ("415", has_body),
            ("429", writes),
            ("503", true),
        ];
        for (status, _) in fitting.into_iter().filter(|(_, fits)| *fits) {
            let known = operation.responses.responses.entry(status.to_owned());
            known.or_insert_with(|| Ref::from_response_name(name_of(status)).into());
        }
        operation.responses.responses.iter_mut().for_each(|(status, response)| give_shape(status, response));
    }
}

/// Anything in the path, and an id in the query.
fn names_a_row(parameter: &RefOr<Parameter>) -> bool {
    let RefOr::T(parameter) = parameter else { return false };
    let is_id = || match &parameter.schema {
        Some(RefOr::T(Schema::Object(schema))) => {
            matches!(&schema.schema_type, SchemaType::Type(Type::Integer)) && schema.minimum.is_none()
        }
        _ => false,
    };
    match parameter.parameter_in {
        ParameterIn::Path => true,
        ParameterIn::Query => is_id(),
        _ => false,
    }
}

fn name_of(status: &str) -> &'static str {
    match status {
        "401" => NOT_AUTHENTICATED,
        "429" | "503" => LATER,
        _ => REFUSAL,
    }
}

fn give_shape(status: &str, response: &mut RefOr<Response>) {
    let RefOr::T(described) = response else { return };
    if !status.starts_with(['4', '5']) || described.content.contains_key(JSON) {
        return;
    }
    if let Some((_, shape)) = refusals().into_iter().find(|(name, _)| *name == name_of(status)) {
        described.content.extend(shape.content);
        described.headers.extend(shape.headers);
    }
}

fn sends_version(operation: &Operation, components: &Components) -> bool {
    let Some(RefOr::T(body)) = &operation.request_body else { return false };
    let mut schemas = body.content.values().filter_map(|content| match content {
        RefOr::T(content) => content.schema.as_ref(),
        RefOr::Ref(_) => None,
    });
    schemas.any(|schema| has_version(schema, components))
}

fn has_version(schema: &RefOr<Schema>, components: &Components) -> bool {
    match schema {
        RefOr::T(Schema::Object(object)) => object.properties.contains_key(VERSION),
        RefOr::T(_) => false,
        RefOr::Ref(to) => {
            let named = to.ref_location.rsplit('/').next().and_then(|name| components.schemas.get(name));
            named.is_some_and(|schema| has_version(schema, components))
        }
    }
}

fn is_protected(operation: &Operation) -> bool {
    operation.security.as_ref().is_some_and(|schemes| !schemes.is_empty())
}
