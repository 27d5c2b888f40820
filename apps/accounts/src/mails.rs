//! The mails of accounts, each queued in the transaction of what it tells about.

use std::sync::Arc;

use preau_kernel::Result;
use preau_kernel::app::App;
use preau_kernel::config::Span;
use preau_kernel::db::Tx;
use preau_kernel::i18n::Lang;
use preau_kernel::mail::{self, Letter, Mail};
use preau_kernel::place::Place;

use crate::State;
use crate::store::users::Person;

/// What staff created: how to come in the first time.
pub async fn initial_password(tx: &Tx, app: &App, person: &Person, password: &str) -> Result<()> {
    let writer = Writer::new(tx, app, person).await?;
    let letter = Letter::new(writer.text("mail-initial-title"))
        .text(writer.hello())
        .text(writer.text("mail-initial-body"))
        .text(writer.with("mail-login-line", &[("login", &person.login())]))
        .text(writer.with("mail-password-line", &[("password", password)]))
        .button(writer.text("mail-login-button"), app.state::<State>().frontend_url(app))
        .note(writer.text("mail-initial-note"));
    writer.queue(tx, person.email.as_deref(), "mail-initial-subject", letter, true).await
}

pub async fn reset_link(tx: &Tx, app: &App, person: &Person, url: &str) -> Result<()> {
    let writer = Writer::new(tx, app, person).await?;
    let letter = Letter::new(writer.text("mail-reset-title"))
        .text(writer.hello())
        .text(writer.with("mail-reset-body", &[("time", &writer.reset_lifetime())]))
        .button(writer.text("mail-reset-button"), url)
        .note(writer.text("mail-not-you"));
    writer.queue(tx, person.email.as_deref(), "mail-reset-subject", letter, true).await
}

pub async fn temporary_password(tx: &Tx, app: &App, person: &Person, password: &str) -> Result<()> {
    let writer = Writer::new(tx, app, person).await?;
    let letter = Letter::new(writer.text("mail-temporary-title"))
        .text(writer.hello())
        .text(writer.with("mail-temporary-body", &[("time", &writer.reset_lifetime())]))
        .text(writer.with("mail-password-line", &[("password", password)]))
        .button(writer.text("mail-login-button"), app.state::<State>().frontend_url(app))
        .note(writer.text("mail-not-you"));
    writer.queue(tx, person.email.as_deref(), "mail-temporary-subject", letter, true).await
}

/// So that a change by somebody else does not go unseen.
pub async fn password_changed(tx: &Tx, app: &App, person: &Person) -> Result<()> {
    let writer = Writer::new(tx, app, person).await?;
    let letter = Letter::new(writer.text("mail-changed-title"))
        .text(writer.hello())
        .text(writer.text("mail-changed-body"))
        .note(writer.text("mail-changed-note"));
    writer.queue(tx, person.email.as_deref(), "mail-changed-subject", letter, false).await
}

pub async fn confirm_email(tx: &Tx, app: &App, person: &Person, email: &str, url: &str) -> Result<()> {
    let writer = Writer::new(tx, app, person).await?;
    let letter = Letter::new(writer.text("mail-confirm-title"))
        .text(writer.hello())
        .text(writer.with("mail-confirm-body", &[("email", email)]))
        .button(writer.text("mail-confirm-button"), url)
        .note(writer.text("mail-not-you"));
    writer.queue(tx, Some(email), "mail-confirm-subject", letter, true).await
}

/// To the old address: the new one has been proven.
pub async fn email_changed(tx: &Tx, app: &App, person: &Person, old: &str) -> Result<()> {
    let writer = Writer::new(tx, app, person).await?;
    let letter = Letter::new(writer.text("mail-email-changed-title"))
        .text(writer.hello())
        .text(writer.text("mail-email-changed-body"))
        .note(writer.text("mail-changed-note"));
    writer.queue(tx, Some(old), "mail-email-changed-subject", letter, false).await
}

/// A length of time as people say it, in its largest whole unit.
pub(crate) fn in_words(app: &App, lang: Lang, span: Span) -> String {
    let seconds = span.as_secs();
    let units = [("time-days", 86_400), ("time-hours", 3600), ("time-minutes", 60)];
    let whole = units.into_iter().find(|(_, unit)| seconds > 0 && seconds % unit == 0);
    let (key, unit) = whole.unwrap_or(("time-seconds", 1));
    app.l10n().with(lang, key, &[("count", &(seconds / unit).to_string())])
}

/// Writes to one person in their language, in the name of the place.
struct Writer<'a> {
    app: &'a App,
    person: &'a Person,
    place: Arc<Place>,
    lang: Lang,
}

impl<'a> Writer<'a> {
    async fn new(tx: &Tx, app: &'a App, person: &'a Person) -> Result<Self> {
        let place = Place::load_within(app, tx).await?;
        let lang = person.lang.as_deref().and_then(|lang| lang.parse().ok()).unwrap_or(place.default_language);
        Ok(Self { app, person, place, lang })
    }

    fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    fn with(&self, key: &str, args: &[(&str, &str)]) -> String {
        let mut all = vec![("place", self.place.name.as_str())];
        all.extend_from_slice(args);
        self.app.l10n().with(self.lang, key, &all)
    }

    fn reset_lifetime(&self) -> String {
        in_words(self.app, self.lang, self.app.state::<State>().config.reset_lifetime)
    }

    fn hello(&self) -> String {
        self.with("mail-hello", &[("name", self.person.first_name.as_str())])
    }

    async fn queue(&self, tx: &Tx, to: Option<&str>, subject: &str, letter: Letter, sensitive: bool) -> Result<()> {
        let Some(to) = to else { return Ok(()) };
        let (text, html) = letter.render_for(self.app, &self.place, self.lang)?;
        let (to, to_name, subject) = (to.to_owned(), self.person.name(), self.text(subject));
        let mail = Mail { to, to_name, subject, text, html, sensitive, calendar: None, reply_to: None };
        mail::queue(tx, self.app, mail).await.map(drop)
    }
}
