//! `preau migrate`: brings the database up to date, as `serve` does at its start.

use crate::cli::Database;
use crate::failure::Failure;
use crate::startup::{self, Wishes};
use crate::terminal::Terminal;

pub(crate) async fn run(terminal: &Terminal, wishes: Wishes, database: &Database) -> Result<(), Failure> {
    let config = startup::configuration(&wishes.database(database.url.as_ref()))?;
    let app = startup::app(config, terminal).await?;
    let applied = app.migrate().await?;
    for name in &applied {
        terminal.say("migrate-applied", &[("name", name)]);
    }
    let key = if applied.is_empty() { "migrate-nothing" } else { "migrate-done" };
    terminal.say(key, &[("count", &applied.len().to_string())]);
    app.db().close().await;
    Ok(())
}
