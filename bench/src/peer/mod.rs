//! The same work by Préau and by a tuned Django (`bench/peers/django`: Django, DRF, SimpleJWT, gunicorn with two workers,
//! SQLite), in turns, over as many people and log entries. Log-in is not here: both are bound by Argon2id (`login`).
//!
//! Map: `django` the peer's process · `ours` Préau with what the peer has · here the rows.

mod django;
mod ours;

use std::net::SocketAddr;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Datelike, Days, NaiveDate, Weekday};
use serde_json::{Value, json};

use crate::load::{self, Connection};
use crate::place::Place;
use crate::table::{Table, median};
use crate::{Options, start};

pub(super) const PEOPLE: i64 = 1_000;
pub(super) const LOGS: i64 = 100_000;
/// As many as the gunicorn of the peer serves well.
const CONNECTIONS: usize = 32;
const BOOKINGS: usize = 40;
const GOAL: &str = "≥ 20";

/// What is asked of both, each in its own words.
struct Row {
    what: &'static str,
    goal: &'static str,
    ours: Ask,
    theirs: Ask,
}

struct Ask {
    path: String,
    credential: Option<String>,
    body: Option<String>,
}

/// A server with what its rows need.
pub(super) struct Side {
    pub(super) address: SocketAddr,
    pub(super) admin: String,
    pub(super) cookie: String,
    /// Of a session that waits or runs.
    pub(super) code: Value,
    /// Clients, each with an access token.
    pub(super) clients: Vec<String>,
}

pub(crate) async fn measure(options: &Options, table: &mut Table) -> Result<()> {
    eprintln!("peer: starting Django");
    let Some(django) = django::start(&options.peer).await? else {
        table.row("Préau / Django", "not measured", GOAL, "the peer did not start: no network for its packages?");
        return Ok(());
    };
    let theirs = django.side().await?;
    let place = ours::place().await?;
    let ours = ours::side(&place).await?;
    let day = working_day(&place);
    for row in rows(&ours, &theirs, day) {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        for _ in 0..options.rounds {
            a.push(rate(ours.address, &row.ours, options.seconds).await?);
            b.push(rate(theirs.address, &row.theirs, options.seconds).await?);
        }
        let ratio = median(a.iter().zip(&b).map(|(a, b)| a / b).collect());
        let behind = format!("{:.0}/s to {:.0}/s, {CONNECTIONS} connections", median(a), median(b));
        table.row(&format!("Préau / Django: {}", row.what), format!("{ratio:.1}"), row.goal, behind);
    }
    let (a, b) = (booking_times(&ours, day).await?, booking_times(&theirs, day).await?);
    let behind = format!("{a:.2} ms to {b:.2} ms, one client after the other");
    table.row("Préau / Django: booking", format!("{:.1}", b / a), GOAL, behind);
    memory(options, &place, &ours, &django, table).await
}

fn rows(ours: &Side, theirs: &Side, day: NaiveDate) -> Vec<Row> {
    let get = |path: &str, credential: &str| Ask {
        path: path.to_owned(),
        credential: Some(credential.to_owned()),
        body: None,
    };
    let both =
        |what, path: &str| Row { what, goal: GOAL, ours: get(path, &ours.admin), theirs: get(path, &theirs.admin) };
    let code = |side: &Side| Ask {
        path: "/api/sessions/validate_code/".to_owned(),
        credential: None,
        body: Some(side.code.to_string()),
    };
    vec![
        both("profile", "/auth/profile/"),
        Row {
            what: "list of 50 students",
            goal: GOAL,
            ours: get("/api/students/?page_size=50", &ours.admin),
            theirs: get("/api/students/", &theirs.admin),
        },
        both("free times of a day", &format!("/api/slots/?date={day}")),
        Row { what: "a code that runs, said again", goal: GOAL, ours: code(ours), theirs: code(theirs) },
        Row {
            what: "50 entries of the log",
            goal: GOAL,
            ours: get("/api/logs/?page_size=50", &ours.admin),
            theirs: get("/api/logs/", &theirs.admin),
        },
        Row {
            what: "back office, list of students",
            goal: GOAL,
            ours: get("/admin/students/?view=none&page_size=100", &ours.cookie),
            theirs: get("/admin/accounts/student/", &theirs.cookie),
        },
        Row {
            what: "back office, search",
            goal: GOAL,
            ours: get("/admin/students/?view=none&search=martin77", &ours.cookie),
            theirs: get("/admin/accounts/student/?q=nom77", &theirs.cookie),
        },
    ]
}

async fn rate(address: SocketAddr, ask: &Ask, seconds: u64) -> Result<f64> {
    load::send(address, &ask.path, ask.credential.as_deref(), ask.body.as_deref(), CONNECTIONS, seconds)
        .await
        .with_context(|| ask.path.clone())
}

/// A day within the horizon on which both have times.
fn working_day(place: &Place) -> NaiveDate {
    let today = DateTime::from_timestamp(place.app.now().seconds(), 0).map_or(NaiveDate::MIN, |now| now.date_naive());
    let days = (7..14).filter_map(|ahead| today.checked_add_days(Days::new(ahead)));
    days.into_iter().find(|day| day.weekday() == Weekday::Tue).unwrap_or(today)
}

/// Milliseconds of a booking: each client takes the next free time of the coming days.
async fn booking_times(side: &Side, mut day: NaiveDate) -> Result<f64> {
    let mut connection = Connection::open(side.address).await?;
    let mut free = Vec::new();
    while free.len() < BOOKINGS {
        let token = &side.clients[0];
        let (status, answer) = connection.get(&format!("/api/slots/?date={day}"), token).await?;
        ensure!(status == 200, "{status}: {answer}");
        let answer: Value = serde_json::from_str(&answer)?;
        let slots = answer["slots"].as_array().context("slots")?.iter().filter(|slot| slot["available"] == true);
        free.extend(slots.map(|slot| json!({"date": day, "start": slot["start"]}).to_string()));
        day = day.checked_add_days(Days::new(1)).context("a day")?;
    }
    let mut times = Vec::new();
    for (body, client) in free.iter().take(BOOKINGS).zip(side.clients.iter().cycle()) {
        let start = Instant::now();
        let (status, answer) = connection.post_as("/api/appointments/", body, client).await?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        ensure!(status == 201, "{status}: {answer}");
    }
    Ok(median(times))
}

/// After the same load: all processes of the peer, each page once, beside Préau's one process over the same database.
async fn memory(
    options: &Options,
    place: &Place,
    ours: &Side,
    django: &django::Django,
    table: &mut Table,
) -> Result<()> {
    let program = ours::program(options, place).await?;
    for path in ["/auth/profile/", "/api/students/?page_size=50", "/api/logs/?page_size=50"] {
        load::send(program.address, path, Some(&ours.admin), None, CONNECTIONS, options.seconds).await?;
    }
    let (a, b) = (start::resident_mib(program.id()?)?, django.proportional_mib()?);
    let behind = format!("{a:.0} MB (resident, after load) to {b:.0} MB (proportional, master and workers)");
    table.row("Django / Préau: memory", format!("{:.1}", b / a), "≥ 5", behind);
    Ok(())
}
