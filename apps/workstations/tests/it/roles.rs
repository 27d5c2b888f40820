//! Every route × every role, by the tables of the three parts; a route that is in none of them fails the test.

use std::collections::BTreeSet;

use preau_kernel::module::Module;
use preau_testkit::{TestEngine, both_engines};
use preau_workstations::Workstations;
use serde_json::{Value, json};

use super::place::{PEOPLE, logged_in};
use super::rooms::open;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "named by the tables of the parts")]
pub(crate) enum Who {
    /// No login is asked for; the route has its own check.
    Anyone,
    LoggedIn,
    /// Operators and staff.
    Operators,
    Staff,
}

use Who::{Anyone, LoggedIn, Operators, Staff};

const TABLE: &[(Who, &str, &str)] = &[
    (Operators, "GET", "/api/workstations/"),
    (Operators, "POST", "/api/workstations/"),
    (Operators, "GET", "/api/workstations/{id}/"),
    (Operators, "PUT", "/api/workstations/{id}/"),
    (Operators, "PATCH", "/api/workstations/{id}/"),
    (Operators, "DELETE", "/api/workstations/{id}/"),
    (Operators, "GET", "/api/workstations/settings/"),
    (Operators, "GET", "/api/sessions/"),
    (Operators, "POST", "/api/sessions/"),
    (Anyone, "POST", "/api/sessions/validate_code/"),
    (Operators, "GET", "/api/sessions/{id}/"),
    (Operators, "POST", "/api/sessions/{id}/add_time/"),
    (Operators, "POST", "/api/sessions/{id}/suspend/"),
    (Operators, "POST", "/api/sessions/{id}/resume/"),
    (Operators, "POST", "/api/sessions/{id}/terminate/"),
    (Operators, "POST", "/api/sessions/{id}/move/"),
];

fn whole() -> impl Iterator<Item = &'static (Who, &'static str, &'static str)> {
    TABLE.iter().chain(super::live::TABLE).chain(super::people::TABLE)
}

/// `{id}` and whatever else stands in braces become a row that is not there: whoever may ask finds nothing.
fn address(path: &str) -> String {
    let mut pieces: Vec<String> = path.split('/').map(str::to_owned).collect();
    for piece in &mut pieces {
        if piece.starts_with('{') {
            "987654".clone_into(piece);
        }
    }
    pieces.join("/")
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
            for (name, client) in &askers {
                let answer = client.request(method.parse().unwrap(), &address(path)).json(json!({})).send().await;
                let may = match who {
                    Anyone => true,
                    LoggedIn => *name != "nobody",
                    Operators => matches!(*name, "operateur@example.com" | "admin@example.com"),
                    Staff => *name == "admin@example.com",
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
        let document = Workstations.api(test.app()).document();
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
