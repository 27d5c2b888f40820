//! The words of mails about absences.

use chrono::{Datelike, Timelike};
use chrono_tz::Tz;
use preau_calendar::domain::wall;
use preau_kernel::clock::Timestamp;
use preau_kernel::i18n::Lang;
use preau_kernel::mail::{Letter, Mail};
use preau_kernel::place::Place;
use preau_kernel::{App, Result};

use crate::store::absences::marks::Covered;
use crate::store::absences::people::Person;

/// To one reader, in their language and on the place's clock.
pub(super) struct Writing<'a> {
    pub(super) app: &'a App,
    pub(super) place: &'a Place,
    pub(super) to: &'a Person,
}

impl Writing<'_> {
    pub(super) fn lang(&self) -> Lang {
        self.to.lang(self.place.default_language)
    }

    pub(super) fn with(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.app.l10n().with(self.lang(), key, args)
    }

    /// Title and greeting; `key` is that of all texts of this letter.
    pub(super) fn begin(&self, key: &str, args: &[(&str, &str)]) -> Letter {
        Letter::new(self.with(&format!("mail-{key}-title"), args))
            .text(self.with("mail-absence-hello", &[("name", &self.to.first_name)]))
            .text(self.with(&format!("mail-{key}-body"), args))
    }

    /// The end of every letter: where to look, and whose clock it was.
    pub(super) fn end(&self, letter: Letter) -> Letter {
        letter
            .button(self.with("mail-absence-button", &[]), link(self.app))
            .note(self.with("mail-absence-zone", &[("zone", self.place.zone.name())]))
    }

    /// `None` for somebody without an address.
    pub(super) async fn mail(&self, letter: &Letter) -> Result<Option<Mail>> {
        let Some(email) = self.to.email.as_deref() else { return Ok(None) };
        letter.mail(self.app, self.lang(), email, &self.to.name(), false).await.map(Some)
    }

    /// `lundi 23 novembre 2026`
    pub(super) fn day(&self, at: Timestamp) -> String {
        date(self.app, self.lang(), self.place.zone, at)
    }

    /// `lundi 23 novembre 2026 à 09:00`
    pub(super) fn moment(&self, at: Timestamp) -> String {
        let time = clock(self.place.zone, at);
        self.with("absence-moment", &[("date", &self.day(at)), ("time", &time)])
    }

    /// `09:00–10:00 Mathématiques`, a line each.
    pub(super) fn lessons(&self, lessons: &[Covered]) -> String {
        let zone = self.place.zone;
        let line = |one: &Covered| format!("{}–{} {}", clock(zone, one.starts_at), clock(zone, one.ends_at), one.title);
        lessons.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

pub(crate) fn date(app: &App, lang: Lang, zone: Tz, at: Timestamp) -> String {
    let wall = wall::wall(zone, at.seconds());
    let weekday = wall.weekday().number_from_monday().to_string();
    let (day, month, year) = (wall.day().to_string(), wall.month().to_string(), wall.year().to_string());
    let args = [("weekday", weekday.as_str()), ("day", &day), ("month", &month), ("year", &year)];
    app.l10n().with(lang, "absence-date", &args)
}

pub(crate) fn clock(zone: Tz, at: Timestamp) -> String {
    let wall = wall::wall(zone, at.seconds());
    format!("{:02}:{:02}", wall.hour(), wall.minute())
}

/// Where one looks at absences and brings documents.
fn link(app: &App) -> String {
    let accounts = app.state::<preau_accounts::State>();
    let page = if accounts.has_front_end(app) { "/absences" } else { "" };
    format!("{}{page}", accounts.frontend_url(app))
}
