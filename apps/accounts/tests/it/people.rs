//! Creating people: who comes out of which body, and how they come in the first time.

use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::desk::{self, ROLES, create, mailed_password, manager, person, superuser, token, wrong_fields};
use super::place;

/// From the mailed password to a login with one's own.
async fn comes_in_with_the_mailed_password(test: &TestApp, email: &str) {
    let password = mailed_password(test, email);
    assert!(!password.contains(char::is_whitespace) && password.len() >= 8, "{password:?}");
    let first = test
        .anonymous()
        .post("/auth/user/login/")
        .json(json!({"email": email, "password": password}))
        .send()
        .await
        .expect(200)
        .json();
    assert_eq!(first["must_change_password"], true);
    let client = test.bearer(first["access_token"].as_str().unwrap());
    client.get("/api/modules/").send().await.refused(403, "password_change_required");
    let change = json!({"current_password": password, "new_password": "Une-autre-phrase-42"});
    client.post("/auth/change-password/").json(change).send().await.expect(200);
    client.get("/api/modules/").send().await.expect(200);
    test.drain_jobs().await;
    token(test, email, &password).await.expect(401);
    token(test, email, "Une-autre-phrase-42").await.expect(200);
}

both_engines! {
    async fn each_role_is_created_with_its_person_who_then_comes_in(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for (path, role, own) in ROLES {
            let email = format!("{}@ecole.fr", role.to_lowercase());
            let body = json!({"user": person("Zoé", "Müller", &email), own: "Troisième"});
            let created = create(&test, &manager, path, body).await;
            let user = &created["user"];
            assert_eq!(user["email"], email.as_str());
            assert_eq!(user["roles_details"], json!([{"name": role}]), "{path}");
            let expected = json!({
                "id": user["id"], "email": email, "username": null, "first_name": "Zoé", "last_name": "Müller",
                "phone": "", "birth_date": null, "photo": null, "modules": [], "roles_details": [{"name": role}],
            });
            assert_eq!(*user, expected);
            assert_eq!(created[own], "Troisième");
            assert!(created["id"].is_i64() && created["row_version"].is_i64(), "{created}");
            let read = manager.get(&format!("{path}{}/", created["id"])).send().await.expect(200).json();
            assert_eq!(read, created);
            let listed = manager.get(&format!("{path}?search=muller")).send().await.expect(200).json();
            assert_eq!(listed["results"], json!([created]));
            comes_in_with_the_mailed_password(&test, &email).await;
        }
    }

    async fn a_person_without_a_role_is_created_too(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let created = create(&test, &manager, "/api/users/", person("Léa", "Roux", "lea@ecole.fr")).await;
        assert_eq!((&created["is_active"], &created["is_staff"]), (&json!(true), &json!(false)));
        assert_eq!(created["roles_details"], json!([]));
        let read = manager.get(&format!("/api/users/{}/", created["id"])).send().await.expect(200).json();
        assert_eq!(read, created);
        comes_in_with_the_mailed_password(&test, "lea@ecole.fr").await;
    }

    async fn everything_may_be_given_at_once(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for (path, role, own) in ROLES {
            let email = format!("{}@ecole.fr", role.to_lowercase());
            let user = json!({
                "first_name": " Anne  Marie ", "last_name": "d’Ornano", "email": format!(" {} ", email.to_uppercase()),
                "username": role, "phone": "01 02 03 04 05", "birth_date": "2007-03-14", "modules": [3, 1, 3],
                "lang": "en",
            });
            let created = create(&test, &manager, path, json!({"user": user, own: " x "})).await;
            let user = &created["user"];
            assert_eq!(user["first_name"], "Anne Marie");
            assert_eq!(user["email"], email.as_str());
            assert_eq!((&user["phone"], &user["birth_date"]), (&json!("01 02 03 04 05"), &json!("2007-03-14")));
            assert_eq!(user["modules"], json!([1, 3]), "modules on every role");
            assert_eq!(created[own], "x");
            assert!(test.mail_to(&email).text.contains("Password:"), "in their own language");
        }
    }

    async fn an_address_or_a_username_is_needed_and_both_names(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for (path, ..) in ROLES {
            assert_eq!(wrong_fields(manager.post(path).json(json!({})).send().await), ["user"]);
            let named = wrong_fields(manager.post(path).json(json!({"user": {}})).send().await);
            assert_eq!(named, ["user.email", "user.first_name", "user.last_name"]);
        }
        let named = wrong_fields(manager.post("/api/users/").json(json!({"first_name": " "})).send().await);
        assert_eq!(named, ["email", "first_name", "last_name"]);
    }

    async fn somebody_without_an_address_gets_no_mail_and_a_username_is_enough(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let user = json!({"first_name": "Tom", "last_name": "Petit", "username": "Tom.Petit"});
        let created = create(&test, &manager, "/api/students/", json!({"user": user})).await;
        assert_eq!(created["user"]["email"], Value::Null);
        assert_eq!(created["user"]["username"], "Tom.Petit");
        assert!(test.mails().is_empty());
        let slip = manager.post(&format!("/api/users/{}/password-slip/", created["user"]["id"])).send().await;
        let slip = slip.expect(200).json();
        assert_eq!(slip["login"], "Tom.Petit");
        token(&test, "tom.petit", slip["password"].as_str().unwrap()).await.expect(200);
    }

    async fn a_student_number_is_generated_unless_given(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let student = |n: u32| json!({"user": person("Élève", "Neuf", &format!("e{n}@ecole.fr"))});
        let first = create(&test, &manager, "/api/students/", student(1)).await;
        assert_eq!(first["student_number"], "2026-0001");
        let mut given = student(2);
        given["student_number"] = json!("2026-0002");
        create(&test, &manager, "/api/students/", given.clone()).await;
        assert_eq!(create(&test, &manager, "/api/students/", student(3)).await["student_number"], "2026-0003");
        given["user"] = person("Autre", "Élève", "e4@ecole.fr");
        assert_eq!(wrong_fields(manager.post("/api/students/").json(given).send().await), ["student_number"]);
        // A number in a form of its own does not confuse the count.
        let mut odd = student(5);
        odd["student_number"] = json!("2026-SPECIAL");
        create(&test, &manager, "/api/students/", odd).await;
        assert_eq!(create(&test, &manager, "/api/students/", student(6)).await["student_number"], "2026-0004");
    }

    async fn a_student_number_is_never_given_twice(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let student = |n: u32| json!({"user": person("Élève", "Neuf", &format!("e{n}@ecole.fr"))});
        let first = create(&test, &manager, "/api/students/", student(1)).await;
        manager.delete(&format!("/api/students/{}/", first["id"])).send().await.expect(204);
        assert_eq!(create(&test, &manager, "/api/students/", student(2)).await["student_number"], "2026-0002");
    }

    async fn students_created_at_the_same_instant_get_a_number_each(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let all = (0..8).map(|n| {
            let manager = manager.clone();
            async move {
                let body = json!({"user": person("Élève", "Neuf", &format!("e{n}@ecole.fr"))});
                manager.post("/api/students/").json(body).send().await.expect(201).json()["student_number"].clone()
            }
        });
        let numbers: std::collections::BTreeSet<_> =
            futures::future::join_all(all).await.into_iter().map(|n| n.to_string()).collect();
        assert_eq!(numbers.len(), 8, "{numbers:?}");
        test.drain_jobs().await;
    }

    async fn an_address_is_taken_once_whatever_its_case(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let before = desk::number(&test, "SELECT COUNT(*) FROM users").await;
        for (path, ..) in ROLES {
            let body = json!({"user": person("Un", "Autre", "ETUDIANT@Example.com")});
            assert_eq!(wrong_fields(manager.post(path).json(body).send().await), ["user.email"]);
        }
        let body = person("Un", "Autre", "etudiant@example.com");
        assert_eq!(wrong_fields(manager.post("/api/users/").json(body).send().await), ["email"]);
        let named = json!({"user": {"first_name": "A", "last_name": "B", "username": "Jean.Petit"}});
        create(&test, &manager, "/api/tutors/", named).await;
        let again = json!({"user": {"first_name": "A", "last_name": "B", "username": "jean.petit"}});
        assert_eq!(wrong_fields(manager.post("/api/tutors/").json(&again).send().await), ["user.username"]);
        assert_eq!(wrong_fields(manager.post("/api/users/").json(&again["user"]).send().await), ["username"]);
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM users").await, before + 1);
    }

    async fn two_at_once_with_one_address_get_one_person_and_one_refusal(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for round in 0..5 {
            let body = json!({"user": person("Un", "Double", &format!("double{round}@ecole.fr"))});
            let send = |path: &'static str| {
                let (manager, body) = (manager.clone(), body.clone());
                async move { manager.post(path).json(body).send().await }
            };
            let (a, b) = tokio::join!(send("/api/students/"), send("/api/professors/"));
            let (made, refused) = if a.status() == 201 { (a, b) } else { (b, a) };
            made.expect(201);
            assert_eq!(wrong_fields(refused), ["user.email"]);
        }
        test.drain_jobs().await;
    }

    async fn unknown_references_name_their_field_and_nothing_is_written(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let count = "SELECT (SELECT COUNT(*) FROM users) + (SELECT COUNT(*) FROM audit_entries) + (SELECT COUNT(*) FROM mails)";
        let before = desk::number(&test, count).await;
        for (path, ..) in ROLES {
            let mut user = person("Un", "Autre", "autre@ecole.fr");
            user["modules"] = json!([1, 99]);
            assert_eq!(wrong_fields(manager.post(path).json(json!({"user": user})).send().await), ["user.modules"]);
            let unknown = json!({"user": {"id": 9999}});
            assert_eq!(wrong_fields(manager.post(path).json(unknown).send().await), ["user.id"]);
        }
        let mut user = person("Un", "Autre", "autre@ecole.fr");
        let tutor = json!({"user": user, "students": [1, 77]});
        assert_eq!(wrong_fields(manager.post("/api/tutors/").json(tutor).send().await), ["students"]);
        user["modules"] = json!([99]);
        assert_eq!(wrong_fields(manager.post("/api/users/").json(user).send().await), ["modules"]);
        assert_eq!(desk::number(&test, count).await, before);
    }

    async fn a_role_goes_to_a_known_person(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let body = json!({"user": {"id": 3, "phone": "0102030405"}, "relationship": "père", "students": [1]});
        let tutor = create(&test, &manager, "/api/tutors/", body.clone()).await;
        assert_eq!(tutor["user"]["id"], 3);
        assert_eq!(tutor["user"]["last_name"], "professeur");
        assert_eq!(tutor["user"]["phone"], "0102030405");
        assert_eq!(tutor["students"], json!([1]));
        assert_eq!(tutor["user"]["roles_details"], json!([{"name": "PROFESSOR"}, {"name": "TUTOR"}]));
        assert!(test.mails().is_empty(), "a person who can log in already gets no other password");
        token(&test, "professeur@example.com", place::PASSWORD).await.expect(200);
        assert_eq!(wrong_fields(manager.post("/api/tutors/").json(body).send().await), ["user.id"]);
    }

    async fn nobody_below_can_attach_a_role_to_an_administrator(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let body = json!({"user": {"id": 1}});
        manager.post("/api/professors/").json(&body).send().await.refused(403, "above_your_rank");
        superuser(&test).await.post("/api/professors/").json(&body).send().await.expect(201);
    }
}
