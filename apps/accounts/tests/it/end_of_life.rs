//! The end of a person: deleted, or a tombstone where history refers to them; erased; exported before.

use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::desk::{self, ROLES, create, manager, person, superuser, token};
use super::memory::{self, everywhere, remember};
use super::place;

/// A student whom nobody can confuse with another, who has logged in, with a photo's row.
async fn zorglub(test: &TestApp) -> (i64, i64) {
    let mut user = person("Zorglub", "Zorglubson", "zorglub@ecole.fr");
    user["username"] = json!("zorglub");
    user["phone"] = json!("0102030405");
    user["modules"] = json!([1]);
    let made = create(test, &manager(test).await, "/api/students/", json!({"user": user, "level": "5e zorglub"})).await;
    let client = desk::first_login(test, "zorglub@ecole.fr").await;
    client.post("/api/me/tokens/").json(json!({"name": "jeton"})).send().await.expect(201);
    token(test, "zorglub@ecole.fr", "faux").await.expect(401);
    (made["id"].as_i64().unwrap(), made["user"]["id"].as_i64().unwrap())
}

async fn exists(test: &TestApp, user: i64) -> bool {
    desk::number(test, &format!("SELECT COUNT(*) FROM users WHERE id = {user}")).await == 1
}

both_engines! {
    async fn deleting_the_last_role_takes_the_person_along(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for (path, ..) in ROLES {
            let made = create(&test, &manager, path, json!({"user": person("A", "B", "ab@ecole.fr")})).await;
            let one = format!("{path}{}/", made["id"]);
            manager.delete(&one).send().await.expect(204);
            manager.delete(&one).send().await.expect(404);
            manager.get(&one).send().await.expect(404);
            manager.get(&format!("/api/users/{}/", made["user"]["id"])).send().await.expect(404);
            assert!(!exists(&test, made["user"]["id"].as_i64().unwrap()).await);
        }
    }

    async fn another_role_keeps_the_person(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let made = create(&test, &manager, "/api/tutors/", json!({"user": {"id": 3}, "students": [1]})).await;
        manager.delete("/api/professors/1/").send().await.expect(204);
        let left = manager.get("/api/users/3/").send().await.expect(200).json();
        assert_eq!(left["roles_details"], json!([{"name": "TUTOR"}]));
        token(&test, "professeur@example.com", place::PASSWORD).await.expect(200);
        manager.delete(&format!("/api/tutors/{}/", made["id"])).send().await.expect(204);
        manager.get("/api/users/3/").send().await.expect(404);
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM tutor_students").await, 0);
    }

    async fn staff_never_go_by_cascade(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = superuser(&test).await;
        let made = create(&test, &admin, "/api/professors/", json!({"user": {"id": 1}})).await;
        admin.delete(&format!("/api/professors/{}/", made["id"])).send().await.expect(204);
        assert!(exists(&test, 1).await);
        desk::staff(&test, "bureau@ecole.fr").await;
        let id = desk::number(&test, "SELECT id FROM users WHERE email = 'bureau@ecole.fr'").await;
        let made = create(&test, &admin, "/api/professors/", json!({"user": {"id": id}})).await;
        admin.delete(&format!("/api/professors/{}/", made["id"])).send().await.expect(204);
        assert!(exists(&test, id).await);
    }

    async fn a_role_taken_alone_leaves_the_person(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        manager.delete("/api/users/6/roles/COACH/").send().await.expect(204);
        manager.delete("/api/users/6/roles/COACH/").send().await.expect(404);
        manager.delete("/api/users/6/roles/PILOT/").send().await.expect(404);
        assert_eq!(manager.get("/api/users/6/roles/").send().await.expect(200).json()["count"], 0);
        token(&test, "coach@example.com", place::PASSWORD).await.expect(200);
    }

    async fn a_person_whom_history_refers_to_becomes_a_tombstone(engine: TestEngine) {
        let test = memory::start(engine).await;
        let manager = manager(&test).await;
        let (student, user) = zorglub(&test).await;
        let client = test.bearer(token(&test, "zorglub", "Une-autre-phrase-42").await.json()["access"].as_str().unwrap());
        remember(&test, user, "marks").await;
        manager.delete(&format!("/api/students/{student}/")).send().await.expect(204);
        assert!(exists(&test, user).await, "its number is kept");
        client.get("/auth/profile/").send().await.expect(401);
        token(&test, "zorglub@ecole.fr", "Une-autre-phrase-42").await.expect(401);
        // Nothing of it can be reached.
        for path in ["", "roles/", "photo/", "export/"] {
            manager.get(&format!("/api/users/{user}/{path}")).send().await.expect(404);
        }
        manager.patch(&format!("/api/users/{user}/")).json(json!({"phone": ""})).send().await.expect(404);
        manager.delete(&format!("/api/users/{user}/")).send().await.expect(404);
        for path in ["/api/users/?search=zorglub", "/api/students/?search=zorglub", "/api/users/?search=ecole.fr"] {
            assert_eq!(manager.get(path).send().await.expect(200).json()["count"], 0, "{path}");
        }
        let inactive = manager.get("/api/users/?is_active=false").send().await.expect(200).json();
        assert_eq!(inactive["count"], 0, "tombstones are never listed");
        // What still tells the name: the trail (erasable), and for thirty days the mails that were sent.
        let mut left = everywhere(&test, "zorglub").await;
        left.retain(|place| !place.starts_with("mails."));
        assert_eq!(left, ["audit_personal.content"]);
        assert_eq!(everywhere(&test, "0102030405").await, Vec::<String>::new());
        // The address and the username are free again.
        let mut again = person("Autre", "Élève", "zorglub@ecole.fr");
        again["username"] = json!("Zorglub");
        create(&test, &manager, "/api/students/", json!({"user": again})).await;
    }

    async fn somebody_whom_nothing_refers_to_is_deleted(engine: TestEngine) {
        let test = memory::start(engine).await;
        let (_, user) = zorglub(&test).await;
        manager(&test).await.delete(&format!("/api/users/{user}/")).send().await.expect(204);
        assert!(!exists(&test, user).await);
        for table in ["credentials", "one_time_secrets", "auth_sessions", "api_tokens", "user_modules", "students"] {
            let left = desk::number(&test, &format!("SELECT COUNT(*) FROM {table} WHERE user_id = {user}")).await;
            assert_eq!(left, 0, "{table}");
        }
    }

    async fn erasure_asks_every_module(engine: TestEngine) {
        let test = memory::start(engine).await;
        let (_, user) = zorglub(&test).await;
        remember(&test, user, "Zorglub had 20/20").await;
        let manager = manager(&test).await;
        manager.post(&format!("/api/users/{user}/erasure/")).send().await.expect(204);
        manager.post(&format!("/api/users/{user}/erasure/")).send().await.expect(404);
        let left = everywhere(&test, "zorglub").await;
        // The trail's own part goes by the hook of the audit module, which is not here.
        assert_eq!(left, ["audit_personal.content"]);
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM memories").await, 1, "numbers are kept");
        assert_eq!(desk::newest_entries(&test, 1).await, ["user_erased"]);
    }

    async fn an_export_holds_every_modules_part_and_is_recorded(engine: TestEngine) {
        let test = memory::start(engine).await;
        let (_, user) = zorglub(&test).await;
        remember(&test, user, "marks").await;
        let manager = manager(&test).await;
        let export = manager.get(&format!("/api/users/{user}/export/")).send().await.expect(200).json();
        assert_eq!(export["memory"]["memories"], 1);
        let own = &export["accounts"];
        assert_eq!(own["user"]["email"], "zorglub@ecole.fr");
        assert_eq!(own["roles"]["STUDENT"]["level"], "5e zorglub");
        assert_eq!(own["api_tokens"][0]["name"], "jeton");
        assert_eq!(own["logins"][0]["ip_address"], "192.0.2.1");
        assert_eq!(own["user"]["is_active"], true, "everything that is held");
        assert!(!export.to_string().contains("argon2"), "no hash leaves");
        assert_eq!(desk::newest_entries(&test, 1).await, ["user_exported"]);
        let me = place::logged_in(&test, "etudiant@example.com").await;
        let export = me.get("/api/me/export/").send().await.expect(200).json();
        assert_eq!(export["accounts"]["user"]["id"], 4);
        assert_eq!(desk::newest_entries(&test, 1).await, ["user_exported"]);
    }

    async fn a_subject_in_use_stays(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        manager.delete("/api/modules/1/").send().await.refused(409, "reference_gone");
        manager.delete("/api/professors/1/").send().await.expect(204);
        manager.delete("/api/modules/1/").send().await.expect(204);
        manager.get("/api/modules/1/").send().await.expect(404);
        let made: Value = create(&test, &manager, "/api/modules/", json!({"code": "MATH", "name": "Maths"})).await;
        assert_ne!(made["id"], 1, "an id is never given twice");
    }
}
