//! One row of a dump, and its values as text.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::DjangoError;

/// `{"model": "auth.user", "pk": 2, "fields": {…}}`; with natural keys there is no `pk`.
#[derive(Deserialize)]
pub(super) struct Record {
    pub(super) model: String,
    pk: Option<Value>,
    fields: Map<String, Value>,
}

/// All rows of a dump.
pub(super) fn parse(json: &str) -> Result<Vec<Record>, DjangoError> {
    serde_json::from_str(json.trim_start_matches('\u{feff}')).map_err(|error| {
        match error.classify() {
            serde_json::error::Category::Data => DjangoError::NotADump,
            _ => DjangoError::NotJson,
        }
    })
}

impl Record {
    /// Django writes model names in lower case; people do not.
    pub(super) fn is_of(&self, model: &str) -> bool {
        self.model.eq_ignore_ascii_case(model)
    }

    /// The primary key; absent with natural keys.
    pub(super) fn key(&self) -> Option<String> {
        self.pk.as_ref().map(text).filter(|key| !key.is_empty())
    }

    /// A value as trimmed text; empty when absent or null.
    pub(super) fn text(&self, field: &str) -> String {
        self.fields.get(field).map(text).unwrap_or_default()
    }

    pub(super) fn flag(&self, field: &str) -> Option<bool> {
        self.fields.get(field).and_then(Value::as_bool)
    }

    /// The keys of a many-to-many field: `[1, 2]`, or with natural keys `[["Professeurs"]]`.
    pub(super) fn list(&self, field: &str) -> Vec<String> {
        self.fields
            .get(field)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(text)
            .collect()
    }

    /// Names of the fields that hold something.
    pub(super) fn filled(&self) -> impl Iterator<Item = &str> {
        let empty = |value: &Value| {
            value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty)
        };
        self.fields
            .iter()
            .filter(move |(_, value)| !empty(value))
            .map(|(name, _)| name.as_str())
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        Value::Array(parts) => parts.iter().map(text).collect::<Vec<_>>().join("."),
        other => other.to_string(),
    }
}
