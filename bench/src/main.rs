//! Measurements, each a ratio between things measured in turns in one run, on this machine, so that a slow day of the
//! machine changes all of them: what Préau does beside what the machine can do at all, beside Django, and with few rows
//! beside many. `bench/run` builds and runs it and prints one table, which says what is asked beside what was measured.
//!
//! Map: `place` a place of any size on either engine, `stage` those that rows share, `school` one with many marks ·
//! `peer` Django and Préau over as much, `process` the program in a process of its own · `ceiling` a bare server with the
//! same bytes, `raw` SQLite with the same rows · `load` a small HTTP client, `race` servers asked in turns, `reads` the
//! rows of reading · `table`, `machine` how it is shown. All other files are rows, one each.

mod admin;
mod booking;
mod capacity;
mod ceiling;
mod check_in;
mod clean_build;
mod codes;
mod lists;
mod load;
mod log;
mod login;
mod machine;
mod memory;
mod peer;
mod people;
mod place;
mod process;
mod profile;
mod public;
mod race;
mod raw;
mod reads;
mod refresh;
mod refusals;
mod roll_call;
mod school;
mod seats;
mod size;
mod slots;
mod stage;
mod start;
mod statistics;
mod table;
mod web_app;
mod week;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Parser;

use crate::stage::Stage;
use crate::table::Table;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// In the order of the table.
const ROWS: [&str; 22] = [
    "profile",
    "login",
    "refresh",
    "people",
    "log",
    "admin",
    "public",
    "slots",
    "booking",
    "week",
    "statistics",
    "roll-call",
    "check-in",
    "codes",
    "lists",
    "refusals",
    "web-app",
    "start",
    "memory",
    "size",
    "seats",
    "capacity",
];
/// Not unless it is named: what only `docs/operations.md` needs.
const NAMED_ONLY: [&str; 1] = ["capacity"];
/// Nor in a quick run: they take minutes whatever the sizes.
const LONG: [&str; 2] = ["refusals", "seats"];
/// As sizes are when a run is quick.
const QUICK_ROWS: i64 = 2_000;
const QUICK_SEATS: usize = 50;
const QUICK_SECONDS: f64 = 0.1;

#[derive(Parser)]
struct Options {
    /// Which rows; all but capacity when none is named: profile, login, refresh, people, log, admin, public, slots,
    /// booking, week, statistics, roll-call, check-in, codes, lists, refusals, web-app, start, memory, size, seats,
    /// capacity.
    only: Vec<String>,
    /// Rows of the large lists.
    #[arg(long, default_value_t = 1_000_000)]
    rows: i64,
    /// Seats of the computer rooms, as far as the system has files for them.
    #[arg(long, default_value_t = 10_000)]
    seats: usize,
    /// Seconds of each round of load.
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Rounds of each row, in turns.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// One round of small sizes: whether every row works. Its figures mean nothing.
    #[arg(long)]
    quick: bool,
    /// Builds the program from nothing as well, which takes minutes.
    #[arg(long)]
    build: bool,
    /// An empty PostgreSQL database to measure the lists, the school, the check-in and the seats on as well.
    #[arg(long)]
    postgres: Option<String>,
    /// The program, for what is measured from outside.
    #[arg(long, default_value = "target/dist/preau")]
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
    /// Without Django.
    #[arg(long)]
    without_peer: bool,
}

impl Options {
    fn settled(mut self) -> Result<Self> {
        if let Some(unknown) = self.only.iter().find(|name| !ROWS.contains(&name.as_str())) {
            bail!("there is no row {unknown}; there are {}", ROWS.join(", "));
        }
        if self.quick {
            self.rows = self.rows.min(QUICK_ROWS);
            self.seats = self.seats.min(QUICK_SEATS);
            (self.rounds, self.seconds) = (1, QUICK_SECONDS);
        }
        Ok(self)
    }

    /// So many, or a few when the run is quick.
    fn small(&self, many: i64) -> i64 {
        if self.quick { many.min(QUICK_ROWS) } else { many }
    }

    fn wants(&self, name: &str) -> bool {
        match &*self.only {
            [] if self.quick && LONG.contains(&name) => false,
            [] => !NAMED_ONLY.contains(&name),
            only => only.iter().any(|only| only == name),
        }
    }

    fn program(&self) -> Result<PathBuf> {
        let path: &Path = &self.program;
        std::fs::canonicalize(path).with_context(|| format!("{}: cargo build --profile dist first", path.display()))
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let options = Options::parse().settled()?;
    if let Some(load) = &options.load {
        return load::child(load, options.body.as_deref(), options.seconds).await;
    }
    let stage = Stage::new(&options);
    let mut table = Table::default();
    for name in ROWS.into_iter().filter(|name| options.wants(name)) {
        row(name, &stage, &mut table).await.with_context(|| format!("the row {name}"))?;
    }
    if options.build {
        clean_build::measure(&mut table).await?;
    }
    println!("{table}");
    Ok(())
}

async fn row(name: &str, stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    let options = stage.options;
    match name {
        "profile" => profile::measure(stage, table).await,
        "login" => login::measure(stage, table).await,
        "refresh" => refresh::measure(stage, table).await,
        "people" => people::measure(stage, table).await,
        "log" => log::measure(stage, table).await,
        "admin" => admin::measure(stage, table).await,
        "public" => public::measure(stage, table).await,
        "slots" => slots::measure(stage, table).await,
        "booking" => booking::measure(stage, table).await,
        "week" => week::measure(stage, table).await,
        "statistics" => statistics::measure(stage, table).await,
        "roll-call" => roll_call::measure(stage, table).await,
        "check-in" => check_in::measure(stage, table).await,
        "codes" => codes::measure(stage, table).await,
        "lists" => lists::measure(stage, table).await,
        "refusals" => refusals::measure(table).await,
        "web-app" => web_app::measure(stage, table).await,
        "start" => start::measure(options, table).await,
        "memory" => memory::measure(stage, table).await,
        "size" => size::measure(options, table),
        "seats" => seats::measure(options, table).await,
        "capacity" => capacity::measure(stage, table).await,
        other => bail!("there is no row {other}"),
    }
}
