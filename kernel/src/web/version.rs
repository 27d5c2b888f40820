//! Which version of a row its writer has read: `row_version` of the body, or `If-Match`.

use axum::http::{HeaderMap, header};

use super::Fields;

/// No row has it.
const NONE: i64 = 0;

/// `None`: whatever is there is written over.
pub fn row_version(fields: &mut Fields, headers: &HeaderMap) -> Option<i64> {
    fields.integer("row_version").or_else(|| if_match(headers))
}

/// A tag that is none of ours, or a weak one (RFC 9110 section 13.1.1), matches no row.
pub fn if_match(headers: &HeaderMap) -> Option<i64> {
    let tag = headers.get(header::IF_MATCH)?.to_str().unwrap_or_default().trim();
    (tag != "*").then(|| tag.trim_matches('"').parse().unwrap_or(NONE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_goes_before_the_header_and_a_foreign_tag_matches_nothing() {
        let read = |body: serde_json::Value, tag: Option<&'static str>| {
            let serde_json::Value::Object(map) = body else { panic!("an object") };
            let tag = tag.map(|tag| (header::IF_MATCH, tag.parse().unwrap()));
            row_version(&mut Fields::new(map), &tag.into_iter().collect())
        };
        let none = || serde_json::json!({});
        for (body, tag, expected) in [
            (none(), None, None),
            (none(), Some("\"3\""), Some(3)),
            (none(), Some(" 3 "), Some(3)),
            (none(), Some("*"), None),
            (none(), Some("W/\"3\""), Some(NONE)),
            (none(), Some("\"abc\""), Some(NONE)),
            (serde_json::json!({"row_version": 4}), Some("\"3\""), Some(4)),
        ] {
            assert_eq!(read(body, tag), expected, "{tag:?}");
        }
    }
}
