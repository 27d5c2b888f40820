//! The routes of the calendar. Each handler does four things: read, one call, answer; who may call it is declared here.

mod bodies;
mod closed_days;
mod feed_page;
mod feeds;
mod holidays;
mod rooms;
mod sites;

use axum::Router;
use axum::routing::get;
use preau_kernel::routes;
use preau_kernel::web::{Access, Api};

use crate::permissions::MANAGE;

pub(crate) fn routes() -> Api {
    Api::default()
        .add(Access::LoggedIn, routes!(sites::list))
        .add(Access::WholeRight(MANAGE), routes!(sites::create))
        .add(Access::LoggedIn, routes!(sites::get))
        .add(Access::WholeRight(MANAGE), routes!(sites::put, sites::patch, sites::delete))
        .add(Access::LoggedIn, routes!(rooms::list))
        .add(Access::WholeRight(MANAGE), routes!(rooms::create))
        .add(Access::LoggedIn, routes!(rooms::get))
        .add(Access::WholeRight(MANAGE), routes!(rooms::put, rooms::patch, rooms::delete))
        .add(Access::LoggedIn, routes!(closed_days::list))
        .add(Access::WholeRight(MANAGE), routes!(closed_days::create))
        .add(Access::LoggedIn, routes!(closed_days::get))
        .add(Access::WholeRight(MANAGE), routes!(closed_days::put, closed_days::patch, closed_days::delete))
        .add(Access::LoggedIn, routes!(holidays::list))
        .add(Access::LoggedIn, routes!(feeds::list, feeds::create))
        .add(Access::LoggedIn, routes!(feeds::delete))
        .pages(Router::new().route("/calendar/{file}", get(feed_page::show)))
}
