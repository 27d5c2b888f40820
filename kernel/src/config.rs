//! Layered, typed configuration: defaults < `preau.toml` < `.env` < environment.
//!
//! Each section is a struct whose `Default` is the documented default. Every leaf `section.key` is also the variable
//! `PREAU_SECTION_KEY` (`DATABASE_URL` is `database.url`). A wrong value or an unknown key stops the start with a
//! message that names the key and the layer it came from.

mod checks;
mod layers;
mod values;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::http::Uri;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use layers::{ConfigError, Layers, Problem};
pub use values::Span;

/// One section that a module declares: its name and its defaults.
pub struct Section {
    pub name: &'static str,
    pub defaults: Value,
}

impl Section {
    pub fn of<T: Default + Serialize>(name: &'static str) -> Self {
        Self { name, defaults: serde_json::to_value(T::default()).unwrap_or_default() }
    }
}

/// The merged configuration; kernel sections are typed fields, a module reads its own with [`Config::section`].
#[derive(Clone)]
pub struct Config {
    pub server: ServerConfig,
    pub database: DatabaseConfig,
    pub mail: MailConfig,
    pub files: FilesConfig,
    pub log: LogConfig,
    pub trace: TraceConfig,
    pub jobs: JobsConfig,
    pub modules: ModulesConfig,
    pub web: WebConfig,
    pub secrets: SecretsConfig,
    /// `demo`: sample data, default passwords, CORS open to localhost.
    pub demo: bool,
    merged: Arc<Layers>,
}

impl Config {
    pub fn kernel_sections() -> Vec<Section> {
        vec![
            Section::of::<ServerConfig>("server"),
            Section::of::<DatabaseConfig>("database"),
            Section::of::<MailConfig>("mail"),
            Section::of::<FilesConfig>("files"),
            Section::of::<LogConfig>("log"),
            Section::of::<TraceConfig>("trace"),
            Section::of::<JobsConfig>("jobs"),
            Section::of::<ModulesConfig>("modules"),
            Section::of::<WebConfig>("web"),
            Section::of::<SecretsConfig>("secrets"),
        ]
    }

    pub fn from_layers(layers: Layers) -> Result<Self, ConfigError> {
        let config = Self {
            server: layers.section("server")?,
            database: layers.section("database")?,
            mail: layers.section("mail")?,
            files: layers.section("files")?,
            log: layers.section("log")?,
            trace: layers.section("trace")?,
            jobs: layers.section("jobs")?,
            modules: layers.section("modules")?,
            web: layers.section("web")?,
            secrets: layers.section("secrets")?,
            demo: false,
            merged: Arc::new(layers),
        };
        checks::check(&config)?;
        Ok(config)
    }

    /// An error about a key that names the layer its value came from.
    pub fn wrong(&self, key: &str, problem: impl Into<Problem>) -> ConfigError {
        self.merged.wrong(key, problem)
    }

    /// A module's own section.
    pub fn section<T: DeserializeOwned>(&self, name: &str) -> Result<T, ConfigError> {
        self.merged.section(name)
    }

