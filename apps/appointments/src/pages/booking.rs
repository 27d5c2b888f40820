//! `/booking/{id}/{tag}/`: one appointment, for whoever has its link. A mail program that opens it for its user changes
//! nothing: only the button cancels.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use preau_kernel::secrets::Purpose;
use preau_kernel::web::page::{Field, Kind};
use preau_kernel::web::{AnonymousForm, Path, Visit};
use preau_kernel::{App, Error, Result};

use crate::actions::cancel as action;
use crate::domain::status::{Status, is_too_late};
use crate::store::appointments::{self as rows, Appointment, Reach};
use crate::words;

/// Bytes of the tag in the address.
const TAG: usize = 16;
const REASON: usize = 500;

#[derive(Template)]
#[template(path = "booking.html")]
struct BookingPage {
    title: String,
    problem: String,
    when: String,
    /// Label and text.
    facts: Vec<(String, String)>,
    form: Option<CancelForm>,
    link: (String, String),
}

struct CancelForm {
    policy: String,
    token: String,
    reason: Field,
    submit: String,
}

/// The whole address, for mails: the same for ever.
pub(crate) fn address(app: &App, one: &Appointment) -> String {
    let tag = app.secrets().mac(Purpose::Link, &parts(one));
    format!("{}/booking/{}/{}/", app.config().base_url(), one.id, hex::encode(&tag[..TAG]))
}

fn parts(one: &Appointment) -> [&[u8]; 2] {
    [b"appointment", one.uid.as_bytes()]
}

/// 404 for a link that was never given.
pub(super) async fn of_link(app: &App, id: i64, tag: &str) -> Result<Appointment> {
    let one = rows::get(app.db().read(), Reach::Everything, id).await?;
    let given = hex::decode(tag).map_err(|_| Error::NotFound)?;
    let is_known = app.secrets().keys(Purpose::Link).iter().any(|(_, key)| {
        let whole = preau_kernel::secrets::hmac(key, &parts(&one));
        // Compared as HMACs of both, so that the time tells nothing of where they differ.
        let masked = |text: &[u8]| preau_kernel::secrets::hmac(key, &[b"tag", text]);
        masked(&whole[..TAG]) == masked(&given)
    });
    if is_known { Ok(one) } else { Err(Error::NotFound) }
}

/// The appointment as it is. Permission: none, public (the link is the credential).
pub(super) async fn show(visit: Visit, Path((id, tag)): Path<(i64, String)>) -> Result<Response> {
    let one = of_link(visit.app(), id, &tag).await?;
    let page = page(&visit, &one)?;
    visit.page(StatusCode::OK, &page.title, &page)
}

/// Cancels it as its client would. Permission: none, public (the link is the credential).
pub(super) async fn cancel(
    visit: Visit,
    Path((id, tag)): Path<(i64, String)>,
    AnonymousForm(form): AnonymousForm,
) -> Result<Response> {
    let one = of_link(visit.app(), id, &tag).await?;
    let reason: String =
        form.get("reason").unwrap_or_default().chars().filter(|c| !c.is_control()).take(REASON).collect();
    match action::by_link(visit.app(), visit.info(), &one, reason.trim()).await {
        Ok(()) => Ok(Redirect::to(visit.path_and_query()).into_response()),
        Err(error @ Error::Conflict(_)) => {
            let now = of_link(visit.app(), id, &tag).await?;
            let mut page = page(&visit, &now)?;
            page.problem = visit.sentence(&error);
            visit.refused(&error, &page.title, &page)
        }
        Err(error) => Err(error),
    }
}

fn page(visit: &Visit, one: &Appointment) -> Result<BookingPage> {
    let app = visit.app();
    let mut facts = vec![
        (visit.text("pages-booking-coach"), one.coach_name.clone()),
        (visit.text("pages-booking-service"), one.service_name(visit.lang()).to_owned()),
        (visit.text("pages-booking-state"), visit.text(&format!("pages-booking-{}", one.status.replace('_', "-")))),
    ];
    if !one.where_to().is_empty() {
        facts.push((visit.text("pages-booking-place"), one.where_to().to_owned()));
    }
    facts.push((visit.text("pages-booking-zone"), visit.place().zone.name().to_owned()));
    let is_late = is_too_late(one.starts_at.seconds(), app.now().seconds(), one.cancel_minutes);
    let may_cancel = one.status()? == Status::Booked && !is_late;
    let form = may_cancel.then(|| CancelForm {
        policy: words::policy(app, visit.lang(), one.cancel_minutes),
        token: visit.form_token(),
        reason: Field::new("reason", Kind::Text, visit.text("pages-booking-reason")).optional(),
        submit: visit.text("pages-booking-cancel"),
    });
    Ok(BookingPage {
        title: visit.text("pages-booking-title"),
        problem: String::new(),
        when: words::when(app, visit.lang(), visit.place().zone, one.time()?),
        facts,
        form,
        link: (words::link(app, false), visit.text("pages-booking-all")),
    })
}
