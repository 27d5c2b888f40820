//! What goes on now: sessions that run, rest and wait, a queue, reservations, a batch of codes, a word from a seat.

use chrono::{Days, TimeDelta};
use preau_calendar::domain::wall::{self, WallTime};
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;

use super::{Stage, past};
use crate::actions::people::{batches, queue, reservations};
use crate::domain::life::{Life, Terms};
use crate::store::people::demo as rows;
use crate::store::people::visitors;
use crate::store::{seats as store_seats, sessions};

/// Seat, visitor, minutes that were given, minutes since it began, whether it rests.
const OPEN: [(usize, Option<usize>, i64, i64, bool); 6] = [
    (0, Some(0), 60, 12, false),
    (1, Some(5), 30, 19, false),
    (3, Some(9), 60, 51, false),
    (4, None, 45, 8, false),
    (6, Some(14), 120, 60, false),
    (7, Some(20), 60, 25, true),
];

pub(super) async fn enter(stage: &Stage<'_>, seats: &[i64], people: &[i64]) -> Result<()> {
    let mut open = Vec::new();
    for (seat, visitor, minutes, since, rests) in OPEN {
        let visitor = visitor.map(|n| people[n]);
        open.push(session(stage, seats[seat], visitor, minutes, since, rests).await?);
    }
    for (n, minutes) in [(2, 60), (11, 30)] {
        let life = Life::new(minutes * 60, None, stage.now.plus(TimeDelta::hours(24)));
        past::issue(stage, Some(people[n]), &life, stage.now.minus(TimeDelta::minutes(4))).await?;
    }
    for person in people {
        // By what their sessions are found.
        visitors::follow(stage.tx, *person).await?;
    }
    if let Some(first) = open.first() {
        let at = stage.now.minus(TimeDelta::minutes(3));
        rows::message(stage.tx, seats[0], *first, "Bonjour, l’imprimante ne répond pas.", at).await?;
    }
    let label = "Invités du samedi".to_owned();
    batches::create(stage.tx, stage.app, stage.info, &batches::New { label, minutes: 30, count: 10 }).await?;
    wait(stage, seats, people).await?;
    book(stage, seats, people).await
}

async fn session(
    stage: &Stage<'_>,
    seat: i64,
    visitor: Option<i64>,
    minutes: i64,
    since: i64,
    rests: bool,
) -> Result<i64> {
    let from = stage.now.minus(TimeDelta::minutes(since));
    let mut life = Life::new(minutes * 60, None, from.plus(TimeDelta::hours(24)));
    let id = past::issue(stage, visitor, &life, from.minus(TimeDelta::minutes(1))).await?;
    life.start(seat, from, Terms { closes_at: None, warnings: &[10, 5, 1] })?;
    let waiting = sessions::get(&**stage.tx, id).await?;
    sessions::save(stage.tx, &waiting, &life, None, from).await?;
    if rests {
        let running = sessions::get(&**stage.tx, id).await?;
        let mut resting = running.life.clone();
        let at = stage.now.minus(TimeDelta::minutes(2));
        let closed = resting.suspend(at, TimeDelta::minutes(15))?;
        sessions::save(stage.tx, &running, &resting, closed, at).await?;
    }
    Ok(id)
}

/// Three at the site of the seats, the first of them called.
async fn wait(stage: &Stage<'_>, seats: &[i64], people: &[i64]) -> Result<()> {
    let site = store_seats::site_of(&**stage.tx, seats[0]).await?;
    let mut first = None;
    for (visitor, minutes) in [(Some(people[16]), 60), (None, 30), (Some(people[25]), 45)] {
        let id = queue::join(stage.tx, stage.app, stage.info, site, visitor, minutes).await?;
        first = first.or(Some(id));
    }
    match first {
        Some(id) => queue::call(stage.tx, stage.app, stage.info, id).await,
        None => Ok(()),
    }
}

/// A seat in an hour, and a workshop the day after tomorrow.
async fn book(stage: &Stage<'_>, seats: &[i64], people: &[i64]) -> Result<()> {
    let soon = Timestamp::from_seconds(stage.now.plus(TimeDelta::hours(1)).seconds() / 900 * 900 + 900);
    let one = reservations::Booking {
        workstations: vec![seats[5]],
        visitor: Some(people[18]),
        label: String::new(),
        starts_at: soon,
        ends_at: soon.plus(TimeDelta::hours(1)),
    };
    reservations::book(stage.tx, stage.app, stage.info, &one).await?;
    let today = wall::date_of(stage.zone, stage.now.seconds());
    let day = today.checked_add_days(Days::new(2)).unwrap_or(today);
    let at = |hour: u16| {
        let time = WallTime::new(hour, 0).unwrap_or(WallTime::START);
        Timestamp::from_seconds(wall::instant(stage.zone, time.on(day)))
    };
    let workshop = reservations::Booking {
        workstations: seats[..6].to_vec(),
        visitor: None,
        label: "Atelier CV".to_owned(),
        starts_at: at(14),
        ends_at: at(16),
    };
    reservations::book(stage.tx, stage.app, stage.info, &workshop).await.map(drop)
}
