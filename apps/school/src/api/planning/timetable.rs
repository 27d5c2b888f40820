//! `/api/timetable/`: a week of a person, a group or a room.

use std::collections::HashMap;

use axum::extract::State;
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::wall::{self, WallTime};
use preau_kernel::actor::{Actor, Scope};
use preau_kernel::db::page::PageQuery;
use preau_kernel::web::{Json, Me};
use preau_kernel::{App, Error, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::WeekFilters;
use super::shapes::{self, LessonShown};
use crate::actions::claiming::{today, zone};
use crate::domain::week::Week;
use crate::permissions::{Reach, VIEW};
use crate::store::lessons::{self as rows, Whose};
use crate::store::structure::groups;
use crate::store::{people, structure};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WeekShown {
    /// `2026-W48`
    week: String,
    #[schema(format = "date")]
    first_day: String,
    /// Counts.
    #[schema(format = "date")]
    last_day: String,
    lessons: Vec<LessonShown>,
}

/// Without `person`, `group` or `room`: one's own; a tutor's is that of their students. Professors see the whole week of a
/// group, a room and a colleague: of lessons outside their reach what is taken, and no more (`is_mine` is false).
///
/// Permission: `school.view`; a person, a group or lessons within reach.
#[utoipa::path(get, path = "/api/timetable/", tag = "Lesson", params(WeekFilters), responses((status = 200, body = WeekShown)))]
pub(crate) async fn week(State(app): State<App>, Me(actor): Me, page: PageQuery) -> Result<Json<WeekShown>> {
    let reach = Reach::of(&actor, VIEW)?;
    let week = match page.param("week") {
        Some(text) => Week::parse(text).ok_or_else(|| Error::invalid("week", "not_a_week"))?,
        None => Week::of(today(&app).await?),
    };
    let zone = zone(&app).await?;
    let monday = week.monday();
    let sunday = week.days().last().unwrap_or(monday);
    let range =
        Interval::new(wall::instant(zone, WallTime::START.on(monday)), wall::instant(zone, WallTime::END.on(sunday)));
    let range = range.ok_or_else(|| Error::invalid("week", "not_a_week"))?;
    let asked = asked(&app, &actor, reach, &page).await?;
    let conn = app.db().read();
    let found = rows::of_week(conn, asked.reach, asked.whose, range).await?;
    let mut lessons: Vec<_> =
        shapes::lessons(conn, found).await?.into_iter().map(|one| one.for_eyes_of(&actor)).collect();
    if asked.is_planned_around {
        let all = shapes::lessons(conn, rows::of_week(conn, Reach::Everything, asked.whose, range).await?).await?;
        lessons = with_busy(lessons, all, asked.whose);
    }
    Ok(Json(WeekShown { week: week.to_string(), first_day: monday.to_string(), last_day: sunday.to_string(), lessons }))
}

/// What else is taken, between those within reach. What was called off takes nothing; of a colleague only what they give.
fn with_busy(within: Vec<LessonShown>, all: Vec<LessonShown>, whose: Whose) -> Vec<LessonShown> {
    let mut within: HashMap<i64, LessonShown> = within.into_iter().map(|one| (one.id(), one)).collect();
    let is_told =
        |one: &LessonShown| !one.is_cancelled() && !matches!(whose, Whose::Person(person) if !one.is_given_by(person));
    let shown = all.into_iter().filter_map(|one| match within.remove(&one.id()) {
        Some(one) => Some(one),
        None => is_told(&one).then(|| one.only_busy()),
    });
    shown.collect()
}

struct AskedWeek {
    reach: Reach,
    whose: Whose,
    /// What lies outside the reach is told as taken.
    is_planned_around: bool,
}

/// 404 for whom the asker does not reach.
async fn asked(app: &App, actor: &Actor, reach: Reach, page: &PageQuery) -> Result<AskedWeek> {
    let conn = app.db().read();
    let plans = reach.is_professor();
    if let Some(person) = page.number("person")? {
        if !people::is_within(conn, reach, person).await? {
            return Err(Error::NotFound);
        }
        let is_planned_around =
            plans && person != actor.user_id && !people::professors_among(conn, &[person]).await?.is_empty();
        return Ok(AskedWeek { reach, whose: Whose::Person(person), is_planned_around });
    }
    if let Some(group) = page.number("group")? {
        groups::get(conn, if plans { Reach::Everything } else { reach }, group).await?;
        return Ok(AskedWeek { reach, whose: Whose::Group(group), is_planned_around: plans });
    }
    if let Some(room) = page.number("room")? {
        if !structure::exists(conn, "rooms", room).await? {
            return Err(Error::NotFound);
        }
        return Ok(AskedWeek { reach, whose: Whose::Room(room), is_planned_around: plans });
    }
    // Whoever plans everything has a week of their own too, and it is empty unless they teach.
    let (reach, whose) = match reach {
        Reach::Everything => (reach, Whose::Person(actor.user_id)),
        Reach::Of(person) if actor.scope(VIEW) == Some(Scope::OwnClasses) => {
            (Reach::Of(crate::permissions::Person { teaches: false, ..person }), Whose::Anybody)
        }
        Reach::Of(_) => (reach, Whose::Anybody),
    };
    Ok(AskedWeek { reach, whose, is_planned_around: false })
}
