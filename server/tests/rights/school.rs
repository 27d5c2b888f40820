//! The routes of the school.

use super::Row;
use super::Who::{
    Anyone, SchoolAbsences, SchoolAttend, SchoolDecisions, SchoolOffice, SchoolPlan, SchoolRegister,
    SchoolRegistersOffice, SchoolStatistics, SchoolStructure, SchoolView,
};

pub(super) const TABLE: &[Row] = &[
    (SchoolView, &["GET /api/enrolments/", "GET /api/enrolments/{id}/"]),
    (SchoolView, &["GET /api/groups/", "GET /api/groups/{id}/"]),
    (SchoolView, &["GET /api/lessons/", "GET /api/lessons/{id}/"]),
    (SchoolView, &["GET /api/programmes/", "GET /api/programmes/{id}/"]),
    (SchoolView, &["GET /api/school-years/", "GET /api/school-years/{id}/"]),
    (SchoolView, &["GET /api/series/", "GET /api/series/{id}/"]),
    (SchoolView, &["GET /api/taught-modules/", "GET /api/taught-modules/{id}/"]),
    (SchoolView, &["GET /api/terms/", "GET /api/terms/{id}/"]),
    (SchoolView, &["GET /api/timetable/", "GET /api/lessons/{id}/history/"]),
    (SchoolView, &["GET /api/school/people/", "GET /api/school/people/{id}/"]),
    (
        SchoolStructure,
        &[
            "POST /api/enrolments/",
            "PUT /api/enrolments/{id}/",
            "DELETE /api/enrolments/{id}/",
            "PATCH /api/enrolments/{id}/",
            "POST /api/enrolments/{id}/move/",
        ],
    ),
    (
        SchoolStructure,
        &["POST /api/groups/", "PUT /api/groups/{id}/", "DELETE /api/groups/{id}/", "PATCH /api/groups/{id}/"],
    ),
    (
        SchoolStructure,
        &[
            "POST /api/programmes/",
            "PUT /api/programmes/{id}/",
            "DELETE /api/programmes/{id}/",
            "PATCH /api/programmes/{id}/",
        ],
    ),
    (
        SchoolStructure,
        &[
            "POST /api/school-years/",
            "PUT /api/school-years/{id}/",
            "DELETE /api/school-years/{id}/",
            "PATCH /api/school-years/{id}/",
        ],
    ),
    (SchoolStructure, &["GET /api/school/export/", "POST /api/school/import/"]),
    (
        SchoolStructure,
        &[
            "POST /api/taught-modules/",
            "PUT /api/taught-modules/{id}/",
            "DELETE /api/taught-modules/{id}/",
            "PATCH /api/taught-modules/{id}/",
        ],
    ),
    (
        SchoolStructure,
        &["POST /api/terms/", "PUT /api/terms/{id}/", "DELETE /api/terms/{id}/", "PATCH /api/terms/{id}/"],
    ),
    (
        SchoolPlan,
        &[
            "POST /api/lessons/",
            "POST /api/lessons/check/",
            "PATCH /api/lessons/{id}/",
            "POST /api/lessons/{id}/cancellation/",
            "POST /api/lessons/{id}/substitution/",
        ],
    ),
    (SchoolPlan, &["POST /api/school/messages/", "GET /api/school/messages/recipients/"]),
    (
        SchoolPlan,
        &[
            "POST /api/series/",
            "PUT /api/series/{id}/",
            "PATCH /api/series/{id}/",
            "DELETE /api/series/{id}/",
            "POST /api/series/check/",
            "POST /api/series/{id}/cancellation/",
        ],
    ),
    (SchoolRegister, &["GET /api/groups/{id}/students/"]),
    (
        SchoolRegister,
        &[
            "GET /api/lessons/{id}/check-in-window/",
            "POST /api/lessons/{id}/check-in-window/",
            "DELETE /api/lessons/{id}/check-in-window/",
            "GET /api/lessons/{id}/check-in-window/code/",
            "GET /api/lessons/{id}/check-ins/",
            "POST /api/lessons/{id}/check-ins/{student}/decision/",
        ],
    ),
    (
        SchoolRegister,
        &[
            "GET /api/lessons/{id}/register/",
            "PUT /api/lessons/{id}/register/",
            "POST /api/lessons/{id}/register/closing/",
            "GET /api/lessons/{id}/register/history/",
            "POST /api/lessons/{id}/register/presence/",
            "POST /api/lessons/{id}/register/reopening/",
        ],
    ),
    (SchoolRegister, &["GET /api/registers/missing/", "POST /api/school/sheets/link/"]),
    (SchoolRegistersOffice, &["POST /api/lessons/{id}/register/reminder/"]),
    (SchoolAttend, &["GET /api/check-ins/open/"]),
    (SchoolAttend, &["GET /api/lessons/{id}/check-in/", "POST /api/lessons/{id}/check-in/"]),
    (
        SchoolAbsences,
        &[
            "GET /api/absences/",
            "POST /api/absences/",
            "GET /api/absences/alerts/",
            "GET /api/absences/{id}/",
            "GET /api/absences/{id}/documents/{document}/",
            "POST /api/absences/{id}/justification/",
            "POST /api/absences/{id}/withdrawal/",
        ],
    ),
    (SchoolDecisions, &["POST /api/absences/{id}/decision/"]),
    (SchoolOffice, &["GET /api/school/now/"]),
    (SchoolStatistics, &["GET /api/statistics/", "GET /api/statistics/lessons/"]),
    // Says who it is within (apps/school/tests/it/attendance).
    (Anyone, &["GET /ws/lessons/{id}/"]),
];
