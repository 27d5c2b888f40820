//! `/` and `/site/{slug}/`: the public site, as the back office writes it, in HTML that needs no script.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use preau_accounts::actions::first_run;
use preau_kernel::Result;
use preau_kernel::web::{Path, Visit, page};

use super::markdown;
use crate::store::pages::{self as rows, SitePage};
use crate::store::services::{self, pick};
use crate::words;

/// The page at the root of the site, and the one that lists what is offered.
const HOME: &str = "home";
const SERVICES: &str = "services";

#[derive(Template)]
#[template(path = "site.html")]
struct Site {
    nav_label: String,
    /// Address, text, whether it is this page.
    nav: Vec<(String, String, bool)>,
    title: String,
    /// Cleaned HTML.
    body: String,
    /// Name, length and description.
    services: Vec<(String, String, String)>,
    book: (String, String),
}

/// A place that nobody has set up yet says how that is done. Permission: none, public.
pub(super) async fn home(visit: Visit) -> Result<Response> {
    if first_run::is_due(visit.app()).await? {
        return Ok(Redirect::to(page::HOME).into_response());
    }
    of_slug(&visit, HOME).await
}

/// Permission: none, public.
pub(super) async fn show(visit: Visit, Path(slug): Path<String>) -> Result<Response> {
    of_slug(&visit, &slug).await
}

async fn of_slug(visit: &Visit, slug: &str) -> Result<Response> {
    let (app, lang) = (visit.app(), visit.lang());
    let pages = rows::published(app.db().read()).await?;
    let shown = pages.iter().find(|page| page.slug == slug).ok_or(preau_kernel::Error::NotFound)?;
    let title = |page: &SitePage| pick(lang, &page.title_fr, &page.title_en).to_owned();
    let offered = if slug == SERVICES { services::active(app.db().read()).await? } else { Vec::new() };
    let site = Site {
        nav_label: visit.text("pages-site-nav"),
        nav: pages.iter().map(|page| (address(&page.slug), title(page), page.slug == slug)).collect(),
        title: title(shown),
        body: markdown::html(pick(lang, &shown.body_fr, &shown.body_en)),
        services: offered
            .iter()
            .map(|service| {
                let minutes = visit.with("pages-site-minutes", &[("count", &service.minutes.to_string())]);
                (service.name(lang).to_owned(), minutes, service.description(lang).to_owned())
            })
            .collect(),
        book: (words::booking_link(app), visit.text("pages-site-book")),
    };
    visit.page(StatusCode::OK, &site.title, &site)
}

fn address(slug: &str) -> String {
    if slug == HOME { "/".to_owned() } else { format!("/site/{slug}/") }
}
