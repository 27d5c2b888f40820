//! What differs from run to run, made the same, so that bodies can be snapshots:
//! `insta::assert_json_snapshot!(redact(response.json()))`.

use serde_json::Value;

/// Replaces ids (`[id]`), instants (`[instant]`), secrets and tokens (`[token]`) and cursors (`[cursor]`), wherever
/// they stand.
pub fn redact(value: Value) -> Value {
    redact_at("", value)
}

fn redact_at(key: &str, value: Value) -> Value {
    match value {
        Value::Object(map) => map.into_iter().map(|(key, value)| (key.clone(), redact_at(&key, value))).collect(),
        Value::Array(items) => items.into_iter().map(|item| redact_at(key, item)).collect(),
        Value::Number(_) if is_id(key) => "[id]".into(),
        Value::String(text) if is_secret(key) && !text.is_empty() || is_jwt(&text) => "[token]".into(),
        Value::String(text) if is_instant(&text) => "[instant]".into(),
        Value::String(text) => without_cursor(text).into(),
        other => other,
    }
}

fn is_id(key: &str) -> bool {
    key == "id" || key == "uid" || key.ends_with("_id")
}

fn is_secret(key: &str) -> bool {
    let exact = ["token", "access", "refresh", "secret", "csrf"];
    exact.contains(&key) || key.ends_with("_token") || key.ends_with("_secret")
}

fn is_jwt(text: &str) -> bool {
    text.starts_with("eyJ") && text.split('.').count() == 3
}

/// `2026-11-23T08:00:00.000000Z`, and the like with other fractions.
fn is_instant(text: &str) -> bool {
    text.len() >= 20
        && text.ends_with('Z')
        && text.as_bytes()[10] == b'T'
        && preau_kernel::clock::Timestamp::parse(text).is_some()
}

fn without_cursor(text: String) -> String {
    let Some((before, rest)) = text.split_once("cursor=") else { return text };
    let after = rest.find('&').map_or("", |at| &rest[at..]);
    format!("{before}cursor=[cursor]{after}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::redact;

    #[test]
    fn only_what_changes_is_replaced() {
        let body = json!({
            "id": 7, "user_id": 8, "name": "Ana", "at": "2026-11-23T08:00:00.000000Z", "date": "2026-11-23",
            "access": "eyJh.b.c", "token_type": "Bearer", "minutes": 45, "access_token": "opaque",
            "next": "http://localhost/api/x/?a=1&cursor=abc", "results": [{"id": 1}],
        });
        let expected = json!({
            "id": "[id]", "user_id": "[id]", "name": "Ana", "at": "[instant]", "date": "2026-11-23",
            "access": "[token]", "token_type": "Bearer", "minutes": 45, "access_token": "[token]",
            "next": "http://localhost/api/x/?a=1&cursor=[cursor]", "results": [{"id": "[id]"}],
        });
        assert_eq!(redact(body), expected);
    }
}
