//! Keeping a time while the form is filled in.

use chrono::TimeDelta;
use preau_calendar::claims;
use preau_calendar::domain::claim::Source;
use preau_kernel::actor::Actor;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::{App, Result};

use super::take::{self, Start};
use crate::domain::slots::Refused;
use crate::schedule::{Asked, Asker, HOLD, Whom, zone};
use crate::store::holds::{self as rows, Hold};
use crate::store::waiting;

/// How long a time is kept; a countdown shows it.
const KEPT: TimeDelta = TimeDelta::minutes(5);

/// One at a time per person: a new one gives the old one back.
pub async fn hold(
    app: &App,
    actor: &Actor,
    start: Start,
    coach: Option<i64>,
    service: Option<i64>,
) -> Result<(i64, Timestamp)> {
    let zone = zone(app).await?;
    let tx = app.db().write_tx().await?;
    let asker = Asker { client: actor.user_id, moving: None };
    take::lock(&tx, coach, asker.client).await?;
    let asked = take::ask(app, &tx, zone, Whom::Offered { coach, service }, &asker, start).await?;
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

async fn hold_in(
    app: &App,
    tx: &Tx,
    asked: &Asked,
    asker: &Asker,
    start: Start,
) -> Result<std::result::Result<(i64, Timestamp), Refused>> {
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
        return Ok(Ok((offered.id, offered.expires_at)));
    }
    take::release_holds(tx, app, asked, None, None).await?;
    let expires_at = app.now().plus(KEPT);
    let new = Hold {
        id: 0,
        coach_id: schedule.coach.id,
        client_id: asker.client,
        service_id: schedule.service.id,
        starts_at: Timestamp::from_seconds(slot.time.from()),
        ends_at: Timestamp::from_seconds(slot.time.to()),
        is_offer: false,
        expires_at,
    };
    let id = rows::insert(tx, &new, app.now()).await?;
    let wanted = take::wanted(schedule, asker.client, &slot);
    let claimed = take::claim(tx, app, &Source::new(HOLD, id), &wanted, Some(expires_at)).await?;
    Ok(claimed.map(|()| (id, expires_at)))
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
        let gone = rows::expired(&tx, app.now(), BATCH).await?;
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
        if (gone.len() as u64) < BATCH {
            return Ok(());
        }
    }
}
