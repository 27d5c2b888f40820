//! What requests carry and what answers say, as the OpenAPI document describes it. Nothing is read into these: handlers
//! read bodies field by field, so that all wrong ones are named at once.
#![expect(dead_code, reason = "only their schemas are used")]

use utoipa::{IntoParams, ToSchema};

#[derive(ToSchema)]
pub(crate) struct SiteBody {
    /// Required at creation; unique.
    #[schema(max_length = 150)]
    name: Option<String>,
    #[schema(max_length = 2000)]
    address: Option<String>,
    /// An IANA name; null: the place's.
    #[schema(max_length = 64)]
    zone: Option<String>,
    /// As it was read; 409 when the row has changed since.
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct RoomBody {
    /// The id of a site, required at creation.
    site: Option<i64>,
    /// Required at creation; unique within its site.
    #[schema(max_length = 150)]
    name: Option<String>,
    /// classroom (the default), computers, meeting, office, workshop, hall or other.
    #[schema(max_length = 30)]
    kind: Option<String>,
    #[schema(minimum = 0, maximum = 100000)]
    capacity: Option<i64>,
    #[schema(max_length = 2000)]
    note: Option<String>,
    /// True unless it says otherwise.
    is_active: Option<bool>,
    /// As it was read; 409 when the row has changed since.
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct ClosedDayBody {
    /// The id of a site; null: the whole place.
    site: Option<i64>,
    /// Required at creation.
    #[schema(format = "date")]
    first_day: Option<String>,
    /// The first day unless it says otherwise; both count.
    #[schema(format = "date")]
    last_day: Option<String>,
    /// Required at creation.
    #[schema(max_length = 150)]
    name: Option<String>,
    /// As it was read; 409 when the row has changed since.
    row_version: Option<i64>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RoomFilters {
    /// The id of a site.
    site: Option<i64>,
    kind: Option<String>,
    is_active: Option<bool>,
    /// Rooms for at least so many people.
    min_capacity: Option<i64>,
    /// Rooms that nothing takes from this instant…
    #[param(format = "date-time")]
    free_from: Option<String>,
    /// …to this one; both or neither.
    #[param(format = "date-time")]
    free_to: Option<String>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ClosedDayFilters {
    /// The id of a site.
    site: Option<i64>,
    /// Those of the whole place, or those of sites.
    whole_place: Option<bool>,
    /// Those that reach into the days from this one…
    #[param(format = "date")]
    from: Option<String>,
    /// …to this one.
    #[param(format = "date")]
    to: Option<String>,
}

#[derive(ToSchema)]
pub(crate) struct FeedBody {
    /// One of `kinds`.
    #[schema(max_length = 50)]
    kind: String,
}
