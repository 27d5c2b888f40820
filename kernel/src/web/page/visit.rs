//! Somebody looking at a page: the place, the language, who it is if they are logged in by the cookie.

use std::sync::{Arc, OnceLock};

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::{Around, Frame};
use crate::actor::{Actor, Credential};
use crate::app::App;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::place::Place;
use crate::web::csrf::{CookieSession, FormKey};
use crate::web::headers::HTML_CSP;
use crate::web::{Cached, RequestInfo, cookies};

/// Remembers a language chosen by `?lang=`.
const LANG_COOKIE: &str = "preau_lang";
const YEAR: i64 = 365 * 86_400;
/// The type of every page.
pub const PAGE: &str = "text/html; charset=utf-8";
/// Characters of an address that a login may lead back to.
const LONGEST_PATH: usize = 2000;

/// Taken by the handler of a page. The language is `?lang=`, else the account's, else the one chosen before, else
/// `Accept-Language`, else the place's; the last three among those that the place offers.
pub struct Visit {
    app: App,
    info: RequestInfo,
    place: Arc<Place>,
    lang: Lang,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    session: Option<CookieSession>,
    /// Chosen in this very address: to be remembered.
    chosen: Option<Lang>,
    /// Made when the page shows a form that needs no login.
    form_key: OnceLock<FormKey>,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let info = RequestInfo::from_request_parts(parts, app).await?;
        let place = Place::load(app).await?;
        let session = parts.extensions.get::<CookieSession>().cloned();
        let chosen = query_of(&parts.uri, "lang").and_then(|code| code.parse().ok());
        let own = session.as_ref().and_then(|session| session.shown().lang);
        let lang = chosen.or(own).unwrap_or_else(|| offered(&place, &parts.headers));
        info.set_lang(lang);
        Ok(Self {
            app: app.clone(),
            info,
            place,
            lang,
            method: parts.method.clone(),
            uri: parts.uri.clone(),
            headers: parts.headers.clone(),
            session,
            chosen,
            form_key: OnceLock::new(),
        })
    }
}

impl Visit {
    pub fn app(&self) -> &App {
        &self.app
    }

