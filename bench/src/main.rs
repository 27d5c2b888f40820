//! Measurements, each a ratio between two things measured in turn in one run, on this machine, so that a slow day of
//! the machine changes both sides. `bench/run` builds and runs it and prints one table.
//!
//! Map: `place` a place of any size on either engine · `load` a small HTTP client that measures throughput ·
//! `profile`, `login`, `lists`, `admin`, `booking`, `check_in`, `statistics`, `codes`, `seats`, `refusals`, `start`
//! what is measured · `peer` the same work by Django · `table` how it is shown.

mod admin;
mod booking;
mod check_in;
mod codes;
mod lists;
mod load;
mod login;
mod peer;
mod place;
mod profile;
mod refusals;
mod seats;
mod start;
mod statistics;
mod table;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;

use crate::table::Table;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
struct Options {
    /// Which measurements: profile, login, lists, admin, booking, check-in, statistics, codes, seats, refusals,
    /// start, peer; all when none is named.
    only: Vec<String>,
    /// Rows of the large lists.
    #[arg(long, default_value_t = 1_000_000)]
    rows: i64,
    /// Seats of the computer rooms, as far as the system has files for them.
    #[arg(long, default_value_t = 10_000)]
    seats: usize,
    /// Seconds of each round of load.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Rounds of each pair, in turns.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// An empty PostgreSQL database to measure the lists, the check-in and the seats on as well.
    #[arg(long)]
    postgres: Option<String>,
    /// The program, for the start and its memory, and for the seats.
    #[arg(long, default_value = "target/release/preau")]
    program: PathBuf,
    /// Load for another process: address, path, token or -, connections. Prints requests per second.
    #[arg(long, num_args = 4, hide = true)]
    load: Option<Vec<String>>,
    /// With `--load`: POSTs of this JSON.
    #[arg(long, hide = true)]
    body: Option<String>,
    /// The folder of the Django peer.
    #[arg(long, default_value = "bench/peers/django")]
    peer: PathBuf,
}

#[tokio::main]
async fn main() -> Result<()> {
    let options = Options::parse();
    if let Some(load) = &options.load {
        return load::child(load, options.body.as_deref(), options.seconds).await;
    }
    let wanted = |name: &str| options.only.is_empty() || options.only.iter().any(|only| only == name);
    let mut table = Table::default();
    if wanted("profile") {
        profile::measure(&options, &mut table).await?;
    }
    if wanted("login") {
        login::measure(&options, &mut table).await?;
    }
    if wanted("refusals") {
        refusals::measure(&mut table).await?;
    }
    if wanted("lists") {
        lists::measure(&options, &mut table).await?;
    }
    if wanted("admin") {
        admin::measure(&options, &mut table).await?;
    }
    if wanted("booking") {
        booking::measure(&options, &mut table).await?;
    }
    if wanted("check-in") {
        check_in::measure(&options, &mut table).await?;
    }
    if wanted("statistics") {
        statistics::measure(&options, &mut table).await?;
    }
    if wanted("codes") {
        codes::measure(&mut table).await?;
    }
    if wanted("seats") {
        seats::measure(&options, &mut table).await?;
    }
    if wanted("start") {
        start::measure(&options, &mut table).await?;
    }
    if wanted("peer") {
        peer::measure(&options, &mut table).await?;
    }
    println!("{table}");
    Ok(())
}
