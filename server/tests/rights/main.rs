//! Who may call what: every route of the OpenAPI document × every role, against the tables beside. A route that is in
//! none of them fails the test, so nobody adds one without saying who may call it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

use std::collections::BTreeSet;

use axum::http::Method;
use preau_kernel::db::{Engine, Sql};
use preau_testkit::{Client, TestApp, TestEngine, run_on};
use serde_json::{Value, json};

#[path = "../../../apps/accounts/tests/it/place.rs"]
#[allow(dead_code, reason = "shared with the tests of accounts")]
mod place;
mod rooms;
mod school;
mod table;

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
    /// Whom a school concerns: superusers, staff, managers, professors, students, tutors.
    SchoolView,
    /// Superusers, staff, managers: its structure.
    SchoolStructure,
    /// And professors: its timetable.
    SchoolPlan,
    /// As [`Who::SchoolPlan`]: registers and windows of check-in.
    SchoolRegister,
    /// As [`Who::SchoolPlan`].
    SchoolStatistics,
    /// Superusers, staff, students: checking in.
    SchoolAttend,
    /// As [`Who::SchoolView`]: absences.
    SchoolAbsences,
    /// The right to absences with more than one's own: as [`Who::SchoolPlan`].
    SchoolDecisions,
    /// The right to absences over everybody: as [`Who::SchoolStructure`].
    SchoolOffice,
    /// The right to registers over everybody: as [`Who::SchoolStructure`].
    SchoolRegistersOffice,
    /// Superusers, staff, operators: seats and sessions.
    Rooms,
    /// As [`Who::Rooms`], over the visitors.
    Visitors,
}

use Who::{
    Anyone, Appointments, Calendar, Gated, LoggedIn, Machines, Modules, Notes, OtpGated, People, Rooms, SchoolAbsences,
    SchoolAttend, SchoolDecisions, SchoolOffice, SchoolPlan, SchoolRegister, SchoolRegistersOffice, SchoolStatistics,
    SchoolStructure, SchoolView, Staff, Visitors,
};

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
            SchoolView => "school.view",
            SchoolStructure => "school.structure",
            SchoolPlan => "school.plan",
            SchoolRegister | SchoolRegistersOffice => "school.register",
            SchoolStatistics => "school.statistics",
            SchoolAttend => "school.attend",
            SchoolAbsences | SchoolDecisions | SchoolOffice => "school.absences",
            Rooms => "workstations.manage",
            Visitors => "visitors.manage",
        }
    }

    fn includes(self, asker: &Asker) -> bool {
        match self {
            Anyone => true,
            Machines => false,
            Gated => asker.email.is_some(),
            _ if asker.must_change => false,
            LoggedIn | OtpGated => asker.email.is_some(),
            People | Modules | Calendar | SchoolStructure | SchoolOffice | SchoolRegistersOffice => {
                asker.is(&["manager"])
            }
            Staff => asker.is(&[]),
            Appointments | Notes => asker.is(&["coach"]),
            SchoolView | SchoolAbsences => asker.is(&["manager", "professor", "student", "tutor"]),
            SchoolPlan | SchoolRegister | SchoolStatistics | SchoolDecisions => asker.is(&["manager", "professor"]),
            SchoolAttend => asker.is(&["student"]),
            Rooms | Visitors => asker.is(&["operator"]),
        }
    }
}

/// Who may call these.
type Row = (Who, &'static [&'static str]);

struct Asker {
    name: &'static str,
    email: Option<&'static str>,
    must_change: bool,
}

impl Asker {
    /// Superusers and staff may everything.
    fn is(&self, names: &[&str]) -> bool {
        ["superuser", "staff"].contains(&self.name) || names.contains(&self.name)
    }
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

/// `GET /api/students/{id}/` with what the document says of it, for every operation.
fn operations(test: &TestApp) -> Vec<(String, Value)> {
    let document = serde_json::to_value(preau_kernel::web::stack::openapi(test.app())).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter();
        methods.map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), operation.clone()))
    });
    all.collect()
}

/// A row that is not there: who may ask is told 404, and nothing is harmed.
async fn send(client: &Client, operation: &str) -> u16 {
    let (method, path) = operation.split_once(' ').unwrap();
    let path = path.replace("{id}", "999999").replace("{role}", "COACH");
    let path = path.replace("{exception}", "999999").replace("{slug}", "none");
    let path = path.replace("{student}", "999999").replace("{document}", "999999");
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
        for (operation, described) in operations(&test) {
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
                } else if described["responses"].get(status.to_string()).is_none() {
                    wrong.push(format!("{operation}: {status} is not in the OpenAPI document"));
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
        for (operation, described) in &documented {
            let permission = &described["x-permission"];
            match listed(operation) {
                None => wrong.push(format!("{operation} is not in the table")),
                Some(who) if permission != who.permission() => {
                    wrong.push(format!("{operation}: x-permission is {permission}, not {}", who.permission()));
                }
                Some(_) => {}
            }
        }
        let known: BTreeSet<_> = documented.iter().map(|(operation, _)| operation.as_str()).collect();
        let all: Vec<_> = rows().flat_map(|(_, operations)| *operations).copied().collect();
        wrong.extend(all.iter().filter(|o| !known.contains(*o)).map(|o| format!("{o} is no route")));
        let distinct: BTreeSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len(), "each route once");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

fn rows() -> impl Iterator<Item = &'static Row> {
    table::TABLE.iter().chain(school::TABLE).chain(rooms::TABLE)
}

fn listed(operation: &str) -> Option<Who> {
    rows().find(|(_, operations)| operations.contains(&operation)).map(|(who, _)| *who)
}
