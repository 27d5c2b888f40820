//! One step of a run, in one transaction with the note of how far it has come.

use std::collections::BTreeMap;

use preau_kernel::actor::Actor;
use preau_kernel::admin::{Cx, Entity, Row};
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::page::Conditions;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::place::Place;
use preau_kernel::web::{RequestInfo, respond};
use preau_kernel::{Error, FieldErrors, Result};

use super::{AT_ONCE, Deed, REPORTED, Refused, Run, State};
use crate::rows::Select;

/// Rows of a step while one waits, and of a long run.
const SHORT_STEP: u64 = 50;
const LONG_STEP: u64 = 100;

/// Steps until the run is finished, or the program ends.
pub(super) async fn to_the_end(app: &App, id: i64, info: &RequestInfo) -> Result<()> {
    while step(app, id, info).await? {
        if app.stop().is_cancelled() {
            return Err(Error::Unavailable("shutting_down"));
        }
    }
    Ok(())
}

/// Whether there is more to do. Two nodes that step the same run at once take turns.
async fn step(app: &App, id: i64, info: &RequestInfo) -> Result<bool> {
    let Some(seen) = Run::find(app.db().read(), id).await? else { return Ok(false) };
    if seen.state != State::Running {
        return Ok(false);
    }
    let zone = Place::load(app).await?.zone;
    let actor = super::actor(app, seen.actor_id).await?;
    let tx = app.db().write_tx().await?;
    let mut run = Run::locked(&tx, id).await?;
    if run.state != State::Running {
        return Ok(false);
    }
    let from = run.cursor;
    let work = actor.as_ref().and_then(|actor| Some((actor, Work::of(app, &run, actor)?)));
    let Some((actor, work)) = work else {
        run.state = State::Stopped;
        save(&tx, app, &run, from).await?;
        tx.commit().await?;
        return Ok(false);
    };
    let size = if run.total > AT_ONCE.cast_signed() { LONG_STEP } else { SHORT_STEP };
    let ids = run.selection.next(&*tx, work.entity, zone, work.reach.clone(), run.cursor, size).await?;
    let cx = Cx { app, tx: &tx, info, actor };
    work.apply(&cx, &mut run, &ids).await?;
    run.cursor = ids.last().copied().unwrap_or(run.cursor);
    if (ids.len() as u64) < size {
        run.state = State::Done;
        run.total = run.done + run.refused;
    }
    let tx = if run.is_dry {
        tx.rollback().await?;
        app.db().write_tx().await?
    } else {
        tx
    };
    if save(&tx, app, &run, from).await? && run.state == State::Done && !run.is_dry {
        audit::record(&tx, app, info, entry(&run, actor)).await?;
    }
    tx.commit().await?;
    Ok(run.state == State::Running)
}

/// What is to be done, as long as the actor may do it.
struct Work<'a> {
    entity: &'a Entity,
    deed: Deed,
    reach: Conditions,
}

impl<'a> Work<'a> {
    fn of(app: &'a App, run: &Run, actor: &Actor) -> Option<Self> {
        let entity = app.entity(&run.entity)?;
        let deed = Deed::of(entity, &run.action).ok()?;
        let reach = deed.reach(entity, actor).ok()?;
        Some(Self { entity, deed, reach })
    }

    async fn apply(&self, cx: &Cx<'_>, run: &mut Run, ids: &[i64]) -> Result<()> {
        let rows = self.rows(cx, ids).await?;
        for id in ids {
            let (title, outcome) = match rows.get(id) {
                None => (String::new(), Err(Error::NotFound)),
                Some(row) if !(self.entity.row_guard)(cx.actor, row) => (row.title.clone(), Err(Error::forbidden())),
                Some(row) => (row.title.clone(), cx.tx.attempt(self.deed.apply(cx, *id)).await),
            };
            match outcome {
                Ok(()) => run.done += 1,
                Err(error) if is_refusal(&error) => {
                    run.refused += 1;
                    if run.report.len() < REPORTED {
                        let (code, message) = (error.code().to_owned(), sentence(cx, &error));
                        run.report.push(Refused { id: *id, title, code, message });
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Those of the rows that can be reached, whole: what guards them reads them.
    async fn rows(&self, cx: &Cx<'_>, ids: &[i64]) -> Result<BTreeMap<i64, Row>> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let select = Select::whole(self.entity);
        let mut conditions = self.reach.clone();
        only(&mut conditions, ids);
        let (filter, values) = conditions.into_parts();
        let sql = format!("SELECT {} FROM {} WHERE {filter}", select.sql(cx.app.now()), self.entity.from);
        let rows = cx.tx.all(&sql, values).await?;
        rows.iter().map(|row| select.read(row).map(|row| (row.id, row))).collect()
    }
}

/// Keeps to these ids.
pub(super) fn only(conditions: &mut Conditions, ids: &[i64]) {
    let places = vec!["?"; ids.len()].join(", ");
    conditions.add(&format!("t.id IN ({places})"), ids.iter().map(|id| (*id).into()));
}

/// Whether it is this row that does not allow it; anything else ends the step.
fn is_refusal(error: &Error) -> bool {
    matches!(
        error,
        Error::Refused(_)
            | Error::Invalid(_)
            | Error::Conflict(_)
            | Error::Duplicate(_)
            | Error::Forbidden(_)
            | Error::NotFound
    )
}

fn sentence(cx: &Cx<'_>, error: &Error) -> String {
    let (l10n, lang) = (cx.app.l10n(), cx.info.lang());
    match error {
        Error::Invalid(FieldErrors(problems)) => {
            let sentences: Vec<_> = problems.values().flatten().map(|p| l10n.refusal(lang, "field", p)).collect();
            sentences.join(" ")
        }
        _ => respond::sentence(l10n, lang, error),
    }
}

/// How far it has come; false when somebody else went on from the same place.
async fn save(tx: &Tx, app: &App, run: &Run, from: i64) -> Result<bool> {
    let finished = (run.state != State::Running).then(|| app.now());
    let changed = tx
        .exec(
            "UPDATE admin_runs SET state = $3, total = $4, done = $5, refused = $6, cursor = $7, report = $8, \
             finished_at = $9 WHERE id = $1 AND cursor = $2 AND state = 'running'",
            vec![
                run.id.into(),
                from.into(),
                run.state.name().into(),
                run.total.into(),
                run.done.into(),
                run.refused.into(),
                run.cursor.into(),
                serde_json::to_string(&run.report)?.into(),
                finished.into(),
            ],
        )
        .await?;
    Ok(changed > 0)
}

fn entry(run: &Run, actor: &Actor) -> Entry {
    Entry::new("action_run")
        .by(actor.user_id, actor.name.clone())
        .meta("entity", run.entity.clone())
        .meta("name", run.action.clone())
        .meta("total", run.total)
        .meta("done", run.done)
        .meta("refused", run.refused)
}
