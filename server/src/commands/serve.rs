//! `preau serve`: the place itself.

use preau_accounts::pages::setup;
use preau_kernel::config::Config;
use preau_kernel::{logging, place};

use crate::cli::Where;
use crate::failure::Failure;
use crate::running::{self, Door, Signals};
use crate::startup::{self, Wishes};
use crate::terminal::Terminal;

pub(crate) async fn run(terminal: &Terminal, wishes: Wishes, asked: &Where) -> Result<(), Failure> {
    let wishes = wishes.set("server.listen", asked.listen.clone(), "--listen").database(asked.database.url.as_ref());
    let mut config = startup::configuration(&wishes)?;
    let _log = logging::init(&config.log)?;
    let door = reserve(&mut config).await?;
    let app = startup::app(config, terminal).await?;
    let applied = app.migrate().await?;
    if !applied.is_empty() {
        tracing::info!(migrations = applied.join(", "), "the database was brought up to date");
    }
    if place::is_demo(app.db().read()).await? {
        tracing::warn!("this database is a demonstration: everybody knows its passwords (see `preau check`)");
    }
    running::run(&app, door, Signals::catch()?, async || {
        let base = app.config().base_url();
        terminal.say("serve-listening", &[("address", &base)]);
        if let Some(link) = setup::link(&app).await? {
            terminal.say("serve-first-run", &[("link", &link)]);
        }
        Ok(())
    })
    .await
}

/// Reserves the address; a port chosen by the system is known to the configuration from here on.
pub(crate) async fn reserve(config: &mut Config) -> Result<Door, Failure> {
    let door = Door::reserve(&config.server.listen).await?;
    if config.server.listen.ends_with(":0") {
        config.server.listen = door.address().to_string();
    }
    Ok(door)
}
