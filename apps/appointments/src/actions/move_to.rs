//! Moving an appointment to another time of the same coach. Refused, it keeps the one it has.

use preau_calendar::domain::claim::Source;
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};

use super::cancel::{client_may_change, may_change};
use super::check_version;
use super::take::{self, Start};
use crate::domain::slots::Refused;
use crate::jobs::{self, Told};
use crate::permissions::seen;
use crate::schedule::{APPOINTMENT, Asker, Schedule, zone};
use crate::store::appointments::{self as rows, Appointment, Reach};
use crate::store::{coaches, services};

/// Who moves it.
#[derive(Clone, Copy)]
enum By<'a> {
    Actor(&'a Actor),
    /// Whoever has the link of this client's appointment.
    Link(i64),
}

impl By<'_> {
    fn reach(self) -> Reach {
        match self {
            Self::Actor(actor) => seen(actor),
            Self::Link(client) => Reach::OfClient(client),
        }
    }

    fn may_change(self, app: &App, old: &Appointment) -> Result<()> {
        match self {
            Self::Actor(actor) => may_change(app, actor, old),
            Self::Link(_) => client_may_change(app, old),
        }
    }
}

pub async fn move_to(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    id: i64,
    start: Start,
    version: Option<i64>,
) -> Result<Appointment> {
    move_by(app, info, By::Actor(actor), id, start, version).await
}

/// By whoever has its link, as its client and bound as they are.
pub async fn by_link(
    app: &App,
    info: &RequestInfo,
    seen: &Appointment,
    start: Start,
    version: Option<i64>,
) -> Result<Appointment> {
    move_by(app, info, By::Link(seen.client_id), seen.id, start, version).await
}

async fn move_by(
    app: &App,
    info: &RequestInfo,
    by: By<'_>,
    id: i64,
    start: Start,
    version: Option<i64>,
) -> Result<Appointment> {
    let zone = zone(app).await?;
    let tx = app.db().write_tx().await?;
    // Subjects first, then the row: as booking does, so that nobody waits crosswise.
    let seen_before = rows::get(&*tx, by.reach(), id).await?;
    take::lock(&tx, seen_before.coach_id, seen_before.client_id).await?;
    let old = rows::get_locked(&tx, by.reach(), id).await?;
    check_version(version, old.row_version)?;
    by.may_change(app, &old)?;
    let coach = coaches::get(&*tx, old.coach_id).await?;
    let service = services::get(&*tx, old.service_id).await?;
    let schedule = Schedule::of(app, &*tx, zone, coach, service, (start.date, start.date)).await?;
    let asker = Asker { client: old.client_id, moving: Some(id) };
    let refused = match move_in(app, info, &tx, &schedule, &asker, &old, start).await? {
        Ok(()) => {
            let now = rows::get(&*tx, Reach::Everything, id).await?;
            tx.commit().await?;
            return Ok(now);
        }
        Err(refused) => refused,
    };
    tx.rollback().await?;
    Err(take::refusal(app, &schedule, &asker, start, refused).await?)
}

async fn move_in(
    app: &App,
    info: &RequestInfo,
    tx: &Tx,
    schedule: &Schedule,
    asker: &Asker,
    old: &Appointment,
    start: Start,
) -> Result<std::result::Result<(), Refused>> {
    let slot = match take::judge(app, tx, schedule, asker, start).await? {
        Ok(slot) => slot,
        Err(refused) => return Ok(Err(refused)),
    };
    if slot.time == old.time()? {
        return Ok(Ok(()));
    }
    take::release_holds(tx, app, old.coach_id, old.client_id, None, Some(&slot)).await?;
    let wanted = take::wanted(schedule, old.client_id, &slot);
    if let Err(refused) = take::claim_instead(tx, app, &Source::new(APPOINTMENT, old.id), &wanted).await? {
        return Ok(Err(refused));
    }
    rows::set_time(tx, old, slot.time, app.now()).await?;
    let to = preau_kernel::clock::Timestamp::from_seconds(slot.time.from()).to_string();
    let entry = Entry::new("appointment_moved")
        .target("appointment", old.id, to.clone())
        .meta("coach", old.coach_id)
        .meta("client", old.client_id)
        .meta("from", old.starts_at.to_string())
        .meta("to", to);
    // By its link there is no login that names the actor.
    let entry = if info.maybe_actor().is_none() { entry.by(old.client_id, &old.client_name) } else { entry };
    audit::record(tx, app, info, entry).await?;
    jobs::tell(tx, app, Told::Moved, old.id, old.sequence + 1).await?;
    jobs::offer(tx, app, old.coach_id, old.starts_at).await?;
    Ok(Ok(()))
}
