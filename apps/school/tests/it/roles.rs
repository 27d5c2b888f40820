//! Every route × every role, by the tables of the three parts; a route that is in none of them fails the test.

use std::collections::BTreeSet;

use preau_kernel::module::Module;
use preau_school::School;
use preau_testkit::{TestEngine, both_engines};
use serde_json::{Value, json};

use super::place::{PEOPLE, logged_in};
use super::school::open;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "named by the tables of the parts")]
pub(crate) enum Who {
    Anyone,
    LoggedIn,
    /// Everybody whom a school concerns.
    School,
    /// Those who teach, and the office.
    Teachers,
    Office,
    Students,
}

use Who::{Anyone, LoggedIn, Office, School as Everybody, Students, Teachers};

const TABLE: &[(Who, &str, &str)] = &[
    (Everybody, "GET", "/api/school-years/"),
    (Office, "POST", "/api/school-years/"),
    (Everybody, "GET", "/api/school-years/{id}/"),
    (Office, "PUT", "/api/school-years/{id}/"),
    (Office, "PATCH", "/api/school-years/{id}/"),
    (Office, "DELETE", "/api/school-years/{id}/"),
    (Everybody, "GET", "/api/terms/"),
    (Office, "POST", "/api/terms/"),
    (Everybody, "GET", "/api/terms/{id}/"),
    (Office, "PUT", "/api/terms/{id}/"),
    (Office, "PATCH", "/api/terms/{id}/"),
    (Office, "DELETE", "/api/terms/{id}/"),
    (Everybody, "GET", "/api/programmes/"),
    (Office, "POST", "/api/programmes/"),
    (Everybody, "GET", "/api/programmes/{id}/"),
    (Office, "PUT", "/api/programmes/{id}/"),
    (Office, "PATCH", "/api/programmes/{id}/"),
    (Office, "DELETE", "/api/programmes/{id}/"),
    (Everybody, "GET", "/api/taught-modules/"),
    (Office, "POST", "/api/taught-modules/"),
    (Everybody, "GET", "/api/taught-modules/{id}/"),
    (Office, "PUT", "/api/taught-modules/{id}/"),
    (Office, "PATCH", "/api/taught-modules/{id}/"),
    (Office, "DELETE", "/api/taught-modules/{id}/"),
    (Everybody, "GET", "/api/groups/"),
    (Office, "POST", "/api/groups/"),
    (Everybody, "GET", "/api/groups/{id}/"),
    (Office, "PUT", "/api/groups/{id}/"),
    (Office, "PATCH", "/api/groups/{id}/"),
    (Office, "DELETE", "/api/groups/{id}/"),
    (Teachers, "GET", "/api/groups/{id}/students/"),
    (Everybody, "GET", "/api/enrolments/"),
    (Office, "POST", "/api/enrolments/"),
    (Everybody, "GET", "/api/enrolments/{id}/"),
    (Office, "PUT", "/api/enrolments/{id}/"),
    (Office, "PATCH", "/api/enrolments/{id}/"),
    (Office, "DELETE", "/api/enrolments/{id}/"),
    (Office, "POST", "/api/enrolments/{id}/move/"),
    (Everybody, "GET", "/api/school/people/"),
    (Everybody, "GET", "/api/school/people/{id}/"),
    (Office, "POST", "/api/school/import/"),
    (Office, "GET", "/api/school/export/"),
    (Everybody, "GET", "/api/timetable/"),
    (Everybody, "GET", "/api/lessons/"),
    (Teachers, "POST", "/api/lessons/"),
    (Teachers, "POST", "/api/lessons/check/"),
    (Everybody, "GET", "/api/lessons/{id}/"),
    (Everybody, "GET", "/api/lessons/{id}/history/"),
    (Teachers, "PATCH", "/api/lessons/{id}/"),
    (Teachers, "POST", "/api/lessons/{id}/cancellation/"),
    (Teachers, "POST", "/api/lessons/{id}/substitution/"),
    (Everybody, "GET", "/api/series/"),
    (Teachers, "POST", "/api/series/"),
    (Teachers, "POST", "/api/series/check/"),
    (Everybody, "GET", "/api/series/{id}/"),
    (Teachers, "PUT", "/api/series/{id}/"),
    (Teachers, "PATCH", "/api/series/{id}/"),
    (Teachers, "DELETE", "/api/series/{id}/"),
    (Teachers, "POST", "/api/series/{id}/cancellation/"),
];

fn whole() -> impl Iterator<Item = &'static (Who, &'static str, &'static str)> {
    TABLE.iter().chain(super::attendance::TABLE).chain(super::absences::TABLE)
}

both_engines! {
    async fn the_table_holds_for_every_role(engine: TestEngine) {
        let test = open(engine).await;
        let mut askers = vec![("nobody", test.anonymous())];
        for (email, _) in PEOPLE {
            askers.push((email, logged_in(&test, email).await));
        }
        let mut wrong = Vec::new();
        for (who, method, path) in whole() {
            // No row has these ids: whoever may ask finds nothing, and nothing is written.
            let address = path.replace("{id}", "987654").replace("{student}", "987654").replace("{document}", "987654");
            for (name, client) in &askers {
                let answer = client.request(method.parse().unwrap(), &address).json(json!({})).send().await;
                let teaches = matches!(*name, "professeur@example.com" | "responsable@example.com" | "admin@example.com");
                let may = match who {
                    Anyone => true,
                    LoggedIn => *name != "nobody",
                    Everybody => teaches || matches!(*name, "etudiant@example.com" | "tuteur@example.com"),
                    Teachers => teaches,
                    Office => matches!(*name, "responsable@example.com" | "admin@example.com"),
                    Students => matches!(*name, "etudiant@example.com" | "admin@example.com"),
                };
                let refused = matches!(answer.status(), 401 | 403);
                if may == refused || answer.status() >= 500 {
                    wrong.push(format!("{method} {path} for {name}: {}", answer.status()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        test.may_leave_jobs();
    }

    async fn every_route_is_in_the_table(engine: TestEngine) {
        let test = open(engine).await;
        let document = School.api(test.app()).document();
        let document: Value = serde_json::to_value(&document).unwrap();
        let mut declared = BTreeSet::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for method in ["get", "post", "put", "patch", "delete"].iter().filter(|m| methods.get(**m).is_some()) {
                declared.insert((method.to_uppercase(), path.clone()));
            }
        }
        let listed: BTreeSet<_> = whole().map(|(_, method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
        assert_eq!(declared, listed);
    }
}
