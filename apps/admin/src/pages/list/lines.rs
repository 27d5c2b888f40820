//! The rows of a list, written by hand: as nodes of a template, each of their thousands of parts would be a text of its own
//! first.

use std::borrow::Cow;
use std::fmt;

use preau_kernel::admin::{Column, Entity};

use super::table::Heading;
use crate::rows::Listed;
use crate::rows::list::{Asked, Found};
use crate::shell::{self, Shell};
use crate::show::{Shown, attribute, digits, escape};

/// A row of some columns takes about as much, in bytes.
pub(super) const ROW: usize = 900;

/// A row with boxes, up to its id; one without.
const SELECTABLE: &str = "\n<tr>\n<td class=\"cell-check\"><input type=\"checkbox\" name=\"id\" value=\"";
const ROW_BEGIN: &str = "\n<tr>";

/// The rows of a page, shown by `{{ rows|safe }}`.
pub(crate) struct Rows<'a> {
    pub(super) lines: Lines<'a>,
    pub(super) found: &'a Found,
}

/// What all rows of a page have in common, escaped already.
pub(super) struct Lines<'a> {
    columns: Vec<Lined<'a>>,
    /// Which column leads to the row; `None`: one of its own.
    title: Option<usize>,
    /// Around the title in what names the box of a row; `None`: there are no boxes.
    select: Option<[String; 2]>,
    /// The column that leads to the row where no other does, up to its id.
    open_begin: String,
    /// The address of a row behind its id, and the end of the attribute.
    way_end: String,
    /// Around the title in what names the way to a row, and what it says.
    open: [String; 2],
    open_text: String,
}

struct Lined<'a> {
    shown: Shown<'a>,
    /// Up to the value; of the title, up to the id in its address.
    begin: String,
    /// The whole cell of nothing.
    empty: String,
}

impl Rows<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.found.page.results.is_empty()
    }
}

impl fmt::Display for Rows<'_> {
    /// Row by row into the page: all of them in a text of their own would be copied from one end of it to the other.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::with_capacity(ROW);
        for row in self.found.rows() {
            out.clear();
            let row = row.map_err(|error| {
                // A template's error has no words of its own.
                tracing::error!(%error, "a row of a list cannot be shown");
                fmt::Error
            })?;
            self.lines.row(&mut out, &row);
            f.write_str(&out)?;
        }
        Ok(())
    }
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
        let way = format!("<a href=\"{}", escaped(&shell::list_path(entity)));
        let lined = columns.iter().zip(headings).enumerate().map(|(i, (column, heading))| Lined {
            shown: Shown::of(shell, entity, column),
            begin: match title == Some(i) {
                true => tag("\n<th scope=\"row\"", heading.class) + &way,
                false => tag("\n<td", heading.class),
            },
            empty: tag("\n<td", heading.class) + "</td>",
        });
        Self {
            columns: lined.collect(),
            title,
            select: is_selectable.then(|| around_title(shell, "admin-list-select-one")),
            open_begin: format!("\n<td class=\"cell-open\">{way}"),
            way_end: format!("/{}\"", escaped(&shell::from_list(&asked.kept()))),
            open: around_title(shell, "admin-list-open-one"),
            open_text: escaped(&shell.text("admin-list-open")),
        }
    }

    fn row(&self, out: &mut String, row: &Listed<'_>) {
        let title: Cow<'_, str> = if row.title.is_empty() { format!("#{}", row.id).into() } else { row.title.into() };
        match &self.select {
            None => out.push_str(ROW_BEGIN),
            Some(select) => {
                out.push_str(SELECTABLE);
                digits(out, row.id);
                out.push('"');
                named(out, select, &title);
                out.push_str("></td>");
            }
        }
        for (i, Lined { shown, begin, empty }) in self.columns.iter().enumerate() {
            let cell = shown.cell(row.id, row.title, row.value(i));
            if self.title == Some(i) {
                self.begin_link(out, begin, row.id);
                if cell.is_nothing() {
                    attribute(out, " aria-label", &title);
                }
                out.push('>');
                cell.write(out);
                out.push_str("</a></th>");
            } else if cell.is_nothing() {
                // The stylesheet makes a dash of it, and on a narrow screen nothing.
                out.push_str(empty);
            } else {
                out.push_str(begin);
                cell.write(out);
                out.push_str("</td>");
            }
        }
        if self.title.is_none() {
            self.begin_link(out, &self.open_begin, row.id);
            named(out, &self.open, &title);
            out.push('>');
            out.push_str(&self.open_text);
            out.push_str("</a></td>");
        }
        out.push_str("\n</tr>");
    }

    /// The tag is still open.
    fn begin_link(&self, out: &mut String, begin: &str, id: i64) {
        out.push_str(begin);
        digits(out, id);
        out.push_str(&self.way_end);
    }
}

/// `<td class="cell-number">`
fn tag(begin: &str, class: &str) -> String {
    let mut out = begin.to_owned();
    if !class.is_empty() {
        attribute(&mut out, " class", class);
    }
    out.push('>');
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape(&mut out, text);
    out
}

/// `around` with the title in it.
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
