//! Mails about absences. Each job reads what holds when it runs, waits for the end of the quiet hours, and tells everybody
//! of a thing once, however often it runs and on whichever node.

use chrono::{Datelike, NaiveDate};
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::wall;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::mail::{self, Letter, Mail};
use preau_kernel::place::Place;
use preau_kernel::{App, Error, Result};

use super::letters::Writing;
use crate::State;
use crate::domain::absences::figures::Figures;
use crate::domain::absences::quiet;
use crate::permissions::Reach;
use crate::store::absences::alerts::{self, Telling};
use crate::store::absences::asked::Asked;
use crate::store::absences::people::{self, Person};
use crate::store::absences::rows::{self, Absence, Status};
use crate::store::absences::{figures, marks, messages};

/// A rate says something from so many lessons on.
const ENOUGH: i64 = 5;

/// The end of the quiet hours, when it is one of them.
pub(crate) async fn waits_until(app: &App) -> Result<Option<Timestamp>> {
    let zone = Place::load(app).await?.zone;
    let at = app.now().seconds();
    let allowed = quiet::next_allowed(zone, app.state::<State>().quiet, at);
    Ok((allowed > at).then(|| Timestamp::from_seconds(allowed)))
}

/// The letters of one matter, each with its reader.
struct Round<'a> {
    app: &'a App,
    place: &'a Place,
    about: i64,
    kind: &'a str,
    period: &'a str,
}

impl Round<'_> {
    async fn tell(&self, to: &[Person], letter: impl Fn(&Writing<'_>) -> Letter) -> Result<()> {
        for person in to {
            let writing = Writing { app: self.app, place: self.place, to: person };
            let Some(mail) = writing.mail(&writing.end(letter(&writing))).await? else { continue };
            self.queue(person, mail).await?;
        }
        Ok(())
    }

    async fn queue(&self, person: &Person, mail: Mail) -> Result<()> {
        let telling = Telling { user: person.id, about: self.about, kind: self.kind, period: self.period };
        let tx = self.app.db().write_tx().await?;
        if alerts::note(&tx, telling, self.app.now()).await? {
            let queued = mail::queue(&tx, self.app, mail).await?;
            alerts::note_mail(&tx, telling, queued).await?;
        }
        tx.commit().await
    }
}

fn instants(zone: chrono_tz::Tz, first: NaiveDate, last: NaiveDate) -> Result<(Timestamp, Timestamp)> {
    let from = wall::instant(zone, wall::WallTime::START.on(first));
    let to = wall::instant(zone, wall::WallTime::END.on(last));
    let range = Interval::new(from, to).ok_or_else(|| Error::internal("a day without hours"))?;
    Ok((Timestamp::from_seconds(range.from()), Timestamp::from_seconds(range.to())))
}

/// Tutors of those whom the register of this lesson found missing; then thresholds.
pub(crate) async fn absent(app: &App, lesson: i64) -> Result<()> {
    let place = Place::load(app).await?;
    let sql = "SELECT m.student_id, l.day FROM attendance_marks m JOIN lessons l ON l.id = m.lesson_id \
               JOIN absences a ON a.id = m.absence_id AND a.origin = 'found' WHERE m.lesson_id = $1 AND m.status = 'absent' \
               AND l.register_state = 'closed' AND l.status <> 'cancelled' ORDER BY m.student_id";
    for row in app.db().read().all(sql, vec![lesson.into()]).await? {
        let student: i64 = row.try_get("", "student_id")?;
        let day: NaiveDate = row.try_get::<String>("", "day")?.parse().map_err(Error::internal)?;
        tell_missing(app, &place, student, day).await?;
        thresholds(app, &place, student, day).await?;
    }
    Ok(())
}

