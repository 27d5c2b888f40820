//! The rows of a list, written by hand into one text: as nodes of a template, each of their thousands of parts would be a
//! text of its own first.

use std::borrow::Cow;

use preau_kernel::Result;
use preau_kernel::admin::{Column, Entity};

use super::table::Heading;
use crate::rows::Listed;
use crate::rows::list::{Asked, Found};
use crate::shell::{self, Shell};
use crate::show::{Shown, attribute, digits, escape};

/// A row of some columns takes about as much.
const ROW: usize = 1200;

/// What all rows of a page have in common.
pub(super) struct Lines<'a> {
    columns: Vec<Labelled<'a>>,
    /// Which column leads to the row; `None`: one of its own.
    title: Option<usize>,
    /// Before the id of a row in its address, and behind it, escaped.
    way: [String; 2],
    /// Around the title in what names the box of a row, escaped; `None`: there are no boxes.
    select: Option<[String; 2]>,
    /// The same of the way to a row, and what it says.
    open: [String; 2],
    open_text: String,
}

struct Labelled<'a> {
    shown: Shown<'a>,
    /// `<td data-label="Nom" class="cell-number">`: a narrow screen has no headings.
    begin: String,
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
        let labelled = columns.iter().zip(headings).enumerate().map(|(i, (column, heading))| Labelled {
            shown: Shown::of(shell, entity, column),
            begin: begin(heading, title == Some(i)),
        });
        Self {
            columns: labelled.collect(),
            title,
            way: [shell::list_path(entity), format!("/{}", shell::from_list(&asked.kept()))].map(|part| escaped(&part)),
            select: is_selectable.then(|| around_title(shell, "admin-list-select-one")),
            open: around_title(shell, "admin-list-open-one"),
            open_text: escaped(&shell.text("admin-list-open")),
        }
    }

    pub(super) fn html(&self, found: &Found) -> Result<String> {
        let rows = found.rows();
        let mut out = String::with_capacity(rows.len() * ROW);
        for row in rows {
            self.row(&mut out, &row?);
        }
        Ok(out)
    }

    fn row(&self, out: &mut String, row: &Listed<'_>) {
        let title: Cow<'_, str> = if row.title.is_empty() { format!("#{}", row.id).into() } else { row.title.into() };
        out.push_str("\n<tr>");
        if let Some(select) = &self.select {
            out.push_str("\n<td class=\"cell-check\"><input type=\"checkbox\" name=\"id\" value=\"");
            digits(out, row.id);
            out.push('"');
            named(out, select, &title);
            out.push_str("></td>");
        }
        for (i, Labelled { shown, begin }) in self.columns.iter().enumerate() {
            let cell = shown.cell(row.id, row.title, row.value(i));
            out.push_str(begin);
            if self.title == Some(i) {
                self.begin_link(out, row.id);
                if cell.is_nothing() {
                    attribute(out, " aria-label", &title);
                }
                out.push('>');
                cell.write(out);
                out.push_str("</a></th>");
            } else {
                // Of nothing the stylesheet makes a dash, and on a narrow screen nothing.
                if !cell.is_nothing() {
                    cell.write(out);
                }
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
        digits(out, id);
        out.push_str(after);
        out.push('"');
    }
}

fn begin(heading: &Heading, is_title: bool) -> String {
    let mut out = String::from(if is_title { "\n<th scope=\"row\"" } else { "\n<td" });
    attribute(&mut out, " data-label", &heading.label);
    if !heading.class.is_empty() {
        attribute(&mut out, " class", heading.class);
    }
    out.push('>');
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape(&mut out, text);
    out
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
