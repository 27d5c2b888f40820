//! What requests carry, as the OpenAPI document describes it. Nothing is read into these: handlers read bodies field by
//! field, so that all wrong ones are named at once.
#![expect(dead_code, reason = "only their schemas are used")]

use utoipa::{IntoParams, ToSchema};

#[derive(ToSchema)]
pub(crate) struct ConsentBody {
    /// `self`, or `guardian` for somebody under 15.
    #[schema(max_length = 20)]
    given_by: String,
    #[schema(max_length = 150)]
    guardian_name: Option<String>,
    /// The text to sign now unless it says otherwise.
    #[schema(max_length = 40)]
    text_version: Option<String>,
}

#[derive(ToSchema)]
pub(crate) struct VisitorBody {
    #[schema(max_length = 150)]
    first_name: String,
    #[schema(max_length = 150)]
    last_name: String,
    #[schema(max_length = 254)]
    email: Option<String>,
    #[schema(max_length = 32)]
    phone: Option<String>,
    #[schema(format = "date")]
    birth_date: Option<String>,
    #[schema(max_length = 10)]
    lang: Option<String>,
    category: Option<i64>,
    #[schema(max_length = 5000)]
    notes: Option<String>,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct NewVisitor {
    #[schema(max_length = 150)]
    first_name: String,
    #[schema(max_length = 150)]
    last_name: String,
    #[schema(max_length = 254)]
    email: Option<String>,
    #[schema(max_length = 32)]
    phone: Option<String>,
    #[schema(format = "date")]
    birth_date: Option<String>,
    #[schema(max_length = 10)]
    lang: Option<String>,
    category: Option<i64>,
    #[schema(max_length = 5000)]
    notes: Option<String>,
    /// Recorded with the registration.
    consent: Option<ConsentBody>,
    /// A person whom the place knows already, as the look-up showed them; their names must be given as they are.
    user: Option<i64>,
    /// The operator looked, and it is somebody else.
    accept_double: Option<bool>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct VisitorFilters {
    category: Option<i64>,
    /// `given` or `missing`.
    consent: Option<String>,
    /// Whether there is a legal hold.
    hold: Option<bool>,
    registered_by: Option<i64>,
    /// Whether a session is open.
    open: Option<bool>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct LookupQuery {
    /// A name as it is typed, or an address.
    search: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    #[param(format = "date")]
    birth_date: Option<String>,
    email: Option<String>,
    phone: Option<String>,
}

#[derive(ToSchema)]
pub(crate) struct Picture {
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    photo: String,
}

#[derive(ToSchema)]
pub(crate) struct WithdrawBody {
    #[schema(max_length = 2000)]
    reason: Option<String>,
}

#[derive(ToSchema)]
pub(crate) struct MergeBody {
    /// The visitor that stays, while this one goes…
    into: Option<i64>,
    /// …or the one that goes, while this one stays.
    other: Option<i64>,
}

#[derive(ToSchema)]
#[schema(as = LegalHoldBody)]
pub(crate) struct HoldBody {
    /// The last day; null lifts it.
    #[schema(format = "date")]
    until: Option<String>,
    /// Required with a day.
    #[schema(max_length = 2000)]
    reason: Option<String>,
}

#[derive(ToSchema)]
pub(crate) struct CategoryBody {
    #[schema(max_length = 150)]
    name: String,
    /// 0: no limit.
    minutes_per_day: Option<i64>,
    minutes_per_session: Option<i64>,
    is_default: Option<bool>,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct TextBody {
    #[schema(max_length = 40)]
    version: String,
    #[schema(max_length = 20000)]
    body_fr: String,
    #[schema(max_length = 20000)]
    body_en: String,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct BatchBody {
    #[schema(max_length = 150)]
    label: Option<String>,
    #[schema(minimum = 1, maximum = 1440)]
    minutes: i64,
    #[schema(minimum = 1, maximum = 200)]
    count: i64,
}

#[derive(ToSchema)]
pub(crate) struct TicketBody {
    /// The place's first one with computers unless it says otherwise.
    site: Option<i64>,
    visitor: Option<i64>,
    #[schema(minimum = 1, maximum = 1440)]
    minutes: i64,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TicketFilters {
    site: Option<i64>,
    /// waiting, called, seated, gone, or open: the first two.
    status: Option<String>,
    #[param(format = "date")]
    day: Option<String>,
    visitor: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct SeatingBody {
    /// Whose the code is, where the ticket does not say.
    visitor: Option<i64>,
    /// The code is nobody's in particular, although visitors are named here.
    guest: Option<bool>,
    /// The only seat at which the code is good.
    workstation: Option<i64>,
    /// As on the ticket unless it says otherwise.
    #[schema(minimum = 1, maximum = 1440)]
    minutes: Option<i64>,
    /// Although that seat is promised to somebody else.
    despite: Option<bool>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct BoardQuery {
    /// The place's first one with computers unless it says otherwise.
    site: Option<i64>,
}

#[derive(ToSchema)]
#[schema(as = SeatsBody)]
pub(crate) struct BookingBody {
    /// One seat…
    workstation: Option<i64>,
    /// …or several at once, all of them or none.
    workstations: Option<Vec<i64>>,
    visitor: Option<i64>,
    #[schema(max_length = 150)]
    label: Option<String>,
    #[schema(format = DateTime)]
    starts_at: String,
    #[schema(format = DateTime)]
    ends_at: String,
}

#[derive(ToSchema)]
pub(crate) struct ReservationBody {
    workstation: Option<i64>,
    visitor: Option<i64>,
    #[schema(max_length = 150)]
    label: Option<String>,
    #[schema(format = DateTime)]
    starts_at: Option<String>,
    #[schema(format = DateTime)]
    ends_at: Option<String>,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
#[schema(as = ReservationCancellation)]
pub(crate) struct CancelBody {
    /// All that was booked together.
    whole_group: Option<bool>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReservationFilters {
    workstation: Option<i64>,
    room: Option<i64>,
    site: Option<i64>,
    visitor: Option<i64>,
    group: Option<String>,
    /// booked, used, cancelled or missed.
    status: Option<String>,
    /// What reaches beyond this instant or the beginning of this day…
    from: Option<String>,
    /// …and begins before this one, or the end of this day.
    to: Option<String>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct StatisticsQuery {
    /// `hour`, `category`, `seat` or `day`; everything when left out.
    by: Option<String>,
    /// The last 30 days unless they say otherwise.
    #[param(format = "date")]
    from: Option<String>,
    #[param(format = "date")]
    to: Option<String>,
    site: Option<i64>,
    room: Option<i64>,
    /// `csv` for a file.
    format: Option<String>,
}
