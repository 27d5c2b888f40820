//! Booking: the one way into a coach's time, whoever books.

use preau_calendar::domain::claim::Source;
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use super::take::{self, Start};
use crate::domain::slots::{Refused, Slot};
use crate::jobs::{self, Told};
use crate::permissions::{MANAGE, acts_for};
use crate::schedule::{APPOINTMENT, Asked, Asker, Schedule, Whom, zone};
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
    let asker = Asker::of(client_of(&*tx, actor, booking.client).await?).by(actor.user_id);
    take::lock(&tx, booking.coach, asker.client).await?;
    let whom = Whom::Offered { coach: booking.coach, service: booking.service };
    let asked = take::ask(app, &tx, zone, whom, &asker, booking.start).await?;
    if asker.client != actor.user_id && !acts_for(actor, asked.schedule.coach.id) {
        return Err(Error::forbidden());
    }
    let taken = match book_in(app, info, actor, &tx, &asked, booking, &asker).await? {
        Ok(id) => {
            let made = rows::get(&*tx, Reach::Everything, id).await?;
            tx.commit().await?;
            return Ok(made);
        }
        Err(refused) => refused,
    };
    // The writer is free again before the nearest times are looked for.
    tx.rollback().await?;
    Err(take::refusal(app, &asked.schedule, &asker, booking.start, taken).await?)
}

/// For whom it is: somebody else needs a coach or staff. Whether these act for the coach in question is seen when it is
/// known who that is.
pub(crate) async fn client_of(conn: &dyn Sql, actor: &Actor, named: Option<i64>) -> Result<i64> {
    let Some(client) = named.filter(|client| *client != actor.user_id) else { return Ok(actor.user_id) };
    actor.require(MANAGE)?;
    let known = people::find(conn, client).await?.filter(|person| person.is_active);
    let unknown = || Error::invalid("client", Refusal::new("unknown_person").arg("id", client));
    Ok(known.ok_or_else(unknown)?.id)
}

async fn book_in(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    tx: &Tx,
    asked: &Asked,
    booking: &Booking,
    asker: &Asker,
) -> Result<std::result::Result<i64, Refused>> {
    let schedule = &asked.schedule;
    let slot = match take::judge(asked, booking.start) {
        Ok(_) if schedule.coach.id == asker.client => return Ok(Err(Refused::PersonBusy)),
        Ok(slot) => slot,
        Err(refused) => return Ok(Err(refused)),
    };
    take::release_holds(tx, app, asked, booking.hold, Some(&slot)).await?;
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
