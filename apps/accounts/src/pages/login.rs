//! `/admin/login/`: the login form of every account. JSON at the same path is seed 001's old login of administrators.

use axum::extract::{FromRequest, FromRequestParts, Request, State as AppState};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use preau_kernel::actor::Credential;
use preau_kernel::app::App;
use preau_kernel::web::page::{self, Field, Kind, local_path};
use preau_kernel::web::{AnonymousForm, Form, JsonBody, RequestInfo, Visit, is_form};
use preau_kernel::{Error, Result};
use utoipa::ToSchema;

use super::form::FormPage;
use super::{done, forgot_password};
use crate::State;
use crate::actions::log_in::{self as action, Door, LoggedIn, Opens, Typed};
use crate::actions::log_out;
use crate::api::{auth, input, shapes};
use crate::auth::{cookie, device};
use crate::domain::password_rules;

/// The form. Permission: none, public.
pub(super) async fn show(visit: Visit) -> Result<Response> {
    let next = visit.query("next");
    sheet(&visit, "", next.as_deref(), false).note(done(&visit)).show(&visit)
}

/// What the form of the page sends.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body in the OpenAPI document")]
pub(crate) struct LoginForm {
    /// An address or a username.
    #[schema(max_length = 254)]
    email: String,
    #[schema(max_length = 512)]
    password: String,
    #[schema(max_length = 64)]
    otp: Option<String>,
    /// A path on this host to go to.
    next: Option<String>,
    /// From the page; it belongs to the page's cookie.
    csrf: String,
}

/// JSON: as `/auth/admin/login/`, while `auth.old_routes` is on. A form: opens a cookie session for any account and
/// answers with pages only.
///
/// Permission: public.
#[utoipa::path(
    post, path = "/admin/login/", tag = "auth (old)",
    request_body(content((input::Login = "application/json"), (LoginForm = "application/x-www-form-urlencoded"))),
    responses(
        (status = 200, body = shapes::AdminLoginSchema),
        (status = 303, description = "The form's login is open"),
        (status = 400, description = "A field is wrong", body = String, content_type = "text/html"),
        (status = 401, description = "Not these, or a one-time code is asked for", body = String, content_type = "text/html"),
        (status = 403, description = "The form is not of this browser", body = String, content_type = "text/html"),
        (status = 404, description = "JSON, while `auth.old_routes` is off"),
        (status = 429, description = "Too many attempts", body = String, content_type = "text/html")
    )
)]
pub(crate) async fn log_in(
    AppState(app): AppState<App>,
    info: RequestInfo,
    headers: HeaderMap,
    request: Request,
) -> Result<Response> {
    if is_form(&request) {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, &app).await?;
        let answer = by_form(&visit, &headers, Request::from_parts(parts, body)).await;
        return Ok(answer.unwrap_or_else(|error| visit.refusal(&error)));
    }
    if !app.state::<State>().config.old_routes {
        return Err(Error::NotFound);
    }
    let JsonBody(map) = JsonBody::from_request(request, &app).await?;
    auth::admin(&app, &info, &headers, map).await
}

async fn by_form(visit: &Visit, headers: &HeaderMap, request: Request) -> Result<Response> {
    let AnonymousForm(form) = AnonymousForm::from_request(request, visit.app()).await?;
    let next = form.get("next").map(str::to_owned);
    let asks_code = form.get("otp").is_some();
    let shown = form.get("email").unwrap_or_default().to_owned();
    let page = |with_code| sheet(visit, &shown, next.as_deref(), with_code);
    let typed = match read(&form) {
        Ok(typed) => typed,
        Err(error) => return page(asks_code).refuse(visit, error),
    };
    let opened = action::log_in(visit.app(), visit.info(), headers, Door::Any, &typed, Opens::Cookie).await;
    match opened {
        Ok(opened) => {
            end_replaced(visit).await?;
            Ok(welcome(visit, &opened, next.as_deref()))
        }
        Err(error) if error.code() == "otp_required" => {
            page(true).continue_with(visit, &error, visit.text("pages-login-otp-note"))
        }
        Err(error) => page(asks_code || error.code() == "otp_invalid").refuse(visit, error),
    }
}

fn read(form: &Form) -> Result<Typed> {
    let mut fields = form.fields();
    let login = fields.required_text("email", 254);
    let password = fields.text("password", password_rules::MAX_LENGTH * 4).unwrap_or_default();
    if password.is_empty() {
        fields.error_if_clean("password", "required");
    }
    let otp = fields.text("otp", 64);
    fields.finish()?;
    Ok(Typed { login, password, otp })
}

fn sheet(visit: &Visit, login: &str, next: Option<&str>, with_code: bool) -> FormPage {
    let mut page = FormPage::new(visit, "pages-login")
        .anonymous(visit)
        .next(next.and_then(local_path))
        .field(Field::new("email", Kind::Email, visit.text("pages-login-name")).autocomplete("username").value(login))
        .field(Field::new("password", Kind::Password, visit.text("pages-password")).autocomplete("current-password"))
        .link(forgot_password::PATH, visit.text("pages-login-forgot"));
    if let Some(viewer) = visit.viewer() {
        page.lead = visit.with("pages-login-already", &[("name", &viewer.name)]);
    }
    if with_code {
        let code = Field::new("otp", Kind::Code, visit.text("pages-login-otp"))
            .autocomplete("one-time-code")
            .hint(visit.text("pages-login-otp-hint"));
        page = page.field(code);
    }
    page
}

/// A browser holds one cookie session: the one that this login replaces is over.
async fn end_replaced(visit: &Visit) -> Result<()> {
    let Some(old) = visit.viewer() else { return Ok(()) };
    let Credential::Cookie { session } = old.credential else { return Ok(()) };
    match log_out::one(visit.app(), visit.info(), old, session).await {
        Err(Error::NotFound) => Ok(()),
        other => other,
    }
}

/// On to where the person was going, or first to a new password.
pub(super) fn welcome(visit: &Visit, opened: &LoggedIn, next: Option<&str>) -> Response {
    let next = next.and_then(local_path);
    let target = match (opened.must_change, next) {
        (true, Some(next)) => {
            let query = page::next_query(next);
            format!("{}{query}", page::CHANGE_PASSWORD)
        }
        (true, None) => page::CHANGE_PASSWORD.to_owned(),
        (false, next) => next.unwrap_or(page::HOME).to_owned(),
    };
    let mut response = Redirect::to(&target).into_response();
    let headers = response.headers_mut();
    let secrets = visit.app().secrets();
    headers.append(header::SET_COOKIE, cookie::set(secrets, visit.info(), opened.session, &opened.hmac_key));
    headers.append(header::SET_COOKIE, device::set_cookie(visit.info(), &opened.device_token));
    response
}
