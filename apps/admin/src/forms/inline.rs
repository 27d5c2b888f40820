//! What is seen of an inline.

use preau_kernel::admin::{Column, Entity, Row, Shows, Verb};

use super::lines::{self, Line, Lines};
use super::part::Part;
use super::related::Related;
use super::widget::{Frame, Widget};
use crate::labels;
use crate::shell::{Shell, list_path, row_path};
use crate::show::{self, Cell, Shown};

/// One inline on the page.
pub(crate) struct Section<'a> {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) problems: Vec<String>,
    pub(crate) is_editable: bool,
    pub(crate) ids_name: String,
    pub(crate) columns: Vec<String>,
    pub(crate) lines: Vec<LineView<'a>>,
    pub(crate) blank: Option<Vec<Widget<'a>>>,
    pub(crate) has_delete: bool,
    pub(crate) count: Option<String>,
    /// Addresses of the pages beside this one.
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
}

pub(crate) struct LineView<'a> {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) href: Option<String>,
    pub(crate) version: Option<(String, i64)>,
    /// Inputs, or what its list shows.
    pub(crate) widgets: Vec<Widget<'a>>,
    pub(crate) cells: Vec<Cell<'static>>,
    /// The name of the box, and whether it is ticked.
    pub(crate) delete: Option<(String, bool)>,
    pub(crate) doers: Vec<Doer>,
}

/// A button that does something to a row: it belongs to a form beside the great one.
pub(crate) struct Doer {
    pub(crate) form: String,
    pub(crate) path: String,
    pub(crate) action: &'static str,
    pub(crate) text: String,
    pub(crate) is_dangerous: bool,
    /// The row, where the form is of one row alone.
    pub(crate) id: Option<i64>,
}

impl<'a> Section<'a> {
    pub(crate) fn has_doers(&self) -> bool {
        self.lines.iter().any(|line| !line.doers.is_empty())
    }

    pub(crate) fn widgets(&self) -> impl Iterator<Item = &Widget<'a>> {
        self.lines.iter().flat_map(|line| &line.widgets).chain(self.blank.iter().flatten())
    }
}

/// What this person may do to the rows of an entity, one by one.
pub(crate) fn doers(shell: &Shell, entity: &Entity, id: Option<i64>) -> Vec<Doer> {
    let may = entity.actions.iter().filter(|action| shell.actor.scope(&entity.action_right(action.name())).is_some());
    may.map(|action| Doer {
        form: format!("do-{}-{}", entity.name, action.name()),
        path: format!("{}action/", list_path(entity)),
        action: action.name(),
        text: labels::action(shell, entity, action.name()),
        is_dangerous: action.is_dangerous(),
        id,
    })
    .collect()
}

/// The same for the row of the page itself, in forms of its own.
pub(crate) fn own_doers(shell: &Shell, entity: &Entity, id: i64) -> Vec<Doer> {
    let mut doers = doers(shell, entity, Some(id));
    for doer in &mut doers {
        doer.form = format!("own-{}", doer.form);
    }
    doers
}

/// What the list of an inline shows, but for the row on whose page it stands.
fn columns<'a>(shell: &Shell, lines: &Lines<'a>) -> Vec<&'a Column> {
    let is_owner = |column: &Column| match column.shows {
        Shows::Link(other) => shell.app().entity(other).is_some_and(|other| other.table == lines.owner),
        _ => false,
    };
    lines.entity.columns.iter().filter(|column| !column.is_extra && !is_owner(column)).collect()
}

pub(crate) fn section<'a>(
    shell: &'a Shell,
    lines: &Lines<'a>,
    related: &Related,
    problems: &mut dyn FnMut(&str) -> Vec<String>,
) -> Section<'a> {
    let entity = lines.entity;
    let ids_name = lines::ids_input(&lines.inline);
    let sample = lines.parts().next().filter(|_| lines.is_editable);
    let names: Vec<&str> = match sample {
        Some(part) => lines::cells(part).iter().map(|field| field.name).collect(),
        None => columns(shell, lines).iter().map(|column| column.name).collect(),
    };
    let shown = if lines.is_editable { Vec::new() } else { columns(shell, lines) };
    let shown: Vec<_> = shown.into_iter().map(|column| Shown::of(shell, entity, column)).collect();
    let views: Vec<_> = lines.lines.iter().map(|line| view(shell, &shown, lines, line, related, problems)).collect();
    let cursor = lines::cursor_of(&lines.inline);
    Section {
        id: format!("inline-{}", entity.name.replace('_', "-")),
        title: labels::entity(shell, entity),
        problems: problems(&ids_name),
        is_editable: lines.is_editable,
        ids_name,
        columns: names.into_iter().map(|name| labels::label(shell, entity, name).into_owned()).collect(),
        has_delete: lines.lines.iter().any(|line| line.may_delete),
        blank: lines.blank.as_ref().map(|part| widgets(shell, part, related, problems)),
        count: lines.count.map(|count| show::number(shell.visit.lang(), count)),
        previous: lines.previous.as_deref().map(|at| with_cursor(shell, &cursor, at)),
        next: lines.next.as_deref().map(|at| with_cursor(shell, &cursor, at)),
        lines: views,
    }
}

fn view<'a>(
    shell: &'a Shell,
    shown: &[Shown<'a>],
    lines: &Lines<'a>,
    line: &Line<'a>,
    related: &Related,
    problems: &mut dyn FnMut(&str) -> Vec<String>,
) -> LineView<'a> {
    let (entity, part) = (lines.entity, &line.part);
    let none = Row::default();
    let row = part.row.as_ref().unwrap_or(&none);
    let may_see = shell.may(entity, Verb::View) && entity.own_row.is_none();
    LineView {
        id: row.id,
        title: if row.title.trim().is_empty() { format!("#{}", row.id) } else { row.title.clone() },
        href: may_see.then(|| row_path(entity, row.id)),
        version: part.version.map(|version| (format!("{}row_version", part.prefix), version)),
        widgets: if lines.is_editable { widgets(shell, part, related, problems) } else { Vec::new() },
        cells: shown.iter().map(|column| column.of_row(row).into_owned()).collect(),
        delete: line.may_delete.then(|| (format!("{}delete", part.prefix), line.is_deleted)),
        doers: doers(shell, entity, Some(row.id)),
    }
}

fn widgets<'a>(
    shell: &'a Shell,
    part: &Part<'a>,
    related: &Related,
    problems: &mut dyn FnMut(&str) -> Vec<String>,
) -> Vec<Widget<'a>> {
    let frame = Frame { s: shell, part, related, preview: None, lost: &[], is_bare: true };
    lines::cells(part).into_iter().map(|field| frame.widget(field, problems(&part.input(field)))).collect()
}

/// This page's own address at another place of the inline.
fn with_cursor(shell: &Shell, name: &str, at: &str) -> String {
    let query = shell.visit.path_and_query().split_once('?').map_or("", |(_, query)| query);
    let kept = form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key != name && key != "done");
    let mut made = form_urlencoded::Serializer::for_suffix(String::from("?"), 1);
    made.extend_pairs(kept);
    made.append_pair(name, at);
    made.finish()
}
