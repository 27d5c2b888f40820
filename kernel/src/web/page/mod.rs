//! Server-rendered pages: who looks and in which language ([`Visit`]), the frame around every page, forms (`field`),
//! refusals in words (`refusal`), what a module puts around pages of its own (`around`), and the stylesheet and mark
//! (`assets`). No page needs JavaScript.
//!
//! A handler takes a [`Visit`], fills an askama template of its own app and answers `visit.page(status, title, body)`.
//! Its routes go through [`routes`], which puts refusals into words for browsers.

mod around;
pub mod assets;
mod field;
mod refusal;
mod visit;

use askama::Template;
use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use axum::routing::MethodRouter;

use super::{csrf, guard};
use crate::app::App;
use crate::i18n::Lang;

pub use around::{Around, Head, Link, Picture, Site};
pub use field::{Field, Kind};
pub use refusal::{not_found, prefers_html, routes};
pub use visit::{PAGE, Visit, local_path};

/// Where one logs in, by `next` back to where one was; accounts serves these five.
pub const LOGIN: &str = "/admin/login/";
pub const LOGOUT: &str = "/logout-here/";
/// The home page of everything that works without JavaScript.
pub const HOME: &str = "/account/";
pub const CHANGE_PASSWORD: &str = "/account/change-password/";
pub const ONE_TIME_CODE: &str = "/account/one-time-code/";

/// Where the web app is, which another module serves while `web.enabled` is on.
pub const APP: &str = "/app/";

/// A page's route, with and without the slash at its end.
pub fn route(router: Router<App>, path: &str, methods: MethodRouter<App>) -> Router<App> {
    let router = router.route(path, methods.clone());
    match path.strip_suffix('/') {
        Some(short) if !short.is_empty() => router.route(short, methods),
        _ => router,
    }
}

/// As [`route`], for forms with files: a body of at most `limit` bytes instead of the configured limit.
pub fn route_with_limit(router: Router<App>, path: &str, methods: MethodRouter<App>, limit: usize) -> Router<App> {
    let limited = middleware::from_fn(move |mut request: Request, next: Next| async move {
        match guard::limit_body(&mut request, limit) {
            Ok(()) => next.run(request).await,
            Err(error) => error.into_response(),
        }
    });
    route(router, path, methods.layer(limited))
}

/// `?next=…`: the way back after a login.
#[must_use]
pub fn next_query(path: &str) -> String {
    format!("?next={}", form_urlencoded::byte_serialize(path.as_bytes()).collect::<String>())
}

/// The frame of every page.
#[derive(Template)]
#[template(path = "page.html")]
struct Frame<'a> {
    v: &'a Visit,
    title: &'a str,
    /// The page itself, escaped already.
    body: &'a str,
    /// Whether the frame offers to log in; the login page itself does not, nor a site that leads to the web app.
    offers_login: bool,
    around: &'a Around,
    /// The other languages, with this page's address in each.
    langs: Vec<(Lang, String)>,
}

/// What somebody logged in by the cookie sees in the frame.
struct Viewer {
    name: String,
    csrf_field: &'static str,
    csrf_token: String,
}

impl Frame<'_> {
    fn style(&self) -> &'static str {
        assets::STYLE.path()
    }

    fn icon(&self) -> &'static str {
        assets::MARK.path()
    }

    fn viewer(&self) -> Option<Viewer> {
        let actor = self.v.viewer()?;
        let csrf_token = self.v.csrf_token().unwrap_or_default();
        Some(Viewer { name: actor.name.clone(), csrf_field: csrf::FIELD, csrf_token })
    }

    /// Where the name of the place leads.
    fn home(&self) -> &'static str {
        if self.around.site.is_some() { "/" } else { HOME }
    }

    fn locale(&self) -> &'static str {
        Head::locale(self.v.lang())
    }

    fn document_title(&self) -> String {
        match self.around.head.title.as_str() {
            "" => format!("{} · {}", self.title, self.v.place().name),
            whole => whole.to_owned(),
        }
    }

    fn login(&self) -> &'static str {
        LOGIN
    }

    fn logout(&self) -> &'static str {
        LOGOUT
    }
}
