//! The appointments of the sample place: three weeks that were and two that come, with notes. Always the same; only dates
//! follow the clock. The coach keeps the defaults: no notice, no limit, no exceptions.

mod site;

use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};
use chrono_tz::Tz;
use preau_calendar::claims;
use preau_calendar::domain::claim::{Source, Subject, Wanted};
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::wall::{self, WallTime};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::{App, Error, Result};

use crate::domain::status::Status;
use crate::schedule::{APPOINTMENT, zone};
use crate::store::appointments::{self as rows, New};
use crate::store::{coaches, notes, people, services};

/// Of the eight starts of a day.
const STARTS: [(u16, u16); 8] = [(9, 0), (9, 55), (10, 50), (11, 45), (13, 30), (14, 25), (15, 20), (16, 15)];
const MINUTES: i64 = 45;
const PAUSE: i64 = 10;
const DAYS_BACK: i64 = 21;
const DAYS_AHEAD: i64 = 14;
const MESSAGES: [&str; 4] =
    ["", "Je prépare un entretien d’orientation.", "", "Suite de notre dernière séance : organisation de la semaine."];
const NOTES: [(&str, bool); 4] = [
    ("Premier entretien : souhaite se réorienter vers l’informatique. Très motivé.", false),
    ("Objectif de la semaine : deux plages de révision de 45 minutes par jour.", true),
    ("A tenu son planning. Revoir la méthode de prise de notes.", false),
    ("Liste des portes ouvertes envoyée ; rendez-vous après la visite.", true),
];
/// Who takes part.
struct Cast {
    coach: i64,
    clients: Vec<i64>,
    service: i64,
    zone: Tz,
}

/// Fills an empty diary in one transaction.
pub(crate) async fn fill(app: &App) -> Result<()> {
    let conn = app.db().read();
    let Ok(coach) = coaches::find(conn, None).await? else { return Ok(()) };
    if rows::has_any(conn, coach.id).await? {
        return Ok(());
    }
    let clients = people::with_client_profile(conn, 20).await?;
    let Some(service) = services::find_of_coach(conn, coach.id, None).await? else { return Ok(()) };
    if clients.is_empty() {
        return Ok(());
    }
    let cast = Cast { coach: coach.id, clients, service: service.id, zone: zone(app).await? };
    let today = wall::date_of(cast.zone, app.now().seconds());
    let tx = app.db().write_tx().await?;
    let mut number = 0;
    for offset in -DAYS_BACK..=DAYS_AHEAD {
        let Some(date) = shifted(today, offset) else { continue };
        if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
            continue;
        }
        let day = usize::try_from(offset + DAYS_BACK).unwrap_or_default();
        for start in [day * 3 % 8, (day * 3 + 4) % 8] {
            enter(&tx, app, &cast, date, STARTS[start], number).await?;
            number += 1;
        }
    }
    site::fill(&tx, app, service.id).await?;
    tx.commit().await
}

fn shifted(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(count) } else { date.checked_add_days(count) }
}

async fn enter(
    tx: &Tx,
    app: &App,
    cast: &Cast,
    date: NaiveDate,
    (hour, minute): (u16, u16),
    number: usize,
) -> Result<()> {
    let start = WallTime::new(hour, minute).ok_or_else(|| Error::internal("no time"))?;
    let from = wall::instant(cast.zone, start.on(date));
    let time = |minutes: i64| Interval::new(from, from + minutes * 60).ok_or_else(|| Error::internal("no time"));
    let client = cast.clients[number % cast.clients.len()];
    let booked_at = Timestamp::from_seconds(from).minus(TimeDelta::days(9)).min(app.now().minus(TimeDelta::hours(3)));
    let new = New {
        uid: format!("{}@appointments.preau", hex::encode(app.chance().bytes::<16>())),
        coach: cast.coach,
        client,
        service: cast.service,
        time: time(MINUTES)?,
        message: MESSAGES[number % MESSAGES.len()].to_owned(),
        booked_by: client,
    };
    let id = rows::insert(tx, &new, booked_at).await?;
    let is_over = from + MINUTES * 60 <= app.now().seconds();
    let status = match number % 11 {
        5 if is_over => Status::NoShow,
        8 => Status::Cancelled,
        _ if is_over => Status::Held,
        _ => Status::Booked,
    };
    if status.takes_time() {
        let wanted = [
            Wanted::new(Subject::person(cast.coach), time(MINUTES + PAUSE)?),
            Wanted::new(Subject::person(client), time(MINUTES)?),
        ];
        claims::claim_all(tx, app, &Source::new(APPOINTMENT, id), &wanted, None).await?;
    }
    if status != Status::Booked {
        rows::set_status(tx, id, status, booked_at).await?;
    }
    if status == Status::Held && number.is_multiple_of(3) {
        let (text, shared) = NOTES[number / 3 % NOTES.len()];
        let note = notes::New { client, author: cast.coach, appointment: Some(id), text: text.to_owned(), shared };
        notes::insert(tx, &note, Timestamp::from_seconds(from + MINUTES * 60)).await?;
    }
    Ok(())
}
