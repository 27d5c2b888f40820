//! A value of a list: what it is shown as.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use preau_kernel::admin::{Column, Entity, Row, Shows, Tone, Verb};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::Scalar;
use preau_kernel::i18n::Lang;

use super::{file_path, local, number, parts_of_link, size, yes_or_no};
use crate::labels;
use crate::shell::{self, Shell};

/// A value of a list, shown by `{{ cell|safe }}`.
pub(crate) enum Cell<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Number(String),
    Day(Lang, NaiveDate),
    /// On the place's clock.
    Instant(Lang, DateTime<Tz>),
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
    /// To a row by its id, where that entity's rows are; to none where one may not go.
    Link {
        to: Option<(Arc<str>, i64)>,
        text: Cow<'a, str>,
    },
    Percent {
        value: i64,
        text: String,
        label: Arc<str>,
    },
}

/// A column as it is shown: what its cells have in common is looked up once.
pub(crate) struct Shown<'a> {
    shell: &'a Shell,
    entity: &'a Entity,
    column: &'a Column,
    /// Where the rows are that it links to; `None` where one may not go.
    way: Option<Arc<str>>,
    /// Words that stand in many cells, by what they are the word for.
    words: RefCell<Vec<(String, Arc<str>)>>,
}

impl Cell<'_> {
    /// As one that outlives its row.
    pub(crate) fn into_owned(self) -> Cell<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Nothing => Cell::Nothing,
            Self::Text(text) => Cell::Text(owned(text)),
            Self::Number(text) => Cell::Number(text),
            Self::Day(lang, date) => Cell::Day(lang, date),
            Self::Instant(lang, at) => Cell::Instant(lang, at),
            Self::Flag { is_on, text } => Cell::Flag { is_on, text },
            Self::Badge { class, text } => Cell::Badge { class, text },
            Self::Image { src, of } => Cell::Image { src, of: owned(of) },
            Self::Link { to, text } => Cell::Link { to, text: owned(text) },
            Self::Percent { value, text, label } => Cell::Percent { value, text, label },
        }
    }

    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// The class of the cell that holds it.
    pub(crate) fn class(&self) -> &'static str {
        match self {
            Self::Number(_) | Self::Percent { .. } => "cell-number",
            Self::Flag { .. } => "cell-flag",
            _ => "",
        }
    }
}

impl<'a> Shown<'a> {
    pub(crate) fn of(shell: &'a Shell, entity: &'a Entity, column: &'a Column) -> Self {
        let other = if let Shows::Link(other) = column.shows { shell.app().entity(other) } else { None };
        let way = other.filter(|other| shell.may(other, Verb::View)).map(|other| shell::list_path(other).into());
        Self { shell, entity, column, way, words: RefCell::default() }
    }

    pub(crate) fn of_row<'r>(&self, row: &'r Row) -> Cell<'r> {
        self.cell(row.id, &row.title, row.scalar(self.column.name))
    }

    /// `id` and `title` are the row's.
    pub(crate) fn cell<'r>(&self, id: i64, title: &'r str, value: Scalar<'r>) -> Cell<'r> {
        let Self { shell, entity, column, .. } = *self;
        let lang = shell.visit.lang();
        let text = value.text();
        match (column.shows, value.number()) {
            (Shows::Flag, _) => value.flag().map_or(Cell::Nothing, |is_on| self.flag(is_on)),
            (Shows::Number, Some(value)) => Cell::Number(number(lang, value)),
            (Shows::Size, Some(bytes)) => Cell::Number(size(shell, bytes)),
            (Shows::Percent, Some(value)) => Cell::Percent {
                value: value.clamp(0, 100),
                text: percent(lang, value),
                label: self.word("", || labels::label(shell, entity, column.name).into_owned()),
            },
            (Shows::Instant, Some(at)) => Cell::Instant(lang, local(shell, Timestamp(at))),
            (Shows::TimeLeft, Some(seconds)) => time_left(seconds),
            (Shows::Number | Shows::Size | Shows::Percent | Shows::Instant | Shows::TimeLeft, None) => Cell::Nothing,
            _ if text.is_empty() => Cell::Nothing,
            (Shows::Badge(tones), _) => {
                let tone = tones.iter().find(|(value, _)| *value == text).map(|(_, tone)| *tone);
                let word = self.word(text, || labels::value(shell, entity, column.name, text));
                Cell::Badge { class: class_of(tone), text: word }
            }
            (Shows::Image, _) => Cell::Image { src: file_path(entity, id, column.name), of: title.into() },
            (Shows::Link(_), _) => self.link(text),
            (Shows::Date, _) => text.parse().map_or_else(|_| Cell::Text(text.into()), |day| Cell::Day(lang, day)),
            (Shows::Text, _) => Cell::Text(text.into()),
        }
    }

    fn flag(&self, is_on: bool) -> Cell<'static> {
        Cell::Flag { is_on, text: self.word(if is_on { "yes" } else { "no" }, || yes_or_no(self.shell, is_on)) }
    }

    fn link<'r>(&self, value: &'r str) -> Cell<'r> {
        let (id, text) = parts_of_link(value);
        let text = match id {
            Some(id) if text.trim().is_empty() => format!("#{id}").into(),
            _ => text.into(),
        };
        Cell::Link { to: self.way.clone().zip(id), text }
    }

    fn word(&self, value: &str, look_up: impl FnOnce() -> String) -> Arc<str> {
        let mut words = self.words.borrow_mut();
        if let Some((_, known)) = words.iter().find(|(of, _)| of == value) {
            return known.clone();
        }
        let text: Arc<str> = look_up().into();
        words.push((value.to_owned(), text.clone()));
        text
    }
}

fn percent(lang: Lang, value: i64) -> String {
    match lang {
        Lang::Fr => format!("{value}\u{202f}%"),
        Lang::En => format!("{value}%"),
    }
}

/// The less is left, the louder: quiet when it is over, wrong below five minutes, a warning below ten.
fn time_left(seconds: i64) -> Cell<'static> {
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
    Cell::Badge { class: class_of(Some(tone)), text: text.into() }
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
            Cell::Badge { class, text } => (class, text.replace('\u{a0}', " ")),
            _ => panic!("a badge"),
        };
        assert_eq!(shown(3900), ("badge badge-good", "1 h 05".to_owned()));
        assert_eq!(shown(600), ("badge badge-good", "10 min".to_owned()));
        assert_eq!(shown(599), ("badge badge-warning", "9 min".to_owned()));
        assert_eq!(shown(59), ("badge badge-wrong", "59 s".to_owned()));
        assert_eq!(shown(0), ("badge badge-quiet", "0 s".to_owned()));
    }
}
