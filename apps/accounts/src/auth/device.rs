//! Known devices: a browser or app that has logged in before carries a token for that account, so that what strangers
//! do from the same network does not hold it back (a whole class shares one). OWASP: device cookies.
//!
//! The token travels as the cookie `preau_device` and as the header `X-Device-Token`; it opens nothing by itself.

use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use preau_kernel::clock::Chance;
use preau_kernel::secrets::{Purpose, Secrets};
use preau_kernel::web::{RequestInfo, cookies};

pub const HEADER: &str = "x-device-token";
const COOKIE: &str = "preau_device";
const YEAR: i64 = 365 * 86_400;

/// A token for this account on one device.
pub fn issue(secrets: &Secrets, chance: &Chance, user: i64) -> String {
    let nonce: [u8; 16] = chance.bytes();
    let tag = secrets.mac(Purpose::Device, &[&user.to_le_bytes(), &nonce]);
    format!("{}.{}", URL_SAFE_NO_PAD.encode(nonce), URL_SAFE_NO_PAD.encode(&tag[..16]))
}

/// The device's nonce when the request comes from one that knows the account.
pub fn known(secrets: &Secrets, headers: &HeaderMap, user: i64) -> Option<String> {
    let header = headers.get(HEADER).and_then(|value| value.to_str().ok());
    let token = header.or_else(|| cookies::find(headers, COOKIE))?;
    let (nonce, tag) = token.split_once('.')?;
    let bytes = URL_SAFE_NO_PAD.decode(nonce).ok().filter(|bytes| bytes.len() == 16)?;
    let tag = URL_SAFE_NO_PAD.decode(tag).ok()?;
    let user = user.to_le_bytes();
    let expected = secrets.keys(Purpose::Device).into_iter().any(|(_, key)| {
        let mac = preau_kernel::secrets::hmac(&key, &[&user, &bytes]);
        bool::from(subtle::ConstantTimeEq::ct_eq(&mac[..16], &tag[..]))
    });
    expected.then(|| nonce.to_owned())
}

pub fn set_cookie(info: &RequestInfo, token: &str) -> HeaderValue {
    cookies::build(info, COOKIE, token, Some(YEAR))
}
