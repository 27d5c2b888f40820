//! Values as people read them: in a list, on a page, in an export.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::{Arc, LazyLock};

use askama::Template;
use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use chrono_tz::Tz;
use preau_kernel::admin::{Column, Entity, Field, FieldKind, Row, Shows, Tone, Verb};
use preau_kernel::clock::Timestamp;
use preau_kernel::i18n::Lang;
use serde_json::Value;

use crate::labels;
use crate::shell::{self, Shell};

// Taken apart once: a page of a list shows a hundred times.
static DAY_FR: LazyLock<Vec<Item<'static>>> = LazyLock::new(|| StrftimeItems::new("%d/%m/%Y").collect());
static DAY_EN: LazyLock<Vec<Item<'static>>> = LazyLock::new(|| StrftimeItems::new("%-d %b %Y").collect());
static TIME: LazyLock<Vec<Item<'static>>> = LazyLock::new(|| StrftimeItems::new(" %H:%M").collect());
static IN_FULL: LazyLock<Vec<Item<'static>>> = LazyLock::new(|| StrftimeItems::new("%Y-%m-%d %H:%M:%S %Z").collect());

/// A value of a list, shown by `{{ cell|safe }}`.
#[derive(Template)]
#[template(path = "list_cell.html")]
pub(crate) struct Cell<'a> {
    pub(crate) shown: Shown<'a>,
}

pub(crate) enum Shown<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Number(String),
    /// What machines read, what people read, and what is said in full.
    Time {
        machine: String,
        text: String,
        full: String,
    },
    Flag {
        is_on: bool,
        text: Arc<str>,
    },
    Badge {
        class: &'static str,
        text: Arc<str>,
    },
    Image {
        src: String,
        of: Cow<'a, str>,
    },
    /// No address where one may not go.
    Link {
        href: Option<String>,
        text: Cow<'a, str>,
    },
    Percent {
        value: i64,
        text: String,
        label: Arc<str>,
    },
}

/// Words that stand in many cells of a page: each is looked up once.
#[derive(Default)]
pub(crate) struct Words(RefCell<Vec<Word>>);

struct Word {
    column: &'static str,
    /// What it is the word for.
    value: String,
    text: Arc<str>,
}

impl Words {
    fn of(&self, column: &'static str, value: &str, look_up: impl FnOnce() -> String) -> Arc<str> {
        let mut words = self.0.borrow_mut();
        if let Some(known) = words.iter().find(|word| word.column == column && word.value == value) {
            return known.text.clone();
        }
        let text: Arc<str> = look_up().into();
        words.push(Word { column, value: value.to_owned(), text: text.clone() });
        text
    }
}

impl Cell<'_> {
    /// As one that outlives its row.
    pub(crate) fn into_owned(self) -> Cell<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        let shown = match self.shown {
            Shown::Nothing => Shown::Nothing,
            Shown::Text(text) => Shown::Text(owned(text)),
            Shown::Number(text) => Shown::Number(text),
            Shown::Time { machine, text, full } => Shown::Time { machine, text, full },
            Shown::Flag { is_on, text } => Shown::Flag { is_on, text },
            Shown::Badge { class, text } => Shown::Badge { class, text },
            Shown::Image { src, of } => Shown::Image { src, of: owned(of) },
            Shown::Link { href, text } => Shown::Link { href, text: owned(text) },
            Shown::Percent { value, text, label } => Shown::Percent { value, text, label },
        };
        Cell { shown }
    }

    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self.shown, Shown::Nothing)
    }

    /// The class of the cell that holds it.
    pub(crate) fn class(&self) -> &'static str {
        match self.shown {
            Shown::Number(_) | Shown::Percent { .. } => "cell-number",
            Shown::Flag { .. } => "cell-flag",
            _ => "",
        }
    }
}

/// A column of a row, as a list shows it.
pub(crate) fn cell<'a>(shell: &Shell, words: &Words, entity: &Entity, column: &Column, row: &'a Row) -> Cell<'a> {
    let lang = shell.visit.lang();
    let text = row.text(column.name);
    let shown = match (column.shows, row.number(column.name)) {
        (Shows::Flag, _) => flag_of(shell, words, row, column.name),
        (Shows::Number, Some(value)) => Shown::Number(number(lang, value)),
        (Shows::Size, Some(bytes)) => Shown::Number(size(shell, bytes)),
        (Shows::Percent, Some(value)) => Shown::Percent {
            value: value.clamp(0, 100),
            text: percent(lang, value),
            label: words.of(column.name, "", || labels::label(shell, entity, column.name)),
        },
        (Shows::Instant, Some(at)) => time(shell, Timestamp(at)),
        (Shows::TimeLeft, Some(seconds)) => time_left(seconds),
        (Shows::Number | Shows::Size | Shows::Percent | Shows::Instant | Shows::TimeLeft, None) => Shown::Nothing,
        _ if text.is_empty() => Shown::Nothing,
        (Shows::Date, _) if text.parse::<NaiveDate>().is_ok() => {
            Shown::Time { machine: text.to_owned(), text: date(lang, text), full: String::new() }
        }
        (Shows::Badge(tones), _) => {
            let tone = tones.iter().find(|(value, _)| *value == text).map(|(_, tone)| *tone);
            let word = words.of(column.name, text, || labels::value(shell, entity, column.name, text));
            Shown::Badge { class: class_of(tone), text: word }
        }
        (Shows::Image, _) => {
            Shown::Image { src: file_path(entity, row.id, column.name), of: row.title.as_str().into() }
        }
        (Shows::Link(other), _) => link(shell, other, text),
        (Shows::Text | Shows::Date, _) => Shown::Text(text.into()),
    };
    Cell { shown }
}

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
    text.parse::<NaiveDate>()
        .map_or_else(|_| text.to_owned(), |date| date.format_with_items(day_format(lang).iter()).to_string())
}

