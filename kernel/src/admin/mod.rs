//! What a module shows in the back office, declared as data; `apps/admin` turns it into pages and knows no module.
//!
//! Map: here the [`Entity`] and its rights · `column` what its list shows and filters · `field` what its form holds ·
//! `write` what its changes go through ([`Writer`], [`RowAction`], [`Chore`], [`Attachment`]) · `table` the writer of a plain
//! table · `panel` figures of the dashboard.
//!
//! To add an entity: a function in the module's `admin.rs` that returns an [`Entity`], its line in `Module::admin`, its
//! texts in both locales (`docs/add-an-admin-entity.md`).
//!
//! Texts, by key (dots and underscores of a name become dashes):
//!
//! | key | text |
//! |---|---|
//! | `admin-<entity>` | the entity, plural |
//! | `admin-<entity>-one` | one of it |
//! | `admin-group-<group>` | heading in the navigation |
//! | `admin-<entity>-<name>`, else `admin-label-<name>` | label of a column, filter or field |
//! | `admin-<entity>-<name>-help` | what stands under a field, when it is there |
//! | `admin-<entity>-<name>-<value>`, else `admin-value-<value>` | a choice or badge |
//! | `admin-<entity>-set-<name>`, else `admin-set-<name>` | a fieldset |
//! | `admin-<entity>-do-<name>`, else `admin-do-<name>` | an action or chore |
//! | `admin-<entity>-do-<name>-help` | what a chore does, in a sentence |
//!
//! All SQL in a declaration is ours, never from input.

mod column;
mod field;
mod panel;
mod row;
mod table;
mod write;

use std::sync::Arc;

use sea_orm::Value;

pub use column::{Column, Filter, FilterKind, NOW, Shows, Sort, Tone};
pub use field::{Field, FieldKind, Fieldset, Inline, On};
pub use panel::{Figure, Panel};
pub use row::{Cells, Row};
pub use table::{ColumnType, TableWriter};
pub use write::{Attachment, Chore, Cx, Prepared, RowAction, Writer};

use crate::actor::{Actor, Scope};

/// What may be done with the rows of an entity, each a right of its own: `admin.<entity>.<verb>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verb {
    View,
    Add,
    Change,
    Delete,
}

impl Verb {
    pub const ALL: [Self; 4] = [Self::View, Self::Add, Self::Change, Self::Delete];

    pub fn name(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Add => "add",
            Self::Change => "change",
            Self::Delete => "delete",
        }
    }
}

