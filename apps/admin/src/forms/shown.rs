//! Values of a form that are read and not typed.

use askama::Template;
use preau_kernel::admin::{Entity, Field, FieldKind, Row};
use serde_json::Value;

use super::markdown;
use super::part;
use super::related::{Related, seen};
use crate::shell::{Shell, row_path};
use crate::show;

/// Shown by `{{ shown|safe }}`.
#[derive(Template)]
#[template(path = "field_shown.html")]
pub(crate) enum Shown {
    Nothing,
    Text(String),
    /// Made and cleaned by `markdown`.
    Html(String),
    /// Address and text; no address where one may not go.
    Links(Vec<(Option<String>, String)>),
    Picture {
        src: String,
        of: String,
    },
}

/// A stored value of a field.
pub(crate) fn stored(shell: &Shell, entity: &Entity, field: &Field, row: &Row, related: &Related) -> Shown {
    let value = row.values.get(field.name).unwrap_or(&Value::Null);
    match &field.kind {
        FieldKind::Attachment { is_image, .. } if value.as_str().is_some_and(|id| !id.is_empty()) => {
            let src = show::file_path(entity, row.id, field.name);
            match is_image {
                true => Shown::Picture { src, of: row.title.clone() },
                false => Shown::Links(vec![(Some(src), shell.text("admin-form-file"))]),
            }
        }
        _ => value_of(shell, entity, field, value, related),
    }
}

/// Any value of a field: a stored one, an old one, one that was typed.
pub(crate) fn value_of(shell: &Shell, entity: &Entity, field: &Field, value: &Value, related: &Related) -> Shown {
    match (&field.kind, value) {
        (_, Value::Null) => Shown::Nothing,
        (FieldKind::Relation(other) | FieldKind::Relations(other), _) => {
            let links = part::ids(value).map(|id| link(shell, other, id, related)).collect::<Vec<_>>();
            if links.is_empty() { Shown::Nothing } else { Shown::Links(links) }
        }
        (FieldKind::Markdown(_), Value::String(text)) if !text.is_empty() => Shown::Html(markdown::html(text)),
        _ => text(show::field(shell, entity, field, value)),
    }
}

/// What no declaration explains.
pub(crate) fn raw(shell: &Shell, value: &Value) -> Shown {
    text(match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(is_on) => show::yes_or_no(shell, *is_on),
        Value::Array(list) => {
            let texts = list.iter().map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned));
            texts.collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    })
}

fn text(text: String) -> Shown {
    if text.is_empty() { Shown::Nothing } else { Shown::Text(text) }
}

fn link(shell: &Shell, other: &'static str, id: i64, related: &Related) -> (Option<String>, String) {
    match related.title(other, id) {
        Some(title) => {
            let title = if title.trim().is_empty() { format!("#{id}") } else { title.to_owned() };
            (seen(shell, other).map(|entity| row_path(entity, id)), title)
        }
        None => (None, format!("#{id}")),
    }
}
