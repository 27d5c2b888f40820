//! The inputs of one row: the form's own, or a line of an inline.

use preau_kernel::admin::{Entity, Field, FieldKind, Row};
use serde_json::Value;

use super::typed::Typed;

pub(crate) struct Part<'a> {
    pub(crate) entity: &'a Entity,
    /// Before the names of its inputs: empty, or `inline.parts.12.`.
    pub(crate) prefix: String,
    /// As it is stored; `None`: it is being added.
    pub(crate) row: Option<Row>,
    /// The version that its form was shown with.
    pub(crate) version: Option<i64>,
    pub(crate) typed: Typed,
    /// Whether this person may write it.
    pub(crate) is_open: bool,
    /// The field that names the row on whose page it stands, which nobody types.
    pub(crate) owner: Option<&'static str>,
}

impl<'a> Part<'a> {
    pub(crate) fn adds(&self) -> bool {
        self.row.is_none()
    }

    pub(crate) fn fields(&self) -> impl Iterator<Item = &'a Field> + use<'a> {
        let owner = self.owner;
        self.entity.fields().filter(move |field| owner != Some(field.name))
    }

    /// Whether it can be typed into here.
    pub(crate) fn takes(&self, field: &Field) -> bool {
        self.is_open && field.is_open(self.adds())
    }

    /// Whether something must stand in it. One that is shown for a certain value of another field only may be empty
    /// while that has another one.
    pub(crate) fn demands(&self, field: &Field) -> bool {
        let is_met = |(other, value): (&str, &str)| match value {
            "false" => self.typed.text(other).is_empty(),
            _ => self.typed.has(other, value),
        };
        field.is_required && !matches!(field.kind, FieldKind::Flag) && field.only_if.is_none_or(is_met)
    }

    pub(crate) fn input(&self, field: &Field) -> String {
        format!("{}{}", self.prefix, field.name)
    }

    /// What is stored in a field.
    pub(crate) fn stored(&self, field: &Field) -> &Value {
        self.row.as_ref().and_then(|row| row.values.get(field.name)).unwrap_or(&Value::Null)
    }

    /// The rows whose titles its page needs.
    pub(crate) fn relations(&self) -> Vec<(&'static str, i64)> {
        let mut all = Vec::new();
        for field in self.fields() {
            let (FieldKind::Relation(entity) | FieldKind::Relations(entity)) = field.kind else { continue };
            match self.takes(field) {
                true => all.extend(self.typed.all(field.name).iter().filter_map(|id| Some((entity, id.parse().ok()?)))),
                false => all.extend(ids(self.stored(field)).map(|id| (entity, id))),
            }
        }
        all
    }
}

/// The ids in a stored relation.
pub(crate) fn ids(value: &Value) -> impl Iterator<Item = i64> + '_ {
    value.as_i64().into_iter().chain(value.as_array().into_iter().flatten().filter_map(Value::as_i64))
}

/// The rows that the fields of a stored row name.
pub(crate) fn relations_of<'a>(fields: impl Iterator<Item = &'a Field>, row: &Row) -> Vec<(&'static str, i64)> {
    let mut all = Vec::new();
    for field in fields {
        if let FieldKind::Relation(entity) | FieldKind::Relations(entity) = field.kind {
            all.extend(ids(row.values.get(field.name).unwrap_or(&Value::Null)).map(|id| (entity, id)));
        }
    }
    all
}
