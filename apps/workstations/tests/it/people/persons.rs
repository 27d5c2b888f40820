//! A person's rights: what is held is shown, erased; copies follow.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::super::rooms::{admin, count, id, open_to_all, operator, run, seat};
use super::{publish, register};

both_engines! {
    async fn everything_is_shown_and_erased(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let (desk, staff) = (operator(&test).await, admin(&test).await);
        publish(&desk, "1").await;
        let body = json!({"first_name": "Ada", "last_name": "Lovelace", "notes": "Comtesse", "consent": {"given_by": "self"}});
        let made = register(&desk, body).await;
        let (visitor, user) = (id(&made), made["user"].clone());
        let place = seat(&desk, "PC 1").await;
        let running = run(&test, &desk, visitor, 30, place).await;
        desk.post("/api/reservations/").json(json!({"workstation": place, "visitor": visitor,
            "starts_at": "2026-11-24T10:00:00Z", "ends_at": "2026-11-24T11:00:00Z"})).send().await.expect(201);
        let whole = staff.get(&format!("/api/users/{user}/export/")).send().await.expect(200).json();
        let own = &whole["workstations"];
        assert_eq!((&own["notes"], own["visits"].as_array().unwrap().len()), (&json!("Comtesse"), 1));
        assert_eq!(own["consents"][0]["text_version"], "1");
        test.advance(chrono::TimeDelta::minutes(10));
        staff.post(&format!("/api/users/{user}/erasure/")).send().await.expect(204);
        let shown = desk.get(&format!("/api/sessions/{}/", id(&running))).send().await.json();
        assert_eq!((&shown["status"], &shown["end_reason"], &shown["visitor"]), (&json!("ended"), &json!("withdrawn"), &json!(null)));
        assert_eq!(shown["elapsed_seconds"], 600, "the numbers stay");
        for table in ["visitors", "visitor_consents", "time_claims"] {
            assert_eq!(count(&test, table).await, 0, "{table}");
        }
        assert_eq!(count(&test, "users WHERE last_name = 'Lovelace'").await, 0);
        desk.get(&format!("/api/visitors/{visitor}/")).send().await.expect(404);
    }

    async fn a_deleted_person_takes_the_file_along_and_a_new_name_is_found(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let (desk, staff) = (operator(&test).await, admin(&test).await);
        let made = register(&desk, json!({"first_name": "Ada", "last_name": "Lovelace"})).await;
        let user = made["user"].clone();
        staff.patch(&format!("/api/users/{user}/")).json(json!({"last_name": "King"})).send().await.expect(200);
        assert_eq!(desk.get("/api/visitors/?search=king").send().await.json()["count"], 1);
        staff.delete(&format!("/api/users/{user}/")).send().await.expect(204);
        assert_eq!(desk.get("/api/visitors/?search=king").send().await.json()["count"], 0);
        assert_eq!(count(&test, "visitors").await, 0);
    }

    async fn an_operator_who_gave_codes_is_remembered(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let (desk, staff) = (operator(&test).await, admin(&test).await);
        let made = register(&desk, json!({"first_name": "Ada", "last_name": "Lovelace"})).await;
        desk.post("/api/sessions/").json(json!({"visitor": made["id"], "minutes": 30})).send().await.expect(201);
        staff.delete("/api/users/8/").send().await.expect(204);
        assert_eq!(count(&test, "users WHERE id = 8 AND tombstone_at IS NOT NULL").await, 1);
    }

    async fn a_visitor_who_is_given_a_role_can_log_in(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let (desk, staff) = (operator(&test).await, admin(&test).await);
        let body = json!({"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.com"});
        let ada = register(&desk, body).await;
        let log_in = async |login: &str, password: &str| {
            test.anonymous().post("/api/token/").json(json!({"email": login, "password": password})).send().await
        };
        log_in("ada@example.com", "n’importe quoi").await.expect(401);
        staff.post(&format!("/api/users/{}/roles/", ada["user"])).json(json!({"role": "OPERATOR"})).send().await.expect(201);
        test.drain_jobs().await;
        let text = test.mail_to("ada@example.com").text;
        let password = text.lines().find_map(|line| line.strip_prefix("Mot de passe : ")).unwrap().to_owned();
        let pair = log_in("ada@example.com", &password).await.expect(200).json();
        let own = test.bearer(pair["access"].as_str().unwrap());
        own.get("/api/workstations/").send().await.refused(403, "password_change_required");
        let body = json!({"current_password": password, "new_password": "Une analyse 4 fois"});
        own.post("/auth/change-password/").json(body).send().await.expect(200);
        own.get("/api/workstations/").send().await.expect(200);
        // From now on their identity is theirs.
        let file = format!("/api/visitors/{}/", ada["id"]);
        desk.patch(&file).json(json!({"last_name": "King"})).send().await.refused(409, "person_has_login");
        // Without an address: a username, and a slip.
        let bob = register(&desk, json!({"first_name": "Bob", "last_name": "Babbage"})).await;
        let path = format!("/api/users/{}/", bob["user"]);
        staff.patch(&path).json(json!({"username": "bob"})).send().await.expect(200);
        staff.post(&format!("{path}roles/")).json(json!({"role": "CLIENT"})).send().await.expect(201);
        let slip = staff.post(&format!("{path}password-slip/")).send().await.expect(200).json();
        log_in("bob", slip["password"].as_str().unwrap()).await.expect(200);
        // With a profile of its own list.
        let eve = register(&desk, json!({"first_name": "Eve", "last_name": "Curie", "email": "eve@example.com"})).await;
        staff.post("/api/professors/").json(json!({"user": {"id": eve["user"]}})).send().await.expect(201);
        test.drain_jobs().await;
        let text = test.mail_to("eve@example.com").text;
        let password = text.lines().find_map(|line| line.strip_prefix("Mot de passe : ")).unwrap().to_owned();
        log_in("eve@example.com", &password).await.expect(200);
    }
}
