//! A stored file as an HTTP answer that a browser cannot take for a page of ours: `nosniff`, sandboxed, never cached
//! without asking again (rights may have changed).

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Stored;

/// What a browser may show by itself; everything else is saved, whatever was asked.
const SHOWN: [&str; 6] = ["image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf", "text/plain"];
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    Inline,
    Attachment,
}

/// The whole file. The caller has checked the rights.
pub fn respond(stored: Stored, disposition: Disposition) -> Response {
    let essence = stored.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let word =
        if disposition == Disposition::Inline && SHOWN.contains(&essence.as_str()) { "inline" } else { "attachment" };
    let headers = [
        (header::CONTENT_TYPE, value(&stored.content_type, "application/octet-stream")),
        (header::CONTENT_DISPOSITION, value(&format!("{word}; {}", file_name(&stored.name)), word)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        (header::ETAG, value(&etag(&stored), "\"\"")),
    ];
    (headers, Body::from(stored.bytes)).into_response()
}

/// 304 when the asker says by `If-None-Match` that it holds this very file. Check the rights first.
pub fn unchanged(request: &HeaderMap, stored: &Stored) -> Option<Response> {
    let held = request.get(header::IF_NONE_MATCH)?.to_str().ok()?;
    let etag = etag(stored);
    let matches = held.split(',').map(|tag| tag.trim().trim_start_matches("W/")).any(|tag| tag == etag || tag == "*");
    let headers =
        [(header::ETAG, value(&etag, "\"\"")), (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"))];
    matches.then(|| (StatusCode::NOT_MODIFIED, headers).into_response())
}

fn etag(stored: &Stored) -> String {
    format!("\"{}\"", stored.sha256.get(..32).unwrap_or_default())
}

fn value(text: &str, otherwise: &'static str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(otherwise))
}

/// Both forms of RFC 6266: ASCII for old programs, UTF-8 for the others.
fn file_name(name: &str) -> String {
    let ascii: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || " .-_()".contains(c) { c } else { '_' }).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::clock::Timestamp;
    use crate::files::FileId;

    fn stored(name: &str, content_type: &str) -> Stored {
        let Some(id) = FileId::parse("0123456789abcdef0123456789abcdef") else { panic!("an id") };
        Stored {
            id,
            owner_kind: "user".into(),
            owner_id: 1,
            name: name.into(),
            content_type: content_type.into(),
            size: 3,
            sha256: "ab".repeat(32),
            created_at: Timestamp(0),
            bytes: Bytes::from_static(b"abc"),
        }
    }

    fn header_of(response: &Response, name: header::HeaderName) -> &str {
        response.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    #[test]
    fn what_could_run_is_saved_and_names_are_safe() {
        let page = respond(stored("é\"\r\nX: 1.html", "text/html"), Disposition::Inline);
        let disposition = header_of(&page, header::CONTENT_DISPOSITION);
        assert!(disposition.starts_with("attachment; filename=\"____X_ 1.html\""), "{disposition}");
        assert!(disposition.contains("%C3%A9%22%0D%0A"), "{disposition}");
        assert_eq!(header_of(&page, header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert!(header_of(&page, header::CONTENT_SECURITY_POLICY).contains("sandbox"));

        let picture = respond(stored("a.png", "image/png"), Disposition::Inline);
        assert!(header_of(&picture, header::CONTENT_DISPOSITION).starts_with("inline"));
        assert_eq!(header_of(&picture, header::CACHE_CONTROL), "private, no-cache");
    }

    #[test]
    fn the_holder_of_the_same_file_gets_no_bytes() {
        let mut request = HeaderMap::new();
        assert!(unchanged(&request, &stored("a", "text/plain")).is_none());
        let tag = format!("\"x\", W/\"{}\"", "ab".repeat(16));
        request.insert(header::IF_NONE_MATCH, value(&tag, ""));
        let Some(answer) = unchanged(&request, &stored("a", "text/plain")) else { panic!("unchanged") };
        assert_eq!(answer.status(), StatusCode::NOT_MODIFIED);
    }
}
