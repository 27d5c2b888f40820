//! What changes the computer rooms: one write, one function, one transaction.

pub mod live;
pub mod people;

use preau_kernel::audit::Action;

use crate::{data, operation, security};

/// Of seats and sessions.
pub(crate) const AUDIT: &[Action] = &[
    data("workstation_created"),
    data("workstation_updated"),
    data("workstation_deleted"),
    operation("workstation_status_changed"),
    operation("code_generated"),
    security("code_refused"),
    operation("session_started"),
    operation("session_suspended"),
    operation("session_resumed"),
    operation("session_extended"),
    operation("session_ended"),
    operation("session_expired"),
    operation("session_moved"),
    operation("seat_freed"),
    operation("warning_sent"),
];
