//! Queries of absences, of what people are told, and of statistics.
//!
//! Map: `rows` absences · `documents` · `marks` what an absence does to marks · `alerts` what was told to whom ·
//! `people` whom to tell · `person` · `asked` and `figures` statistics · `scope` what may be asked for · `lessons` the lessons behind
//! a figure · `office` who is missing now · `sheet` names and lessons of a half-day · `messages`.

pub mod alerts;
pub mod asked;
pub mod documents;
pub mod figures;
pub mod lessons;
pub mod marks;
pub mod messages;
pub mod office;
pub mod people;
pub mod person;
pub mod rows;
pub mod scope;
pub mod sheet;

use sea_orm::Value;

/// A statement that is put together: each value gets the next `$n`.
#[derive(Debug, Default)]
pub(crate) struct Binder {
    pub(crate) values: Vec<Value>,
}

impl Binder {
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// A condition whose `?` are these values in turn.
    pub(crate) fn condition(&mut self, (sql, values): (String, Vec<Value>)) -> String {
        let mut values = values.into_iter();
        let mut text = String::new();
        for piece in sql.split_inclusive('?') {
            match (piece.strip_suffix('?'), values.next()) {
                (Some(before), Some(value)) => text.push_str(&format!("{before}{}", self.bind(value))),
                _ => text.push_str(piece),
            }
        }
        text
    }

    pub(crate) fn list(&mut self, ids: &[i64]) -> String {
        if ids.is_empty() {
            return "NULL".to_owned();
        }
        ids.iter().map(|id| self.bind(*id)).collect::<Vec<_>>().join(", ")
    }
}
