//! An answer that is made once at the start and sent again and again, with an ETag.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use sha2::{Digest, Sha256};

#[derive(Clone)]
pub struct Cached(Arc<Inner>);

struct Inner {
    bytes: Bytes,
    kind: &'static str,
    etag: HeaderValue,
    keep: &'static str,
}

impl Cached {
    /// Asked for again at every use.
    pub fn new(kind: &'static str, bytes: impl Into<Bytes>) -> Self {
        Self::kept(kind, bytes, "no-cache")
    }

    /// Kept for good: its path names its content.
    pub fn immutable(kind: &'static str, bytes: impl Into<Bytes>) -> Self {
        Self::kept(kind, bytes, "public, max-age=31536000, immutable")
    }

    fn kept(kind: &'static str, bytes: impl Into<Bytes>, keep: &'static str) -> Self {
        let bytes = bytes.into();
        let etag = format!("\"{}\"", &hex::encode(Sha256::digest(&bytes))[..32]);
        let etag = HeaderValue::try_from(etag).unwrap_or(HeaderValue::from_static("\"\""));
        Self(Arc::new(Inner { bytes, kind, etag, keep }))
    }

    /// The bytes, or 304 when the client has them.
    pub fn answer(&self, headers: &HeaderMap) -> Response {
        let known = headers.get_all(IF_NONE_MATCH).iter().any(|line| self.is_named_in(line));
        let mut response = Response::new(if known { Body::empty() } else { Body::from(self.0.bytes.clone()) });
        if known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(self.0.kind));
        }
        response.headers_mut().insert(ETAG, self.0.etag.clone());
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(self.0.keep));
        response
    }

    /// A route that sends it.
    pub fn route<S: Clone + Send + Sync + 'static>(self) -> MethodRouter<S> {
        get(move |headers: HeaderMap| async move { self.answer(&headers) })
    }

    fn is_named_in(&self, line: &HeaderValue) -> bool {
        let tags = line.to_str().unwrap_or_default().split(',').map(str::trim);
        tags.map(|tag| tag.strip_prefix("W/").unwrap_or(tag)).any(|tag| tag == "*" || self.0.etag == tag)
    }
}
