//! The cookie session: its cookie, and the CSRF token that every write with it must carry.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use preau_kernel::secrets::{Purpose, Secrets};
use preau_kernel::web::RequestInfo;

const NAME: &str = "preau_session";
/// Over https the browser itself guarantees host, path and Secure.
const SECURE_NAME: &str = "__Host-preau_session";

pub fn name(info: &RequestInfo) -> &'static str {
    if info.is_https() { SECURE_NAME } else { NAME }
}

pub fn set(secrets: &Secrets, info: &RequestInfo, session: i64, hmac_key: &[u8]) -> HeaderValue {
    let tag = secrets.mac(Purpose::Cookie, &[&session.to_le_bytes(), hmac_key]);
    build(info, name(info), &format!("{session}.{}", URL_SAFE_NO_PAD.encode(tag)), None)
}

pub fn clear(info: &RequestInfo) -> HeaderValue {
    build(info, name(info), "", Some(0))
}

/// The session that a cookie names and the tag that must be proven.
pub fn read(headers: &HeaderMap, info: &RequestInfo) -> Option<(i64, Vec<u8>)> {
    let value = find(headers, name(info))?;
    let (session, tag) = value.split_once('.')?;
    Some((session.parse().ok()?, URL_SAFE_NO_PAD.decode(tag).ok()?))
}

pub fn verify(secrets: &Secrets, tag: &[u8], session: i64, hmac_key: &[u8]) -> bool {
    secrets.verify(Purpose::Cookie, &[&session.to_le_bytes(), hmac_key], tag)
}

pub fn csrf_token(secrets: &Secrets, session: i64, hmac_key: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(secrets.mac(Purpose::Csrf, &[&session.to_le_bytes(), hmac_key]))
}

pub fn csrf_holds(secrets: &Secrets, token: &str, session: i64, hmac_key: &[u8]) -> bool {
    let Ok(tag) = URL_SAFE_NO_PAD.decode(token) else { return false };
    secrets.verify(Purpose::Csrf, &[&session.to_le_bytes(), hmac_key], &tag)
}

/// The value of a cookie of the request.
pub fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// A cookie for this host alone, out of reach of scripts and of other sites' forms. Values are digits, dots and
/// base64url; `max_age` in seconds, `None` until the browser closes.
pub fn build(info: &RequestInfo, name: &str, value: &str, max_age: Option<i64>) -> HeaderValue {
    let secure = if info.is_https() { "; Secure" } else { "" };
    let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
