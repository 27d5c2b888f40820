//! Ten thousand seats on one node: the memory of a connection, what their heartbeats cost, and how soon an order to all of
//! them is done. The program runs as a process of its own; the seats are this process, on the same cores. In every seat a
//! session runs, so that each is given a lease as it connects.
//!
//! Map: `fill` the place · `node` the program and what it uses · `line` one seat.
//!
//! Limits: one file for each connection in either process (raised to what the system allows), and some 28 000 ports of one
//! loopback address (`net.ipv4.ip_local_port_range`), so that ten thousand fit.

pub(crate) mod fill;
mod line;
mod node;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use futures::{StreamExt, TryStreamExt, stream};
use preau_calendar::Calendar;
use preau_kernel::db::Sql;
use preau_workstations::Workstations;
use preau_workstations::domain::key::SeatKey;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use sea_orm::QueryResult;
use serde_json::{Value, json};

use crate::Options;
use crate::load::{self, Connection};
use crate::place::{PASSWORD, Place};
use crate::table::{Table, median};
use line::Room;
use node::Node;

/// Of the files of a process, for everything that is no seat.
const OTHER_FILES: u64 = 400;
/// Seats that connect at one time.
const AT_ONCE: usize = 64;
/// Those that come and go before anything is measured, so that what every node needs once is there.
const FIRST: usize = 200;
const MINUTE: Duration = Duration::from_secs(60);
/// For handshakes to be forgotten and first heartbeats to be said.
const SETTLE: Duration = Duration::from_secs(20);
const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) async fn measure(options: &Options, table: &mut Table) -> Result<()> {
    let seats = options.seats.min(files()?);
    run(options, "SQLite", None, seats, table).await?;
    match &options.postgres {
        Some(url) => run(options, "PostgreSQL", Some(&url.replacen("/bench?", "/bench_seats?", 1)), seats, table).await,
        None => Ok(()),
    }
}

/// How many seats the system lets one process hold; the program that is started from here inherits the limit.
fn files() -> Result<usize> {
    let most = getrlimit(Resource::Nofile).maximum;
    setrlimit(Resource::Nofile, Rlimit { current: most, maximum: most })?;
    Ok(most.map_or(usize::MAX, |most| usize::try_from(most.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX)))
}

async fn run(options: &Options, engine: &str, database: Option<&str>, seats: usize, table: &mut Table) -> Result<()> {
    eprintln!("seats on {engine}");
    let place = Place::new(database, 0, vec![Arc::new(Calendar), Arc::new(Workstations)]).await?;
    let keys = fill::fill(&place, seats, fill::Session::Running).await?;
    place.analyze().await?;
    let node = Node::start(options, &place).await?;
    let first = Room::default();
    connect(&first, node.address, &keys[..FIRST.min(seats)]).await?;
    first.leave();
    tokio::time::sleep(Duration::from_secs(3)).await;

    let (before, began) = (node.memory()?, Instant::now());
    let room = Room::default();
    connect(&room, node.address, &keys).await?;
    let took = began.elapsed();
    tokio::time::sleep(SETTLE).await;
    let after = node.memory()?;
    let each = (after - before) / seats as f64;
    let behind = format!(
        "{seats} seats, {:.1} MB to {:.1} MB; all connected and given a lease in {:.1} s",
        before / 1000.0,
        after / 1000.0,
        took.as_secs_f64()
    );
    table.row(&format!("memory of a connected seat ({engine})"), format!("{each:.1} kB"), "≤ 20 kB", behind);

    heartbeats(&node, &room, engine, seats, table).await?;
    order_to_all(&place, &node, &room, &keys, engine, table).await
}

