//! What proves that a write was sent from a page of ours and not from another site's.
//!
//! With a cookie session: a token derived from the session's own key, in the header `X-CSRF-Token` (scripts) or in the
//! field `csrf_token` (forms, see [`super::FormActor`]). Before anybody is logged in: a signed cookie and a field
//! derived from it (double submit, see [`super::AnonymousForm`]), so that nobody is logged in to a stranger's account
//! unawares. Both also ask where the browser says the request comes from.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{RequestInfo, cookies};
use crate::actor::Actor;
use crate::clock::Chance;
use crate::error::{Error, Refusal};
use crate::secrets::{Purpose, Secrets};

/// The header in which scripts send the session's token.
pub const HEADER: &str = "x-csrf-token";
/// The field in which forms send it.
pub const FIELD: &str = "csrf_token";
/// The field of a form that needs no login.
pub const ANONYMOUS_FIELD: &str = "csrf";

const COOKIE: &str = "preau_form";
/// Over https the browser itself guarantees host, path and Secure: no neighbour can plant one.
const SECURE_COOKIE: &str = "__Host-preau_form";
const NONCE: usize = 16;

pub fn refused() -> Error {
    Error::Forbidden(Refusal::new("csrf_failed"))
}

/// Whether the browser does not contradict that the request comes from one of our pages. What it says of the site
/// itself goes first: pages without referrer, as ours are, send `Origin: null` with their forms. Where it says
/// nothing (an old browser, plain http), the token alone decides.
pub fn is_ours(headers: &HeaderMap, info: &RequestInfo) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some("null") | None) => true,
        (None, Some(origin)) => origin.eq_ignore_ascii_case(&info.base_url()),
    }
}

/// The living cookie session of a request: the authenticator leaves it in the request's extensions, whatever the
/// method. On a write without `X-CSRF-Token` the request's actor is refused all the same, until [`super::FormActor`]
/// has found the token in the form.
#[derive(Clone)]
pub struct CookieSession {
    actor: Arc<Actor>,
    session: i64,
    key: Arc<[u8]>,
}

impl CookieSession {
    /// `key` is the session's own secret, kept with its row.
    pub fn new(actor: Arc<Actor>, session: i64, key: &[u8]) -> Self {
        Self { actor, session, key: key.into() }
    }

    /// Whose it is, for the eye. On a write nothing is proven by it.
    pub fn shown(&self) -> &Arc<Actor> {
        &self.actor
    }

    pub fn token(&self, secrets: &Secrets) -> String {
        token(secrets, self.session, &self.key)
    }

    pub fn holds(&self, secrets: &Secrets, token: &str) -> bool {
        holds(secrets, token, self.session, &self.key)
    }
}

pub fn token(secrets: &Secrets, session: i64, key: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(secrets.mac(Purpose::Csrf, &[&session.to_le_bytes(), key]))
}

pub fn holds(secrets: &Secrets, token: &str, session: i64, key: &[u8]) -> bool {
    let Ok(tag) = URL_SAFE_NO_PAD.decode(token) else { return false };
    secrets.verify(Purpose::Csrf, &[&session.to_le_bytes(), key], &tag)
}

/// What ties a form that needs no login to the browser it was shown in.
#[derive(Debug, Clone)]
pub struct FormKey {
    nonce: [u8; NONCE],
    is_new: bool,
}

impl FormKey {
    /// That of the browser's cookie, so that several tabs share one; a new one when there is none of our making.
    pub fn of(secrets: &Secrets, chance: &Chance, headers: &HeaderMap, info: &RequestInfo) -> Self {
        let fresh = || Self { nonce: chance.bytes(), is_new: true };
        Self::find(secrets, headers, info).unwrap_or_else(fresh)
    }

