//! `/setup/{token}/`: the first run. Whoever holds the link that the program printed makes themself superuser.
//!
//! The link follows from the secret key, so nothing is stored and every node knows it; it holds while there is no
//! superuser.

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use preau_kernel::app::App;
use preau_kernel::secrets::Purpose;
use preau_kernel::web::page::{self, Field, Kind};
use preau_kernel::web::{AnonymousForm, Form, Path, Visit};
use preau_kernel::{Error, Result};

use super::form::FormPage;
use super::login::welcome;
use super::reset_password::new_password;
use crate::actions::first_run::{self as action, FirstPerson};
use crate::actions::log_in::{Door, LoggedIn, Opens, Typed, log_in};
use crate::api::input;
use crate::domain::password_rules;

const FIRST_RUN: &[u8] = b"first run";

/// The token of the link.
pub fn token(app: &App) -> String {
    URL_SAFE_NO_PAD.encode(app.secrets().mac(Purpose::OneTime, &[FIRST_RUN]))
}

/// The link to print at the start; `None` once there is a superuser.
pub async fn link(app: &App) -> Result<Option<String>> {
    let due = action::is_due(app).await?;
    Ok(due.then(|| format!("{}/setup/{}/", app.config().base_url(), token(app))))
}

/// The form; 404 for a wrong token and once there is a superuser. Permission: none, public (the link is the
/// credential).
pub(super) async fn show(visit: Visit, Path(token): Path<String>) -> Result<Response> {
    check(visit.app(), &token).await?;
    sheet(&visit, None).show(&visit)
}

/// Permission: none, public (the link is the credential).
pub(super) async fn create(
    visit: Visit,
    headers: HeaderMap,
    Path(token): Path<String>,
    AnonymousForm(form): AnonymousForm,
) -> Result<Response> {
    check(visit.app(), &token).await?;
    match act(&visit, &headers, &form).await {
        Ok(Some(opened)) => Ok(welcome(&visit, &opened, None)),
        Ok(None) => Ok(Redirect::to(page::LOGIN).into_response()),
        Err(error) => sheet(&visit, Some(&form)).refuse(&visit, error),
    }
}

/// Creates the person and logs them in; `None` when only the latter failed.
async fn act(visit: &Visit, headers: &HeaderMap, form: &Form) -> Result<Option<LoggedIn>> {
    let mut fields = form.fields();
    let email = input::required_email(&mut fields, "email");
    let first_name = input::required_name(&mut fields, "first_name");
    let last_name = input::required_name(&mut fields, "last_name");
    let password = new_password(&mut fields, "password");
    fields.finish()?;
    let is_coach = form.checked("is_coach");
    let typed = Typed { login: email.clone(), password: password.clone(), otp: None };
    let new = FirstPerson { email, first_name, last_name, password, is_coach, lang: visit.lang() };
    action::create(visit.app(), visit.info(), new).await?;
    Ok(log_in(visit.app(), visit.info(), headers, Door::Any, &typed, Opens::Cookie).await.ok())
}

async fn check(app: &App, token: &str) -> Result<()> {
    let tag = URL_SAFE_NO_PAD.decode(token).map_err(|_| Error::NotFound)?;
    if app.secrets().verify(Purpose::OneTime, &[FIRST_RUN], &tag) && action::is_due(app).await? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

fn sheet(visit: &Visit, typed: Option<&Form>) -> FormPage {
    let kept = |name: &str| typed.and_then(|form| form.get(name)).unwrap_or_default().to_owned();
    let text =
        |name, kind, key: &str, token| Field::new(name, kind, visit.text(key)).autocomplete(token).value(kept(name));
    let rules = password_rules::MIN_LENGTH.to_string();
    FormPage::new(visit, "pages-setup")
        .anonymous(visit)
        .field(text("first_name", Kind::Text, "pages-first-name", "given-name"))
        .field(text("last_name", Kind::Text, "pages-last-name", "family-name"))
        .field(text("email", Kind::Email, "pages-email", "username"))
        .field(
            text("password", Kind::Password, "pages-password", "new-password")
                .hint(visit.with("pages-password-hint", &[("min", &rules)])),
        )
        .field(text("password_again", Kind::Password, "pages-password-again", "new-password"))
        .field(
            text("is_coach", Kind::Checkbox, "pages-setup-coach", "")
                .optional()
                .hint(visit.text("pages-setup-coach-hint")),
        )
}
