//! What is done with saved views.

use axum::response::Response;
use preau_kernel::actor::Role;
use preau_kernel::admin::Verb;
use preau_kernel::web::{Form, FormActor, Path};
use preau_kernel::{Error, Result};

use super::list;
use crate::rows::list::Asked;
use crate::shell::{self, Shell};
use crate::views::{self, New, Whose};

/// `do` is `save`, `delete`, `default` or `plain` (no longer the default).
pub(crate) async fn change(shell: Shell, Path(name): Path<String>, form: FormActor) -> Result<Response> {
    let entity = shell.entity(&name, Verb::View)?;
    let FormActor { actor, form } = form;
    let (app, query) = (shell.app(), form.get("query").unwrap_or_default());
    let asked = Asked::read(entity, shell.visit.place().zone, query);
    let tx = app.db().write_tx().await?;
    match form.get("do") {
        Some("save") => {
            let new = New {
                name: form.get("name").unwrap_or_default(),
                query: &asked.kept(),
                is_default: form.checked("default"),
            };
            let whose = match form.get("role").filter(|role| !role.is_empty()) {
                None => Whose::Mine,
                Some(role) => Whose::Of(Role::parse(role).ok_or_else(|| Error::invalid("role", "wrong_value"))?),
            };
            match views::save(&tx, app, &actor, entity, whose, new).await {
                Err(Error::Invalid(problems)) => {
                    drop(tx);
                    return list::again(&shell, entity, query, problems).await;
                }
                done => done?,
            }
        }
        Some("delete") => views::delete(&tx, &actor, entity, id_of(&form)?).await?,
        Some(what @ ("default" | "plain")) => {
            views::set_default(&tx, &actor, entity, id_of(&form)?, what == "default").await?;
        }
        _ => return Err(Error::invalid("do", "wrong_value")),
    }
    tx.commit().await?;
    let kept = asked.kept();
    let query = if kept.is_empty() { "view=none" } else { &kept };
    Ok(list::see(&format!("{}?{query}", shell::list_path(entity))))
}

fn id_of(form: &Form) -> Result<i64> {
    form.get("id").and_then(|id| id.parse().ok()).ok_or(Error::NotFound)
}
