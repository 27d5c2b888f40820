//! What requests carry, as the OpenAPI document describes it. Nothing is read into these: handlers read bodies field by
//! field, so that all wrong ones are named at once.
#![expect(dead_code, reason = "only their schemas are used")]

use utoipa::{IntoParams, ToSchema};

#[derive(ToSchema)]
pub(crate) struct AbsenceBody {
    /// Oneself unless it says otherwise.
    student: Option<i64>,
    /// An instant, or a day of the place: from its beginning.
    from: String,
    /// An instant, or a day of the place: to its end.
    to: String,
    #[schema(max_length = 2000)]
    reason: Option<String>,
}

#[derive(ToSchema)]
#[schema(as = AbsenceDecision)]
pub(crate) struct DecisionBody {
    accept: bool,
    /// Must be there when it is refused.
    #[schema(max_length = 2000)]
    reason: Option<String>,
    /// Of a refusal: until when (an instant, or a day that counts) something better can be brought.
    #[schema(max_length = 40)]
    deadline: Option<String>,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct WithdrawalBody {
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct JustificationBody {
    /// PDF, JPEG, PNG or WebP of at most 10 MB; up to five by absence.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Option<Vec<u8>>,
    #[schema(max_length = 2000)]
    reason: Option<String>,
}

#[derive(ToSchema)]
#[schema(as = GroupMessage)]
pub(crate) struct MessageBody {
    /// Ids of groups; those within them are meant too.
    groups: Vec<i64>,
    #[schema(max_length = 150)]
    subject: String,
    #[schema(max_length = 10000)]
    text: String,
    /// To the students' tutors as well.
    tutors: Option<bool>,
}

/// One of `group` and `room` with a half-day, or `lesson` alone.
#[derive(ToSchema)]
pub(crate) struct SheetBody {
    #[schema(format = "date")]
    day: Option<String>,
    /// `am` or `pm`.
    #[schema(max_length = 2)]
    half: Option<String>,
    group: Option<i64>,
    room: Option<i64>,
    lesson: Option<i64>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RecipientsQuery {
    /// Ids, with commas between them.
    groups: String,
    /// The students' tutors as well.
    tutors: Option<bool>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AbsenceFilters {
    student: Option<i64>,
    /// Whoever is or was in it, or in a group within it.
    group: Option<i64>,
    /// `declared`, `justified`, `accepted`, `refused` or `withdrawn`; all but the last unless it says otherwise.
    status: Option<String>,
    origin: Option<String>,
    /// That end after this day of the place began.
    #[param(format = "date")]
    from: Option<String>,
    /// That begin before this day of the place ended.
    #[param(format = "date")]
    to: Option<String>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AlertsQuery {
    /// `2026-11`; the present one unless it says otherwise.
    month: Option<String>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FigureFilters {
    /// Thirty days ago unless it says otherwise.
    #[param(format = "date")]
    from: Option<String>,
    /// Today unless it says otherwise; counts.
    #[param(format = "date")]
    to: Option<String>,
    module: Option<i64>,
    /// Whoever is in it, or in a group within it, on the day of the lesson.
    group: Option<i64>,
    student: Option<i64>,
    professor: Option<i64>,
    /// 1 (Monday) to 7.
    weekday: Option<i64>,
    /// `csv` or `xlsx` instead of JSON.
    format: Option<String>,
}
