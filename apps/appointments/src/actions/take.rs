//! Taking the time of coach and client: what booking, holding and moving share.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use preau_calendar::claims::{self, ClaimError};
use preau_calendar::domain::claim::{Source, Subject, Wanted};
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::wall::WallTime;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Engine, Sql, Tx};
use preau_kernel::{App, Error, Result};
use serde_json::{Value, json};

use crate::domain::slots::{Refused, Slot};
use crate::refusals;
use crate::schedule::{Asked, Asker, DayRange, HOLD, Schedule, Whom, around};
use crate::store::holds::Hold;
use crate::store::{coaches, holds, waiting};

/// Free times named when one has just gone, and the days around it that are looked at.
pub(super) const ALTERNATIVES: usize = 3;
const LOOK_AROUND: u64 = 14;

/// When it is to begin, on the place's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    pub date: NaiveDate,
    pub time: WallTime,
}

/// Whoever books with this coach or for this client waits from here to the end of the transaction: what is judged stays
/// true. The coach who is not named is the only one; where there is none, or several, the question says so.
pub(super) async fn lock(tx: &Tx, coach: Option<i64>, client: i64) -> Result<()> {
    let coach = match (coach, tx.engine()) {
        (Some(coach), _) => Some(coach),
        // Its writer is alone.
        (None, Engine::Sqlite) => return Ok(()),
        (None, Engine::Postgres) => coaches::find(&**tx, None).await?.ok().map(|coach| coach.id),
    };
    let subjects = coach.into_iter().chain([client]).map(Subject::person);
    preau_calendar::store::claims::lock(tx, subjects).await
}

/// All that a start on this day is judged by; both must be locked.
pub(super) async fn ask(app: &App, tx: &Tx, zone: Tz, whom: Whom, asker: &Asker, start: Start) -> Result<Asked> {
    Schedule::ask(app, &**tx, zone, whom, asker, (start.date, start.date)).await
}

/// The slot, judged by the one function that also lists it.
pub(super) fn judge(asked: &Asked, start: Start) -> std::result::Result<Slot, Refused> {
    asked.schedule.frame().judge(start.date, start.time, &asked.taken)
}

/// The pause is part of the coach's claim only; a coach cannot be their own client.
pub(super) fn wanted(schedule: &Schedule, client: i64, slot: &Slot) -> Vec<Wanted> {
    vec![
        Wanted::new(Subject::person(schedule.coach.id), schedule.frame().with_pause(slot.time)),
        Wanted::new(Subject::person(client), slot.time),
    ]
}

pub(super) async fn claim(
    tx: &Tx,
    app: &App,
    source: &Source,
    wanted: &[Wanted],
    expires_at: Option<Timestamp>,
) -> Result<std::result::Result<(), Refused>> {
    refused(claims::claim_seen(tx, app, source, wanted, expires_at).await, wanted)
}

pub(super) async fn claim_instead(
    tx: &Tx,
    app: &App,
    source: &Source,
    wanted: &[Wanted],
) -> Result<std::result::Result<(), Refused>> {
    refused(claims::move_source(tx, app, source, wanted, None).await, wanted)
}

/// Whether the coach's time is gone, or only the client is busy elsewhere.
fn refused(
    claimed: std::result::Result<(), ClaimError>,
    wanted: &[Wanted],
) -> Result<std::result::Result<(), Refused>> {
    match claimed {
        Ok(()) => Ok(Ok(())),
        Err(ClaimError::Taken(clashes)) => {
            let coach = wanted.first().map(|claim| claim.subject);
            let is_coach = clashes.iter().any(|clash| Some(clash.wanted.subject) == coach);
            Ok(Err(if is_coach { Refused::SlotTaken } else { Refused::PersonBusy }))
        }
        Err(ClaimError::Other(error)) => Err(error),
    }
}

/// Gives back what somebody holds: the time of the form they filled in, what they named, and whatever meets the time that they have
/// booked. An offer stays unless it is named or met.
pub(super) async fn release_holds(
    tx: &Tx,
    app: &App,
    asked: &Asked,
    named: Option<i64>,
    booked: Option<&Slot>,
) -> Result<()> {
    for hold in &asked.holds {
        let meets = booked.is_some_and(|slot| meets(&asked.schedule, hold, slot));
        if !(meets || named == Some(hold.id) || !hold.is_offer) {
            continue;
        }
        claims::release_source(tx, &Source::new(HOLD, hold.id)).await?;
        holds::delete(tx, hold.id).await?;
        if !hold.is_offer {
            continue;
        }
        let (answer, wish_is) = if meets { ("taken", "booked") } else { ("declined", "waiting") };
        if let Some(wish) = waiting::answer(tx, hold.id, answer).await? {
            waiting::set_status(tx, wish, wish_is, app.now()).await?;
        }
        if !meets {
            crate::jobs::offer(tx, app, hold.coach_id, hold.starts_at).await?;
        }
    }
    Ok(())
}

/// Whether both cannot be: a coach's time is taken with the pause, and a client is nowhere twice.
fn meets(schedule: &Schedule, hold: &Hold, slot: &Slot) -> bool {
    let Some(held) = Interval::new(hold.starts_at.seconds(), hold.ends_at.seconds()) else { return false };
    let frame = schedule.frame();
    let is_same_coach = hold.coach_id == schedule.coach.id;
    held.overlaps(slot.time) || (is_same_coach && frame.with_pause(held).overlaps(frame.with_pause(slot.time)))
}

/// The refusal, with the nearest free times when it is a time that has gone.
pub(super) async fn refusal(
    app: &App,
    schedule: &Schedule,
    asker: &Asker,
    start: Start,
    refused: Refused,
) -> Result<Error> {
    if !refused.is_conflict() {
        return Ok(refusals::error(refused, &schedule.rules));
    }
    let near = alternatives(app, schedule, asker, start).await?;
    Ok(refusals::taken(refused, &schedule.rules, near))
}

async fn alternatives(app: &App, schedule: &Schedule, asker: &Asker, start: Start) -> Result<Vec<Value>> {
    let free = nearest(app, app.db().read(), schedule, asker, start, LOOK_AROUND, &[]).await?;
    let shown = free
        .iter()
        .map(|slot| json!({"date": slot.date, "start": slot.start.to_string(), "end": slot.end.to_string()}));
    Ok(shown.collect())
}

/// The free times nearest to a start, so many days around it; what meets one of `but` is none of them.
pub(super) async fn nearest(
    app: &App,
    conn: &dyn Sql,
    schedule: &Schedule,
    asker: &Asker,
    start: Start,
    days_around: u64,
    but: &[Interval],
) -> Result<Vec<Slot>> {
    let days: DayRange = around(start.date, days_around);
    let around = Schedule::ask(app, conn, schedule.zone, schedule.whom(), asker, days).await?;
    let frame = around.schedule.frame();
    let wanted = preau_calendar::domain::wall::instant(schedule.zone, start.time.on(start.date));
    let dates = (0..=2 * days_around).filter_map(|n| days.0.checked_add_days(Days::new(n)));
    let mut free: Vec<Slot> = dates
        .flat_map(|date| frame.listed(date, &around.taken))
        .filter_map(|(slot, state)| state.ok().map(|()| slot))
        .filter(|slot| !but.iter().any(|but| but.overlaps(slot.time)))
        .collect();
    free.sort_by_key(|slot| ((slot.time.from() - wanted).abs(), slot.time));
    free.truncate(ALTERNATIVES);
    free.sort_by_key(|slot| slot.time);
    Ok(free)
}
