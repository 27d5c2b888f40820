//! The mails of appointments, to client and coach, with the calendar part that enters, changes or removes the event.

use preau_calendar::domain::ical::event::{Event, Method, Party, When};
use preau_calendar::domain::ical::write;
use preau_calendar::domain::interval::Interval;
use preau_kernel::i18n::Lang;
use preau_kernel::mail::{self, Invitation, Letter, Mail};
use preau_kernel::place::Place;
use preau_kernel::{App, Error, Result};

use crate::domain::status::Status;
use crate::jobs::Told;
use crate::pages;
use crate::store::appointments::{self as rows, Appointment, Reach, Telling};
use crate::store::people::{self, Person};
use crate::store::waiting;
use crate::words;

/// To whom a mail speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Client,
    Coach,
}

impl Side {
    fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Coach => "coach",
        }
    }
}

/// The job: tells of an appointment as it was at this SEQUENCE; one that has changed since is told of by the job of that
/// change. Told once, however often it runs. Mails are written before the transaction begins.
pub(crate) async fn tell(app: &App, told: Told, id: i64, sequence: i64) -> Result<()> {
    let conn = app.db().read();
    let one = match rows::get(conn, Reach::Everything, id).await {
        Err(Error::NotFound) => return Ok(()),
        found => found?,
    };
    let is_cancelled = one.status()? == Status::Cancelled;
    if one.sequence != sequence || is_cancelled != (told == Told::Cancelled) {
        return Ok(());
    }
    let place = Place::load(app).await?;
    let (client, coach) = (people::find(conn, one.client_id).await?, people::find(conn, one.coach_id).await?);
    let letters = Letters { app, place: &place, one: &one, client: client.as_ref(), coach: coach.as_ref() };
    let mut mails = Vec::new();
    if let Some(client) = &client {
        mails.extend(letters.mail(told, client, Side::Client).await?.map(|mail| (Side::Client, mail)));
    }
    // The coach has a calendar of their own to be reminded by.
    if let Some(coach) = coach.as_ref().filter(|_| told != Told::Reminder) {
        mails.extend(letters.mail(told, coach, Side::Coach).await?.map(|mail| (Side::Coach, mail)));
    }
    let tx = app.db().write_tx().await?;
    for (side, mail) in mails {
        let telling = Telling { appointment: id, what: told.name(), sequence, side: side.name() };
        if rows::note_told(&tx, telling, app.now()).await? {
            let queued = mail::queue(&tx, app, mail).await?;
            rows::note_mail(&tx, telling, queued).await?;
        }
    }
    tx.commit().await
}

struct Letters<'a> {
    app: &'a App,
    place: &'a Place,
    one: &'a Appointment,
    client: Option<&'a Person>,
    coach: Option<&'a Person>,
}

impl Letters<'_> {
    /// `None` for somebody without an address, or who is gone.
    async fn mail(&self, told: Told, to: &Person, side: Side) -> Result<Option<Mail>> {
        let Some(email) = to.email.as_deref().filter(|_| to.is_active) else { return Ok(None) };
        let lang = to.lang(self.place.default_language);
        let letter = self.letter(told, to, side, lang)?;
        let mut mail = letter.mail(self.app, lang, email, &to.name(), false).await?;
        mail.calendar = Some(self.invitation(told, side, lang)?);
        Ok(Some(mail))
    }

    fn letter(&self, told: Told, to: &Person, side: Side, lang: Lang) -> Result<Letter> {
        let one = self.one;
        let key = |part: &str| format!("mail-appointment-{}-{}-{part}", told.name(), side.name());
        let with = |key: &str, args: &[(&str, &str)]| self.app.l10n().with(lang, key, args);
        let when = words::when(self.app, lang, self.place.zone, one.time()?);
        let args = [
            ("when", when.as_str()),
            ("client", one.client_name.as_str()),
            ("coach", one.coach_name.as_str()),
            ("service", one.service_name(lang)),
        ];
        let where_to = one.where_to(self.place);
        let mut letter = Letter::new(with(&key("title"), &args))
            .text(with("mail-appointment-hello", &[("name", &to.first_name)]))
            .text(with(&key("body"), &args))
            .text(with("mail-appointment-service", &args));
        for (label, text) in [
            ("mail-appointment-place", where_to.as_str()),
            ("mail-appointment-message", if side == Side::Coach { one.message.as_str() } else { "" }),
            ("mail-appointment-phone", if side == Side::Coach { one.client_phone.as_str() } else { "" }),
            ("mail-appointment-reason", one.cancel_reason.as_str()),
        ] {
            if !text.trim().is_empty() {
                letter = letter.text(with(label, &[("text", text)]));
            }
        }
        let address = match side {
            Side::Coach => words::link(self.app, true),
            Side::Client => pages::address(self.app, one),
        };
        letter = letter.button(with("mail-appointment-button", &[]), address);
        if told != Told::Cancelled && side == Side::Client {
            letter = letter.note(words::policy(self.app, lang, one.cancel_minutes));
        }
        Ok(letter.note(with("mail-appointment-zone", &[("zone", self.place.zone.name())])))
    }

    fn invitation(&self, told: Told, side: Side, lang: Lang) -> Result<Invitation> {
        let method = if told == Told::Cancelled { Method::Cancel } else { Method::Request };
        let mut event = event(self.app, self.place, self.one, side == Side::Coach, lang)?;
        event.organizer = organizer(self.coach, self.place);
        event.attendees = self.client.and_then(party).into_iter().collect();
        let text = write::calendar(method, "", &[event]);
        Ok(Invitation { method: method.name().to_owned(), text })
    }
}

