//! Who may call what: every route of the OpenAPI document × every role, against the table below. A route that is not
//! in the table fails the test, so nobody adds one without saying who may call it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

use std::collections::BTreeSet;

use axum::http::Method;
use preau_kernel::db::{Engine, Sql};
use preau_testkit::{Client, TestApp, TestEngine, run_on};
use serde_json::{Value, json};

#[path = "../../apps/accounts/tests/it/place.rs"]
#[allow(dead_code, reason = "shared with the tests of accounts")]
mod place;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    /// With or without a login.
    Anyone,
    /// Also who must first change the password.
    Gated,
    /// Also who must first set up one-time codes.
    OtpGated,
    /// By address, whoever logs in; the test's askers are elsewhere.
    Machines,
    LoggedIn,
    /// Superusers, staff, school managers.
    People,
    /// As [`Who::People`], over the subjects.
    Modules,
    /// As [`Who::People`], over sites, rooms and closed days.
    Calendar,
    /// Superusers and staff.
    Staff,
    /// Superusers and staff; coaches for their own appointments.
    Appointments,
    /// As [`Who::Appointments`], over the notes about clients.
    Notes,
}

use Who::{Anyone, Appointments, Calendar, Gated, LoggedIn, Machines, Modules, Notes, OtpGated, People, Staff};

