//! Which other origins may call from a browser.

use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD,
    ORIGIN, VARY,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method};

use crate::config::Config;

const METHODS: &str = "GET, POST, PUT, PATCH, DELETE";
const REQUEST_HEADERS: &str = "authorization, content-type, idempotency-key, if-match, x-csrf-token, x-device-token, \
                               accept-language, x-request-id";
const EXPOSED: &str = "x-request-id, retry-after, x-device-token, etag, idempotency-replayed";
/// Seconds for which a browser need not ask again.
const MAX_AGE: &str = "600";

pub(super) struct Cors {
    /// As configured, without a slash at the end.
    named: Vec<String>,
    any: bool,
    /// In a demonstration: any program on the same machine.
    localhost: bool,
}

impl Cors {
    pub(super) fn new(config: &Config) -> Self {
        let origins = &config.server.cors_origins;
        Self {
            named: origins.iter().filter(|o| *o != "*").map(|o| o.trim_end_matches('/').to_ascii_lowercase()).collect(),
            any: origins.iter().any(|origin| origin == "*"),
            localhost: config.demo,
        }
    }

    /// Adds what the browser must know to let the page read the answer. Credentials (the session cookie) only for
    /// origins that are named one by one.
    pub(super) fn decorate(&self, origin: Option<&HeaderValue>, preflight: bool, headers: &mut HeaderMap) {
        if self.named.is_empty() && !self.any && !self.localhost {
            return;
        }
        headers.append(VARY, HeaderValue::from_static("origin"));
        let Some(origin) = origin else { return };
        let text = origin.to_str().unwrap_or_default();
        let named = self.named.iter().any(|known| known == text);
        if named || (self.localhost && is_localhost(text)) {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        } else if self.any {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        } else {
            return;
        }
        if named {
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
        if preflight {
            headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(METHODS));
            headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(REQUEST_HEADERS));
            headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(MAX_AGE));
        } else {
            headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
        }
    }
}

/// A browser asking beforehand.
pub(super) fn is_preflight(parts: &Parts) -> bool {
    parts.method == Method::OPTIONS
        && parts.headers.contains_key(ORIGIN)
        && parts.headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

fn is_localhost(origin: &str) -> bool {
    let Some(rest) = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")) else { return false };
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|host| {
        rest.strip_prefix(host).is_some_and(|port| {
            port.is_empty()
                || port.strip_prefix(':').is_some_and(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::is_localhost;

    #[test]
    fn only_this_machine_is_localhost() {
        for origin in ["http://localhost", "https://localhost:5173", "http://127.0.0.1:80", "http://[::1]:3000"] {
            assert!(is_localhost(origin), "{origin}");
        }
        for origin in ["http://localhost.evil.org", "http://localhost:", "http://127.0.0.1:80@evil.org", "null", ""] {
            assert!(!is_localhost(origin), "{origin}");
        }
    }
}
