//! Inlines: rows of another entity that hang on the row of the form, a page of them, each with inputs of its own where
//! it may be written.

use preau_kernel::actor::Scope;
use preau_kernel::admin::{Cx, Entity, Field, FieldKind, Inline, Row, Verb};
use preau_kernel::db::Sql;
use preau_kernel::db::page::{Conditions, List};
use preau_kernel::error::FieldErrors;
use preau_kernel::web::Form;
use preau_kernel::{Error, Result};
use serde_json::{Value, json};

use super::page_of;
use super::part::Part;
use super::read;
use super::related::Related;
use super::typed::Typed;
use crate::rows::{self, Select};
use crate::shell::Shell;

/// Rows of a page.
const SIZE: usize = 10;
/// Rows that one form may change.
const MOST: usize = 50;

pub(crate) struct Lines<'a> {
    pub(crate) entity: &'a Entity,
    pub(crate) inline: Inline,
    /// The table of the row on whose page they stand.
    pub(crate) owner: &'static str,
    pub(crate) lines: Vec<Line<'a>>,
    /// For one more row.
    pub(crate) blank: Option<Part<'a>>,
    /// Whether anything of it is written here; else its rows are shown as in their list.
    pub(crate) is_editable: bool,
    /// A row that stood in the form is gone.
    is_short: bool,
    pub(crate) count: Option<i64>,
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
}

pub(crate) struct Line<'a> {
    pub(crate) part: Part<'a>,
    pub(crate) may_delete: bool,
    pub(crate) is_deleted: bool,
}

/// What is done with a row, in the order of the form.
pub(crate) enum Deed<'a> {
    Add(&'a Entity, String, Vec<(&'static str, Value)>),
    Change(&'a Entity, String, i64, Option<i64>, Vec<(&'static str, Value)>),
    Delete(&'a Entity, String, i64),
}

/// The parameter that leads through an inline's pages.
pub(crate) fn cursor_of(inline: &Inline) -> String {
    format!("{}_cursor", inline.entity)
}

/// Before the names of its inputs.
fn prefix(inline: &Inline, which: &str) -> String {
    format!("inline.{}.{which}.", inline.entity)
}

/// The input that names every row of an inline that stands in the form.
pub(crate) fn ids_input(inline: &Inline) -> String {
    format!("inline.{}.ids", inline.entity)
}

impl<'a> Lines<'a> {
    /// The inlines of a row: as stored, or as they were sent.
    pub(crate) async fn all(
        shell: &'a Shell,
        owner: &'a Entity,
        id: i64,
        is_open: bool,
        form: Option<&Form>,
    ) -> Result<Vec<Self>> {
        let mut all = Vec::new();
        for inline in &owner.inlines {
            if let Some(entity) = shell.app().entity(inline.entity)
                && let Some(conditions) = conditions(shell, entity, inline, id)?
            {
                let mut lines = Self::one(shell, entity, inline, conditions, is_open, form).await?;
                lines.owner = owner.table;
                all.push(lines);
            }
        }
        Ok(all)
    }

