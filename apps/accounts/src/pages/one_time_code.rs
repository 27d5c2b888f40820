//! `/account/one-time-code/`: setting up two-step login; whoever must use codes is led here by every other page.
//!
//! Three steps, each the answer to the form before: the password, the QR code with a first code, the recovery codes.
//! What the last two show is kept by nobody, so that no redirect can lead to it.

use askama::Template;
use axum::response::Response;
use preau_kernel::Result;
use preau_kernel::actor::{Actor, Gate};
use preau_kernel::web::page::{self, Field, Kind, local_path};
use preau_kernel::web::{Form, FormActor, GatedFormActor, Visit};

use super::form::FormPage;
use crate::actions::otp::{self, Setup};
use crate::api::me_otp::password_first;
use crate::domain::password_rules;
use crate::store::credentials;

const PATH: &str = page::ONE_TIME_CODE;

#[derive(Template)]
#[template(path = "otp_secret.html")]
struct Scanned {
    label: String,
    text: String,
    /// As our own QR code writer draws it.
    svg: String,
    secret: String,
}

#[derive(Template)]
#[template(path = "recovery_codes.html")]
struct Codes {
    label: String,
    codes: Vec<String>,
}

/// Asks for the password. Permission: logged in by the cookie, even when codes must first be set up.
pub(super) async fn show(visit: Visit) -> Result<Response> {
    let actor = visit.gated_actor()?;
    password_first(&actor)?;
    let next = visit.query("next");
    let next = next.as_deref().and_then(local_path);
    if credentials::get(visit.app().db().read(), actor.user_id).await?.has_otp() {
        return FormPage::message(&visit, "pages-otp-title", visit.text("pages-otp-on"))
            .link(next.unwrap_or(page::HOME), visit.text("pages-otp-next"))
            .show(&visit);
    }
    asks_password(&visit, &actor, next).show(&visit)
}

/// Permission: logged in by the cookie, with the password once more, even when codes must first be set up.
pub(super) async fn set_up(
    visit: Visit,
    GatedFormActor(FormActor { actor, form }): GatedFormActor,
) -> Result<Response> {
    password_first(&actor)?;
    let next = form.get("next").and_then(local_path);
    match form.get("secret") {
        None => match begin(&visit, &actor, &form).await {
            Ok(setup) => asks_code(&visit, &setup, next)?.show(&visit),
            Err(error) => asks_password(&visit, &actor, next).refuse(&visit, error),
        },
        Some(secret) => match confirm(&visit, &actor, &form).await {
            Ok(codes) => shows_codes(&visit, codes, next),
            Err(error) => match otp::again(visit.app(), &actor, secret).await? {
                Some(setup) => asks_code(&visit, &setup, next)?.refuse(&visit, error),
                None => asks_password(&visit, &actor, next).refuse(&visit, error),
            },
        },
    }
}

async fn begin(visit: &Visit, actor: &Actor, form: &Form) -> Result<Setup> {
    let mut fields = form.fields();
    let password = fields.text("current_password", password_rules::MAX_LENGTH * 4).unwrap_or_default();
    if password.is_empty() {
        fields.error_if_clean("current_password", "required");
    }
    fields.finish()?;
    otp::set_up(visit.app(), visit.info(), actor, &password).await
}

async fn confirm(visit: &Visit, actor: &Actor, form: &Form) -> Result<Vec<String>> {
    let mut fields = form.fields();
    let code = fields.required_text("code", 64);
    fields.finish()?;
    otp::confirm(visit.app(), visit.info(), actor, &code).await
}

fn asks_password(visit: &Visit, actor: &Actor, next: Option<&str>) -> FormPage {
    let password = Field::new("current_password", Kind::Password, visit.text("pages-current-password"));
    let mut page =
        FormPage::new(visit, "pages-otp").personal(visit).next(next).field(password.autocomplete("current-password"));
    if actor.gate == Some(Gate::MustSetUpOtp) {
        page.lead = visit.text("pages-otp-forced");
    }
    page
}

fn asks_code(visit: &Visit, setup: &Setup, next: Option<&str>) -> Result<FormPage> {
    let scanned = Scanned {
        label: visit.text("pages-otp-qr"),
        text: visit.text("pages-otp-secret"),
        svg: setup.qr_svg.clone(),
        secret: setup.secret.clone(),
    };
    let code = Field::new("code", Kind::Code, visit.text("pages-otp-code")).autocomplete("one-time-code");
    let mut page = FormPage::new(visit, "pages-otp-scan").personal(visit).next(next).above(&scanned)?.field(code);
    page.hidden.push(("secret", setup.secret.clone()));
    Ok(page.link(PATH, visit.text("pages-otp-anew")))
}

fn shows_codes(visit: &Visit, codes: Vec<String>, next: Option<&str>) -> Result<Response> {
    FormPage::message(visit, "pages-otp-done-title", visit.text("pages-otp-done-lead"))
        .above(&Codes { label: visit.text("pages-otp-done-list"), codes })?
        .link(next.unwrap_or(page::HOME), visit.text("pages-otp-next"))
        .show(visit)
}
