//! Only requests for a host of ours are answered, so that links in mails and lists cannot be bent by a forged
//! `Host`.

use std::net::Ipv6Addr;

use axum::http::header;
use axum::http::request::Parts;
use axum::http::{Uri, Version};

use crate::config::Config;
use crate::error::{Error, Result};

pub(super) struct Hosts {
    any: bool,
    /// Lower case, without port.
    exact: Vec<String>,
    /// `example.org` of `.example.org`: itself and everything below.
    domains: Vec<String>,
    /// Host and port of the base address, for requests that name none.
    own: String,
}

impl Hosts {
    pub(super) fn new(config: &Config) -> Self {
        let base = config.base_url();
        let own = base.parse::<Uri>().ok().and_then(|uri| uri.authority().map(ToString::to_string)).unwrap_or_default();
        let mut hosts = Self { any: false, exact: Vec::new(), domains: Vec::new(), own: own.clone() };
        hosts.exact.extend(name(&own).map(str::to_ascii_lowercase));
        for pattern in config.server.allowed_hosts.iter().map(|host| host.to_ascii_lowercase()) {
            match pattern.strip_prefix('.') {
                _ if pattern == "*" => hosts.any = true,
                Some(domain) => hosts.domains.push(domain.to_owned()),
                None => hosts.exact.extend(name(&pattern).map(str::to_owned)),
            }
        }
        hosts
    }

    /// Host and port of the base address.
    pub(super) fn own(&self) -> &str {
        &self.own
    }

    /// The host as the client named it, port included, or 400.
    pub(super) fn check(&self, parts: &Parts) -> Result<String> {
        let asked = match asked(parts)? {
            Some(asked) => asked,
            None if parts.version <= Version::HTTP_10 => return Ok(self.own.clone()),
            None => return Err(refused()),
        };
        let name = name(asked).ok_or_else(refused)?.to_ascii_lowercase();
        let below =
            |domain: &String| name.strip_suffix(domain.as_str()).is_some_and(|s| s.is_empty() || s.ends_with('.'));
        if self.any || self.exact.contains(&name) || self.domains.iter().any(below) {
            Ok(asked.to_ascii_lowercase())
        } else {
            Err(refused())
        }
    }
}

/// The host of the request line (always there in HTTP/2), else the one `Host` header.
fn asked(parts: &Parts) -> Result<Option<&str>> {
    if let Some(authority) = parts.uri.authority() {
        return Ok(Some(authority.as_str()));
    }
    let mut lines = parts.headers.get_all(header::HOST).iter();
    match (lines.next(), lines.next()) {
        (None, _) => Ok(None),
        (Some(line), None) => line.to_str().map(Some).map_err(|_| refused()),
        _ => Err(refused()),
    }
}

/// The name without port or the root's dot; `None` for what no host can be.
fn name(host: &str) -> Option<&str> {
    let bracketed = host.starts_with('[');
    let end = if bracketed { host.find(']')? + 1 } else { host.find(':').unwrap_or(host.len()) };
    let (name, port) = host.split_at(end);
    let port_fits = port.is_empty() || port.strip_prefix(':').is_some_and(|p| p.bytes().all(|b| b.is_ascii_digit()));
    let name = name.strip_suffix('.').unwrap_or(name);
    let name_fits = if bracketed {
        name[1..end - 1].parse::<Ipv6Addr>().is_ok()
    } else {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
    };
    (port_fits && name_fits).then_some(name)
}

fn refused() -> Error {
    Error::refused("host_not_allowed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_freed_of_its_port() {
        for (host, expected) in [
            ("example.org", Some("example.org")),
            ("example.org:8000", Some("example.org")),
            ("example.org.", Some("example.org")),
            ("[::1]:8000", Some("[::1]")),
            ("", None),
            (":80", None),
            ("a/b", None),
            ("user@example.org", None),
            ("example.org:80x", None),
            ("[::1", None),
            ("::1", None),
        ] {
            assert_eq!(name(host), expected, "{host}");
        }
    }
}
