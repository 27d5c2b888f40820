//! The rows of a list, written by hand into one text: as nodes of a template, each of their thousands of parts would be a
//! text of its own first.

use std::borrow::Cow;
use std::fmt::Write as _;

use preau_kernel::admin::{Column, Entity, Row};

use super::table::Heading;
use crate::rows::list::Asked;
use crate::shell::{self, Shell};
use crate::show::{self, Words, attribute, escape};

/// A row of some columns takes about as much.
const ROW: usize = 1200;

/// What all rows of a page have in common.
pub(super) struct Lines<'a> {
    shell: &'a Shell,
    entity: &'a Entity,
    columns: Vec<Labelled<'a>>,
    /// Which column leads to the row; `None`: one of its own.
    title: Option<usize>,
    words: Words,
    /// Before the id of a row in its address, and behind it, escaped.
    way: [String; 2],
    /// Around the title in what names the box of a row, escaped; `None`: there are no boxes.
    select: Option<[String; 2]>,
    /// The same of the way to a row, and what it says.
    open: [String; 2],
    open_text: String,
}

struct Labelled<'a> {
    column: &'a Column,
    /// ` data-label="Nom"`: a narrow screen has no headings.
    label: String,
}

impl<'a> Lines<'a> {
    pub(super) fn of(
        shell: &'a Shell,
        entity: &'a Entity,
        asked: &Asked,
        columns: &[&'a Column],
        headings: &[Heading],
        title: Option<usize>,
        is_selectable: bool,
    ) -> Self {
        let labelled = columns.iter().zip(headings);
        Self {
            shell,
            entity,
            columns: labelled.map(|(column, heading)| Labelled { column, label: label(&heading.label) }).collect(),
            title,
            words: Words::default(),
            way: [shell::list_path(entity), format!("/{}", shell::from_list(&asked.kept()))].map(|part| escaped(&part)),
            select: is_selectable.then(|| around_title(shell, "admin-list-select-one")),
            open: around_title(shell, "admin-list-open-one"),
            open_text: escaped(&shell.text("admin-list-open")),
        }
    }

    pub(super) fn html(&self, rows: &[Row]) -> String {
        let mut out = String::with_capacity(rows.len() * ROW);
        for row in rows {
            self.row(&mut out, row);
        }
        out
    }

    fn row(&self, out: &mut String, row: &Row) {
        let title: Cow<'_, str> =
            if row.title.is_empty() { format!("#{}", row.id).into() } else { (&row.title).into() };
        out.push_str("\n<tr>");
        if let Some(select) = &self.select {
            out.push_str("\n<td class=\"cell-check\"><input type=\"checkbox\" name=\"id\" value=\"");
            number(out, row.id);
            out.push('"');
            named(out, select, &title);
            out.push_str("></td>");
        }
        for (i, Labelled { column, label }) in self.columns.iter().enumerate() {
            let cell = show::cell(self.shell, &self.words, self.entity, column, row);
            let is_title = self.title == Some(i);
            out.push_str(if is_title { "\n<th scope=\"row\"" } else { "\n<td" });
            out.push_str(label);
            if !cell.class().is_empty() {
                attribute(out, " class", cell.class());
            }
            out.push('>');
            if is_title {
                self.begin_link(out, row.id);
                if cell.is_nothing() {
                    attribute(out, " aria-label", &title);
                }
                out.push('>');
                cell.write(out);
                out.push_str("</a></th>");
            } else {
                cell.write(out);
                out.push_str("</td>");
            }
        }
        if self.title.is_none() {
            out.push_str("\n<td>");
            self.begin_link(out, row.id);
            named(out, &self.open, &title);
            out.push('>');
            out.push_str(&self.open_text);
            out.push_str("</a></td>");
        }
        out.push_str("\n</tr>");
    }

    /// The tag is still open.
    fn begin_link(&self, out: &mut String, id: i64) {
        let [before, after] = &self.way;
        out.push_str("<a href=\"");
        out.push_str(before);
        number(out, id);
        out.push_str(after);
        out.push('"');
    }
}

fn label(text: &str) -> String {
    let mut out = String::new();
    attribute(&mut out, " data-label", text);
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape(&mut out, text);
    out
}

fn number(out: &mut String, number: i64) {
    // Into a text nothing fails.
    let _ = write!(out, "{number}");
}

/// `around`, escaped already, with the title in it.
fn named(out: &mut String, around: &[String; 2], title: &str) {
    out.push_str(" aria-label=\"");
    out.push_str(&around[0]);
    escape(out, title);
    out.push_str(&around[1]);
    out.push('"');
}

/// A text with a title in it: the same for every row but for the title.
fn around_title(shell: &Shell, key: &str) -> [String; 2] {
    // Of no text: a letter for private use.
    const TITLE: &str = "\u{e000}";
    let text = shell.with(key, &[("title", TITLE)]);
    let (before, after) = text.split_once(TITLE).unwrap_or((&text, ""));
    [before, after].map(escaped)
}
