//! Professors are reminded of registers that are still not closed some time after their lesson: one mail for all of them.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use chrono::{Datelike, Timelike};
use preau_calendar::domain::wall;
use preau_kernel::mail::{self, Letter};
use preau_kernel::place::Place;
use preau_kernel::{App, Result};

use crate::State;
use crate::jobs::attendance as jobs;
use crate::store::attendance::{missing, people};

const BATCH: u64 = 200;
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
            jobs::remind(&tx, app, professor, &lessons).await?;
        }
        tx.commit().await?;
        if taken < BATCH {
            return Ok(());
        }
    }
}

/// The job: one mail to one professor about those of these lessons whose register is still missing.
pub(crate) async fn tell(app: &App, professor: i64, lessons: &[i64]) -> Result<()> {
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
        is_new |= missing::note_reminded(&tx, professor, *lesson, app.now()).await?;
    }
    if is_new {
        mail::queue(&tx, app, mail).await?;
    }
    tx.commit().await
}