    pub fn info(&self) -> &RequestInfo {
        &self.info
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    pub fn text(&self, key: &str) -> String {
        self.app.l10n().text(self.lang, key)
    }

    pub fn with(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.app.l10n().with(self.lang, key, args)
    }

    /// Who is logged in, for the eye; on a write nothing is proven by it.
    pub fn viewer(&self) -> Option<&Arc<Actor>> {
        self.session.as_ref().map(CookieSession::shown)
    }

    /// Who reads a page that demands a login by the cookie: 401 for nobody, 403 while they must first change their
    /// password or set up one-time codes. Writes take a [`crate::web::FormActor`] instead.
    pub fn actor(&self) -> Result<Arc<Actor>> {
        let actor = self.gated_actor()?;
        match actor.gate {
            Some(gate) => Err(Error::Forbidden(gate.refusal())),
            None => Ok(actor),
        }
    }

    /// As [`Self::actor`], for the few pages that lift the gate.
    pub fn gated_actor(&self) -> Result<Arc<Actor>> {
        let actor = self.info.actor()?;
        match actor.credential {
            Credential::Cookie { .. } => Ok(actor),
            _ => Err(Error::unauthenticated()),
        }
    }

    /// For the hidden field `csrf_token` of a form sent by somebody logged in.
    pub fn csrf_token(&self) -> Option<String> {
        self.session.as_ref().map(|session| session.token(self.app.secrets()))
    }

    /// For the hidden field `csrf` of a form that needs no login; the page then brings the cookie it belongs to.
    pub fn form_token(&self) -> String {
        let made = || FormKey::of(self.app.secrets(), self.app.chance(), &self.headers, &self.info);
        self.form_key.get_or_init(made).token(self.app.secrets())
    }

    /// A parameter of the address line.
    pub fn query(&self, name: &str) -> Option<String> {
        query_of(&self.uri, name)
    }

    /// The language that this very address names.
    pub fn chosen_lang(&self) -> Option<Lang> {
        self.chosen
    }

    /// This page's own address on this host.
    pub fn path_and_query(&self) -> &str {
        self.uri.path_and_query().map_or("/", |own| own.as_str())
    }

    pub(super) fn is_read(&self) -> bool {
        matches!(self.method, Method::GET | Method::HEAD)
    }

    /// The other languages that the place offers, with this page's address in each; none for somebody whose account
    /// has a language.
    pub fn other_langs(&self) -> Vec<(Lang, String)> {
        if self.viewer().is_some_and(|actor| actor.lang.is_some()) {
            return Vec::new();
        }
        let others = self.place.languages.iter().filter(|lang| **lang != self.lang);
        others.map(|lang| (*lang, self.query_in(*lang))).collect()
    }

    fn query_in(&self, lang: Lang) -> String {
        let mut query = form_urlencoded::Serializer::for_suffix(String::from("?"), 1);
        let pairs = form_urlencoded::parse(self.uri.query().unwrap_or_default().as_bytes());
        query.extend_pairs(pairs.filter(|(name, _)| name != "lang" && name != "done"));
        query.append_pair("lang", lang.code());
        query.finish()
    }

    /// The page around `body`.
    pub fn page(&self, status: StatusCode, title: &str, body: &impl Template) -> Result<Response> {
        Ok(self.html(status, self.framed(title, body, &Around::default())?))
    }

    /// The HTML of a page within what a module puts around its own.
    pub fn framed(&self, title: &str, body: &impl Template, around: &Around) -> Result<String> {
        let body = body.render().map_err(Error::internal)?;
        let is_login = self.uri.path().trim_end_matches('/') == super::LOGIN.trim_end_matches('/');
        let offers_login = !is_login && around.site.is_none();
        let langs = around.langs.clone().unwrap_or_else(|| self.other_langs());
        Frame { v: self, title, body: &body, offers_login, around, langs }.render().map_err(Error::internal)
    }

    /// A whole page that has a frame of its own.
    pub fn html(&self, status: StatusCode, html: String) -> Response {
        self.signed((status, [(header::CONTENT_TYPE, PAGE)], html).into_response())
    }

    /// A page that was made before (`Cached`), as the answer to this visit.
    pub fn kept(&self, page: &Cached) -> Response {
        self.signed(page.answer(&self.headers))
    }

    /// With the headers of a page, which a 304 without a type carries too: browsers replace those that they hold.
    fn signed(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(HTML_CSP));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.lang.code()));
        headers.append(header::VARY, HeaderValue::from_static("accept, accept-language, cookie"));
        if let Some(cookie) = self.form_key.get().and_then(|key| key.set_cookie(self.app.secrets(), &self.info)) {
            headers.append(header::SET_COOKIE, cookie);
        }
        if let Some(lang) = self.chosen {
            headers.append(header::SET_COOKIE, cookies::build(&self.info, LANG_COOKIE, lang.code(), Some(YEAR)));
        }
        response
    }
}

fn query_of(uri: &Uri, name: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(uri.query()?.as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn offered(place: &Place, headers: &HeaderMap) -> Lang {
    let before = cookies::find(headers, LANG_COOKIE).and_then(|code| code.parse().ok());
    let accepted =
        || headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(Lang::from_accept);
    let wanted: Option<Lang> = before.or_else(accepted);
    wanted.filter(|lang| place.languages.contains(lang)).unwrap_or(place.default_language)
}

/// The text when it is an address on this very host that a browser cannot take for another one: one slash at the
/// start, and nothing that browsers drop or turn into a slash.
pub fn local_path(text: &str) -> Option<&str> {
    let is_local = text.starts_with('/') && !text.starts_with("//");
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (is_local && is_plain && text.len() <= LONGEST_PATH).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn only_this_host_is_local() {
        for good in ["/", "/admin/users/?page=2&x=//y", "/a%2F%2Fb", "/%5Cevil", "/a#b"] {
            assert_eq!(local_path(good), Some(good));
        }
        let long = format!("/{}", "a".repeat(2000));
        for bad in [
            "",
            "//evil.test",
            "///evil.test",
            "/\\evil.test",
            "\\evil.test",
            "/a\\b",
            "https://evil.test",
            "https:evil",
            "javascript:alert(1)",
            "evil.test",
            " /",
            "/\t/evil.test",
            "/\n/evil.test",
            "/é",
            "/a b",
            "%2F%2Fevil.test",
            "/\0",
            &long,
        ] {
            assert_eq!(local_path(bad), None, "{bad}");
        }
    }
}
