//! The table of a list: its headings, over its rows.

use preau_kernel::admin::{Column, Entity, Shows};

use super::lines::{Lines, Rows};
use super::narrow;
use crate::labels::{self, Text};
use crate::rows::list::{Asked, Found, Order};
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
        let sorting = Sorting::of(entity, asked);
        let headings: Vec<_> = columns.iter().map(|column| heading(shell, entity, &sorting, column)).collect();
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

/// What the headings say of how the list is sorted, and lead to.
struct Sorting<'a> {
    order: &'a Order,
    /// The order as it was asked for.
    chosen: Order,
    /// The list in another order, up to that order.
    way: String,
    /// The list in its own.
    usual: String,
}

impl<'a> Sorting<'a> {
    fn of(entity: &Entity, asked: &'a Asked) -> Self {
        Self {
            order: &asked.order,
            chosen: asked.order.chosen(entity),
            way: asked.up_to("ordering"),
            usual: asked.with("ordering", None),
        }
    }

    fn href(&self, ordering: Option<&str>) -> String {
        let Some(ordering) = ordering else { return self.usual.clone() };
        let mut href = self.way.clone();
        href.extend(form_urlencoded::byte_serialize(ordering.as_bytes()));
        href
    }
}

fn heading(shell: &Shell, entity: &Entity, sorting: &Sorting<'_>, column: &Column) -> Heading {
    let label = labels::label(shell, entity, column.name);
    let class = match column.shows {
        Shows::Number | Shows::Size | Shows::Percent => "cell-number",
        Shows::Flag => "cell-flag",
        _ => "",
    };
    let sorted = sorting.order.find(column.name).filter(|_| column.sort.is_some());
    let mark = sorted.map_or_else(String::new, |(place, is_descending)| {
        let arrow = if is_descending { "▼" } else { "▲" };
        if sorting.order.0.len() > 1 { format!("{arrow}{}", place + 1) } else { arrow.to_owned() }
    });
    let sort = sorted.filter(|(place, _)| *place == 0);
    let then = column.sort.and_then(|_| sorting.chosen.followed_by(column.name)).map(|order| Then {
        href: sorting.href(Some(&order.text())),
        label: shell.with("admin-list-then", &[("column", &label)]),
    });
    Heading {
        class,
        sort: sort.map(|(_, is_descending)| if is_descending { "descending" } else { "ascending" }),
        mark,
        sort_href: column.sort.map(|_| sorting.href(sorting.order.turned(column.name).as_deref())),
        then,
        label,
    }
}
