//! Something done to chosen rows: first what it would be done to, then, confirmed, the run.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use preau_kernel::Result;
use preau_kernel::admin::{Entity, Verb};
use preau_kernel::web::page::local_path;
use preau_kernel::web::{FormActor, csrf};

use crate::labels;
use crate::runs::{self, Chosen, DELETE, Deed, Order, Selection};
use crate::shell::{Crumb, Shell, list_path, row_path};

#[derive(Template)]
#[template(path = "action.html")]
struct Confirm<'a> {
    s: &'a Shell,
    title: String,
    entity: &'a Entity,
    deed: &'a Deed,
    selection: &'a Selection,
    chosen: &'a Chosen,
    back: String,
}

impl Confirm<'_> {
    fn csrf_field(&self) -> &'static str {
        csrf::FIELD
    }

    fn question(&self) -> String {
        let count = self.chosen.count;
        let args = [("n", count.number().to_string()), ("count", count.text(self.s))];
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.s.with("admin-action-count", &args)
    }

    fn more(&self) -> Option<String> {
        let more = self.chosen.count.number() - i64::try_from(self.chosen.first.len()).unwrap_or(0);
        (more > 0).then(|| self.s.text("admin-action-more"))
    }

    fn address(&self) -> String {
        format!("{}action/", list_path(self.entity))
    }

    fn row(&self, id: &i64) -> String {
        row_path(self.entity, *id)
    }

    fn is_background(&self) -> bool {
        !self.chosen.is_small()
    }
}

pub(crate) async fn act(
    shell: Shell,
    Path(name): Path<String>,
    FormActor { actor, form }: FormActor,
) -> Result<Response> {
    let entity = shell.entity(&name, Verb::View)?;
    let deed = Deed::of(entity, form.get("action").unwrap_or_default())?;
    let reach = deed.reach(entity, &actor)?;
    let selection = Selection::read(&form)?;
    let chosen = selection.look(shell.app(), entity, shell.visit.place().zone, reach).await?;
    let next = form.get("next").and_then(local_path);
    let back = next.map_or_else(|| back_to(entity, &selection), str::to_owned);
    if form.checked("confirmed") && chosen.count.number() > 0 {
        let order = Order { entity, deed: &deed, selection, chosen: &chosen, is_dry: form.checked("dry") };
        let run = runs::begin(shell.app(), shell.visit.info(), &actor, order).await?;
        let next = form_urlencoded::byte_serialize(back.as_bytes()).collect::<String>();
        return Ok(Redirect::to(&format!("/admin/runs/{run}/?next={next}")).into_response());
    }
    let title = title(&shell, entity, deed.name());
    let crumbs = shell.crumbs(entity, vec![Crumb { text: title.clone(), href: String::new() }]);
    let status = if chosen.count.number() > 0 { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let body =
        Confirm { s: &shell, title: title.clone(), entity, deed: &deed, selection: &selection, chosen: &chosen, back };
    shell.page(status, &title, &crumbs, &body)
}

/// What an action is called.
pub(crate) fn title(shell: &Shell, entity: &Entity, deed: &str) -> String {
    if deed == DELETE { shell.text("admin-action-delete") } else { labels::action(shell, entity, deed) }
}

/// The list as it was.
fn back_to(entity: &Entity, selection: &Selection) -> String {
    match selection {
        Selection::Query(query) if !query.is_empty() => format!("{}?{query}", list_path(entity)),
        _ => list_path(entity),
    }
}
