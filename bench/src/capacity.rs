//! What one core and one gigabyte carry, for the table in `docs/operations.md`: the program in a process of its own, whose
//! processor time and memory the system tells. Its periodic tasks are off, for they have a million entries to seal.
//!
//! What seats take stands in `seats`.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Result, ensure};

use crate::booking::Practice;
use crate::login;
use crate::process::Program;
use crate::race::Ask;
use crate::stage::{Stage, Town};
use crate::table::{Row, Table, at, median};

/// Requests of one client, one after another.
const REQUESTS: usize = 300;

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    eprintln!("capacity");
    let [_, ten_thousand, many] = stage.towns().await?;
    let folder = tempfile::tempdir()?;
    memory(stage, ten_thousand, folder.path(), table).await?;

    let program = start(stage, many.place.app.db().url(), folder.path()).await?;
    for (what, path) in [
        ("a page of 50 people", "/api/students/?page_size=50"),
        ("a search that finds 20", "/api/students/?search=zebulon"),
        ("a search that finds 1 in 100", "/api/students/?search=gaspard"),
    ] {
        let times = one_by_one(program.address, path, &many.token).await?;
        let behind = format!("median {:.2} ms, one client", median(times.clone()));
        let row = Row::new(format!("{what} of {} people, 99 in 100", many.rows));
        table.add(row.figure(format!("{:.1} ms", at(&times, 0.99)), "< 50 ms", behind));
    }
    for (what, path) in [
        ("read from the cache: a profile", "/auth/profile/"),
        ("read by one query: a person", "/api/students/1/"),
        ("a page of 50 people", "/api/students/?page_size=50"),
    ] {
        let ask = Ask::get(program.address, path, Some(&many.token));
        table.add(of_a_core(stage, &program, what, async |seconds| ask.rate(seconds).await).await?);
    }
    let log_in = async |seconds| login::login_rate(program.address, seconds).await;
    table.add(of_a_core(stage, &program, "log-ins", log_in).await?);
    let held = program.used()?;
    let behind = "people, log-ins and log entries each; after all of the above";
    let row = Row::new(format!("memory with {} people, after load", many.rows));
    table.add(row.figure(format!("{:.0} MiB", held.resident), "shown", behind));
    program.stop().await?;
    disk(many, table)?;

    bookings(stage, "SQLite", None, folder.path(), table).await?;
    match &stage.options.postgres {
        Some(url) => {
            let url = url.replacen("/bench?", "/bench_booking?", 1);
            bookings(stage, "PostgreSQL", Some(&url), folder.path(), table).await
        }
        None => Ok(()),
    }
}

/// Nothing but requests, and no holiday on which nobody could book.
async fn start(stage: &Stage<'_>, database: &str, folder: &Path) -> Result<Program> {
    let settings = [("PREAU_JOBS_WORKERS", "0"), ("PREAU_CALENDAR_HOLIDAYS", "none")];
    Program::with(stage.options, database, folder, &settings).await
}

async fn memory(stage: &Stage<'_>, town: &Town, folder: &Path, table: &mut Table) -> Result<()> {
    let program = start(stage, town.place.app.db().url(), folder).await?;
    let rest = program.used()?;
    for path in ["/auth/profile/", "/api/students/?page_size=50", "/api/logs/?page_size=50"] {
        Ask::get(program.address, path, Some(&town.token)).rate(stage.options.seconds).await?;
    }
    let loaded = program.used()?;
    let behind = format!("{:.1} MiB at its start", rest.resident);
    let row = Row::new(format!("memory with {} people, after load", town.rows));
    table.add(row.figure(format!("{:.1} MiB", loaded.resident), "shown", behind));
    program.stop().await
}

/// Milliseconds of each.
async fn one_by_one(address: SocketAddr, path: &str, token: &str) -> Result<Vec<f64>> {
    let mut connection = crate::load::Connection::open(address).await?;
    let token = token.trim_start_matches("Authorization: Bearer ");
    let mut times = Vec::new();
    for _ in 0..REQUESTS {
        let start = Instant::now();
        let (status, answer) = connection.get(path, token).await?;
        ensure!(status == 200, "{path}: {status} {answer}");
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(times)
}

/// How many a core does in a second of its time: the middle of the rounds.
async fn of_a_core<F>(stage: &Stage<'_>, program: &Program, what: &str, rate: F) -> Result<Row>
where
    F: AsyncFn(f64) -> Result<f64>,
{
    let (mut each, mut rates) = (Vec::new(), Vec::new());
    for round in 0..=stage.options.rounds {
        let (before, began) = (program.used()?.cpu, Instant::now());
        let per_second = rate(stage.options.seconds).await?;
        let cpu = (program.used()?.cpu - before).as_secs_f64();
        if round > 0 && cpu > 0.0 {
            each.push(per_second * began.elapsed().as_secs_f64() / cpu);
            rates.push(per_second);
        }
    }
    let behind = format!("{:.0}/s while the client took the rest of the machine", median(rates));
    Ok(Row::new(format!("{what}, per second and core")).figure(format!("{:.0}", median(each)), "shown", behind))
}

/// Of one person with a log-in and a log entry.
fn disk(town: &Town, table: &mut Table) -> Result<()> {
    if let Some(path) = town.place.app.config().database.sqlite_path() {
        let bytes = std::fs::metadata(path)?.len() as f64;
        let behind = format!("{:.0} MB with {}; a person, a log-in and a log entry each", bytes / 1e6, town.rows);
        let figure = format!("{:.1} kB", bytes / 1000.0 / town.rows as f64);
        table.add(Row::new("disk for a person, SQLite").figure(figure, "shown", behind));
    }
    Ok(())
}

async fn bookings(
    stage: &Stage<'_>,
    engine: &str,
    database: Option<&str>,
    folder: &Path,
    table: &mut Table,
) -> Result<()> {
    let practice = Arc::new(Practice::new(database, stage.options.rows.min(10_000)).await?);
    let program = start(stage, practice.place.app.db().url(), folder).await?;
    let mut rates = Vec::new();
    let mut cores = Vec::new();
    for round in 0..=stage.options.rounds {
        let (before, began) = (program.used()?.cpu, Instant::now());
        let booked = Practice::book_for(&practice, program.address, stage.options.seconds).await?;
        if round > 0 {
            rates.push(booked);
            cores.push((program.used()?.cpu - before).as_secs_f64() / began.elapsed().as_secs_f64());
        }
    }
    let behind = format!("{:.2} cores of the program; every one on the disk before it is answered", median(cores));
    let row = Row::new(format!("bookings per second ({engine})"));
    table.add(row.figure(format!("{:.0}", median(rates)), "shown", behind));
    program.stop().await
}
