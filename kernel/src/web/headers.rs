//! Security headers of every answer. A handler that sets one itself keeps it.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// For JSON and files: nothing is loaded, nothing is framed.
pub const DATA_CSP: &str = "default-src 'none'; frame-ancestors 'none'";

/// For pages: everything from here, nothing inline.
pub const HTML_CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                            font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
                            frame-ancestors 'none'";

/// A page may use the camera (codes, photographs), no other sensor.
const PERMISSIONS: &str = "camera=(self), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

pub(super) fn decorate(headers: &mut HeaderMap, https: bool) {
    headers.reserve(12);
    let is_page = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let (csp, referrer) = if is_page { (HTML_CSP, "no-referrer") } else { (DATA_CSP, "same-origin") };
    set(headers, CONTENT_SECURITY_POLICY, csp);
    set(headers, REFERRER_POLICY, referrer);
    set(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, X_FRAME_OPTIONS, "DENY");
    set(headers, OPENER_POLICY, "same-origin");
    set(headers, PERMISSIONS_POLICY, PERMISSIONS);
    set(headers, CACHE_CONTROL, "no-store");
    if https {
        set(headers, STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}