    fn find(secrets: &Secrets, headers: &HeaderMap, info: &RequestInfo) -> Option<Self> {
        let (nonce, tag) = cookies::find(headers, cookie_name(info))?.split_once('.')?;
        let nonce: [u8; NONCE] = URL_SAFE_NO_PAD.decode(nonce).ok()?.try_into().ok()?;
        let tag = URL_SAFE_NO_PAD.decode(tag).ok()?;
        secrets.verify(Purpose::Csrf, &[b"form cookie", &nonce], &tag).then_some(Self { nonce, is_new: false })
    }

    /// For the hidden field `csrf`.
    pub fn token(&self, secrets: &Secrets) -> String {
        URL_SAFE_NO_PAD.encode(secrets.mac(Purpose::Csrf, &[b"form field", &self.nonce]))
    }

    /// To be sent with the page, unless the browser has it.
    pub fn set_cookie(&self, secrets: &Secrets, info: &RequestInfo) -> Option<HeaderValue> {
        let tag = secrets.mac(Purpose::Csrf, &[b"form cookie", &self.nonce]);
        let value = format!("{}.{}", URL_SAFE_NO_PAD.encode(self.nonce), URL_SAFE_NO_PAD.encode(tag));
        self.is_new.then(|| cookies::build(info, cookie_name(info), &value, None))
    }
}

/// Whether a form's field belongs to the cookie that came with it.
pub fn form_holds(secrets: &Secrets, headers: &HeaderMap, info: &RequestInfo, field: &str) -> bool {
    let Some(key) = FormKey::find(secrets, headers, info) else { return false };
    let Ok(tag) = URL_SAFE_NO_PAD.decode(field) else { return false };
    secrets.verify(Purpose::Csrf, &[b"form field", &key.nonce], &tag)
}

fn cookie_name(info: &RequestInfo) -> &'static str {
    if info.is_https() { SECURE_COOKIE } else { COOKIE }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn info(https: bool) -> RequestInfo {
        RequestInfo::new(String::new(), [192, 0, 2, 1].into(), https, "preau.test".into(), String::new(), Lang::Fr)
    }

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (axum::http::HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    #[test]
    fn the_browser_says_where_a_form_comes_from() {
        for (pairs, expected) in [
            (&[][..], true),
            (&[("origin", "https://preau.test")], true),
            (&[("origin", "http://preau.test")], false),
            (&[("origin", "https://evil.test")], false),
            (&[("origin", "null")], true),
            (&[("origin", "null"), ("sec-fetch-site", "same-origin")], true),
            (&[("origin", "null"), ("sec-fetch-site", "cross-site")], false),
            (&[("origin", "https://preau.test"), ("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "é")], false),
        ] {
            assert_eq!(is_ours(&headers(pairs), &info(true)), expected, "{pairs:?}");
        }
    }

    #[test]
    fn a_field_belongs_to_its_cookie_alone() {
        let secrets = Secrets::new("a key of more than thirty-two characters", None, &[]);
        let chance = Chance::seeded(1);
        let info = info(false);
        let pair = || {
            let key = FormKey::of(&secrets, &chance, &HeaderMap::new(), &info);
            let set = key.set_cookie(&secrets, &info).unwrap();
            let cookie = set.to_str().unwrap().split(';').next().unwrap().to_owned();
            (headers(&[("cookie", &cookie)]), key.token(&secrets))
        };
        let ((one, one_field), (two, two_field)) = (pair(), pair());
        assert!(form_holds(&secrets, &one, &info, &one_field));
        assert!(!form_holds(&secrets, &one, &info, &two_field));
        assert!(!form_holds(&secrets, &two, &info, &one_field));
        assert!(!form_holds(&secrets, &HeaderMap::new(), &info, &one_field));
        assert!(!form_holds(&secrets, &headers(&[("cookie", "preau_form=AAAA.AAAA")]), &info, &one_field));
        // A page opened with the cookie keeps it.
        let again = FormKey::of(&secrets, &chance, &one, &info);
        assert_eq!(again.token(&secrets), one_field);
        assert!(again.set_cookie(&secrets, &info).is_none());
    }
}