/// Every module adds its routes here.
const TABLE: &[(Who, &[&str])] = &[
    (Anyone, &["GET /healthz", "GET /readyz", "GET /api/place/", "GET /api/place/logo/"]),
    (Machines, &["GET /metrics"]),
    (Staff, &["PATCH /api/place/", "PUT /api/place/logo/", "DELETE /api/place/logo/"]),
    (Staff, &["GET /api/logs/", "GET /api/logs/actions/", "GET /api/logs/{id}/"]),
    (
        Anyone,
        &["POST /auth/admin/login/", "POST /auth/user/login/", "POST /auth/refresh/", "POST /auth/confirm-email/"],
    ),
    (Anyone, &["POST /auth/forgot-password/", "POST /auth/forgot-password-temp/", "POST /auth/reset-password/"]),
    (Anyone, &["POST /admin/login/", "POST /login/", "POST /token/", "POST /token/refresh/", "POST /token/verify/"]),
    (Anyone, &["POST /api/token/", "POST /api/token/refresh/", "POST /api/token/verify/", "POST /api-token-auth/"]),
    (Anyone, &["POST /api/user/register/", "POST /api/session/"]),
    (Gated, &["GET /auth/profile/", "POST /auth/change-password/", "POST /auth/logout/", "POST /logout/"]),
    (Gated, &["GET /api/session/", "DELETE /api/session/"]),
    (OtpGated, &["GET /api/me/otp/", "POST /api/me/otp/", "POST /api/me/otp/confirmation/"]),
    (LoggedIn, &["GET /api/me/", "PATCH /api/me/", "POST /api/me/email/", "GET /api/me/export/"]),
    (
        LoggedIn,
        &["PUT /api/me/photo/", "DELETE /api/me/photo/", "DELETE /api/me/otp/", "POST /api/me/otp/recovery-codes/"],
    ),
    (LoggedIn, &["GET /api/me/sessions/", "POST /api/me/sessions/end-others/", "DELETE /api/me/sessions/{id}/"]),
    (LoggedIn, &["GET /api/me/tokens/", "POST /api/me/tokens/", "DELETE /api/me/tokens/{id}/"]),
    (LoggedIn, &["GET /api/modules/", "GET /api/modules/{id}/"]),
    (
        Modules,
        &["POST /api/modules/", "PUT /api/modules/{id}/", "PATCH /api/modules/{id}/", "DELETE /api/modules/{id}/"],
    ),
    (People, &["GET /api/professors/", "POST /api/professors/", "POST /api/professors/import/"]),
    (People, &["GET /api/professors/{id}/", "PUT /api/professors/{id}/", "PATCH /api/professors/{id}/"]),
    (People, &["DELETE /api/professors/{id}/", "DELETE /api/students/{id}/", "DELETE /api/tutors/{id}/"]),
    (People, &["GET /api/students/", "POST /api/students/", "POST /api/students/import/"]),
    (People, &["GET /api/students/{id}/", "PUT /api/students/{id}/", "PATCH /api/students/{id}/"]),
    (People, &["GET /api/tutors/", "POST /api/tutors/", "POST /api/tutors/import/"]),
    (People, &["GET /api/tutors/{id}/", "PUT /api/tutors/{id}/", "PATCH /api/tutors/{id}/"]),
    (People, &["GET /api/managers/", "POST /api/managers/", "POST /api/managers/import/"]),
    (
        People,
        &[
            "GET /api/managers/{id}/",
            "PUT /api/managers/{id}/",
            "PATCH /api/managers/{id}/",
            "DELETE /api/managers/{id}/",
        ],
    ),
    (People, &["GET /api/users/", "POST /api/users/", "GET /api/users/{id}/", "PUT /api/users/{id}/"]),
    (People, &["PATCH /api/users/{id}/", "DELETE /api/users/{id}/", "POST /api/users/password-slips/"]),
    (People, &["POST /api/users/{id}/erasure/", "GET /api/users/{id}/export/", "POST /api/users/{id}/merge/"]),
    (People, &["DELETE /api/users/{id}/otp/", "POST /api/users/{id}/sessions/end/"]),
    (People, &["POST /api/users/{id}/password-mail/", "POST /api/users/{id}/password-slip/"]),
    (People, &["PUT /api/users/{id}/photo/", "DELETE /api/users/{id}/photo/"]),
    (People, &["GET /api/users/{id}/roles/", "POST /api/users/{id}/roles/", "DELETE /api/users/{id}/roles/{role}/"]),
    // One's own, or for those who keep people; a stranger's is 404 (apps/accounts/tests/it/photos.rs).
    (LoggedIn, &["GET /api/users/{id}/photo/"]),
    (Staff, &["GET /api/grants/", "POST /api/grants/", "DELETE /api/grants/{id}/"]),
    (LoggedIn, &["GET /api/sites/", "GET /api/sites/{id}/", "GET /api/rooms/", "GET /api/rooms/{id}/"]),
    (LoggedIn, &["GET /api/closed-days/", "GET /api/closed-days/{id}/", "GET /api/holidays/"]),
    (LoggedIn, &["GET /api/me/calendar-feeds/", "POST /api/me/calendar-feeds/", "DELETE /api/me/calendar-feeds/{id}/"]),
    (Calendar, &["POST /api/sites/", "PUT /api/sites/{id}/", "PATCH /api/sites/{id}/", "DELETE /api/sites/{id}/"]),
    (Calendar, &["POST /api/rooms/", "PUT /api/rooms/{id}/", "PATCH /api/rooms/{id}/", "DELETE /api/rooms/{id}/"]),
    (Calendar, &["POST /api/closed-days/", "PUT /api/closed-days/{id}/"]),
    (Calendar, &["PATCH /api/closed-days/{id}/", "DELETE /api/closed-days/{id}/"]),
    (Anyone, &["GET /api/coaches/", "GET /api/pages/", "GET /api/pages/{slug}/"]),
    (LoggedIn, &["GET /api/slots/", "POST /api/appointments/", "GET /api/appointments/mine/"]),
    (LoggedIn, &["GET /api/appointments/{id}/", "POST /api/appointments/{id}/cancellation/"]),
    (LoggedIn, &["POST /api/appointments/{id}/move/", "POST /api/holds/", "DELETE /api/holds/{id}/"]),
    (LoggedIn, &["GET /api/waiting-list/", "POST /api/waiting-list/", "GET /api/waiting-list/{id}/"]),
    (LoggedIn, &["DELETE /api/waiting-list/{id}/", "GET /api/notes/mine/"]),
    (Appointments, &["GET /api/appointments/", "GET /api/appointments/statistics/", "GET /api/slots/why/"]),
    (Appointments, &["POST /api/appointments/{id}/outcome/", "POST /api/appointments/{id}/proposal/"]),
    (Appointments, &["GET /api/coaches/{id}/busy-feed/", "PUT /api/coaches/{id}/busy-feed/"]),
    (Appointments, &["DELETE /api/coaches/{id}/busy-feed/", "GET /api/appointments/{id}/history/"]),
    (Appointments, &["GET /api/coaches/{id}/rules/", "PUT /api/coaches/{id}/rules/", "PATCH /api/coaches/{id}/rules/"]),
    (Appointments, &["GET /api/coaches/{id}/exceptions/", "POST /api/coaches/{id}/exceptions/"]),
    (Appointments, &["DELETE /api/coaches/{id}/exceptions/{exception}/"]),
    (Notes, &["GET /api/notes/", "POST /api/notes/", "GET /api/notes/{id}/", "PATCH /api/notes/{id}/"]),
    (Notes, &["DELETE /api/notes/{id}/", "GET /api/notes/{id}/history/", "GET /api/clients/"]),
    (Notes, &["GET /api/clients/{id}/"]),
];

impl Who {
    /// `x-permission` of the document.
    fn permission(self) -> &'static str {
        match self {
            Anyone | Machines => "public",
            Gated | OtpGated => "logged_in_gated",
            LoggedIn => "logged_in",
            People => "people.manage",
            Modules => "modules.manage",
            Calendar => "calendar.manage",
            Staff => "staff",
            Appointments => "appointments.manage",
            Notes => "appointments.notes",
        }
    }

    fn includes(self, asker: &Asker) -> bool {
        match self {
            Anyone => true,
            Machines => false,
            Gated => asker.email.is_some(),
            _ if asker.must_change => false,
            LoggedIn | OtpGated => asker.email.is_some(),
            People | Modules | Calendar => ["superuser", "staff", "manager"].contains(&asker.name),
            Staff => ["superuser", "staff"].contains(&asker.name),
            Appointments | Notes => ["superuser", "staff", "coach"].contains(&asker.name),
        }
    }
}

