//! `kiosk.toml`. Every wrong value is named.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use preau_seat_protocol::SeatKey;
use serde::Deserialize;

use crate::failure::{Failure, OrFail};
use crate::platform::{DEFAULT_STATE_DIR, is_readable_by_others, keep_private};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `https://preau.example.org`; `http://` only where nobody can listen.
    pub server: String,
    /// The seat's key, made by `preau kiosk enrol`; beside the state by default.
    #[serde(default)]
    pub key_file: Option<PathBuf>,
    /// What the seat keeps over restarts.
    #[serde(default = "default_state_dir")]
    pub state_dir: PathBuf,
    /// Where the lock screen is served; loopback only.
    #[serde(default = "default_listen")]
    pub listen: SocketAddr,
    /// A certificate authority of the place's own, in PEM.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    #[serde(default)]
    pub commands: Commands,
}

/// Each a program and its arguments; `{url}` is the address of the lock screen. Empty: nothing is done.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Commands {
    pub lock: Vec<String>,
    pub unlock: Vec<String>,
    pub reboot: Vec<String>,
    /// A browser in kiosk mode, running while the seat is locked.
    pub screen: Vec<String>,
    /// A small window with the time that is left, running while it is not.
    pub panel: Vec<String>,
}

fn default_state_dir() -> PathBuf {
    DEFAULT_STATE_DIR.into()
}

fn default_listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8765))
}

impl Config {
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path).or_fail(path.display())?;
        Self::parse(&text).map_err(|failure| Failure::new(format!("{}: {failure}", path.display())))
    }

    pub fn parse(text: &str) -> Result<Self, Failure> {
        let config: Self = toml::from_str(text).map_err(|error| Failure::new(error.to_string().trim_end()))?;
        let wrong = config.wrong();
        if wrong.is_empty() { Ok(config) } else { Err(Failure::new(wrong.join("; "))) }
    }

    /// What cannot work, by the names of the keys.
    fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let host = self.server.strip_prefix("https://").or_else(|| self.server.strip_prefix("http://"));
        if host.is_none_or(|host| host.is_empty() || host.starts_with('/')) {
            wrong.push("server: an address that begins with https:// or http:// is needed".to_owned());
        }
        if !self.listen.ip().is_loopback() {
            wrong.push("listen: the lock screen is for this machine only; use 127.0.0.1 or [::1]".to_owned());
        }
        let commands = &self.commands;
        for (name, command) in [
            ("lock", &commands.lock),
            ("unlock", &commands.unlock),
            ("reboot", &commands.reboot),
            ("screen", &commands.screen),
            ("panel", &commands.panel),
        ] {
            if command.first().is_some_and(|program| program.trim().is_empty()) {
                wrong.push(format!("commands.{name}: its first part is the program"));
            }
        }
        wrong
    }

    /// Without the slash at the end.
    pub(crate) fn base(&self) -> &str {
        self.server.trim_end_matches('/')
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.listen)
    }

    pub fn key_path(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| self.state_dir.join("seat.key"))
    }

    pub fn key(&self) -> Result<SeatKey, Failure> {
        let path = self.key_path();
        let text = std::fs::read_to_string(&path).or_fail(path.display())?;
        if is_readable_by_others(&path) {
            return Err(Failure::new(format!("{} can be read by others; chmod 600 it", path.display())));
        }
        SeatKey::parse(&text).or_fail(path.display())
    }

    pub(crate) fn keep_key(&self, key: &SeatKey) -> Result<PathBuf, Failure> {
        use std::io::Write;
        let path = self.key_path();
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).or_fail(folder.display())?;
        }
        // Private before there is anything in it.
        let mut file = std::fs::File::create(&path).or_fail(path.display())?;
        keep_private(&file).or_fail(path.display())?;
        writeln!(file, "{}", key.reveal()).or_fail(path.display())?;
        file.sync_all().or_fail(path.display())?;
        Ok(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        for (text, named) in [
            ("", "server"),
            ("server = \"preau.example.org\"", "server"),
            ("server = \"https://\"", "server"),
            ("server = \"https://a\"\nlisten = \"0.0.0.0:80\"", "listen"),
            ("server = \"https://a\"\nlisten = \"nowhere\"", "listen"),
            ("server = \"https://a\"\n[commands]\nlock = [\" \"]", "commands.lock"),
            ("server = \"a\"\n[commands]\nlock = [\"\"]\nscreen = [\"\"]", "commands.screen"),
            ("server = \"https://a\"\n[commands]\nlok = []", "lok"),
            ("server = \"https://a\"\nstate = \"x\"", "state"),
        ] {
            let failure = Config::parse(text).expect_err(text).to_string();
            assert!(failure.contains(named), "{text}: {failure}");
        }
    }

    #[test]
    fn little_must_be_said() {
        let config = Config::parse("server = \"https://preau.example.org/\"").expect("enough");
        assert_eq!(config.base(), "https://preau.example.org");
        assert_eq!(config.url(), "http://127.0.0.1:8765/");
        assert!(config.key_path().ends_with("seat.key"));
    }
}
