//! Values as people read them: in a list, on a page, in an export.
//!
//! Map: here values as text · `cell` those of a list, `markup` as they stand in a page · `date` dates and times.

mod cell;
mod date;
mod markup;

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use preau_kernel::admin::{Column, Entity, Field, FieldKind, Row, Shows};
use preau_kernel::clock::Timestamp;
use preau_kernel::i18n::Lang;
use serde_json::Value;

pub(crate) use cell::{Cell, Shown};
pub(crate) use markup::{attribute, digits, escape};

use crate::labels;
use crate::shell::{self, Shell};

/// A column of a row as text: empty for nothing, instants as `2026-11-23 09:00:00` on the place's clock, numbers bare.
pub(crate) fn plain(shell: &Shell, entity: &Entity, column: &Column, row: &Row) -> String {
    let text = row.text(column.name);
    match column.shows {
        Shows::Flag => match row.values.get(column.name) {
            Some(Value::Bool(is_on)) => yes_or_no(shell, *is_on),
            _ => String::new(),
        },
        Shows::Number | Shows::Size | Shows::Percent | Shows::TimeLeft => {
            row.number(column.name).map(|value| value.to_string()).unwrap_or_default()
        }
        Shows::Instant => row.number(column.name).map(|at| wall(shell, Timestamp(at))).unwrap_or_default(),
        _ if text.is_empty() => String::new(),
        Shows::Badge(_) => labels::value(shell, entity, column.name, text),
        Shows::Link(_) => parts_of_link(text).1.to_owned(),
        Shows::Image => format!("{}{}", shell.visit.info().base_url(), file_path(entity, row.id, column.name)),
        Shows::Text | Shows::Date => text.to_owned(),
    }
}

/// The value of a field as text, where it is shown and not typed: empty for nothing. Relations are their ids.
pub(crate) fn field(shell: &Shell, entity: &Entity, field: &Field, value: &Value) -> String {
    let lang = shell.visit.lang();
    match (&field.kind, value) {
        (_, Value::Null) => String::new(),
        (FieldKind::Instant, Value::Number(at)) => instant(shell, Timestamp(at.as_i64().unwrap_or_default())),
        (FieldKind::Relation(_), Value::Number(id)) => format!("#{id}"),
        (_, Value::Number(value)) => number(lang, value.as_i64().unwrap_or_default()),
        (_, Value::Bool(is_on)) => yes_or_no(shell, *is_on),
        (FieldKind::Date, Value::String(text)) => date(lang, text),
        (FieldKind::Choice(_), Value::String(text)) if !text.is_empty() => {
            labels::value(shell, entity, field.name, text)
        }
        (FieldKind::Several(_), Value::Array(words)) => {
            let words = words.iter().filter_map(Value::as_str);
            words.map(|word| labels::value(shell, entity, field.name, word)).collect::<Vec<_>>().join(", ")
        }
        (FieldKind::Listed(list), Value::String(text)) => {
            let listed = list(shell.app(), lang).into_iter().find(|(value, _)| value == text);
            listed.map_or_else(|| text.clone(), |(_, shown)| shown)
        }
        (_, Value::Array(values)) => values.iter().map(|value| format!("#{value}")).collect::<Vec<_>>().join(", "),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

/// `12 431`, `12,431`
pub(crate) fn number(lang: Lang, value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let gap = match lang {
        Lang::Fr => '\u{202f}',
        Lang::En => ',',
    };
    let mut out = String::from(if value < 0 { "-" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(gap);
        }
        out.push(digit);
    }
    out
}

/// `23/11/2026`, `23 Nov 2026`; what is no date stays as it is.
pub(crate) fn date(lang: Lang, text: &str) -> String {
    text.parse::<NaiveDate>().map_or_else(|_| text.to_owned(), |date| written(|out| date::day(out, lang, &date)))
}

/// `23/11/2026 09:00`, on the place's clock.
pub(crate) fn instant(shell: &Shell, at: Timestamp) -> String {
    written(|out| date::instant(out, shell.visit.lang(), &local(shell, at)))
}

/// `2026-11-23 09:00:00`, on the place's clock.
pub(crate) fn wall(shell: &Shell, at: Timestamp) -> String {
    written(|out| date::wall(out, &local(shell, at)))
}

pub(crate) fn yes_or_no(shell: &Shell, is_on: bool) -> String {
    shell.text(if is_on { "admin-list-yes" } else { "admin-list-no" })
}

/// Where the picture or file of a row is served.
pub(crate) fn file_path(entity: &Entity, id: i64, name: &str) -> String {
    format!("{}file/{name}/", shell::row_path(entity, id))
}

/// `12|Ana Silva`: the id and the text of a row that is linked to.
pub(crate) fn parts_of_link(value: &str) -> (Option<i64>, &str) {
    match value.split_once('|') {
        Some((id, text)) => (id.parse().ok(), text),
        None => (None, value),
    }
}

fn local(shell: &Shell, at: Timestamp) -> DateTime<Tz> {
    at.utc().with_timezone(&shell.visit.place().zone)
}

fn written(write: impl FnOnce(&mut String)) -> String {
    let mut out = String::new();
    write(&mut out);
    out
}

fn size(shell: &Shell, bytes: i64) -> String {
    const KILO: i64 = 1000;
    let lang = shell.visit.lang();
    let (unit, scale) = match bytes.abs() {
        0..KILO => return shell.with("admin-list-bytes", &[("n", &number(lang, bytes))]),
        KILO..1_000_000 => ("admin-list-kilobytes", KILO),
        1_000_000..1_000_000_000 => ("admin-list-megabytes", 1_000_000),
        _ => ("admin-list-gigabytes", 1_000_000_000),
    };
    let tenths = bytes / (scale / 10);
    let comma = match lang {
        Lang::Fr => ',',
        Lang::En => '.',
    };
    shell.with(unit, &[("n", &format!("{}{comma}{}", number(lang, tenths / 10), tenths.abs() % 10))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_parted_by_thousands() {
        assert_eq!(number(Lang::En, 1_234_567), "1,234,567");
        assert_eq!(number(Lang::Fr, -12_431), "-12\u{202f}431");
        assert_eq!((number(Lang::En, 0), number(Lang::En, 999)), ("0".into(), "999".into()));
        assert_eq!(number(Lang::En, i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn a_wrong_date_stays_as_it_is() {
        assert_eq!(date(Lang::Fr, "2026-11-03"), "03/11/2026");
        assert_eq!(date(Lang::En, "2026-11-03"), "3 Nov 2026");
        assert_eq!(date(Lang::En, "soon"), "soon");
    }

    #[test]
    fn a_link_is_an_id_and_a_text() {
        assert_eq!(parts_of_link("12|a|b"), (Some(12), "a|b"));
        assert_eq!(parts_of_link("no link"), (None, "no link"));
    }
}
