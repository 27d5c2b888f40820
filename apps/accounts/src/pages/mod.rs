//! The few server-rendered pages of accounts: home, logging in and out, the first run, passwords, one-time codes,
//! slips to print.
//!
//! They need no JavaScript. A refusal is shown on the form it belongs to (`form`), any other as a page of the kernel's
//! (`web::page`). Links in mails only show a page; its button acts. To add one: a file here with its handlers, its
//! line in [`routes`], its texts in `locales/pages.*.ftl`, a row in `tests/pages`.

mod change_password;
mod confirm_email;
mod forgot_password;
mod form;
mod home;
mod login;
mod logout;
mod one_time_code;
mod reset_password;
pub mod setup;
pub mod slips;

use axum::Router;
use axum::routing::{get, post};
use preau_kernel::app::App;
use preau_kernel::routes;
use preau_kernel::web::{Access, Api, Visit, page};

/// What the OpenAPI document names: the old administrators' login, whose path the login form shares.
pub(crate) fn api() -> Api {
    Api::default().add(Access::Public, routes!(login::log_in))
}

pub fn routes(app: &App) -> Router<App> {
    let pages = [
        (page::HOME, get(home::show)),
        (page::LOGIN, get(login::show)),
        (page::LOGOUT, post(logout::log_out)),
        (page::CHANGE_PASSWORD, get(change_password::show).post(change_password::change)),
        (page::ONE_TIME_CODE, get(one_time_code::show).post(one_time_code::set_up)),
        ("/setup/{token}/", get(setup::show).post(setup::create)),
        (forgot_password::PATH, get(forgot_password::show).post(forgot_password::ask)),
        ("/account/reset-password/{uid}/{token}/", get(reset_password::show).post(reset_password::reset)),
        ("/account/confirm-email/{uid}/{token}/", get(confirm_email::show).post(confirm_email::confirm)),
    ];
    let router = pages.into_iter().fold(Router::new(), |router, (path, methods)| page::route(router, path, methods));
    page::routes(app, router)
}

/// `/`, while no other module has a page to show there.
pub fn front(app: &App) -> Router<App> {
    page::routes(app, Router::new().route("/", get(home::front)))
}

/// What a redirect has to tell, by `?done=`.
const DONE: [(&str, &str); 5] = [
    ("password-reset", "password-reset-done"),
    ("password-changed", "password-changed"),
    ("email-confirmed", "email-confirmed"),
    ("logged-out", "logout-done"),
    ("reset-asked", "forgot-password-done"),
];

/// The home page, telling it.
fn done_at_home(name: &str) -> String {
    format!("{}?done={name}", page::HOME)
}

fn done(visit: &Visit) -> String {
    let asked = visit.query("done").unwrap_or_default();
    DONE.iter().find(|(name, _)| *name == asked).map(|(_, key)| visit.text(key)).unwrap_or_default()
}
