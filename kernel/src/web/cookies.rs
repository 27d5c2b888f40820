//! Cookies: reading them, and the one way to write one.

use axum::http::{HeaderMap, HeaderValue, header};

use super::RequestInfo;

/// The value of a cookie of the request.
pub fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// A cookie for this host alone, out of reach of scripts and of other sites' forms. Values are letters, digits, dots
/// and base64url; `max_age` in seconds, `None` until the browser closes.
pub fn build(info: &RequestInfo, name: &str, value: &str, max_age: Option<i64>) -> HeaderValue {
    let secure = if info.is_https() { "; Secure" } else { "" };
    let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
