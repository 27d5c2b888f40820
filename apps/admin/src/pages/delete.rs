//! `/admin/{entity}/{id}/delete/`: what goes, what stays, what stands in the way, and the deletion itself.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use preau_kernel::admin::{Cx, Entity, Fate, Row, Verb};
use preau_kernel::db::Sql;
use preau_kernel::web::{FormActor, Path, csrf, respond};
use preau_kernel::{Error, Result};

use crate::forms;
use crate::labels;
use crate::shell::{Crumb, Shell, row_path};

/// Rows are counted up to here, of each kind.
const MOST: i64 = 100;

#[derive(Template)]
#[template(path = "delete.html")]
struct DeletePage<'a> {
    s: &'a Shell,
    title: String,
    problem: Option<String>,
    csrf: (&'static str, String),
    /// What goes, what stays, what stands in the way: heading, kinds of rows and how many.
    groups: Vec<Group>,
    is_forbidden: bool,
    back: String,
}

struct Group {
    title: String,
    rows: Vec<(String, String)>,
    is_wrong: bool,
}

pub(crate) async fn show(shell: Shell, Path((name, id)): Path<(String, i64)>) -> Result<Response> {
    let (entity, row) = deletable(&shell, &name, id).await?;
    page(&shell, entity, &row, None).await
}

pub(crate) async fn delete(
    shell: Shell,
    Path((name, id)): Path<(String, i64)>,
    FormActor { .. }: FormActor,
) -> Result<Response> {
    let (entity, row) = deletable(&shell, &name, id).await?;
    match write(&shell, entity, id).await {
        Ok(()) => {
            let done = Some("deleted");
            let way = if entity.own_row.is_some() { "/?done=deleted".to_owned() } else { shell.list(entity, done) };
            Ok(Redirect::to(&way).into_response())
        }
        Err(error @ (Error::Internal(_) | Error::NotFound)) => Err(error),
        Err(error) => page(&shell, entity, &row, Some(error)).await,
    }
}

/// The row, for somebody who may delete it.
async fn deletable<'a>(shell: &'a Shell, name: &str, id: i64) -> Result<(&'a Entity, Row)> {
    let entity = shell.entity(name, Verb::Delete)?;
    if entity.writer.is_none() {
        return Err(Error::NotFound);
    }
    let row = forms::row(shell, entity, id, Verb::Delete).await?;
    if (entity.row_guard)(&shell.actor, &row) { Ok((entity, row)) } else { Err(Error::forbidden()) }
}

/// What the page says is what holds: it is counted again in the transaction.
async fn write(shell: &Shell, entity: &Entity, id: i64) -> Result<()> {
    let writer = entity.writer.clone().ok_or(Error::NotFound)?;
    let app = shell.app();
    let tx = app.db().write_tx().await?;
    let counts = counts(&*tx, entity, id).await?;
    if forbids(entity, &counts) {
        return Err(Error::conflict("reference_gone"));
    }
    writer.delete(&Cx { app, tx: &tx, info: shell.visit.info(), actor: &shell.actor }, id).await?;
    tx.commit().await
}

async fn page(shell: &Shell, entity: &Entity, row: &Row, error: Option<Error>) -> Result<Response> {
    let counts = counts(shell.app().db().read(), entity, row.id).await?;
    let name = if row.title.trim().is_empty() { format!("#{}", row.id) } else { row.title.clone() };
    let title = shell.with("admin-delete-title", &[("title", &name)]);
    let group = |fate, key: &str| {
        let met =
            entity.dependents.iter().zip(&counts).filter(|(dependent, count)| dependent.fate == fate && **count > 0);
        let rows: Vec<_> =
            met.map(|(dependent, count)| (label(shell, entity, dependent.name), counted(shell, *count))).collect();
        (!rows.is_empty()).then(|| Group { title: shell.text(key), rows, is_wrong: fate == Fate::Forbids })
    };
    let groups = [
        group(Fate::Forbids, "admin-delete-forbids"),
        group(Fate::Deleted, "admin-delete-goes"),
        group(Fate::Kept, "admin-delete-stays"),
    ];
    let body = DeletePage {
        s: shell,
        title: title.clone(),
        problem: error.as_ref().map(|error| shell.visit.sentence(error)),
        csrf: (csrf::FIELD, shell.csrf_token().to_owned()),
        groups: groups.into_iter().flatten().collect(),
        is_forbidden: forbids(entity, &counts),
        back: shell.onward(row_path(entity, row.id), None),
    };
    let crumbs = vec![
        Crumb { text: name, href: shell.onward(row_path(entity, row.id), None) },
        Crumb { text: shell.text("admin-delete"), href: String::new() },
    ];
    let status = error.as_ref().map_or(StatusCode::OK, respond::status);
    shell.page(status, &title, &shell.crumbs(entity, crumbs), &body)
}

/// How many rows of each kind hang on it, at most one above [`MOST`]: one query for all of them.
async fn counts(conn: &dyn Sql, entity: &Entity, id: i64) -> Result<Vec<i64>> {
    if entity.dependents.is_empty() {
        return Ok(Vec::new());
    }
    let count = |(i, from): (usize, &str)| {
        let from = from.replace('?', "$1");
        format!("(SELECT COUNT(*) FROM (SELECT 1 FROM {from} LIMIT {}) counted{i}) AS n{i}", MOST + 1)
    };
    let parts: Vec<_> = entity.dependents.iter().map(|dependent| dependent.from).enumerate().map(count).collect();
    let row = conn.get(&format!("SELECT {}", parts.join(", ")), vec![id.into()]).await?;
    (0..parts.len()).map(|i| Ok(row.try_get("", &format!("n{i}"))?)).collect()
}

fn forbids(entity: &Entity, counts: &[i64]) -> bool {
    entity.dependents.iter().zip(counts).any(|(dependent, count)| dependent.fate == Fate::Forbids && *count > 0)
}

fn counted(shell: &Shell, count: i64) -> String {
    match count {
        count if count > MOST => shell.with("admin-delete-more", &[("count", &MOST.to_string())]),
        count => count.to_string(),
    }
}

/// `admin-<entity>-<name>`, else `admin-<name>`.
fn label(shell: &Shell, entity: &Entity, name: &str) -> String {
    labels::first(shell, &["admin-", entity.name, "-", name], &["admin-", name])
}
