//! The rows of a page as the database wrote them: one JSON text, read without taking it apart.

use std::fmt;

use sea_orm::QueryResult;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::values::{Scalar, Values};
use crate::error::Result;

/// What a value takes in JSON, about.
const BYTES: usize = 8;

/// The values of all rows, one after the other; texts stay in the one that they came in, where they can.
#[derive(Debug)]
pub struct Sheet {
    text: String,
    parts: Vec<Part>,
    /// Values of a row: its own, then its keys.
    width: usize,
    pub(super) own: usize,
    /// Of the page; `None` when it has no rows.
    pub(super) count: Option<i64>,
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

impl Sheet {
    /// `row`: what [`in_one_piece`](super::values::in_one_piece) asks for; so many of the values of each of its rows are keys.
    pub(super) fn read(row: &QueryResult, keys: usize) -> Result<Self> {
        Self::of(row.try_get_by_index(0)?, row.try_get_by_index(1)?, keys)
    }

    fn of(text: String, count: Option<i64>, keys: usize) -> Result<Self> {
        let parts = Vec::with_capacity(text.len() / BYTES);
        let mut reading = Reading { begin: text.as_ptr() as usize, parts, width: 0 };
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

    // What SQLite knows for JSON stands in the array as such; it is a text all the same.

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> std::result::Result<Part, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(array)).map(|value| Part::Unescaped(value.to_string().into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> std::result::Result<Part, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(object)).map(|value| Part::Unescaped(value.to_string().into()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::db::page::turn::Line;

    #[test]
    fn values_are_those_of_the_text() {
        let text = r#"[[7, "été", null, [1, "a"], 7], [-1, "a\"\n\u00e9", true, {"a": null}, -1]]"#;
        let sheet = Sheet::of(text.into(), Some(50), 1).unwrap();
        let rows: Vec<_> = sheet.rows().map(|row| [0, 1, 2, 3, 4].map(|place| row.get(place))).collect();
        let array = Scalar::Text("[1,\"a\"]");
        let object = Scalar::Text("{\"a\":null}");
        let first = [Scalar::Number(7), Scalar::Text("été"), Scalar::Null, array, Scalar::Null];
        let second = [Scalar::Number(-1), Scalar::Text("a\"\né"), Scalar::Flag(true), object, Scalar::Null];
        assert_eq!(rows, [first, second]);
        assert_eq!(sheet.rows().map(|row| row.count().unwrap()).collect::<Vec<_>>(), [50, 50]);
    }

    #[test]
    fn what_is_no_sheet_is_an_error() {
        let texts = ["", "[", "{}", "[[1], 2]", "[[1, 2], [3]]", "[[1.5]]", "[[9223372036854775808]]", "[] 1"];
        for text in texts {
            assert!(Sheet::of(text.into(), Some(1), 0).is_err(), "{text}");
        }
        assert_eq!(Sheet::of("[]".into(), None, 0).unwrap().rows().count(), 0);
    }
}
