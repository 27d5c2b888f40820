//! How far a run has come, and what it could not do.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use preau_kernel::admin::Entity;
use preau_kernel::clock::Timestamp;
use preau_kernel::web::page::local_path;
use preau_kernel::{Error, Result};

use super::action;
use crate::labels;
use crate::runs::{REPORTED, Run, State};
use crate::shell::{Crumb, ROOT, Shell, list_path, row_path};
use crate::show;

#[derive(Template)]
#[template(path = "run.html")]
struct Report<'a> {
    s: &'a Shell,
    title: String,
    run: &'a Run,
    /// `None` when its module is off by now.
    entity: Option<&'a Entity>,
    back: String,
}

impl Report<'_> {
    fn number(&self, value: &i64) -> String {
        show::number(self.s.visit.lang(), *value)
    }

    fn seen(&self) -> i64 {
        self.run.done + self.run.refused
    }

    fn total(&self) -> i64 {
        self.run.total.max(self.seen()).max(1)
    }

    fn progress(&self) -> String {
        let (seen, total) = (self.number(&self.seen()), self.number(&self.total()));
        self.s.with("admin-run-progress", &[("seen", &seen), ("total", &total)])
    }

    fn state(&self) -> String {
        self.s.text(&format!("admin-run-state-{}", self.run.state.name()))
    }

    fn badge(&self) -> &'static str {
        match self.run.state {
            State::Running => "badge-busy",
            State::Done if self.run.refused > 0 => "badge-warning",
            State::Done => "badge-good",
            State::Stopped => "badge-wrong",
        }
    }

    fn is_running(&self) -> bool {
        self.run.state == State::Running
    }

    /// Of more refusals than are kept: how many are not shown.
    fn unshown(&self) -> i64 {
        self.run.refused - i64::try_from(self.run.report.len()).unwrap_or(0)
    }

    fn kept(&self) -> String {
        let kept = i64::try_from(REPORTED).unwrap_or(i64::MAX);
        self.s.with("admin-run-unshown", &[("kept", &self.number(&kept)), ("n", &self.number(&self.unshown()))])
    }

    fn row(&self, id: &i64) -> Option<String> {
        self.entity.map(|entity| row_path(entity, *id))
    }

    fn when(&self, at: &Timestamp) -> String {
        show::instant(self.s, *at)
    }
}

/// Only to whoever began it, and to staff.
pub(crate) async fn show(shell: Shell, Path(id): Path<i64>) -> Result<Response> {
    let run = Run::find(shell.app().db().read(), id).await?.ok_or(Error::NotFound)?;
    if run.actor_id != shell.actor.user_id && !shell.actor.is_admin() {
        return Err(Error::NotFound);
    }
    let entity = shell.app().entity(&run.entity);
    let title = match entity {
        Some(entity) => action::title(&shell, entity, &run.action),
        None => run.action.clone(),
    };
    let mut crumbs: Vec<_> = entity
        .map(|entity| Crumb { text: labels::entity(&shell, entity), href: list_path(entity) })
        .into_iter()
        .collect();
    crumbs.push(Crumb { text: title.clone(), href: String::new() });
    let next = shell.visit.query("next");
    let back = next.as_deref().and_then(local_path).map(str::to_owned);
    let back = back.unwrap_or_else(|| entity.map_or_else(|| ROOT.to_owned(), list_path));
    let body = Report { s: &shell, title: title.clone(), run: &run, entity, back };
    match run.state {
        State::Running => shell.page_under_way(&title, &crumbs, &body),
        State::Done | State::Stopped => shell.page(StatusCode::OK, &title, &crumbs, &body),
    }
}
