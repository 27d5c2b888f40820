//! A time that was given back goes to the next in line, as a real hold.

use chrono::TimeDelta;
use chrono_tz::Tz;
use preau_calendar::claims::{self, ClaimError};
use preau_calendar::domain::claim::{Source, Subject, Wanted};
use preau_calendar::domain::wall::{self, WallTime};
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};

use super::take::{self, Start};
use crate::domain::slots::Slot;
use crate::jobs;
use crate::schedule::{Asker, HOLD, Schedule, Whom, zone};
use crate::store::holds::{self, Hold};
use crate::store::waiting::{self as rows, Wish};

/// How long an offer is kept for whom it is made.
pub const KEPT: TimeDelta = TimeDelta::hours(2);
/// Of those who wait so many are asked after one time.
const MOST: u64 = 50;

/// Harmless when it runs twice: whoever has the time keeps it, and nobody is offered one time twice.
pub async fn offer(app: &App, coach: i64, starts_at: Timestamp) -> Result<()> {
    let zone = zone(app).await?;
    let (date, wall) = (wall::date_of(zone, starts_at.seconds()), wall::wall(zone, starts_at.seconds()));
    let clock = wall.format("%H:%M").to_string();
    let Some(time) = WallTime::parse(&clock) else { return Ok(()) };
    let start = Start { date, time };
    let tx = app.db().write_tx().await?;
    take::lock(&tx, Some(coach), coach).await?;
    for wish in rows::next_for(&tx, coach, (&date.to_string(), &clock), starts_at, MOST).await? {
        if offer_to(app, &tx, zone, &wish, start).await? {
            break;
        }
    }
    tx.commit().await
}

/// False: this one cannot use the time, or it is gone.
async fn offer_to(app: &App, tx: &Tx, zone: Tz, wish: &Wish, start: Start) -> Result<bool> {
    let whom = Whom::Known { coach: wish.coach_id, service: wish.service_id };
    let asker = Asker::of(wish.client_id);
    let asked = take::ask(app, tx, zone, whom, &asker, start).await?;
    let Ok(slot) = take::judge(&asked, start) else { return Ok(false) };
    let Some((hold, expires_at)) = keep(app, tx, &asked.schedule, wish, &slot).await? else { return Ok(false) };
    let times = (Timestamp::from_seconds(slot.time.from()), Timestamp::from_seconds(slot.time.to()));
    let id = rows::insert_offer(tx, wish.id, hold, times, expires_at, app.now()).await?;
    rows::set_status(tx, wish.id, "offered", app.now()).await?;
    let entry = Entry::new("time_offered").target("waiting_offer", id, times.0.to_string()).meta("wish", wish.id);
    audit::record(tx, app, &RequestInfo::internal("offer"), entry).await?;
    jobs::tell_offer(tx, app, wish.id).await?;
    Ok(true)
}

/// Only the coach's time is taken: the client may do what they like until they answer.
async fn keep(app: &App, tx: &Tx, schedule: &Schedule, wish: &Wish, slot: &Slot) -> Result<Option<(i64, Timestamp)>> {
    let starts_at = Timestamp::from_seconds(slot.time.from());
    let expires_at = app.now().plus(KEPT).min(starts_at);
    let new = Hold {
        id: 0,
        coach_id: wish.coach_id,
        client_id: wish.client_id,
        service_id: schedule.service.id,
        starts_at,
        ends_at: Timestamp::from_seconds(slot.time.to()),
        is_offer: true,
        expires_at,
    };
    let id = holds::insert(tx, &new, app.now()).await?;
    let wanted = Wanted::new(Subject::person(wish.coach_id), schedule.frame().with_pause(slot.time));
    match claims::claim(tx, app, &Source::new(HOLD, id), wanted, Some(expires_at)).await {
        Ok(()) => Ok(Some((id, expires_at))),
        Err(ClaimError::Taken(_)) => {
            holds::delete(tx, id).await?;
            Ok(None)
        }
        Err(ClaimError::Other(error)) => Err(error),
    }
}
