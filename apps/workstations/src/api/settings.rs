//! `/api/workstations/settings/`: how the place runs its rooms, as the screens of operators must know it.

use axum::extract::State;
use preau_kernel::App;
use preau_kernel::web::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::state::State as Rooms;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoomSettings {
    /// `named`: a session is of a visitor, or of a guest when that is said; `none`: nobody is asked who they are.
    identity: String,
    /// A session that rests keeps its seat for so long.
    keep_suspended_seconds: i64,
    /// A code that nobody uses is void after so long.
    code_life_seconds: i64,
    /// A visitor is warned when so many minutes are left.
    warnings: Vec<i64>,
    /// A free seat is held for so long for whoever is called from the queue; 0: none is.
    hold_called_seconds: i64,
    /// When nobody waits, a session that would end is lengthened by so much; 0: never.
    extend_minutes: i64,
    /// Of a visitor whose category says nothing; 0: no limit.
    minutes_per_session: i64,
    minutes_per_day: i64,
    /// So long before closing people are told to save their work.
    grace_before_closing_seconds: i64,
    /// Whether sessions end when the place closes.
    end_at_closing: bool,
}

/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/workstations/settings/", tag = "Workstation", responses((status = 200, body = RoomSettings)))]
pub(crate) async fn show(State(app): State<App>) -> Json<RoomSettings> {
    let rooms = app.state::<Rooms>();
    let config = &rooms.config;
    Json(RoomSettings {
        identity: config.identity.clone(),
        keep_suspended_seconds: config.keep_suspended.as_secs(),
        code_life_seconds: config.code_life.as_secs(),
        warnings: config.warnings.clone(),
        hold_called_seconds: config.hold_called.as_secs(),
        extend_minutes: config.extend_minutes,
        minutes_per_session: config.minutes_per_session,
        minutes_per_day: config.minutes_per_day,
        grace_before_closing_seconds: config.grace_before_closing.as_secs(),
        end_at_closing: rooms.ends_at_closing,
    })
}
