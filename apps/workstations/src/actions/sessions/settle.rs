//! What time alone has done: sessions whose time is up, codes and rests that lapsed, kept seats that are free again.
//! Done by a periodic task, and before that by whoever meets it; each session in a transaction of its own.

use preau_kernel::audit;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use super::{TRIES, busy_for_now, entry, lock};
use crate::actions::tell;
use crate::domain::life::{Settled, Status};
use crate::store::sessions::Session;
use crate::store::{due, sessions};

const BATCH: u64 = 200;

/// All that is due. Returns how many sessions changed.
pub async fn all(app: &App) -> Result<usize> {
    let mut settled = 0;
    loop {
        let ids = due::settled(app.db().read(), app.now(), BATCH).await?;
        let mut some = false;
        for id in &ids {
            if one(app, *id).await? {
                settled += 1;
                some = true;
            }
        }
        if (ids.len() as u64) < BATCH || !some {
            return Ok(settled);
        }
    }
}

/// What stands in the way of a seat or a visitor though it is over.
pub(crate) async fn in_the_way(app: &App, workstation: Option<i64>, visitor: Option<i64>) -> Result<()> {
    let read = app.db().read();
    for id in due::in_the_way(read, workstation.unwrap_or(0), visitor.unwrap_or(0), app.now()).await? {
        one(app, id).await?;
    }
    Ok(())
}

/// Whether there was anything to do.
pub async fn one(app: &App, id: i64) -> Result<bool> {
    for _ in 0..TRIES {
        let tx = app.db().write_tx().await?;
        let session = match lock(&tx, id, &[]).await {
            Ok(Some(session)) => session,
            Ok(None) => continue,
            // Gone meanwhile.
            Err(Error::NotFound) => return Ok(false),
            Err(error) => return Err(error),
        };
        let settled = write(&tx, app, &session).await?;
        if settled {
            tx.commit().await?;
        }
        return Ok(settled);
    }
    Err(busy_for_now())
}

async fn write(tx: &Tx, app: &App, session: &Session) -> Result<bool> {
    let now: Timestamp = app.now();
    let mut life = session.life.clone();
    let Some(settled) = life.settle(now) else { return Ok(false) };
    let info = RequestInfo::internal("workstations.settle");
    match settled {
        Settled::Over(reason, closed) => {
            sessions::save(tx, session, &life, closed, now).await?;
            let action = if reason.status() == Status::Expired { "session_expired" } else { "session_ended" };
            let entry = entry(action, session)
                .meta("reason", reason.name())
                .meta("used_seconds", life.elapsed_seconds(now))
                .meta("ended_at", life.ended_at.map(|at| at.to_string()));
            audit::record(tx, app, &info, entry).await?;
            if let Some(seat) = session.life.seat.filter(|_| session.life.status != Status::Waiting) {
                tell::closed(tx, seat, session.id, reason.name(), None, now).await?;
                tell::room_of(tx, seat).await?;
            }
        }
        Settled::SeatFreed(seat) => {
            sessions::save(tx, session, &life, None, now).await?;
            audit::record(tx, app, &info, entry("seat_freed", session)).await?;
            tell::closed(tx, seat, session.id, "freed", None, now).await?;
            tell::room_of(tx, seat).await?;
        }
    }
    Ok(true)
}
