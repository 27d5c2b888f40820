//! Refusals in words: a browser is shown a page where a program gets JSON.

use askama::Template;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};

use super::{CHANGE_PASSWORD, LOGIN, ONE_TIME_CODE, Visit, next_query};
use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::web::respond;

#[derive(Template)]
#[template(path = "refusal.html")]
struct Refused {
    title: String,
    sentence: String,
    again: String,
    home: String,
    /// Where to begin anew, when that may help.
    retry: Option<String>,
    request: Option<String>,
}

/// Wraps the routes of pages: their handlers return [`Error`] as every handler does, and browsers read a page.
pub fn routes(app: &App, pages: Router<App>) -> Router<App> {
    pages.layer(middleware::from_fn_with_state(app.clone(), in_words))
}

async fn in_words(State(_): State<App>, visit: Visit, request: Request, next: Next) -> Response {
    let html = prefers_html(request.headers());
    let mut response = next.run(request).await;
    if !html {
        return response;
    }
    let own = response.extensions_mut().remove();
    match own.or_else(|| respond::foreign(&response)) {
        Some(error) => visit.refusal(&error),
        None => response,
    }
}

/// What answers where no route is.
pub async fn not_found(visit: Result<Visit>, headers: HeaderMap, request: Request) -> Response {
    let is_page = prefers_html(&headers) && !request.uri().path().starts_with("/api/");
    match visit {
        Ok(visit) if is_page => visit.refusal(&Error::NotFound),
        _ => Error::NotFound.into_response(),
    }
}

impl Visit {
    /// A refusal as a page. Who only has to log in, to change their password or to set up one-time codes, is led there.
    pub fn refusal(&self, error: &Error) -> Response {
        if let Some(path) = self.way_out(error) {
            return Redirect::to(&format!("{path}{}", next_query(self.path_and_query()))).into_response();
        }
        let status = respond::status(error);
        let is_ours = status.is_server_error();
        let body = Refused {
            title: self.text(title_of(status)),
            sentence: match error {
                Error::NotFound => self.text("page-nothing-here"),
                _ => self.sentence(error),
            },
            again: self.text("page-try-again"),
            home: self.text("page-home"),
            retry: (!self.is_read() || is_ours).then(|| self.path_and_query().to_owned()),
            request: is_ours.then(|| self.with("page-request-id", &[("id", self.info().id())])),
        };
        let title = body.title.clone();
        self.refused(error, &title, &body).unwrap_or_else(Error::into_response)
    }

    /// A page of its own that shows a refusal: a form with what is wrong in it.
    pub fn refused(&self, error: &Error, title: &str, body: &impl Template) -> Result<Response> {
        respond::note(error, self.info().id());
        let mut response = self.page(respond::status(error), title, body)?;
        respond::describe(error, response.headers_mut());
        // A page has no scheme to name: the browser must not ask by a box of its own.
        response.headers_mut().remove(header::WWW_AUTHENTICATE);
        Ok(response)
    }

    /// What a refusal says.
    pub fn sentence(&self, error: &Error) -> String {
        respond::sentence(self.app().l10n(), self.lang(), error)
    }

    /// What is wrong with one field.
    pub fn problem(&self, refusal: &Refusal) -> String {
        self.app().l10n().refusal(self.lang(), "field", refusal)
    }

    fn way_out(&self, error: &Error) -> Option<&'static str> {
        match error {
            Error::Unauthenticated(_) if self.is_read() => Some(LOGIN),
            Error::Forbidden(refusal) if self.is_read() => match refusal.code {
                "password_change_required" => Some(CHANGE_PASSWORD),
                "otp_setup_required" => Some(ONE_TIME_CODE),
                _ => None,
            },
            _ => None,
        }
    }
}

fn title_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "page-title-unauthenticated",
        StatusCode::FORBIDDEN => "page-title-forbidden",
        StatusCode::NOT_FOUND => "page-title-not-found",
        StatusCode::TOO_MANY_REQUESTS => "page-title-too-many",
        status if status.is_server_error() => "page-title-internal",
        _ => "page-title-refused",
    }
}

/// Whether `Accept` names HTML, and JSON not before it. Programs that send `*/*` or nothing get JSON.
pub fn prefers_html(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let (mut html, mut json) = (0.0, 0.0);
    for range in lines.flat_map(|line| line.split(',')) {
        let mut parts = range.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
        match kind.as_str() {
            "text/html" | "application/xhtml+xml" => html = quality.max(html),
            "application/json" => json = quality.max(json),
            _ => {}
        }
    }
    html > 0.0 && html >= json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_told_by_what_it_accepts() {
        for (accept, expected) in [
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true),
            ("TEXT/HTML", true),
            ("application/json;q=0.5, text/html;q=0.9", true),
            ("application/json, text/html;q=0.9", false),
            ("*/*", false),
            ("application/json", false),
            ("text/html;q=0", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT, accept.parse().unwrap())]);
            assert_eq!(prefers_html(&headers), expected, "{accept}");
        }
        assert!(!prefers_html(&HeaderMap::new()));
    }
}
