//! Every route × every role, by the table below; a route that is not in it fails the test.

use std::collections::BTreeSet;

use preau_appointments::Appointments;
use preau_kernel::module::Module;
use preau_testkit::{TestEngine, both_engines};
use serde_json::{Value, json};

use super::place::{PEOPLE, logged_in};
use super::practice::open;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Anyone,
    LoggedIn,
    /// Coaches and staff.
    Keepers,
}

use Who::{Anyone, Keepers, LoggedIn};

const TABLE: &[(Who, &str, &str)] = &[
    (Anyone, "GET", "/api/coaches/"),
    (Anyone, "GET", "/api/pages/"),
    (Anyone, "GET", "/api/pages/{slug}/"),
    (LoggedIn, "GET", "/api/slots/"),
    (LoggedIn, "POST", "/api/appointments/"),
    (LoggedIn, "GET", "/api/appointments/mine/"),
    (LoggedIn, "GET", "/api/appointments/{id}/"),
    (LoggedIn, "POST", "/api/appointments/{id}/cancellation/"),
    (LoggedIn, "POST", "/api/appointments/{id}/move/"),
    (LoggedIn, "POST", "/api/holds/"),
    (LoggedIn, "DELETE", "/api/holds/{id}/"),
    (LoggedIn, "GET", "/api/waiting-list/"),
    (LoggedIn, "POST", "/api/waiting-list/"),
    (LoggedIn, "GET", "/api/waiting-list/{id}/"),
    (LoggedIn, "DELETE", "/api/waiting-list/{id}/"),
    (LoggedIn, "GET", "/api/notes/mine/"),
    (Keepers, "GET", "/api/appointments/"),
    (Keepers, "GET", "/api/appointments/statistics/"),
    (Keepers, "POST", "/api/appointments/{id}/outcome/"),
    (Keepers, "GET", "/api/slots/why/"),
    (Keepers, "GET", "/api/coaches/{id}/rules/"),
    (Keepers, "PUT", "/api/coaches/{id}/rules/"),
    (Keepers, "PATCH", "/api/coaches/{id}/rules/"),
    (Keepers, "GET", "/api/coaches/{id}/exceptions/"),
    (Keepers, "POST", "/api/coaches/{id}/exceptions/"),
    (Keepers, "DELETE", "/api/coaches/{id}/exceptions/{exception}/"),
    (Keepers, "GET", "/api/coaches/{id}/busy-feed/"),
    (Keepers, "PUT", "/api/coaches/{id}/busy-feed/"),
    (Keepers, "DELETE", "/api/coaches/{id}/busy-feed/"),
    (Keepers, "POST", "/api/appointments/{id}/proposal/"),
    (Keepers, "GET", "/api/notes/"),
    (Keepers, "POST", "/api/notes/"),
    (Keepers, "GET", "/api/notes/{id}/"),
    (Keepers, "PATCH", "/api/notes/{id}/"),
    (Keepers, "DELETE", "/api/notes/{id}/"),
    (Keepers, "GET", "/api/notes/{id}/history/"),
    (Keepers, "GET", "/api/clients/"),
    (Keepers, "GET", "/api/clients/{id}/"),
    (Keepers, "GET", "/api/appointments/{id}/history/"),
];

both_engines! {
    async fn the_table_holds_for_every_role(engine: TestEngine) {
        let test = open(engine).await;
        let mut askers = vec![("nobody", test.anonymous())];
        for (email, _) in PEOPLE {
            askers.push((email, logged_in(&test, email).await));
        }
        let mut wrong = Vec::new();
        for (who, method, path) in TABLE {
            // No row has this id: whoever may ask finds nothing, and nothing is written.
            let address = path.replace("{id}", "987654").replace("{exception}", "9").replace("{slug}", "none");
            for (name, client) in &askers {
                let answer = client.request(method.parse().unwrap(), &address).json(json!({})).send().await;
                let may = match who {
                    Anyone => true,
                    LoggedIn => *name != "nobody",
                    Keepers => matches!(*name, "coach@example.com" | "admin@example.com"),
                };
                let refused = matches!(answer.status(), 401 | 403);
                if may == refused || answer.status() >= 500 {
                    wrong.push(format!("{method} {path} for {name}: {}", answer.status()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn every_route_is_in_the_table(engine: TestEngine) {
        let test = open(engine).await;
        let document = Appointments.api(test.app()).document();
        let document: Value = serde_json::to_value(&document).unwrap();
        let mut declared = BTreeSet::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for method in ["get", "post", "put", "patch", "delete"].iter().filter(|m| methods.get(**m).is_some()) {
                declared.insert((method.to_uppercase(), path.clone()));
            }
        }
        let listed: BTreeSet<_> = TABLE.iter().map(|(_, method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
        assert_eq!(declared, listed);
    }
}
