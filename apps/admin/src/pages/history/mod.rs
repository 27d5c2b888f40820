//! `/admin/{entity}/{id}/history/`: what was done with a row, newest first, and undoing one value of it.
//!
//! Map: here the page · `entries` reading the trail and telling it · `revert` undoing.

mod entries;
mod revert;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use preau_kernel::admin::{Entity, FieldKind, Row, Verb};
use preau_kernel::clock::Timestamp;
use preau_kernel::web::{Path, csrf, respond};
use preau_kernel::{Error, Result};
use serde_json::Value;

use self::entries::Told;
use crate::forms::{self, Related, Shown};
use crate::labels;
use crate::shell::{Crumb, Shell, row_path};
use crate::show;

pub(crate) use revert::revert;

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage<'a> {
    s: &'a Shell,
    title: String,
    done: Option<String>,
    problem: Option<String>,
    csrf: (&'static str, String),
    entries: Vec<Entry>,
    newer: Option<String>,
    older: Option<String>,
    back: String,
}

struct Entry {
    id: i64,
    at: String,
    machine: String,
    action: String,
    summary: String,
    changes: Vec<Changed>,
}

impl Entry {
    fn has_undo(&self) -> bool {
        self.changes.iter().any(|change| change.undo.is_some())
    }
}

struct Changed {
    label: String,
    old: Shown,
    new: Shown,
    /// The field, where its old value can be brought back, and what the button says in full.
    undo: Option<(&'static str, String)>,
}

pub(crate) async fn show(shell: Shell, Path((name, id)): Path<(String, i64)>) -> Result<Response> {
    let entity = shell.entity(&name, Verb::View)?;
    let row = forms::row(&shell, entity, id, Verb::View).await?;
    forms::note_reading(&shell, entity, &row).await?;
    page(&shell, entity, &row, None).await
}

async fn page(shell: &Shell, entity: &Entity, row: &Row, problem: Option<Error>) -> Result<Response> {
    let target = forms::target_id(shell, entity, row.id).await?;
    let page = entries::page(shell, entity.target.0, target).await?;
    let is_open = forms::may(shell, entity, row, Verb::Change).await?;
    let related = Related::load(shell, page.results.iter().flat_map(|told| relations(entity, told))).await?;
    let entries = page.results.iter().map(|told| entry(shell, entity, row, told, is_open, &related)).collect();
    let name = if row.title.trim().is_empty() { format!("#{}", row.id) } else { row.title.clone() };
    let title = shell.with("admin-history-title", &[("title", &name)]);
    let body = HistoryPage {
        s: shell,
        title: title.clone(),
        done: forms::done(shell),
        problem: problem.as_ref().map(|error| revert::sentence(shell, error)),
        csrf: (csrf::FIELD, shell.csrf_token().to_owned()),
        entries,
        newer: page.previous,
        older: page.next,
        back: shell.onward(row_path(entity, row.id), None),
    };
    let crumbs = vec![
        Crumb { text: name, href: body.back.clone() },
        Crumb { text: shell.text("admin-history"), href: String::new() },
    ];
    let status = problem.as_ref().map_or(StatusCode::OK, respond::status);
    shell.page(status, &title, &shell.crumbs(entity, crumbs), &body)
}

fn entry(shell: &Shell, entity: &Entity, row: &Row, told: &Told, is_open: bool, related: &Related) -> Entry {
    let changes = told.changes.iter().map(|(name, old, new)| {
        let field = entries::field(entity, name);
        let view = |value: &Value| match field {
            Some(field) if !matches!(field.kind, FieldKind::Attachment { .. }) => {
                forms::value_of(shell, entity, field, value, related)
            }
            _ => forms::raw(shell, value),
        };
        let label = labels::label(shell, entity, field.map_or(name.as_str(), |field| field.name)).into_owned();
        let undone = field.filter(|field| is_open && revert::is_possible(field, row, old));
        Changed {
            undo: undone.map(|field| (field.name, shell.with("admin-history-undo-of", &[("field", &label)]))),
            old: view(old),
            new: view(new),
            label,
        }
    });
    Entry {
        id: told.id,
        at: show::instant(shell, told.at),
        machine: Timestamp(told.at.0).to_string(),
        action: told.action.clone(),
        summary: told.summary.clone(),
        changes: changes.collect(),
    }
}

/// The rows that old and new values name.
fn relations(entity: &Entity, told: &Told) -> Vec<(&'static str, i64)> {
    let mut all = Vec::new();
    for (name, old, new) in &told.changes {
        if let Some(FieldKind::Relation(other) | FieldKind::Relations(other)) =
            entries::field(entity, name).map(|f| &f.kind)
        {
            all.extend([old, new].into_iter().flat_map(forms::ids).map(|id| (*other, id)));
        }
    }
    all
}
