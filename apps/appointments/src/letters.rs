//! The mails of proposals, of the waiting list where others enter somebody, and of a calendar elsewhere that cannot be read.

use preau_calendar::outside::Problem;
use preau_kernel::i18n::Lang;
use preau_kernel::mail::{self, Letter, Mail};
use preau_kernel::place::Place;
use preau_kernel::web::body::parse_date;
use preau_kernel::{App, Error, Result};

use crate::actions::busy_feed::ADDRESS_LOST;
use crate::schedule::Schedule;
use crate::store::appointments::{self as rows, Appointment, Reach, Telling};
use crate::store::busy_feeds::Feed;
use crate::store::people::{self, Person};
use crate::store::proposals::{self, Proposal};
use crate::store::waiting::New;
use crate::{pages, words};

/// The job: the one mail of a proposal, as long as it holds. It goes to the client alone and has no calendar part: nothing
/// has changed yet.
pub(crate) async fn proposal(app: &App, appointment: i64, proposal: i64) -> Result<()> {
    let conn = app.db().read();
    let one = match rows::get(conn, Reach::Everything, appointment).await {
        Err(Error::NotFound) => return Ok(()),
        found => found?,
    };
    let Some(proposed) = proposals::find(conn, &one).await?.filter(|found| found.id == proposal) else { return Ok(()) };
    let client = people::find(conn, one.client_id).await?.filter(|person| person.is_active);
    let Some((client, email)) = client.and_then(|client| Some((client.clone(), client.email?))) else { return Ok(()) };
    let place = Place::load(app).await?;
    let lang = client.lang(place.default_language);
    let letter = proposal_letter(app, &place, lang, &one, &proposed, &client)?;
    let mail = letter.mail(app, lang, &email, &client.name(), false).await?;
    let what = format!("proposal-{proposal}");
    let tx = app.db().write_tx().await?;
    let telling = Telling { appointment, what: &what, sequence: one.sequence, side: "client" };
    if rows::note_told(&tx, telling, app.now()).await? {
        let queued = mail::queue(&tx, app, mail).await?;
        rows::note_mail(&tx, telling, queued).await?;
    }
    tx.commit().await
}

fn proposal_letter(
    app: &App,
    place: &Place,
    lang: Lang,
    one: &Appointment,
    proposed: &Proposal,
    client: &Person,
) -> Result<Letter> {
    let with = |key: &str, args: &[(&str, &str)]| app.l10n().with(lang, key, args);
    let when = words::when(app, lang, place.zone, one.time()?);
    let mut letter = Letter::new(with("mail-proposal-title", &[("when", &when)]))
        .text(with("mail-appointment-hello", &[("name", &client.first_name)]))
        .text(with("mail-proposal-body", &[("when", &when), ("coach", &one.coach_name)]));
    if !proposed.message.is_empty() {
        letter = letter.text(with("mail-appointment-message", &[("text", &proposed.message)]));
    }
    for time in &proposed.times {
        let label = words::when(app, lang, place.zone, *time);
        letter = letter.button(label, pages::proposal_address(app, one, place.zone, Some(*time)));
    }
    Ok(letter
        .text(with("mail-proposal-not-held", &[]))
        .note(with("mail-appointment-zone", &[("zone", place.zone.name())])))
}

/// To somebody whom coach or staff have entered in the waiting list; `None` for one without an address.
pub(crate) async fn wish(app: &App, schedule: &Schedule, new: &New) -> Result<Option<Mail>> {
    let client = people::find(app.db().read(), new.client).await?.filter(|person| person.is_active);
    let Some((client, email)) = client.and_then(|client| Some((client.clone(), client.email?))) else {
        return Ok(None);
    };
    let place = Place::load(app).await?;
    let lang = client.lang(place.default_language);
    let with = |key: &str, args: &[(&str, &str)]| app.l10n().with(lang, key, args);
    let day = |text: &str| parse_date(text).map(|date| words::day(app, lang, date)).unwrap_or_default();
    let days = match (day(&new.first_day), day(&new.last_day)) {
        (first, last) if first == last => with("mail-wish-day", &[("day", &first)]),
        (first, last) => with("mail-wish-days", &[("first", &first), ("last", &last)]),
    };
    let times = match (new.from_time.as_deref(), new.to_time.as_deref()) {
        (Some(from), Some(to)) => with("mail-wish-between", &[("from", from), ("to", to)]),
        (Some(from), None) => with("mail-wish-from", &[("from", from)]),
        (None, Some(to)) => with("mail-wish-to", &[("to", to)]),
        (None, None) => with("mail-wish-any-time", &[]),
    };
    let letter = Letter::new(with("mail-wish-title", &[]))
        .text(with("mail-appointment-hello", &[("name", &client.first_name)]))
        .text(with("mail-wish-body", &[("coach", &schedule.coach.name)]))
        .text(with("mail-wish-wanted", &[("days", &days), ("times", &times)]))
        .text(with("mail-appointment-service", &[("service", schedule.service.name(lang))]))
        .text(with("mail-wish-then", &[]))
        .button(with("mail-wish-button", &[]), words::link(app, false));
    letter.mail(app, lang, &email, &client.name(), false).await.map(Some)
}

/// To the coach whose calendar elsewhere has not been readable for a day; `None` for one without an address.
pub(crate) async fn failing(app: &App, place: &Place, feed: &Feed, problem: &str) -> Result<Option<Mail>> {
    let coach = people::find(app.db().read(), feed.coach_id).await?.filter(|person| person.is_active);
    let Some((coach, email)) = coach.and_then(|coach| Some((coach.clone(), coach.email?))) else { return Ok(None) };
    let lang = coach.lang(place.default_language);
    let with = |key: &str, args: &[(&str, &str)]| app.l10n().with(lang, key, args);
    let letter = Letter::new(with("mail-busy-feed-title", &[]))
        .text(with("mail-appointment-hello", &[("name", &coach.first_name)]))
        .text(with("mail-busy-feed-body", &[("shown", &feed.shown)]))
        .text(problem_in_words(app, lang, problem))
        .text(with("mail-busy-feed-kept", &[]))
        .button(with("mail-busy-feed-button", &[]), words::link(app, true));
    letter.mail(app, lang, &email, &coach.name(), false).await.map(Some)
}

/// The sentence of a code that is stored.
pub(crate) fn problem_in_words(app: &App, lang: Lang, code: &str) -> String {
    let known = Problem::ALL.map(Problem::code).into_iter().chain([ADDRESS_LOST]).find(|known| *known == code);
    let code = known.unwrap_or(Problem::Unreachable.code());
    app.l10n().text(lang, &format!("busy-feed-{}", code.replace('_', "-")))
}
