//! `/booking/{id}/{tag}/proposal/`: the times that a coach proposes, for whoever has the link of the appointment. Looking
//! changes nothing: only a button moves it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono_tz::Tz;
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::wall::{self, WallTime};
use preau_kernel::web::body::parse_date;
use preau_kernel::web::{AnonymousForm, Path, Visit};
use preau_kernel::{App, Error, Result};

use super::booking::{address, of_link};
use crate::Start;
use crate::actions::{move_to, propose};
use crate::domain::status::is_too_late;
use crate::store::appointments::Appointment;
use crate::store::proposals;
use crate::words;

#[derive(Template)]
#[template(path = "proposal.html")]
struct ProposalPage {
    title: String,
    problem: String,
    /// When the appointment is as long as nothing is chosen.
    now: String,
    message: String,
    /// What is said of the times, or that there are none any more.
    intro: String,
    proposed: Vec<Choice>,
    gone: Vec<String>,
    others_title: String,
    others: Vec<Choice>,
    token: String,
    link: (String, String),
}

/// A time, and the button that takes it.
struct Choice {
    date: String,
    start: String,
    label: String,
    /// The one that the link named.
    is_named: bool,
}

/// For mails; with a time, that one stands out.
pub(crate) fn proposal_address(app: &App, one: &Appointment, zone: Tz, time: Option<Interval>) -> String {
    let page = format!("{}proposal/", address(app, one));
    match time {
        Some(time) => {
            let (date, start) = on_the_wall(zone, time);
            format!("{page}?date={date}&start={start}")
        }
        None => page,
    }
}

fn on_the_wall(zone: Tz, time: Interval) -> (String, String) {
    let wall = wall::wall(zone, time.from());
    (wall.date().to_string(), wall.format("%H:%M").to_string())
}

/// The times as they are now. Permission: none, public (the link is the credential).
pub(super) async fn show(visit: Visit, Path((id, tag)): Path<(i64, String)>) -> Result<Response> {
    let one = of_link(visit.app(), id, &tag).await?;
    let page = page(&visit, &one, &tag).await?;
    visit.page(StatusCode::OK, &page.title, &page)
}

/// Moves it to the time of the button. Permission: none, public (the link is the credential).
pub(super) async fn choose(
    visit: Visit,
    Path((id, tag)): Path<(i64, String)>,
    AnonymousForm(form): AnonymousForm,
) -> Result<Response> {
    let one = of_link(visit.app(), id, &tag).await?;
    let date = form.get("date").and_then(parse_date).ok_or_else(|| Error::invalid("date", "not_a_date"))?;
    let time = form.get("start").and_then(WallTime::parse).ok_or_else(|| Error::invalid("start", "wrong_time"))?;
    match move_to::by_proposal(visit.app(), visit.info(), &one, Start { date, time }).await {
        Ok(_) => Ok(Redirect::to(&booking_path(&one, &tag)).into_response()),
        Err(error @ (Error::Conflict(_) | Error::Refused(_))) => {
            let now = of_link(visit.app(), id, &tag).await?;
            let mut page = page(&visit, &now, &tag).await?;
            page.problem = visit.sentence(&error);
            visit.refused(&error, &page.title, &page)
        }
        Err(error) => Err(error),
    }
}

fn booking_path(one: &Appointment, tag: &str) -> String {
    format!("/booking/{}/{tag}/", one.id)
}

async fn page(visit: &Visit, one: &Appointment, tag: &str) -> Result<ProposalPage> {
    let (app, zone) = (visit.app(), visit.place().zone);
    let mut page = ProposalPage {
        title: visit.text("pages-proposal-title"),
        problem: String::new(),
        now: visit.with("pages-proposal-now", &[("when", &words::when(app, visit.lang(), zone, one.time()?))]),
        message: String::new(),
        intro: visit.text("pages-proposal-over"),
        proposed: Vec::new(),
        gone: Vec::new(),
        others_title: visit.text("pages-proposal-others"),
        others: Vec::new(),
        token: visit.form_token(),
        link: (booking_path(one, tag), visit.text("pages-proposal-booking")),
    };
    let proposal = match propose::require_coming(app, one) {
        Ok(()) => proposals::find(app.db().read(), one).await?,
        Err(_) => None,
    };
    let Some(proposal) = proposal else { return Ok(page) };
    page.intro = visit.with("pages-proposal-intro", &[("coach", &one.coach_name)]);
    page.message = proposal.message;
    for time in proposal.times {
        if is_free(app, one, zone, time).await? {
            page.proposed.push(choice(visit, zone, time));
        } else {
            page.gone.push(visit.with("pages-proposal-gone", &[("when", &words::when(app, visit.lang(), zone, time))]));
        }
    }
    // Instead of what is gone; to these one is bound as ever.
    let is_late = is_too_late(one.starts_at.seconds(), app.now().seconds(), one.cancel_minutes);
    if !page.gone.is_empty() && !is_late {
        let near = propose::nearest_free(app, one).await?;
        page.others = near.iter().map(|slot| choice(visit, zone, slot.time)).collect();
        page.others
            .retain(|other| page.proposed.iter().all(|one| (&one.date, &one.start) != (&other.date, &other.start)));
    }
    if page.proposed.is_empty() {
        page.intro = visit.with("pages-proposal-none-left", &[("coach", &one.coach_name)]);
    }
    Ok(page)
}

fn choice(visit: &Visit, zone: Tz, time: Interval) -> Choice {
    let (date, start) = on_the_wall(zone, time);
    let when = words::when(visit.app(), visit.lang(), zone, time);
    let is_named = visit.query("date").as_deref() == Some(&date) && visit.query("start").as_deref() == Some(&start);
    Choice { label: visit.with("pages-proposal-choose", &[("when", &when)]), date, start, is_named }
}

/// As the move would judge it.
async fn is_free(app: &App, one: &Appointment, zone: Tz, time: Interval) -> Result<bool> {
    let (_, start) = on_the_wall(zone, time);
    let (date, Some(start)) = (wall::date_of(zone, time.from()), WallTime::parse(&start)) else { return Ok(false) };
    let asked = propose::ask(app, one, Start { date, time: start }).await?;
    let judged = asked.schedule.frame().judge(date, start, &asked.taken);
    Ok(judged.is_ok_and(|slot| slot.time == time))
}
