//! `preau kiosk enrol <server> <code>`: the one-time code of an operator becomes the seat's own key.

use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::failure::Failure;
use crate::tls;
use crate::web::Web;

/// The configuration's file is made when there is none; where the key stands is answered.
pub async fn enrol(config_path: &Path, server: &str, code: &str) -> Result<PathBuf, Failure> {
    let config = if config_path.exists() {
        Config::read(config_path)?
    } else {
        let config = Config::parse(&format!("server = {}\n", toml::Value::from(server)))?;
        make(config_path, &config)?;
        config
    };
    if config.base() != server.trim_end_matches('/') {
        return Err(Failure::new(format!("{}: server is {}", config_path.display(), config.server)));
    }
    let tls = tls::client(config.ca_file.as_deref())?;
    let key = Web::new(server, &tls)?.enrol(code).await?;
    config.keep_key(&key)
}

fn make(path: &Path, config: &Config) -> Result<(), Failure> {
    use crate::failure::OrFail;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).or_fail(folder.display())?;
    }
    let server = toml::Value::from(config.server.as_str());
    std::fs::write(path, format!("server = {server}\n\n{EXAMPLE}")).or_fail(path.display())
}

const EXAMPLE: &str = r#"# state_dir = "/var/lib/preau-kiosk"
# listen = "127.0.0.1:8765"
# ca_file = "/etc/ssl/place.pem"

[commands]
# screen = ["chromium", "--kiosk", "--no-first-run", "--user-data-dir=/var/lib/preau-kiosk/browser", "--app={url}"]
# panel = ["chromium", "--app={url}", "--window-size=380,360", "--user-data-dir=/var/lib/preau-kiosk/panel"]
# lock = ["loginctl", "lock-session"]
# unlock = ["loginctl", "unlock-session"]
# reboot = ["systemctl", "reboot"]
"#;
