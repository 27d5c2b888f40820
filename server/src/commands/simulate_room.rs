//! `preau simulate-room`: seats that are none, against a server.

use std::time::Duration;

use preau_kiosk::simulate::{self, Wishes};
use tokio_util::sync::CancellationToken;

use super::kiosk::failed;
use crate::cli::SimulateRoom;
use crate::failure::Failure;
use crate::terminal::Terminal;

/// Where the token of an operator stands that is not typed.
const TOKEN: &str = "PREAU_TOKEN";

pub(crate) async fn run(terminal: &Terminal, asked: SimulateRoom) -> Result<(), Failure> {
    let token = asked.token.or_else(|| std::env::var(TOKEN).ok());
    let token = token.ok_or_else(|| Failure::mistyped("error-simulate-token", &[("variable", &TOKEN)]))?;
    let wishes = Wishes {
        server: asked.server,
        token,
        workstations: asked.workstations,
        duration: Duration::from_secs(asked.seconds),
        cut_every: Duration::from_secs(asked.cut_every),
        trouble: asked.trouble,
    };
    let (count, seconds) = (asked.workstations.to_string(), asked.seconds.to_string());
    let opened = || terminal.say("simulate-playing", &[("count", &count), ("seconds", &seconds)]);
    let report = simulate::run(&wishes, CancellationToken::new(), opened).await.map_err(failed)?;
    terminal.line(&report.to_string());
    if report.wrong.is_empty() { Ok(()) } else { Err(Failure::Said(1)) }
}
