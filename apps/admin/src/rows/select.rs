//! From the declarations of an entity to the columns of a query, and from its rows back to values by name.

use preau_kernel::admin::{Cells, Column, Entity, Field, FieldKind, NOW, Row, Shows};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Kind, Ordering, Scalar, Values};
use preau_kernel::{Error, Result};
use sea_orm::QueryResult;
use serde_json::Value;

/// What a query reads of each row, beside what comes first.
pub(crate) struct Select<'a> {
    entity: &'a Entity,
    columns: Vec<&'a Column>,
    fields: Vec<&'a Field>,
    /// By which a change of it is told from another; not of a row that is only shown.
    version: Option<&'a str>,
    /// Which column stands for the title.
    named_by: Option<usize>,
}

/// Id and title come first (the title only where no column stands for it), and the version last. Values are read by their
/// place: by name each would be looked for.
const FIRST: usize = 2;

/// A row of a list, with the values of [`Select::listed`].
pub(crate) struct Listed<'a> {
    pub(crate) id: i64,
    pub(crate) title: &'a str,
    values: Values<'a>,
    /// Where those of the columns begin.
    first: usize,
}

impl<'a> Listed<'a> {
    /// `named_by`: [`Select::named_by`].
    pub(crate) fn of(values: Values<'a>, named_by: Option<usize>) -> Result<Self> {
        let id = values.get(0).number().ok_or_else(|| Error::internal("a row without its id"))?;
        let (first, title) = named_by.map_or((FIRST, 1), |column| (FIRST - 1, FIRST - 1 + column));
        Ok(Self { id, title: values.get(title).text(), values, first })
    }

    /// Of the column at this place among those that are shown.
    pub(crate) fn value(&self, column: usize) -> Scalar<'a> {
        self.values.get(self.first + column)
    }
}

impl<'a> Select<'a> {
    /// These columns only.
    pub(crate) fn columns(entity: &'a Entity, columns: Vec<&'a Column>) -> Self {
        Self { entity, columns, fields: Vec::new(), version: None, named_by: None }
    }

    /// As [`Self::columns`], of rows to be read as [`Listed`].
    pub(crate) fn listed(entity: &'a Entity, columns: Vec<&'a Column>) -> Self {
        let named_by = columns.iter().position(|column| column.names_row || column.sql == entity.title);
        Self { named_by, ..Self::columns(entity, columns) }
    }

    pub(crate) fn named_by(&self) -> Option<usize> {
        self.named_by
    }

    /// Every column and field.
    pub(crate) fn whole(entity: &'a Entity) -> Self {
        let (columns, fields) = (entity.columns.iter().collect(), entity.fields().collect());
        Self { entity, columns, fields, version: entity.version, named_by: None }
    }

    /// `now` stands for [`NOW`], in whole seconds, so that one who looks again soon asks the same.
    pub(crate) fn sql(&self, now: Timestamp) -> String {
        let columns = self.columns.iter().map(|column| column.sql);
        let fields = self.fields.iter().map(|field| field.sql);
        let title = Some(self.entity.title).filter(|_| self.named_by.is_none());
        let first = std::iter::once("t.id").chain(title);
        let parts: Vec<&str> = first.chain(columns).chain(fields).chain(self.version).collect();
        let text = parts.join(", ");
        if text.contains(NOW) { text.replace(NOW, &Timestamp::from_seconds(now.seconds()).0.to_string()) } else { text }
    }

    pub(crate) fn read(&self, row: &QueryResult) -> Result<Row> {
        let mut values = Cells::default();
        let places = FIRST..;
        for (place, column) in places.clone().zip(&self.columns) {
            let value = match column.shows {
                Shows::Number | Shows::Instant | Shows::Size | Shows::Percent | Shows::TimeLeft => number(row, place)?,
                Shows::Flag => flag(row, place)?,
                _ => text(row, place)?,
            };
            values.insert(column.name, value);
        }
        for (place, field) in places.skip(self.columns.len()).zip(&self.fields) {
            let value = match field.kind {
                FieldKind::Number(..) | FieldKind::Instant | FieldKind::Relation(_) => number(row, place)?,
                FieldKind::Flag => flag(row, place)?,
                FieldKind::Relations(_) => ids(row, place)?,
                FieldKind::Several(_) => words(row, place)?,
                _ => text(row, place)?,
            };
            values.insert(field.name, value);
        }
        let title: Option<String> = row.try_get_by_index(1)?;
        let version = FIRST + self.columns.len() + self.fields.len();
        Ok(Row {
            id: row.try_get_by_index(0)?,
            title: title.unwrap_or_default(),
            version: self.version.map(|_| row.try_get_by_index(version)).transpose()?.flatten(),
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

fn text(row: &QueryResult, place: usize) -> Result<Value> {
    Ok(row.try_get_by_index::<Option<String>>(place)?.map_or(Value::Null, Value::String))
}

fn number(row: &QueryResult, place: usize) -> Result<Value> {
    Ok(row.try_get_by_index::<Option<i64>>(place)?.into())
}

fn flag(row: &QueryResult, place: usize) -> Result<Value> {
    Ok(row.try_get_by_index::<Option<bool>>(place)?.into())
}

/// Ids joined by commas, in ascending order.
fn ids(row: &QueryResult, place: usize) -> Result<Value> {
    let joined: Option<String> = row.try_get_by_index(place)?;
    let mut ids: Vec<i64> = joined.unwrap_or_default().split(',').filter_map(|id| id.parse().ok()).collect();
    ids.sort_unstable();
    Ok(ids.into())
}

/// Words joined by commas.
fn words(row: &QueryResult, place: usize) -> Result<Value> {
    let joined: Option<String> = row.try_get_by_index(place)?;
    Ok(joined.unwrap_or_default().split(',').filter(|word| !word.is_empty()).collect::<Vec<_>>().into())
}
