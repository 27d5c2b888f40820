//! What requests carry, as the OpenAPI document describes it. Nothing is read into these: handlers read bodies field by
//! field, so that all wrong ones are named at once.
#![expect(dead_code, reason = "only their schemas are used")]

use utoipa::{IntoParams, ToSchema};

#[derive(ToSchema)]
pub(crate) struct WorkstationBody {
    /// Required at creation; unique.
    #[schema(max_length = 150)]
    name: Option<String>,
    /// The id of a room; at creation the place's first one unless it says otherwise.
    room: Option<i64>,
    /// Where it stands in the room.
    #[schema(max_length = 150)]
    location: Option<String>,
    #[schema(max_length = 60)]
    ip_address: Option<String>,
    #[schema(example = "AA:BB:CC:DD:EE:0F", max_length = 60)]
    mac_address: Option<String>,
    /// What an operator sets: available (the default), in_use, maintenance or offline.
    #[schema(max_length = 30)]
    status: Option<String>,
    /// On the plan of the room, 0 to 10000.
    #[schema(minimum = 0, maximum = 10000)]
    position_x: Option<i64>,
    #[schema(minimum = 0, maximum = 10000)]
    position_y: Option<i64>,
    #[schema(max_length = 2000)]
    notes: Option<String>,
    /// As it was read; 409 when the row has changed since.
    row_version: Option<i64>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WorkstationFilters {
    /// As it is shown: available, in_use, maintenance, offline or reserved.
    status: Option<String>,
    /// As an operator set it.
    admin_state: Option<String>,
    room: Option<i64>,
    site: Option<i64>,
    is_online: Option<bool>,
    is_enrolled: Option<bool>,
    is_available: Option<bool>,
}

#[derive(ToSchema)]
pub(crate) struct SessionBody {
    /// The id of a visitor; left out where nobody is asked who they are.
    visitor: Option<i64>,
    /// The code is nobody's in particular, although visitors are named here.
    guest: Option<bool>,
    /// The only workstation at which the code is good; any when left out.
    workstation: Option<i64>,
    #[schema(minimum = 1, maximum = 1440)]
    minutes: i64,
    /// For whoever comes with this reservation: its workstation takes the code.
    reservation: Option<i64>,
    /// Although the workstation is promised to somebody else; it takes the code after that.
    despite: Option<bool>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SessionFilters {
    /// waiting, active, suspended, ended or expired.
    status: Option<String>,
    /// Whether it takes a seat: active or suspended.
    open: Option<bool>,
    visitor: Option<i64>,
    workstation: Option<i64>,
    room: Option<i64>,
    /// The id of the person who gave the code.
    operator: Option<i64>,
    batch: Option<i64>,
    code: Option<String>,
    /// Made at this instant or date at the earliest…
    from: Option<String>,
    /// …and at this one at the latest; a date counts whole.
    to: Option<String>,
}

#[derive(ToSchema)]
pub(crate) struct CodeBody {
    /// Any case, spaces are passed over.
    #[schema(example = "K7MW3P", max_length = 100)]
    code: String,
    /// Which seat it is, where no key tells.
    workstation: Option<i64>,
}

#[derive(ToSchema)]
#[schema(as = AddedTime)]
pub(crate) struct TimeBody {
    #[schema(minimum = 1, maximum = 1440)]
    minutes: i64,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct ResumeBody {
    /// The seat that was kept, else the last one, unless it says otherwise.
    workstation: Option<i64>,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
#[schema(as = SessionMove)]
pub(crate) struct MoveBody {
    workstation: i64,
    row_version: Option<i64>,
}

#[derive(ToSchema)]
pub(crate) struct VersionBody {
    row_version: Option<i64>,
}
