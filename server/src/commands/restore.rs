//! `preau restore`: a backup takes the place of the database.

use preau_kernel::app::App;
use preau_kernel::backup;
use preau_kernel::clock::{Chance, Clock};

use super::backup::tell;
use crate::cli::Restore;
use crate::failure::Failure;
use crate::modules;
use crate::startup::{self, Wishes};
use crate::terminal::Terminal;

pub(crate) async fn run(terminal: &Terminal, wishes: Wishes, asked: &Restore) -> Result<(), Failure> {
    let config = startup::configuration(&wishes.database(asked.database.url.as_ref()))?;
    // Of modules that are off too: a place may have used them before.
    let known = App::migrations_of(&modules::every());
    let report = backup::restore(&config, &Clock::System, &Chance::System, &asked.source, asked.force, &known).await?;
    tell(terminal, "restore-done", &report);
    Ok(())
}
