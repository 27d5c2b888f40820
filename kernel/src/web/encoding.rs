//! Brotli and gzip of what is sent again and again: which of them a client takes, and making each once.

use axum::http::header::ACCEPT_ENCODING;
use axum::http::{HeaderMap, HeaderValue};

/// Smaller texts gain nothing by it.
const WORTH: usize = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    pub const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// As in `Content-Encoding`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The best that the client takes; the smaller one among equals.
    pub fn accepted(headers: &HeaderMap) -> Option<Self> {
        let lines = || headers.get_all(ACCEPT_ENCODING).iter().filter_map(|line| HeaderValue::to_str(line).ok());
        let quality = |name: &str| {
            let items = lines().flat_map(|line| line.split(',')).map(item);
            let (mut named, mut any) = (None, None);
            for (coding, quality) in items {
                match coding {
                    coding if coding.eq_ignore_ascii_case(name) => named = Some(quality),
                    "*" => any = Some(quality),
                    _ => {}
                }
            }
            named.or(any).unwrap_or(0.0)
        };
        let mut best: Option<(f32, Self)> = None;
        for encoding in Self::ALL {
            let quality = quality(encoding.name());
            if quality > 0.0 && best.is_none_or(|(known, _)| quality > known) {
                best = Some((quality, encoding));
            }
        }
        best.map(|(_, encoding)| encoding)
    }

    /// `None` when it would not be smaller.
    pub fn encode(self, bytes: &[u8]) -> Option<Vec<u8>> {
        if bytes.len() < WORTH {
            return None;
        }
        let encoded = match self {
            Self::Brotli => preau_compress::brotli(bytes),
            Self::Gzip => preau_compress::gzip(bytes),
        };
        encoded.ok().filter(|encoded| encoded.len() < bytes.len())
    }
}

/// Whether a text: pictures and fonts are compressed already.
pub fn is_text(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default();
    kind.starts_with("text/")
        || matches!(
            kind,
            "application/json"
                | "application/manifest+json"
                | "application/javascript"
                | "application/xml"
                | "image/svg+xml"
        )
}

fn item(text: &str) -> (&str, f32) {
    let mut parts = text.split(';').map(str::trim);
    let coding = parts.next().unwrap_or_default();
    let quality = parts.find_map(|part| part.strip_prefix("q=")?.trim().parse().ok()).unwrap_or(1.0);
    (coding, quality)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_says_which_encoding_it_takes() {
        for (line, expected) in [
            ("gzip, deflate, br, zstd", Some(Encoding::Brotli)),
            ("gzip", Some(Encoding::Gzip)),
            ("BR;q=0.5, GZIP", Some(Encoding::Gzip)),
            ("br;q=0, gzip;q=0.1", Some(Encoding::Gzip)),
            ("*", Some(Encoding::Brotli)),
            ("br;q=0, *", Some(Encoding::Gzip)),
            ("*;q=0", None),
            ("identity", None),
            ("", None),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, line.parse().unwrap())]);
            assert_eq!(Encoding::accepted(&headers), expected, "{line}");
        }
        assert_eq!(Encoding::accepted(&HeaderMap::new()), None);
    }

    #[test]
    fn what_would_not_get_smaller_is_left_as_it_is() {
        let text = "les deux vaches ".repeat(100);
        let noise: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for encoding in Encoding::ALL {
            assert!(encoding.encode(text.as_bytes()).is_some_and(|bytes| bytes.len() < text.len() / 4));
            assert!(encoding.encode(b"short").is_none());
            assert!(encoding.encode(&noise).is_none_or(|bytes| bytes.len() < noise.len()));
        }
        assert!(is_text("text/css; charset=utf-8") && is_text("image/svg+xml") && !is_text("image/png"));
    }
}
