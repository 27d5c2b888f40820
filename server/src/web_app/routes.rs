//! What is answered: the page wherever a page can be, its files under the hash of all of them, 404 for anything else.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::State;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, LOCATION, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use preau_kernel::app::App;
use preau_kernel::i18n::Lang;
use preau_kernel::place::Place;
use preau_kernel::web::{Cached, page};
use preau_kernel::{Error, Result};

use super::pages::Pages;
use super::{BASE, files, template};

const SERVICE_WORKER_ALLOWED: HeaderName = HeaderName::from_static("service-worker-allowed");

static WORKER: LazyLock<Cached> = LazyLock::new(|| Cached::new(files::kind("sw.js"), template::worker()));

pub(super) fn routes(app: &App) -> Router<App> {
    let pages = Router::new().route("/app/", get(show)).route("/app/{*path}", get(show));
    page::routes(app, pages)
        .route("/app", get(to_the_app))
        .route("/app/sw.js", get(worker))
        .route("/app/manifest.webmanifest", get(manifest))
        .route("/app/icons/{name}", get(icon))
        .route("/favicon.ico", get(favicon))
        .route("/assets/{hash}/{*path}", get(asset))
}

/// The service worker looks after what lies below the slash.
async fn to_the_app(uri: Uri) -> Response {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    match HeaderValue::try_from(format!("{BASE}/{query}")) {
        Ok(target) => (StatusCode::FOUND, [(LOCATION, target)]).into_response(),
        Err(_) => Error::NotFound.into_response(),
    }
}

/// Permission: none, public.
async fn show(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response> {
    if !is_page(uri.path()) {
        return Err(Error::NotFound);
    }
    let place = Place::load(&app).await?;
    let lang = lang_of(&headers, &place);
    let pages: Arc<Pages> = app.state();
    let mut response = pages.in_lang(&app, lang, &place).page.answer(&headers);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, pages.policy());
    Ok(spoken(response, lang))
}

/// Permission: none, public.
async fn manifest(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    let place = Place::load(&app).await?;
    let lang = lang_of(&headers, &place);
    let pages: Arc<Pages> = app.state();
    Ok(spoken(pages.in_lang(&app, lang, &place).manifest.answer(&headers), lang))
}

/// Permission: none, public.
async fn worker(State(app): State<App>, headers: HeaderMap) -> Response {
    let mut response = WORKER.answer(&headers);
    // A worker has a policy of its own, that of its answer.
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, app.state::<Pages>().policy());
    response.headers_mut().insert(SERVICE_WORKER_ALLOWED, HeaderValue::from_static("/app/"));
    response
}

/// Permission: none, public.
async fn asset(uri: Uri, headers: HeaderMap) -> Result<Response> {
    let found = uri.path().strip_prefix("/assets/").and_then(|rest| rest.split_once('/'));
    let found = found.filter(|(hash, _)| *hash == files::hash()).and_then(|(_, path)| files::assets().get(path));
    found.map(|file| file.answer(&headers)).ok_or(Error::NotFound)
}

/// For what outlives a version: bookmarks and home screens. Permission: none, public.
async fn icon(uri: Uri, headers: HeaderMap) -> Result<Response> {
    let name = uri.path().strip_prefix(BASE).unwrap_or_default().trim_start_matches('/');
    lasting(name, &headers)
}

/// Permission: none, public.
async fn favicon(headers: HeaderMap) -> Result<Response> {
    let icons = ["icons/favicon.ico", "icons/icon.svg", "icons/favicon.svg"];
    let known = icons.into_iter().find(|path| files::assets().contains_key(path));
    lasting(known.unwrap_or_default(), &headers)
}

/// A file of an address without a hash: asked for again, and usually found unchanged.
fn lasting(path: &str, headers: &HeaderMap) -> Result<Response> {
    let file = files::assets().get(path).ok_or(Error::NotFound)?;
    let mut response = file.answer(headers);
    let keep = HeaderValue::from_static("public, max-age=86400");
    response.headers_mut().insert(axum::http::header::CACHE_CONTROL, keep);
    Ok(response)
}

fn lang_of(headers: &HeaderMap, place: &Place) -> Lang {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(Lang::from_accept);
    accepted.filter(|lang| place.languages.contains(lang)).unwrap_or(place.default_language)
}

fn spoken(mut response: Response, lang: Lang) -> Response {
    let headers = response.headers_mut();
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(lang.code()));
    headers.append(VARY, HeaderValue::from_static("accept-language"));
    response
}

/// Whether a page can have this path: its last part is no file's name, and no part can be taken for another path.
fn is_page(path: &str) -> bool {
    let Some(below) = path.strip_prefix(BASE).and_then(|below| below.strip_prefix('/')) else { return false };
    let below = below.strip_suffix('/').unwrap_or(below);
    below.is_empty() || {
        let parts: Option<Vec<_>> = below.split('/').map(decoded).collect();
        parts.is_some_and(|parts| {
            let is_file = parts.last().is_some_and(|last| last.contains('.'));
            !is_file && parts.iter().all(|part| is_part(part))
        })
    }
}

fn is_part(part: &str) -> bool {
    !part.is_empty()
        && part != "."
        && part != ".."
        && !part.contains(|c: char| c.is_control() || matches!(c, '/' | '\\'))
}

/// Without its percent signs; `None` when they are no text.
fn decoded(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits =
                std::str::from_utf8(&digits).ok().filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::is_page;

    #[test]
    fn a_page_is_no_file_and_no_trick() {
        for path in
            ["/app/", "/app/login", "/app/people/students/12/", "/app/reset-password/MQ/a-b_c", "/app/%C3%A9t%C3%A9"]
        {
            assert!(is_page(path), "{path}");
        }
        for path in [
            "/app",
            "/apple",
            "/app/main.js",
            "/app/x/y.png",
            "/app/../etc",
            "/app/%2e%2e/etc",
            "/app/.%2e/",
            "/app/./x",
            "/app//x",
            "/app/a%2fb",
            "/app/a%5cb",
            "/app/a\\b",
            "/app/%00",
            "/app/a%0d%0ab",
            "/app/%zz",
            "/app/%",
            "/app/%+1",
            "/app/%ff",
            "/app/x//",
        ] {
            assert!(!is_page(path), "{path}");
        }
    }
}
