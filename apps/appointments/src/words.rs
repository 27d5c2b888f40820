//! Dates, times and rules in words.

use chrono::{Datelike, NaiveDate, Timelike};
use chrono_tz::Tz;
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::wall;
use preau_kernel::App;
use preau_kernel::clock::Timestamp;
use preau_kernel::i18n::Lang;

/// `lundi 23 novembre 2026, de 09:00 à 09:45`
pub(crate) fn when(app: &App, lang: Lang, zone: Tz, time: Interval) -> String {
    let (start, end) = (clock(zone, time.from()), clock(zone, time.to()));
    let date = date(app, lang, zone, time.from());
    app.l10n().with(lang, "appointment-when", &[("date", &date), ("start", &start), ("end", &end)])
}

/// `lundi 23 novembre 2026 à 09:00`
pub(crate) fn until(app: &App, lang: Lang, zone: Tz, at: Timestamp) -> String {
    let date = date(app, lang, zone, at.seconds());
    app.l10n().with(lang, "appointment-until", &[("date", &date), ("time", &clock(zone, at.seconds()))])
}

fn date(app: &App, lang: Lang, zone: Tz, at: i64) -> String {
    day(app, lang, wall::wall(zone, at).date())
}

/// `lundi 23 novembre 2026`
pub(crate) fn day(app: &App, lang: Lang, wall: NaiveDate) -> String {
    let weekday = wall.weekday().number_from_monday().to_string();
    let (day, month, year) = (wall.day().to_string(), wall.month().to_string(), wall.year().to_string());
    let args = [("weekday", weekday.as_str()), ("day", &day), ("month", &month), ("year", &year)];
    app.l10n().with(lang, "appointment-date", &args)
}

fn clock(zone: Tz, at: i64) -> String {
    let wall = wall::wall(zone, at);
    format!("{:02}:{:02}", wall.hour(), wall.minute())
}

/// Until when a client may cancel or move.
pub(crate) fn policy(app: &App, lang: Lang, cancel_minutes: i64) -> String {
    let (unit, count) = match cancel_minutes {
        0 => return app.l10n().text(lang, "appointment-policy-any"),
        minutes if minutes % 1440 == 0 => ("days", minutes / 1440),
        minutes if minutes % 60 == 0 => ("hours", minutes / 60),
        minutes => ("minutes", minutes),
    };
    app.l10n().with(lang, "appointment-policy", &[("unit", unit), ("count", &count.to_string())])
}

/// Where one looks at one's appointments.
pub(crate) fn link(app: &App, for_coach: bool) -> String {
    front_end(app, if for_coach { "/appointments" } else { "/my-appointments" }, for_coach)
}

/// Where one books: without a web app, on the page that needs no script.
pub(crate) fn booking_link(app: &App) -> String {
    match app.state::<preau_accounts::State>().has_front_end(app) {
        true => front_end(app, "/book", false),
        false => format!("{}/book/", app.config().base_url()),
    }
}

/// A page of the web app. Without one, coaches find the list in the back office, clients the pages that need no script.
fn front_end(app: &App, page: &str, for_coach: bool) -> String {
    let accounts = app.state::<preau_accounts::State>();
    match accounts.has_front_end(app) {
        true => format!("{}{page}", accounts.frontend_url(app)),
        false if for_coach => format!("{}/admin/appointments/", app.config().base_url()),
        false => accounts.frontend_url(app),
    }
}
