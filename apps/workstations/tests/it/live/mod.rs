//! The channel to the seats.

mod enrolment;
mod hostile;
mod life;
mod line;
mod orders;
mod room;
mod simulated;
mod together;
mod waking;

use super::roles::Who::{self, Anyone, Operators};

/// Its routes, for `roles`.
pub(crate) const TABLE: &[(Who, &str, &str)] = &[
    (Operators, "POST", "/api/workstations/{id}/enrolment/"),
    (Operators, "DELETE", "/api/workstations/{id}/enrolment/"),
    (Anyone, "POST", "/api/workstations/enrol/"),
    (Operators, "GET", "/api/workstations/{id}/messages/"),
    (Operators, "POST", "/api/workstations/{id}/messages/"),
    (Operators, "POST", "/api/workstations/{id}/messages/read/"),
    (Operators, "POST", "/api/workstations/{id}/lock/"),
    (Operators, "POST", "/api/workstations/{id}/reboot/"),
    (Operators, "POST", "/api/workstations/{id}/wake/"),
    (Operators, "GET", "/api/workstations/{id}/orders/"),
    (Operators, "POST", "/api/workstations/orders/"),
    (Operators, "GET", "/api/rooms/{id}/live/"),
    // They ask who it is once the socket is there.
    (Anyone, "GET", "/ws/workstations/{id}/"),
    (Anyone, "GET", "/ws/rooms/{id}/"),
];
