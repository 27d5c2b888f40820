//! The table of a list: its headings, over its rows.

use preau_kernel::admin::{Column, Entity, Shows};

use super::lines::{Lines, Rows};
use super::narrow;
use crate::labels::{self, Text};
use crate::rows::list::{Asked, Found};
use crate::shell::Shell;

pub(crate) struct Table<'a> {
    pub(crate) headings: Vec<Heading>,
    /// The stylesheet that says them on a narrow screen.
    pub(crate) labels: String,
    pub(crate) rows: Rows<'a>,
    /// Where no column can lead to the row, a column of its own does.
    pub(crate) has_opener: bool,
}

pub(crate) struct Heading {
    pub(crate) label: Text,
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

impl<'a> Table<'a> {
    /// `is_selectable`: each row has a box.
    pub(super) fn of(
        shell: &'a Shell,
        entity: &'a Entity,
        asked: &Asked,
        found: &'a Found,
        is_selectable: bool,
    ) -> Self {
        let columns = asked.columns(entity);
        let title = title_of(&columns);
        let headings: Vec<_> = columns.iter().map(|column| heading(shell, entity, asked, column)).collect();
        let lines = Lines::of(shell, entity, asked, &columns, &headings, title, is_selectable);
        let labels = narrow::address(entity, &columns, usize::from(is_selectable), shell.visit.lang());
        Self { labels, rows: Rows { lines, found }, has_opener: title.is_none(), headings }
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
        label,
    }
}
