//! A row of an entity as it was read.

use serde_json::Value;

use crate::db::page::Scalar;

/// One row as it was read: the columns and fields of its entity by name.
#[derive(Debug, Clone, Default)]
pub struct Row {
    pub id: i64,
    pub title: String,
    pub version: Option<i64>,
    pub values: Cells,
}

impl Row {
    /// Null for what is none of a list's values.
    pub fn scalar(&self, name: &str) -> Scalar<'_> {
        match self.values.get(name) {
            Some(Value::String(text)) => Scalar::Text(text),
            Some(Value::Number(number)) => number.as_i64().map_or(Scalar::Null, Scalar::Number),
            Some(Value::Bool(is_on)) => Scalar::Flag(*is_on),
            _ => Scalar::Null,
        }
    }

    pub fn text(&self, name: &str) -> &str {
        self.scalar(name).text()
    }

    pub fn number(&self, name: &str) -> Option<i64> {
        self.scalar(name).number()
    }

    pub fn flag(&self, name: &str) -> bool {
        self.scalar(name).flag().unwrap_or_default()
    }
}

/// Values by the names of columns and fields. They are few enough that looking through them is quicker than a map.
#[derive(Debug, Clone, Default)]
pub struct Cells(Vec<(&'static str, Value)>);

impl Cells {
    /// Of a column and a field of one name, the one that came last.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().rev().find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    pub fn insert(&mut self, name: &'static str, value: Value) {
        self.0.push((name, value));
    }
}

impl FromIterator<(&'static str, Value)> for Cells {
    fn from_iter<I: IntoIterator<Item = (&'static str, Value)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}