    /// The public base address without a trailing slash, `http://127.0.0.1:8000` unless set.
    pub fn base_url(&self) -> String {
        if self.server.base_url.is_empty() {
            match self.server.listen.parse::<SocketAddr>() {
                // Listening everywhere is no address that a browser could open.
                Ok(address) if address.ip().is_unspecified() => format!("http://localhost:{}", address.port()),
                _ => format!("http://{}", self.server.listen),
            }
        } else {
            self.server.base_url.trim_end_matches('/').to_owned()
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerConfig {
    /// Address and port.
    pub listen: String,
    /// What people type, e.g. `https://preau.example.org`; empty: `http://<listen>`.
    pub base_url: String,
    /// Host names answered to; `*` answers all (and `preau check` warns). The base address's own is always in.
    pub allowed_hosts: Vec<String>,
    /// Origins that may call from a browser; `*` is all.
    pub cors_origins: Vec<String>,
    /// Networks (CIDR) whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// Bytes of a request body, unless the route allows more.
    pub body_limit: usize,
    /// Time in which a request must be answered.
    pub request_timeout: Span,
    /// Time that running requests and jobs get at a shutdown.
    pub shutdown_timeout: Span,
    /// Open connections at once; more wait.
    pub max_connections: usize,
    /// Bearer token for `/metrics`; empty: answered to loopback only.
    pub metrics_token: String,
    /// What the back office says above every page, so that nobody mistakes a trial for the real place; empty: nothing.
    pub ribbon: String,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8000".into(),
            base_url: String::new(),
            allowed_hosts: vec!["localhost".into(), "127.0.0.1".into(), "[::1]".into()],
            cors_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            body_limit: 1024 * 1024,
            request_timeout: Span::seconds(60),
            shutdown_timeout: Span::seconds(30),
            max_connections: 10_000,
            metrics_token: String::new(),
            ribbon: String::new(),
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseConfig {
    /// `sqlite://preau.db` or `postgres://user:password@host/name`.
    pub url: String,
    /// The same PostgreSQL database without a pooler before it: to hear other nodes, and for backups. Empty: `url`.
    pub direct_url: String,
    /// A standby of that PostgreSQL database, or an address behind which there are several: for figures and exports.
    /// Empty: none.
    pub replica_url: String,
    /// What such reads may lack at most; a replica that is further behind is left alone.
    pub replica_lag: Span,
    /// Whether statements are prepared once per connection; not through a pooler that gives each transaction another
    /// connection and does not know them.
    pub prepared_statements: bool,
    /// `full`: a power cut loses nothing acknowledged; `normal`: faster, it may lose the last instants.
    pub sqlite_synchronous: String,
    /// PostgreSQL connections of this node.
    pub max_connections: u32,
}

impl Default for DatabaseConfig {
    fn default() -> Self {
        Self {
            url: "sqlite://preau.db".into(),
            direct_url: String::new(),
            replica_url: String::new(),
            replica_lag: Span::seconds(5),
            prepared_statements: true,
            sqlite_synchronous: "full".into(),
            max_connections: 20,
        }
    }
}

impl DatabaseConfig {
    /// The file of a `sqlite://` address; `None` for PostgreSQL or a memory address.
    pub fn sqlite_path(&self) -> Option<PathBuf> {
        let path = self.url.strip_prefix("sqlite://").or_else(|| self.url.strip_prefix("sqlite:"))?;
        let path = path.split('?').next().unwrap_or_default();
        (!path.is_empty() && path != ":memory:").then(|| PathBuf::from(path))
    }

    /// The address for what lasts longer than a transaction.
    pub fn direct(&self) -> &str {
        if self.direct_url.is_empty() { &self.url } else { &self.direct_url }
    }

    /// Where a connection can listen; `None` when every one is borrowed for a transaction.
    pub fn hearing(&self) -> Option<&str> {
        (self.prepared_statements || !self.direct_url.is_empty()).then(|| self.direct())
    }

    /// Readers: twice the cores, measured to be enough.
    pub fn sqlite_readers(&self) -> u32 {
        2 * std::thread::available_parallelism().map_or(2, |n| n.get() as u32)
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailConfig {
    /// `console` (prints), `file` (one `.eml` each in `dir`), `smtp` or `memory` (tests).
    pub transport: String,
    pub dir: PathBuf,
    /// `Préau <noreply@example.org>`.
    pub from: String,
    /// `smtp://user:password@host:587?tls=required` or `smtps://…`.
    pub smtp_url: String,
}

impl Default for MailConfig {
    fn default() -> Self {
        Self {
            transport: "console".into(),
            dir: PathBuf::from("mails"),
            from: "Préau <noreply@localhost>".into(),
            smtp_url: String::new(),
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilesConfig {
    /// `database` or `s3`.
    pub storage: String,
    pub s3_bucket: String,
    pub s3_endpoint: String,
    pub s3_region: String,
    pub s3_access_key: String,
    pub s3_secret_key: String,
}

impl Default for FilesConfig {
    fn default() -> Self {
        Self {
            storage: "database".into(),
            s3_bucket: String::new(),
            s3_endpoint: String::new(),
            s3_region: "us-east-1".into(),
            s3_access_key: String::new(),
            s3_secret_key: String::new(),
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogConfig {
    /// `text` or `json`.
    pub format: String,
    /// A tracing filter: `info`, `warn,preau_kernel=debug`.
    pub level: String,
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { format: "text".into(), level: "info".into() }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TraceConfig {
    /// Address of an OpenTelemetry collector (OTLP over HTTP): `http://127.0.0.1:4318`. Empty: nothing is traced.
    pub otlp_url: String,
    /// Of a hundred requests or jobs, how many are traced, unless a trusted proxy has decided.
    pub percent: u64,
    /// What this place is called among others.
    pub service: String,
    /// `Name: value`, sent along.
    pub headers: Vec<String>,
}

impl Default for TraceConfig {
    fn default() -> Self {
        Self { otlp_url: String::new(), percent: 100, service: "preau".into(), headers: Vec::new() }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JobsConfig {
    /// Jobs run at once by this node; 0: this node runs none.
    pub workers: usize,
    /// Where the daily verified copy of a SQLite place goes; empty: none is made.
    pub backup_dir: PathBuf,
    /// Daily copies kept.
    pub backups_kept: usize,
}

impl Default for JobsConfig {
    fn default() -> Self {
        Self { workers: 4, backup_dir: PathBuf::new(), backups_kept: 7 }
    }
}

/// The features that can be switched off; accounts, audit, calendar and admin are always on.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModulesConfig {
    pub school: bool,
    pub appointments: bool,
    pub workstations: bool,
}

impl ModulesConfig {
    /// Those that are switched by this section.
    pub const OPTIONAL: [&str; 3] = ["school", "appointments", "workstations"];

    /// Whether a module is on; those that cannot be off are.
    pub fn is_on(&self, name: &str) -> bool {
        match name {
            "school" => self.school,
            "appointments" => self.appointments,
            "workstations" => self.workstations,
            _ => true,
        }
    }
}

impl Default for ModulesConfig {
    fn default() -> Self {
        Self { school: true, appointments: true, workstations: true }
    }
}

/// The web app.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebConfig {
    /// Whether this program serves it, under `/app/`.
    pub enabled: bool,
    /// Where it finds the API when that is not where it came from: `https://api.example.org`; empty: the same origin.
    pub api_url: String,
}

impl Default for WebConfig {
    fn default() -> Self {
        Self { enabled: true, api_url: String::new() }
    }
}

impl WebConfig {
    /// The origin of the API without a slash at the end; empty: the same origin.
    pub fn api_origin(&self) -> &str {
        self.api_url.trim_end_matches('/')
    }

    /// Whether the text is `http` or `https`, a host and perhaps a port: what a policy of a page can name.
    pub fn is_origin(text: &str) -> bool {
        let Some(authority) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
            return false;
        };
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        let authority = authority.strip_suffix('/').unwrap_or(authority);
        !authority.is_empty() && authority.chars().all(is_plain) && text.parse::<Uri>().is_ok()
    }
}

#[derive(Debug, Clone, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct SecretsConfig {
    /// Signs tokens; at least 32 characters. Empty: read from `file`, made at first start.
    pub key: String,
    /// The key before a rotation: still accepted, never used to sign.
    pub previous_key: String,
    /// Keys retired longer ago, by which old audit seals are still verified.
    pub retired_keys: Vec<String>,
    /// Mode 0600; empty: beside a SQLite database (`preau.db.key`), else `preau.key`.
    pub file: PathBuf,
}
