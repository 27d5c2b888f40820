//! The labels of a list on a narrow screen, which has no headings: in a stylesheet of the list's own. In every cell, as they
//! stand in shorter tables, they were a fifth of the page.

use std::fmt::Write as _;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use preau_kernel::Result;
use preau_kernel::admin::{Column, Entity, Verb};
use preau_kernel::i18n::Lang;
use preau_kernel::web::Path;

use crate::labels;
use crate::shell::{self, Shell};

/// For an hour a browser need not ask again: the address says all that the labels follow from but the words themselves.
const KEPT: &str = "private, max-age=3600";

/// Where the labels of these columns are; `before`: so many cells stand before them.
pub(super) fn address(entity: &Entity, columns: &[&Column], before: usize, lang: Lang) -> String {
    let names: Vec<_> = columns.iter().map(|column| column.name).collect();
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("columns", &names.join(",")).append_pair("in", lang.code());
    if before > 0 {
        query.append_pair("before", &before.to_string());
    }
    format!("{}labels.css?{}", shell::list_path(entity), query.finish())
}

/// What [`address`] leads to. A name that is none keeps its place and has no label.
pub(crate) async fn show(shell: Shell, Path(name): Path<String>) -> Result<Response> {
    let entity = shell.entity(&name, Verb::View)?;
    let asked = |name: &str| shell.visit.query(name).unwrap_or_default();
    let lang = asked("in").parse().unwrap_or(shell.visit.lang());
    let before = usize::from(asked("before") == "1");
    let mut css = String::new();
    for (place, name) in asked("columns").split(',').take(entity.columns.len()).enumerate() {
        if let Some(column) = entity.columns.iter().find(|column| column.name == name) {
            let label = labels::label_in(shell.app(), lang, entity, column.name);
            css.push_str(&rule(place + 1 + before, &label));
        }
    }
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, KEPT)];
    Ok((headers, css).into_response())
}

/// Of the cells at this place of their row, counted from 1.
fn rule(place: usize, label: &str) -> String {
    format!(".rows-list tbody td:nth-child({place})::before {{ content: \"{}\"; }}\n", quoted(label))
}

/// A text as it stands between quotes (CSS Syntax 3, 4.3.7).
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            // Into a text nothing fails.
            '"' | '\\' | '<' | '\0'..='\x1f' | '\x7f' => drop(write!(out, "\\{:x} ", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_ends_where_it_ends() {
        let hostile = "é\"; } * { display: none } \\\n</style>";
        let expected = r#"é\22 ; } * { display: none } \5c \a \3c /style>"#;
        assert_eq!(
            rule(3, hostile),
            format!(".rows-list tbody td:nth-child(3)::before {{ content: \"{expected}\"; }}\n")
        );
    }
}
