//! `/` and `/site/{slug}/`: the public site, as the back office writes it, in HTML that needs no script.
//!
//! What nobody in particular sees is kept (`kept`); who is logged in by the cookie gets it made anew, and staff also see
//! pages that are not published, at `/site/{slug}/preview/`.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use preau_accounts::actions::first_run;
use preau_kernel::i18n::Lang;
use preau_kernel::place::Place;
use preau_kernel::web::page::{self, Around, Head, Link, PAGE, Picture, Site};
use preau_kernel::web::{Cached, Path, Visit};
use preau_kernel::{App, Error, Result};

use super::site_parts::{Body, Shape};
use super::{STYLE, picture};
use crate::State;
use crate::domain::markdown;
use crate::store::images::Size;
use crate::store::pages::{self as rows, Shown};
use crate::store::services;
use crate::words;

/// The page at the root of the site, and the one that lists what is offered.
pub(super) const HOME: &str = "home";
pub(super) const SERVICES: &str = "services";
/// Who may see drafts.
const RIGHT: &str = "admin.site_pages.view";
/// How long browsers and caches on the way show a page without asking.
const KEEP: &str = "public, max-age=60";
/// Characters of a description; search engines show about as many.
const DESCRIPTION: usize = 160;

/// A place that nobody has set up yet says how that is done. Permission: none, public.
pub(super) async fn home(visit: Visit) -> Result<Response> {
    let shown = of_slug(&visit, HOME).await;
    match shown {
        Err(Gone::Elsewhere(path)) => Ok(Redirect::to(&path).into_response()),
        Err(Gone::Refused(error)) => Err(error),
        Ok(response) => Ok(response),
    }
}

/// Permission: none, public.
pub(super) async fn show(visit: Visit, Path(slug): Path<String>) -> Result<Response> {
    if slug == HOME {
        // One address for one page.
        return Ok(Redirect::permanent("/").into_response());
    }
    of_slug(&visit, &slug).await.map_err(|gone| match gone {
        Gone::Elsewhere(_) => Error::NotFound,
        Gone::Refused(error) => error,
    })
}

/// Published or not. Permission: `admin.site_pages.view`; for others there is nothing here.
pub(super) async fn preview(visit: Visit, Path(slug): Path<String>) -> Result<Response> {
    let actor = visit.actor()?;
    actor.scope(RIGHT).ok_or(Error::NotFound)?;
    let shown = rows::show(visit.app().db().read(), &slug, true).await?.map_err(|_| Error::NotFound)?;
    let html = html(&visit, &shown, true).await?;
    let mut response = visit.html(StatusCode::OK, html);
    response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex"));
    Ok(response)
}

/// There is no such page.
enum Gone {
    /// Where to look instead of the home page.
    Elsewhere(String),
    Refused(Error),
}

