//! Actions on chosen rows, in steps: each step is one transaction that also notes how far the run has come, so that a
//! run that was cut off goes on where it stood and does nothing twice.
//!
//! Map: here a run as it is kept, its beginning and its job · `deed` what is done and who may do it · `selection` to
//! which rows · `step` the work.

mod deed;
mod selection;
mod step;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use futures::FutureExt;
use preau_kernel::actor::Actor;
use preau_kernel::admin::Entity;
use preau_kernel::app::App;
use preau_kernel::clock::Timestamp;
use preau_kernel::config::Span;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::jobs::{self, JobKind, Periodic};
use preau_kernel::place::Place;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result};
use sea_orm::QueryResult;
use serde::{Deserialize, Serialize};
use serde_json::json;

pub(crate) use deed::{DELETE, Deed};
pub(crate) use selection::{Chosen, Selection};

/// Up to so many rows are done while one waits.
pub(crate) const AT_ONCE: u64 = 200;
/// Refusals that a report keeps.
pub(crate) const REPORTED: usize = 200;
/// A run that takes longer goes on while its page is shown.
const PATIENCE: Duration = Duration::from_secs(5);
/// A run that is done while one waits is looked for once more, for the case that the program ended meanwhile.
const LOOK_AGAIN: TimeDelta = TimeDelta::seconds(60);
/// Reports hold names.
const KEPT: TimeDelta = TimeDelta::days(30);

pub(crate) const JOB: JobKind = JobKind {
    name: "admin.run_action",
    max_attempts: 5,
    run: |app, payload| {
        async move {
            let id = payload["run"].as_i64().ok_or_else(|| Error::internal("no run"))?;
            let Some(run) = Run::find(app.db().read(), id).await? else { return Ok(()) };
            let info = RequestInfo::internal(&run.request_id);
            if let Some(actor) = actor(&app, run.actor_id).await? {
                info.set_lang(actor.lang.unwrap_or(Place::load(&app).await?.default_language));
                info.set_actor(Ok(Some(actor)));
            }
            step::to_the_end(&app, id, &info).await
        }
        .boxed()
    },
};

pub(crate) const PURGE: Periodic = Periodic {
    name: "admin.purge_runs",
    every: Span::days(1),
    run: |app| {
        async move {
            let tx = app.db().write_tx().await?;
            tx.exec("DELETE FROM admin_runs WHERE created_at < $1", vec![app.now().minus(KEPT).into()]).await?;
            tx.commit().await
        }
        .boxed()
    },
};

/// A run as it is kept.
pub(crate) struct Run {
    pub(crate) id: i64,
    pub(crate) entity: String,
    pub(crate) action: String,
    pub(crate) selection: Selection,
    /// Everything is undone again: it only tells what would happen.
    pub(crate) is_dry: bool,
    pub(crate) actor_id: i64,
    pub(crate) state: State,
    /// Perhaps about, until it is done.
    pub(crate) total: i64,
    pub(crate) done: i64,
    pub(crate) refused: i64,
    cursor: i64,
    pub(crate) report: Vec<Refused>,
    request_id: String,
    pub(crate) created_at: Timestamp,
    pub(crate) finished_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Running,
    Done,
    /// Whoever began it may not do it any more.
    Stopped,
}

impl State {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Stopped => "stopped",
        }
    }
}

/// A row to which it was not done, and why.
#[derive(Serialize, Deserialize)]
pub(crate) struct Refused {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) code: String,
    pub(crate) message: String,
}

impl Run {
    pub(crate) async fn find(conn: &dyn Sql, id: i64) -> Result<Option<Self>> {
        let row = conn.find("SELECT * FROM admin_runs WHERE id = $1", vec![id.into()]).await?;
        row.map(|row| Self::read(&row)).transpose()
    }

    /// Nobody else goes on with it until the transaction ends.
    async fn locked(tx: &Tx, id: i64) -> Result<Self> {
        let sql = format!("SELECT * FROM admin_runs WHERE id = $1{}", tx.engine().for_update());
        Self::read(&tx.get(&sql, vec![id.into()]).await?)
    }

    fn read(row: &QueryResult) -> Result<Self> {
        let text = |name: &str| row.try_get::<String>("", name);
        Ok(Self {
            id: row.try_get("", "id")?,
            entity: text("entity")?,
            action: text("action")?,
            selection: serde_json::from_str(&text("selection")?)?,
            is_dry: row.try_get("", "is_dry")?,
            actor_id: row.try_get("", "actor_id")?,
            state: match text("state")?.as_str() {
                "done" => State::Done,
                "stopped" => State::Stopped,
                _ => State::Running,
            },
            total: row.try_get("", "total")?,
            done: row.try_get("", "done")?,
            refused: row.try_get("", "refused")?,
            cursor: row.try_get("", "cursor")?,
            report: serde_json::from_str(&text("report")?)?,
            request_id: text("request_id")?,
            created_at: row.try_get("", "created_at")?,
            finished_at: row.try_get("", "finished_at")?,
        })
    }
}

/// What somebody asks for, checked.
pub(crate) struct Order<'a> {
    pub(crate) entity: &'a Entity,
    pub(crate) deed: &'a Deed,
    pub(crate) selection: Selection,
    pub(crate) chosen: &'a Chosen,
    pub(crate) is_dry: bool,
}

/// Begins a run and returns its id: few rows are done when this returns, or soon after, many by a job.
pub(crate) async fn begin(app: &App, info: &RequestInfo, actor: &Actor, order: Order<'_>) -> Result<i64> {
    let tx = app.db().write_tx().await?;
    let is_small = order.chosen.is_small();
    let id = insert(&tx, app, info, actor, &order).await?;
    let at = if is_small { app.now().plus(LOOK_AGAIN) } else { app.now() };
    jobs::enqueue_at(&tx, app, JOB.name, json!({ "run": id }), at).await?;
    tx.commit().await?;
    if is_small {
        let (app, info) = (app.clone(), info.clone());
        let work = tokio::spawn(async move { step::to_the_end(&app, id, &info).await });
        match tokio::time::timeout(PATIENCE, work).await {
            Ok(Ok(Err(error))) => return Err(error),
            Ok(Err(panic)) => return Err(Error::internal(panic)),
            Ok(Ok(Ok(()))) | Err(_) => {}
        }
    }
    Ok(id)
}

async fn insert(tx: &Tx, app: &App, info: &RequestInfo, actor: &Actor, order: &Order<'_>) -> Result<i64> {
    tx.number(
        "INSERT INTO admin_runs (entity, action, selection, is_dry, actor_id, state, total, done, refused, cursor, \
         report, request_id, created_at) VALUES ($1, $2, $3, $4, $5, 'running', $6, 0, 0, 0, '[]', $7, $8) RETURNING id",
        vec![
            order.entity.name.into(),
            order.deed.name().into(),
            serde_json::to_string(&order.selection)?.into(),
            order.is_dry.into(),
            actor.user_id.into(),
            order.chosen.count.number().into(),
            info.id().into(),
            app.now().into(),
        ],
    )
    .await
}

/// The person as they are now.
async fn actor(app: &App, user: i64) -> Result<Option<Arc<Actor>>> {
    match app.modules().iter().find_map(|module| module.authenticator()) {
        Some(authenticator) => Ok(authenticator.actor(app, user).await?.filter(|actor| actor.gate.is_none())),
        None => Ok(None),
    }
}
