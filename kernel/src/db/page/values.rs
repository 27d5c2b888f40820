//! A page in one piece: what it asks for, and the values of its rows.

use super::InTurn;
use super::keys::Key;
use super::sheet::Sheet;
use super::statement::PAGE_ROW;
use super::turn::Line;
use crate::db::Engine;
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

/// The rows of a page as one, and its count. The limit keeps SQLite from passing over the order of the page, as it may
/// where the outer question does not show one.
pub(super) fn in_one_piece(engine: Engine, page: &str, size: u64) -> String {
    let rows = engine.joined_arrays(PAGE_ROW);
    format!(
        "SELECT {rows} AS page_rows, MAX(page_count) AS page_count \
         FROM (SELECT * FROM ({page}) found LIMIT {size}) page_in_order"
    )
}

/// What stands in a [`List::select`](super::List::select), without the names that it is given there. An array is made of
/// them where they are read: as columns of a question within a question, each would be copied once more.
pub(super) fn expressions(select: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let (mut depth, mut is_quoted, mut from, mut name) = (0_usize, false, 0, None);
    for (at, byte) in select.bytes().enumerate() {
        match byte {
            b'\'' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                all.push(select[from..name.take().unwrap_or(at)].trim());
                from = at + 1;
            }
            b' ' if depth == 0 && select[at..].starts_with(" AS ") => name = Some(at),
            _ => {}
        }
    }
    all.push(select[from..name.unwrap_or(select.len())].trim());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_stand_without_their_names() {
        let select = "t.id AS row_id, u.name, CASE WHEN a IN (1, 2) THEN ', AS x''' ELSE f(b, 'é') END AS roles, \
                      (SELECT CAST(m.id AS TEXT) AS id FROM m) AS m, NULL";
        let expected = [
            "t.id",
            "u.name",
            "CASE WHEN a IN (1, 2) THEN ', AS x''' ELSE f(b, 'é') END",
            "(SELECT CAST(m.id AS TEXT) AS id FROM m)",
            "NULL",
        ];
        assert_eq!(expressions(select), expected);
    }
}
