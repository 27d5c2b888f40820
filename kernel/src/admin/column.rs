//! What a list shows, sorts and filters by.

use crate::app::App;
use crate::i18n::Lang;

/// Stands in the expression of a column or field for the present instant, in microseconds (whole seconds).
pub const NOW: &str = "{now}";

/// A column of a list. Its label is `admin-<entity>-<name>`, else `admin-label-<name>`.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    /// The expression that is shown: text, BIGINT or BOOLEAN as `shows` says.
    pub sql: &'static str,
    pub shows: Shows,
    pub sort: Option<Sort>,
    /// Shown only when it is chosen.
    pub is_extra: bool,
    /// It names the row as well as the title does, so that a list that shows it reads no title beside it.
    pub names_row: bool,
}

/// How a value is shown.
#[derive(Debug, Clone, Copy)]
pub enum Shows {
    Text,
    Number,
    /// A wall date, `2026-11-23`.
    Date,
    /// A BIGINT of microseconds, shown in the place's zone.
    Instant,
    Flag,
    /// A word in colour; other values are neutral.
    Badge(&'static [(&'static str, Tone)]),
    /// The id of a file, whose picture is served by the entity's own field of that name.
    Image,
    /// The id of a row of another entity, with the text that names it: `{id}|{text}`, null for none.
    Link(&'static str),
    /// Bytes, shown as kB or MB.
    Size,
    /// A share between 0 and 100, shown as a bar with the number beside it.
    Percent,
    /// Seconds that are left, in words and in colour.
    TimeLeft,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Good,
    Busy,
    Warning,
    Wrong,
    Quiet,
}

/// The key by which a column sorts: NOT NULL, with an index of it and the id. A key that few values share sorts by
/// `then` next, of which the same index holds (`level, sort_name, id`).
#[derive(Debug, Clone, Copy)]
pub struct Sort {
    pub sql: &'static str,
    pub is_text: bool,
    /// The name of the column that follows.
    pub then: Option<&'static str>,
}

impl Column {
    pub const fn new(name: &'static str, sql: &'static str, shows: Shows) -> Self {
        Self { name, sql, shows, sort: None, is_extra: false, names_row: false }
    }

    pub const fn text(name: &'static str, sql: &'static str) -> Self {
        Self::new(name, sql, Shows::Text)
    }

    pub const fn instant(name: &'static str, sql: &'static str) -> Self {
        Self::new(name, sql, Shows::Instant)
    }

    pub const fn flag(name: &'static str, sql: &'static str) -> Self {
        Self::new(name, sql, Shows::Flag)
    }

    /// Sorts by a BIGINT column.
    #[must_use]
    pub const fn by_number(mut self, sql: &'static str) -> Self {
        self.sort = Some(Sort { sql, is_text: false, then: None });
        self
    }

    /// Sorts by a `{sorted}` text column.
    #[must_use]
    pub const fn by_text(mut self, sql: &'static str) -> Self {
        self.sort = Some(Sort { sql, is_text: true, then: None });
        self
    }

    #[must_use]
    pub const fn then(mut self, column: &'static str) -> Self {
        if let Some(sort) = &mut self.sort {
            sort.then = Some(column);
        }
        self
    }

    /// Says of a row, in other words, what its title says; what is the very expression of the title does so by itself.
    #[must_use]
    pub const fn names_row(mut self) -> Self {
        self.names_row = true;
        self
    }

    #[must_use]
    pub const fn extra(mut self) -> Self {
        self.is_extra = true;
        self
    }
}

/// A filter of a list: a parameter of its address.
#[derive(Debug, Clone, Copy)]
pub struct Filter {
    pub name: &'static str,
    /// The column that is compared, or for [`FilterKind::Within`] a condition with `?` for the value.
    pub sql: &'static str,
    pub kind: FilterKind,
}

#[derive(Debug, Clone, Copy)]
pub enum FilterKind {
    /// One of these texts.
    Choices(&'static [&'static str]),
    /// One of what the program knows only when it runs: value and text.
    Listed(fn(&App, Lang) -> Vec<(String, String)>),
    /// `true` or `false`, of a BOOLEAN.
    Flag,
    /// From and to, of a BIGINT instant, by days of the place (`<name>_from`, `<name>_to`, the last day counts).
    Days,
    /// From and to, of a text date.
    Dates,
    /// From and to, of a BIGINT.
    Numbers,
    /// The id of a row of this entity, chosen by autocomplete.
    Relation(&'static str),
    /// As `Relation`, where `sql` is a whole condition: `t.id IN (SELECT … WHERE module_id = ?)`.
    Within(&'static str),
    /// One of these texts, each with a condition of its own, so that a rare one and a common one each go their short way;
    /// `sql` of the filter is unused.
    Each(&'static [(&'static str, &'static str)]),
    /// A condition on one of these texts: `EXISTS (… = ?)`.
    ChoicesWithin(&'static [&'static str]),
}

impl Filter {
    pub const fn new(name: &'static str, sql: &'static str, kind: FilterKind) -> Self {
        Self { name, sql, kind }
    }

    /// Choices, each with a condition of its own.
    pub const fn each(name: &'static str, choices: &'static [(&'static str, &'static str)]) -> Self {
        Self { name, sql: "", kind: FilterKind::Each(choices) }
    }
}
