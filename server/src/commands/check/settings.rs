//! What can be judged by the configuration alone and the files beside it.

use std::net::IpAddr;
use std::os::unix::fs::PermissionsExt;

use axum::http::Uri;
use preau_accounts::config::AuthConfig;
use preau_kernel::config::Config;
use preau_kernel::module::{Severity, Warning};
use preau_kernel::secrets;

use super::warning;
use crate::failure::Failure;

pub(super) fn findings(config: &Config) -> Result<Vec<Warning>, Failure> {
    let auth: AuthConfig = config.section("auth")?;
    let mut findings = Vec::new();
    let mut add = |found: bool, code, severity, detail: &str| {
        if found {
            findings.push(warning(code, severity, detail));
        }
    };
    let server = &config.server;
    let any = |list: &[String]| list.iter().any(|item| item == "*");
    add(any(&server.allowed_hosts), "hosts_any", Severity::Unsafe, "server.allowed_hosts");
    add(any(&server.cors_origins), "cors_any", Severity::Unsafe, "server.cors_origins");
    let believes_all = server.trusted_proxies.iter().any(|network| network.prefix_len() == 0);
    add(believes_all, "proxies_any", Severity::Unsafe, "server.trusted_proxies");
    let base = config.base_url();
    add(base.starts_with("http://") && is_public(&base), "base_url_http", Severity::Unsafe, &base);
    let unnamed = server.base_url.is_empty() && !is_loopback(&server.listen);
    add(unnamed, "base_url_unset", Severity::Unsafe, &base);

    let mail = config.mail.transport.as_str();
    add(mail == "console", "mail_console", Severity::Unsafe, "mail.transport");
    add(mail == "memory", "mail_memory", Severity::Broken, "mail.transport");

    let normal = config.database.sqlite_path().is_some() && config.database.sqlite_synchronous == "normal";
    add(normal, "sqlite_normal", Severity::Note, "database.sqlite_synchronous");
    let deaf = config.database.sqlite_path().is_none() && config.database.hearing().is_none();
    add(deaf, "no_direct_url", Severity::Note, "database.direct_url");
    add(config.jobs.backup_dir.as_os_str().is_empty(), "no_backups", Severity::Note, "jobs.backup_dir");
    add(config.jobs.workers == 0, "no_workers", Severity::Note, "jobs.workers");
    add(auth.registration, "registration_open", Severity::Note, "auth.registration");
    let folder = std::env::temp_dir().display().to_string();
    add(tempfile::tempfile().is_err(), "temporary_folder", Severity::Broken, &folder);
    findings.extend(key(config));
    Ok(findings)
}

/// Whether the signing key is configured or in its file already.
pub(super) fn has_key(config: &Config) -> bool {
    !config.secrets.key.is_empty() || secrets::key_file(config).exists()
}

fn key(config: &Config) -> Option<Warning> {
    if !config.secrets.key.is_empty() {
        return None;
    }
    let path = secrets::key_file(config);
    let shown = path.display().to_string();
    let Ok(metadata) = std::fs::metadata(&path) else {
        return Some(warning("key_not_made", Severity::Note, &shown));
    };
    if metadata.permissions().mode() & 0o077 != 0 {
        return Some(warning("key_readable", Severity::Broken, &shown));
    }
    let is_default = config.secrets.file.as_os_str().is_empty();
    is_default.then(|| warning("key_default", Severity::Note, &shown))
}

fn is_loopback(listen: &str) -> bool {
    let host = listen.rsplit_once(':').map_or(listen, |(host, _)| host).trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Whether strangers may reach the address: not this machine, not a private network, not a name without a domain.
fn is_public(base: &str) -> bool {
    let uri: Option<Uri> = base.parse().ok();
    let host = uri.as_ref().and_then(Uri::host).unwrap_or_default().trim_matches(['[', ']']).to_ascii_lowercase();
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => !(ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified()),
        Ok(IpAddr::V6(ip)) => {
            !(ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local() || ip.is_unspecified())
        }
        Err(_) => {
            let private = [".local", ".lan", ".internal", ".home.arpa", ".localhost", ".test"];
            host.contains('.') && !private.iter().any(|end| host.ends_with(end))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_strangers_reach_is_public() {
        for base in ["http://preau.example.org", "http://93.184.215.14:8000", "http://[2001:db8::1]:8000"] {
            assert!(is_public(base), "{base}");
        }
        for base in ["http://localhost:8000", "http://127.0.0.1", "http://192.168.1.4", "http://preau", "http://a.lan"]
        {
            assert!(!is_public(base), "{base}");
        }
        assert!(is_loopback("127.0.0.1:8000") && is_loopback("[::1]:80") && !is_loopback("0.0.0.0:8000"));
    }
}
