//! The values of a row of a sheet.

use super::InTurn;
use super::keys::Key;
use super::sheet::Sheet;
use super::turn::Line;
use crate::error::{Error, Result};

/// A value of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar<'a> {
    Null,
    Number(i64),
    Flag(bool),
    Text(&'a str),
}

impl<'a> Scalar<'a> {
    /// Empty for what is no text.
    #[must_use]
    pub fn text(self) -> &'a str {
        if let Self::Text(text) = self { text } else { "" }
    }

    #[must_use]
    pub fn number(self) -> Option<i64> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }

    /// SQLite says yes and no by numbers.
    #[must_use]
    pub fn flag(self) -> Option<bool> {
        match self {
            Self::Flag(is_on) => Some(is_on),
            Self::Number(number) => Some(number != 0),
            _ => None,
        }
    }
}

/// The values of a row in the order in which they were asked for, each a text, a whole number, a yes or no (1 or 0 on
/// SQLite) or null.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    pub(super) sheet: &'a Sheet,
    /// Of the row in the sheet.
    pub(super) place: usize,
}

impl<'a> Values<'a> {
    /// Null where there is none.
    #[must_use]
    pub fn get(self, place: usize) -> Scalar<'a> {
        if place < self.sheet.own { self.at(place) } else { Scalar::Null }
    }

    /// To be read one after the other.
    #[must_use]
    pub fn in_turn(self) -> InTurn<'a> {
        InTurn::of_values(self)
    }

    fn at(self, place: usize) -> Scalar<'a> {
        self.sheet.value(self.place, place)
    }
}

impl Line for Values<'_> {
    fn count(&self) -> Result<i64> {
        self.sheet.count.ok_or_else(|| Error::internal("a page without its count"))
    }

    fn edge(&self, keys: &[Key]) -> Result<Vec<serde_json::Value>> {
        let of = |key: &Key| match self.at(self.sheet.own + key.at) {
            Scalar::Number(number) => Ok(number.into()),
            Scalar::Text(text) => Ok(text.into()),
            _ => Err(Error::internal("a page without its keys")),
        };
        keys.iter().map(of).collect()
    }
}
