//! Warning visitors that their time runs out, or that the place is about to close.

use preau_kernel::audit;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use super::{entry, lock};
use crate::actions::tell;
use crate::domain::life::{Life, Reason, Status};
use crate::domain::warning;
use crate::state::State;
use crate::store::{due, sessions};

const BATCH: u64 = 500;

/// Warns everybody who is to be warned now. Returns how many were.
pub async fn all(app: &App) -> Result<usize> {
    let config = &app.state::<State>().config;
    let mut thresholds = config.warnings.clone();
    thresholds.push(grace_minutes(config.grace_before_closing.as_secs()));
    thresholds.retain(|minutes| *minutes > 0);
    let mut warned = 0;
    for id in due::to_warn(app.db().read(), &thresholds, app.now(), BATCH).await? {
        warned += usize::from(one(app, id).await?);
    }
    Ok(warned)
}

async fn one(app: &App, id: i64) -> Result<bool> {
    let tx = app.db().write_tx().await?;
    let session = match lock(&tx, id, &[]).await {
        Ok(Some(session)) => session,
        // It moves right now: the next run is soon.
        Ok(None) | Err(Error::NotFound) => return Ok(false),
        Err(error) => return Err(error),
    };
    let now = app.now();
    let life = &session.life;
    let (Status::Active, Some(ends_at), Some(seat)) = (life.status, life.ends_at, life.seat) else { return Ok(false) };
    let config = &app.state::<State>().config;
    let reason = why(life);
    let mut thresholds = config.warnings.clone();
    if reason == Reason::Closing {
        thresholds.push(grace_minutes(config.grace_before_closing.as_secs()));
    }
    let Some(minutes) = warning::due(&thresholds, life.warned_minutes, ends_at, now) else { return Ok(false) };
    sessions::mark_warned(&tx, id, minutes).await?;
    let entry = entry("warning_sent", &session).meta("minutes", minutes).meta("reason", reason.name());
    audit::record(&tx, app, &RequestInfo::internal("workstations.warn"), entry).await?;
    tell::warning(&tx, seat, id, minutes, reason, now).await?;
    tell::room_of(&tx, seat).await?;
    tx.commit().await?;
    Ok(true)
}

fn why(life: &Life) -> Reason {
    if life.ends_at == life.closes_at { Reason::Closing } else { Reason::TimeUp }
}

fn grace_minutes(seconds: i64) -> i64 {
    (seconds + 59) / 60
}
