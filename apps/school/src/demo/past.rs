//! What was: registers of the weeks before and of this morning, taken and closed, some of whose students were absent or
//! late; who is away today; who was away too often.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, TimeDelta};
use chrono_tz::Tz;
use preau_calendar::domain::wall;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::{App, Result};

use crate::State;
use crate::domain::attendance::mark::{Mark, Said};
use crate::domain::attendance::status::{Status, Voice};
use crate::store::absences::{alerts, marks as absences};
use crate::store::attendance::marks::{self, Telling};
use crate::store::{demo as rows, expected};

/// Registers that nobody took, so that there are some to be reminded of.
const FORGOTTEN: usize = 23;
/// Whose family called this morning, who has an appointment, and who often misses the first hour: by their place in the class.
const DECLARED: usize = 2;
const ACCEPTED: usize = 5;
const OFTEN_MISSING: usize = 9;

pub(super) async fn enter(tx: &Tx, app: &App, zone: Tz) -> Result<()> {
    let now = app.now();
    let today = wall::date_of(zone, now.seconds());
    let told = away_today(tx, zone, today).await?;
    let lessons = rows::past_lessons(&**tx, now).await?;
    let last = lessons.last().map(|(lesson, ..)| *lesson);
    let (mut days, mut students) = (BTreeSet::new(), BTreeSet::new());
    for (number, (lesson, starts_at, ends_at, day)) in lessons.into_iter().enumerate() {
        let (is_today, is_first) = (day == today.to_string(), days.insert(day));
        // The last that ended still has its register open: somebody is to be reminded.
        let is_open = if is_today { Some(lesson) == last } else { number % FORGOTTEN == FORGOTTEN - 1 };
        if is_open {
            continue;
        }
        let professor = rows::professor_of(&**tx, lesson).await?;
        for (place, student) in expected::at_lesson(&**tx, lesson).await?.into_iter().enumerate() {
            students.insert(student.id);
            let away = told.get(&student.id).filter(|_| is_today).copied();
            let (status, late) = match away {
                Some((_, status)) => (status, 0),
                None if is_first && place == OFTEN_MISSING && days.len() % 2 == 0 => (Status::Absent, 0),
                None => status(number, place),
            };
            let mut said = Said::new(Voice::Professor, Some(status));
            said.minutes_late = late;
            let absence = match (away, status) {
                (Some((absence, _)), _) => Some(absence),
                (None, Status::Absent) => {
                    Some(rows::absence_of_day(tx, student.id, lesson, (starts_at, ends_at), number).await?)
                }
                _ => None,
            };
            said.absence = Some(absence);
            let before = Mark::default();
            let told = before.told(&said);
            let mark = Mark { professor: Some(status), minutes_late: late, absence, ..before };
            let telling = Telling { actor: professor, reason: "", now: starts_at.plus(TimeDelta::minutes(8)) };
            marks::insert(tx, (lesson, starts_at), student.id, &mark, &told, telling).await?;
        }
        rows::close(tx, lesson, professor, ends_at).await?;
    }
    note_thresholds(tx, app, zone, today, students).await
}

/// Who is away all of today and has said so: by student, their absence and how registers show them.
async fn away_today(tx: &Tx, zone: Tz, today: NaiveDate) -> Result<BTreeMap<i64, (i64, Status)>> {
    let mut away = BTreeMap::new();
    let Some(day) = wall::day(zone, today) else { return Ok(away) };
    let day = (Timestamp::from_seconds(day.from()), Timestamp::from_seconds(day.to()));
    let Some(lesson) = rows::a_lesson_of(&**tx, &today.to_string()).await? else { return Ok(away) };
    let expected = expected::at_lesson(&**tx, lesson).await?;
    for (place, status, reason, shown) in [
        (DECLARED, "declared", "Fièvre, appel de la famille", Status::Absent),
        (ACCEPTED, "accepted", "Rendez-vous à l’hôpital", Status::Excused),
    ] {
        if let Some(student) = expected.get(place) {
            away.insert(student.id, (rows::declare(tx, student.id, day, status, reason).await?, shown));
        }
    }
    Ok(away)
}

/// As the registers would have told, but mailed to nobody.
async fn note_thresholds(tx: &Tx, app: &App, zone: Tz, today: NaiveDate, students: BTreeSet<i64>) -> Result<()> {
    let from =
        today.with_day(1).and_then(|first| wall::day(zone, first)).map(|day| Timestamp::from_seconds(day.from()));
    let Some(from) = from else { return Ok(()) };
    let most = app.state::<State>().config.absences_per_month;
    let period = today.format("%Y-%m").to_string();
    for student in students {
        if absences::absent_days(&**tx, student, from, app.now()).await? >= most {
            let telling = alerts::Telling { user: student, about: student, kind: "absences", period: &period };
            alerts::note(tx, telling, app.now()).await?;
        }
    }
    Ok(())
}

/// Mostly present; the same few miss a whole day now and then.
fn status(lesson: usize, place: usize) -> (Status, i64) {
    let day = lesson / 5;
    match (day * 7 + place * 3) % 41 {
        0 => (Status::Absent, 0),
        n if n == 11 && lesson.is_multiple_of(5) => (Status::Late, 5 + (place as i64 % 3) * 5),
        _ => (Status::Present, 0),
    }
}
