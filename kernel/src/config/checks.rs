//! Values that have the right type and still make no sense: each is named at the start, before anything is opened.

use axum::http::{HeaderName, HeaderValue, Uri};
use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use tracing_subscriber::filter::Targets;

use super::{Config, ConfigError, WebConfig};
use crate::error::Refusal;
use crate::secrets::MIN_KEY_LENGTH;

pub(super) fn check(config: &Config) -> Result<(), ConfigError> {
    check_server(config)?;
    check_database(config)?;
    check_mail(config)?;
    one_of(config, "files.storage", &config.files.storage, &["database", "s3"])?;
    if config.files.storage == "s3" && config.files.s3_bucket.is_empty() {
        return Err(config.wrong("files.s3_bucket", "needed_for_s3"));
    }
    one_of(config, "log.format", &config.log.format, &["text", "json"])?;
    if config.log.level.parse::<Targets>().is_err() {
        return Err(config.wrong("log.level", "not_a_filter"));
    }
    if !config.web.api_url.is_empty() && !WebConfig::is_origin(&config.web.api_url) {
        return Err(config.wrong("web.api_url", "not_an_origin"));
    }
    check_trace(config)?;
    check_key(config, "secrets.key", &config.secrets.key)?;
    check_key(config, "secrets.previous_key", &config.secrets.previous_key)
}

fn check_server(config: &Config) -> Result<(), ConfigError> {
    let server = &config.server;
    let port = server.listen.rsplit_once(':').filter(|(host, _)| !host.is_empty()).map(|(_, port)| port);
    if port.is_none_or(|port| port.parse::<u16>().is_err()) {
        return Err(config.wrong("server.listen", "not_a_listen_address"));
    }
    let base: Result<Uri, _> = server.base_url.parse();
    let is_web = |uri: &Uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some();
    if !server.base_url.is_empty() && !base.is_ok_and(|uri| is_web(&uri)) {
        return Err(config.wrong("server.base_url", "not_a_web_address"));
    }
    if server.max_connections == 0 {
        return Err(config.wrong("server.max_connections", Refusal::new("too_small").arg("min", 1)));
    }
    if server.request_timeout.as_secs() == 0 {
        return Err(config.wrong("server.request_timeout", Refusal::new("too_small").arg("min", "1s")));
    }
    Ok(())
}

fn check_database(config: &Config) -> Result<(), ConfigError> {
    let database = &config.database;
    let is_postgres = |url: &str| ["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
    if !is_postgres(&database.url) && database.sqlite_path().is_none() {
        return Err(config.wrong("database.url", "not_a_database"));
    }
    if !database.direct_url.is_empty() && !is_postgres(&database.direct_url) {
        return Err(config.wrong("database.direct_url", "not_a_postgres_database"));
    }
    let may_follow = is_postgres(&database.replica_url) && is_postgres(&database.url);
    if !database.replica_url.is_empty() && !may_follow {
        return Err(config.wrong("database.replica_url", "not_a_postgres_database"));
    }
    one_of(config, "database.sqlite_synchronous", &database.sqlite_synchronous, &["full", "normal"])?;
    if database.max_connections == 0 {
        return Err(config.wrong("database.max_connections", Refusal::new("too_small").arg("min", 1)));
    }
    Ok(())
}

fn check_trace(config: &Config) -> Result<(), ConfigError> {
    let trace = &config.trace;
    let url: Option<Uri> = trace.otlp_url.parse().ok();
    let is_web = |uri: &Uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some();
    if !trace.otlp_url.is_empty() && !url.as_ref().is_some_and(is_web) {
        return Err(config.wrong("trace.otlp_url", "not_a_web_address"));
    }
    if trace.percent > 100 {
        return Err(config.wrong("trace.percent", Refusal::new("too_large").arg("max", 100)));
    }
    let is_header = |line: &String| {
        let (name, value) = line.split_once(':').unwrap_or_default();
        name.trim().parse::<HeaderName>().is_ok() && value.trim().parse::<HeaderValue>().is_ok()
    };
    // The line itself is never shown: it may hold a key.
    if !trace.headers.iter().all(is_header) {
        return Err(config.wrong("trace.headers", "not_a_header"));
    }
    Ok(())
}

fn check_mail(config: &Config) -> Result<(), ConfigError> {
    let mail = &config.mail;
    one_of(config, "mail.transport", &mail.transport, &["console", "file", "smtp", "memory"])?;
    if mail.from.parse::<Mailbox>().is_err() {
        return Err(config.wrong("mail.from", "not_a_sender"));
    }
    if mail.transport == "smtp" && mail.smtp_url.is_empty() {
        return Err(config.wrong("mail.smtp_url", "needed_for_smtp"));
    }
    if !mail.smtp_url.is_empty() && AsyncSmtpTransport::<Tokio1Executor>::from_url(&mail.smtp_url).is_err() {
        return Err(config.wrong("mail.smtp_url", "not_an_smtp_address"));
    }
    Ok(())
}

fn check_key(config: &Config, name: &str, key: &str) -> Result<(), ConfigError> {
    if key.is_empty() || key.len() >= MIN_KEY_LENGTH {
        return Ok(());
    }
    // The key itself is never shown.
    Err(config.wrong(name, Refusal::new("key_too_short").arg("min", MIN_KEY_LENGTH).arg("length", key.len())))
}

fn one_of(config: &Config, name: &str, value: &str, known: &[&str]) -> Result<(), ConfigError> {
    if known.contains(&value) {
        return Ok(());
    }
    Err(config.wrong(name, Refusal::new("not_one_of").arg("value", value).arg("known", known.join(", "))))
}
