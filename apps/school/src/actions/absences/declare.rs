//! Declaring ahead that somebody will be missing.

use preau_calendar::domain::wall;
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::place::Place;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use super::decides;
use crate::jobs::absences as jobs;
use crate::permissions::{ABSENCES, Reach};
use crate::store::absences::rows::{self, Absence, DECLARED, New};
use crate::store::absences::scope;

/// Of one absence.
const MOST_DAYS: i64 = 366;
/// That are still to come, of one student.
const MOST_COMING: i64 = 40;

#[derive(Debug, Clone)]
pub(crate) struct Declared {
    pub(crate) student: i64,
    pub(crate) from: Timestamp,
    pub(crate) to: Timestamp,
    pub(crate) reason: String,
}

pub(crate) async fn declare(app: &App, info: &RequestInfo, actor: &Actor, new: &Declared) -> Result<Absence> {
    let reach = Reach::of(actor, ABSENCES)?;
    let zone = Place::load(app).await?.zone;
    check_time(app, decides(actor).is_ok(), zone, new)?;
    let tx = app.db().write_tx().await?;
    scope::student(&*tx, reach, new.student).await.map_err(|error| match error {
        Error::NotFound => Error::invalid("student", Refusal::new("unknown_absent_student").arg("id", new.student)),
        other => other,
    })?;
    rows::lock_student(&tx, new.student).await?;
    if !rows::covering(&*tx, new.student, new.from, new.to).await?.is_empty() {
        return Err(Error::conflict("absence_overlaps"));
    }
    if rows::count_coming(&*tx, new.student, app.now()).await? >= MOST_COMING {
        return Err(Error::conflict("too_many_absences"));
    }
    let row = New {
        student: new.student,
        from: new.from,
        to: new.to,
        origin: DECLARED,
        reason: new.reason.clone(),
        deadline: None,
        declared_by: Some(actor.user_id),
        lesson: None,
    };
    let id = rows::insert(&tx, &row, app.now()).await?;
    let entry = Entry::new("absence_declared").target("absence", id, "").on_behalf_of(new.student);
    let entry = entry.meta("from", new.from.to_string()).meta("to", new.to.to_string());
    audit::record(&tx, app, info, entry.personal("reason", new.reason.as_str())).await?;
    jobs::tell_declared(&tx, app, id).await?;
    let made = rows::get(&*tx, Reach::Everything, id).await?;
    tx.commit().await?;
    Ok(made)
}

/// What is past is found by registers; only whoever decides enters it by hand.
fn check_time(app: &App, decides: bool, zone: chrono_tz::Tz, new: &Declared) -> Result<()> {
    if new.from >= new.to {
        return Err(Error::invalid("to", "before_from"));
    }
    if new.to.0 - new.from.0 > MOST_DAYS * 86_400_000_000 {
        return Err(Error::invalid("to", Refusal::new("period_too_long").arg("days", MOST_DAYS)));
    }
    let today = wall::day(zone, wall::date_of(zone, app.now().seconds()));
    let begins = today.map_or(app.now().seconds(), |day| day.from());
    if !decides && new.from.seconds() < begins {
        return Err(Error::invalid("from", "absence_in_the_past"));
    }
    Ok(())
}
