//! Proposing other times for an appointment. They are not held: whoever comes first has them, and the page behind the
//! mail shows which are free still. Nearest times that one client waits to answer for are not proposed to another while
//! there are others.

use chrono_tz::Tz;
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::wall::{self, WallTime};
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use super::take::{self, Start};
use crate::domain::slots::Slot;
use crate::domain::status::Status;
use crate::jobs;
use crate::permissions::managed;
use crate::schedule::{Asked, Asker, Schedule, Whom, zone};
use crate::store::appointments::{self as rows, Appointment, Reach};
use crate::store::{people, proposals};

/// Days around the appointment in which the nearest free times are looked for, first near and then far.
const AROUND: [u64; 2] = [14, 92];

/// Those that are named, or the nearest free ones.
pub async fn propose(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    id: i64,
    wanted: &[Start],
    message: &str,
) -> Result<(Appointment, Vec<Slot>)> {
    let one = rows::get(app.db().read(), managed(actor)?, id).await?;
    require_coming(app, &one)?;
    let named = if wanted.is_empty() { None } else { Some(judged(app, &one, wanted).await?) };
    let slots = keep(app, info, entry(&one), &one, named, message).await?;
    Ok((rows::get(app.db().read(), Reach::Everything, id).await?, slots))
}

/// The job: the nearest free times, of an appointment as it was when that was asked for. One that was moved, cancelled or
/// proposed other times for meanwhile is left alone; without a free time nothing is proposed.
pub async fn propose_nearest(
    app: &App,
    id: i64,
    sequence: i64,
    by: i64,
    message: &str,
    asked_at: Timestamp,
) -> Result<()> {
    let conn = app.db().read();
    let one = match rows::get(conn, Reach::Everything, id).await {
        Err(Error::NotFound) => return Ok(()),
        found => found?,
    };
    let earlier = proposals::find(conn, &one).await?;
    let is_done = earlier.is_some_and(|proposal| proposal.created_at >= asked_at);
    if one.sequence != sequence || is_done || require_coming(app, &one).is_err() {
        return Ok(());
    }
    let asker = people::find(conn, by).await?.map(|person| person.name()).unwrap_or_default();
    let entry = entry(&one).by(by, asker);
    match keep(app, &RequestInfo::internal("proposal"), entry, &one, None, message).await {
        // It has changed in this very moment, or there is no free time.
        Err(Error::Conflict(_)) => Ok(()),
        done => done.map(drop),
    }
}

fn entry(one: &Appointment) -> Entry {
    let entry = Entry::new("times_proposed").target("appointment", one.id, one.starts_at.to_string());
    entry.meta("coach", one.coach_id).meta("client", one.client_id)
}

/// `None`: the nearest free times.
async fn keep(
    app: &App,
    info: &RequestInfo,
    entry: Entry,
    seen: &Appointment,
    named: Option<Vec<Slot>>,
    message: &str,
) -> Result<Vec<Slot>> {
    let zone = zone(app).await?;
    let tx = app.db().write_tx().await?;
    // Proposals of one coach come one after another, each of them knows those before.
    take::lock(&tx, Some(seen.coach_id), seen.client_id).await?;
    let now = rows::get_locked(&tx, Reach::Everything, seen.id).await?;
    require_coming(app, &now)?;
    if now.sequence != seen.sequence {
        return Err(Error::conflict("row_changed"));
    }
    let slots = match named {
        Some(named) => named,
        None => nearest(app, &*tx, zone, &now).await?,
    };
    let times: Vec<Interval> = slots.iter().map(|slot| slot.time).collect();
    let id = proposals::replace(&tx, &now, message, &times, app.now()).await?;
    audit::record(&tx, app, info, entry.meta("count", slots.len())).await?;
    jobs::tell_proposal(&tx, app, now.id, id).await?;
    tx.commit().await?;
    Ok(slots)
}

pub(crate) fn require_coming(app: &App, one: &Appointment) -> Result<()> {
    let is_coming = one.status()? == Status::Booked && one.starts_at > app.now();
    if is_coming { Ok(()) } else { Err(Error::conflict("not_booked")) }
}

/// Each judged as a move there would be.
async fn judged(app: &App, one: &Appointment, wanted: &[Start]) -> Result<Vec<Slot>> {
    let asker = Asker::of(one.client_id).moving(one.id);
    let mut slots: Vec<Slot> = Vec::new();
    for start in wanted {
        let asked = ask(app, one, *start).await?;
        match asked.schedule.frame().judge(start.date, start.time, &asked.taken) {
            Ok(slot) if slot.time == one.time()? => return Err(Error::invalid("times", "same_time")),
            Ok(slot) => slots.push(slot),
            Err(refused) => return Err(take::refusal(app, &asked.schedule, &asker, *start, refused).await?),
        }
    }
    slots.sort_by_key(|slot| slot.time);
    slots.dedup();
    Ok(slots)
}

/// The free times nearest to the appointment's own, which is not among them; 409 when there is none.
async fn nearest(app: &App, conn: &dyn Sql, zone: Tz, one: &Appointment) -> Result<Vec<Slot>> {
    let others = proposals::open_to_others(conn, one, app.now()).await?;
    let mut slots = nearest_but(app, conn, zone, one, &others).await?;
    if slots.is_empty() && !others.is_empty() {
        // Better one that somebody else may take first than none.
        slots = nearest_but(app, conn, zone, one, &[]).await?;
    }
    if slots.is_empty() { Err(Error::conflict("no_free_time")) } else { Ok(slots) }
}

/// As [`nearest`], whatever others are proposed; perhaps none.
pub(crate) async fn nearest_free(app: &App, one: &Appointment) -> Result<Vec<Slot>> {
    nearest_but(app, app.db().read(), zone(app).await?, one, &[]).await
}

/// None that could not be taken together with one of `others`.
async fn nearest_but(app: &App, conn: &dyn Sql, zone: Tz, one: &Appointment, others: &[Interval]) -> Result<Vec<Slot>> {
    let begins = wall::wall(zone, one.starts_at.seconds());
    let time = WallTime::parse(&begins.format("%H:%M").to_string());
    let start = Start { date: begins.date(), time: time.unwrap_or(WallTime::START) };
    let whom = Whom::Known { coach: one.coach_id, service: one.service_id };
    let schedule = Schedule::load(app, conn, zone, whom, (start.date, start.date)).await?;
    let own = one.time()?;
    let pause = schedule.frame().with_pause(own).to() - own.to();
    let around = |time: &Interval| Interval::new(time.from() - pause, time.to() + pause);
    let but: Vec<Interval> = others.iter().filter_map(around).chain([own]).collect();
    let asker = Asker::of(one.client_id).moving(one.id);
    let mut slots = Vec::new();
    for days in AROUND {
        slots = take::nearest(app, conn, &schedule, &asker, start, days, &but).await?;
        if slots.len() == take::ALTERNATIVES {
            break;
        }
    }
    Ok(slots)
}

/// What decides of one day for this appointment, and what is taken then.
pub(crate) async fn ask(app: &App, one: &Appointment, start: Start) -> Result<Asked> {
    let whom = Whom::Known { coach: one.coach_id, service: one.service_id };
    let asker = Asker::of(one.client_id).moving(one.id);
    Schedule::ask(app, app.db().read(), zone(app).await?, whom, &asker, (start.date, start.date)).await
}
