//! The list of an entity.
//!
//! Map: here the page put together · `table` headings, `lines` the rows under them, `narrow` their labels where there is no
//! room for headings · `narrowing` search, filters, chips · `drill` years, months, days · `tools` saved views, columns, bulk actions.

mod drill;
mod lines;
pub(crate) mod narrow;
mod narrowing;
mod table;
mod tools;

use askama::Template;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use preau_kernel::admin::{Entity, Verb};
use preau_kernel::web::Path;
use preau_kernel::{FieldErrors, Result};

use self::drill::DrillBar;
use self::narrowing::{Input, Narrowing};
use self::table::Table;
use self::tools::Tools;
use crate::forms;
use crate::labels;
use crate::pages;
use crate::rows::count::count_lately;
use crate::rows::list::{Asked, params_of, span_lately};
use crate::rows::scope;
use crate::shell::{self, Shell};
use crate::views::{self, View};

/// Bytes that everything but the rows takes, about.
const FURNITURE: usize = 16 * 1024;

/// Something that leads somewhere.
pub(crate) struct Link {
    pub(crate) text: String,
    pub(crate) href: String,
    pub(crate) is_here: bool,
}

#[derive(Template)]
#[template(path = "list.html")]
struct Body<'a> {
    s: &'a Shell,
    title: &'a str,
    path: String,
    add: Option<Link>,
    chores: Vec<Link>,
    problems: Vec<String>,
    narrowing: Narrowing,
    drill: Option<DrillBar>,
    table: Table<'a>,
    count: String,
    pager: Vec<Link>,
    tools: Tools,
    /// Whether there are rows that the filters hide.
    is_narrowed: bool,
    kept: String,
}

impl Body<'_> {
    /// What was done on the page that led here.
    fn done(&self) -> Option<String> {
        forms::done(self.s)
    }
}

pub(crate) async fn show(shell: Shell, Path(name): Path<String>, RawQuery(query): RawQuery) -> Result<Response> {
    let entity = shell.entity(&name, Verb::View)?;
    if let Some(own) = entity.own_row {
        return Ok(see(&shell::row_path(entity, own(&shell.actor))));
    }
    let query = query.unwrap_or_default();
    let views = views::list(shell.app(), &shell.actor, entity).await?;
    if query.is_empty()
        && let Some(view) = views::default_of(&views, &shell.actor).filter(|view| !view.query.is_empty())
    {
        return Ok(see(&format!("{}?{}", shell::list_path(entity), view.query)));
    }
    page(&shell, entity, &query, &views, FieldErrors::default()).await
}

/// The list once more, with what was wrong in a form of it.
pub(crate) async fn again(shell: &Shell, entity: &Entity, query: &str, problems: FieldErrors) -> Result<Response> {
    let views = views::list(shell.app(), &shell.actor, entity).await?;
    page(shell, entity, query, &views, problems).await
}

/// At most eight queries: the views, the page, its count (two), the span of years, two relations.
async fn page(shell: &Shell, entity: &Entity, query: &str, views: &[View], problems: FieldErrors) -> Result<Response> {
    let mut asked = Asked::read(entity, shell.visit.place().zone, query);
    let within = scope(shell, entity, Verb::View)?;
    let found = asked.page(shell, entity, within.clone()).await?;
    let counted = count_lately(shell, entity, &asked, within.clone(), found.page.count).await?;
    let span = span_lately(shell, entity, within).await?;
    let narrowing = Narrowing::of(shell, entity, &asked).await?;
    let mut pager = Vec::new();
    let mut add = |key: &str, href: Option<String>| {
        pager.extend(href.map(|href| Link { text: shell.text(key), href, is_here: false }));
    };
    add("admin-list-first", (asked.has_cursor() && found.page.previous.is_some()).then(|| asked.with("cursor", None)));
    add("admin-list-previous", found.page.previous.clone());
    add("admin-list-next", found.page.next.clone());
    asked.problems.0.extend(problems.0);
    let status = if asked.problems.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let title = labels::entity(shell, entity);
    let count = counted.text(shell);
    let tools = Tools::of(shell, entity, &asked, views, &count);
    let body = Body {
        s: shell,
        title: &title,
        path: shell::list_path(entity),
        add: can_add(shell, entity),
        chores: chores(shell, entity),
        problems: problems_of(shell, entity, &asked.problems),
        narrowing,
        drill: span.and_then(|span| DrillBar::of(shell, entity, &asked, span)),
        table: Table::of(shell, entity, &asked, &found, tools.bulk.is_some()),
        tools,
        count: shell.with("admin-list-count", &[("n", &counted.number().to_string()), ("shown", &count)]),
        pager,
        is_narrowed: asked.is_narrowed() || asked.has_cursor(),
        kept: asked.kept(),
    };
    let crumb = shell::Crumb { text: title.clone(), href: String::new() };
    shell.page_of(status, &title, &[crumb], &body, found.page.results.len() * lines::ROW + FURNITURE)
}

fn can_add(shell: &Shell, entity: &Entity) -> Option<Link> {
    let may = entity.writer.is_some() && shell.may(entity, Verb::Add);
    may.then(|| Link {
        text: shell.with("admin-list-add", &[("one", &labels::one(shell, entity))]),
        href: format!("{}add/", shell::list_path(entity)),
        is_here: false,
    })
}

/// What this person may do to all of it.
fn chores(shell: &Shell, entity: &Entity) -> Vec<Link> {
    let may = |name: &str| shell.actor.scope(&entity.action_right(name)).is_some();
    let link = |name: &str| Link {
        text: labels::action(shell, entity, name),
        href: format!("{}?name={name}", pages::chore::path(entity)),
        is_here: false,
    };
    entity.chores.iter().map(|chore| chore.name()).filter(|name| may(name)).map(link).collect()
}

/// What is wrong with the address, each named by its parameter.
fn problems_of(shell: &Shell, entity: &Entity, problems: &FieldErrors) -> Vec<String> {
    let named = |name: &str| {
        let own = entity.filters.iter().find(|filter| params_of(filter).iter().any(|(param, _)| param == name));
        match (name, own) {
            (_, Some(filter)) => labels::label(shell, entity, filter.name).into_owned(),
            ("search" | "ordering" | "page_size" | "columns" | "drill" | "cursor" | "name" | "query", _) => {
                shell.text(&format!("admin-list-param-{}", labels::dashed(name)))
            }
            _ => name.to_owned(),
        }
    };
    let each = problems.0.iter().flat_map(|(name, problems)| problems.iter().map(move |problem| (name, problem)));
    each.map(|(name, problem)| {
        shell.with("admin-list-problem", &[("field", &named(name)), ("problem", &shell.visit.problem(problem))])
    })
    .collect()
}

pub(crate) fn see(path: &str) -> Response {
    Redirect::to(path).into_response()
}