    async fn one(
        shell: &'a Shell,
        entity: &'a Entity,
        inline: &Inline,
        conditions: Conditions,
        is_open: bool,
        form: Option<&Form>,
    ) -> Result<Self> {
        let may = |verb| is_open && entity.writer.is_some() && reaches(shell, entity, inline, verb);
        let (adds, changes, deletes) = (may(Verb::Add), may(Verb::Change), may(Verb::Delete));
        let mut lines = Self {
            entity,
            inline: *inline,
            owner: "",
            lines: Vec::new(),
            blank: None,
            is_editable: adds || changes || deletes,
            is_short: false,
            count: None,
            previous: None,
            next: None,
        };
        let form = form.filter(|_| lines.is_editable);
        let found = match form {
            Some(form) => {
                let ids = ids(inline, form);
                let found = sent(shell, entity, conditions, &ids).await?;
                lines.is_short = found.len() < ids.len();
                found
            }
            None => lines.page(shell, conditions).await?,
        };
        let zone = shell.visit.place().zone;
        for row in found {
            let prefix = prefix(inline, &row.id.to_string());
            let guard = (entity.row_guard)(&shell.actor, &row);
            let mut part = lines.part(prefix, changes && guard);
            part.version = row.version;
            part.typed = Typed::of_row(part.fields(), &row, zone);
            let may_delete = deletes && guard;
            let mut is_deleted = false;
            if let Some(form) = form {
                part.row = Some(row);
                let taken: Vec<_> = part.fields().filter(|field| part.takes(field)).collect();
                part.typed = Typed::of_form(taken.into_iter(), form, &part.prefix);
                part.version = form.get(&format!("{}row_version", part.prefix)).and_then(|text| text.parse().ok());
                is_deleted = may_delete && form.checked(&format!("{}delete", part.prefix));
            } else {
                part.row = Some(row);
            }
            lines.lines.push(Line { part, may_delete, is_deleted });
        }
        lines.blank = adds.then(|| lines.blank(form));
        Ok(lines)
    }

    fn part(&self, prefix: String, is_open: bool) -> Part<'a> {
        Part {
            entity: self.entity,
            prefix,
            row: None,
            version: None,
            typed: Typed::default(),
            is_open,
            owner: Some(self.inline.field),
        }
    }

    fn blank(&self, form: Option<&Form>) -> Part<'a> {
        let mut part = self.part(prefix(&self.inline, "new"), true);
        let taken: Vec<_> = part.fields().filter(|field| part.takes(field)).collect();
        part.typed = match form {
            Some(form) => Typed::of_form(taken.into_iter(), form, &part.prefix),
            None => Typed::of_defaults(taken.into_iter(), |_| None),
        };
        part
    }

    /// One page of them, with the links to those beside it.
    async fn page(&mut self, shell: &Shell, conditions: Conditions) -> Result<Vec<Row>> {
        let entity = self.entity;
        let query = page_of(SIZE, shell.visit.query(&cursor_of(&self.inline)).as_deref())?;
        let select = Select::whole(entity);
        let list = List {
            select: &select.sql(shell.app().now()),
            from: entity.from,
            alias: "t",
            search: None,
            orderings: &[],
            default_ordering: if entity.ordering.starts_with('-') { "-id" } else { "id" },
        };
        let page = query.run(shell.app().db().read(), &list, conditions, |row| select.read(row)).await?;
        self.count = page.count;
        self.previous = page.previous.as_deref().and_then(cursor_in);
        self.next = page.next.as_deref().and_then(cursor_in);
        Ok(page.results)
    }

    /// Every part that has inputs.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Part<'a>> {
        self.lines.iter().map(|line| &line.part).chain(&self.blank)
    }

    pub(crate) fn parts_mut(&mut self) -> impl Iterator<Item = &mut Part<'a>> {
        self.lines.iter_mut().map(|line| &mut line.part).chain(&mut self.blank)
    }

    /// What the form asks for; what is wrong with it is added to `errors`.
    pub(crate) fn deeds(&self, shell: &Shell, related: &Related, errors: &mut FieldErrors) -> Vec<Deed<'a>> {
        let mut deeds = Vec::new();
        if self.is_short {
            errors.add(&ids_input(&self.inline), "line_gone");
        }
        for Line { part, is_deleted, .. } in &self.lines {
            let Some(row) = &part.row else { continue };
            if *is_deleted {
                deeds.push(Deed::Delete(self.entity, part.prefix.clone(), row.id));
                continue;
            }
            let values = read::values(shell, part, related, errors);
            if values.iter().any(|(name, value)| row.values.get(name) != Some(value)) {
                deeds.push(Deed::Change(self.entity, part.prefix.clone(), row.id, part.version, values));
            }
        }
        if let Some(blank) = self.blank.as_ref().filter(|blank| is_touched(blank)) {
            let values = read::values(shell, blank, related, errors);
            deeds.push(Deed::Add(self.entity, blank.prefix.clone(), values));
        }
        deeds
    }
}

