//! The server-rendered pages of appointments. They need no JavaScript.
//!
//! Map: `booking` one appointment by its link · `proposal` other times for it · `site` the public site · `markdown` its texts.

mod booking;
mod markdown;
mod proposal;
mod site;

use axum::Router;
use axum::routing::get;
use preau_kernel::App;
use preau_kernel::web::page;

pub(crate) use booking::address;
pub(crate) use proposal::proposal_address;

pub(crate) fn routes(app: &App) -> Router<App> {
    let pages = [
        ("/booking/{id}/{tag}/", get(booking::show).post(booking::cancel)),
        ("/booking/{id}/{tag}/proposal/", get(proposal::show).post(proposal::choose)),
        ("/site/{slug}/", get(site::show)),
    ];
    let router = pages.into_iter().fold(Router::new(), |router, (path, methods)| page::route(router, path, methods));
    page::routes(app, router)
}

/// `/`: the home page of the site.
pub(crate) fn front(app: &App) -> Router<App> {
    page::routes(app, Router::new().route("/", get(site::home)))
}
