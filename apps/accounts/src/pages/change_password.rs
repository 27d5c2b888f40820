//! `/account/change-password/`: one's own new password; whoever must change theirs is led here by every other page.

use axum::response::{IntoResponse, Redirect, Response};
use preau_kernel::Result;
use preau_kernel::actor::{Actor, Gate};
use preau_kernel::web::page::{Field, Kind, local_path};
use preau_kernel::web::{Form, FormActor, GatedFormActor, Visit};

use super::done_at_home;
use super::form::FormPage;
use super::reset_password::new_password;
use crate::actions::change_password as action;
use crate::domain::password_rules;

/// The form. Permission: logged in by the cookie, even when the password must be changed.
pub(super) async fn show(visit: Visit) -> Result<Response> {
    let actor = visit.gated_actor()?;
    let next = visit.query("next");
    sheet(&visit, &actor, next.as_deref()).show(&visit)
}

/// Permission: logged in by the cookie, even when the password must be changed.
pub(super) async fn change(
    visit: Visit,
    GatedFormActor(FormActor { actor, form }): GatedFormActor,
) -> Result<Response> {
    let next = form.get("next").and_then(local_path);
    match act(&visit, &actor, &form).await {
        Ok(()) => {
            let home = done_at_home("password-changed");
            Ok(Redirect::to(next.unwrap_or(&home)).into_response())
        }
        Err(error) => sheet(&visit, &actor, next).refuse(&visit, error),
    }
}

async fn act(visit: &Visit, actor: &Actor, form: &Form) -> Result<()> {
    let mut fields = form.fields();
    let current = fields.text("current_password", password_rules::MAX_LENGTH * 4).unwrap_or_default();
    if current.is_empty() {
        fields.error_if_clean("current_password", "required");
    }
    let new = new_password(&mut fields, "new_password");
    fields.finish()?;
    action::change_password(visit.app(), visit.info(), actor, &current, &new, None).await.map(drop)
}

fn sheet(visit: &Visit, actor: &Actor, next: Option<&str>) -> FormPage {
    let password = |name, key, token| Field::new(name, Kind::Password, visit.text(key)).autocomplete(token);
    let rules = password_rules::MIN_LENGTH.to_string();
    let mut page = FormPage::new(visit, "pages-change-password")
        .personal(visit)
        .next(next.and_then(local_path))
        .field(password("current_password", "pages-current-password", "current-password"))
        .field(
            password("new_password", "pages-new-password", "new-password")
                .hint(visit.with("pages-password-hint", &[("min", &rules)])),
        )
        .field(password("new_password_again", "pages-password-again", "new-password"));
    if actor.gate == Some(Gate::MustChangePassword) {
        page.lead = visit.text("pages-change-password-forced");
    }
    page
}
