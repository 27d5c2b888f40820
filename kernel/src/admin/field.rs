//! What a form holds.

use std::sync::Arc;

use super::Attachment;
use crate::app::App;
use crate::i18n::Lang;

/// Fields that stand together. Its title is `admin-<entity>-set-<name>`, else `admin-set-<name>`.
#[derive(Clone)]
pub struct Fieldset {
    pub name: &'static str,
    /// Folded until it is opened, or one of its fields is wrong.
    pub is_folded: bool,
    pub fields: Vec<Field>,
}

impl Fieldset {
    pub fn new(name: &'static str, fields: Vec<Field>) -> Self {
        Self { name, is_folded: false, fields }
    }

    pub fn folded(name: &'static str, fields: Vec<Field>) -> Self {
        Self { name, is_folded: true, fields }
    }
}

/// One field of a form. Its label is `admin-<entity>-<name>`, else `admin-label-<name>`.
#[derive(Clone)]
pub struct Field {
    /// As the writer reads it; `user.email` is `email` inside the object `user`.
    pub name: &'static str,
    /// The expression that reads its present value: text, BIGINT or BOOLEAN as `kind` says; NULL is nothing.
    pub sql: &'static str,
    pub kind: FieldKind,
    pub is_required: bool,
    pub on: On,
    /// Shown only while another field has this value (`("kind", "room")`); without JavaScript always shown.
    pub only_if: Option<(&'static str, &'static str)>,
    /// What a new row begins with.
    pub default: &'static str,
}

/// Where a field can be typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Always,
    /// When a row is added; later it is shown.
    Add,
    /// When a row is changed; a new one has none.
    Change,
    /// Never: it is shown.
    Nothing,
}

#[derive(Clone)]
pub enum FieldKind {
    /// One line of at most so many characters.
    Text(usize),
    /// An address: a keyboard with `@`, nothing corrected.
    Email,
    Phone,
    /// Several lines.
    LongText(usize),
    /// Several lines with a preview.
    Markdown(usize),
    Number(i64, i64),
    /// `2026-11-23`
    Date,
    /// `09:00`
    Time,
    /// A BIGINT of microseconds, typed as the place's wall time.
    Instant,
    Flag,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// One of what the program knows only when it runs: value and text.
    Listed(fn(&App, Lang) -> Vec<(String, String)>),
    /// Any of these texts; the expression yields them joined by commas, the writer gets a list of texts.
    Several(&'static [&'static str]),
    /// The id of a row of this entity.
    Relation(&'static str),
    /// Ids of rows of this entity; the expression yields them joined by commas.
    Relations(&'static str),
    /// A file or picture, kept apart from the row's own values.
    Attachment {
        is_image: bool,
        max_bytes: usize,
        by: Arc<dyn Attachment>,
    },
}

impl Field {
    pub const fn new(name: &'static str, sql: &'static str, kind: FieldKind) -> Self {
        Self { name, sql, kind, is_required: false, on: On::Always, only_if: None, default: "" }
    }

    pub const fn text(name: &'static str, sql: &'static str, max: usize) -> Self {
        Self::new(name, sql, FieldKind::Text(max))
    }

    #[must_use]
    pub const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    #[must_use]
    pub const fn on(mut self, on: On) -> Self {
        self.on = on;
        self
    }

    /// Shown, never typed into.
    #[must_use]
    pub const fn shown(self) -> Self {
        self.on(On::Nothing)
    }

    #[must_use]
    pub const fn only_if(mut self, field: &'static str, value: &'static str) -> Self {
        self.only_if = Some((field, value));
        self
    }

    #[must_use]
    pub const fn default(mut self, value: &'static str) -> Self {
        self.default = value;
        self
    }

    /// Whether it can be typed into in a form that adds (or changes) a row.
    pub fn is_open(&self, adds: bool) -> bool {
        match self.on {
            On::Always => true,
            On::Add => adds,
            On::Change => !adds,
            On::Nothing => false,
        }
    }
}

/// Rows of another entity that hang on this one, edited on its page.
#[derive(Debug, Clone, Copy)]
pub struct Inline {
    /// The other entity, with its own writer and rights.
    pub entity: &'static str,
    /// The column of the other table that holds this row's id, and the field of its writer of that name.
    pub column: &'static str,
    pub field: &'static str,
    /// Whoever reaches this page sees them, without a right of the other entity (one's own logins on one's own page).
    pub is_open: bool,
}
