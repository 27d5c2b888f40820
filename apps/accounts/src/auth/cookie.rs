//! The cookie of a session. The CSRF token that every write with it must carry is the kernel's (`web::csrf`).

use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use preau_kernel::secrets::{Purpose, Secrets};
use preau_kernel::web::RequestInfo;
use preau_kernel::web::cookies::{build, find};

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
    let number = session.parse::<i64>().ok().filter(|number| number.to_string() == session)?;
    Some((number, URL_SAFE_NO_PAD.decode(tag).ok()?))
}

pub fn verify(secrets: &Secrets, tag: &[u8], session: i64, hmac_key: &[u8]) -> bool {
    secrets.verify(Purpose::Cookie, &[&session.to_le_bytes(), hmac_key], tag)
}
