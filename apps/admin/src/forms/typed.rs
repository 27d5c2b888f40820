//! What stands in the inputs of one row: texts by field, as browsers send them.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use preau_kernel::admin::{Field, FieldKind, Row};
use preau_kernel::web::Form;
use serde_json::Value;

use super::wall;

/// What a ticked box of a yes-or-no field holds.
const YES: &str = "true";
/// What stands in the box of a relation, and what stood in it when the page was shown.
pub(crate) const QUESTION: &str = "__q";
pub(crate) const ASKED: &str = "__asked";
const BESIDE: [&str; 2] = [QUESTION, ASKED];
/// The box that takes an attachment away.
pub(crate) const REMOVE: &str = "__remove";

/// Texts by the name of their field; empty ones are not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// As a stored row stands in its form.
    pub(crate) fn of_row<'a>(fields: impl Iterator<Item = &'a Field>, row: &Row, zone: Tz) -> Self {
        let value = |field: &Field| texts(field, row.values.get(field.name).unwrap_or(&Value::Null), zone);
        Self(fields.map(|field| (field.name.to_owned(), value(field))).collect())
    }

    /// As a new row begins: what the address asks for, else the defaults.
    pub(crate) fn of_defaults<'a>(
        fields: impl Iterator<Item = &'a Field>,
        asked: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let mut typed = Self::default();
        for field in fields {
            let text = asked(field.name).unwrap_or_else(|| field.default.to_owned());
            let list = matches!(field.kind, FieldKind::Several(_) | FieldKind::Relations(_));
            let texts: Vec<String> = if list { text.split(',').map(str::to_owned).collect() } else { vec![text] };
            typed.set(field.name, texts.into_iter());
        }
        typed
    }

    /// As it was sent, the inputs named by `prefix` and the field. Only these fields are looked for.
    pub(crate) fn of_form<'a>(fields: impl Iterator<Item = &'a Field>, form: &Form, prefix: &str) -> Self {
        let mut typed = Self::default();
        for field in fields {
            let input = format!("{prefix}{}", field.name);
            let list = matches!(field.kind, FieldKind::Several(_) | FieldKind::Relations(_));
            let most = if list { usize::MAX } else { 1 };
            typed.set(field.name, form.all(&input).take(most).map(|text| normal(&field.kind, text)));
            for beside in BESIDE {
                let text = form.get(&format!("{input}{beside}")).unwrap_or_default();
                typed.set(&format!("{}{beside}", field.name), std::iter::once(text.to_owned()));
            }
        }
        typed
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    pub(crate) fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|text| text == value)
    }

    /// Takes a field's texts away.
    pub(crate) fn clear(&mut self, name: &str) {
        self.0.remove(name);
    }

    fn set(&mut self, name: &str, texts: impl Iterator<Item = String>) {
        self.0.insert(name.to_owned(), texts.filter(|text| !text.is_empty()).collect());
    }

    /// Whether this field stands as in another one.
    pub(crate) fn agrees(&self, other: &Self, field: &Field) -> bool {
        let sorted = |typed: &Self| {
            let mut texts = typed.all(field.name).to_vec();
            texts.sort_unstable();
            texts
        };
        sorted(self) == sorted(other)
    }
}

/// Browsers send every line break as CR LF; boxes that are ticked say `on` or what they hold.
fn normal(kind: &FieldKind, text: &str) -> String {
    match kind {
        FieldKind::LongText(_) | FieldKind::Markdown(_) => text.replace("\r\n", "\n"),
        FieldKind::Flag => YES.to_owned(),
        _ => text.to_owned(),
    }
}

/// A stored value as it stands in its input.
fn texts(field: &Field, value: &Value, zone: Tz) -> Vec<String> {
    let texts = match (&field.kind, value) {
        (FieldKind::Instant, Value::Number(number)) => vec![wall::text(number.as_i64().unwrap_or_default(), zone)],
        (FieldKind::LongText(_) | FieldKind::Markdown(_), Value::String(text)) => vec![text.replace("\r\n", "\n")],
        (FieldKind::Attachment { .. }, _) => Vec::new(),
        (_, Value::String(text)) => vec![text.clone()],
        (_, Value::Number(number)) => vec![number.to_string()],
        (_, Value::Bool(true)) => vec![YES.to_owned()],
        (_, Value::Array(list)) => {
            list.iter().map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned)).collect()
        }
        _ => Vec::new(),
    };
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}
