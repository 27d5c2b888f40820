//! The command palette: to any list, and to any row by its name.

use axum::Json;
use axum::response::{IntoResponse, Response};
use preau_kernel::Result;
use preau_kernel::admin::{Entity, Verb};
use preau_kernel::db::search;
use serde_json::{Value, json};

use crate::shell::{self, Shell};
use crate::{labels, rows};

/// Entities whose rows are looked through, one query each.
const SEARCHED: usize = 6;
/// Rows that are shown of each.
const ROWS: usize = 5;

/// `{"results": [{"text": "…", "hint": "…", "href": "…"}]}`
pub(crate) async fn search(shell: Shell) -> Result<Response> {
    let question = shell.visit.query("q").unwrap_or_default();
    let folded = search::fold(&question);
    let words: Vec<_> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let entities = shell.app().entities().iter();
    let visible: Vec<&Entity> = entities.filter(|entity| shell.may(entity, Verb::View)).collect();
    let mut results: Vec<Value> = visible
        .iter()
        .filter(|entity| is_meant(&shell, entity, &words))
        .map(|entity| list_of(&shell, entity))
        .collect();
    if !words.is_empty() {
        for entity in in_turn(visible.into_iter().filter(|entity| entity.search && entity.own_row.is_none())) {
            let hint = labels::one(&shell, entity);
            for (id, text) in rows::suggest(&shell, entity, &question).await?.into_iter().take(ROWS) {
                results.push(json!({"text": text, "hint": hint, "href": shell::row_path(entity, id)}));
            }
        }
    }
    Ok(Json(json!({ "results": results })).into_response())
}

/// The first of each group, then the second of each, as many as are looked through.
fn in_turn<'a>(entities: impl Iterator<Item = &'a Entity>) -> Vec<&'a Entity> {
    let mut placed: Vec<(usize, &Entity)> = Vec::new();
    for entity in entities {
        let before = placed.iter().filter(|(_, other)| other.group == entity.group).count();
        placed.push((before, entity));
    }
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, entity)| entity).take(SEARCHED).collect()
}

fn is_meant(shell: &Shell, entity: &Entity, words: &[&str]) -> bool {
    let label = search::fold(&labels::entity(shell, entity));
    words.iter().all(|word| label.contains(word))
}

fn list_of(shell: &Shell, entity: &Entity) -> Value {
    let hint = shell.text(&format!("admin-group-{}", labels::dashed(entity.group)));
    json!({"text": labels::entity(shell, entity), "hint": hint, "href": shell::list_path(entity)})
}
