//! Who may call the routes of attendance; `crate::roles` tries them.

use super::super::roles::Who::{self, Anyone, Office, Students, Teachers};

pub(crate) const TABLE: &[(Who, &str, &str)] = &[
    (Teachers, "GET", "/api/lessons/{id}/register/"),
    (Teachers, "PUT", "/api/lessons/{id}/register/"),
    (Teachers, "POST", "/api/lessons/{id}/register/closing/"),
    (Teachers, "POST", "/api/lessons/{id}/register/reopening/"),
    (Office, "POST", "/api/lessons/{id}/register/reminder/"),
    (Teachers, "POST", "/api/lessons/{id}/register/presence/"),
    (Teachers, "GET", "/api/lessons/{id}/register/history/"),
    (Teachers, "GET", "/api/registers/missing/"),
    (Teachers, "POST", "/api/lessons/{id}/check-in-window/"),
    (Teachers, "GET", "/api/lessons/{id}/check-in-window/"),
    (Teachers, "DELETE", "/api/lessons/{id}/check-in-window/"),
    (Teachers, "GET", "/api/lessons/{id}/check-in-window/code/"),
    (Teachers, "GET", "/api/lessons/{id}/check-ins/"),
    (Teachers, "POST", "/api/lessons/{id}/check-ins/{student}/decision/"),
    (Students, "GET", "/api/lessons/{id}/check-in/"),
    (Students, "POST", "/api/lessons/{id}/check-in/"),
    (Students, "GET", "/api/check-ins/open/"),
    (Anyone, "GET", "/ws/lessons/{id}/"),
];
