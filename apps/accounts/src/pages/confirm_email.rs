//! `/account/confirm-email/{uid}/{token}/`: where the link of the mail leads. A mail program that opens it for its user
//! changes nothing: only the button does.

use axum::response::{IntoResponse, Redirect, Response};
use preau_kernel::web::page;
use preau_kernel::web::{AnonymousForm, Path, Visit};
use preau_kernel::{Error, Result};

use super::done_at_home;
use super::form::FormPage;
use crate::actions::change_email as action;
use crate::actions::reset_password::link_holds;
use crate::store::one_time::OneTime;

/// The button, or that the link no longer holds. Permission: none, public (the link is the credential).
pub(super) async fn show(visit: Visit, Path((uid, token)): Path<(String, String)>) -> Result<Response> {
    if link_holds(visit.app(), &uid, &token, OneTime::Email).await? {
        FormPage::new(&visit, "pages-confirm").anonymous(&visit).show(&visit)
    } else {
        dead_link(&visit, Error::refused("confirm_link_not_valid"))
    }
}

/// Permission: none, public (the link is the credential).
pub(super) async fn confirm(
    visit: Visit,
    Path((uid, token)): Path<(String, String)>,
    AnonymousForm(_): AnonymousForm,
) -> Result<Response> {
    match action::confirm(visit.app(), visit.info(), &uid, &token).await {
        Ok(()) => Ok(Redirect::to(&done_at_home("email-confirmed")).into_response()),
        Err(error) => dead_link(&visit, error),
    }
}

fn dead_link(visit: &Visit, error: Error) -> Result<Response> {
    FormPage::message(visit, "pages-dead-link-title", String::new())
        .link(page::HOME, visit.text("page-home"))
        .refuse(visit, error)
}