async fn tell_missing(app: &App, place: &Place, student: i64, day: NaiveDate) -> Result<()> {
    let conn = app.db().read();
    let (from, to) = instants(place.zone, day, day)?;
    let missed = marks::missed(conn, student, from, to).await?;
    let (Some(first), Some(who)) = (missed.first(), people::find(conn, student).await?) else { return Ok(()) };
    let recipients = people::of_student(conn, student).await?;
    let absence = rows::open_found(conn, student, &day.to_string()).await?;
    let (period, name) = (day.to_string(), who.name());
    let round = Round { app, place, about: student, kind: "absent", period: &period };
    round
        .tell(&recipients, |writing| {
            let key = if writing.to.id == student { "absence-found-own" } else { "absence-found" };
            let day = writing.day(first.starts_at);
            let letter = writing.begin(key, &[("student", &name), ("day", &day)]).text(writing.lessons(&missed));
            match absence.as_ref().and_then(|absence| absence.deadline) {
                Some(deadline) => {
                    letter.text(writing.with("mail-absence-justify", &[("until", &writing.moment(deadline))]))
                }
                None => letter,
            }
        })
        .await
}

/// So many absences in a month, or too low a rate: noted for everybody who sees the student, mailed to tutors and office.
async fn thresholds(app: &App, place: &Place, student: i64, day: NaiveDate) -> Result<()> {
    let conn = app.db().read();
    let month = Month::of(day)?;
    let (days, figures) = of_month(app, place, student, &month).await?;
    let Some(who) = people::find(conn, student).await? else { return Ok(()) };
    let config = &app.state::<State>().config;
    let mut recipients = people::managers(conn).await?;
    for tutor in people::tutors_of(conn, student).await? {
        if recipients.iter().all(|known| known.id != tutor.id) {
            recipients.push(tutor);
        }
    }
    let (name, limit) = (who.name(), config.presence_percent.to_string());
    let count = days.to_string();
    let rate = figures.rate().unwrap_or_default().to_string();
    let passed = [
        ("absences", days >= config.absences_per_month),
        ("presence", figures.known() >= ENOUGH && figures.is_under(config.presence_percent)),
    ];
    for (kind, _) in passed.into_iter().filter(|(_, is_passed)| *is_passed) {
        note(app, Telling { user: student, about: student, kind, period: &month.name }).await?;
        let round = Round { app, place, about: student, kind, period: &month.name };
        round
            .tell(&recipients, |writing| {
                let args = [("student", name.as_str()), ("count", &count), ("rate", &rate), ("limit", &limit)];
                writing.begin(&format!("threshold-{kind}"), &args)
            })
            .await?;
    }
    Ok(())
}

/// The alert itself, whoever reads mails.
async fn note(app: &App, telling: Telling<'_>) -> Result<()> {
    let tx = app.db().write_tx().await?;
    alerts::note(&tx, telling, app.now()).await?;
    tx.commit().await
}

/// A month of the place.
pub(crate) struct Month {
    pub(crate) name: String,
    first: NaiveDate,
    last: NaiveDate,
}

impl Month {
    pub(crate) fn of(day: NaiveDate) -> Result<Self> {
        let first = day.with_day(1).ok_or_else(|| Error::internal("a month without a first day"))?;
        let next = first.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt());
        let last = next.ok_or_else(|| Error::internal("a month without a last day"))?;
        Ok(Self { name: first.format("%Y-%m").to_string(), first, last })
    }
}

/// Days without an excuse, and the figures of the month.
pub(crate) async fn of_month(app: &App, place: &Place, student: i64, month: &Month) -> Result<(i64, Figures)> {
    let conn = app.db().read();
    let (from, to) = instants(place.zone, month.first, month.last)?;
    let days = marks::absent_days(conn, student, from, to).await?;
    let asked = Asked { student: Some(student), ..Asked::new(month.first, month.last) };
    Ok((days, figures::total(conn, Reach::Everything, &asked).await?.figures))
}

async fn find(app: &App, id: i64) -> Result<Option<Absence>> {
    match rows::get(app.db().read(), Reach::Everything, id).await {
        Err(Error::NotFound) => Ok(None),
        found => found.map(Some),
    }
}

