//! Absences that a register finds: one per student and day, whatever the number of lessons.

use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};

use crate::State;
use crate::jobs::absences as jobs;
use crate::permissions::Reach;
use crate::store::absences::marks::{self, Mark, Said};
use crate::store::absences::rows::{self, Absence, FOUND, New, Status};

struct Lesson {
    id: i64,
    starts_at: Timestamp,
    ends_at: Timestamp,
    day: String,
}

/// Follows a register that was closed, or whose marks were changed afterwards, in the transaction of that: who is absent
/// gets an absence, or the one that was declared; who is not (any more) loses it. Doing it twice changes nothing. While
/// the register is open nothing is said.
pub(crate) async fn follow_register(tx: &Tx, app: &App, info: &RequestInfo, lesson: i64) -> Result<()> {
    let sql = "SELECT starts_at, ends_at, day FROM lessons WHERE id = $1 AND register_state = 'closed' AND status <> 'cancelled'";
    let Some(row) = tx.find(sql, vec![lesson.into()]).await? else { return Ok(()) };
    let (starts_at, ends_at) = (row.try_get("", "starts_at")?, row.try_get("", "ends_at")?);
    let lesson = Lesson { id: lesson, starts_at, ends_at, day: row.try_get("", "day")? };
    let mut has_found = false;
    for mark in marks::of_lesson(&**tx, lesson.id).await? {
        match mark.absence_id {
            None if mark.is("absent") => has_found |= link(tx, app, info, &lesson, &mark).await?,
            Some(absence) if !mark.is("absent") && !mark.is("excused") => {
                unlink(tx, app, info, &mark, absence).await?;
            }
            _ => {}
        }
    }
    if has_found {
        let at = app.now().plus(app.state::<State>().config.digest_delay.delta());
        jobs::tell_absent(tx, app, lesson.id, at).await?;
    }
    Ok(())
}

fn said<'a>(app: &App, info: &RequestInfo, reason: &'a str) -> Said<'a> {
    Said { actor: info.maybe_actor().map(|actor| actor.user_id), reason, now: app.now() }
}

/// True when nobody had said that the student would be missing.
async fn link(tx: &Tx, app: &App, info: &RequestInfo, lesson: &Lesson, mark: &Mark) -> Result<bool> {
    rows::lock_student(tx, mark.student_id).await?;
    let absence = of_mark(tx, app, info, lesson, mark).await?;
    let office = match absence.status()? {
        Status::Accepted => Some("excused"),
        _ => mark.office_status.as_deref(),
    };
    marks::say(tx, mark, office, Some(absence.id), said(app, info, "absence")).await?;
    Ok(absence.is_found())
}

async fn of_mark(tx: &Tx, app: &App, info: &RequestInfo, lesson: &Lesson, mark: &Mark) -> Result<Absence> {
    let covering = rows::covering(&**tx, mark.student_id, lesson.starts_at, lesson.ends_at).await?;
    if let Some(absence) = covering.into_iter().next() {
        return Ok(absence);
    }
    if let Some(absence) = rows::open_found(&**tx, mark.student_id, &lesson.day).await? {
        rows::extend(tx, &absence, lesson.starts_at, lesson.ends_at, app.now()).await?;
        return Ok(absence);
    }
    let new = New {
        student: mark.student_id,
        from: lesson.starts_at,
        to: lesson.ends_at,
        origin: FOUND,
        reason: String::new(),
        deadline: Some(app.now().plus(app.state::<State>().config.justify_within.delta())),
        declared_by: None,
        lesson: Some(lesson.id),
    };
    let id = rows::insert(tx, &new, app.now()).await?;
    let entry = Entry::new("absence_found").target("absence", id, "").on_behalf_of(mark.student_id);
    audit::record(tx, app, info, entry.meta("lesson", lesson.id)).await?;
    rows::get(&**tx, Reach::Everything, id).await
}

/// The student was there after all. An absence of which nothing is left, and to which nobody has said a word, goes.
async fn unlink(tx: &Tx, app: &App, info: &RequestInfo, mark: &Mark, absence: i64) -> Result<()> {
    marks::say(tx, mark, mark.office_status.as_deref(), None, said(app, info, "absence")).await?;
    let left = rows::get_locked(tx, Reach::Everything, absence).await?;
    let is_untouched = left.is_found() && left.documents == 0 && !left.is_decided() && left.reason.is_empty();
    if left.lessons == 0 && is_untouched {
        rows::delete(tx, absence).await?;
        let entry = Entry::new("absence_gone").target("absence", absence, "").on_behalf_of(mark.student_id);
        audit::record(tx, app, info, entry.meta("lesson", mark.lesson_id)).await?;
    }
    Ok(())
}