impl From<Error> for Gone {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

async fn of_slug(visit: &Visit, slug: &str) -> std::result::Result<Response, Gone> {
    if visit.viewer().is_some() {
        let page = made(visit, slug).await?;
        let mut response = visit.html(StatusCode::OK, page);
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        return Ok(response);
    }
    let app = visit.app();
    let name = format!("{}/{slug}", visit.lang().code());
    // Why there is no page comes out beside it: it is not kept.
    let mut gone = None;
    let make = async {
        match made(visit, slug).await {
            Ok(html) => Ok(Cached::kept(PAGE, html, KEEP)),
            Err(why) => {
                gone = Some(why);
                Err(Error::NotFound)
            }
        }
    };
    let page = app.state::<State>().kept.page(app.db(), &name, make).await;
    let page = page.map_err(|error| gone.unwrap_or(Gone::Refused(error)))?;
    let mut response = visit.kept(&page);
    if visit.chosen_lang().is_some() {
        // It brings a cookie for this browser alone.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=60"));
    }
    Ok(response)
}

async fn made(visit: &Visit, slug: &str) -> std::result::Result<String, Gone> {
    let app = visit.app();
    if slug == HOME && first_run::is_due(app).await? {
        return Err(Gone::Elsewhere(page::HOME.to_owned()));
    }
    match rows::show(app.db().read(), slug, false).await? {
        Ok(shown) => Ok(html(visit, &shown, false).await?),
        Err(first) => Err(Gone::Elsewhere(first.map_or_else(|| page::HOME.to_owned(), |slug| path(&slug)))),
    }
}

async fn html(visit: &Visit, shown: &Shown, is_preview: bool) -> Result<String> {
    let shape = match shown.page.slug.as_str() {
        HOME => Shape::Home,
        SERVICES => Shape::Services,
        _ => Shape::Text,
    };
    let offered = match shape {
        Shape::Text => Vec::new(),
        _ => services::offered(visit.app().db().read()).await?,
    };
    let body = Body::new(visit, shown, &offered, shape, is_preview);
    let around = around(visit, shown, is_preview);
    visit.framed(&body.title, &body, &around)
}

fn around(visit: &Visit, shown: &Shown, is_preview: bool) -> Around {
    let (app, lang, place) = (visit.app(), visit.lang(), visit.place());
    let here = path(&shown.page.slug);
    let addresses = Addresses::new(app, place, &here);
    let mut links: Vec<Link> = shown.nav.iter().map(|page| Link::new(path(&page.slug), page.title(lang))).collect();
    links.iter_mut().for_each(|link| link.is_here = link.href == here);
    let others = visit.other_langs().into_iter().map(|(other, _)| (other, format!("?lang={}", other.code())));
    let description = match shown.page.description(lang) {
        "" => markdown::beginning(shown.page.body(lang), DESCRIPTION),
        own => own.to_owned(),
    };
    let image = shown.image.as_ref().map(|image| Picture {
        url: format!("{}{}", addresses.base, picture::path(image, Size::Large)),
        alt: image.alt(lang).to_owned(),
        width: image.width,
        height: image.height,
    });
    Around {
        styles: vec![STYLE.path().to_owned()],
        head: Head {
            title: String::new(),
            description,
            canonical: if is_preview { String::new() } else { addresses.of(lang) },
            alternates: addresses.alternates(),
            image,
            robots: if is_preview { "noindex" } else { "" },
        },
        site: Some(Site {
            label: visit.text("pages-site-nav"),
            links,
            call: Some(Link::new(words::booking_link(app), visit.text("pages-site-book"))),
            account: Some(Link::new(words::link(app, false), visit.text("pages-site-account"))),
        }),
        langs: Some(others.collect()),
    }
}

/// The path of a page.
pub(super) fn path(slug: &str) -> String {
    if slug == HOME { "/".to_owned() } else { format!("/site/{slug}/") }
}

/// Where staff look at a page.
pub(crate) fn seen_at(slug: &str, is_published: bool) -> String {
    if is_published { path(slug) } else { format!("/site/{slug}/preview/") }
}

/// The addresses of one page: the bare one shows the place's language, the others are named by `?lang=`.
pub(super) struct Addresses {
    base: String,
    bare: String,
    langs: Vec<Lang>,
    default: Lang,
}

impl Addresses {
    pub(super) fn new(app: &App, place: &Place, path: &str) -> Self {
        let base = app.config().base_url();
        Self { bare: format!("{base}{path}"), base, langs: place.languages.clone(), default: place.default_language }
    }

    pub(super) fn of(&self, lang: Lang) -> String {
        if lang == self.default { self.bare.clone() } else { format!("{}?lang={}", self.bare, lang.code()) }
    }

    /// `hreflang` and address of each language; the bare one chooses by what the browser asks for.
    pub(super) fn alternates(&self) -> Vec<(String, String)> {
        let each = self.langs.iter().map(|lang| (lang.code().to_owned(), self.of(*lang)));
        each.chain([("x-default".to_owned(), self.bare.clone())]).collect()
    }
}
