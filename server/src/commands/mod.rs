//! One file per command; each says what it did and returns how it ended.

mod audit;
mod backup;
mod check;
mod createsuperuser;
mod demo;
mod import_django;
mod kiosk;
mod migrate;
mod openapi;
mod ready;
mod restore;
mod serve;
mod simulate_room;
mod web;

use preau_kernel::config::LogConfig;
use preau_kernel::logging;

use crate::cli::{Audit, Cli, Command};
use crate::failure::Failure;
use crate::startup::Wishes;
use crate::terminal::Terminal;

/// Of commands that print what they do; a server logs as configured.
const LOG_LEVEL: &str = "warn";

pub(crate) async fn run(cli: Cli, terminal: &Terminal) -> Result<(), Failure> {
    let config = cli.config.clone();
    let wishes = Wishes::new(cli.config);
    let _log = match &cli.command {
        // As they are configured.
        Command::Serve(_) | Command::Demo(_) => None,
        // It has no configuration of a place; what it does on its own is worth a line.
        Command::Kiosk(asked) if asked.action.is_none() => Some(logging::init(&LogConfig::default())?),
        _ => Some(logging::init(&LogConfig { level: LOG_LEVEL.into(), ..LogConfig::default() })?),
    };
    match cli.command {
        Command::Serve(asked) => serve::run(terminal, wishes, &asked).await,
        Command::Demo(asked) => demo::run(terminal, wishes, &asked).await,
        Command::Migrate(database) => migrate::run(terminal, wishes, &database).await,
        Command::Createsuperuser(asked) => createsuperuser::run(terminal, wishes, asked).await,
        Command::Check(database) => check::run(terminal, wishes, &database).await,
        Command::Backup(asked) => backup::run(terminal, wishes, &asked).await,
        Command::Restore(asked) => restore::run(terminal, wishes, &asked).await,
        Command::ImportDjango(asked) => import_django::run(terminal, wishes, &asked).await,
        Command::Audit(Audit::Verify(asked)) => audit::verify(terminal, wishes, asked).await,
        Command::Audit(Audit::Retain(database)) => audit::retain(terminal, wishes, &database).await,
        Command::Web(asked) => web::run(terminal, wishes, asked),
        Command::Openapi => openapi::run(terminal, wishes).await,
        Command::Ready(asked) => ready::run(terminal, wishes, &asked).await,
        Command::Kiosk(asked) => kiosk::run(terminal, config, asked).await,
        Command::SimulateRoom(asked) => simulate_room::run(terminal, asked).await,
    }
}
