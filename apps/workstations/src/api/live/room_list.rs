//! `/api/rooms/{id}/live/`: the seats of a room as they are at this moment, with who sits there and until when.
//! `/ws/rooms/{id}/` says the same, and then what changes of it.

use axum::extract::State;
use preau_calendar::store::rooms;
use preau_kernel::clock::Timestamp;
use preau_kernel::web::{Json, Path};
use preau_kernel::{App, Result};
use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::hours;
use crate::domain::hours::Hours;
use crate::domain::life::Status;
use crate::domain::status::Shown;
use crate::store::seats::{self, Seat};

const MOST_SEATS: u64 = 1_000;

#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(super) struct LiveSeat {
    pub(super) id: i64,
    name: String,
    status: Shown,
    is_online: bool,
    is_enrolled: bool,
    location: String,
    #[schema(required)]
    position_x: Option<i64>,
    #[schema(required)]
    position_y: Option<i64>,
    /// Of one that is not heard.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    last_seen_at: Option<Timestamp>,
    /// When the reservation begins or began that is shown.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    reserved_from: Option<Timestamp>,
    /// The number of the ticket for whose holder it is held…
    #[schema(required)]
    held_for: Option<i64>,
    /// …until this instant.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub(super) held_until: Option<Timestamp>,
    #[schema(required)]
    pub(super) session: Option<LiveSession>,
    /// Messages of its visitors that nobody has read.
    unread: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(super) struct LiveSession {
    id: i64,
    status: Status,
    /// Null: a guest.
    #[schema(required)]
    visitor: Option<i64>,
    #[schema(required)]
    visitor_name: Option<String>,
    duration_seconds: i64,
    /// While it runs; what is left follows from it and from `now`.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub(super) ends_at: Option<Timestamp>,
    /// While it rests.
    #[schema(required)]
    remaining_seconds: Option<i64>,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub(super) seat_kept_until: Option<Timestamp>,
}

/// Whether the room is open, as far as that matters to its seats.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub(super) struct RoomHours {
    pub(super) is_open: bool,
    /// By opening hours, closed days and holidays; null: it does not close, or is closed.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub(super) closes_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct LiveRoom {
    #[schema(value_type = String, format = DateTime)]
    pub(super) now: Timestamp,
    #[serde(flatten)]
    pub(super) hours: RoomHours,
    /// In the order of their names.
    pub(super) seats: Vec<LiveSeat>,
}

impl LiveSeat {
    fn new(seat: &Seat, now: Timestamp) -> Self {
        let session = seat.open_session(now).map(|session| LiveSession {
            id: session.id,
            status: session.life.status,
            visitor: session.visitor,
            visitor_name: session.visitor_name.clone(),
            duration_seconds: session.life.duration_seconds,
            ends_at: session.life.ends_at,
            remaining_seconds: session.life.ends_at.is_none().then(|| session.life.remaining_seconds(now)),
            seat_kept_until: session.life.seat_kept_until,
        });
        Self {
            id: seat.id,
            name: seat.name.clone(),
            status: seat.shown(now),
            is_online: seat.is_online,
            is_enrolled: seat.is_enrolled,
            location: seat.location.clone(),
            position_x: seat.position_x,
            position_y: seat.position_y,
            // Of a seat that is heard it changes all the time.
            last_seen_at: seat.last_seen_at.filter(|_| !seat.is_online),
            reserved_from: seat.reserved_from,
            held_for: seat.held.map(|held| held.number),
            held_until: seat.held.map(|held| held.until),
            session,
            unread: seat.unread,
        }
    }
}

impl LiveRoom {
    /// 404 when there is no such room.
    pub(super) async fn read(app: &App, room: i64) -> Result<Self> {
        let (now, conn) = (app.now(), app.db().read());
        let site = rooms::get(conn, room).await?.site;
        let hours = match hours::shown(app, site, now).await? {
            Hours::Always => RoomHours { is_open: true, closes_at: None },
            Hours::OpenUntil(at) => RoomHours { is_open: true, closes_at: Some(Timestamp::from_seconds(at)) },
            Hours::Closed => RoomHours { is_open: false, closes_at: None },
        };
        let seats = seats::of_room(conn, room, now, MOST_SEATS).await?;
        Ok(Self { now, hours, seats: seats.iter().map(|seat| LiveSeat::new(seat, now)).collect() })
    }
}

/// As the first message of `/ws/rooms/{id}/`, for where WebSockets do not pass.
///
/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/rooms/{id}/live/", tag = "Live rooms", params(("id" = i64, Path)), responses((status = 200, body = LiveRoom)))]
pub(super) async fn show(State(app): State<App>, Path(id): Path<i64>) -> Result<Json<LiveRoom>> {
    Ok(Json(LiveRoom::read(&app, id).await?))
}
