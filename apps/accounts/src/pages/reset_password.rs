//! `/account/reset-password/{uid}/{token}/`: where the link of the mail leads. The page only shows; its button acts.

use axum::response::{IntoResponse, Redirect, Response};
use preau_kernel::web::page::{self, Field, Kind};
use preau_kernel::web::{AnonymousForm, Fields, Form, Path, Visit};
use preau_kernel::{Error, Result};

use super::forgot_password;
use super::form::FormPage;
use crate::actions::reset_password as action;
use crate::domain::password_rules;
use crate::store::one_time::OneTime;

/// The form, or that the link no longer holds. Permission: none, public (the link is the credential).
pub(super) async fn show(visit: Visit, Path((uid, token)): Path<(String, String)>) -> Result<Response> {
    if action::link_holds(visit.app(), &uid, &token, OneTime::Reset).await? {
        sheet(&visit).show(&visit)
    } else {
        dead_link(&visit, Error::refused("reset_link_not_valid"))
    }
}

/// Permission: none, public (the link is the credential).
pub(super) async fn reset(
    visit: Visit,
    Path((uid, token)): Path<(String, String)>,
    AnonymousForm(form): AnonymousForm,
) -> Result<Response> {
    match act(&visit, &uid, &token, &form).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=password-reset", page::LOGIN)).into_response()),
        Err(error) if error.code() == "reset_link_not_valid" => dead_link(&visit, error),
        Err(error) => sheet(&visit).refuse(&visit, error),
    }
}

async fn act(visit: &Visit, uid: &str, token: &str, form: &Form) -> Result<()> {
    let mut fields = form.fields();
    let new = new_password(&mut fields, "new_password");
    fields.finish()?;
    action::by_link(visit.app(), visit.info(), uid, token, &new).await
}

/// A password typed twice, the second time in `<name>_again`.
pub(super) fn new_password(fields: &mut Fields, name: &str) -> String {
    let again_name = format!("{name}_again");
    let longest = password_rules::MAX_LENGTH * 4;
    let new = fields.text(name, longest).unwrap_or_default();
    let again = fields.text(&again_name, longest).unwrap_or_default();
    if new.is_empty() {
        fields.error_if_clean(name, "required");
    } else if new != again {
        fields.error_if_clean(&again_name, "passwords_differ");
    }
    new
}

fn sheet(visit: &Visit) -> FormPage {
    let password = |name, key| Field::new(name, Kind::Password, visit.text(key)).autocomplete("new-password");
    let rules = password_rules::MIN_LENGTH.to_string();
    FormPage::new(visit, "pages-reset")
        .anonymous(visit)
        .field(
            password("new_password", "pages-new-password").hint(visit.with("pages-password-hint", &[("min", &rules)])),
        )
        .field(password("new_password_again", "pages-password-again"))
}

fn dead_link(visit: &Visit, error: Error) -> Result<Response> {
    FormPage::message(visit, "pages-dead-link-title", String::new())
        .link(forgot_password::PATH, visit.text("pages-dead-link-again"))
        .link(page::HOME, visit.text("page-home"))
        .refuse(visit, error)
}
