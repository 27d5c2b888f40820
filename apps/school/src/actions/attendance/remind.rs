//! Professors are reminded of registers that are still not closed some time after their lesson: one mail for all of them. The
//! office reminds those of one lesson when it wants to.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use chrono::{Datelike, Timelike};
use preau_calendar::domain::wall;
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::mail::{self, Letter};
use preau_kernel::place::Place;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use super::{check_open, reach};
use crate::State;
use crate::jobs::attendance as jobs;
use crate::store::attendance::{lessons, missing, people};

const BATCH: u64 = 200;
/// The office reminds no more often of one lesson.
const AGAIN: TimeDelta = TimeDelta::minutes(15);
/// Older ones are listed, nobody is reminded of them.
const NO_OLDER: TimeDelta = TimeDelta::days(2);

/// Each lesson is marked in the transaction that queues its reminders.
pub(crate) async fn remind(app: &App) -> Result<()> {
    loop {
        let now = app.now();
        let until = now.minus(app.state::<State>().config.remind_after.delta());
        let tx = app.db().write_tx().await?;
        let (taken, pairs) = missing::take_unreminded(&tx, (now.minus(NO_OLDER), until), now, BATCH).await?;
        let mut by_professor: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for (professor, lesson) in pairs {
            by_professor.entry(professor).or_default().push(lesson);
        }
        for (professor, lessons) in by_professor {
            jobs::remind(&tx, app, professor, &lessons, "").await?;
        }
        tx.commit().await?;
        if taken < BATCH {
            return Ok(());
        }
    }
}

/// By the office, while the lesson runs or after it: answers when, and how many people. Asked again within a quarter of an
/// hour nobody gets a second mail.
pub(crate) async fn ask(app: &App, info: &RequestInfo, actor: &Actor, lesson: i64) -> Result<(Timestamp, usize)> {
    let now = app.now();
    let tx = app.db().write_tx().await?;
    let locked = lessons::get_locked(&tx, reach(actor)?, lesson).await?;
    check_open(&locked)?;
    if locked.starts_at > now {
        return Err(Error::conflict("lesson_is_to_come"));
    }
    let to = missing::reachable_professors(&*tx, lesson).await?;
    let last = missing::reminded_at(&*tx, lesson).await?.filter(|last| now.since(*last) < AGAIN);
    if let Some(last) = last {
        return Ok((last, to.len()));
    }
    missing::set_reminded(&tx, lesson, now).await?;
    for professor in &to {
        jobs::remind(&tx, app, *professor, &[lesson], &now.to_string()).await?;
    }
    let entry = Entry::new("register_reminded").target("lesson", lesson, locked.name());
    audit::record(&tx, app, info, entry.meta("recipients", to.len())).await?;
    tx.commit().await?;
    Ok((now, to.len()))
}

/// The job: one mail to one professor about those of these lessons whose register is still missing.
pub(crate) async fn tell(app: &App, professor: i64, lessons: &[i64], time: &str) -> Result<()> {
    let conn = app.db().read();
    let Some(person) = people::find(conn, professor).await? else { return Ok(()) };
    let Some(email) = person.email.clone() else { return Ok(()) };
    let place = Place::load(app).await?;
    let lang = person.lang(place.default_language);
    let with = |key: &str, args: &[(&str, &str)]| app.l10n().with(lang, key, args);
    let mut tellings = Vec::new();
    for lesson in missing::still(conn, lessons).await? {
        let (from, to) =
            (wall::wall(place.zone, lesson.starts_at.seconds()), wall::wall(place.zone, lesson.ends_at.seconds()));
        let clock = |at: chrono::NaiveDateTime| format!("{:02}:{:02}", at.hour(), at.minute());
        let (day, month, year) = (from.day().to_string(), from.month().to_string(), from.year().to_string());
        let weekday = from.weekday().number_from_monday().to_string();
        let date = [("weekday", weekday.as_str()), ("day", &day), ("month", &month), ("year", &year)];
        let date = with("register-reminder-date", &date);
        let args = [("lesson", lesson.name()), ("date", &date), ("from", &clock(from)), ("to", &clock(to))];
        tellings.push((lesson.id, with("mail-register-missing-line", &args)));
    }
    // Written before the transaction, with what is missing now; told of once each.
    let lines: Vec<_> = tellings.iter().map(|(_, line)| line.clone()).collect();
    let count = lines.len().to_string();
    let mut letter = Letter::new(with("mail-register-missing-title", &[("count", &count)]))
        .text(with("mail-register-missing-hello", &[("name", &person.first_name)]))
        .text(with("mail-register-missing-body", &[("count", &count)]));
    for line in lines {
        letter = letter.text(line);
    }
    let accounts = app.state::<preau_accounts::State>();
    let page = format!("{}/registers", accounts.frontend_url(app));
    let letter = letter.button(with("mail-register-missing-button", &[]), page);
    let mail = letter.mail(app, lang, &email, &person.name(), false).await?;
    let tx = app.db().write_tx().await?;
    let mut is_new = false;
    for (lesson, _) in &tellings {
        is_new |= missing::note_reminded(&tx, professor, *lesson, time, app.now()).await?;
    }
    if is_new {
        mail::queue(&tx, app, mail).await?;
    }
    tx.commit().await
}
