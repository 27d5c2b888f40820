//! What requests carry, as the OpenAPI document describes it. Nothing is read into these: handlers read bodies field by
//! field, so that all wrong ones are named at once.
#![expect(dead_code, reason = "only their schemas are used")]

use preau_kernel::place::OpeningHours;
use utoipa::{IntoParams, ToSchema};

#[derive(ToSchema)]
#[schema(as = NewAppointment)]
pub(crate) struct BookingBody {
    #[schema(format = "date")]
    date: String,
    #[schema(example = "09:00", max_length = 5)]
    start: String,
    /// The id of a coach; may be left out where there is one.
    coach: Option<i64>,
    /// The coach's first one unless it says otherwise.
    service: Option<i64>,
    #[schema(max_length = 2000)]
    message: Option<String>,
    /// The hold of this time.
    hold: Option<i64>,
    /// The id of a person: coach and staff book for somebody else.
    client: Option<i64>,
}

#[derive(ToSchema)]
#[schema(as = SlotHoldBody)]
pub(crate) struct HoldBody {
    #[schema(format = "date")]
    date: String,
    #[schema(example = "09:00", max_length = 5)]
    start: String,
    coach: Option<i64>,
    service: Option<i64>,
    /// The id of a person: coach and staff keep it while they book for somebody else. The hold is theirs.
    client: Option<i64>,
    /// The appointment that is to be moved there; coach, service and client are then its own.
    moving: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct CancellationBody {
    #[schema(max_length = 2000)]
    reason: Option<String>,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
#[schema(as = AppointmentMove)]
pub(crate) struct MoveBody {
    #[schema(format = "date")]
    date: String,
    #[schema(example = "09:00", max_length = 5)]
    start: String,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct OutcomeBody {
    /// held, no_show, or booked to take a mark back.
    #[schema(max_length = 20)]
    status: String,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct WishBody {
    #[schema(format = "date")]
    first_day: String,
    /// The first day unless it says otherwise; both count.
    #[schema(format = "date")]
    last_day: Option<String>,
    /// Of starts; without: any.
    #[schema(example = "09:00", max_length = 5)]
    from_time: Option<String>,
    #[schema(example = "12:00", max_length = 5)]
    to_time: Option<String>,
    coach: Option<i64>,
    service: Option<i64>,
    /// The id of a person: coach and staff enter somebody else, who is told by mail.
    client: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct NoteBody {
    /// The id of a person; here or in the query.
    client: Option<i64>,
    #[schema(max_length = 20000)]
    text: String,
    /// Whether the client reads it too; false unless it says otherwise.
    shared: Option<bool>,
    appointment: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct NoteChange {
    #[schema(max_length = 20000)]
    text: Option<String>,
    shared: Option<bool>,
    /// null: about no session any more.
    appointment: Option<i64>,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct RulesInput {
    hours: Option<Vec<OpeningHours>>,
    /// Minutes after each appointment.
    #[schema(minimum = 0, maximum = 240)]
    pause: Option<i64>,
    #[schema(minimum = 1, maximum = 730)]
    horizon_days: Option<i64>,
    /// Minutes that a booking is made ahead at least.
    #[schema(minimum = 0, maximum = 129600)]
    notice: Option<i64>,
    /// Minutes before the start until which a client may cancel or move.
    #[schema(minimum = 0, maximum = 129600)]
    cancel: Option<i64>,
    /// Coming appointments of one client; null: any number.
    #[schema(minimum = 1, maximum = 1000)]
    most_active: Option<i64>,
    #[schema(max_length = 500)]
    location: Option<String>,
    #[schema(max_length = 500)]
    video_url: Option<String>,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct ExceptionBody {
    #[schema(format = "date")]
    day: String,
    /// Of a period, at most 92 days; both count. The day alone unless it says otherwise.
    #[schema(format = "date")]
    last_day: Option<String>,
    /// closed (all day, the default), closed_part or extra.
    #[schema(max_length = 20)]
    kind: Option<String>,
    #[schema(example = "09:00", max_length = 5)]
    from_time: Option<String>,
    #[schema(example = "12:00", max_length = 5)]
    to_time: Option<String>,
    #[schema(max_length = 2000)]
    reason: Option<String>,
    /// Whether the clients of the appointments hit are proposed other times by mail, the nearest free ones.
    propose: Option<bool>,
    /// To those clients.
    #[schema(max_length = 2000)]
    message: Option<String>,
}

#[derive(ToSchema)]
pub(crate) struct ProposedStart {
    #[schema(format = "date")]
    date: String,
    #[schema(example = "09:00", max_length = 5)]
    start: String,
}

#[derive(ToSchema)]
pub(crate) struct ProposalInput {
    /// One to five; left out: the three nearest free ones.
    times: Option<Vec<ProposedStart>>,
    /// To the client.
    #[schema(max_length = 2000)]
    message: Option<String>,
}

#[derive(ToSchema)]
pub(crate) struct BusyFeedInput {
    /// `https://…` (or `webcal://…`): a secret, which is never shown again.
    #[schema(max_length = 2000)]
    url: String,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AppointmentFilters {
    /// Of this day.
    #[param(format = "date")]
    date: Option<String>,
    /// From this day…
    #[param(format = "date")]
    from: Option<String>,
    /// …to this one, which counts.
    #[param(format = "date")]
    to: Option<String>,
    /// The id of a person.
    client: Option<i64>,
    /// The id of a person.
    coach: Option<i64>,
    service: Option<i64>,
    /// booked, held, no_show or cancelled.
    status: Option<String>,
    /// Whether it has ended by now.
    over: Option<bool>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct MineFilters {
    /// upcoming (not over, not cancelled) or past (the others).
    when: Option<String>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct NoteFilters {
    /// The id of a person.
    client: Option<i64>,
    author: Option<i64>,
    appointment: Option<i64>,
    shared: Option<bool>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WishFilters {
    /// waiting, offered, booked or ended; several with commas between.
    status: Option<String>,
    coach: Option<i64>,
    client: Option<i64>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DryRun {
    /// Nothing is changed; the answer says what would be hit.
    dry_run: Option<bool>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DayFilters {
    #[param(format = "date")]
    from: Option<String>,
    #[param(format = "date")]
    to: Option<String>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct NoteClient {
    /// The id of a person; here or in the body.
    client: Option<i64>,
}
