//! An answer that is made once and sent again and again, with an ETag; texts also in brotli and gzip, each made at its
//! first use and kept.

use std::sync::{Arc, OnceLock};

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use sha2::{Digest, Sha256};

use super::encoding::{Encoding, is_text};

#[derive(Clone)]
pub struct Cached(Arc<Inner>);

struct Inner {
    kind: &'static str,
    keep: &'static str,
    plain: Version,
    brotli: OnceLock<Option<Version>>,
    gzip: OnceLock<Option<Version>>,
}

/// The content in one encoding.
struct Version {
    bytes: Bytes,
    etag: HeaderValue,
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

    /// With a `Cache-Control` of its own.
    pub fn kept(kind: &'static str, bytes: impl Into<Bytes>, keep: &'static str) -> Self {
        let bytes = bytes.into();
        let etag = etag(&hex::encode(Sha256::digest(&bytes))[..32]);
        let plain = Version { bytes, etag };
        Self(Arc::new(Inner { kind, keep, plain, brotli: OnceLock::new(), gzip: OnceLock::new() }))
    }

    pub fn kind(&self) -> &'static str {
        self.0.kind
    }

    pub fn bytes(&self) -> &Bytes {
        &self.0.plain.bytes
    }

    /// The content in an encoding, made now when it is not there yet; `None` when that does not pay.
    pub fn encoded(&self, encoding: Encoding) -> Option<&Bytes> {
        self.version(encoding).map(|version| &version.bytes)
    }

    /// The bytes in the encoding that the client takes, or 304 when the client has them.
    pub fn answer(&self, headers: &HeaderMap) -> Response {
        let encoded = Encoding::accepted(headers).and_then(|encoding| Some((self.version(encoding)?, encoding)));
        let (version, encoding) =
            encoded.map_or((&self.0.plain, None), |(version, encoding)| (version, Some(encoding)));
        let known = headers.get_all(IF_NONE_MATCH).iter().any(|line| version.is_named_in(line));
        let mut response = Response::new(if known { Body::empty() } else { Body::from(version.bytes.clone()) });
        if known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let headers = response.headers_mut();
        if !known {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.0.kind));
            if let Some(encoding) = encoding {
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
            }
        }
        headers.insert(ETAG, version.etag.clone());
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(self.0.keep));
        if is_text(self.0.kind) {
            headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        }
        response
    }

    /// A route that sends it.
    pub fn route<S: Clone + Send + Sync + 'static>(self) -> MethodRouter<S> {
        get(move |headers: HeaderMap| async move { self.answer(&headers) })
    }

    fn version(&self, encoding: Encoding) -> Option<&Version> {
        if !is_text(self.0.kind) {
            return None;
        }
        let made = match encoding {
            Encoding::Brotli => &self.0.brotli,
            Encoding::Gzip => &self.0.gzip,
        };
        if made.get().is_none() {
            // Outside the lock: nobody waits for another thread, which may be a slow one. The first to end is kept.
            let _ = made.set(self.make(encoding));
        }
        made.get().and_then(Option::as_ref)
    }

    fn make(&self, encoding: Encoding) -> Option<Version> {
        let plain = &self.0.plain;
        let bytes = encoding.encode(&plain.bytes)?.into();
        let tag = plain.etag.to_str().unwrap_or_default().trim_matches('"');
        Some(Version { bytes, etag: etag(&format!("{tag}-{}", encoding.name())) })
    }
}

impl Version {
    fn is_named_in(&self, line: &HeaderValue) -> bool {
        let tags = line.to_str().unwrap_or_default().split(',').map(str::trim);
        tags.map(|tag| tag.strip_prefix("W/").unwrap_or(tag)).any(|tag| tag == "*" || self.etag == tag)
    }
}

fn etag(text: &str) -> HeaderValue {
    HeaderValue::try_from(format!("\"{text}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}
