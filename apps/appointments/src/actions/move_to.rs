//! Moving an appointment to another time of the same coach. Refused, it keeps the one it has.

use chrono_tz::Tz;
use preau_calendar::domain::claim::Source;
use preau_calendar::domain::wall;
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use super::cancel::{client_may_change, may_change, require_in_time};
use super::check_version;
use super::propose::require_coming;
use super::take::{self, Start};
use crate::domain::slots::Refused;
use crate::jobs::{self, Told};
use crate::permissions::seen;
use crate::schedule::{APPOINTMENT, Asked, Asker, Whom, zone};
use crate::store::appointments::{self as rows, Appointment, Reach};
use crate::store::proposals;

pub async fn move_to(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    id: i64,
    start: Start,
    version: Option<i64>,
) -> Result<Appointment> {
    move_by(app, info, seen(actor), id, start, By::Actor(actor, version)).await
}

/// By whoever has its link, as its client and bound as they are.
pub async fn by_link(
    app: &App,
    info: &RequestInfo,
    one: &Appointment,
    start: Start,
    version: Option<i64>,
) -> Result<Appointment> {
    move_by(app, info, Reach::OfClient(one.client_id), one.id, start, By::Link(version)).await
}

/// By whoever has the link of an appointment for which other times were proposed: to one of them however late it is, since
/// the coach wants it; to any other as its client could.
pub async fn by_proposal(app: &App, info: &RequestInfo, one: &Appointment, start: Start) -> Result<Appointment> {
    move_by(app, info, Reach::OfClient(one.client_id), one.id, start, By::Proposal).await
}

/// Who moves, and what binds them; with the version that they saw.
#[derive(Clone, Copy)]
enum By<'a> {
    /// Somebody logged in.
    Actor(&'a Actor, Option<i64>),
    Link(Option<i64>),
    Proposal,
}

impl By<'_> {
    /// Whose hold of the new time it would be.
    fn holder(self, old: &Appointment) -> i64 {
        match self {
            Self::Actor(actor, _) => actor.user_id,
            Self::Link(_) | Self::Proposal => old.client_id,
        }
    }

    async fn may(self, app: &App, tx: &Tx, zone: Tz, old: &Appointment, start: Start) -> Result<()> {
        match self {
            Self::Actor(actor, version) => {
                check_version(version, old.row_version)?;
                may_change(app, actor, old)
            }
            Self::Link(version) => {
                check_version(version, old.row_version)?;
                client_may_change(app, old)
            }
            Self::Proposal => {
                require_coming(app, old)?;
                let proposal = proposals::find(&**tx, old).await?.ok_or_else(|| Error::conflict("proposal_over"))?;
                let from = wall::instant(zone, start.time.on(start.date));
                let is_proposed = proposal.times.iter().any(|time| time.from() == from);
                if is_proposed { Ok(()) } else { require_in_time(app, old) }
            }
        }
    }
}

async fn move_by(
    app: &App,
    info: &RequestInfo,
    reach: Reach,
    id: i64,
    start: Start,
    by: By<'_>,
) -> Result<Appointment> {
    let zone = zone(app).await?;
    let tx = app.db().write_tx().await?;
    // Subjects first, then the row: as booking does, so that nobody waits crosswise.
    let seen_before = rows::get(&*tx, reach, id).await?;
    take::lock(&tx, Some(seen_before.coach_id), seen_before.client_id).await?;
    let old = rows::get_locked(&tx, reach, id).await?;
    by.may(app, &tx, zone, &old, start).await?;
    let asker = Asker::of(old.client_id).moving(id).by(by.holder(&old));
    let whom = Whom::Known { coach: old.coach_id, service: old.service_id };
    let asked = take::ask(app, &tx, zone, whom, &asker, start).await?;
    let refused = match move_in(app, info, &tx, &asked, &old, start).await? {
        Ok(()) => {
            let now = rows::get(&*tx, Reach::Everything, id).await?;
            tx.commit().await?;
            return Ok(now);
        }
        Err(refused) => refused,
    };
    tx.rollback().await?;
    Err(take::refusal(app, &asked.schedule, &asker, start, refused).await?)
}

async fn move_in(
    app: &App,
    info: &RequestInfo,
    tx: &Tx,
    asked: &Asked,
    old: &Appointment,
    start: Start,
) -> Result<std::result::Result<(), Refused>> {
    let slot = match take::judge(asked, start) {
        Ok(slot) => slot,
        Err(refused) => return Ok(Err(refused)),
    };
    if slot.time == old.time()? {
        return Ok(Ok(()));
    }
    take::release_holds(tx, app, asked, None, Some(&slot)).await?;
    let wanted = take::wanted(&asked.schedule, old.client_id, &slot);
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
