//! `/api/timetable/`: a week of a person, a group or a room.

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

/// Without `person`, `group` or `room`: one's own; a tutor's is that of their students.
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
    let (reach, whose) = whose(&app, &actor, reach, &page).await?;
    let found = rows::of_week(app.db().read(), reach, whose, range).await?;
    Ok(Json(WeekShown {
        week: week.to_string(),
        first_day: monday.to_string(),
        last_day: sunday.to_string(),
        lessons: shapes::lessons(app.db().read(), found).await?,
    }))
}

/// 404 for whom the asker does not reach.
async fn whose(app: &App, actor: &Actor, reach: Reach, page: &PageQuery) -> Result<(Reach, Whose)> {
    let conn = app.db().read();
    if let Some(person) = page.number("person")? {
        if !people::is_within(conn, reach, person).await? {
            return Err(Error::NotFound);
        }
        return Ok((reach, Whose::Person(person)));
    }
    if let Some(group) = page.number("group")? {
        groups::get(conn, reach, group).await?;
        return Ok((reach, Whose::Group(group)));
    }
    if let Some(room) = page.number("room")? {
        if !structure::exists(conn, "rooms", room).await? {
            return Err(Error::NotFound);
        }
        return Ok((reach, Whose::Room(room)));
    }
    // Whoever plans everything has a week of their own too, and it is empty unless they teach.
    Ok(match reach {
        Reach::Everything => (reach, Whose::Person(actor.user_id)),
        Reach::Of(person) if actor.scope(VIEW) == Some(Scope::OwnClasses) => {
            (Reach::Of(crate::permissions::Person { teaches: false, ..person }), Whose::Anybody)
        }
        Reach::Of(_) => (reach, Whose::Anybody),
    })
}
