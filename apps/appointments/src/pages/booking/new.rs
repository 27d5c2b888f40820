//! `/book/`: a new appointment, for whoever has no web app or no scripts. The times are those of the API, by the same
//! rules; nothing is held while one chooses, and what has gone meanwhile is said with the nearest free times.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use preau_kernel::actor::Actor;
use preau_kernel::web::body::parse_date;
use preau_kernel::web::page::{Field, Kind, Link};
use preau_kernel::web::{Form, FormActor, Visit, respond};
use preau_kernel::{Error, Refusal, Result};

use super::moving::{Time, near, of_slot, start, weekday};
use super::weeks::{Day, Free};
use super::{answer, link};
use crate::actions::book::{self, Booking};
use crate::schedule::{Asker, Whom};
use crate::store::{coaches, services};
use crate::words;

/// Characters of a message.
const MESSAGE: usize = 2000;

#[derive(Template)]
#[template(path = "book.html")]
struct BookPage<'a> {
    v: &'a Visit,
    title: String,
    problem: String,
    /// Where there are several to choose from.
    choices: Vec<Choice>,
    policy: String,
    weekdays: Vec<(String, String)>,
    weeks: Vec<Vec<Day>>,
    /// What the links of the days carry along.
    query: String,
    before: Option<Link>,
    after: Option<Link>,
    form: Option<BookForm>,
}

struct Choice {
    name: &'static str,
    label: String,
    options: Vec<(i64, String)>,
    chosen: i64,
}

struct BookForm {
    token: String,
    coach: i64,
    service: i64,
    legend: String,
    times: Vec<Time>,
    message: Field,
    submit: String,
}

#[derive(Template)]
#[template(
    source = "<section class=\"sheet\"><div class=\"sheet-body\"><h1>{{ title }}</h1><p class=\"lead\">{{ text }}</p></div></section>",
    ext = "html"
)]
struct Nobody {
    title: String,
    text: String,
}

/// What was sent and refused.
struct Refused<'a> {
    error: &'a Error,
    message: &'a str,
    at: &'a str,
}

/// Permission: logged in; who is not is asked to.
pub(super) async fn show(visit: Visit) -> Result<Response> {
    let actor = visit.actor()?;
    page(&visit, &actor, (number(visit.query("coach")), number(visit.query("service"))), None).await
}

/// Books for whoever has sent the form. Permission: logged in.
pub(super) async fn act(visit: Visit, FormActor { actor, form }: FormActor) -> Result<Response> {
    let whom = (sent(&form, "coach"), sent(&form, "service"));
    let message = form.get("message").unwrap_or_default();
    let at = form.get("at").unwrap_or_default();
    let error = match start(at) {
        Some(start) => {
            let message: String = message.chars().filter(|c| !c.is_control()).take(MESSAGE).collect();
            let (coach, service) = whom;
            let message = message.trim().to_owned();
            let booking = Booking { start, coach, service, message, hold: None, client: None };
            match book::book(visit.app(), visit.info(), &actor, &booking).await {
                Ok(one) => {
                    let path = format!("{}?done=booked", link::path(visit.app(), &one));
                    return Ok(Redirect::to(&path).into_response());
                }
                Err(error @ (Error::Conflict(_) | Error::Refused(_))) => error,
                Err(error) => return Err(error),
            }
        }
        None => Error::Refused(Refusal::new("no_time_chosen")),
    };
    page(&visit, &actor, whom, Some(Refused { error: &error, message, at })).await
}

fn number(text: Option<String>) -> Option<i64> {
    text.and_then(|text| text.parse().ok())
}

fn sent(form: &Form, name: &str) -> Option<i64> {
    form.get(name).and_then(|text| text.parse().ok())
}

