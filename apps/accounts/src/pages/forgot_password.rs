//! `/account/forgot-password/`: asking for a link by mail. The answer is the same for every address.

use axum::response::{IntoResponse, Redirect, Response};
use preau_kernel::Result;
use preau_kernel::web::page::{self, Field, Kind};
use preau_kernel::web::{AnonymousForm, Form, Visit};

use super::done;
use super::form::FormPage;
use crate::State;
use crate::actions::reset_password::{self as action, Kind as Asked};
use crate::mails::in_words;

pub(super) const PATH: &str = "/account/forgot-password/";

/// The form, or that it was sent. Permission: none, public.
pub(super) async fn show(visit: Visit) -> Result<Response> {
    let said = done(&visit);
    if said.is_empty() {
        return sheet(&visit, "").show(&visit);
    }
    let holds = in_words(visit.app(), visit.lang(), visit.app().state::<State>().config.reset_lifetime);
    FormPage::message(&visit, "pages-forgot-done-title", visit.with("pages-forgot-done-lead", &[("time", &holds)]))
        .note(said)
        .link(page::LOGIN, visit.text("pages-back-to-login"))
        .show(&visit)
}

/// Permission: none, public.
pub(super) async fn ask(visit: Visit, AnonymousForm(form): AnonymousForm) -> Result<Response> {
    match act(&visit, &form).await {
        Ok(()) => Ok(Redirect::to(&format!("{PATH}?done=reset-asked")).into_response()),
        Err(error) => sheet(&visit, form.get("email").unwrap_or_default()).refuse(&visit, error),
    }
}

async fn act(visit: &Visit, form: &Form) -> Result<()> {
    let mut fields = form.fields();
    let login = fields.required_text("email", 254);
    fields.finish()?;
    action::ask(visit.app(), visit.info(), &login, Asked::Link).await
}

fn sheet(visit: &Visit, login: &str) -> FormPage {
    let field = Field::new("email", Kind::Email, visit.text("pages-login-name"))
        .autocomplete("username")
        .hint(visit.text("pages-forgot-hint"))
        .value(login);
    FormPage::new(visit, "pages-forgot")
        .anonymous(visit)
        .field(field)
        .link(page::LOGIN, visit.text("pages-back-to-login"))
}
