//! A page in one piece, as one JSON text: what it asks for, and its values, read without taking the text apart.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::sheet::{Part, Sheet};
use super::statement::PAGE_ROW;
use crate::db::Engine;
use crate::error::Result;

/// What a value takes in JSON, about.
const BYTES: usize = 8;

/// The rows of a page as one, and its count. The limit keeps SQLite from passing over the order of the page, as it may
/// where the outer question does not show one.
pub(super) fn question(engine: Engine, page: &str, size: u64) -> String {
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

/// `text`: what [`question`] is answered; so many of the values of each of its rows are keys.
pub(super) fn read(text: String, count: Option<i64>, keys: usize) -> Result<Sheet> {
    let parts = Vec::with_capacity(text.len() / BYTES);
    let mut reading = Reading { begin: text.as_ptr() as usize, parts, width: 0 };
    let mut json = serde_json::Deserializer::from_str(&text);
    Rows(&mut reading).deserialize(&mut json)?;
    json.end()?;
    let Reading { parts, width, .. } = reading;
    Ok(Sheet { text, parts, width, own: width.saturating_sub(keys), count })
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
    use crate::db::page::values::Scalar;

    #[test]
    fn values_are_those_of_the_text() {
        let text = r#"[[7, "été", null, [1, "a"], 7], [-1, "a\"\n\u00e9", true, {"a": null}, -1]]"#;
        let sheet = read(text.into(), Some(50), 1).unwrap();
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
            assert!(read(text.into(), Some(1), 0).is_err(), "{text}");
        }
        assert_eq!(read("[]".into(), None, 0).unwrap().rows().count(), 0);
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
