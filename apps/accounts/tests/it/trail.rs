//! Each write leaves the entries that fit it, and a refused one leaves none.

use axum::http::Method;
use preau_testkit::{Client, TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::desk::{self, manager, person, superuser};
use super::place;

/// Sends one request and returns its status and what it recorded.
async fn recorded(test: &TestApp, client: &Client, line: &str, body: Value) -> (u16, Vec<String>) {
    let before = desk::entries(test).await;
    let (method, path) = line.split_once(' ').unwrap();
    let request = client.request(method.parse::<Method>().unwrap(), path);
    let request = match body {
        Value::String(text) => request.body(if path.contains("photo") { "image/png" } else { "text/csv" }, text),
        Value::Null => request,
        body => request.json(body),
    };
    let status = request.send().await.status();
    let after = desk::entries(test).await;
    test.drain_jobs().await;
    (status, desk::newest_entries(test, after - before).await)
}

both_engines! {
    async fn what_each_write_records(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = superuser(&test).await;
        let both = json!({"user": {"phone": "0102030405"}, "level": "3e"});
        for (line, body, status, expected) in [
            ("POST /api/users/", person("A", "B", "a@ecole.fr"), 201, vec!["user_created"]),
            ("POST /api/students/", json!({"user": person("C", "D", "c@ecole.fr")}), 201, vec!["user_created", "role_given"]),
            ("POST /api/tutors/", json!({"user": {"id": 3}}), 201, vec!["role_given"]),
            ("POST /api/managers/", json!({"user": {"id": 3, "phone": "0102030405"}}), 201, vec!["user_updated", "role_given"]),
            ("PATCH /api/users/3/", json!({"phone": "0102030406"}), 200, vec!["user_updated"]),
            ("PATCH /api/users/3/", json!({"phone": "0102030406"}), 200, vec![]),
            ("PUT /api/users/3/", person("E", "F", "e@ecole.fr"), 200, vec!["user_updated"]),
            ("PATCH /api/students/1/", json!({"level": "4e"}), 200, vec!["user_updated"]),
            ("PATCH /api/students/1/", json!({"user": {"phone": "0102030404"}}), 200, vec!["user_updated"]),
            ("PATCH /api/students/1/", both.clone(), 200, vec!["user_updated", "user_updated"]),
            ("PATCH /api/students/1/", both, 200, vec![]),
            ("PATCH /api/tutors/1/", json!({"students": [1]}), 200, vec!["user_updated"]),
            ("POST /api/users/4/roles/", json!({"role": "CLIENT"}), 201, vec!["role_given"]),
            ("DELETE /api/users/4/roles/CLIENT/", Value::Null, 204, vec!["role_taken"]),
            ("POST /api/users/4/password-slip/", Value::Null, 200, vec!["password_slip_printed"]),
            ("POST /api/users/password-slips/", json!({"users": [4, 5]}), 200, vec!["password_slip_printed"; 2]),
            ("POST /api/users/4/sessions/end/", Value::Null, 200, vec!["logout"]),
            ("DELETE /api/users/4/otp/", Value::Null, 204, vec!["otp_disabled"]),
            ("GET /api/users/4/export/", Value::Null, 200, vec!["user_exported"]),
            ("POST /api/users/7/merge/", json!({"into": 6}), 200, vec!["user_merged"]),
            ("DELETE /api/users/8/", Value::Null, 204, vec!["user_deleted"]),
            ("DELETE /api/managers/1/", Value::Null, 204, vec!["role_taken", "user_deleted"]),
            ("POST /api/users/6/erasure/", Value::Null, 204, vec!["user_erased"]),
            ("POST /api/modules/", json!({"code": "LAT", "name": "Latin"}), 201, vec!["module_created"]),
            ("PATCH /api/modules/4/", json!({"name": "Grec"}), 200, vec!["module_updated"]),
            ("PATCH /api/modules/4/", json!({"name": "Grec"}), 200, vec![]),
            ("DELETE /api/modules/4/", Value::Null, 204, vec!["module_deleted"]),
            ("POST /api/grants/", json!({"role": "COACH", "permission": "people.manage"}), 201, vec!["right_given"]),
            ("DELETE /api/grants/1/", Value::Null, 204, vec!["right_taken"]),
            ("POST /api/students/import/", json!("nom;prenom;identifiant\nA;B;ab\n"), 200,
                vec!["user_created", "role_given", "people_imported"]),
            ("POST /api/students/import/?dry_run=true", json!("nom;prenom;identifiant\nA;B;cd\n"), 200, vec![]),
            ("DELETE /api/users/4/photo/", Value::Null, 204, vec![]),
            ("PATCH /api/me/", json!({"phone": "0102030409"}), 200, vec!["user_updated"]),
        ] {
            assert_eq!(recorded(&test, &admin, line, body).await, (status, to_owned(&expected)), "{line}");
        }
    }

    async fn a_refused_write_records_nothing(engine: TestEngine) {
        let test = place::start(engine).await;
        let (manager, student) = (manager(&test).await, place::logged_in(&test, "etudiant@example.com").await);
        for (client, line, body, status) in [
            (&manager, "POST /api/users/", json!({}), 400),
            (&manager, "POST /api/users/", person("A", "B", "etudiant@example.com"), 400),
            (&manager, "POST /api/students/", json!({"user": {"id": 4, "phone": "0102030405"}}), 400),
            (&manager, "POST /api/tutors/", json!({"user": person("A", "B", "a@b.fr"), "students": [99]}), 400),
            (&manager, "PATCH /api/users/1/", json!({"phone": "0102030405"}), 403),
            (&manager, "PATCH /api/students/1/", json!({"level": "x", "row_version": 99}), 409),
            (&manager, "PATCH /api/tutors/1/", json!({"user": {"phone": "0102030405"}, "students": [99]}), 400),
            (&manager, "PATCH /api/users/999/", json!({}), 404),
            (&manager, "DELETE /api/users/2/", Value::Null, 403),
            (&manager, "POST /api/users/4/merge/", json!({"into": 999}), 400),
            (&manager, "DELETE /api/modules/1/", Value::Null, 409),
            (&manager, "POST /api/modules/", json!({"code": "MATH", "name": "x"}), 400),
            (&manager, "POST /api/users/password-slips/", json!({"users": [4, 999]}), 400),
            (&manager, "POST /api/students/import/", json!("nom;prenom;identifiant\nA;B;ab\n;B;cd\n"), 400),
            (&manager, "PUT /api/users/4/photo/", json!("no picture"), 400),
            (&manager, "POST /api/grants/", json!({"role": "COACH", "permission": "people.manage"}), 403),
            (&student, "POST /api/users/", person("A", "B", "a@b.fr"), 403),
            (&student, "GET /api/users/4/export/", Value::Null, 403),
        ] {
            let users = "SELECT CAST(SUM(row_version) AS BIGINT) FROM users";
            let before = desk::number(&test, users).await;
            assert_eq!(recorded(&test, client, line, body).await, (status, vec![]), "{line}");
            assert_eq!(desk::number(&test, users).await, before, "{line}");
        }
    }

    async fn an_entry_says_who_what_and_whom_and_keeps_names_apart(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let change = json!({"phone": "0102030405", "last_name": "Zorglub"});
        manager.patch("/api/users/4/").json(change).send().await.expect(200);
        let sql = "SELECT COUNT(*) FROM audit_entries WHERE action = 'user_updated' AND actor_id = 2 \
                   AND target_kind = 'user' AND target_id = 4";
        assert_eq!(desk::number(&test, sql).await, 1);
        let named = "SELECT COUNT(*) FROM audit_entries WHERE metadata LIKE '%Zorglub%' OR metadata LIKE '%010203%'";
        assert_eq!(desk::number(&test, named).await, 0, "the lasting part identifies nobody");
        let personal = "SELECT COUNT(*) FROM audit_personal WHERE content LIKE '%Zorglub%' AND content LIKE '%192.0.2.1%'";
        assert_eq!(desk::number(&test, personal).await, 1);
        let fields = "SELECT COUNT(*) FROM audit_entries WHERE metadata LIKE '%last_name%' AND metadata LIKE '%phone%'";
        assert_eq!(desk::number(&test, fields).await, 1);
    }
}

fn to_owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
