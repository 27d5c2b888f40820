//! A page in one piece: one row that holds all of its rows as JSON.

use std::fmt;

use sea_orm::QueryResult;
use serde::de::{self, DeserializeSeed, Deserializer, SeqAccess, Visitor};

use super::InTurn;
use super::keys::Key;
use super::statement::PAGE_ROW;
use super::turn::Line;
use crate::db::Engine;
use crate::error::{Error, Result};

/// The values of all rows, one after the other; texts stay in the one that they came in, where they can.
#[derive(Debug)]
pub struct Sheet {
    text: String,
    parts: Vec<Part>,
    /// Values of a row: its own, then its keys.
    width: usize,
    own: usize,
    /// Of the page; `None` when it has no rows.
    count: Option<i64>,
}

#[derive(Debug)]
enum Part {
    Null,
    Number(i64),
    Flag(bool),
    /// From here to there in the text of the sheet.
    Text(usize, usize),
    /// With something in it that JSON writes differently.
    Unescaped(Box<str>),
}

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

impl Sheet {
    /// `row`: what [`in_one_piece`] asks for; so many of the values of each of its rows are keys.
    pub(super) fn read(row: &QueryResult, keys: usize) -> Result<Self> {
        Self::of(row.try_get_by_index(0)?, row.try_get_by_index(1)?, keys)
    }

    fn of(text: String, count: Option<i64>, keys: usize) -> Result<Self> {
        let mut reading = Reading { begin: text.as_ptr() as usize, parts: Vec::new(), width: 0 };
        let mut json = serde_json::Deserializer::from_str(&text);
        Rows(&mut reading).deserialize(&mut json)?;
        json.end()?;
        let Reading { parts, width, .. } = reading;
        Ok(Self { text, parts, width, own: width.saturating_sub(keys), count })
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
}

/// The values of a row in the order in which they were asked for, each a text, a whole number, a yes or no (1 or 0 on
/// SQLite) or null.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    sheet: &'a Sheet,
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
        let Sheet { text, parts, width, .. } = self.sheet;
        match parts.get(self.place * width + place) {
            None | Some(Part::Null) => Scalar::Null,
            Some(Part::Number(number)) => Scalar::Number(*number),
            Some(Part::Flag(is_on)) => Scalar::Flag(*is_on),
            Some(Part::Text(from, to)) => Scalar::Text(text.get(*from..*to).unwrap_or_default()),
            Some(Part::Unescaped(text)) => Scalar::Text(text),
        }
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

/// A sheet, as far as it was read.
struct Reading {
    /// Where its text begins.
    begin: usize,
    parts: Vec<Part>,
    width: usize,
}

/// All rows.
struct Rows<'a>(&'a mut Reading);
/// One of them.
struct OneRow<'a>(&'a mut Reading);
/// One value.
struct OnePart {
    begin: usize,
}

impl<'de> DeserializeSeed<'de> for Rows<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> std::result::Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> std::result::Result<(), A::Error> {
        while rows.next_element_seed(OneRow(self.0))?.is_some() {}
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for OneRow<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> std::result::Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for OneRow<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("as many values as in the first row")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut row: A) -> std::result::Result<(), A::Error> {
        let before = self.0.parts.len();
        while let Some(part) = row.next_element_seed(OnePart { begin: self.0.begin })? {
            self.0.parts.push(part);
        }
        let width = self.0.parts.len() - before;
        if before == 0 {
            self.0.width = width;
        }
        if width == self.0.width { Ok(()) } else { Err(de::Error::invalid_length(width, &self)) }
    }
}

impl<'de> DeserializeSeed<'de> for OnePart {
    type Value = Part;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> std::result::Result<Part, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OnePart {
    type Value = Part;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a whole number, a yes or no, or null")
    }

    fn visit_unit<E: de::Error>(self) -> std::result::Result<Part, E> {
        Ok(Part::Null)
    }

    fn visit_bool<E: de::Error>(self, is_on: bool) -> std::result::Result<Part, E> {
        Ok(Part::Flag(is_on))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> std::result::Result<Part, E> {
        Ok(Part::Number(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> std::result::Result<Part, E> {
        i64::try_from(number).map(Part::Number).map_err(E::custom)
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> std::result::Result<Part, E> {
        let from = text.as_ptr() as usize - self.begin;
        Ok(Part::Text(from, from + text.len()))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> std::result::Result<Part, E> {
        Ok(Part::Unescaped(text.into()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn values_are_those_of_the_text() {
        let text = r#"[[7, "été", null, 7], [-1, "a\"\n\u00e9", true, -1]]"#;
        let sheet = Sheet::of(text.into(), Some(50), 1).unwrap();
        let rows: Vec<_> = sheet.rows().map(|row| [0, 1, 2, 3].map(|place| row.get(place))).collect();
        let first = [Scalar::Number(7), Scalar::Text("été"), Scalar::Null, Scalar::Null];
        let second = [Scalar::Number(-1), Scalar::Text("a\"\né"), Scalar::Flag(true), Scalar::Null];
        assert_eq!(rows, [first, second]);
        assert_eq!(sheet.rows().map(|row| row.count().unwrap()).collect::<Vec<_>>(), [50, 50]);
    }

    #[test]
    fn what_is_no_sheet_is_an_error() {
        let texts =
            ["", "[", "{}", "[[1], 2]", "[[1, 2], [3]]", "[[1.5]]", "[[9223372036854775808]]", "[[[1]]]", "[] 1"];
        for text in texts {
            assert!(Sheet::of(text.into(), Some(1), 0).is_err(), "{text}");
        }
        assert_eq!(Sheet::of("[]".into(), None, 0).unwrap().rows().count(), 0);
    }

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
