//! From the declarations of an entity to the columns of a query, and from its rows back to values by name.

use preau_kernel::Result;
use preau_kernel::admin::{Column, Entity, Field, FieldKind, Row, Shows};
use preau_kernel::db::page::{Kind, Ordering};
use sea_orm::QueryResult;
use serde_json::{Value, json};

/// What a query reads of each row.
pub(crate) struct Select<'a> {
    entity: &'a Entity,
    columns: Vec<&'a Column>,
    fields: Vec<&'a Field>,
}

impl<'a> Select<'a> {
    /// These columns only, as a list shows them.
    pub(crate) fn columns(entity: &'a Entity, columns: Vec<&'a Column>) -> Self {
        Self { entity, columns, fields: Vec::new() }
    }

    /// Every column and field.
    pub(crate) fn whole(entity: &'a Entity) -> Self {
        Self { entity, columns: entity.columns.iter().collect(), fields: entity.fields().collect() }
    }

    pub(crate) fn sql(&self) -> String {
        let version = self.entity.version.unwrap_or("CAST(NULL AS BIGINT)");
        let mut parts = vec![
            "t.id AS row_id".to_owned(),
            format!("{} AS row_title", self.entity.title),
            format!("{version} AS row_version_seen"),
        ];
        parts.extend(self.columns.iter().enumerate().map(|(i, column)| format!("{} AS c{i}", column.sql)));
        parts.extend(self.fields.iter().enumerate().map(|(i, field)| format!("{} AS f{i}", field.sql)));
        parts.join(", ")
    }

    pub(crate) fn read(&self, row: &QueryResult) -> Result<Row> {
        let mut values = serde_json::Map::new();
        for (i, column) in self.columns.iter().enumerate() {
            let name = format!("c{i}");
            let value = match column.shows {
                Shows::Number | Shows::Instant | Shows::Size | Shows::Percent => number(row, &name)?,
                Shows::Flag => flag(row, &name)?,
                _ => text(row, &name)?,
            };
            values.insert(column.name.to_owned(), value);
        }
        for (i, field) in self.fields.iter().enumerate() {
            let name = format!("f{i}");
            let value = match field.kind {
                FieldKind::Number(..) | FieldKind::Instant | FieldKind::Relation(_) => number(row, &name)?,
                FieldKind::Flag => flag(row, &name)?,
                FieldKind::Relations(_) => ids(row, &name)?,
                FieldKind::Several(_) => words(row, &name)?,
                _ => text(row, &name)?,
            };
            values.insert(field.name.to_owned(), value);
        }
        let title: Option<String> = row.try_get("", "row_title")?;
        Ok(Row {
            id: row.try_get("", "row_id")?,
            title: title.unwrap_or_default(),
            version: row.try_get("", "row_version_seen")?,
            values,
        })
    }
}

/// The orderings that the columns of an entity declare.
pub(crate) fn orderings(entity: &Entity) -> Vec<Ordering> {
    let sorted = entity.columns.iter().filter_map(|column| Some((column.name, column.sort?)));
    sorted
        .map(|(name, sort)| Ordering {
            name,
            column: sort.sql,
            kind: if sort.is_text { Kind::Text } else { Kind::Number },
        })
        .collect()
}

fn text(row: &QueryResult, name: &str) -> Result<Value> {
    Ok(json!(row.try_get::<Option<String>>("", name)?))
}

fn number(row: &QueryResult, name: &str) -> Result<Value> {
    Ok(json!(row.try_get::<Option<i64>>("", name)?))
}

fn flag(row: &QueryResult, name: &str) -> Result<Value> {
    Ok(json!(row.try_get::<Option<bool>>("", name)?))
}

/// Ids joined by commas, in ascending order.
fn ids(row: &QueryResult, name: &str) -> Result<Value> {
    let joined: Option<String> = row.try_get("", name)?;
    let mut ids: Vec<i64> = joined.unwrap_or_default().split(',').filter_map(|id| id.parse().ok()).collect();
    ids.sort_unstable();
    Ok(json!(ids))
}

/// Words joined by commas.
fn words(row: &QueryResult, name: &str) -> Result<Value> {
    let joined: Option<String> = row.try_get("", name)?;
    Ok(json!(joined.unwrap_or_default().split(',').filter(|word| !word.is_empty()).collect::<Vec<_>>()))
}
