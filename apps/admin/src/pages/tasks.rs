//! The rhythm of the program: periodic tasks and jobs that failed for good. For staff.

use std::time::Duration;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::jobs::{self, DeadLetter, PeriodicStatus};
use preau_kernel::web::{Form, FormActor, csrf};
use preau_kernel::{Error, Result};

use crate::entities;
use crate::labels;
use crate::shell::{Crumb, Shell, TASKS};
use crate::show;

const LETTERS: u64 = 50;
/// A task that takes longer goes on while its page is shown again.
const PATIENCE: Duration = Duration::from_secs(4);

#[derive(Template)]
#[template(path = "tasks.html")]
struct Tasks<'a> {
    s: &'a Shell,
    title: String,
    /// What has just been done, and whether it failed.
    said: Option<(String, bool)>,
    tasks: Vec<Task>,
    letters: Vec<DeadLetter>,
}

struct Task {
    text: String,
    every: String,
    is_running: bool,
    status: PeriodicStatus,
}

impl Tasks<'_> {
    fn csrf_field(&self) -> &'static str {
        csrf::FIELD
    }

    fn when(&self, at: &Timestamp) -> String {
        show::instant(self.s, *at)
    }

    fn job(&self, letter: &DeadLetter) -> String {
        known_text(self.s, "job", &letter.kind)
    }
}

pub(crate) async fn show(shell: Shell) -> Result<Response> {
    require_staff(&shell.actor)?;
    let statuses = jobs::periodic_status(shell.app()).await?;
    let tasks = statuses.into_iter().map(|status| Task {
        text: known_text(&shell, "periodic", status.name),
        every: every(&shell, status.every_seconds),
        is_running: status.last_run.is_some() && status.last_finished.is_none(),
        status,
    });
    let title = shell.text("admin-tasks");
    let body = Tasks {
        s: &shell,
        said: said(&shell),
        tasks: tasks.collect(),
        letters: jobs::dead_letters(shell.app(), LETTERS).await?,
        title: title.clone(),
    };
    shell.page(StatusCode::OK, &title, &[Crumb { text: title.clone(), href: String::new() }], &body)
}

/// A form of the page holds one of `run` (a task), `retry` and `discard` (a dead letter).
pub(crate) async fn run(shell: Shell, FormActor { actor, form }: FormActor) -> Result<Response> {
    require_staff(&actor)?;
    let done = match (form.get("run"), number(&form, "retry")?, number(&form, "discard")?) {
        (Some(name), ..) => return run_now(&shell, name).await,
        (None, Some(id), _) => settle(&shell, id, "retry").await?,
        (None, None, Some(id)) => settle(&shell, id, "discard").await?,
        _ => return Err(Error::refused("bad_request")),
    };
    Ok(Redirect::to(&format!("{TASKS}?done={done}")).into_response())
}

fn require_staff(actor: &Actor) -> Result<()> {
    if actor.is_admin() { Ok(()) } else { Err(Error::forbidden()) }
}

fn number(form: &Form, name: &str) -> Result<Option<i64>> {
    form.get(name).map(|text| text.parse().map_err(|_| Error::invalid(name, "not_a_number"))).transpose()
}

/// Begins the task, recorded first, and waits a little for its end.
async fn run_now(shell: &Shell, name: &str) -> Result<Response> {
    let app = shell.app();
    let task = app.periodics().into_iter().find(|task| task.name == name).ok_or(Error::NotFound)?;
    let tx = app.db().write_tx().await?;
    audit::record(&tx, app, shell.visit.info(), Entry::new("task_run").meta("name", task.name)).await?;
    tx.commit().await?;
    let handle = app.clone();
    let running = tokio::spawn(async move { jobs::run_periodic(&handle, task.name).await });
    let done = match tokio::time::timeout(PATIENCE, running).await {
        Ok(Ok(Ok(()))) => "ran",
        Ok(_) => "failed",
        Err(_) => "running",
    };
    Ok(Redirect::to(&format!("{TASKS}?done={done}&task={}", task.name)).into_response())
}

async fn settle(shell: &Shell, id: i64, what: &'static str) -> Result<&'static str> {
    let app = shell.app();
    let tx = app.db().write_tx().await?;
    entities::settle_job(app, &tx, shell.visit.info(), id, what).await?;
    tx.commit().await?;
    Ok(what)
}

/// What the address says was done; nothing that is not known is repeated.
fn said(shell: &Shell) -> Option<(String, bool)> {
    let done = shell.visit.query("done")?;
    let known = ["ran", "failed", "running", "retry", "discard"];
    let done = known.into_iter().find(|known| *known == done)?;
    let asked = shell.visit.query("task").unwrap_or_default();
    let task = shell.app().periodics().into_iter().find(|task| task.name == asked);
    let name = task.map(|task| known_text(shell, "periodic", task.name)).unwrap_or_default();
    Some((shell.with(&format!("admin-tasks-done-{done}"), &[("name", &name)]), done == "failed"))
}

/// The text of a kind of job or task; its name when the module that declares it is off.
fn known_text(shell: &Shell, prefix: &str, name: &str) -> String {
    labels::find(shell, &[prefix, "-", name]).unwrap_or_else(|| name.to_owned())
}

/// The rhythm in words, in the largest unit that divides it.
fn every(shell: &Shell, seconds: i64) -> String {
    let units = [(86_400, "days"), (3600, "hours"), (60, "minutes"), (1, "seconds")];
    let (size, unit) = units.into_iter().find(|(size, _)| seconds % size == 0).unwrap_or((1, "seconds"));
    shell.with(&format!("admin-every-{unit}"), &[("n", &(seconds / size).to_string())])
}
