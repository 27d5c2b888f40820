//! `/booking/{id}/{tag}/move/`: another time for it, by links and one button. Looking at days changes nothing.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use preau_calendar::domain::wall::WallTime;
use preau_kernel::web::body::parse_date;
use preau_kernel::web::page::Link;
use preau_kernel::web::{AnonymousForm, Path, Visit, respond};
use preau_kernel::{Error, Refusal, Result};

use super::link::{self, of_link};
use super::weeks::{Day, Free};
use super::{answer, may_change, refused};
use crate::actions::{Start, move_to as action};
use crate::domain::slots::Slot;
use crate::schedule::{Asker, Whom};
use crate::store::appointments::Appointment;
use crate::words;

#[derive(Template)]
#[template(path = "moving.html")]
struct MovingPage<'a> {
    v: &'a Visit,
    title: String,
    problem: String,
    /// The time that it has.
    now: String,
    policy: String,
    /// Monday to Sunday, in short and whole.
    weekdays: Vec<(String, String)>,
    weeks: Vec<Vec<Day>>,
    /// What the links of the days carry along.
    query: &'static str,
    before: Option<Link>,
    after: Option<Link>,
    form: Option<MoveForm>,
    back: Link,
}

struct MoveForm {
    /// What is chosen from.
    legend: String,
    times: Vec<Time>,
    token: String,
    version: i64,
    submit: String,
}

/// One that can be chosen.
pub(super) struct Time {
    /// Date and start.
    pub(super) value: String,
    pub(super) text: String,
    pub(super) is_chosen: bool,
}

/// Permission: none, public (the link is the credential).
pub(super) async fn show(visit: Visit, Path((id, tag)): Path<(i64, String)>) -> Result<Response> {
    let one = of_link(visit.app(), id, &tag).await?;
    if !may_change(visit.app(), &one)? {
        return Ok(Redirect::to(&link::path(visit.app(), &one)).into_response());
    }
    let page = page(&visit, &one, None).await?;
    answer(&visit, StatusCode::OK, &page.title, &page)
}

/// Moves it as its client would. Permission: none, public (the link is the credential).
pub(super) async fn act(
    visit: Visit,
    Path((id, tag)): Path<(i64, String)>,
    AnonymousForm(form): AnonymousForm,
) -> Result<Response> {
    let app = visit.app();
    let one = of_link(app, id, &tag).await?;
    let moved = match form.get("at").and_then(start) {
        Some(start) => {
            let version = form.get("row_version").and_then(|text| text.parse().ok());
            action::by_link(app, visit.info(), &one, start, version).await
        }
        None => Err(Error::Refused(Refusal::new("no_time_chosen"))),
    };
    let error = match moved {
        Ok(now) => return Ok(Redirect::to(&format!("{}?done=moved", link::path(app, &now))).into_response()),
        Err(error @ (Error::Conflict(_) | Error::Refused(_))) => error,
        Err(error) => return Err(error),
    };
    let now = of_link(app, id, &tag).await?;
    if !may_change(app, &now)? {
        return refused(&visit, &now, &error);
    }
    let page = page(&visit, &now, Some(&error)).await?;
    answer(&visit, respond::status(&error), &page.title, &page)
}

/// `2026-11-24 09:55`
pub(super) fn start(text: &str) -> Option<Start> {
    let (date, time) = text.split_once(' ')?;
    Some(Start { date: parse_date(date)?, time: WallTime::parse(time)? })
}

async fn page<'a>(visit: &'a Visit, one: &Appointment, error: Option<&Error>) -> Result<MovingPage<'a>> {
    let app = visit.app();
    let asked = |name: &str| visit.query(name).as_deref().and_then(parse_date);
    let asked_day = asked("date");
    let whom = Whom::Known { coach: one.coach_id, service: one.service_id };
    let asker = Asker::of(one.client_id).moving(one.id);
    let free = Free::load(visit, whom, &asker, Some(one.time()?), asked("from").or(asked_day)).await?;
    // Times that were offered instead of one that has gone come first.
    let near = error.map(|error| near(visit, error)).unwrap_or_default();
    let chosen = if near.is_empty() { asked_day.or_else(|| free.first_free()) } else { None };
    let times = match chosen {
        Some(date) => free.on(date).map(of_slot).collect(),
        None => near,
    };
    let legend = chosen.map(|date| words::day(app, visit.lang(), date));
    let path = format!("{}move/", link::path(app, one));
    let weeks_from = |date: NaiveDate, key: &str| Link::new(format!("?from={date}"), visit.text(key));
    Ok(MovingPage {
        v: visit,
        title: visit.text("pages-move-title"),
        problem: error.map(|error| visit.sentence(error)).unwrap_or_default(),
        now: words::when(app, visit.lang(), visit.place().zone, one.time()?),
        policy: words::policy(app, visit.lang(), one.cancel_minutes),
        weekdays: (1..=7).map(|day| weekday(visit, day)).collect(),
        weeks: free.weeks(visit, chosen),
        query: "",
        before: free.before().map(|date| weeks_from(date, "pages-move-before")),
        after: free.after().map(|date| weeks_from(date, "pages-move-after")),
        form: (!times.is_empty()).then(|| MoveForm {
            legend: legend.unwrap_or_else(|| visit.text("pages-move-near")),
            times,
            token: visit.form_token(),
            version: one.row_version,
            submit: visit.text("pages-move-submit"),
        }),
        back: Link::new(path.trim_end_matches("move/"), visit.text("pages-move-back")),
    })
}

/// `lu`, `Lundi`
pub(super) fn weekday(visit: &Visit, day: u8) -> (String, String) {
    let whole = visit.text(&format!("pages-day-{day}"));
    (whole.chars().take(2).collect(), whole)
}

pub(super) fn of_slot(slot: &Slot) -> Time {
    let text = format!("{}–{}", slot.start, slot.end);
    Time { value: format!("{} {}", slot.date, slot.start), text, is_chosen: false }
}

/// The free times that a refusal names.
pub(super) fn near(visit: &Visit, error: &Error) -> Vec<Time> {
    let Error::Conflict(refusal) = error else { return Vec::new() };
    let named = refusal.extra.get("alternatives").and_then(serde_json::Value::as_array);
    let read = |one: &serde_json::Value| {
        let text = |name: &str| one[name].as_str().map(str::to_owned);
        let (date, start, end) = (text("date")?, text("start")?, text("end")?);
        let day = words::day(visit.app(), visit.lang(), parse_date(&date)?);
        Some(Time { value: format!("{date} {start}"), text: format!("{day}, {start}–{end}"), is_chosen: false })
    };
    named.into_iter().flatten().filter_map(read).collect()
}
