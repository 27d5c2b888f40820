//! `preau audit verify` and `preau audit retain`.

use preau_audit::{actions, verify as verification};
use preau_kernel::web::RequestInfo;

use crate::cli::{Database, Verify};
use crate::failure::Failure;
use crate::startup::{self, Wishes};
use crate::terminal::Terminal;

pub(crate) async fn verify(terminal: &Terminal, wishes: Wishes, asked: Verify) -> Result<(), Failure> {
    let config = startup::configuration(&wishes.database(asked.database.url.as_ref()))?;
    let app = startup::existing_app(config, terminal).await?;
    let report = verification::run(&app, asked.expect_head).await?;
    terminal.line(&verification::render(&report, terminal.l10n(), terminal.lang()));
    app.db().close().await;
    if report.is_sound() { Ok(()) } else { Err(Failure::Said(1)) }
}

pub(crate) async fn retain(terminal: &Terminal, wishes: Wishes, database: &Database) -> Result<(), Failure> {
    let config = startup::configuration(&wishes.database(database.url.as_ref()))?;
    let app = startup::existing_app(config, terminal).await?;
    let cleaned = actions::retain(&app, &RequestInfo::internal("command line")).await?;
    for part in &cleaned {
        terminal.say("retain-class", &[("class", part.class.name()), ("count", &part.count.to_string())]);
    }
    if cleaned.is_empty() {
        terminal.say("retain-nothing", &[]);
    }
    app.db().close().await;
    Ok(())
}
