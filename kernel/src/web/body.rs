//! Reading a JSON body: every wrong field is named, all of them at once; unknown fields are passed over.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use chrono::NaiveDate;
use serde_json::{Map, Value};

use crate::error::{Error, FieldErrors, Refusal, Result};

/// A JSON object; 415 for another type, 413 over the limit, 400 for what is no JSON object.
pub struct JsonBody(pub Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let is_json =
            essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"));
        let bytes = read(request, state).await?;
        let is_nothing = essence.is_empty() && bytes.is_empty();
        if !is_json && !is_nothing {
            return Err(Error::UnsupportedMedia { expected: "application/json" });
        }
        parse(&bytes).map(Self)
    }
}

/// Bytes that the route takes; put into the request's extensions beside axum's own limit, for the refusal to name it.
#[derive(Debug, Clone, Copy)]
pub(super) struct BodyLimit(pub(super) usize);

pub(super) fn limit(request: &Request) -> usize {
    request.extensions().get::<BodyLimit>().map_or(0, |limit| limit.0)
}

/// The whole body, or 413.
pub async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes> {
    let limit_bytes = limit(&request);
    Bytes::from_request(request, state).await.map_err(|rejection| {
        if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
            Error::TooLarge { limit_bytes }
        } else {
            Error::refused("broken_body")
        }
    })
}

/// An empty body is an empty object.
fn parse(bytes: &[u8]) -> Result<Map<String, Value>> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Map::new());
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(Error::refused("not_an_object")),
        Err(_) => Err(Error::refused("broken_json")),
    }
}

/// Takes fields out of an object one by one and gathers what is wrong with them. A field that is absent gives
/// `None`; an explicit `null` gives `Some(None)` where that has a meaning.
pub struct Fields {
    map: Map<String, Value>,
    prefix: String,
    errors: FieldErrors,
}

impl Fields {
    pub fn new(map: Map<String, Value>) -> Self {
        Self { map, prefix: String::new(), errors: FieldErrors::default() }
    }

    pub fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    pub fn error(&mut self, name: &str, problem: impl Into<Refusal>) {
        self.errors.add(&format!("{}{name}", self.prefix), problem);
    }

    /// Notes a problem unless the field has one already: a missing value is not reported beside a wrong one.
    pub fn error_if_clean(&mut self, name: &str, problem: impl Into<Refusal>) {
        if !self.errors.0.contains_key(&format!("{}{name}", self.prefix)) {
            self.error(name, problem);
        }
    }

    /// A text that must be there; empty when it is not (the error is noted).
    pub fn required_text(&mut self, name: &str, max_chars: usize) -> String {
        match self.text(name, max_chars) {
            Some(text) if !text.trim().is_empty() => text,
            Some(_) => {
                self.error(name, "blank");
                String::new()
            }
            None => {
                self.error_if_clean(name, "required");
                String::new()
            }
        }
    }

    /// A text; `null` counts as absent. Control characters (NUL above all, which PostgreSQL refuses) are an error.
    pub fn text(&mut self, name: &str, max_chars: usize) -> Option<String> {
        self.nullable_text(name, max_chars).flatten()
    }

