//! Waiting for a time.

use preau_calendar::claims;
use preau_calendar::domain::claim::Source;
use preau_calendar::domain::wall;
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::mail::{self, Mail};
use preau_kernel::place::Place;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use crate::letters;
use crate::permissions::{acts_for, seen};
use crate::schedule::{HOLD, Schedule};
use crate::store::appointments::Reach;
use crate::store::holds;
use crate::store::waiting::{self as rows, New, Wish};

/// Of one person at once.
const MOST: i64 = 20;

/// One's own.
pub async fn create(app: &App, info: &RequestInfo, new: &New) -> Result<Wish> {
    keep(app, info, new, false, None).await
}

/// One's own, or by coach or staff for somebody, who is told of it: the mail is written before the transaction begins.
pub async fn create_for(app: &App, info: &RequestInfo, actor: &Actor, schedule: &Schedule, new: &New) -> Result<Wish> {
    if new.client == actor.user_id {
        return create(app, info, new).await;
    }
    if !acts_for(actor, new.coach) {
        return Err(Error::forbidden());
    }
    let mail = letters::wish(app, schedule, new).await?;
    keep(app, info, new, true, mail).await
}

async fn keep(app: &App, info: &RequestInfo, new: &New, is_for_other: bool, mail: Option<Mail>) -> Result<Wish> {
    let tx = app.db().write_tx().await?;
    if rows::count_open(&*tx, new.client).await? >= MOST {
        return Err(Error::conflict(Refusal::new("too_many_wishes").arg("most", MOST)));
    }
    let id = rows::insert(&tx, new, app.now()).await?;
    let mut entry = Entry::new("wish_made").target("waiting_wish", id, &new.first_day).meta("coach", new.coach);
    if is_for_other {
        entry = entry.meta("client", new.client).on_behalf_of(new.client);
    }
    audit::record(&tx, app, info, entry).await?;
    if let Some(mail) = mail {
        mail::queue(&tx, app, mail).await?;
    }
    let made = rows::get(&*tx, Reach::Everything, id).await?;
    tx.commit().await?;
    Ok(made)
}

/// Ends it. What it was offered goes to the next in line.
pub async fn end(app: &App, info: &RequestInfo, actor: &Actor, id: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let wish = rows::get_locked(&tx, seen(actor), id).await?;
    if let (Some(hold), Some(starts_at)) = (wish.hold_id, wish.offer_starts_at) {
        rows::answer(&tx, hold, "declined").await?;
        claims::release_source(&tx, &Source::new(HOLD, hold)).await?;
        holds::delete(&tx, hold).await?;
        crate::jobs::offer(&tx, app, wish.coach_id, starts_at).await?;
    }
    rows::set_status(&tx, id, "ended", app.now()).await?;
    let entry = Entry::new("wish_ended").target("waiting_wish", id, wish.first_day);
    audit::record(&tx, app, info, entry).await?;
    tx.commit().await
}

/// Those whose last day is over.
pub async fn end_past(app: &App) -> Result<()> {
    let today = wall::date_of(Place::load(app).await?.zone, app.now().seconds());
    let tx = app.db().write_tx().await?;
    rows::end_past(&tx, &today.to_string(), app.now()).await?;
    tx.commit().await
}
