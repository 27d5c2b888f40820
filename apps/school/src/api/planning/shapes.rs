//! What answers show of lessons and series.

use std::collections::HashMap;

use preau_kernel::Result;
use preau_kernel::actor::Actor;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::actions::planning::preview::{Preview, Skipped};
use crate::permissions::PLAN;
use crate::store::lessons::{self, Details, GroupOf, Lesson, ProfessorOf};
use crate::store::series::{self, Exception, Named, Series};

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct IdName {
    pub(super) id: i64,
    pub(super) name: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ModuleShown {
    id: i64,
    code: String,
    name: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LessonShown {
    id: i64,
    /// Of which it is one.
    #[schema(required)]
    series: Option<i64>,
    module: ModuleShown,
    /// Its own, else the subject's name.
    title: String,
    #[schema(format = "date-time", value_type = String)]
    starts_at: Timestamp,
    #[schema(format = "date-time", value_type = String)]
    ends_at: Timestamp,
    /// Where it stood before it was first moved.
    #[schema(required, format = "date-time", value_type = Option<String>)]
    planned_starts_at: Option<Timestamp>,
    /// The place's day.
    #[schema(format = "date")]
    day: String,
    #[schema(required)]
    room: Option<IdName>,
    professors: Vec<ProfessorOf>,
    groups: Vec<GroupOf>,
    /// planned, held, cancelled or moved.
    status: String,
    /// Why it was cancelled, moved or given to somebody else.
    reason: String,
    /// Why a clash was accepted; empty: none was.
    clash_reason: String,
    /// not_taken, open or closed.
    register: String,
    /// false: it lies outside the asker's reach and only says what is taken by it, in the week of a room, a group or a
    /// colleague; there is nothing behind its id.
    is_mine: bool,
    row_version: i64,
}

impl LessonShown {
    /// Why somebody stands in for somebody else, and why a clash was accepted, is between those who plan.
    pub(super) fn for_eyes_of(mut self, actor: &Actor) -> Self {
        if actor.scope(PLAN).is_none() {
            let is_substituted = self.professors.iter().any(|one| one.substitutes.is_some());
            if is_substituted && self.status != "cancelled" {
                self.reason.clear();
            }
            self.clash_reason.clear();
        }
        self
    }

    /// Time, room, groups, professors and subject: what one plans around.
    pub(super) fn only_busy(mut self) -> Self {
        for one in &mut self.professors {
            (one.substitutes, one.substitutes_name) = (None, None);
        }
        Self {
            series: None,
            title: self.module.name.clone(),
            planned_starts_at: None,
            status: "planned".to_owned(),
            reason: String::new(),
            clash_reason: String::new(),
            register: "not_taken".to_owned(),
            is_mine: false,
            row_version: 0,
            ..self
        }
    }

    pub(super) fn id(&self) -> i64 {
        self.id
    }

    pub(super) fn is_given_by(&self, person: i64) -> bool {
        self.professors.iter().any(|one| one.id == person)
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.status == "cancelled"
    }
}

pub(super) fn lesson(one: Lesson, details: Details) -> LessonShown {
    let title = one.shown_title().to_owned();
    LessonShown {
        id: one.id,
        series: one.series,
        module: ModuleShown { id: one.module, code: one.module_code, name: one.module_name },
        title,
        starts_at: one.starts_at,
        ends_at: one.ends_at,
        planned_starts_at: one.planned_starts_at,
        day: one.day,
        room: one.room.zip(one.room_name).map(|(id, name)| IdName { id, name }),
        professors: details.professors,
        groups: details.groups,
        status: one.status,
        reason: one.reason,
        clash_reason: one.clash_reason,
        register: one.register_state,
        is_mine: true,
        row_version: one.row_version,
    }
}

/// Two more queries, however many they are.
pub(super) async fn lessons(conn: &dyn Sql, found: Vec<Lesson>) -> Result<Vec<LessonShown>> {
    let ids: Vec<i64> = found.iter().map(|one| one.id).collect();
    let mut details = lessons::details(conn, &ids).await?;
    Ok(found
        .into_iter()
        .map(|one| {
            let of_it = details.remove(&one.id).unwrap_or_default();
            lesson(one, of_it)
        })
        .collect())
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SeriesShown {
    id: i64,
    module: ModuleShown,
    title: String,
    /// 1 Monday to 7 Sunday.
    weekday: i64,
    from_time: String,
    to_time: String,
    every_weeks: i64,
    #[schema(format = "date")]
    first_day: String,
    #[schema(format = "date")]
    last_day: String,
    #[schema(required)]
    room: Option<IdName>,
    professors: Vec<Named>,
    groups: Vec<Named>,
    /// Why it ended before its time; empty: it did not.
    end_reason: String,
    row_version: i64,
}

/// One series with the days that are not as its rule says, and those on which the place was closed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SeriesDetail {
    #[serde(flatten)]
    series: SeriesShown,
    exceptions: Vec<Exception>,
    /// Left out by the write that this answers.
    #[schema(value_type = Vec<String>)]
    skipped: Vec<chrono::NaiveDate>,
}

pub(super) async fn all_series(conn: &dyn Sql, found: Vec<Series>) -> Result<Vec<SeriesShown>> {
    let ids: Vec<i64> = found.iter().map(|one| one.id).collect();
    let by_series = |named: Vec<Named>| {
        let mut map: HashMap<i64, Vec<Named>> = HashMap::new();
        for one in named {
            map.entry(one.series_id).or_default().push(one);
        }
        map
    };
    let mut professors = by_series(series::professors(conn, &ids).await?);
    let mut groups = by_series(series::groups(conn, &ids).await?);
    let shown = found.into_iter().map(|one| SeriesShown {
        id: one.id,
        title: one.shown_title().to_owned(),
        module: ModuleShown { id: one.module, code: one.module_code, name: one.module_name },
        weekday: one.weekday,
        from_time: one.from_time,
        to_time: one.to_time,
        every_weeks: one.every_weeks,
        first_day: one.first_day,
        last_day: one.last_day,
        room: one.room.zip(one.room_name).map(|(id, name)| IdName { id, name }),
        professors: professors.remove(&one.id).unwrap_or_default(),
        groups: groups.remove(&one.id).unwrap_or_default(),
        end_reason: one.end_reason,
        row_version: one.row_version,
    });
    Ok(shown.collect())
}

pub(super) async fn series(conn: &dyn Sql, one: Series, skipped: Vec<chrono::NaiveDate>) -> Result<SeriesDetail> {
    let exceptions = series::exceptions(conn, one.id).await?;
    let mut shown = all_series(conn, vec![one]).await?;
    match shown.pop() {
        Some(series) => Ok(SeriesDetail { series, exceptions, skipped }),
        None => Err(preau_kernel::Error::NotFound),
    }
}

/// What became of a series that ends.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SeriesEnded {
    pub(super) success: bool,
    /// How many lessons were cancelled.
    pub(super) cancelled: usize,
    pub(super) series: SeriesDetail,
}

/// A day that the rule of a series gives.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PreviewedLesson {
    #[schema(format = "date", value_type = String)]
    date: chrono::NaiveDate,
    #[schema(format = "date-time", value_type = String)]
    starts_at: Timestamp,
    #[schema(format = "date-time", value_type = String)]
    ends_at: Timestamp,
    /// closed_day, holiday or exception (its week has a lesson that was moved by hand or cancelled); null: it takes place.
    #[schema(required)]
    skipped: Option<&'static str>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SeriesPreview {
    lessons: Vec<PreviewedLesson>,
    #[schema(value_type = Vec<Object>)]
    clashes: Vec<Value>,
    /// To the first lesson that meets something.
    #[schema(value_type = Vec<Object>)]
    alternatives: Vec<Value>,
    /// Whether the asker may accept what it meets.
    acceptable: bool,
}

pub(super) fn preview(preview: Preview, clashes: Vec<Value>) -> SeriesPreview {
    let lessons = preview.lessons.iter().map(|one| PreviewedLesson {
        date: one.day,
        starts_at: Timestamp::from_seconds(one.time.from()),
        ends_at: Timestamp::from_seconds(one.time.to()),
        skipped: one.skipped.map(Skipped::name),
    });
    SeriesPreview {
        lessons: lessons.collect(),
        clashes,
        alternatives: preview.alternatives,
        acceptable: preview.acceptable,
    }
}
