//! `/admin/{entity}/add/`: a new row.

use axum::response::{IntoResponse, Redirect, Response};
use preau_kernel::admin::{Entity, Verb};
use preau_kernel::web::{FormActor, Path};
use preau_kernel::{Error, Result};

use crate::forms::{self, Asked, Draft};
use crate::shell::Shell;

pub(crate) async fn show(shell: Shell, Path(name): Path<String>) -> Result<Response> {
    let entity = addable(&shell, &name)?;
    Draft::new(&shell, entity).await?.show()
}

pub(crate) async fn save(
    shell: Shell,
    Path(name): Path<String>,
    FormActor { form, .. }: FormActor,
) -> Result<Response> {
    let entity = addable(&shell, &name)?;
    let mut draft = Draft::sent(&shell, entity, None, &form).await?;
    let after = match draft.asked(&form).await? {
        Asked::Look => return draft.show(),
        Asked::Save(after) => after,
    };
    match forms::save(&mut draft, &form).await {
        Ok(id) => Ok(Redirect::to(&forms::after(&shell, entity, id, true, after)).into_response()),
        Err(error) => draft.refuse(error),
    }
}

/// 404 for what nobody adds here.
fn addable<'a>(shell: &'a Shell, name: &str) -> Result<&'a Entity> {
    let entity = shell.entity(name, Verb::Add)?;
    if entity.writer.is_some() { Ok(entity) } else { Err(Error::NotFound) }
}
