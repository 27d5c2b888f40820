//! The server-rendered pages of appointments. They need no JavaScript.
//!
//! Map: `booking` one appointment by its link · `proposal` other times for it · `site` the public site, `site_parts` what a
//! page of it shows, `kept` pages that are made once · `picture` its pictures · `robots` what search engines read.

mod booking;
mod kept;
mod picture;
mod proposal;
mod robots;
mod site;
mod site_parts;

use std::sync::LazyLock;

use axum::Router;
use axum::routing::get;
use preau_kernel::App;
use preau_kernel::web::page::{self, assets::Asset};

pub(crate) use booking::address;
pub(crate) use kept::Kept;
pub(crate) use proposal::proposal_address;
pub(crate) use site::seen_at;

/// The site and the pages of bookings, beside the stylesheet of every page.
static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let styles = concat!(
        include_str!("styles/site.css"),
        "\n",
        include_str!("styles/sections.css"),
        "\n",
        include_str!("styles/looks.css"),
        "\n",
        include_str!("styles/booking.css")
    );
    Asset::new("site.css", "text/css; charset=utf-8", styles)
});

pub(crate) fn routes(app: &App) -> Router<App> {
    let pages = [("/site/{slug}/", get(site::show)), ("/site/{slug}/preview/", get(site::preview))];
    let router = pages.into_iter().fold(Router::new(), |router, (path, methods)| page::route(router, path, methods));
    let files = Router::new()
        .route("/site-images/{hash}/{name}", get(picture::show))
        .route("/robots.txt", get(robots::robots))
        .route("/sitemap.xml", get(robots::sitemap));
    page::routes(app, router).merge(booking::routes(app)).merge(STYLE.route(files))
}

/// `/`: the home page of the site.
pub(crate) fn front(app: &App) -> Router<App> {
    page::routes(app, Router::new().route("/", get(site::home)))
}
