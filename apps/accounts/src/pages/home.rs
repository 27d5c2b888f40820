//! `/account/`: the place, and who is logged in by the cookie. `/` shows it too while the web app is off; the public site
//! takes `/` over where it is on.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::Datelike;
use preau_kernel::Result;
use preau_kernel::actor::{Actor, Gate};
use preau_kernel::place::{OpeningHours, Place};
use preau_kernel::web::{Visit, page};

use super::done;
use crate::actions::first_run;

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    v: &'a Visit,
    note: String,
    viewer: Option<Viewer>,
    /// There is no superuser yet.
    is_new: bool,
    /// Where the web app is, while it is on.
    app: Option<&'static str>,
    hours: Vec<Day>,
    is_open: bool,
}

struct Viewer {
    hello: String,
    roles: Vec<String>,
    /// Staff find the documentation of the API.
    is_staff: bool,
    /// For who must first do something: a sentence, where it leads, and the text of that link.
    todo: Option<(String, &'static str, String)>,
}

/// A day of the week.
struct Day {
    name: String,
    /// `09:00–12:30`; none when it is closed.
    openings: Vec<String>,
    is_today: bool,
}

/// `/`: on to the web app. A place that nobody has set up yet says how that is done. Permission: none, public.
pub(super) async fn front(visit: Visit) -> Result<Response> {
    if !visit.app().config().web.enabled || first_run::is_due(visit.app()).await? {
        return show(visit).await;
    }
    let to = [(header::LOCATION, HeaderValue::from_static(page::APP))];
    Ok((StatusCode::FOUND, to).into_response())
}

/// Permission: none, public.
pub(super) async fn show(visit: Visit) -> Result<Response> {
    let viewer = visit.viewer().map(|actor| describe(&visit, actor));
    let is_new = viewer.is_none() && first_run::is_due(visit.app()).await?;
    let (day, time) = wall_clock(&visit);
    let place = visit.place();
    let home = Home {
        v: &visit,
        note: done(&visit),
        viewer,
        is_new,
        app: visit.app().config().web.enabled.then_some(page::APP),
        hours: week(&visit, day),
        is_open: place.opening_hours.iter().any(|o| o.day == day && o.opens <= time && time < o.closes),
    };
    visit.page(StatusCode::OK, &visit.text("pages-home-title"), &home)
}

fn describe(visit: &Visit, actor: &Actor) -> Viewer {
    let admin = match (actor.is_superuser, actor.is_staff) {
        (true, _) => Some("superuser"),
        (_, true) => Some("staff"),
        _ => None,
    };
    let kinds = admin.into_iter().chain(actor.roles.iter().map(|role| role.user_type()));
    let todo = actor.gate.map(|gate| match gate {
        Gate::MustChangePassword => (
            visit.text("refusal-password-change-required"),
            page::CHANGE_PASSWORD,
            visit.text("pages-change-password-title"),
        ),
        Gate::MustSetUpOtp => {
            (visit.text("refusal-otp-setup-required"), page::ONE_TIME_CODE, visit.text("pages-otp-title"))
        }
    });
    Viewer {
        hello: visit.with("pages-home-hello", &[("name", &actor.name)]),
        roles: kinds.map(|kind| visit.text(&format!("pages-role-{}", kind.replace('_', "-")))).collect(),
        is_staff: actor.is_admin() && actor.gate.is_none(),
        todo,
    }
}

/// Day (1 Monday) and time on the wall of the place.
fn wall_clock(visit: &Visit) -> (u8, String) {
    let now = visit.app().now().utc().with_timezone(&visit.place().zone);
    (now.weekday().number_from_monday() as u8, now.format("%H:%M").to_string())
}

/// Empty when the place has given no hours.
fn week(visit: &Visit, today: u8) -> Vec<Day> {
    let openings = &visit.place().opening_hours;
    if openings.is_empty() {
        return Vec::new();
    }
    let of = |day: u8| openings.iter().filter(move |o| o.day == day);
    let range = |o: &OpeningHours| format!("{}–{}", o.opens, o.closes);
    (1..=7)
        .map(|day| Day {
            name: visit.text(&format!("pages-day-{day}")),
            openings: of(day).map(range).collect(),
            is_today: day == today,
        })
        .collect()
}

impl Home<'_> {
    fn place(&self) -> &Place {
        self.v.place()
    }

    fn logo(&self) -> Option<String> {
        self.place().logo.as_ref().map(|id| format!("/api/place/logo/?v={}", &id.as_str()[..16]))
    }

    fn login(&self) -> &'static str {
        page::LOGIN
    }

    fn change_password(&self) -> &'static str {
        page::CHANGE_PASSWORD
    }

    fn has_details(&self) -> bool {
        let place = self.place();
        !(self.hours.is_empty() && place.address.is_empty() && place.phone.is_empty() && place.email.is_empty())
    }

    /// For `tel:`: digits and a plus at the start.
    fn dialled(&self) -> String {
        let phone = &self.place().phone;
        let plus = phone.trim_start().starts_with('+').then_some('+');
        plus.into_iter().chain(phone.chars().filter(char::is_ascii_digit)).collect()
    }
}
