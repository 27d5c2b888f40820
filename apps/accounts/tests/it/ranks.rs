//! Who may touch whom: superuser over staff over school manager over everyone else, and nobody their own rank.

use preau_testkit::{Client, TestEngine, TestResponse, both_engines};
use serde_json::json;

use super::desk::{self, create, manager, person, superuser, wrong_fields};
use super::place;

/// Everything that can be done to a person, tried by `client`.
async fn every_deed(client: &Client, user: i64) -> Vec<TestResponse> {
    let one = format!("/api/users/{user}/");
    let at = |part: &str| format!("{one}{part}");
    vec![
        client.patch(&one).json(json!({"phone": "0999999999"})).send().await,
        client.put(&one).json(person("X", "Y", "taken-over@ecole.fr")).send().await,
        client.delete(&one).send().await,
        client.get(&at("export/")).send().await,
        client.post(&at("erasure/")).send().await,
        client.post(&at("merge/")).json(json!({"into": 4})).send().await,
        client.post("/api/users/4/merge/").json(json!({"into": user})).send().await,
        client.post(&at("password-slip/")).send().await,
        client.post("/api/users/password-slips/").json(json!({"users": [4, user]})).send().await,
        client.put(&at("photo/")).body("image/jpeg", vec![0xff, 0xd8]).send().await,
        client.delete(&at("photo/")).send().await,
        client.delete(&at("otp/")).send().await,
        client.post(&at("sessions/end/")).send().await,
        client.post(&at("roles/")).json(json!({"role": "COACH"})).send().await,
        client
            .post("/api/professors/")
            .json(json!({"user": {"id": user, "email": "taken-over@ecole.fr"}}))
            .send()
            .await,
        client.patch("/api/tutors/2/").json(json!({"user": {"email": "taken-over@ecole.fr"}})).send().await,
        client.patch("/api/tutors/2/").json(json!({"relationship": "x"})).send().await,
        client.put("/api/tutors/2/").json(json!({"user": person("X", "Y", "taken-over@ecole.fr")})).send().await,
        client.delete("/api/tutors/2/").send().await,
        client.delete(&at("roles/TUTOR/")).send().await,
    ]
}

