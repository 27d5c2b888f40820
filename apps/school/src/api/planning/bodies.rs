//! What requests carry, as the OpenAPI document describes it.
#![expect(dead_code, reason = "only their schemas are used")]

use utoipa::{IntoParams, ToSchema};

#[derive(ToSchema)]
pub(crate) struct LessonBody {
    /// The id of a subject.
    module: i64,
    /// The subject's name unless it says otherwise.
    #[schema(max_length = 150)]
    title: Option<String>,
    #[schema(format = "date-time")]
    starts_at: String,
    #[schema(format = "date-time")]
    ends_at: String,
    room: Option<i64>,
    /// Ids of people; oneself, for a professor, unless it says otherwise.
    professors: Option<Vec<i64>>,
    groups: Vec<i64>,
    /// A clash is stored with `reason` where policy allows.
    accept_clash: Option<bool>,
    #[schema(max_length = 2000)]
    reason: Option<String>,
}

#[derive(ToSchema)]
pub(crate) struct LessonChange {
    module: Option<i64>,
    #[schema(max_length = 150)]
    title: Option<String>,
    #[schema(format = "date-time")]
    starts_at: Option<String>,
    /// A lesson that is moved keeps its length unless it says otherwise.
    #[schema(format = "date-time")]
    ends_at: Option<String>,
    room: Option<i64>,
    professors: Option<Vec<i64>>,
    groups: Option<Vec<i64>>,
    accept_clash: Option<bool>,
    /// Told to those concerned; needed to accept a clash.
    #[schema(max_length = 2000)]
    reason: Option<String>,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct CheckBody {
    /// The id of the lesson that is to be moved; then every other field may be left out.
    lesson: Option<i64>,
    module: Option<i64>,
    #[schema(format = "date-time")]
    starts_at: Option<String>,
    #[schema(format = "date-time")]
    ends_at: Option<String>,
    room: Option<i64>,
    professors: Option<Vec<i64>>,
    groups: Option<Vec<i64>>,
}

#[derive(ToSchema)]
#[schema(as = LessonCancellation)]
pub(crate) struct CancelBody {
    /// Told to those concerned.
    #[schema(max_length = 2000)]
    reason: String,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct SubstitutionBody {
    /// The id of a person.
    professor: i64,
    /// One of its professors.
    instead_of: i64,
    #[schema(max_length = 2000)]
    reason: Option<String>,
    accept_clash: Option<bool>,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct SeriesInput {
    module: i64,
    #[schema(max_length = 150)]
    title: Option<String>,
    /// 1 Monday to 7 Sunday.
    #[schema(minimum = 1, maximum = 7)]
    weekday: i64,
    #[schema(example = "08:30", max_length = 5)]
    from_time: String,
    #[schema(example = "10:00", max_length = 5)]
    to_time: String,
    /// 1 unless it says otherwise; at most 12.
    #[schema(minimum = 1, maximum = 12)]
    every_weeks: Option<i64>,
    #[schema(format = "date")]
    first_day: String,
    /// Counts.
    #[schema(format = "date")]
    last_day: String,
    room: Option<i64>,
    professors: Option<Vec<i64>>,
    groups: Vec<i64>,
    accept_clash: Option<bool>,
    /// Of a change: told to those concerned; needed to accept a clash.
    #[schema(max_length = 2000)]
    reason: Option<String>,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct SeriesCheck {
    /// The id of the series that is to be changed; then every other field may be left out.
    series: Option<i64>,
    module: Option<i64>,
    #[schema(max_length = 150)]
    title: Option<String>,
    #[schema(minimum = 1, maximum = 7)]
    weekday: Option<i64>,
    #[schema(example = "08:30", max_length = 5)]
    from_time: Option<String>,
    #[schema(example = "10:00", max_length = 5)]
    to_time: Option<String>,
    #[schema(minimum = 1, maximum = 12)]
    every_weeks: Option<i64>,
    #[schema(format = "date")]
    first_day: Option<String>,
    #[schema(format = "date")]
    last_day: Option<String>,
    room: Option<i64>,
    professors: Option<Vec<i64>>,
    groups: Option<Vec<i64>>,
}

#[derive(ToSchema)]
pub(crate) struct EndBody {
    /// Its last day; now unless it says otherwise.
    #[schema(format = "date")]
    until: Option<String>,
    /// Told to those concerned.
    #[schema(max_length = 2000)]
    reason: String,
    row_version: Option<i64>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct LessonFilters {
    /// From this day of the place…
    #[param(format = "date")]
    from: Option<String>,
    /// …to this one, which counts.
    #[param(format = "date")]
    to: Option<String>,
    module: Option<i64>,
    /// With what it is within.
    group: Option<i64>,
    /// The id of a person.
    professor: Option<i64>,
    room: Option<i64>,
    series: Option<i64>,
    /// planned, held, cancelled or moved.
    status: Option<String>,
    /// not_taken, open or closed.
    register: Option<String>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SeriesFilters {
    module: Option<i64>,
    group: Option<i64>,
    /// The id of a person.
    professor: Option<i64>,
    room: Option<i64>,
    /// A day between its first and last.
    #[param(format = "date")]
    on: Option<String>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WeekFilters {
    /// `2026-W48`; this week unless it says otherwise.
    week: Option<String>,
    /// The id of a person.
    person: Option<i64>,
    group: Option<i64>,
    room: Option<i64>,
}