    pub fn nullable_text(&mut self, name: &str, max_chars: usize) -> Option<Option<String>> {
        match self.map.remove(name)? {
            Value::Null => Some(None),
            Value::String(text) => {
                if text.chars().count() > max_chars {
                    self.error(name, Refusal::new("too_long").arg("max", max_chars));
                    None
                } else if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
                    self.error(name, "control_characters");
                    None
                } else {
                    Some(Some(text))
                }
            }
            _ => {
                self.error(name, "not_a_text");
                None
            }
        }
    }

    pub fn integer(&mut self, name: &str) -> Option<i64> {
        match self.map.remove(name)? {
            Value::Null => None,
            Value::Number(number) if number.is_i64() => number.as_i64(),
            _ => {
                self.error(name, "not_a_number");
                None
            }
        }
    }

    pub fn boolean(&mut self, name: &str) -> Option<bool> {
        match self.map.remove(name)? {
            Value::Null => None,
            Value::Bool(value) => Some(value),
            _ => {
                self.error(name, "not_a_boolean");
                None
            }
        }
    }

    /// `2007-03-14`; `Some(None)` for null or an empty text.
    pub fn date(&mut self, name: &str) -> Option<Option<NaiveDate>> {
        match self.map.remove(name)? {
            Value::Null => Some(None),
            Value::String(text) if text.is_empty() => Some(None),
            Value::String(text) => match parse_date(&text) {
                Some(date) => Some(Some(date)),
                None => {
                    self.error(name, "not_a_date");
                    None
                }
            },
            _ => {
                self.error(name, "not_a_date");
                None
            }
        }
    }

    /// A list of whole numbers, without doubles, in the order given.
    pub fn ids(&mut self, name: &str, max: usize) -> Option<Vec<i64>> {
        let value = self.map.remove(name)?;
        if value.is_null() {
            return Some(Vec::new());
        }
        let items: Option<Vec<i64>> = value.as_array().and_then(|list| list.iter().map(Value::as_i64).collect());
        match items {
            Some(items) if items.len() <= max => {
                let mut seen = std::collections::BTreeSet::new();
                Some(items.into_iter().filter(|id| seen.insert(*id)).collect())
            }
            Some(_) => {
                self.error(name, Refusal::new("too_many_items").arg("max", max));
                None
            }
            None => {
                self.error(name, "not_a_list_of_numbers");
                None
            }
        }
    }

    /// A list of texts.
    pub fn texts(&mut self, name: &str, max: usize) -> Option<Vec<String>> {
        let value = self.map.remove(name)?;
        let items: Option<Vec<String>> =
            value.as_array().and_then(|list| list.iter().map(|v| v.as_str().map(str::to_owned)).collect());
        match items {
            Some(items) if items.iter().flat_map(|text| text.chars()).any(char::is_control) => {
                self.error(name, "control_characters");
                None
            }
            Some(items) if items.len() <= max => Some(items),
            _ => {
                self.error(name, "not_a_list_of_texts");
                None
            }
        }
    }

    /// A nested object, read by `read` with its fields named `name.field`. `None` when it is absent.
    pub fn nested<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let value = self.map.remove(name)?;
        let Value::Object(map) = value else {
            self.error(name, "not_an_object");
            return None;
        };
        let prefix = format!("{}{name}.", self.prefix);
        let mut inner = Self { map, prefix, errors: std::mem::take(&mut self.errors) };
        let out = read(&mut inner);
        self.errors = inner.errors;
        Some(out)
    }

    pub fn into_errors(self) -> FieldErrors {
        self.errors
    }

    /// 400 with every field that was wrong.
    pub fn finish(self) -> Result<()> {
        self.errors.finish()
    }
}

/// A date in a sensible range: 1900 to 2199.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    use chrono::Datelike;
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    // Written as it is shown: the parser also takes `+2026-1-01` and `2026- 1- 1`.
    ((1900..2200).contains(&date.year()) && date.to_string() == text).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(json: &str) -> Fields {
        let Ok(map) = parse(json.as_bytes()) else { panic!("an object") };
        Fields::new(map)
    }

    #[test]
    fn all_wrong_fields_are_named_at_once() {
        let mut body = fields(r#"{"user": {"email": 3, "first_name": ""}, "level": "\u0000", "n": "x", "extra": []}"#);
        body.nested("user", |user| {
            user.text("email", 254);
            user.required_text("first_name", 150);
            user.required_text("last_name", 150);
        });
        body.text("level", 50);
        body.integer("n");
        let errors = body.into_errors();
        let named: Vec<_> = errors.0.iter().map(|(f, r)| (f.as_str(), r[0].code)).collect();
        assert_eq!(
            named,
            [
                ("level", "control_characters"),
                ("n", "not_a_number"),
                ("user.email", "not_a_text"),
                ("user.first_name", "blank"),
                ("user.last_name", "required"),
            ]
        );
    }

    #[test]
    fn null_and_absent_differ() {
        let mut body = fields(r#"{"a": null, "d": "", "ids": [3, 3, 1]}"#);
        assert_eq!(body.nullable_text("a", 9), Some(None));
        assert_eq!(body.nullable_text("b", 9), None);
        assert_eq!(body.date("d"), Some(None));
        assert_eq!(body.ids("ids", 9), Some(vec![3, 1]));
        assert!(body.into_errors().is_empty());
    }

    #[test]
    fn a_date_is_written_in_one_way_only() {
        assert_eq!(parse_date("2026-01-05").map(|date| date.to_string()).as_deref(), Some("2026-01-05"));
        for wrong in
            ["+2026-1-05", "2026- 1- 5", "2026-1-5", "2026-02-30", "1899-12-31", "2200-01-01", " 2026-01-5", ""]
        {
            assert_eq!(parse_date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for wrong in ["[]", "3", "{", "\"x\"", "{\"a\":1}x"] {
            assert!(parse(wrong.as_bytes()).is_err(), "{wrong}");
        }
        let deep = "[".repeat(100_000);
        assert!(parse(deep.as_bytes()).is_err());
    }
}
