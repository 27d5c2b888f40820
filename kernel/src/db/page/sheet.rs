//! The rows of a page, read into one text and one list of values: no row and no value takes memory of its own.

use rusqlite::types::{Type, ValueRef};

use super::statement::Statement;
use super::values::{Scalar, Values};
use super::{Conditions, in_json};
use crate::db::{Engine, Sql};
use crate::error::Result;

/// What a value takes, about, and what of it is text.
const PARTS: usize = 1024;
const BYTES: usize = 8192;

/// The values of all rows, one after the other; texts stay in the one that they came in, where they can.
#[derive(Debug)]
pub struct Sheet {
    pub(super) text: String,
    pub(super) parts: Vec<Part>,
    /// Values of a row: its own, then its keys.
    pub(super) width: usize,
    pub(super) own: usize,
    /// Of the page; `None` when it has no rows.
    pub(super) count: Option<i64>,
}

#[derive(Debug)]
pub(super) enum Part {
    Null,
    Number(i64),
    Flag(bool),
    /// From here to there in the text of the sheet.
    Text(usize, usize),
    /// With something in it that JSON writes differently.
    Unescaped(Box<str>),
}

impl Sheet {
    /// The page of a statement: at once where that can be, else in one piece.
    pub(super) async fn ask(conn: &dyn Sql, query: &Statement<'_>, conditions: &Conditions) -> Result<Self> {
        let engine = conn.engine();
        // A search by an index of texts makes no steps by which its time could be told.
        let is_search = conditions.is_search || !query.needles.is_empty();
        if let Some(reader) = conn.reader().filter(|_| engine == Engine::Sqlite && !is_search) {
            let (sql, values) = query.page(engine, conditions);
            if let Some(sheet) = reader.at_once(&sql, &values, |rows| Self::of_rows(rows, query.keys.len(), query.size))
            {
                return Ok(sheet);
            }
        }
        let (sql, values) = Statement { in_one_piece: true, ..*query }.page(engine, conditions);
        let row = conn.get(&in_json::question(engine, &sql, query.size), values).await?;
        in_json::read(row.try_get_by_index(0)?, row.try_get_by_index(1)?, query.keys.len())
    }

    /// Of each row its own values, so many keys, and the count. Of `size` rows the last is there only to be known of, and
    /// links lead from the first and from the last before it: no other's keys are read.
    fn of_rows(mut rows: rusqlite::Rows<'_>, keys: usize, size: u64) -> rusqlite::Result<Self> {
        let width = rows.as_ref().map_or(0, rusqlite::Statement::column_count).saturating_sub(1);
        let own = width.saturating_sub(keys);
        let (mut bytes, mut parts) = (Vec::with_capacity(BYTES), Vec::with_capacity(PARTS));
        let mut count = None;
        for at in 1.. {
            let Some(row) = rows.next()? else { break };
            if count.is_none() {
                count = Some(row.get(width)?);
            }
            let read = if at == size {
                0
            } else if at == 1 || at + 1 == size {
                width
            } else {
                own
            };
            for place in 0..read {
                parts.push(match row.get_ref(place)? {
                    ValueRef::Null => Part::Null,
                    ValueRef::Integer(number) => Part::Number(number),
                    ValueRef::Text(text) => {
                        let from = bytes.len();
                        bytes.extend_from_slice(text);
                        Part::Text(from, bytes.len())
                    }
                    ValueRef::Real(_) | ValueRef::Blob(_) => {
                        return Err(rusqlite::Error::InvalidColumnType(place, String::new(), Type::Text));
                    }
                });
            }
            parts.extend((read..width).map(|_| Part::Null));
        }
        let text = String::from_utf8(bytes).map_err(|error| rusqlite::Error::Utf8Error(0, error.utf8_error()))?;
        Ok(Self { text, parts, width, own, count })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Values<'_>> {
        let rows = self.parts.len().checked_div(self.width).unwrap_or_default();
        (0..rows).map(|place| self.row(place))
    }

    /// `place`: as a [`Page`](super::Page) of this sheet names it.
    #[must_use]
    pub fn row(&self, place: usize) -> Values<'_> {
        Values { sheet: self, place }
    }

    pub(super) fn value(&self, row: usize, place: usize) -> Scalar<'_> {
        match self.parts.get(row * self.width + place) {
            None | Some(Part::Null) => Scalar::Null,
            Some(Part::Number(number)) => Scalar::Number(*number),
            Some(Part::Flag(is_on)) => Scalar::Flag(*is_on),
            Some(Part::Text(from, to)) => Scalar::Text(self.text.get(*from..*to).unwrap_or_default()),
            Some(Part::Unescaped(text)) => Scalar::Text(text),
        }
    }
}