/// `23/11/2026 09:00`, on the place's clock.
pub(crate) fn instant(shell: &Shell, at: Timestamp) -> String {
    instant_of(shell.visit.lang(), &local(shell, at))
}

/// `2026-11-23 09:00:00`, on the place's clock.
pub(crate) fn wall(shell: &Shell, at: Timestamp) -> String {
    local(shell, at).format("%Y-%m-%d %H:%M:%S").to_string()
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

fn link<'a>(shell: &Shell, other: &str, value: &'a str) -> Shown<'a> {
    let (id, text) = parts_of_link(value);
    let entity = shell.app().entity(other).filter(|entity| shell.may(entity, Verb::View));
    let href = entity.zip(id).map(|(entity, id)| shell::row_path(entity, id));
    let text = match id {
        Some(id) if text.trim().is_empty() => format!("#{id}").into(),
        _ => text.into(),
    };
    Shown::Link { href, text }
}

fn flag_of(shell: &Shell, words: &Words, row: &Row, name: &'static str) -> Shown<'static> {
    match row.values.get(name) {
        Some(&Value::Bool(is_on)) => {
            let value = if is_on { "yes" } else { "no" };
            Shown::Flag { is_on, text: words.of(name, value, || yes_or_no(shell, is_on)) }
        }
        _ => Shown::Nothing,
    }
}

fn time(shell: &Shell, at: Timestamp) -> Shown<'static> {
    let local = local(shell, at);
    let full = local.format_with_items(IN_FULL.iter()).to_string();
    let machine = at.utc().to_rfc3339_opts(SecondsFormat::Secs, true);
    Shown::Time { machine, text: instant_of(shell.visit.lang(), &local), full }
}

fn instant_of(lang: Lang, local: &DateTime<Tz>) -> String {
    let items = day_format(lang).iter().chain(&**TIME);
    local.format_with_items(items).to_string()
}

fn local(shell: &Shell, at: Timestamp) -> DateTime<Tz> {
    let utc: DateTime<Utc> = at.utc();
    utc.with_timezone(&shell.visit.place().zone)
}

fn day_format(lang: Lang) -> &'static [Item<'static>] {
    match lang {
        Lang::Fr => &DAY_FR,
        Lang::En => &DAY_EN,
    }
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

fn percent(lang: Lang, value: i64) -> String {
    match lang {
        Lang::Fr => format!("{value}\u{202f}%"),
        Lang::En => format!("{value}%"),
    }
}

/// The less is left, the louder: quiet when it is over, wrong below five minutes, a warning below ten.
fn time_left(seconds: i64) -> Shown<'static> {
    let tone = match seconds {
        ..=0 => Tone::Quiet,
        1..300 => Tone::Wrong,
        300..600 => Tone::Warning,
        _ => Tone::Good,
    };
    let text = match seconds.max(0) {
        seconds @ 0..60 => format!("{seconds}\u{a0}s"),
        seconds @ 60..3600 => format!("{}\u{a0}min", seconds / 60),
        seconds => format!("{}\u{a0}h\u{a0}{:02}", seconds / 3600, seconds % 3600 / 60),
    };
    Shown::Badge { class: class_of(Some(tone)), text: text.into() }
}

fn class_of(tone: Option<Tone>) -> &'static str {
    match tone {
        Some(Tone::Good) => "badge badge-good",
        Some(Tone::Busy) => "badge badge-busy",
        Some(Tone::Warning) => "badge badge-warning",
        Some(Tone::Wrong) => "badge badge-wrong",
        Some(Tone::Quiet) => "badge badge-quiet",
        None => "badge",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_less_is_left_the_louder() {
        let shown = |seconds| match time_left(seconds) {
            Shown::Badge { class, text } => (class, text.replace('\u{a0}', " ")),
            _ => panic!("a badge"),
        };
        assert_eq!(shown(3900), ("badge badge-good", "1 h 05".to_owned()));
        assert_eq!(shown(600), ("badge badge-good", "10 min".to_owned()));
        assert_eq!(shown(599), ("badge badge-warning", "9 min".to_owned()));
        assert_eq!(shown(59), ("badge badge-wrong", "59 s".to_owned()));
        assert_eq!(shown(0), ("badge badge-quiet", "0 s".to_owned()));
    }

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
