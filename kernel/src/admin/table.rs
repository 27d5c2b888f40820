//! The writer of a plain table: one column per field, `row_version`, `created_at` and `updated_at` when the entity has a
//! version, `search` and a sort key when the module says what they are made of.

use async_trait::async_trait;
use sea_orm::Value as Bound;
use serde_json::{Map, Value, json};

use super::{Cx, Writer};
use crate::audit::{self, Entry};
use crate::db::{Sql, search};
use crate::error::{Error, Refusal, Result};

/// The names of fields are those of columns.
#[derive(Debug, Clone, Copy)]
pub struct TableWriter {
    pub table: &'static str,
    /// `target_kind` in the audit trail.
    pub target: &'static str,
    /// The field that names a row.
    pub title: &'static str,
    /// Every field, with the type of its column.
    pub columns: &'static [(&'static str, ColumnType)],
    /// The fields of which `search` is made; empty: there is none.
    pub search: &'static [&'static str],
    /// A sort key (`sort_name`) and the field it is folded from.
    pub sort: Option<(&'static str, &'static str)>,
    /// `(table.column or index, field)`: what must be unique, for the problem to stand at its field.
    pub unique: &'static [(&'static str, &'static str)],
    pub is_versioned: bool,
}

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    Text,
    /// A text that may be NULL.
    MaybeText,
    Number,
    Flag,
}

impl TableWriter {
    /// Of a table with versions, whose rows the trail calls as the table; nothing else is said yet.
    pub const fn new(table: &'static str, title: &'static str) -> Self {
        Self { table, target: table, title, columns: &[], search: &[], sort: None, unique: &[], is_versioned: true }
    }

    fn bind(&self, name: &str, value: &Value) -> Result<Bound> {
        let kind = self.columns.iter().find(|(column, _)| *column == name).map(|(_, kind)| *kind);
        Ok(match (kind, value) {
            (Some(ColumnType::Text), Value::Null) => "".into(),
            (Some(ColumnType::MaybeText), Value::Null) => None::<String>.into(),
            (Some(ColumnType::Text | ColumnType::MaybeText), Value::String(text)) => text.clone().into(),
            (Some(ColumnType::Number), Value::Null) => None::<i64>.into(),
            (Some(ColumnType::Number), Value::Number(number)) => number.as_i64().into(),
            (Some(ColumnType::Flag), value) => value.as_bool().unwrap_or_default().into(),
            _ => return Err(Error::internal(format!("{}: no column for the field {name}", self.table))),
        })
    }

    /// `(column, value)` of what follows from these fields, which are all there.
    fn derived(&self, all: &Map<String, Value>) -> Vec<(&'static str, Bound)> {
        let text = |field: &str| all.get(field).and_then(Value::as_str).unwrap_or_default();
        let mut derived = Vec::new();
        if !self.search.is_empty() {
            derived.push(("search", search::text(self.search.iter().map(|field| text(field))).into()));
        }
        if let Some((column, field)) = self.sort {
            derived.push((column, search::fold(text(field)).into()));
        }
        derived
    }

    async fn read(&self, cx: &Cx<'_>, id: i64) -> Result<(Map<String, Value>, i64)> {
        let version = if self.is_versioned { "row_version" } else { "CAST(0 AS BIGINT)" };
        let names: Vec<_> = self.columns.iter().map(|(name, _)| *name).collect();
        let lock = cx.tx.engine().for_update();
        let sql = format!("SELECT {}, {version} AS seen FROM {} WHERE id = $1{lock}", names.join(", "), self.table);
        let row = cx.tx.get(&sql, vec![id.into()]).await?;
        let mut values = Map::new();
        for (name, kind) in self.columns {
            let value = match kind {
                ColumnType::Text | ColumnType::MaybeText => json!(row.try_get::<Option<String>>("", name)?),
                ColumnType::Number => json!(row.try_get::<Option<i64>>("", name)?),
                ColumnType::Flag => json!(row.try_get::<Option<bool>>("", name)?),
            };
            values.insert((*name).to_owned(), value);
        }
        Ok((values, row.try_get("", "seen")?))
    }

    fn entry(&self, action: &'static str, id: i64, values: &Map<String, Value>) -> Entry {
        let name = values.get(self.title).and_then(Value::as_str).unwrap_or_default();
        Entry::new(action).target(self.target, id, name).meta("entity", self.target)
    }
}

#[async_trait]
impl Writer for TableWriter {
    async fn create(&self, cx: &Cx<'_>, values: Map<String, Value>) -> Result<i64> {
        let mut columns: Vec<(&str, Bound)> = Vec::new();
        for (name, _) in self.columns {
            columns.push((name, self.bind(name, values.get(*name).unwrap_or(&Value::Null))?));
        }
        columns.extend(self.derived(&values));
        if self.is_versioned {
            let now: Bound = cx.app.now().into();
            columns.extend([("row_version", 1_i64.into()), ("created_at", now.clone()), ("updated_at", now)]);
        }
        let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
        let places: Vec<_> = (1..=columns.len()).map(|i| format!("${i}")).collect();
        let sql =
            format!("INSERT INTO {} ({}) VALUES ({}) RETURNING id", self.table, names.join(", "), places.join(", "));
        let bound = columns.into_iter().map(|(_, value)| value).collect();
        let id = cx.tx.number(&sql, bound).await.map_err(|error| error.on_duplicate(self.unique))?;
        audit::record(cx.tx, cx.app, cx.info, self.entry("record_created", id, &values)).await?;
        Ok(id)
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        let (before, seen) = self.read(cx, id).await?;
        if self.is_versioned && version.is_some_and(|version| version != seen) {
            return Err(Error::conflict(Refusal::new("row_changed").extra("row_version", json!(seen))));
        }
        let mut after = before.clone();
        let mut columns: Vec<(&str, Bound)> = Vec::new();
        let mut changes = Map::new();
        for (name, value) in &values {
            let old = before.get(name).unwrap_or(&Value::Null);
            if old != value {
                let bound = self.bind(name, value)?;
                let column = self.columns.iter().find(|(column, _)| column == name).map_or("", |(column, _)| column);
                columns.push((column, bound));
                changes.insert(name.clone(), json!([old, value]));
                after.insert(name.clone(), value.clone());
            }
        }
        if changes.is_empty() {
            return Ok(());
        }
        columns.extend(self.derived(&after));
        let mut sets: Vec<_> =
            columns.iter().enumerate().map(|(i, (name, _))| format!("{name} = ${}", i + 2)).collect();
        let mut bound: Vec<Bound> = vec![id.into()];
        bound.extend(columns.into_iter().map(|(_, value)| value));
        if self.is_versioned {
            bound.push(cx.app.now().into());
            sets.push(format!("row_version = row_version + 1, updated_at = ${}", bound.len()));
        }
        let sql = format!("UPDATE {} SET {} WHERE id = $1", self.table, sets.join(", "));
        cx.tx.exec(&sql, bound).await.map_err(|error| error.on_duplicate(self.unique))?;
        let fields: Vec<_> = changes.keys().cloned().collect();
        let entry = self.entry("record_updated", id, &after).meta("fields", fields).personal("changes", changes);
        audit::record(cx.tx, cx.app, cx.info, entry).await.map(drop)
    }

    async fn delete(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let (before, _) = self.read(cx, id).await?;
        cx.tx.exec(&format!("DELETE FROM {} WHERE id = $1", self.table), vec![id.into()]).await?;
        audit::record(cx.tx, cx.app, cx.info, self.entry("record_deleted", id, &before)).await.map(drop)
    }
}
