//! The routes of the computer rooms.

use super::Row;
use super::Who::{Anyone, Rooms, Visitors};

pub(super) const TABLE: &[Row] = &[
    (
        Rooms,
        &[
            "GET /api/workstations/",
            "POST /api/workstations/",
            "GET /api/workstations/{id}/",
            "PUT /api/workstations/{id}/",
            "PATCH /api/workstations/{id}/",
            "DELETE /api/workstations/{id}/",
        ],
    ),
    (Rooms, &["GET /api/workstations/statistics/", "GET /api/workstations/{id}/orders/"]),
    (Rooms, &["GET /api/workstations/settings/", "GET /api/rooms/{id}/live/", "POST /api/workstations/orders/"]),
    (Rooms, &["POST /api/workstations/{id}/enrolment/", "DELETE /api/workstations/{id}/enrolment/"]),
    (Rooms, &["GET /api/workstations/{id}/messages/", "POST /api/workstations/{id}/messages/"]),
    (Rooms, &["POST /api/workstations/{id}/messages/read/", "POST /api/workstations/{id}/lock/"]),
    (Rooms, &["POST /api/workstations/{id}/reboot/", "POST /api/workstations/{id}/wake/"]),
    (Rooms, &["GET /api/sessions/", "POST /api/sessions/", "GET /api/sessions/{id}/"]),
    (
        Rooms,
        &[
            "POST /api/sessions/{id}/add_time/",
            "POST /api/sessions/{id}/suspend/",
            "POST /api/sessions/{id}/resume/",
            "POST /api/sessions/{id}/terminate/",
            "POST /api/sessions/{id}/move/",
        ],
    ),
    // They have a check of their own: the key of a seat, an enrolment code, or the token of the first message.
    (Anyone, &["POST /api/sessions/validate_code/", "POST /api/workstations/enrol/"]),
    (Anyone, &["GET /ws/workstations/{id}/", "GET /ws/rooms/{id}/"]),
    (Rooms, &["GET /api/code-batches/", "POST /api/code-batches/", "GET /api/code-batches/{id}/"]),
    (Rooms, &["POST /api/code-batches/{id}/void/"]),
    (Rooms, &["GET /api/queue/", "POST /api/queue/", "GET /api/queue/{id}/", "POST /api/queue/{id}/call/"]),
    (Rooms, &["POST /api/queue/{id}/seat/", "POST /api/queue/{id}/leave/", "POST /api/queue/{id}/back/"]),
    (Anyone, &["GET /api/queue/board/"]),
    (Rooms, &["GET /api/reservations/", "POST /api/reservations/", "GET /api/reservations/{id}/"]),
    (Rooms, &["PATCH /api/reservations/{id}/", "POST /api/reservations/{id}/cancellation/"]),
    (Visitors, &["GET /api/visitors/", "POST /api/visitors/", "GET /api/visitors/lookup/", "GET /api/visitors/{id}/"]),
    (Visitors, &["PUT /api/visitors/{id}/", "PATCH /api/visitors/{id}/", "DELETE /api/visitors/{id}/"]),
    (Visitors, &["GET /api/visitors/{id}/photo/", "PUT /api/visitors/{id}/photo/", "DELETE /api/visitors/{id}/photo/"]),
    (
        Visitors,
        &["GET /api/visitors/{id}/consent/", "POST /api/visitors/{id}/consent/", "DELETE /api/visitors/{id}/consent/"],
    ),
    (Visitors, &["POST /api/visitors/{id}/merge/", "POST /api/visitors/{id}/hold/"]),
    (Visitors, &["GET /api/visitors/{id}/sessions/", "GET /api/visitors/{id}/export/"]),
    (Rooms, &["GET /api/visitor-categories/", "GET /api/visitor-categories/{id}/"]),
    (Visitors, &["POST /api/visitor-categories/", "PUT /api/visitor-categories/{id}/"]),
    (Visitors, &["PATCH /api/visitor-categories/{id}/", "DELETE /api/visitor-categories/{id}/"]),
    (Rooms, &["GET /api/consent-texts/", "GET /api/consent-texts/current/", "GET /api/consent-texts/{id}/"]),
    (Visitors, &["POST /api/consent-texts/", "PUT /api/consent-texts/{id}/", "PATCH /api/consent-texts/{id}/"]),
    (Visitors, &["DELETE /api/consent-texts/{id}/", "POST /api/consent-texts/{id}/publication/"]),
    (Visitors, &["GET /api/consent-texts/{id}/consents/"]),
];
