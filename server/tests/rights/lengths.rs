//! What the OpenAPI document says of the longest texts is what the routes say when a text is longer.

use axum::http::Method;
use preau_kernel::Refusal;
use preau_kernel::db::Engine;
use preau_kernel::i18n::Lang;
use preau_testkit::{Client, TestApp, TestEngine, run_on};
use serde_json::{Map, Value, json};

use super::{operations, place, start};

/// Longer than any text of a body may be.
const LONG: usize = 200_000;

#[test]
fn the_document_says_how_long_a_text_may_be() {
    run_on(Engine::Sqlite, "rights", |engine: TestEngine| async move {
        let test = start(engine).await;
        let document = serde_json::to_value(preau_kernel::web::stack::openapi(test.app())).unwrap();
        let client = place::logged_in(&test, "admin@example.com").await.speaking("en");
        let (mut wrong, mut held) = (Vec::new(), 0);
        for (operation, described) in operations(&test) {
            let body = &described["requestBody"]["content"]["application/json"]["schema"];
            for (field, schema) in texts(&document, body) {
                let Some(most) = longest(&test, &client, &operation, &field).await else { continue };
                match schema["maxLength"].as_u64() {
                    Some(said) if said == most => held += 1,
                    said => wrong.push(format!("{operation} {field}: {most}, but the document says {said:?}")),
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(held > 100, "only {held} texts were held to what is said of them");
        test.may_leave_jobs();
    });
}

/// The texts of a body by their names (`user.email` within an object) and what is said of them.
fn texts(document: &Value, schema: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let schema = resolved(document, schema);
    for (name, said) in schema["properties"].as_object().into_iter().flatten() {
        let said = resolved(document, said);
        if is_of(said, "string") {
            found.push((name.clone(), said.clone()));
        } else if is_of(said, "object") {
            found.extend(texts(document, said).into_iter().map(|(inner, said)| (format!("{name}.{inner}"), said)));
        }
    }
    found
}

fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    let to = schema["$ref"].as_str().and_then(|to| to.rsplit('/').next());
    to.map_or(schema, |name| &document["components"]["schemas"][name])
}

fn is_of(schema: &Value, kind: &str) -> bool {
    schema["type"] == kind || schema["type"].as_array().is_some_and(|kinds| kinds.contains(&json!(kind)))
}

/// What a text that is too long is answered with; `None` when something else is wrong with it, or the row is not there.
async fn longest(test: &TestApp, client: &Client, operation: &str, field: &str) -> Option<u64> {
    let (method, path) = operation.split_once(' ').unwrap();
    let path = path.replace("{id}", "1").replace("{exception}", "1").replace("{student}", "1");
    let mut body = Map::new();
    let text = json!("x".repeat(LONG));
    match field.split_once('.') {
        Some((outer, inner)) => body.insert(outer.to_owned(), json!({ inner: text })),
        None => body.insert(field.to_owned(), text),
    };
    let answer = client.request(method.parse::<Method>().unwrap(), &path).json(body).send().await;
    if answer.status() != 400 {
        return None;
    }
    let whole = test.app().l10n().refusal(Lang::En, "field", &Refusal::new("too_long").arg("max", "§"));
    let (before, after) = whole.split_once('§').unwrap();
    let errors = answer.json()["errors"][field].clone();
    let sentences = errors.as_array().into_iter().flatten().filter_map(Value::as_str);
    sentences.filter_map(|said| said.strip_prefix(before)?.strip_suffix(after)?.parse().ok()).next()
}
