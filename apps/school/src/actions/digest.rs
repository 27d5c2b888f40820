//! One mail per person of everything that changed in their timetable.

use preau_kernel::i18n::Lang;
use preau_kernel::mail::{self, Letter, Mail};
use preau_kernel::place::Place;
use preau_kernel::{App, Result};

use crate::store::notices::{self as rows, Waiting};
use crate::store::people::{self, Person};
use crate::words;

/// People of one step.
const BATCH: u64 = 200;

/// The job: tells everybody who waits for one of these changes, or of earlier ones, of all that they wait for. Run twice,
/// nobody is told twice.
pub(crate) async fn send(app: &App, up_to: i64) -> Result<()> {
    let mut last = 0;
    loop {
        let people = rows::people_waiting(app.db().read(), up_to, last, BATCH).await?;
        for person in &people {
            send_to(app, *person).await?;
        }
        match people.last() {
            Some(person) if people.len() as u64 == BATCH => last = *person,
            _ => return Ok(()),
        }
    }
}

async fn send_to(app: &App, user: i64) -> Result<()> {
    let waiting = rows::waiting(app.db().read(), user).await?;
    let person = people::find(app.db().read(), user).await?.filter(|person| person.is_active);
    let mail = match &person {
        Some(person) => write(app, person, &waiting).await?,
        None => None,
    };
    let changes: Vec<i64> = waiting.iter().map(|one| one.change_id).collect();
    let tx = app.db().write_tx().await?;
    if rows::set_told(&tx, user, &changes, app.now()).await? > 0
        && let Some(mail) = mail
    {
        mail::queue(&tx, app, mail).await?;
    }
    tx.commit().await
}

/// `None` for somebody without an address.
async fn write(app: &App, person: &Person, waiting: &[Waiting]) -> Result<Option<Mail>> {
    let Some(email) = person.email.as_deref() else { return Ok(None) };
    let place = Place::load(app).await?;
    let lang = person.lang(place.default_language);
    let with = |key: &str, args: &[(&str, &str)]| app.l10n().with(lang, key, args);
    // Why a colleague is away is not for students.
    let plans = !people::professors_among(app.db().read(), &[person.id]).await?.is_empty();
    let lines = lines(app, lang, &place, waiting, plans);
    let count = lines.len().to_string();
    let mut letter = Letter::new(with("mail-timetable-title", &[("count", &count)]))
        .text(with("mail-timetable-hello", &[("name", &person.first_name)]))
        .text(with("mail-timetable-body", &[("count", &count)]));
    for line in lines {
        letter = letter.text(line);
    }
    let letter = letter
        .button(with("mail-timetable-button", &[]), words::link(app))
        .note(with("mail-timetable-zone", &[("zone", place.zone.name())]));
    letter.mail(app, lang, email, &person.name(), false).await.map(Some)
}

/// One line per lesson: where it stood before the first of its changes, and how it is now.
fn lines(app: &App, lang: Lang, place: &Place, waiting: &[Waiting], plans: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for of_lesson in waiting.chunk_by(|a, b| a.lesson_id == b.lesson_id) {
        let Some(last) = of_lesson.last() else { continue };
        let first = of_lesson.iter().find_map(|one| one.old_starts_at.zip(one.old_ends_at));
        let when = |from, to| words::when(app, lang, place.zone, from, to);
        let now = when(last.starts_at, last.ends_at);
        let before = first.map(|(from, to)| when(from, to)).filter(|before| *before != now);
        let kind = match (last.status.as_str(), &before) {
            ("cancelled", _) => "cancelled",
            (_, Some(_)) => "moved",
            _ => last.kind.as_str(),
        };
        // Moved and back again: only what else changed is told.
        let kind = if kind == "moved" && before.is_none() { "changed" } else { kind };
        let room = last.room.clone().unwrap_or_else(|| app.l10n().text(lang, "timetable-no-room"));
        let args = [
            ("title", last.title.as_str()),
            ("when", now.as_str()),
            ("before", before.as_deref().unwrap_or_default()),
            ("room", room.as_str()),
        ];
        let mut line = app.l10n().with(lang, &format!("mail-timetable-{kind}"), &args);
        let told = of_lesson.iter().rev().filter(|one| plans || one.kind != "substituted");
        if let Some(reason) = told.map(|one| one.reason.as_str()).find(|reason| !reason.is_empty()) {
            line.push(' ');
            line.push_str(&app.l10n().with(lang, "mail-timetable-reason", &[("reason", reason)]));
        }
        lines.push(line);
    }
    lines
}
