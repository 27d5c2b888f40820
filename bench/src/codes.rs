//! Right codes. From seats with their keys, beside bare transactions that change one row of the same file (what is counted
//! before it is judged, begun, and given back are three transactions), with few sessions before them and many; and beside
//! Django, the first use of a code and its repetition.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use preau_calendar::Calendar;
use preau_kernel::db::Sql;
use preau_workstations::Workstations;
use serde_json::{Value, json};

use crate::load::Connection;
use crate::peer::Keys;
use crate::place::Place;
use crate::race::{self, Ask, beside, ratio};
use crate::raw;
use crate::reads::PEER;
use crate::seats::fill::{self, Session};
use crate::stage::Stage;
use crate::table::{Asked, Row, Table, median};

/// Of each round; the first warms up. Each is one code, which is good once.
const CODES: usize = 1_000;
/// At once and from one network, of which 30 may be wrong.
const CLIENTS: usize = 16;
/// Of each round beside Django.
const BEGINNINGS: usize = 20;
/// Ended sessions are numbered from here on.
const ENDED: i64 = 1_000_000;

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    let options = stage.options;
    let each = if options.quick { 40 } else { CODES };
    eprintln!("codes");
    let few = Arc::new(Room::new(each * (options.rounds + 1), 0).await?);
    let many = Arc::new(Room::new(each * (options.rounds + 1), options.rows).await?);
    let mut rates = [Vec::new(), Vec::new(), Vec::new()];
    for round in 0..=options.rounds {
        let numbers = round * each..(round + 1) * each;
        let codes = enter_all(&few, numbers.clone()).await?;
        let bare = raw::rate_of(&few.place, numbers.start as i64..numbers.end as i64, async |raw, number| {
            let change = sqlx::query("UPDATE workstations SET location = 'x' WHERE id = $1").bind(number + 1);
            change.execute(raw).await?;
            Ok(())
        })
        .await?;
        let grown = enter_all(&many, numbers).await?;
        if round > 0 {
            rates[0].push(codes);
            rates[1].push(bare);
            rates[2].push(grown);
        }
    }
    let [codes, bare, grown] = &rates;
    let behind = format!("{} bare, {CLIENTS} clients, synchronous FULL", beside(codes, bare));
    let row = Row::new("a right code / bare transaction").ceiling(ratio(codes, bare), Asked::Shown, behind);
    let behind = format!("{} with none and {} sessions before", beside(codes, grown), options.rows);
    let row = row.growth(ratio(codes, grown), Asked::Shown, behind);
    table.add(beside_django(stage, row).await?);
    again(stage, table).await
}

/// A session is made, its code is sent, and it ends: what the code takes.
async fn beside_django(stage: &Stage<'_>, row: Row) -> Result<Row> {
    let pair = stage.pair().await?;
    let mut times: Vec<Vec<f64>> = pair.keys().iter().map(|_| Vec::new()).collect();
    for _ in 0..stage.options.rounds {
        for (keys, times) in pair.keys().into_iter().zip(&mut times) {
            times.push(beginnings(keys).await?);
        }
    }
    let [ours, theirs] = &*times else { return Ok(row) };
    let (a, b) = (median(ours.clone()), median(theirs.clone()));
    Ok(row.peer(
        ratio(theirs, ours),
        PEER,
        format!("{a:.2} ms to Django's {b:.2} ms, one after the other, synchronous NORMAL"),
    ))
}

async fn beginnings(keys: &Keys) -> Result<f64> {
    let mut connection = Connection::open(keys.address).await?;
    let admin = format!("{}\r\n", keys.admin);
    let mut times = Vec::new();
    for _ in 0..BEGINNINGS {
        let (status, made) = connection.post_with("/api/sessions/", &keys.session.to_string(), &admin).await?;
        ensure!(status == 201, "a session: {status} {made}");
        let made: Value = serde_json::from_str(&made)?;
        let code = made.get("access_code").or(made.get("code_acces")).context("a code")?;
        let body = json!({"code": code, "workstation": keys.session["workstation"]}).to_string();
        let start = Instant::now();
        let (status, answer) = connection.post("/api/sessions/validate_code/", &body).await?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        ensure!(status == 200, "a code: {status} {answer}");
        let path = format!("/api/sessions/{}/terminate/", made["id"]);
        let (status, answer) = connection.post_with(&path, "{}", &admin).await?;
        ensure!(status == 200, "an end: {status} {answer}");
    }
    Ok(median(times))
}

/// The code of a session that runs, from its seat.
async fn again(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    let pair = stage.pair().await?;
    let asks: Vec<_> = pair.keys().into_iter().map(said).collect();
    let rates = race::rates(stage.options, &asks).await?;
    let row = Row::new("a code that runs, said again");
    if let [ours, theirs] = &*rates {
        let behind = format!("{} Django, both synchronous NORMAL", beside(ours, theirs));
        table.add(row.peer(ratio(ours, theirs), PEER, behind));
    }
    Ok(())
}

fn said(keys: &Keys) -> Ask {
    Ask::post(keys.address, "/api/sessions/validate_code/", keys.code.to_string())
}

/// Seats, each with a code that waits.
struct Room {
    place: Place,
    keys: Vec<String>,
}

impl Room {
    /// With so many sessions that have ended.
    async fn new(seats: usize, ended: i64) -> Result<Self> {
        let place = Place::new(None, 0, vec![Arc::new(Calendar), Arc::new(Workstations)]).await?;
        let keys = fill::fill(&place, seats, Session::Waiting).await?.iter().map(|key| key.text()).collect();
        if ended > 0 {
            let now = place.app.now().0;
            let sql = format!(
                "INSERT INTO workstation_sessions (id, workstation_id, access_code, status, duration_seconds, code_expires_at, \
                 started_at, ended_at, end_reason, search, row_version, created_at, updated_at) \
                 SELECT {ENDED} + s.n, 1 + s.n % {seats}, 'ENDED' || s.n, 'ended', 3600, at, at, at, '', '', 1, at, at FROM \
                 (WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < $1) \
                 SELECT n, {now} - 60000000 * n AS at FROM s) s"
            );
            let tx = place.app.db().write_tx().await?;
            tx.exec(&sql, vec![ended.into()]).await?;
            tx.commit().await?;
        }
        place.analyze().await?;
        Ok(Self { place, keys })
    }
}

/// Per second, of these codes, whoever takes the next.
async fn enter_all(room: &Arc<Room>, numbers: std::ops::Range<usize>) -> Result<f64> {
    let next = Arc::new(AtomicUsize::new(numbers.start));
    let start = Instant::now();
    let clients: Vec<_> = (0..CLIENTS).map(|_| tokio::spawn(enter(room.clone(), next.clone(), numbers.end))).collect();
    for client in clients {
        client.await??;
    }
    Ok(numbers.len() as f64 / start.elapsed().as_secs_f64())
}

async fn enter(room: Arc<Room>, next: Arc<AtomicUsize>, end: usize) -> Result<()> {
    let mut connection = Connection::open(room.place.address).await?;
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= end {
            return Ok(());
        }
        let body = json!({"code": fill::code(number as i64 + 1)}).to_string();
        let known = format!("Authorization: Workstation {}\r\n", room.keys[number]);
        let (status, answer) = connection.post_with("/api/sessions/validate_code/", &body, &known).await?;
        ensure!(status == 200, "a code answered {status}: {answer}");
    }
}