/// The condition that keeps an actor to the rows of a scope: SQL with `?` for its values. `None`: none of them.
pub type Narrowed = Option<(&'static str, Vec<Value>)>;

/// A kind of row that the back office lists, shows and changes.
#[derive(Clone)]
pub struct Entity {
    /// `students`: its address is `/admin/students/`, its rights are `admin.students.<verb>`.
    pub name: &'static str,
    /// Under which heading of the navigation it stands.
    pub group: &'static str,
    /// The listed table, whose `id` names a row. It has a `search` text and index when `search` is true.
    pub table: &'static str,
    /// `students t LEFT JOIN users u ON u.id = t.user_id`; the listed table is always `t`.
    pub from: &'static str,
    /// The text that names a row, as SQL.
    pub title: &'static str,
    /// The version of a row (`t.row_version`), by which two editors do not overwrite one another. `None`: it has none.
    pub version: Option<&'static str>,
    /// What the audit trail calls it (`target_kind`), and the SQL of its id there; the history of a row is read by them.
    pub target: (&'static str, &'static str),
    pub columns: Vec<Column>,
    pub filters: Vec<Filter>,
    /// The instant by which the list is drilled down into years, months and days: a column with an index.
    pub drill: Option<&'static str>,
    pub search: bool,
    /// Names of columns, `-` before one for descending, joined by commas.
    pub ordering: &'static str,
    pub fieldsets: Vec<Fieldset>,
    pub inlines: Vec<Inline>,
    pub actions: Vec<Arc<dyn RowAction>>,
    /// What is done to all of it at once, a button on its list.
    pub chores: Vec<Arc<dyn Chore>>,
    /// What goes, or stands in the way, when a row is deleted.
    pub dependents: Vec<Dependent>,
    /// `None`: read only.
    pub writer: Option<Arc<dyn Writer>>,
    /// The verbs that exist at all; a log has [`Verb::View`] alone.
    pub verbs: &'static [Verb],
    /// Keeps an actor whose right has a narrower scope than everything to their rows.
    pub narrow: fn(&Actor, Scope) -> Narrowed,
    /// A condition that every listed row fulfils, whoever asks (`t.tombstone_at IS NULL`).
    pub always: Option<&'static str>,
    /// Whether this actor may change or delete this very row, which the values of its columns and fields show.
    pub row_guard: fn(&Actor, &Row) -> bool,
    /// The one row that its address leads to: somebody's own, who may see and change it without any right.
    pub own_row: Option<fn(&Actor) -> i64>,
    /// Whether reading it is itself recorded, as for the files of visitors.
    pub reading_is_audited: bool,
    /// The path of the page on which visitors see a row, or will once it is published.
    pub seen_at: Option<fn(&Row) -> Option<String>>,
}

/// Rows of another table that hang on a row.
#[derive(Debug, Clone, Copy)]
pub struct Dependent {
    /// Its text is `admin-<entity>-<name>`, else `admin-<name>`.
    pub name: &'static str,
    /// `tutor_students WHERE student_id = ?`: after FROM, with the row's id for `?`.
    pub from: &'static str,
    pub fate: Fate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// They go with it.
    Deleted,
    /// They stay, without it.
    Kept,
    /// As long as there are any, it stays.
    Forbids,
}

impl Entity {
    /// A read-only entity over a table, to be filled in; nothing of it is narrowed, so that only whole rights reach it.
    pub fn new(name: &'static str, group: &'static str, table: &'static str, from: &'static str) -> Self {
        Self {
            name,
            group,
            table,
            from,
            title: "CAST(t.id AS TEXT)",
            version: None,
            target: (name, "t.id"),
            columns: Vec::new(),
            filters: Vec::new(),
            drill: None,
            search: false,
            ordering: "-id",
            fieldsets: Vec::new(),
            inlines: Vec::new(),
            actions: Vec::new(),
            chores: Vec::new(),
            dependents: Vec::new(),
            writer: None,
            verbs: &[Verb::View],
            narrow: |_, scope| (scope == Scope::All).then_some(("TRUE", Vec::new())),
            always: None,
            row_guard: |_, _| true,
            own_row: None,
            reading_is_audited: false,
            seen_at: None,
        }
    }

    /// `admin.students.change`
    pub fn right(&self, verb: Verb) -> String {
        format!("admin.{}.{}", self.name, verb.name())
    }

    /// `admin.sessions.end`: the right to an action or chore.
    pub fn action_right(&self, action: &str) -> String {
        format!("admin.{}.{action}", self.name)
    }

    /// Every right that the entity brings, in the order of [`Verb::ALL`], of its actions and chores.
    pub fn rights(&self) -> Vec<String> {
        if self.own_row.is_some() {
            return Vec::new();
        }
        let verbs = self.verbs.iter().map(|verb| self.right(*verb));
        let actions = self.actions.iter().map(|action| action.name());
        let deeds = actions.chain(self.chores.iter().map(|chore| chore.name()));
        verbs.chain(deeds.map(|name| self.action_right(name))).collect()
    }

    /// The scope in which an actor may do this, `None` when not at all.
    pub fn scope(&self, actor: &Actor, verb: Verb) -> Option<Scope> {
        match self.own_row {
            _ if !self.verbs.contains(&verb) => None,
            Some(_) => Some(Scope::Own),
            None => actor.scope(&self.right(verb)),
        }
    }

    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.fieldsets.iter().flat_map(|set| &set.fields)
    }

    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields().find(|field| field.name == name)
    }

    pub fn action(&self, name: &str) -> Option<&Arc<dyn RowAction>> {
        self.actions.iter().find(|action| action.name() == name)
    }

    pub fn chore(&self, name: &str) -> Option<&Arc<dyn Chore>> {
        self.chores.iter().find(|chore| chore.name() == name)
    }
}
