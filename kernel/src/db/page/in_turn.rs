//! A row read value by value.

use sea_orm::{QueryResult, TryGetable};

use super::{Scalar, Values};
use crate::clock::Timestamp;
use crate::error::{Error, Result};

/// The values of a row, each read once, in the order of their names: of a page in one piece as of a row that came alone, so
/// that a type is read in one place. A value of another kind than the one expected is an error of the program.
pub struct InTurn<'a> {
    source: Source<'a>,
    at: usize,
}

enum Source<'a> {
    Values(Values<'a>),
    Row { row: &'a QueryResult, names: &'a [&'a str] },
}

impl<'a> InTurn<'a> {
    pub(super) fn of_values(values: Values<'a>) -> Self {
        Self { source: Source::Values(values), at: 0 }
    }

    /// The columns of these names; the row may hold others.
    pub fn of_row(row: &'a QueryResult, names: &'a [&'a str]) -> Self {
        Self { source: Source::Row { row, names }, at: 0 }
    }

    pub fn text_or_null(&mut self) -> Result<Option<String>> {
        self.next(|value| match value {
            Scalar::Text(text) => Some(Some(text.to_owned())),
            Scalar::Null => Some(None),
            _ => None,
        })
    }

    pub fn text(&mut self) -> Result<String> {
        self.next(|value| if let Scalar::Text(text) = value { Some(text.to_owned()) } else { None })
    }

    pub fn number_or_null(&mut self) -> Result<Option<i64>> {
        self.next(|value| if value == Scalar::Null { Some(None) } else { value.number().map(Some) })
    }

    pub fn number(&mut self) -> Result<i64> {
        self.next(Scalar::number)
    }

    pub fn instant_or_null(&mut self) -> Result<Option<Timestamp>> {
        Ok(self.number_or_null()?.map(Timestamp))
    }

    pub fn instant(&mut self) -> Result<Timestamp> {
        self.number().map(Timestamp)
    }

    pub fn flag(&mut self) -> Result<bool> {
        self.next(Scalar::flag)
    }

    fn next<T: TryGetable>(&mut self, of: impl FnOnce(Scalar<'a>) -> Option<T>) -> Result<T> {
        let at = self.at;
        self.at += 1;
        let is_no_such = || Error::internal(format!("value {at} of a row is not there, or of another kind"));
        match &self.source {
            Source::Values(values) => of(values.get(at)).ok_or_else(is_no_such),
            Source::Row { row, names } => Ok(row.try_get("", names.get(at).ok_or_else(is_no_such)?)?),
        }
    }
}