fn party(person: &Person) -> Option<Party> {
    Some(Party { name: person.name(), email: person.email.clone()? })
}

/// Who calls: the coach, or the place for one without an address.
pub(crate) fn organizer(coach: Option<&Person>, place: &Place) -> Option<Party> {
    let of_place = Party { name: place.name.clone(), email: place.email.clone() };
    coach.and_then(party).or_else(|| Some(of_place).filter(|party| !party.email.is_empty()))
}

/// The appointment as calendars hold it, for its client or its coach.
pub(crate) fn event(app: &App, place: &Place, one: &Appointment, for_coach: bool, lang: Lang) -> Result<Event> {
    let key = if for_coach { "calendar-appointment-of-coach" } else { "calendar-appointment-of-client" };
    let args =
        [("client", one.client_name.as_str()), ("coach", one.coach_name.as_str()), ("service", one.service_name(lang))];
    let summary = app.l10n().with(lang, key, &args);
    let mut event = Event::new(one.uid.clone(), app.now().seconds(), When::Time(one.time()?), summary);
    event.sequence = one.sequence;
    event.location = one.where_to(place);
    let phone = app.l10n().with(lang, "mail-appointment-phone", &[("text", &one.client_phone)]);
    let mut lines = Vec::new();
    if for_coach && !one.client_phone.is_empty() {
        lines.push(phone);
    }
    if for_coach && !one.message.is_empty() {
        lines.push(one.message.clone());
    }
    event.description = lines.join("\n");
    Ok(event)
}

/// The job: tells of the time that is kept for a wish, as long as it is.
pub(crate) async fn offer(app: &App, wish: i64) -> Result<()> {
    let conn = app.db().read();
    let wish = match waiting::get(conn, Reach::Everything, wish).await {
        Err(Error::NotFound) => return Ok(()),
        found => found?,
    };
    let times = wish.offer_starts_at.zip(wish.offer_ends_at).zip(wish.offer_expires_at);
    let Some(((starts_at, ends_at), expires_at)) = times else { return Ok(()) };
    let Some(time) = Interval::new(starts_at.seconds(), ends_at.seconds()) else { return Ok(()) };
    let client = people::find(conn, wish.client_id).await?.filter(|person| person.is_active);
    let Some((client, email)) = client.and_then(|client| Some((client.clone(), client.email?))) else { return Ok(()) };
    let place = Place::load(app).await?;
    let lang = client.lang(place.default_language);
    let with = |key: &str, args: &[(&str, &str)]| app.l10n().with(lang, key, args);
    let when = words::when(app, lang, place.zone, time);
    let until = words::until(app, lang, place.zone, expires_at);
    let letter = Letter::new(with("mail-offer-title", &[("when", &when)]))
        .text(with("mail-appointment-hello", &[("name", &client.first_name)]))
        .text(with("mail-offer-body", &[("when", &when), ("coach", &wish.coach_name)]))
        .text(with("mail-offer-until", &[("until", &until)]))
        .button(with("mail-offer-button", &[]), words::link(app, false))
        .note(with("mail-appointment-zone", &[("zone", place.zone.name())]));
    let mail = letter.mail(app, lang, &email, &client.name(), false).await?;
    let tx = app.db().write_tx().await?;
    if waiting::note_told(&tx, wish.id, app.now()).await? {
        mail::queue(&tx, app, mail).await?;
    }
    tx.commit().await
}
