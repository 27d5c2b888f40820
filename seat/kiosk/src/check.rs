//! `preau kiosk check`: what is wrong, before a visitor finds it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use preau_seat_protocol::{SeatKey, VERSION};
use tokio::time::timeout;

use crate::config::Config;
use crate::link::{Link, is_local};
use crate::platform::SystemClock;
use crate::tls;

const PATIENCE: Duration = Duration::from_secs(8);

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// A key of the configuration, or `server`.
    pub about: &'static str,
    pub is_wrong: bool,
    /// What to say: `good`, or what is wrong.
    pub code: &'static str,
    /// What was found, in the system's own words.
    pub detail: String,
}

impl Finding {
    fn good(about: &'static str, detail: impl Into<String>) -> Self {
        Self { about, is_wrong: false, code: "good", detail: detail.into() }
    }

    fn wrong(about: &'static str, code: &'static str, detail: impl std::fmt::Display) -> Self {
        Self { about, is_wrong: true, code, detail: detail.to_string() }
    }
}

pub async fn check(path: &Path) -> Vec<Finding> {
    let config = match Config::read(path) {
        Ok(config) => config,
        Err(failure) => return vec![Finding::wrong("config", "unusable", failure)],
    };
    let mut found = vec![Finding::good("config", path.display().to_string()), clock(), state_dir(&config)];
    found.extend(commands(&config));
    let key = config.key();
    found.push(match &key {
        Ok(key) => Finding::good("key_file", format!("workstation {}", key.workstation())),
        Err(failure) => Finding::wrong("key_file", "unusable", failure),
    });
    if config.server.starts_with("http://") && !is_local(&config.server) {
        found.push(Finding::wrong("server", "key_in_the_clear", &config.server));
    }
    if let Ok(key) = key {
        found.push(server(&config, key).await);
    }
    found
}

fn clock() -> Finding {
    match SystemClock::new() {
        Ok(_) => Finding::good("clock", format!("v{VERSION}")),
        Err(failure) => Finding::wrong("clock", "unusable", failure),
    }
}

fn state_dir(config: &Config) -> Finding {
    let folder = &config.state_dir;
    let probe = folder.join("check.tmp");
    let tried = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&probe, "x"));
    match tried.and_then(|()| std::fs::remove_file(&probe)) {
        Ok(()) => Finding::good("state_dir", folder.display().to_string()),
        Err(error) => Finding::wrong("state_dir", "unusable", format!("{}: {error}", folder.display())),
    }
}

fn commands(config: &Config) -> Vec<Finding> {
    let commands = &config.commands;
    let all = [
        ("commands.lock", &commands.lock),
        ("commands.unlock", &commands.unlock),
        ("commands.reboot", &commands.reboot),
        ("commands.screen", &commands.screen),
        ("commands.panel", &commands.panel),
    ];
    let mut found = Vec::new();
    for (about, command) in all {
        if let Some(program) = command.first() {
            found.push(match find(program) {
                Some(path) => Finding::good(about, path),
                None => Finding::wrong(about, "no_program", program),
            });
        }
    }
    if commands.screen.is_empty() && commands.lock.is_empty() {
        found.push(Finding::wrong("commands.screen", "nothing_locks", ""));
    }
    if !commands.screen.is_empty() && !commands.screen.iter().any(|part| part.contains("{url}")) {
        found.push(Finding::wrong("commands.screen", "no_url", "{url}"));
    }
    found
}

fn find(program: &str) -> Option<String> {
    let path = Path::new(program);
    if path.components().count() > 1 {
        return path.is_file().then(|| program.to_owned());
    }
    let folders = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| path.is_file());
    found.map(|path| path.display().to_string())
}

/// The handshake as the agent makes it, which shows the key; nothing is said, so that an agent that runs goes on.
async fn server(config: &Config, key: SeatKey) -> Finding {
    let tls = match tls::client(config.ca_file.as_deref()) {
        Ok(tls) => tls,
        Err(failure) => return Finding::wrong("ca_file", "unusable", failure),
    };
    let link = Link { base: config.base().to_owned(), key: Arc::new(key), tls, faults: Default::default() };
    match timeout(PATIENCE, link.probe()).await {
        Ok(Ok(())) => Finding::good("server", config.base()),
        Ok(Err(failure)) => Finding::wrong("server", "unusable", failure),
        Err(_) => Finding::wrong("server", "silent", config.base()),
    }
}
