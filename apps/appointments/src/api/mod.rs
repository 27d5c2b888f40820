//! The routes of appointments. Each handler does four things: read, one call, answer; who may call it is declared here.

mod appointments;
mod bodies;
mod busy_feed;
mod clients;
mod coaches;
mod exceptions;
mod figures;
mod history;
mod holds;
mod input;
mod notes;
mod pages;
mod proposals;
mod rules;
pub(crate) mod shapes;
mod slots;
mod waiting;

use preau_kernel::routes;
use preau_kernel::web::{Access, Api};

use crate::permissions::{MANAGE, NOTES};

pub(crate) fn routes() -> Api {
    Api::default()
        .add(Access::Public, routes!(coaches::list))
        .add(Access::Right(MANAGE), routes!(rules::get, rules::put, rules::patch))
        .add(Access::Right(MANAGE), routes!(exceptions::list, exceptions::create))
        .add(Access::Right(MANAGE), routes!(exceptions::delete))
        .add(Access::Right(MANAGE), routes!(busy_feed::get, busy_feed::put, busy_feed::delete))
        .add(Access::LoggedIn, routes!(slots::list))
        .add(Access::Right(MANAGE), routes!(slots::why))
        .add(Access::Right(MANAGE), routes!(appointments::list))
        .add(Access::LoggedIn, routes!(appointments::create))
        .add(Access::LoggedIn, routes!(appointments::mine))
        .add(Access::Right(MANAGE), routes!(figures::weeks))
        .add(Access::LoggedIn, routes!(appointments::get))
        .add(Access::LoggedIn, routes!(appointments::cancel))
        .add(Access::LoggedIn, routes!(appointments::move_to))
        .add(Access::Right(MANAGE), routes!(appointments::mark))
        .add(Access::Right(MANAGE), routes!(proposals::create))
        .add(Access::Right(MANAGE), routes!(history::get))
        .add(Access::LoggedIn, routes!(holds::create))
        .add(Access::LoggedIn, routes!(holds::delete))
        .add(Access::LoggedIn, routes!(waiting::list, waiting::create))
        .add(Access::LoggedIn, routes!(waiting::get, waiting::delete))
        .add(Access::Right(NOTES), routes!(notes::list, notes::create))
        .add(Access::LoggedIn, routes!(notes::mine))
        .add(Access::Right(NOTES), routes!(notes::get, notes::patch, notes::delete))
        .add(Access::Right(NOTES), routes!(notes::history))
        .add(Access::Right(NOTES), routes!(clients::list))
        .add(Access::Right(NOTES), routes!(clients::get))
        .add(Access::Public, routes!(pages::list))
        .add(Access::Public, routes!(pages::get))
}
