//! Keeping a time while the form is filled in.

use chrono::TimeDelta;
use preau_calendar::claims;
use preau_calendar::domain::claim::{Source, Wanted};
use preau_calendar::domain::interval;
use preau_kernel::actor::Actor;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::{App, Error, Result};

use super::book::client_of;
use super::cancel::may_change;
use super::take::{self, Start};
use crate::domain::slots::Refused;
use crate::permissions::{acts_for, seen};
use crate::schedule::{APPOINTMENT, Asked, Asker, HOLD, Whom, zone};
use crate::store::holds::{self as rows, Hold};
use crate::store::{appointments, waiting};

/// How long a time is kept; a countdown shows it.
pub const KEPT: TimeDelta = TimeDelta::minutes(5);

/// What somebody wants to keep.
#[derive(Debug, Clone, Copy)]
pub struct Kept {
    pub start: Start,
    pub coach: Option<i64>,
    pub service: Option<i64>,
    /// Coach and staff keep a time while they book for somebody else.
    pub client: Option<i64>,
    /// The appointment that is to be moved there: coach, service and client are its own.
    pub moving: Option<i64>,
}

/// One at a time per person: a new one gives the old one back, and that of the client for whom it is. The hold is that of
/// whoever asks.
pub async fn hold(app: &App, actor: &Actor, wanted: &Kept) -> Result<Hold> {
    let (zone, start) = (zone(app).await?, wanted.start);
    let tx = app.db().write_tx().await?;
    let (asker, whom) = who_and_whom(app, &tx, actor, wanted).await?;
    let coach = match whom {
        Whom::Known { coach, .. } => Some(coach),
        Whom::Offered { coach, .. } => coach,
    };
    take::lock(&tx, coach, asker.client).await?;
    let asked = take::ask(app, &tx, zone, whom, &asker, start).await?;
    let is_theirs = asker.client == actor.user_id || acts_for(actor, asked.schedule.coach.id);
    if !is_theirs {
        return Err(Error::forbidden());
    }
    let refused = match hold_in(app, &tx, &asked, &asker, start).await? {
        Ok(made) => {
            tx.commit().await?;
            return Ok(made);
        }
        Err(refused) => refused,
    };
    tx.rollback().await?;
    Err(take::refusal(app, &asked.schedule, &asker, start, refused).await?)
}

async fn who_and_whom(app: &App, tx: &Tx, actor: &Actor, wanted: &Kept) -> Result<(Asker, Whom)> {
    let Some(id) = wanted.moving else {
        let client = client_of(&**tx, actor, wanted.client).await?;
        return Ok((
            Asker::of(client).by(actor.user_id),
            Whom::Offered { coach: wanted.coach, service: wanted.service },
        ));
    };
    let one = appointments::get(&**tx, seen(actor), id).await?;
    may_change(app, actor, &one)?;
    let asker = Asker::of(one.client_id).moving(id).by(actor.user_id);
    Ok((asker, Whom::Known { coach: one.coach_id, service: one.service_id }))
}

async fn hold_in(
    app: &App,
    tx: &Tx,
    asked: &Asked,
    asker: &Asker,
    start: Start,
) -> Result<std::result::Result<Hold, Refused>> {
    let schedule = &asked.schedule;
    let slot = match take::judge(asked, start) {
        Ok(_) if schedule.coach.id == asker.client => return Ok(Err(Refused::PersonBusy)),
        Ok(slot) => slot,
        Err(refused) => return Ok(Err(refused)),
    };
    let is_offered = |hold: &&Hold| {
        hold.is_offer && hold.coach_id == schedule.coach.id && hold.starts_at.seconds() == slot.time.from()
    };
    if let Some(offered) = asked.holds.iter().find(is_offered) {
        return Ok(Ok(offered.clone()));
    }
    take::release_holds(tx, app, asked, None, None).await?;
    let expires_at = app.now().plus(KEPT);
    let mut made = Hold {
        id: 0,
        coach_id: schedule.coach.id,
        client_id: asker.holder,
        service_id: schedule.service.id,
        starts_at: Timestamp::from_seconds(slot.time.from()),
        ends_at: Timestamp::from_seconds(slot.time.to()),
        is_offer: false,
        expires_at,
    };
    made.id = rows::insert(tx, &made, app.now()).await?;
    let offered = asked.holds.iter().filter(|hold| hold.is_offer).map(|hold| Source::new(HOLD, hold.id));
    let own = asker.moving.map(|id| Source::new(APPOINTMENT, id)).into_iter().chain(offered);
    let wanted = beside_own(tx, take::wanted(schedule, asker.client, &slot), own).await?;
    let claimed = take::claim(tx, app, &Source::new(HOLD, made.id), &wanted, Some(expires_at)).await?;
    Ok(claimed.map(|()| made))
}

/// What of these times is not theirs already: an appointment that is moved by less than its length has a part of its new
/// time, and what was offered to them stays theirs while they look at a time that meets it.
async fn beside_own(tx: &Tx, wanted: Vec<Wanted>, own: impl Iterator<Item = Source>) -> Result<Vec<Wanted>> {
    let mut left = wanted;
    for source in own {
        let claims = preau_calendar::store::claims::of_source(&**tx, &source).await?;
        left = left
            .into_iter()
            .flat_map(|one| {
                let taken = claims.iter().filter(|claim| claim.subject == one.subject).map(|claim| claim.interval);
                interval::subtract([one.interval], taken).into_iter().map(move |left| Wanted::new(one.subject, left))
            })
            .collect();
    }
    Ok(left)
}

/// Gives it back; an offer is declined so, and goes to the next in line.
pub async fn release(app: &App, actor: &Actor, id: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let hold = rows::get_of_client(&*tx, actor.user_id, id, app.now()).await?;
    claims::release_source(&tx, &Source::new(HOLD, id)).await?;
    rows::delete(&tx, id).await?;
    if hold.is_offer {
        if let Some(wish) = waiting::answer(&tx, id, "declined").await? {
            waiting::set_status(&tx, wish, "waiting", app.now()).await?;
        }
        crate::jobs::offer(&tx, app, hold.coach_id, hold.starts_at).await?;
    }
    tx.commit().await
}

/// Removes holds whose time is up; what was offered goes to the next in line. Their claims block nobody meanwhile.
pub async fn remove_expired(app: &App) -> Result<()> {
    const BATCH: u64 = 200;
    loop {
        let tx = app.db().write_tx().await?;
        let mut gone = rows::expired(&tx, app.now(), BATCH).await?;
        if gone.is_empty() {
            gone = rows::made_ahead(&tx, app.now(), BATCH).await?;
        }
        for hold in &gone {
            claims::release_source(&tx, &Source::new(HOLD, hold.id)).await?;
            rows::delete(&tx, hold.id).await?;
            if hold.is_offer {
                if let Some(wish) = waiting::answer(&tx, hold.id, "expired").await? {
                    waiting::set_status(&tx, wish, "waiting", app.now()).await?;
                }
                crate::jobs::offer(&tx, app, hold.coach_id, hold.starts_at).await?;
            }
        }
        tx.commit().await?;
        if gone.is_empty() {
            return Ok(());
        }
    }
}
