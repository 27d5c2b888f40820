//! The screen follows what is wanted: the commands of locking and unlocking, and the browser that belongs to each.

use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::agent::Agent;
use crate::config::Commands;

const PATIENCE: Duration = Duration::from_secs(20);
/// Before a command that failed, or a browser that ended, is started again.
const AGAIN: Duration = Duration::from_secs(2);

/// Until `stop`; then the seat is locked.
pub(crate) async fn follow(agent: Arc<Agent>, commands: Commands, url: String, stop: CancellationToken) {
    let mut wanted = agent.wanted();
    let mut reboots = 0;
    loop {
        let now = *wanted.borrow_and_update();
        if now.reboots != reboots {
            reboots = now.reboots;
            run("reboot", &commands.reboot, &url).await;
        }
        let (name, turn, browser) = if now.is_open {
            ("unlock", &commands.unlock, &commands.panel)
        } else {
            ("lock", &commands.lock, &commands.screen)
        };
        let is_done = run(name, turn, &url).await;
        tokio::select! {
            () = stop.cancelled() => break,
            changed = wanted.changed() => if changed.is_err() { break },
            () = sleep(AGAIN), if !is_done => {}
            never = keep(browser, &url) => match never {},
        }
    }
    run("lock", &commands.lock, &url).await;
}

fn command(parts: &[String], url: &str) -> Option<Command> {
    let (program, arguments) = parts.split_first()?;
    let mut command = Command::new(program);
    command.args(arguments.iter().map(|argument| argument.replace("{url}", url)));
    command.stdin(Stdio::null()).kill_on_drop(true);
    Some(command)
}

/// Whether it ended well; what is not configured always does.
async fn run(name: &str, parts: &[String], url: &str) -> bool {
    let Some(mut command) = command(parts, url) else { return true };
    match timeout(PATIENCE, command.status()).await {
        Ok(Ok(status)) if status.success() => return true,
        Ok(Ok(status)) => tracing::error!(%status, "commands.{name} failed"),
        Ok(Err(error)) => tracing::error!(%error, "commands.{name} cannot be run"),
        Err(_) => tracing::error!("commands.{name} did not end within {PATIENCE:?}"),
    }
    false
}

/// A browser that somebody closes, or that crashes, comes back.
async fn keep(parts: &[String], url: &str) -> std::convert::Infallible {
    loop {
        let child: Option<std::io::Result<Child>> = command(parts, url).map(|mut command| command.spawn());
        match child {
            None => std::future::pending::<()>().await,
            Some(Err(error)) => tracing::error!(%error, "the browser cannot be started"),
            Some(Ok(mut child)) => {
                let ended = child.wait().await;
                tracing::warn!(?ended, "the browser has ended; it is started again");
            }
        }
        sleep(AGAIN).await;
    }
}
