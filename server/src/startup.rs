//! From files and variables to a configuration, and from that to an application. Every wrong value is one sentence
//! that names its key and where it stands.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use preau_kernel::app::{App, Parts};
use preau_kernel::clock::{Chance, Clock};
use preau_kernel::config::{Config, ConfigError, Layers, Problem};
use preau_kernel::db::migrate;
use preau_kernel::module::Module;
use preau_kernel::secrets::Secrets;
use serde_json::Value;

use crate::failure::Failure;
use crate::modules;
use crate::terminal::Terminal;

const DEFAULT_FILE: &str = "preau.toml";
const DOTENV: &str = ".env";

/// What the command line says; it is stronger than everything else.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wishes {
    /// A file that must be there; otherwise `preau.toml` if it is.
    pub(crate) file: Option<PathBuf>,
    /// Key, value, the option it was given by.
    settings: Vec<(&'static str, Value, &'static str)>,
}

impl Wishes {
    pub(crate) fn new(file: Option<PathBuf>) -> Self {
        Self { file, settings: Vec::new() }
    }

    #[must_use]
    pub(crate) fn set(mut self, key: &'static str, value: Option<impl Into<Value>>, option: &'static str) -> Self {
        self.settings.extend(value.map(|value| (key, value.into(), option)));
        self
    }

    #[must_use]
    pub(crate) fn database(self, url: Option<&String>) -> Self {
        self.set("database.url", url.cloned(), "--database")
    }
}

/// Defaults < file < `.env` < environment < command line, checked as a whole.
pub(crate) fn configuration(wishes: &Wishes) -> Result<Config, Failure> {
    let every = modules::every();
    let sections = every.iter().filter_map(|module| module.config());
    let mut layers = Layers::new(Config::kernel_sections().into_iter().chain(sections).collect());
    if let Some(path) = file(wishes)? {
        let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
        layers.toml(&path, &text)?;
    }
    layers.variables(dotenv()?, DOTENV)?;
    layers.variables(environment()?, "environment")?;
    for (key, value, option) in &wishes.settings {
        layers.set(key, value.clone(), option)?;
    }
    let config = Config::from_layers(layers)?;
    for module in modules::switched_on(&config.modules) {
        module.state(&config)?;
    }
    Ok(config)
}

/// Opens the database; it is made when it is not there (SQLite). Nothing is migrated.
pub(crate) async fn app(config: Config, terminal: &Terminal) -> Result<App, Failure> {
    let secrets = Secrets::load(&config, &Chance::System)?;
    app_with(config, terminal, secrets).await
}

/// As [`app`], with keys of the caller's.
pub(crate) async fn app_with(config: Config, terminal: &Terminal, secrets: Secrets) -> Result<App, Failure> {
    let modules: Vec<Arc<dyn Module>> = modules::switched_on(&config.modules);
    let address = shown_address(&config.database.url);
    let parts = Parts {
        config,
        clock: Clock::System,
        chance: Chance::System,
        secrets,
        modules,
        texts: terminal.l10n().clone(),
    };
    App::new(parts).await.map_err(|error| match error {
        preau_kernel::Error::Internal(reason) if reason.starts_with("database: ") => {
            let reason = reason.trim_start_matches("database: ").to_owned();
            Failure::told("error-database", &[("database", &address), ("reason", &reason)])
        }
        other => other.into(),
    })
}

/// For a command that reads or writes the place: an application on a migrated database. A new database is migrated;
/// one that a program of another version has made is left to `preau migrate`.
pub(crate) async fn ready_app(config: Config, terminal: &Terminal) -> Result<App, Failure> {
    let app = app(config, terminal).await?;
    let known = app.migrations();
    let pending = migrate::pending(app.db(), &known).await?;
    if pending.len() == known.len() {
        app.migrate().await?;
    } else if !pending.is_empty() {
        return Err(Failure::told("error-migrations-pending", &[]));
    }
    app.start_modules().await?;
    Ok(app)
}

/// As [`ready_app`] for a command that makes no sense on a database that is not there.
pub(crate) async fn existing_app(config: Config, terminal: &Terminal) -> Result<App, Failure> {
    require_database(&config)?;
    ready_app(config, terminal).await
}

/// A SQLite file that is not there would be made by opening it.
pub(crate) fn require_database(config: &Config) -> Result<(), Failure> {
    match config.database.sqlite_path() {
        Some(path) if !path.exists() => Err(Failure::told("error-no-database", &[("path", &path.display())])),
        _ => Ok(()),
    }
}

/// The address without user and password.
pub(crate) fn shown_address(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    // Parameters may hold a password too.
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() { format!("{scheme}://{host}") } else { format!("{scheme}://{host}/{path}") }
}

fn file(wishes: &Wishes) -> Result<Option<PathBuf>, Failure> {
    match &wishes.file {
        Some(named) if !named.is_file() => {
            let key = named.display().to_string();
            Err(ConfigError { key, origin: "--config".into(), problem: "file_missing".into() }.into())
        }
        Some(named) => Ok(Some(named.clone())),
        None => Ok(Some(PathBuf::from(DEFAULT_FILE)).filter(|path| path.is_file())),
    }
}

/// What `.env` of the working directory says; the environment itself is not touched.
fn dotenv() -> Result<Vec<(String, String)>, Failure> {
    let path = Path::new(DOTENV);
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let lines = dotenvy::from_path_iter(path).map_err(|_| broken_dotenv())?;
    // The error would quote the line, which may hold a password.
    lines.collect::<Result<_, _>>().map_err(|_| broken_dotenv().into())
}

fn environment() -> Result<Vec<(String, String)>, Failure> {
    let mut variables = Vec::new();
    for (name, value) in std::env::vars_os() {
        let Ok(name) = name.into_string() else { continue };
        match value.into_string() {
            Ok(value) => variables.push((name, value)),
            Err(_) if name.starts_with("PREAU_") || name == "DATABASE_URL" => {
                return Err(ConfigError { key: name, origin: "environment".into(), problem: "not_utf8".into() }.into());
            }
            Err(_) => {}
        }
    }
    Ok(variables)
}

fn broken_dotenv() -> ConfigError {
    ConfigError { key: DOTENV.into(), origin: DOTENV.into(), problem: "broken_dotenv".into() }
}

fn unreadable(path: &Path, error: &std::io::Error) -> ConfigError {
    let key = path.display().to_string();
    ConfigError { origin: key.clone(), key, problem: Problem::Said(error.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::shown_address;

    #[test]
    fn a_password_is_never_shown() {
        for (url, shown) in [
            (
                "postgres://user:p%40ss@db.example.org:5433/preau?sslmode=require",
                "postgres://db.example.org:5433/preau",
            ),
            ("postgres://localhost/preau?password=secret", "postgres://localhost/preau"),
            ("sqlite://preau.db", "sqlite://preau.db"),
            ("sqlite:///var/lib/preau.db", "sqlite:///var/lib/preau.db"),
        ] {
            assert_eq!(shown_address(url), shown);
        }
    }
}
