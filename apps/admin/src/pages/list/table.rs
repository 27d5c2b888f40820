//! Headings and rows.

use std::borrow::Cow;
use std::sync::Arc;

use preau_kernel::admin::{Column, Entity, Row, Shows};

use crate::labels;
use crate::rows::list::Asked;
use crate::shell::{self, Shell};
use crate::show::{self, Cell, Words};

pub(crate) struct Table<'a> {
    pub(crate) headings: Vec<Heading>,
    pub(crate) rows: Vec<Line<'a>>,
    /// Where no column can lead to the row, a column of its own does.
    pub(crate) has_opener: bool,
    /// What names the box and the way of a row, around its title.
    pub(crate) select: Around,
    pub(crate) open: Around,
}

/// A text with a title in it: the same for every row but for the title.
pub(crate) struct Around {
    pub(crate) before: String,
    pub(crate) after: String,
}

pub(crate) struct Heading {
    pub(crate) label: Arc<str>,
    pub(crate) class: &'static str,
    /// `ascending` or `descending` of the column that the list is sorted by first.
    pub(crate) sort: Option<&'static str>,
    /// ▲ or ▼, with the place of the key where there are several.
    pub(crate) mark: String,
    pub(crate) sort_href: Option<String>,
    pub(crate) then: Option<Then>,
}

/// Sorting by one more column.
pub(crate) struct Then {
    pub(crate) href: String,
    pub(crate) label: String,
}

pub(crate) struct Line<'a> {
    pub(crate) id: i64,
    pub(crate) title: Cow<'a, str>,
    pub(crate) href: String,
    pub(crate) cells: Vec<Shown<'a>>,
}

pub(crate) struct Shown<'a> {
    pub(crate) label: Arc<str>,
    pub(crate) cell: Cell<'a>,
    /// Whether it leads to the row.
    pub(crate) is_title: bool,
}

impl<'a> Table<'a> {
    pub(super) fn of(shell: &Shell, entity: &Entity, asked: &Asked, rows: &'a [Row]) -> Self {
        let columns = asked.columns(entity);
        let title = title_of(&columns);
        let headings = columns.iter().map(|column| heading(shell, entity, asked, column)).collect::<Vec<_>>();
        let (from, words) = (shell::from_list(&asked.kept()), Words::default());
        let line = |row: &'a Row| Line {
            id: row.id,
            title: if row.title.is_empty() { format!("#{}", row.id).into() } else { row.title.as_str().into() },
            href: format!("{}{from}", shell::row_path(entity, row.id)),
            cells: columns
                .iter()
                .zip(&headings)
                .enumerate()
                .map(|(i, (column, heading))| Shown {
                    label: heading.label.clone(),
                    cell: show::cell(shell, &words, entity, column, row),
                    is_title: title == Some(i),
                })
                .collect(),
        };
        Self {
            rows: rows.iter().map(line).collect(),
            has_opener: title.is_none(),
            headings,
            select: Around::of(shell, "admin-list-select-one"),
            open: Around::of(shell, "admin-list-open-one"),
        }
    }
}

impl Around {
    fn of(shell: &Shell, key: &str) -> Self {
        // Of no text: a letter for private use.
        const TITLE: &str = "\u{e000}";
        let text = shell.with(key, &[("title", TITLE)]);
        let (before, after) = text.split_once(TITLE).unwrap_or((&text, ""));
        Self { before: before.to_owned(), after: after.to_owned() }
    }
}

/// The first text; else the first column that leads nowhere by itself.
fn title_of(columns: &[&Column]) -> Option<usize> {
    let text = columns.iter().position(|column| matches!(column.shows, Shows::Text));
    text.or_else(|| columns.iter().position(|column| !matches!(column.shows, Shows::Link(_) | Shows::Image)))
}

fn heading(shell: &Shell, entity: &Entity, asked: &Asked, column: &Column) -> Heading {
    let label = labels::label(shell, entity, column.name);
    let class = match column.shows {
        Shows::Number | Shows::Size | Shows::Percent => "cell-number",
        Shows::Flag => "cell-flag",
        _ => "",
    };
    let sorted = asked.order.find(column.name).filter(|_| column.sort.is_some());
    let mark = sorted.map_or_else(String::new, |(place, is_descending)| {
        let arrow = if is_descending { "▼" } else { "▲" };
        if asked.order.0.len() > 1 { format!("{arrow}{}", place + 1) } else { arrow.to_owned() }
    });
    let sort = sorted.filter(|(place, _)| *place == 0);
    let then = column.sort.and_then(|_| asked.order.followed_by(entity, column.name)).map(|ordering| Then {
        href: asked.with("ordering", Some(&ordering)),
        label: shell.with("admin-list-then", &[("column", &label)]),
    });
    Heading {
        class,
        sort: sort.map(|(_, is_descending)| if is_descending { "descending" } else { "ascending" }),
        mark,
        sort_href: column.sort.map(|_| asked.with("ordering", asked.order.turned(column.name).as_deref())),
        then,
        label: label.into(),
    }
}
