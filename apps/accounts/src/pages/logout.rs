//! Logging the cookie session out, from the button in every page's frame.

use axum::extract::State as AppState;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use preau_kernel::app::App;
use preau_kernel::web::{FormActor, GatedFormActor, RequestInfo};
use preau_kernel::{Error, Result};

use super::done_at_home;
use crate::actions::log_out as action;
use crate::auth::cookie;

/// Permission: logged in by the cookie, even when the password must be changed.
pub(super) async fn log_out(
    AppState(app): AppState<App>,
    info: RequestInfo,
    GatedFormActor(FormActor { actor, .. }): GatedFormActor,
) -> Result<Response> {
    let session = actor.session().ok_or(Error::NotFound)?;
    action::one(&app, &info, &actor, session).await?;
    let mut response = Redirect::to(&done_at_home("logged-out")).into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie::clear(&info));
    Ok(response)
}