/// Whether anything was typed for the row that may be added; a box that is not ticked is nothing.
fn is_touched(blank: &Part<'_>) -> bool {
    let fields: Vec<_> = blank.fields().filter(|field| blank.takes(field)).collect();
    let untouched = Typed::of_defaults(fields.iter().copied(), |_| None);
    fields.iter().any(|field| !blank.typed.all(field.name).is_empty() && !untouched.agrees(&blank.typed, field))
}

/// Does it; a problem is named by its input.
pub(crate) async fn apply(cx: &Cx<'_>, deed: Deed<'_>, owner: i64, field: &'static str) -> Result<()> {
    let writer = |entity: &Entity| entity.writer.clone().ok_or(Error::NotFound);
    let (prefix, done) = match deed {
        Deed::Add(entity, prefix, mut values) => {
            values.push((field, json!(owner)));
            let made = writer(entity)?.create(cx, read::nested(&values)).await;
            (prefix, made.map(drop))
        }
        Deed::Change(entity, prefix, id, version, values) => {
            (prefix, writer(entity)?.update(cx, id, read::nested(&values), version).await)
        }
        Deed::Delete(entity, prefix, id) => (prefix, writer(entity)?.delete(cx, id).await),
    };
    done.map_err(|error| match error {
        Error::Invalid(errors) => Error::Invalid(FieldErrors(
            errors.0.into_iter().map(|(name, list)| (format!("{prefix}{name}"), list)).collect(),
        )),
        other => other,
    })
}

/// The rows that hang on `id` and that this person sees; `None`: none at all.
fn conditions(shell: &Shell, entity: &Entity, inline: &Inline, id: i64) -> Result<Option<Conditions>> {
    let mut conditions = if inline.is_open {
        let mut open = Conditions::default();
        if let Some(always) = entity.always {
            open.add(always, []);
        }
        open
    } else if shell.may(entity, Verb::View) {
        rows::scope(shell, entity, Verb::View)?
    } else {
        return Ok(None);
    };
    let alias = if inline.column.contains('.') { "" } else { "t." };
    conditions.add(&format!("{alias}{} = ?", inline.column), [id.into()]);
    Ok(Some(conditions))
}

/// Whether a verb's scope holds every row that is shown.
fn reaches(shell: &Shell, entity: &Entity, inline: &Inline, verb: Verb) -> bool {
    let scope = entity.scope(&shell.actor, verb);
    scope == Some(Scope::All) || (scope.is_some() && !inline.is_open && scope == entity.scope(&shell.actor, Verb::View))
}

/// The rows that stand in a form.
fn ids(inline: &Inline, form: &Form) -> Vec<i64> {
    let mut ids: Vec<i64> = Vec::new();
    for id in form.all(&ids_input(inline)).filter_map(|id| id.parse().ok()).take(MOST) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// Those of them that are still there, in the form's order.
async fn sent(shell: &Shell, entity: &Entity, mut conditions: Conditions, ids: &[i64]) -> Result<Vec<Row>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = Select::whole(entity);
    conditions.add(&format!("t.id IN ({})", vec!["?"; ids.len()].join(", ")), ids.iter().map(|id| (*id).into()));
    let (filter, values) = conditions.into_parts();
    let sql = format!("SELECT {} FROM {} WHERE {filter}", select.sql(shell.app().now()), entity.from);
    let rows = shell.app().db().read().all(&sql, values).await?;
    let mut rows = rows.iter().map(|row| select.read(row)).collect::<Result<Vec<_>>>()?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(rows)
}

fn cursor_in(link: &str) -> Option<String> {
    let query = link.split_once('?')?.1;
    form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "cursor").map(|(_, value)| value.into_owned())
}

/// The fields of a line; files are kept on the row's own page.
pub(crate) fn cells<'a>(part: &Part<'a>) -> Vec<&'a Field> {
    part.fields().filter(|field| !matches!(field.kind, FieldKind::Attachment { .. })).collect()
}
