//! Moving an appointment to another time of the same coach. Refused, it keeps the one it has.

use preau_calendar::domain::claim::Source;
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};

use super::cancel::may_change;
use super::check_version;
use super::take::{self, Start};
use crate::domain::slots::Refused;
use crate::jobs::{self, Told};
use crate::permissions::seen;
use crate::schedule::{APPOINTMENT, Asked, Asker, Whom, zone};
use crate::store::appointments::{self as rows, Appointment, Reach};

pub async fn move_to(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    id: i64,
    start: Start,
    version: Option<i64>,
) -> Result<Appointment> {
    let zone = zone(app).await?;
    let tx = app.db().write_tx().await?;
    // Subjects first, then the row: as booking does, so that nobody waits crosswise.
    let seen_before = rows::get(&*tx, seen(actor), id).await?;
    take::lock(&tx, Some(seen_before.coach_id), seen_before.client_id).await?;
    let old = rows::get_locked(&tx, seen(actor), id).await?;
    check_version(version, old.row_version)?;
    may_change(app, actor, &old)?;
    let asker = Asker { client: old.client_id, moving: Some(id) };
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
    audit::record(tx, app, info, entry).await?;
    jobs::tell(tx, app, Told::Moved, old.id, old.sequence + 1).await?;
    jobs::offer(tx, app, old.coach_id, old.starts_at).await?;
    Ok(Ok(()))
}
