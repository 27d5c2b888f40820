//! What requests carry, as the OpenAPI document describes it. Nothing is read into these: handlers read bodies field by
//! field, so that all wrong ones are named at once.
#![expect(dead_code, reason = "only their schemas are used")]

use utoipa::{IntoParams, ToSchema};

#[derive(ToSchema)]
pub(crate) struct YearBody {
    #[schema(max_length = 150)]
    name: String,
    #[schema(format = "date")]
    starts_on: String,
    #[schema(format = "date")]
    ends_on: String,
    row_version: Option<i64>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct YearFilters {
    /// A day within it.
    #[param(format = "date")]
    on: Option<String>,
}

#[derive(ToSchema)]
pub(crate) struct TermBody {
    year: i64,
    #[schema(max_length = 150)]
    name: String,
    #[schema(format = "date")]
    starts_on: String,
    #[schema(format = "date")]
    ends_on: String,
    row_version: Option<i64>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TermFilters {
    year: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct ProgrammeBody {
    #[schema(max_length = 150)]
    code: String,
    #[schema(max_length = 150)]
    name: String,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct TaughtModuleBody {
    module: i64,
    programme: i64,
    year: i64,
    #[schema(minimum = 0, maximum = 600000)]
    planned_minutes: i64,
    row_version: Option<i64>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TaughtModuleFilters {
    module: Option<i64>,
    programme: Option<i64>,
    year: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct GroupBody {
    year: i64,
    #[schema(max_length = 150)]
    name: String,
    programme: Option<i64>,
    /// The group that it is within.
    parent: Option<i64>,
    accept_clash: Option<bool>,
    /// Why a clash is accepted.
    #[schema(max_length = 2000)]
    reason: Option<String>,
    row_version: Option<i64>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct GroupFilters {
    year: Option<i64>,
    programme: Option<i64>,
    /// 0: those that are within none.
    parent: Option<i64>,
    /// Only those to which the asker gives lessons, and those within them: to which they may write.
    taught: Option<bool>,
}

#[derive(ToSchema)]
pub(crate) struct EnrolmentBody {
    /// The id of a person.
    student: i64,
    group: i64,
    #[schema(format = "date")]
    first_day: String,
    /// Counts; null: for as long as the group is there.
    #[schema(format = "date")]
    last_day: Option<String>,
    accept_clash: Option<bool>,
    /// Why a clash is accepted.
    #[schema(max_length = 2000)]
    reason: Option<String>,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct EnrolmentMove {
    /// Where to.
    group: i64,
    /// The first day there; after the first and up to the last of the enrolment that it ends.
    #[schema(format = "date")]
    from: String,
    accept_clash: Option<bool>,
    /// Why a clash is accepted.
    #[schema(max_length = 2000)]
    reason: Option<String>,
    /// Of the enrolment that ends.
    row_version: Option<i64>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct EnrolmentFilters {
    /// The id of a person.
    student: Option<i64>,
    group: Option<i64>,
    /// Who is expected in a lesson of this subject.
    module: Option<i64>,
    /// Of the group.
    year: Option<i64>,
    /// Whether they cover today.
    current: Option<bool>,
    /// A day that they cover.
    #[param(format = "date")]
    on: Option<String>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PeopleFilters {
    /// By name.
    search: Option<String>,
    /// student or professor; both unless it says otherwise.
    kind: Option<String>,
    /// 20 unless it says otherwise, at most 50.
    limit: Option<u64>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct MembersOn {
    /// Today unless it says otherwise.
    #[param(format = "date")]
    on: Option<String>,
}
