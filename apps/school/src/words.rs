//! How times are put, on the place's clock.

use chrono::{Datelike, Timelike};
use chrono_tz::Tz;
use preau_calendar::domain::wall;
use preau_kernel::App;
use preau_kernel::clock::Timestamp;
use preau_kernel::i18n::Lang;

/// `lundi 23 novembre 2026, de 09:00 à 10:30`
pub(crate) fn when(app: &App, lang: Lang, zone: Tz, from: Timestamp, to: Timestamp) -> String {
    let args = [("date", date(app, lang, zone, from)), ("start", clock(zone, from)), ("end", clock(zone, to))];
    let args: Vec<_> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
    app.l10n().with(lang, "timetable-when", &args)
}

/// `lundi 23 novembre 2026`
pub(crate) fn date(app: &App, lang: Lang, zone: Tz, at: Timestamp) -> String {
    let wall = wall::wall(zone, at.seconds());
    let weekday = wall.weekday().number_from_monday().to_string();
    let (day, month, year) = (wall.day().to_string(), wall.month().to_string(), wall.year().to_string());
    let args = [("weekday", weekday.as_str()), ("day", &day), ("month", &month), ("year", &year)];
    app.l10n().with(lang, "timetable-date", &args)
}

/// `09:00`
pub(crate) fn clock(zone: Tz, at: Timestamp) -> String {
    let wall = wall::wall(zone, at.seconds());
    format!("{:02}:{:02}", wall.hour(), wall.minute())
}

/// Where one sees one's timetable.
pub(crate) fn link(app: &App) -> String {
    front_end(app, "/timetable")
}

/// A page of the web app, or its beginning where there is none.
pub(crate) fn front_end(app: &App, page: &str) -> String {
    let accounts = app.state::<preau_accounts::State>();
    match accounts.has_front_end(app) {
        true => format!("{}{page}", accounts.frontend_url(app)),
        false => app.config().base_url(),
    }
}