async fn connect(room: &Room, address: SocketAddr, keys: &[SeatKey]) -> Result<()> {
    let connected = stream::iter(keys).map(|key| room.connect(address, key)).buffer_unordered(AT_ONCE);
    connected.try_collect::<Vec<()>>().await?;
    let began = Instant::now();
    while room.leases.load(Ordering::Relaxed) < keys.len() as u64 {
        ensure!(began.elapsed() < PATIENCE, "{} of {} have a lease", room.leases.load(Ordering::Relaxed), keys.len());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    room.must_be_whole(keys.len())
}

/// A minute in which nothing is said but that everybody is there.
async fn heartbeats(node: &Node, room: &Room, engine: &str, seats: usize, table: &mut Table) -> Result<()> {
    let (cpu, answered, began) = (node.cpu()?, room.heartbeats.load(Ordering::Relaxed), Instant::now());
    tokio::time::sleep(MINUTE).await;
    let cores = (node.cpu()? - cpu).as_secs_f64() / began.elapsed().as_secs_f64();
    let answered = room.heartbeats.load(Ordering::Relaxed) - answered;
    room.must_be_whole(seats)?;
    ensure!(answered as usize >= seats * 3, "{answered} heartbeats of {seats} seats were answered within a minute");
    let behind = format!("{seats} seats, {answered} heartbeats answered in a minute");
    table.row(&format!("heartbeats of all seats ({engine})"), format!("{cores:.2} cores"), "< 0.5 cores", behind);
    Ok(())
}

/// One message to everybody, as the operator's page sends it: one request.
async fn order_to_all(
    place: &Place,
    node: &Node,
    room: &Room,
    keys: &[SeatKey],
    engine: &str,
    table: &mut Table,
) -> Result<()> {
    let token = token(node.address).await?;
    let mut operator = Connection::open(node.address).await?;
    let body =
        json!({"order": "message", "site": 1, "text": "La salle ferme dans dix minutes : enregistrez votre travail."});
    let (cpu, began) = (node.cpu()?, Instant::now());
    room.told_all(keys, began);
    let (status, answer) = operator.post_as("/api/workstations/orders/", &body.to_string(), &token).await?;
    ensure!(status == 200, "the order answered {status}: {answer}");
    let answered = began.elapsed();
    let taken = serde_json::from_str::<Value>(&answer)?["taken"].as_array().map_or(0, Vec::len);
    ensure!(taken == keys.len(), "{taken} of {} took the order", keys.len());
    while room.shown.load(Ordering::Relaxed) < keys.len() as u64 {
        ensure!(began.elapsed() < PATIENCE, "{} of {} were reached", room.shown.load(Ordering::Relaxed), keys.len());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let all_done = began.elapsed();
    let used = (node.cpu()? - cpu).as_secs_f64() / all_done.as_secs_f64();
    room.must_be_whole(keys.len())?;

    // From the one request to the answer of each seat that it has done it.
    let told: Vec<f64> = room.latencies();
    ensure!(told.len() == keys.len(), "{} of {} were told", told.len(), keys.len());
    let behind = format!(
        "median {:.0} ms, slowest {:.0} ms; one request for {} seats, answered after {:.2} s, {used:.2} cores",
        median(told.clone()),
        at(&told, 1.0),
        keys.len(),
        answered.as_secs_f64(),
    );
    let what = format!("an order to all seats: from request to done, p99 ({engine})");
    table.row(&what, format!("{:.0} ms", at(&told, 0.99)), "< 1000 ms", behind);

    let written = written(place, keys.len()).await?;
    let behind = format!(
        "median {:.0} ms, slowest {:.0} ms; written for many at once",
        median(written.clone()),
        at(&written, 1.0)
    );
    let what = format!("an order to all seats: from given to written as done, p99 ({engine})");
    table.row(&what, format!("{:.0} ms", at(&written, 0.99)), "< 1000 ms", behind);
    Ok(())
}

async fn token(address: SocketAddr) -> Result<String> {
    let body = json!({"email": "admin@example.com", "password": PASSWORD}).to_string();
    let (status, answer) = load::once(address, &load::post("/api/token/", &body)).await?;
    ensure!(status == 200, "log-in answered {status}: {answer}");
    let answer: Value = serde_json::from_str(&answer)?;
    Ok(answer["access"].as_str().context("an access token")?.to_owned())
}

/// Of each order, the milliseconds between the instants that the place keeps of it.
async fn written(place: &Place, seats: usize) -> Result<Vec<f64>> {
    let sql = "SELECT done_at - created_at AS took FROM seat_orders WHERE kind = 'message' AND done_at IS NOT NULL";
    let began = Instant::now();
    loop {
        let rows = place.app.db().read().all(sql, vec![]).await?;
        if rows.len() >= seats {
            let took = |row: &QueryResult| -> Result<f64> { Ok(row.try_get::<i64>("", "took")? as f64 / 1000.0) };
            return rows.iter().map(took).collect();
        }
        ensure!(began.elapsed() < PATIENCE, "{} of {seats} orders were written as done", rows.len());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// The value that this share does not exceed.
fn at(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(place.saturating_sub(1)).copied().unwrap_or_default()
}