both_engines! {
    async fn nobody_touches_a_person_above_them(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = superuser(&test).await;
        let staff = desk::staff(&test, "bureau@ecole.fr").await;
        let bureau = desk::number(&test, "SELECT id FROM users WHERE email = 'bureau@ecole.fr'").await;
        let count = "SELECT (SELECT COUNT(*) FROM audit_entries) + CAST((SELECT SUM(row_version) FROM users) AS BIGINT) \
                     + (SELECT COUNT(*) FROM one_time_secrets) + (SELECT COUNT(*) FROM files)";
        let count = || desk::number(&test, count);
        let manager = manager(&test).await;
        for (client, above, who) in [(&manager, bureau, "staff"), (&manager, 1, "a superuser"), (&staff, 1, "a superuser")] {
            // Of the one above there is a tutor's profile, by which they could be reached too.
            create(&test, &admin, "/api/tutors/", json!({"user": {"id": above}})).await;
            desk::exec(&test, &format!("UPDATE tutors SET id = 2 WHERE user_id = {above}")).await;
            let before = count().await;
            for answer in every_deed(client, above).await {
                answer.refused(403, "above_your_rank");
            }
            assert_eq!(count().await, before, "against {who}");
            admin.delete("/api/tutors/2/").send().await.expect(204);
        }
    }

    async fn only_superusers_raise_and_lower(engine: TestEngine) {
        let test = place::start(engine).await;
        let staff = desk::staff(&test, "bureau@ecole.fr").await;
        let manager = manager(&test).await;
        for client in [&manager, &staff] {
            for flag in ["is_staff", "is_superuser"] {
                let mut body = person("A", "B", "raised@ecole.fr");
                body[flag] = json!(true);
                assert_eq!(wrong_fields(client.post("/api/users/").json(&body).send().await), [flag]);
                assert_eq!(wrong_fields(client.put("/api/users/4/").json(&body).send().await), [flag]);
                let patch = client.patch("/api/users/4/").json(json!({flag: true})).send().await;
                assert_eq!(wrong_fields(patch), [flag]);
            }
            // Through a profile or an import there is no such field at all.
            let body = json!({"user": {"is_staff": true, "is_superuser": true}});
            client.patch("/api/students/1/").json(&body).send().await.expect(200);
        }
        let staff_id = desk::number(&test, "SELECT id FROM users WHERE email = 'bureau@ecole.fr'").await;
        let lower = staff.patch(&format!("/api/users/{staff_id}/")).json(json!({"is_staff": false})).send().await;
        assert_eq!(wrong_fields(lower), ["is_staff"]);
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM users WHERE is_staff").await, 2);
        let admin = superuser(&test).await;
        let raised = admin.patch("/api/users/4/").json(json!({"is_superuser": true})).send().await.expect(200).json();
        assert_eq!((&raised["is_staff"], &raised["is_superuser"]), (&json!(true), &json!(true)));
        admin.patch("/api/users/4/").json(json!({"is_superuser": false, "is_staff": false})).send().await.expect(200);
    }

    async fn a_change_of_rank_counts_at_once(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = superuser(&test).await;
        let student = place::logged_in(&test, "etudiant@example.com").await;
        student.get("/api/students/").send().await.expect(403);
        admin.patch("/api/users/4/").json(json!({"is_staff": true})).send().await.expect(200);
        student.get("/api/students/").send().await.expect(200);
        admin.patch("/api/users/4/").json(json!({"is_staff": false})).send().await.expect(200);
        student.get("/api/students/").send().await.expect(403);
        admin.patch("/api/users/4/").json(json!({"is_active": false})).send().await.expect(200);
        student.get("/auth/profile/").send().await.expect(401);
        desk::token(&test, "etudiant@example.com", place::PASSWORD).await.expect(401);
        admin.patch("/api/users/4/").json(json!({"is_active": true})).send().await.expect(200);
        student.get("/auth/profile/").send().await.expect(401);
        desk::token(&test, "etudiant@example.com", place::PASSWORD).await.expect(200);
    }

    async fn nobody_ends_themselves(engine: TestEngine) {
        let test = place::start(engine).await;
        let staff = desk::staff(&test, "bureau@ecole.fr").await;
        let staff_id = desk::number(&test, "SELECT id FROM users WHERE email = 'bureau@ecole.fr'").await;
        for (client, id) in [(superuser(&test).await, 1), (manager(&test).await, 2), (staff, staff_id)] {
            let one = format!("/api/users/{id}/");
            client.patch(&one).json(json!({"is_active": false})).send().await.refused(403, "not_yourself");
            let mut whole = person("A", "B", "myself@ecole.fr");
            whole["is_active"] = json!(false);
            client.put(&one).json(whole).send().await.refused(403, "not_yourself");
            client.delete(&one).send().await.refused(403, "not_yourself");
            client.post(&format!("{one}erasure/")).send().await.refused(403, "not_yourself");
            client.get("/auth/profile/").send().await.expect(200);
        }
        let admin = superuser(&test).await;
        admin.patch("/api/users/1/").json(json!({"is_superuser": false})).send().await.refused(403, "not_yourself");
        let manager = manager(&test).await;
        manager.delete("/api/managers/1/").send().await.refused(403, "not_yourself");
        manager.delete("/api/users/2/roles/SCHOOL_MANAGER/").send().await.refused(403, "not_yourself");
    }

    async fn staff_go_only_by_a_superuser(engine: TestEngine) {
        let test = place::start(engine).await;
        let staff = desk::staff(&test, "bureau@ecole.fr").await;
        desk::staff(&test, "bureau2@ecole.fr").await;
        let other = desk::number(&test, "SELECT id FROM users WHERE email = 'bureau2@ecole.fr'").await;
        staff.delete(&format!("/api/users/{other}/")).send().await.refused(403, "superuser_only");
        staff.post(&format!("/api/users/{other}/erasure/")).send().await.refused(403, "superuser_only");
        superuser(&test).await.delete(&format!("/api/users/{other}/")).send().await.expect(204);
    }

    async fn a_role_above_ones_own_cannot_be_given(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = superuser(&test).await;
        let right = json!({"user_id": 3, "permission": "people.manage"});
        admin.post("/api/grants/").json(right).send().await.expect(201);
        let professor = place::logged_in(&test, "professeur@example.com").await;
        let body = json!({"user": person("A", "B", "a@ecole.fr")});
        professor.post("/api/managers/").json(&body).send().await.refused(403, "above_your_rank");
        let role = json!({"role": "SCHOOL_MANAGER"});
        professor.post("/api/users/4/roles/").json(&role).send().await.refused(403, "above_your_rank");
        professor.post("/api/users/3/roles/").json(&role).send().await.refused(403, "above_your_rank");
        let csv = "nom;prenom;email\nA;B;a@ecole.fr\n";
        let import = professor.post("/api/managers/import/").body("text/csv", csv).send().await;
        import.refused(403, "above_your_rank");
        professor.patch("/api/managers/1/").json(json!({"title": "x"})).send().await.refused(403, "above_your_rank");
        professor.post("/api/students/").json(&body).send().await.expect(201);
        test.drain_jobs().await;
    }

    async fn rights_are_given_by_staff_and_count_at_once(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = superuser(&test).await;
        let professor = place::logged_in(&test, "professeur@example.com").await;
        for grant in [
            json!({"user_id": 3, "permission": "people.manage"}),
            json!({"role": "PROFESSOR", "permission": "people.manage", "scope": "all"}),
        ] {
            professor.get("/api/students/").send().await.refused(403, "forbidden");
            let given = admin.post("/api/grants/").json(&grant).send().await.expect(201).json();
            professor.get("/api/students/").send().await.expect(200);
            let rights = professor.get("/auth/profile/").send().await.json()["rights"].clone();
            assert_eq!(rights, json!(["people.manage"]));
            let listed = admin.get("/api/grants/").send().await.expect(200).json();
            assert_eq!(listed["results"], json!([given]));
            let one = format!("/api/grants/{}/", given["id"]);
            admin.delete(&one).send().await.expect(204);
            admin.delete(&one).send().await.expect(404);
        }
        professor.get("/api/students/").send().await.refused(403, "forbidden");
        let staff = desk::staff(&test, "bureau@ecole.fr").await;
        let id = desk::number(&test, "SELECT id FROM users WHERE email = 'bureau@ecole.fr'").await;
        let own = json!({"user_id": id, "permission": "people.manage"});
        staff.post("/api/grants/").json(own).send().await.refused(403, "not_yourself");
        let above = json!({"user_id": 1, "permission": "people.manage"});
        staff.post("/api/grants/").json(above).send().await.refused(403, "above_your_rank");
    }

    async fn a_right_over_ones_own_classes_is_no_right_over_everybody(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = superuser(&test).await;
        let professor = place::logged_in(&test, "professeur@example.com").await;
        for scope in ["own", "own_classes"] {
            let grant = json!({"user_id": 3, "permission": "people.manage", "scope": scope});
            admin.post("/api/grants/").json(grant).send().await.expect(201);
            professor.get("/api/students/").send().await.refused(403, "forbidden");
            professor.get("/api/users/4/").send().await.refused(403, "forbidden");
            professor.get("/api/users/4/photo/").send().await.refused(404, "not_found");
        }
    }

    async fn a_grant_says_what_is_wrong_with_it(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = superuser(&test).await;
        for (body, fields) in [
            (json!({}), vec!["permission", "user_id"]),
            (json!({"user_id": 3, "permission": "world.rule"}), vec!["permission"]),
            (json!({"user_id": 999, "permission": "people.manage"}), vec!["user_id"]),
            (json!({"user_id": 3, "role": "COACH", "permission": "people.manage"}), vec!["user_id"]),
            (json!({"role": "PILOT", "permission": "people.manage"}), vec!["role"]),
            (json!({"user_id": "3", "permission": "people.manage"}), vec!["user_id"]),
            (json!({"user_id": 3, "permission": "people.manage", "scope": "galaxy"}), vec!["scope"]),
        ] {
            assert_eq!(wrong_fields(admin.post("/api/grants/").json(&body).send().await), fields, "{body}");
        }
    }

    async fn a_right_is_given_once_and_only_becomes_wider(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = superuser(&test).await;
        for to in [json!({"user_id": 4}), json!({"role": "COACH"})] {
            let give = async |scope: &str| {
                let mut grant = to.clone();
                grant["permission"] = json!("people.manage");
                grant["scope"] = json!(scope);
                let given = admin.post("/api/grants/").json(&grant).send().await.expect(201).json();
                (given["id"].as_i64().unwrap(), given["scope"].as_str().unwrap().to_owned())
            };
            let (id, first) = give("own").await;
            assert_eq!(first, "own");
            let written = desk::entries(&test).await;
            assert_eq!(give("own").await, (id, "own".to_owned()));
            assert_eq!(desk::entries(&test).await, written, "nothing was given");
            assert_eq!(give("all").await, (id, "all".to_owned()));
            assert_eq!(give("own_classes").await, (id, "all".to_owned()));
            assert_eq!(desk::entries(&test).await, written + 1);
            test.drain_jobs().await;
        }
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM grants").await, 2);
    }
}