/// Tutors, of an absence that somebody else has declared and that still stands.
pub(crate) async fn declared(app: &App, id: i64) -> Result<()> {
    let Some(absence) = find(app, id).await?.filter(|absence| absence.withdrawn_at.is_none()) else { return Ok(()) };
    let place = Place::load(app).await?;
    let mut recipients = people::tutors_of(app.db().read(), absence.student_id).await?;
    recipients.retain(|person| Some(person.id) != absence.declared_by);
    let period = format!("absence {id}");
    let round = Round { app, place: &place, about: absence.student_id, kind: "declared", period: &period };
    round
        .tell(&recipients, |writing| {
            let (from, to) = (writing.moment(absence.from_at), writing.moment(absence.to_at));
            let args = [("student", absence.student_name.as_str()), ("from", &from), ("to", &to)];
            with_words(writing, writing.begin("absence-declared", &args), &absence.reason)
        })
        .await
}

/// Those who were told that it was declared.
pub(crate) async fn withdrawn(app: &App, id: i64) -> Result<()> {
    let Some(absence) = find(app, id).await? else { return Ok(()) };
    let place = Place::load(app).await?;
    let period = format!("absence {id}");
    let conn = app.db().read();
    let told = alerts::told(conn, absence.student_id, "declared", &period).await?;
    let mut recipients = people::tutors_of(conn, absence.student_id).await?;
    recipients.retain(|person| told.contains(&person.id));
    let round = Round { app, place: &place, about: absence.student_id, kind: "withdrawn", period: &period };
    round
        .tell(&recipients, |writing| {
            let (from, to) = (writing.moment(absence.from_at), writing.moment(absence.to_at));
            let args = [("student", absence.student_name.as_str()), ("from", &from), ("to", &to)];
            writing.begin("absence-withdrawn", &args)
        })
        .await
}

/// Student and tutors, of what was decided; a decision that was changed meanwhile is told by the job of that change.
pub(crate) async fn decision(app: &App, id: i64, version: i64) -> Result<()> {
    let Some(absence) = find(app, id).await?.filter(|absence| absence.row_version == version) else { return Ok(()) };
    let place = Place::load(app).await?;
    let conn = app.db().read();
    let mut recipients = people::tutors_of(conn, absence.student_id).await?;
    recipients.extend(people::of_student(conn, absence.student_id).await?);
    recipients.extend(people::reachable(conn, absence.student_id).await?);
    recipients.sort_by_key(|person| person.id);
    recipients.dedup_by_key(|person| person.id);
    let key = match absence.status()? {
        Status::Accepted => "absence-accepted",
        Status::Refused => "absence-refused",
        Status::Declared | Status::Justified | Status::Withdrawn => return Ok(()),
    };
    let period = format!("absence {id} version {version}");
    let round = Round { app, place: &place, about: absence.student_id, kind: "decision", period: &period };
    round
        .tell(&recipients, |writing| {
            let day = writing.day(absence.from_at);
            let letter = writing.begin(key, &[("student", absence.student_name.as_str()), ("day", &day)]);
            let letter = with_words(writing, letter, &absence.decision_reason);
            match absence.deadline.filter(|_| key == "absence-refused") {
                Some(deadline) => {
                    letter.text(writing.with("mail-absence-justify", &[("until", &writing.moment(deadline))]))
                }
                None => letter,
            }
        })
        .await
}

fn with_words(writing: &Writing<'_>, letter: Letter, reason: &str) -> Letter {
    if reason.trim().is_empty() {
        letter
    } else {
        letter.text(writing.with("mail-absence-reason", &[("text", reason)]))
    }
}

/// Some of those to whom a message goes. It is the sender's, and so are the answers.
pub(crate) async fn message(app: &App, id: i64, people: &[i64]) -> Result<()> {
    let conn = app.db().read();
    let message = messages::get(conn, id).await?;
    let place = Place::load(app).await?;
    let period = format!("message {id}");
    for person in people {
        let round = Round { app, place: &place, about: *person, kind: "message", period: &period };
        for to in people::reachable(conn, *person).await? {
            let writing = Writing { app, place: &place, to: &to };
            let signed = writing.with("mail-message-from", &[("sender", message.sender_name.trim())]);
            let letter = Letter::new(message.subject.clone()).text(message.body.clone()).note(signed);
            let Some(mail) = writing.mail(&letter).await? else { continue };
            round.queue(&to, Mail { reply_to: message.sender_email.clone(), ..mail }).await?;
        }
    }
    Ok(())
}
