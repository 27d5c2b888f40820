//! What answers say.

use preau_kernel::clock::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::life::{Reason, Status};
use crate::domain::status::Shown;
use crate::store::seats::Seat;
use crate::store::sessions::Session;

/// A session as it is at the moment of the answer: elapsed_seconds + remaining_seconds = duration_seconds.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SessionView {
    id: i64,
    /// The id of a visitor; null: a guest.
    #[schema(required)]
    visitor: Option<i64>,
    #[schema(required)]
    visitor_name: Option<String>,
    /// Where it runs or is kept; of one that waits: the only seat at which its code is good.
    #[schema(required)]
    workstation: Option<i64>,
    #[schema(required)]
    workstation_name: Option<String>,
    #[schema(required)]
    room: Option<i64>,
    /// The id of the person who gave the code.
    #[schema(required)]
    operator: Option<i64>,
    #[schema(required)]
    operator_name: Option<String>,
    #[schema(required)]
    batch: Option<i64>,
    /// The id of the reservation whose seat takes it.
    #[schema(required)]
    reservation: Option<i64>,
    access_code: String,
    status: Status,
    duration_seconds: i64,
    elapsed_seconds: i64,
    remaining_seconds: i64,
    percent_used: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    started_at: Option<Timestamp>,
    /// While it runs: when it ends unless something happens.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    ends_at: Option<Timestamp>,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
    #[schema(required)]
    end_reason: Option<Reason>,
    /// Of one that waits or rests: after this it is over.
    #[schema(value_type = String, format = DateTime)]
    code_expires_at: Timestamp,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    suspended_at: Option<Timestamp>,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    seat_kept_until: Option<Timestamp>,
    /// When the place closes, if the session ends with it.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    closes_at: Option<Timestamp>,
    row_version: i64,
}

impl SessionView {
    pub(crate) fn of(session: Session, now: Timestamp) -> Self {
        let mut life = session.life;
        // What is over is shown so, whether or not it was written yet.
        life.settle(now);
        let has_seat = life.seat.is_some();
        Self {
            id: session.id,
            visitor: session.visitor,
            visitor_name: session.visitor_name,
            workstation: life.seat,
            workstation_name: session.workstation_name.filter(|_| has_seat),
            room: session.room.filter(|_| has_seat),
            operator: session.operator,
            operator_name: session.operator_name,
            batch: session.batch,
            reservation: session.reservation,
            access_code: session.access_code,
            status: life.status,
            duration_seconds: life.duration_seconds,
            elapsed_seconds: life.elapsed_seconds(now),
            remaining_seconds: life.remaining_seconds(now),
            percent_used: life.percent_used(now),
            created_at: session.created_at,
            started_at: life.started_at,
            ends_at: life.ends_at,
            ended_at: life.ended_at,
            end_reason: life.end_reason,
            code_expires_at: life.code_expires_at,
            suspended_at: life.suspended_at,
            seat_kept_until: life.seat_kept_until,
            closes_at: life.closes_at,
            row_version: session.row_version,
        }
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SeatStatistics {
    sessions_count: i64,
    used_seconds: i64,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    last_session_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SeatView {
    id: i64,
    name: String,
    room: i64,
    room_name: String,
    site: i64,
    location: String,
    #[schema(required)]
    ip_address: Option<String>,
    #[schema(required)]
    mac_address: Option<String>,
    #[schema(required)]
    position_x: Option<i64>,
    #[schema(required)]
    position_y: Option<i64>,
    /// As it is shown: maintenance > offline > in_use > reserved > available.
    status: Shown,
    /// As an operator set it.
    admin_state: String,
    is_enrolled: bool,
    is_online: bool,
    is_available: bool,
    #[schema(required)]
    active_session: Option<SessionView>,
    /// When the reservation begins or began that is shown.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    reserved_from: Option<Timestamp>,
    /// The number of the ticket for whose holder it is held…
    #[schema(required)]
    held_for: Option<i64>,
    /// …until this instant.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    held_until: Option<Timestamp>,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    enrolled_at: Option<Timestamp>,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    last_seen_at: Option<Timestamp>,
    statistics: SeatStatistics,
    /// Messages of its visitors that nobody has read.
    unread: i64,
    notes: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    row_version: i64,
}

impl SeatView {
    pub(crate) fn of(seat: Seat, now: Timestamp) -> Self {
        let status = seat.shown(now);
        let statistics = SeatStatistics {
            sessions_count: seat.sessions_count,
            used_seconds: seat.used(now) / 1_000_000,
            last_session_at: seat.last_session_at,
        };
        let active_session = seat.open_session(now).cloned().map(|session| SessionView::of(session, now));
        Self {
            id: seat.id,
            name: seat.name,
            room: seat.room,
            room_name: seat.room_name,
            site: seat.site,
            location: seat.location,
            ip_address: Some(seat.ip_address).filter(|text| !text.is_empty()),
            mac_address: Some(seat.mac_address).filter(|text| !text.is_empty()),
            position_x: seat.position_x,
            position_y: seat.position_y,
            status,
            admin_state: seat.admin_state,
            is_enrolled: seat.is_enrolled,
            is_online: seat.is_online,
            is_available: status == Shown::Available,
            active_session,
            reserved_from: seat.reserved_from,
            held_for: seat.held.map(|held| held.number),
            held_until: seat.held.map(|held| held.until),
            enrolled_at: seat.enrolled_at,
            last_seen_at: seat.last_seen_at,
            statistics,
            unread: seat.unread,
            notes: seat.notes,
            created_at: seat.created_at,
            row_version: seat.row_version,
        }
    }
}

/// A code that was good.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Valid {
    pub(crate) valid: bool,
    pub(crate) session: SessionView,
}
