//! Planning: lessons one by one and in weekly series.
//!
//! Map: here what both share · `lessons` · `series`, `occurrences` the days that its rule gives, `preview` what it would
//! be, `ending` · `history` what happened to a lesson · `alternatives` where a lesson would fit instead · `notices` who is
//! told of a change.

pub(crate) mod alternatives;
pub(crate) mod ending;
pub(crate) mod history;
pub(crate) mod lessons;
pub(crate) mod notices;
mod occurrences;
pub(crate) mod preview;
pub(crate) mod series;

use chrono::NaiveDate;
use chrono_tz::Tz;
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::wall;
use preau_kernel::actor::Actor;
use preau_kernel::db::{Sql, search};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use super::claiming::{self, Accepting, Asked, Met};
use crate::permissions::{PLAN, Reach};
use crate::refusals;
use crate::store::people;
use crate::store::structure::exists;

/// Who plans, and what for.
#[derive(Clone, Copy)]
pub(crate) struct Planner<'a> {
    pub(crate) app: &'a App,
    pub(crate) info: &'a RequestInfo,
    pub(crate) actor: &'a Actor,
    pub(crate) accepting: &'a Accepting,
}

impl Planner<'_> {
    /// A professor's own lessons and those of their modules; nobody plans as a student.
    pub(crate) fn reach(&self) -> Result<Reach> {
        Ok(Reach::of(self.actor, PLAN)?.as_professor())
    }
}

/// What a lesson is, wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Values {
    pub(crate) module: i64,
    pub(crate) title: String,
    pub(crate) time: Interval,
    pub(crate) room: Option<i64>,
    pub(crate) professors: Vec<i64>,
    pub(crate) groups: Vec<i64>,
}

/// Seconds that a lesson is long.
const SHORTEST: i64 = 300;
const LONGEST: i64 = 12 * 3600;

/// The day of a lesson, which lies within it.
pub(crate) fn day_of(zone: Tz, time: Interval) -> Result<NaiveDate> {
    let day = wall::date_of(zone, time.from());
    if wall::date_of(zone, time.to() - 1) != day {
        return Err(Error::invalid("ends_at", "on_another_day"));
    }
    check_length(time, "ends_at")?;
    Ok(day)
}

pub(crate) fn check_length(time: Interval, field: &str) -> Result<()> {
    if (SHORTEST..=LONGEST).contains(&time.seconds()) {
        return Ok(());
    }
    Err(Error::invalid(field, Refusal::new("wrong_length").arg("min", SHORTEST / 60).arg("max", LONGEST / 60)))
}

/// Rows that a lesson or series names.
pub(crate) struct Named<'a> {
    pub(crate) module: i64,
    pub(crate) room: Option<i64>,
    pub(crate) professors: &'a [i64],
    pub(crate) groups: &'a [i64],
}

/// Code and name of the subject, once everything that is named is there. A professor plans for the modules that they teach;
/// another's is to them as if it were not there. `known`: what the row has already.
pub(crate) async fn check(
    conn: &dyn Sql,
    reach: Reach,
    named: Named<'_>,
    known: Option<i64>,
) -> Result<(String, String)> {
    let Named { module, room, professors, groups } = named;
    let unknown = |field: &str, code: &'static str, id: i64| Error::invalid(field, Refusal::new(code).arg("id", id));
    let names = people::module_names(conn, module).await?.ok_or_else(|| unknown("module", "unknown_module", module))?;
    if let Reach::Of(person) = reach
        && known != Some(module)
        && !people::teaches(conn, person.user, module).await?
    {
        return Err(unknown("module", "unknown_module", module));
    }
    if let Some(room) = room
        && people::room(conn, room).await?.is_none()
    {
        return Err(unknown("room", "unknown_room", room));
    }
    let found = people::professors_among(conn, professors).await?;
    if let Some(missing) = professors.iter().find(|id| !found.contains(id)) {
        return Err(unknown("professors", "unknown_professor", *missing));
    }
    for group in groups {
        if !exists(conn, "class_groups", *group).await? {
            return Err(unknown("groups", "unknown_group", *group));
        }
    }
    Ok(names)
}

pub(crate) fn search_text(title: &str, names: &(String, String)) -> String {
    search::text([title, names.0.as_str(), names.1.as_str()])
}

pub(crate) fn new_uid(app: &App) -> String {
    format!("{}@lessons.preau", hex::encode(app.chance().bytes::<16>()))
}

/// The refusal of a clash, with times that are free instead. The transaction is over by then.
pub(crate) async fn refusal(planner: &Planner<'_>, asked: &Asked, met: &[Met], except: Option<i64>) -> Result<Error> {
    let conn = planner.app.db().read();
    let instead = alternatives::find(planner.app, asked, except).await?;
    let acceptable = met.iter().all(|met| planner.accepting.allows(met));
    Ok(refusals::clash(refusals::shown(conn, met).await?, instead, acceptable))
}

pub(crate) fn asked(lesson: i64, values: &Values, day: NaiveDate) -> Asked {
    let Values { time, room, professors, groups, .. } = values;
    Asked { lesson, time: *time, day, room: *room, professors: professors.clone(), groups: groups.clone() }
}

pub(crate) use claiming::zone;
