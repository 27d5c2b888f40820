//! A page in one piece: one row that holds all of its rows as JSON.

use std::borrow::Cow;

use sea_orm::QueryResult;
use serde_json::Value;

use super::InTurn;
use super::keys::Key;
use super::turn::Line;
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
    pub fn in_turn(self) -> InTurn<'static> {
        InTurn::of_values(self)
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
    let names = names.iter().map(|name| Cow::Borrowed(name.as_ref()));
    let keys = (0..keys).map(|i| Cow::Owned(format!("page_key_{i}")));
    let columns = names.chain(keys).chain(["page_count".into()]).collect::<Vec<_>>().join(", ");
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
