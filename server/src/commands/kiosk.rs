//! `preau kiosk`: the agent of a seat, its check and its enrolment.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use preau_kiosk::{Config, SystemClock, check, enrol, serve};
use tokio_util::sync::CancellationToken;

use crate::cli::{Enrol, Kiosk, KioskAction};
use crate::failure::Failure;
use crate::running::Signals;
use crate::terminal::Terminal;

const HERE: &str = "kiosk.toml";
const INSTALLED: &str = "/etc/preau/kiosk.toml";

pub(crate) async fn run(terminal: &Terminal, config: Option<PathBuf>, asked: Kiosk) -> Result<(), Failure> {
    let path = config.unwrap_or_else(|| if Path::new(HERE).exists() { HERE.into() } else { INSTALLED.into() });
    match asked.action {
        None => {
            let signals = Signals::catch()?;
            run_agent(&path, signals).await.map_err(failed)
        }
        Some(KioskAction::Check) => tell(terminal, &path).await,
        Some(KioskAction::Enrol(Enrol { server, code })) => {
            let key = enrol(&path, &server, &code).await.map_err(failed)?;
            let (path, key) = (path.display().to_string(), key.display().to_string());
            terminal.say("kiosk-enrolled", &[("path", &path), ("key", &key)]);
            Ok(())
        }
    }
}

/// Until it is told to stop; then the seat is locked.
async fn run_agent(path: &Path, mut signals: Signals) -> Result<(), preau_kiosk::Failure> {
    let config = Config::read(path)?;
    let clock = Arc::new(SystemClock::new()?);
    let stop = CancellationToken::new();
    let stopping = stop.clone();
    tokio::spawn(async move {
        signals.next().await;
        stopping.cancel();
    });
    serve(&config, clock, stop).await
}

async fn tell(terminal: &Terminal, path: &Path) -> Result<(), Failure> {
    let found = check(path).await;
    for finding in &found {
        let key = format!("kiosk-{}", finding.code.replace('_', "-"));
        terminal.say(&key, &[("about", finding.about), ("detail", &finding.detail)]);
    }
    if found.iter().any(|finding| finding.is_wrong) { Err(Failure::Said(1)) } else { Ok(()) }
}

pub(super) fn failed(failure: preau_kiosk::Failure) -> Failure {
    Failure::told("error-kiosk", &[("reason", &failure)])
}
