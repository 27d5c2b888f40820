//! When nobody waits, a session that would end is lengthened by itself, where the place wants that.

use chrono::TimeDelta;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use crate::actions::sessions::Change;
use crate::actions::sessions::change::change;
use crate::state::State;
use crate::store::due;
use crate::store::people::{queue, reservations};

/// So long before the end; longer than the task's rhythm.
const AHEAD: TimeDelta = TimeDelta::seconds(60);
const MOST: u64 = 500;

pub async fn all(app: &App) -> Result<()> {
    let minutes = app.state::<State>().config.extend_minutes;
    if minutes == 0 {
        return Ok(());
    }
    let read = app.db().read();
    let now = app.now();
    let soon = now.plus(AHEAD);
    for (session, workstation) in due::ending(read, now, soon, MOST).await? {
        let time = (now, soon.plus(TimeDelta::minutes(minutes)));
        let is_wanted = queue::anybody_waits_for(read, workstation).await?
            || reservations::any_within(read, workstation, time).await?;
        if is_wanted {
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
