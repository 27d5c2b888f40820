//! When nobody waits, a session that would end is lengthened by itself, where the place wants that.

use chrono::TimeDelta;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};
use sea_orm::ConnectionTrait;

use crate::actions::sessions::Change;
use crate::actions::sessions::change::change;
use crate::state::State;
use crate::store::people::queue;

/// So long before the end; longer than the task's rhythm.
const AHEAD: TimeDelta = TimeDelta::seconds(60);

pub async fn all(app: &App) -> Result<()> {
    let minutes = app.state::<State>().config.extend_minutes;
    if minutes == 0 {
        return Ok(());
    }
    let read = app.db().read();
    for (session, workstation) in ending(read, app.now()).await? {
        if queue::anybody_waits_for(read, workstation).await?
            || is_wanted(read, workstation, minutes, app.now()).await?
        {
            continue;
        }
        let info = RequestInfo::internal("workstations.extend");
        match change(app, &info, session, Change::AddTime { minutes }, None).await {
            // The limit of the day, or it ended meanwhile: that is how it is.
            Err(Error::Conflict(_) | Error::NotFound | Error::Unavailable(_)) => {}
            other => other?,
        }
    }
    Ok(())
}

/// Sessions whose time is up soon; those that end because the place closes are left alone.
async fn ending(conn: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<(i64, i64)>> {
    let sql = "SELECT s.id, s.workstation_id FROM workstation_sessions s WHERE s.ends_at > $1 AND s.ends_at <= $2 \
               AND s.workstation_id IS NOT NULL AND (s.closes_at IS NULL OR s.closes_at > s.ends_at) ORDER BY s.ends_at LIMIT 500";
    let rows = conn.all(sql, vec![now.into(), now.plus(AHEAD).into()]).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "workstation_id")?))).collect()
}

/// Whether somebody has the seat reserved before the time that would be added is over.
async fn is_wanted(conn: &impl ConnectionTrait, workstation: i64, minutes: i64, now: Timestamp) -> Result<bool> {
    let until = now.plus(AHEAD).plus(TimeDelta::minutes(minutes));
    let sql = "SELECT 1 FROM seat_reservations WHERE workstation_id = $1 AND status = 'booked' AND ends_at > $2 AND starts_at < $3 LIMIT 1";
    Ok(conn.find(sql, vec![workstation.into(), now.into(), until.into()]).await?.is_some())
}
