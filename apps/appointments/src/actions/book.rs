//! Booking: the one way into a coach's time, whoever books.

use preau_calendar::domain::claim::Source;
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use super::take::{self, Start};
use crate::domain::slots::{Refused, Slot};
use crate::jobs::{self, Told};
use crate::permissions::acts_for;
use crate::schedule::{APPOINTMENT, Asker, Schedule, zone};
use crate::store::appointments::{self as rows, Appointment, New, Reach};
use crate::store::people;

/// What the UID of every appointment ends with.
pub(crate) const UID_DOMAIN: &str = "@appointments.preau";

/// What somebody asks for.
#[derive(Debug, Clone)]
pub struct Booking {
    pub start: Start,
    pub coach: Option<i64>,
    pub service: Option<i64>,
    pub message: String,
    /// The hold of this time; without it, or when it has ended, the booking is judged as any other.
    pub hold: Option<i64>,
    /// Booked for somebody else, by coach or staff.
    pub client: Option<i64>,
}

pub async fn book(app: &App, info: &RequestInfo, actor: &Actor, booking: &Booking) -> Result<Appointment> {
    let zone = zone(app).await?;
    let tx = app.db().write_tx().await?;
    let day = (booking.start.date, booking.start.date);
    let schedule = Schedule::load(app, &*tx, zone, booking.coach, booking.service, day).await?;
    let client = client_of(&tx, actor, booking, schedule.coach.id).await?;
    let asker = Asker { client, moving: None };
    let taken = match book_in(app, info, actor, &tx, &schedule, booking, &asker).await? {
        Ok(id) => {
            let made = rows::get(&*tx, Reach::Everything, id).await?;
            tx.commit().await?;
            return Ok(made);
        }
        Err(refused) => refused,
    };
    // The writer is free again before the nearest times are looked for.
    tx.rollback().await?;
    Err(take::refusal(app, &schedule, &asker, booking.start, taken).await?)
}

async fn client_of(tx: &Tx, actor: &Actor, booking: &Booking, coach: i64) -> Result<i64> {
    let Some(client) = booking.client.filter(|client| *client != actor.user_id) else { return Ok(actor.user_id) };
    if !acts_for(actor, coach) {
        return Err(Error::forbidden());
    }
    let known = people::find(&**tx, client).await?.filter(|person| person.is_active);
    let unknown = || Error::invalid("client", Refusal::new("unknown_person").arg("id", client));
    Ok(known.ok_or_else(unknown)?.id)
}

async fn book_in(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    tx: &Tx,
    schedule: &Schedule,
    booking: &Booking,
    asker: &Asker,
) -> Result<std::result::Result<i64, Refused>> {
    take::lock(tx, schedule.coach.id, asker.client).await?;
    let slot = match take::judge(app, tx, schedule, asker, booking.start).await? {
        Ok(_) if schedule.coach.id == asker.client => return Ok(Err(Refused::PersonBusy)),
        Ok(slot) => slot,
        Err(refused) => return Ok(Err(refused)),
    };
    take::release_holds(tx, app, schedule.coach.id, asker.client, booking.hold, Some(&slot)).await?;
    let id = insert(app, tx, actor, schedule, booking, asker.client, &slot).await?;
    let wanted = take::wanted(schedule, asker.client, &slot);
    if let Err(refused) = take::claim(tx, app, &Source::new(APPOINTMENT, id), &wanted, None).await? {
        return Ok(Err(refused));
    }
    let at = Timestamp::from_seconds(slot.time.from()).to_string();
    let mut entry = Entry::new("appointment_booked").target("appointment", id, at);
    entry = entry.meta("coach", schedule.coach.id).meta("client", asker.client);
    if asker.client != actor.user_id {
        entry = entry.on_behalf_of(asker.client);
    }
    audit::record(tx, app, info, entry).await?;
    jobs::tell(tx, app, Told::Booked, id, 0).await?;
    Ok(Ok(id))
}

async fn insert(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    schedule: &Schedule,
    booking: &Booking,
    client: i64,
    slot: &Slot,
) -> Result<i64> {
    let new = New {
        uid: format!("{}{UID_DOMAIN}", hex::encode(app.chance().bytes::<16>())),
        coach: schedule.coach.id,
        client,
        service: schedule.service.id,
        time: slot.time,
        message: booking.message.clone(),
        booked_by: actor.user_id,
    };
    rows::insert(tx, &new, app.now()).await
}