struct Asker {
    name: &'static str,
    email: Option<&'static str>,
    must_change: bool,
}

const fn asker(name: &'static str, email: &'static str) -> Asker {
    Asker { name, email: Some(email), must_change: false }
}

const ASKERS: &[Asker] = &[
    Asker { name: "nobody", email: None, must_change: false },
    asker("superuser", "admin@example.com"),
    asker("staff", "bureau@example.com"),
    asker("manager", "responsable@example.com"),
    asker("professor", "professeur@example.com"),
    asker("student", "etudiant@example.com"),
    asker("tutor", "tuteur@example.com"),
    asker("coach", "coach@example.com"),
    asker("client", "client@example.com"),
    asker("operator", "operateur@example.com"),
    Asker { name: "superuser who must change the password", email: Some("nouveau@example.com"), must_change: true },
];

/// The place of accounts' tests with every module of the program, and a member of staff and a superuser who must change the password.
async fn start(engine: TestEngine) -> TestApp {
    let others = preau::modules::every().into_iter().filter(|module| module.name() != "accounts").collect();
    let test = place::start_among(engine, others, &[]).await;
    let tx = test.db().write_tx().await.unwrap();
    for (email, superuser) in [("bureau@example.com", "FALSE"), ("nouveau@example.com", "TRUE")] {
        let person = format!(
            "INSERT INTO users (email, first_name, last_name, phone, is_active, is_staff, is_superuser, \
             email_verified_at, sort_name, search, row_version, created_at, updated_at) \
             VALUES ('{email}', 'A', 'B', '', TRUE, TRUE, {superuser}, 1, 'b a', '', 1, 1, 1) RETURNING id"
        );
        let id = tx.number(&person, vec![]).await.unwrap();
        let credentials = format!(
            "INSERT INTO credentials (user_id, password, must_change, epoch, changed_at) \
             SELECT {id}, password, {superuser}, 1, 1 FROM credentials WHERE user_id = 1"
        );
        tx.exec(&credentials, vec![]).await.unwrap();
    }
    tx.commit().await.unwrap();
    test
}

/// `GET /api/students/{id}/` with its `x-permission`, for every operation.
fn operations(test: &TestApp) -> Vec<(String, Value)> {
    let document = serde_json::to_value(preau_kernel::web::stack::openapi(test.app())).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter();
        methods.map(move |(method, operation)| {
            (format!("{} {path}", method.to_uppercase()), operation["x-permission"].clone())
        })
    });
    all.collect()
}

/// A row that is not there: who may ask is told 404, and nothing is harmed.
async fn send(client: &Client, operation: &str) -> u16 {
    let (method, path) = operation.split_once(' ').unwrap();
    let path = path.replace("{id}", "999999").replace("{role}", "COACH");
    let path = path.replace("{exception}", "999999").replace("{slug}", "none");
    let request = client.request(method.parse::<Method>().unwrap(), &path);
    let request = if method == "GET" { request } else { request.json(json!({})) };
    request.send().await.status()
}

#[test]
fn every_route_answers_whom_the_table_says_and_nobody_else() {
    // Who may is decided before any query; one engine tells it all.
    run_on(Engine::Sqlite, "rights", |engine: TestEngine| async move {
        let test = start(engine).await;
        let mut wrong = Vec::new();
        for (operation, _) in operations(&test) {
            let Some(who) = listed(&operation) else { continue };
            for asker in ASKERS {
                let client = match asker.email {
                    Some(email) => place::logged_in(&test, email).await,
                    None => test.anonymous(),
                };
                let status = send(&client, &operation).await;
                let is_right = match (who.includes(asker), asker.email) {
                    _ if who == Machines => status == 403,
                    (true, _) => ![401, 403, 405, 500, 503].contains(&status),
                    (false, None) => status == 401,
                    (false, Some(_)) => status == 403,
                };
                if !is_right {
                    wrong.push(format!("{operation}: {} is answered {status}", asker.name));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        test.drain_jobs().await;
    });
}

#[test]
fn the_table_names_every_route_and_the_document_says_the_same() {
    run_on(Engine::Sqlite, "rights", |engine: TestEngine| async move {
        let test = start(engine).await;
        let documented = operations(&test);
        let mut wrong = Vec::new();
        for (operation, permission) in &documented {
            match listed(operation) {
                None => wrong.push(format!("{operation} is not in the table")),
                Some(who) if permission != who.permission() => {
                    wrong.push(format!("{operation}: x-permission is {permission}, not {}", who.permission()));
                }
                Some(_) => {}
            }
        }
        let known: BTreeSet<_> = documented.iter().map(|(operation, _)| operation.as_str()).collect();
        let all: Vec<_> = TABLE.iter().flat_map(|(_, operations)| *operations).copied().collect();
        wrong.extend(all.iter().filter(|o| !known.contains(*o)).map(|o| format!("{o} is no route")));
        let distinct: BTreeSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len(), "each route once");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

fn listed(operation: &str) -> Option<Who> {
    TABLE.iter().find(|(_, operations)| operations.contains(&operation)).map(|(who, _)| *who)
}
