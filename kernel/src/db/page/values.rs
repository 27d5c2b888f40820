//! A page in one piece: one row that holds all of its rows as JSON.

use sea_orm::QueryResult;
use serde_json::Value;

use super::keys::Key;
use super::turn::Line;
use crate::clock::Timestamp;
use crate::db::Engine;
use crate::error::{Error, Result};

/// The values of a row in the order of the names that were asked for, each a text, a whole number, a yes or no
/// (1 or 0 on SQLite) or null; then those of the page.
#[derive(Debug)]
pub struct Values {
    all: Vec<Value>,
    /// How many are the row's own.
    own: usize,
}

impl Values {
    /// Null where there is none.
    pub fn get(&self, place: usize) -> &Value {
        self.all[..self.own].get(place).unwrap_or(&Value::Null)
    }

    /// As [`Self::get`], and it is null from then on.
    pub fn take(&mut self, place: usize) -> Value {
        self.all[..self.own].get_mut(place).map(Value::take).unwrap_or_default()
    }

    /// To be read one after the other.
    pub fn in_turn(self) -> InTurn {
        InTurn { row: self, at: 0 }
    }
}

/// The values of a row, each read once, in the order of the names that were asked for. A value of another kind than the
/// one expected is an error of the program.
pub struct InTurn {
    row: Values,
    at: usize,
}

impl InTurn {
    fn next(&mut self) -> Value {
        self.at += 1;
        self.row.take(self.at - 1)
    }

    pub fn text_or_null(&mut self) -> Result<Option<String>> {
        match self.next() {
            Value::String(text) => Ok(Some(text)),
            Value::Null => Ok(None),
            _ => Err(self.of_another_kind()),
        }
    }

    pub fn text(&mut self) -> Result<String> {
        self.text_or_null()?.ok_or_else(|| self.of_another_kind())
    }

    pub fn number_or_null(&mut self) -> Result<Option<i64>> {
        match self.next() {
            Value::Null => Ok(None),
            value => value.as_i64().map(Some).ok_or_else(|| self.of_another_kind()),
        }
    }

    pub fn number(&mut self) -> Result<i64> {
        self.number_or_null()?.ok_or_else(|| self.of_another_kind())
    }

    pub fn instant_or_null(&mut self) -> Result<Option<Timestamp>> {
        Ok(self.number_or_null()?.map(Timestamp))
    }

    pub fn instant(&mut self) -> Result<Timestamp> {
        self.number().map(Timestamp)
    }

    /// SQLite says yes and no by numbers.
    pub fn flag(&mut self) -> Result<bool> {
        let value = self.next();
        value.as_bool().or_else(|| value.as_i64().map(|n| n != 0)).ok_or_else(|| self.of_another_kind())
    }

    fn of_another_kind(&self) -> Error {
        Error::internal(format!("value {} of a row is of another kind", self.at))
    }
}

impl Line for Values {
    fn count(&self) -> Result<i64> {
        self.all.last().and_then(Value::as_i64).ok_or_else(|| Error::internal("a page without its count"))
    }

    fn edge(&self, keys: &[Key]) -> Result<Vec<Value>> {
        let of = |key: &Key| self.all.get(self.own + key.at).cloned();
        keys.iter().map(|key| of(key).ok_or_else(|| Error::internal("a page without its keys"))).collect()
    }
}

/// The limit keeps SQLite from passing over the order of the page, as it may where the outer question does not show one.
pub(super) fn in_one_piece(engine: Engine, page: &str, names: &[impl AsRef<str>], keys: usize, size: u64) -> String {
    let keys = (0..keys).map(|i| format!("page_key_{i}"));
    let names = names.iter().map(|name| name.as_ref().to_owned());
    let columns: Vec<String> = names.chain(keys).chain(["page_count".to_owned()]).collect();
    let columns = columns.join(", ");
    let rows = match engine {
        Engine::Sqlite => format!("json_group_array(json_array({columns}))"),
        Engine::Postgres => format!("CAST(COALESCE(json_agg(json_build_array({columns})), '[]') AS TEXT)"),
    };
    format!("SELECT {rows} AS page_rows FROM (SELECT * FROM ({page}) found LIMIT {size}) page_in_order")
}

pub(super) fn taken_apart(row: &QueryResult, own: usize) -> Result<Vec<Values>> {
    let text: String = row.try_get_by_index(0)?;
    let rows: Vec<Vec<Value>> = serde_json::from_str(&text)?;
    Ok(rows.into_iter().map(|all| Values { all, own }).collect())
}
