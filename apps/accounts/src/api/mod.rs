//! The routes of accounts. Each handler does four things: parse, one call, answer; who may call it is declared here.

pub(crate) mod auth;
mod bodies;
pub(crate) mod grants;
pub(crate) mod input;
mod me;
pub(crate) mod me_otp;
mod modules;
mod people;
mod people_import;
mod people_shapes;
mod session;
pub(crate) mod shapes;
mod tokens;
mod users;

pub use input::upload;

use preau_kernel::routes;
use preau_kernel::web::{Access, Api};

use crate::actions::photo;
use crate::permissions::{MODULES_MANAGE, PEOPLE_MANAGE};

/// Bytes of a CSV.
const CSV_LIMIT: usize = 5 * 1024 * 1024;

pub fn routes(old_routes: bool) -> Api {
    let api = Api::default().merge(auth_routes()).merge(token_routes()).merge(me_routes()).merge(people_routes());
    if old_routes { api.merge(auth::old::routes()) } else { api }
}

fn auth_routes() -> Api {
    Api::default()
        .add(Access::Public, routes!(auth::admin_login))
        .add(Access::Public, routes!(auth::user_login))
        .add(Access::Gated, routes!(auth::profile))
        .add(Access::Gated, routes!(auth::logout))
        .add(Access::Public, routes!(auth::refresh))
        .add(Access::Gated, routes!(auth::change_password))
        .add(Access::Public, routes!(auth::forgot_password))
        .add(Access::Public, routes!(auth::forgot_password_temp))
        .add(Access::Public, routes!(auth::reset_password))
        .add(Access::Public, routes!(auth::confirm_email))
        .add(Access::Public, routes!(session::open))
        .add(Access::Gated, routes!(session::show))
        .add(Access::Gated, routes!(session::close))
}

fn token_routes() -> Api {
    Api::default()
        .add(Access::Public, routes!(tokens::obtain))
        .add(Access::Public, routes!(tokens::obtain_short))
        .add(Access::Public, routes!(tokens::refresh))
        .add(Access::Public, routes!(tokens::verify))
        .add(Access::Public, routes!(tokens::verify_short))
        .add(Access::Public, routes!(tokens::api_token_auth))
        .add(Access::Public, routes!(tokens::register))
}

fn me_routes() -> Api {
    Api::default()
        .add(Access::LoggedIn, routes!(me::show))
        .add(Access::LoggedIn, routes!(me::change))
        .add(Access::LoggedIn, routes!(me::change_email))
        .add_with_limit(Access::LoggedIn, photo::LIMIT, routes!(me::set_photo))
        .add(Access::LoggedIn, routes!(me::remove_photo))
        .add(Access::LoggedIn, routes!(me::export))
        .add(Access::LoggedIn, routes!(me::sessions))
        .add(Access::LoggedIn, routes!(me::end_session))
        .add(Access::LoggedIn, routes!(me::end_others))
        .add(Access::LoggedIn, routes!(me::tokens))
        .add(Access::LoggedIn, routes!(me::create_token))
        .add(Access::LoggedIn, routes!(me::revoke_token))
        .add(Access::Gated, routes!(me_otp::show))
        .add(Access::Gated, routes!(me_otp::set_up))
        .add(Access::Gated, routes!(me_otp::confirm))
        .add(Access::LoggedIn, routes!(me_otp::turn_off))
        .add(Access::LoggedIn, routes!(me_otp::renew_recovery_codes))
}

fn people_routes() -> Api {
    let manage = Access::WholeRight(PEOPLE_MANAGE);
    people::routes(manage)
        .add(manage, routes!(users::list))
        .add(manage, routes!(users::create))
        .add(manage, routes!(users::get))
        .add(manage, routes!(users::put))
        .add(manage, routes!(users::patch))
        .add(manage, routes!(users::delete))
        // Everyone may see their own photo; the handler looks.
        .add(Access::LoggedIn, routes!(users::photo))
        .add_with_limit(manage, photo::LIMIT, routes!(users::set_photo))
        .add(manage, routes!(users::remove_photo))
        .add(manage, routes!(users::roles))
        .add(manage, routes!(users::give_role))
        .add(manage, routes!(users::take_role))
        .add(manage, routes!(users::export))
        .add(manage, routes!(users::erase))
        .add(manage, routes!(users::merge))
        .add(manage, routes!(users::end_sessions))
        .add(manage, routes!(users::turn_off_otp))
        .add(manage, routes!(users::password_mail))
        .add(manage, routes!(users::password_slip))
        .add(manage, routes!(users::password_slips))
        .add_with_limit(manage, CSV_LIMIT, routes!(people_import::professors))
        .add_with_limit(manage, CSV_LIMIT, routes!(people_import::students))
        .add_with_limit(manage, CSV_LIMIT, routes!(people_import::tutors))
        .add_with_limit(manage, CSV_LIMIT, routes!(people_import::managers))
        .add(Access::LoggedIn, routes!(modules::list))
        .add(Access::LoggedIn, routes!(modules::get))
        .add(Access::WholeRight(MODULES_MANAGE), routes!(modules::create))
        .add(Access::WholeRight(MODULES_MANAGE), routes!(modules::put))
        .add(Access::WholeRight(MODULES_MANAGE), routes!(modules::patch))
        .add(Access::WholeRight(MODULES_MANAGE), routes!(modules::delete))
        .add(Access::Staff, routes!(grants::list))
        .add(Access::Staff, routes!(grants::give))
        .add(Access::Staff, routes!(grants::take))
}
