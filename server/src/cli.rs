//! What may be typed. Every help text is `cli-…` in the locales (see `cli_texts`).

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "preau", version)]
pub(crate) struct Cli {
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Serve(Where),
    Demo(Where),
    Migrate(Database),
    Createsuperuser(Createsuperuser),
    Check(Database),
    Backup(Backup),
    Restore(Restore),
    ImportDjango(ImportDjango),
    #[command(subcommand)]
    Audit(Audit),
    Web(Web),
    Openapi,
    Ready(Ready),
    Kiosk(Kiosk),
    SimulateRoom(SimulateRoom),
}

#[derive(Debug, Args)]
pub(crate) struct Where {
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) listen: Option<String>,
    #[command(flatten)]
    pub(crate) database: Database,
}

#[derive(Debug, Args)]
pub(crate) struct Database {
    #[arg(long = "database", value_name = "URL")]
    pub(crate) url: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Createsuperuser {
    #[arg(long)]
    pub(crate) email: Option<String>,
    #[arg(long)]
    pub(crate) username: Option<String>,
    #[arg(long)]
    pub(crate) first_name: Option<String>,
    #[arg(long)]
    pub(crate) last_name: Option<String>,
    #[arg(long)]
    pub(crate) coach: bool,
    #[command(flatten)]
    pub(crate) database: Database,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    pub(crate) target: PathBuf,
    #[command(flatten)]
    pub(crate) database: Database,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    pub(crate) source: PathBuf,
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) database: Database,
}

#[derive(Debug, Args)]
pub(crate) struct ImportDjango {
    pub(crate) file: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) database: Database,
}

#[derive(Debug, Args)]
pub(crate) struct Ready {
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) listen: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Web {
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    #[arg(long, value_name = "URL")]
    pub(crate) api: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    Verify(Verify),
    Retain(Database),
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[arg(long, value_name = "HEX")]
    pub(crate) expect_head: Option<String>,
    #[command(flatten)]
    pub(crate) database: Database,
}

/// The agent of a seat: without more, it runs.
#[derive(Debug, Args)]
pub(crate) struct Kiosk {
    #[command(subcommand)]
    pub(crate) action: Option<KioskAction>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KioskAction {
    Check,
    Enrol(Enrol),
}

#[derive(Debug, Args)]
pub(crate) struct Enrol {
    #[arg(value_name = "URL")]
    pub(crate) server: String,
    pub(crate) code: String,
}

#[derive(Debug, Args)]
pub(crate) struct SimulateRoom {
    #[arg(long, value_name = "URL")]
    pub(crate) server: String,
    #[arg(long, value_name = "TOKEN")]
    pub(crate) token: Option<String>,
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(crate) workstations: usize,
    #[arg(long, value_name = "S", default_value_t = 60)]
    pub(crate) seconds: u64,
    #[arg(long, value_name = "S", default_value_t = 0)]
    pub(crate) cut_every: u64,
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) trouble: u64,
}