/// Of the first coach and the first service unless others are asked for.
async fn page(
    visit: &Visit,
    actor: &Actor,
    (coach, service): (Option<i64>, Option<i64>),
    refused: Option<Refused<'_>>,
) -> Result<Response> {
    let (app, title) = (visit.app(), visit.text("pages-book-title"));
    let conn = app.db().read();
    let coaches = coaches::bookable(conn).await?;
    let known = coach.filter(|id| coaches.iter().any(|one| one.id == *id));
    let coach = known.or_else(|| coaches.first().map(|first| first.id)).unwrap_or_default();
    let mut offered = services::active(conn).await?;
    offered.retain(|one| one.coach_id.is_none_or(|of| of == coach));
    if coaches.is_empty() || offered.is_empty() {
        let body = Nobody { text: visit.text("pages-book-nobody"), title };
        return answer(visit, StatusCode::OK, &body.title, &body);
    }
    let service = service.filter(|id| offered.iter().any(|one| one.id == *id));
    let asked = |name: &str| visit.query(name).as_deref().and_then(parse_date);
    let sent_day = refused.as_ref().and_then(|refused| start(refused.at)).map(|start| start.date);
    let asked_day = asked("date").or(sent_day);
    let whom = Whom::Offered { coach: Some(coach), service };
    let free = Free::load(visit, whom, &Asker::of(actor.user_id), None, asked("from").or(asked_day)).await?;
    let mut choices = vec![
        Choice {
            name: "service",
            label: visit.text("pages-booking-service"),
            options: offered.iter().map(|one| (one.id, named(visit, one))).collect(),
            chosen: free.service,
        },
        Choice {
            name: "coach",
            label: visit.text("pages-booking-coach"),
            options: coaches.into_iter().map(|one| (one.id, one.name)).collect(),
            chosen: coach,
        },
    ];
    choices.retain(|choice| choice.options.len() > 1);
    let query = format!("coach={}&service={}&", free.coach, free.service);
    let turn = |date: NaiveDate, key: &str| Link::new(format!("?{query}from={date}"), visit.text(key));
    let near = refused.as_ref().map(|refused| near(visit, refused.error)).unwrap_or_default();
    let chosen = if near.is_empty() { asked_day.or_else(|| free.first_free()) } else { None };
    let page = BookPage {
        v: visit,
        problem: refused.as_ref().map(|refused| visit.sentence(refused.error)).unwrap_or_default(),
        choices,
        policy: words::policy(app, visit.lang(), free.cancel_minutes),
        weekdays: (1..=7).map(|day| weekday(visit, day)).collect(),
        weeks: free.weeks(visit, chosen),
        before: free.before().map(|date| turn(date, "pages-move-before")),
        after: free.after().map(|date| turn(date, "pages-move-after")),
        form: form(visit, &free, chosen, near, refused.as_ref()),
        query,
        title,
    };
    let status = refused.map_or(StatusCode::OK, |refused| respond::status(refused.error));
    answer(visit, status, &page.title, &page)
}

/// `Séance (45 min)`
fn named(visit: &Visit, service: &services::Service) -> String {
    let length = visit.with("pages-site-minutes", &[("count", &service.minutes.to_string())]);
    format!("{} ({length})", service.name(visit.lang()))
}

/// The times of a day, or those near one that has gone; what was typed stays.
fn form(
    visit: &Visit,
    free: &Free,
    chosen: Option<NaiveDate>,
    near: Vec<Time>,
    refused: Option<&Refused<'_>>,
) -> Option<BookForm> {
    let mut times: Vec<Time> = chosen.map_or(near, |date| free.on(date).map(of_slot).collect());
    for time in &mut times {
        time.is_chosen = refused.is_some_and(|refused| refused.at == time.value);
    }
    let day = chosen.map(|date| words::day(visit.app(), visit.lang(), date));
    let typed = refused.map(|refused| refused.message).unwrap_or_default();
    (!times.is_empty()).then(|| BookForm {
        token: visit.csrf_token().unwrap_or_default(),
        coach: free.coach,
        service: free.service,
        legend: day.unwrap_or_else(|| visit.text("pages-move-near")),
        times,
        message: Field::new("message", Kind::Text, visit.text("pages-book-message")).value(typed).optional(),
        submit: visit.text("pages-book-submit"),
    })
}
