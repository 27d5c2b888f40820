//! Changing people: the whole of one (PUT), a part (PATCH), and what the row's version guards.

use preau_testkit::{Client, TestEngine, both_engines};
use serde_json::{Value, json};

use super::desk::{self, ROLES, create, manager, person, superuser, token, wrong_fields};
use super::place;

/// A person with every field filled, as this role.
async fn full(test: &preau_testkit::TestApp, client: &Client, path: &str, own: &str) -> Value {
    let user = json!({
        "first_name": "Ève", "last_name": "Lefœuvre", "email": format!("{own}@ecole.fr"), "username": own,
        "phone": "01 02 03 04 05", "birth_date": "2007-03-14", "modules": [1, 2], "lang": "fr",
    });
    create(test, client, path, json!({"user": user, own: "avant", "students": [1]})).await
}

both_engines! {
    async fn ones_own_row_is_guarded_by_its_tag_too(engine: TestEngine) {
        let test = place::start(engine).await;
        let student = place::logged_in(&test, "etudiant@example.com").await;
        let version = student.get("/api/me/").send().await.expect(200).json()["row_version"].as_i64().unwrap();
        let change = |tag: String| {
            let phone = json!({"phone": "01 02 03 04 05"});
            student.patch("/api/me/").header("If-Match", &tag).json(phone).send()
        };
        change(format!("\"{}\"", version + 1)).await.refused(409, "row_changed");
        change("\"of somebody else\"".to_owned()).await.refused(409, "row_changed");
        change(format!("\"{version}\"")).await.expect(200);
    }

    async fn put_gives_what_is_left_out_its_default(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for (path, _, own) in ROLES {
            let made = full(&test, &manager, path, own).await;
            let one = format!("{path}{}/", made["id"]);
            let email = format!("{own}-2@ecole.fr");
            let whole = manager.put(&one).json(json!({"user": person("Eva", "Neuve", &email)})).send().await;
            let whole = whole.expect(200).json();
            let expected = json!({
                "id": made["user"]["id"], "email": email, "username": null, "first_name": "Eva", "last_name": "Neuve",
                "phone": "", "birth_date": null, "photo": null, "modules": [],
                "roles_details": made["user"]["roles_details"],
            });
            assert_eq!(whole["user"], expected, "{path}");
            assert_eq!(whole[own], "");
            assert_eq!(whole["students"], if own == "relationship" { json!([]) } else { Value::Null });
            assert_eq!(whole["student_number"], made["student_number"], "a number that was generated stays");
            assert_eq!(manager.get(&one).send().await.expect(200).json(), whole);
            // The search follows the new name.
            let found = manager.get(&format!("{path}?search=neuve")).send().await.expect(200).json();
            assert_eq!(found["results"][0]["id"], made["id"]);
            let found = manager.get(&format!("{path}?search=lefoeuvre")).send().await.expect(200).json();
            assert_eq!(found["count"], 0);
        }
    }

    async fn put_needs_what_a_creation_needs(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for (path, ..) in ROLES {
            let one = format!("{path}1/");
            assert_eq!(wrong_fields(manager.put(&one).json(json!({})).send().await), ["user"]);
            let named = wrong_fields(manager.put(&one).json(json!({"user": {"last_name": "B"}})).send().await);
            assert_eq!(named, ["user.email", "user.first_name"]);
        }
        let named = wrong_fields(manager.put("/api/users/4/").json(json!({"phone": "0102030405"})).send().await);
        assert_eq!(named, ["email", "first_name", "last_name"]);
    }

    async fn put_of_a_user_gives_what_is_left_out_its_default(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        manager.patch("/api/users/4/").json(json!({"is_active": false, "lang": "en"})).send().await.expect(200);
        let whole = manager.put("/api/users/4/").json(person("A", "B", "etudiant@example.com")).send().await;
        let whole = whole.expect(200).json();
        assert_eq!((&whole["is_active"], &whole["lang"]), (&json!(true), &Value::Null));
    }

    async fn put_takes_a_rank_that_is_left_out_when_a_superuser_puts(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = superuser(&test).await;
        let whole = || person("A", "B", "etudiant@example.com");
        admin.patch("/api/users/4/").json(json!({"is_staff": true})).send().await.expect(200);
        let lowered = admin.put("/api/users/4/").json(whole()).send().await.expect(200).json();
        assert_eq!(lowered["is_staff"], false);
        let mut named = whole();
        named["is_superuser"] = json!(true);
        let raised = admin.put("/api/users/4/").json(named).send().await.expect(200).json();
        assert_eq!((&raised["is_staff"], &raised["is_superuser"]), (&json!(true), &json!(true)));
        let lowered = admin.put("/api/users/4/").json(whole()).send().await.expect(200).json();
        assert_eq!((&lowered["is_staff"], &lowered["is_superuser"]), (&json!(false), &json!(false)));
        // Nobody takes their own, nor does anybody else take what is not theirs to take.
        let own = person("A", "B", "admin@example.com");
        admin.put("/api/users/1/").json(own).send().await.refused(403, "not_yourself");
        let staff = desk::staff(&test, "bureau@ecole.fr").await;
        let id = desk::number(&test, "SELECT id FROM users WHERE email = 'bureau@ecole.fr'").await;
        let kept = staff.put(&format!("/api/users/{id}/")).json(person("A", "B", "bureau@ecole.fr")).send().await;
        assert_eq!(kept.expect(200).json()["is_staff"], true);
    }

    async fn patch_changes_what_is_sent_on_either_side(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for (path, _, own) in ROLES {
            let made = full(&test, &manager, path, own).await;
            let one = format!("{path}{}/", made["id"]);
            let mut expected = made.clone();
            let patch = |body: Value| {
                let (manager, one) = (manager.clone(), one.clone());
                async move {
                    let mut answer = manager.patch(&one).json(body).send().await.expect(200).json();
                    (answer["row_version"].take(), answer)
                }
            };
            let mut version = expected["row_version"].take();
            let changes = [
                (json!({own: "après"}), own, "", json!("après")),
                (json!({"user": {"phone": "06 00 00 00 00"}}), "user", "phone", json!("06 00 00 00 00")),
                (json!({"user": {"modules": [3]}}), "user", "modules", json!([3])),
                (json!({"user": {"modules": null}}), "user", "modules", json!([])),
                (json!({"user": {"birth_date": null}}), "user", "birth_date", Value::Null),
                (json!({"user": {"username": null}}), "user", "username", Value::Null),
                (json!({own: null}), own, "", json!("")),
            ];
            for (body, outer, inner, value) in changes {
                if inner.is_empty() { expected[outer] = value } else { expected[outer][inner] = value }
                let (newer, answer) = patch(body.clone()).await;
                assert_eq!(answer, expected, "{body}");
                assert!(newer.as_i64() > version.as_i64(), "{body} left the version at {newer}");
                version = newer;
            }
            // Nothing, and the same again, change nothing.
            for body in [json!({}), json!({"user": {}}), json!({"user": {"phone": "06 00 00 00 00"}}), json!({"x": 1})] {
                let before = desk::entries(&test).await;
                assert_eq!(patch(body).await, (version.clone(), expected.clone()));
                assert_eq!(desk::entries(&test).await, before, "a change that changes nothing is not recorded");
            }
        }
    }

    async fn a_name_or_the_last_login_cannot_be_taken_away(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for (body, field) in [
            (json!({"user": {"first_name": null}}), "user.first_name"),
            (json!({"user": {"last_name": " "}}), "user.last_name"),
            (json!({"user": {"email": null}}), "user.email"),
            (json!({"user": {"email": ""}}), "user.email"),
            (json!({"user": null}), "user"),
            (json!({"user": 3}), "user"),
        ] {
            assert_eq!(wrong_fields(manager.patch("/api/students/1/").json(&body).send().await), [field], "{body}");
        }
        assert_eq!(wrong_fields(manager.patch("/api/users/4/").json(json!({"email": null})).send().await), ["email"]);
    }

    async fn an_old_version_writes_nothing(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for one in ["/api/students/1/", "/api/users/4/", "/api/professors/1/", "/api/tutors/1/", "/api/modules/1/"] {
            let before = manager.get(one).send().await.expect(200).json();
            let version = before["row_version"].as_i64().unwrap();
            let name = if one.starts_with("/api/modules") {
                json!({"name": "Autre", "code": "AUTRE"})
            } else if one.starts_with("/api/users") {
                person("Autre", "Nom", "autre-user@ecole.fr")
            } else {
                json!({"user": person("Autre", "Nom", &format!("autre{}@ecole.fr", one.len()))})
            };
            let entries = desk::entries(&test).await;
            let mut old = name.clone();
            old["row_version"] = json!(version - 1);
            for header in [format!("\"{}\"", version - 1), format!("W/\"{}\"", version + 1), "\"abc\"".into()] {
                let refused = manager.patch(one).header("if-match", &header).json(&name).send().await;
                refused.refused(409, "row_changed");
            }
            let refused = manager.patch(one).json(&old).send().await.refused(409, "row_changed");
            assert_eq!(refused.json()["row_version"], version, "{one}");
            manager.put(one).json(&old).send().await.refused(409, "row_changed");
            assert_eq!(manager.get(one).send().await.json(), before, "{one}");
            assert_eq!(desk::entries(&test).await, entries);
            manager.patch(one).header("if-match", &format!("\"{version}\"")).json(&name).send().await.expect(200);
            manager.patch(one).header("if-match", "*").json(&name).send().await.expect(200);
        }
    }

    async fn the_version_of_a_profile_follows_its_person_and_not_their_logins(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let seen = manager.get("/api/students/1/").send().await.json()["row_version"].clone();
        place::logged_in(&test, "etudiant@example.com").await;
        let now = manager.get("/api/students/1/").send().await.json()["row_version"].clone();
        assert_eq!(seen, now, "a log-in changes no version");
        manager.patch("/api/users/4/").json(json!({"phone": "0102030405"})).send().await.expect(200);
        let stale = json!({"level": "3e", "row_version": seen});
        manager.patch("/api/students/1/").json(stale).send().await.refused(409, "row_changed");
    }

    async fn changes_to_one_person_from_all_sides_wait_for_one_another(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for round in 0..15 {
            let phone = format!("01020304{round:02}");
            let by_user = manager.patch("/api/users/4/").json(json!({"phone": phone})).send();
            let by_profile = manager
                .patch("/api/students/1/")
                .json(json!({"level": phone, "user": {"last_name": format!("Nom{round}")}}))
                .send();
            let links = manager.patch("/api/tutors/1/").json(json!({"students": [1]})).send();
            let (a, b, c) = tokio::join!(by_user, by_profile, links);
            for answer in [a, b, c] {
                answer.expect(200);
            }
        }
    }

    async fn a_new_address_given_by_staff_logs_in_and_the_old_one_is_free(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let change = json!({"user": {"email": "Nouveau@Ecole.fr"}});
        manager.patch("/api/students/1/").json(change).send().await.expect(200);
        token(&test, "nouveau@ecole.fr", place::PASSWORD).await.expect(200);
        token(&test, "etudiant@example.com", place::PASSWORD).await.expect(401);
        create(&test, &manager, "/api/students/", json!({"user": person("A", "B", "etudiant@example.com")})).await;
        let taken = manager.patch("/api/students/1/").json(json!({"user": {"email": "etudiant@example.com"}}));
        assert_eq!(wrong_fields(taken.send().await), ["user.email"]);
    }
}
