//! `/admin/{entity}/{id}/`: one row, to be read or changed.

use axum::response::{IntoResponse, Redirect, Response};
use preau_kernel::admin::Verb;
use preau_kernel::web::{FormActor, Path};
use preau_kernel::{Error, Result};

use crate::forms::{self, Asked, Draft};
use crate::shell::Shell;

pub(crate) async fn show(shell: Shell, Path((name, id)): Path<(String, i64)>) -> Result<Response> {
    let entity = shell.entity(&name, Verb::View)?;
    let row = forms::row(&shell, entity, id, Verb::View).await?;
    let is_open = forms::may(&shell, entity, &row, Verb::Change).await?;
    forms::note_reading(&shell, entity, &row).await?;
    Draft::of(&shell, entity, row, is_open).await?.show()
}

pub(crate) async fn save(
    shell: Shell,
    Path((name, id)): Path<(String, i64)>,
    FormActor { form, .. }: FormActor,
) -> Result<Response> {
    let entity = shell.entity(&name, Verb::Change)?;
    let row = forms::row(&shell, entity, id, Verb::Change).await?;
    if entity.writer.is_none() || !(entity.row_guard)(&shell.actor, &row) {
        return Err(Error::forbidden());
    }
    let mut draft = Draft::sent(&shell, entity, Some(row), &form).await?;
    let after = match draft.asked(&form).await? {
        Asked::Look => return draft.show(),
        Asked::Save(after) => after,
    };
    match forms::save(&mut draft, &form).await {
        Ok(id) => Ok(Redirect::to(&forms::after(&shell, entity, id, false, after)).into_response()),
        Err(error) if matches!(&error, Error::Conflict(refusal) if refusal.code == "row_changed") => {
            match draft.meet().await {
                Ok(clash) => draft.clash(clash),
                Err(Error::NotFound) => draft.refuse(Error::NotFound),
                Err(error) => Err(error),
            }
        }
        Err(error) => draft.refuse(error),
    }
}
