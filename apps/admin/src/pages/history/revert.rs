//! Undoing one value: the old one is written again, as any change is.

use axum::response::{IntoResponse, Redirect, Response};
use preau_kernel::admin::{Cx, Entity, Field, FieldKind, Row, Verb};
use preau_kernel::web::{Form, FormActor, Path};
use preau_kernel::{Error, Result};
use serde_json::Value;

use super::entries;
use crate::forms;
use crate::shell::{Shell, row_path};

pub(crate) async fn revert(
    shell: Shell,
    Path((name, id)): Path<(String, i64)>,
    FormActor { form, .. }: FormActor,
) -> Result<Response> {
    let entity = shell.entity(&name, Verb::Change)?;
    let row = forms::row(&shell, entity, id, Verb::Change).await?;
    if entity.writer.is_none() || !(entity.row_guard)(&shell.actor, &row) {
        return Err(Error::forbidden());
    }
    match undo(&shell, entity, &row, &form).await {
        Ok(()) => {
            Ok(Redirect::to(&shell.onward(format!("{}history/", row_path(entity, id)), Some("undone"))).into_response())
        }
        Err(error @ (Error::Internal(_) | Error::NotFound)) => Err(error),
        Err(error) => super::page(&shell, entity, &row, Some(error)).await,
    }
}

async fn undo(shell: &Shell, entity: &Entity, row: &Row, form: &Form) -> Result<()> {
    let entry = form.get("entry").and_then(|text| text.parse().ok()).ok_or(Error::NotFound)?;
    let target = forms::target_id(shell, entity, row.id).await?;
    let told = entries::get(shell, entity.target.0, target, entry).await?;
    let asked = form.get("field").and_then(|name| entity.field(name));
    let changed = told.changes.iter().find_map(|(name, old, _)| {
        let field = entries::field(entity, name)?;
        asked.is_some_and(|asked| asked.name == field.name).then_some((field, old))
    });
    let Some((field, old)) = changed.filter(|(field, old)| is_possible(field, row, old)) else {
        return Err(Error::conflict("cannot_undo"));
    };
    let writer = entity.writer.clone().ok_or(Error::NotFound)?;
    let app = shell.app();
    let tx = app.db().write_tx().await?;
    let cx = Cx { app, tx: &tx, info: shell.visit.info(), actor: &shell.actor };
    writer.update(&cx, row.id, forms::nested(&[(field.name, old.clone())]), row.version).await?;
    tx.commit().await
}

/// Whether an old value can be written again: its field is open, it is of the field's type, and it is not there already.
pub(super) fn is_possible(field: &Field, row: &Row, old: &Value) -> bool {
    let is_list = |of: fn(&Value) -> bool| old.as_array().is_some_and(|list| list.iter().all(of));
    let fits = match field.kind {
        FieldKind::Number(..) | FieldKind::Instant | FieldKind::Relation(_) => old.is_i64() || old.is_null(),
        FieldKind::Flag => old.is_boolean(),
        FieldKind::Several(_) => is_list(Value::is_string),
        FieldKind::Relations(_) => is_list(Value::is_i64),
        FieldKind::Attachment { .. } => false,
        _ => old.is_string() || old.is_null(),
    };
    let is_nothing = |value: &Value| value.is_null() || value.as_str() == Some("");
    let present = row.values.get(field.name).unwrap_or(&Value::Null);
    let is_there = present == old || (is_nothing(present) && is_nothing(old));
    fits && !is_there && field.is_open(false) && !(field.is_required && is_nothing(old))
}

/// Why it was refused: of a wrong value, what is wrong with it.
pub(super) fn sentence(shell: &Shell, error: &Error) -> String {
    match error {
        Error::Invalid(errors) => {
            let problems = errors.0.values().flatten().map(|problem| shell.visit.problem(problem));
            problems.collect::<Vec<_>>().join(" ")
        }
        error => shell.visit.sentence(error),
    }
}
