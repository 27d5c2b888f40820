//! Something done to all that an entity holds: first what it would do, then, confirmed, it is done.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use preau_kernel::actor::Actor;
use preau_kernel::admin::{Chore, Entity, Verb};
use preau_kernel::web::{FormActor, csrf};
use preau_kernel::{Error, Result};

use crate::labels;
use crate::shell::{Crumb, Shell, list_path};

/// After so long the page answers, and the chore goes on.
const PATIENCE: Duration = Duration::from_secs(4);

#[derive(Template)]
#[template(path = "chore.html")]
struct Confirm<'a> {
    s: &'a Shell,
    title: &'a str,
    help: String,
    name: &'static str,
    lines: Vec<String>,
    address: String,
    back: String,
}

impl Confirm<'_> {
    fn csrf_field(&self) -> &'static str {
        csrf::FIELD
    }
}

pub(crate) async fn show(shell: Shell, Path(name): Path<String>) -> Result<Response> {
    let entity = shell.entity(&name, Verb::View)?;
    let chore = allowed(entity, &shell.actor, &shell.visit.query("name").unwrap_or_default())?;
    let title = labels::action(&shell, entity, chore.name());
    let body = Confirm {
        s: &shell,
        title: &title,
        help: labels::help(&shell, entity, &format!("do-{}", chore.name())),
        name: chore.name(),
        lines: chore.outlook(shell.app(), shell.visit.lang()).await?,
        address: path(entity),
        back: list_path(entity),
    };
    let crumbs = shell.crumbs(entity, vec![Crumb { text: title.clone(), href: String::new() }]);
    shell.page(StatusCode::OK, &title, &crumbs, &body)
}

pub(crate) async fn run(
    shell: Shell,
    Path(name): Path<String>,
    FormActor { actor, form }: FormActor,
) -> Result<Response> {
    let entity = shell.entity(&name, Verb::View)?;
    let chore = allowed(entity, &actor, form.get("name").unwrap_or_default())?.clone();
    let (app, info) = (shell.app().clone(), shell.visit.info().clone());
    let running = tokio::spawn(async move { chore.run(&app, &info).await });
    let done = match tokio::time::timeout(PATIENCE, running).await {
        Ok(ended) => ended.map_err(Error::internal)?.map(|()| "chore")?,
        Err(_) => "chore_goes_on",
    };
    Ok(Redirect::to(&format!("{}?view=none&done={done}", list_path(entity))).into_response())
}

/// 404 for a chore that the entity does not have, 403 for whoever may not do it.
fn allowed<'a>(entity: &'a Entity, actor: &Actor, name: &str) -> Result<&'a Arc<dyn Chore>> {
    let chore = entity.chore(name).ok_or(Error::NotFound)?;
    actor.require(&entity.action_right(chore.name()))?;
    Ok(chore)
}

pub(crate) fn path(entity: &Entity) -> String {
    format!("{}chore/", list_path(entity))
}
