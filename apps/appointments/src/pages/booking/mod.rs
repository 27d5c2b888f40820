//! `/booking/{id}/{tag}/`: one appointment, for whoever has its link. A mail program that opens it for its user changes
//! nothing: only a button cancels or moves.
//!
//! Map: here the page and its cancelling · `link` the address and who may use it · `moving` another time · `new` one that is booked · `weeks` the days
//! to choose from · `calendar` the appointment as a file.

mod calendar;
mod link;
mod moving;
mod new;
mod weeks;

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use preau_kernel::web::page::{self, Around, Field, Head, Kind, Link};
use preau_kernel::web::{AnonymousForm, Path, Visit, respond};
use preau_kernel::{App, Error, Refusal, Result};

use super::{STYLE, proposal};
use crate::actions::cancel as action;
use crate::domain::status::{Status, is_too_late};
use crate::store::appointments::{Appointment, place_in_line};
use crate::words;

pub(crate) use link::address;
pub(super) use link::of_link;

const REASON: usize = 500;

pub(super) fn routes(app: &App) -> Router<App> {
    let pages = [
        ("/book/", get(new::show).post(new::act)),
        ("/booking/{id}/{tag}/", get(show).post(cancel)),
        ("/booking/{id}/{tag}/move/", get(moving::show).post(moving::act)),
        ("/booking/{id}/{tag}/proposal/", get(proposal::show).post(proposal::choose)),
        ("/booking/{id}/{tag}/event.ics", get(calendar::show)),
    ];
    let router = pages.into_iter().fold(Router::new(), |router, (path, methods)| page::route(router, path, methods));
    page::routes(app, router).layer(middleware::map_response(link::for_one_person))
}

#[derive(Template)]
#[template(path = "booking.html")]
struct BookingPage {
    title: String,
    /// What was done, and what was refused.
    done: String,
    problem: String,
    when: String,
    /// How it stands: text, and the name of its colour.
    state: (String, &'static str),
    /// Label, text, and where it leads.
    facts: Vec<(String, String, Option<String>)>,
    /// What can still be changed, or why nothing can.
    policy: String,
    ways: Vec<Link>,
    form: Option<CancelForm>,
    all: Link,
}

struct CancelForm {
    title: String,
    token: String,
    reason: Field,
    submit: String,
}

/// Whether its client may cancel or move it now.
fn may_change(app: &App, one: &Appointment) -> Result<bool> {
    let is_late = is_too_late(one.starts_at.seconds(), app.now().seconds(), one.cancel_minutes);
    Ok(one.status()? == Status::Booked && !is_late)
}

/// The appointment as it is. Permission: none, public (the link is the credential).
async fn show(visit: Visit, Path((id, tag)): Path<(i64, String)>) -> Result<Response> {
    let one = of_link(visit.app(), id, &tag).await?;
    let mut page = page(&visit, &one)?;
    if visit.query("done").as_deref() == Some("moved") && one.sequence > 0 {
        page.done = visit.text("pages-booking-moved");
    }
    if visit.query("done").as_deref() == Some("booked") && one.status()? == Status::Booked {
        page.done = visit.text("pages-book-done");
    }
    answer(&visit, StatusCode::OK, &page.title, &page)
}

/// Cancels it as its client would. Permission: none, public (the link is the credential).
async fn cancel(
    visit: Visit,
    Path((id, tag)): Path<(i64, String)>,
    AnonymousForm(form): AnonymousForm,
) -> Result<Response> {
    let one = of_link(visit.app(), id, &tag).await?;
    let reason: String =
        form.get("reason").unwrap_or_default().chars().filter(|c| !c.is_control()).take(REASON).collect();
    match action::by_link(visit.app(), visit.info(), &one, reason.trim()).await {
        Ok(()) => Ok(Redirect::to(&link::path(visit.app(), &one)).into_response()),
        Err(error @ Error::Conflict(_)) => refused(&visit, &of_link(visit.app(), id, &tag).await?, &error),
        Err(error) => Err(error),
    }
}

/// The page with why nothing was done.
fn refused(visit: &Visit, one: &Appointment, error: &Error) -> Result<Response> {
    let mut page = page(visit, one)?;
    page.problem = visit.sentence(error);
    answer(visit, respond::status(error), &page.title, &page)
}

/// Within the frame, with the styles of this module, for no robot.
fn answer(visit: &Visit, status: StatusCode, title: &str, page: &impl Template) -> Result<Response> {
    let head = Head { robots: "noindex, nofollow", ..Head::default() };
    let around = Around { styles: vec![STYLE.path().to_owned()], head, ..Around::default() };
    Ok(visit.html(status, visit.framed(title, page, &around)?))
}

fn page(visit: &Visit, one: &Appointment) -> Result<BookingPage> {
    let (app, path) = (visit.app(), link::path(visit.app(), one));
    let status = one.status()?;
    let may_change = may_change(app, one)?;
    let policy = match status {
        Status::Booked if may_change => words::policy(app, visit.lang(), one.cancel_minutes),
        Status::Booked => visit.sentence(&Error::Conflict(Refusal::new("too_late"))),
        _ => String::new(),
    };
    let mut ways = Vec::new();
    if may_change {
        ways.push(Link::new(format!("{path}move/"), visit.text("pages-booking-move")));
    }
    if status != Status::Cancelled {
        ways.push(Link::new(format!("{path}event.ics"), visit.text("pages-booking-calendar")));
    }
    let form = may_change.then(|| CancelForm {
        title: visit.text("pages-booking-give-up"),
        token: visit.form_token(),
        reason: Field::new("reason", Kind::Text, visit.text("pages-booking-reason-label")).optional(),
        submit: visit.text("pages-booking-cancel"),
    });
    Ok(BookingPage {
        title: visit.text("pages-booking-title"),
        done: String::new(),
        problem: String::new(),
        when: words::when(app, visit.lang(), visit.place().zone, one.time()?),
        state: (visit.text(&format!("pages-booking-{}", status.name().replace('_', "-"))), status.name()),
        facts: facts(visit, one),
        policy,
        ways,
        form,
        all: Link::new(words::link(app, false), visit.text("pages-booking-all")),
    })
}

fn facts(visit: &Visit, one: &Appointment) -> Vec<(String, String, Option<String>)> {
    let fact = |key: &str, text: &str| (visit.text(key), text.to_owned(), None);
    let mut facts = vec![
        fact("pages-booking-coach", &one.coach_name),
        fact("pages-booking-service", one.service_name(visit.lang())),
    ];
    match (one.location.as_str(), one.video_url.as_str()) {
        ("", "") => facts.push(fact("pages-booking-place", &place_in_line(visit.place()))),
        ("", _) => {}
        (location, _) => facts.push(fact("pages-booking-place", location)),
    }
    if one.video_url.starts_with("https://") {
        let (label, text, _) = fact("pages-booking-video", &one.video_url);
        facts.push((label, text, Some(one.video_url.clone())));
    }
    if !one.cancel_reason.is_empty() {
        facts.push(fact("pages-booking-reason", &one.cancel_reason));
    }
    facts.push(fact("pages-booking-zone", visit.place().zone.name()));
    facts
}
