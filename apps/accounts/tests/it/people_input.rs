//! What bodies and addresses may hold: wrong types are named, every script is kept as it is.

use preau_testkit::{TestEngine, both_engines};
use serde_json::{Value, json};

use super::desk::{self, ROLES, create, manager, person, wrong_fields};
use super::place;

both_engines! {
    async fn a_wrong_type_names_its_field(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let wrong_user = [
            ("email", json!(3)), ("email", json!("no address")), ("email", json!(["a@b.fr"])),
            ("username", json!(true)), ("username", json!("a b")), ("username", json!("a@b")),
            ("first_name", json!({})), ("first_name", json!("x".repeat(151))), ("first_name", json!("a\u{0}b")),
            ("first_name", json!("a\u{7}b")), ("first_name", json!("a\u{202e}b")), ("last_name", json!(["x"])),
            ("last_name", json!("")), ("phone", json!(612345678)), ("phone", json!("call me")),
            ("phone", json!("1".repeat(33))), ("birth_date", json!("14/03/2007")), ("birth_date", json!("2007-02-30")),
            ("birth_date", json!(2007)), ("modules", json!("1")), ("modules", json!([1.5])), ("modules", json!(["1"])),
            ("modules", json!((0..501).collect::<Vec<i64>>())), ("modules", json!([u64::MAX])),
            ("lang", json!("xx")), ("lang", json!(1)), ("email", json!(format!("{}@b.fr", "a".repeat(65)))),
            ("email", json!("é\u{0}@b.fr")),
        ];
        for (field, value) in wrong_user {
            let mut user = person("A", "B", "ab@ecole.fr");
            user[field] = value.clone();
            let named = wrong_fields(manager.post("/api/users/").json(&user).send().await);
            assert_eq!(named, [field], "{field}: {value}");
            let answer = manager.patch("/api/users/4/").json(json!({field: value})).send().await;
            assert_eq!(wrong_fields(answer), [field], "PATCH {field}: {value}");
            for (path, ..) in ROLES {
                let named = wrong_fields(manager.post(path).json(json!({"user": user})).send().await);
                assert_eq!(named, [format!("user.{field}")], "{path} {field}: {value}");
            }
        }
        let wrong_own = [
            ("specialty", json!(1)), ("specialty", json!("x".repeat(201))), ("level", json!([])),
            ("level", json!("a\u{0}")), ("student_number", json!(7)), ("student_number", json!("x".repeat(51))),
            ("relationship", json!({})), ("students", json!("1")), ("students", json!([null])), ("title", json!(false)),
            ("row_version", json!("1")),
        ];
        for (field, value) in wrong_own {
            let path = match field {
                "specialty" => "/api/professors/",
                "level" | "student_number" | "row_version" => "/api/students/",
                "title" => "/api/managers/",
                _ => "/api/tutors/",
            };
            let body = json!({"user": person("A", "B", "ab@ecole.fr"), field: value});
            assert_eq!(wrong_fields(manager.post(path).json(&body).send().await), [field], "{body}");
            let part = json!({field: value});
            assert_eq!(wrong_fields(manager.patch(&format!("{path}1/")).json(&part).send().await), [field], "{part}");
        }
        for flag in ["is_active", "is_staff", "is_superuser"] {
            let answer = manager.patch("/api/users/4/").json(json!({flag: "yes"})).send().await;
            assert_eq!(wrong_fields(answer), [flag]);
        }
        let known = manager.post("/api/students/").json(json!({"user": {"id": "4"}})).send().await;
        assert!(wrong_fields(known).contains(&"user.id".to_owned()));
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM users").await, place::PEOPLE.len() as i64);
    }

    async fn every_script_is_kept_as_it_is(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let names = [
            ("François-Éric", "Ménès d’Açores"),
            ("محمد", "عبد الله"),
            ("李", "小龍"),
            ("👩🏽‍🏫", "O'Brien 🎓"),
            ("<script>alert(1)</script>", "\"; DROP TABLE users; --"),
            ("%_\\", "{{ 7*7 }} $1 ?"),
            ("=cmd|' /C calc'!A0", "@SUM(1+1)"),
        ];
        for (index, (first, last)) in names.into_iter().enumerate() {
            let email = format!("n{index}@ecole.fr");
            let body = json!({"user": person(first, last, &email), "level": last, "student_number": format!("{first}-1")});
            let made = create(&test, &manager, "/api/students/", body).await;
            let read = manager.get(&format!("/api/students/{}/", made["id"])).send().await.expect(200).json();
            assert_eq!((&read["user"]["first_name"], &read["user"]["last_name"]), (&json!(first), &json!(last)));
            assert_eq!((&read["level"], &read["student_number"]), (&json!(last), &json!(format!("{first}-1"))));
            let mail = test.mail_to(&email);
            assert!(!mail.html.contains("<script>alert"), "{}", mail.html);
        }
    }

    async fn fields_that_nobody_declared_change_nothing(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let mut user = person("A", "B", "ab@ecole.fr");
        for (field, value) in [
            ("password", json!("hack")), ("email_verified", json!(true)), ("created_at", json!("2000-01-01T00:00:00Z")),
            ("photo", json!("/x.jpg")), ("photo_large", json!("0123456789abcdef0123456789abcdef")),
            ("roles_details", json!([{"name": "COACH"}])), ("roles", json!(["COACH"])), ("tombstone_at", json!(1)),
            ("is_staff", json!(true)), ("is_superuser", json!(true)), ("is_active", json!(false)), ("epoch", json!(9)),
        ] {
            user[field] = value;
        }
        let body = json!({"user": user, "id": 999, "created_at": 1, "search": "x", "user_id": 1, "sort_name": "x"});
        let made = create(&test, &manager, "/api/students/", body.clone()).await;
        assert_ne!(made["id"], 999);
        let id = made["user"]["id"].as_i64().unwrap();
        let one = format!("/api/users/{id}/");
        let read = manager.get(&one).send().await.expect(200).json();
        assert_eq!((&read["is_staff"], &read["is_superuser"]), (&json!(false), &json!(false)), "not through a profile");
        assert_eq!((&read["is_active"], &read["photo"]), (&json!(true), &Value::Null));
        assert_eq!(read["roles_details"], json!([{"name": "STUDENT"}]));
        assert!(read["created_at"].as_str().unwrap().starts_with("2026-11-23"), "{read}");
        desk::token(&test, "ab@ecole.fr", "hack").await.expect(401);
        // In a change, what is the person's own stays too.
        let mut attack = body["user"].clone();
        for flag in ["is_staff", "is_superuser", "is_active"] {
            attack.as_object_mut().unwrap().remove(flag);
        }
        attack["id"] = json!(1);
        let after = manager.patch(&one).json(&attack).send().await.expect(200).json();
        assert_eq!(after, read);
        let mut nested = body.clone();
        nested["user"]["id"] = json!(1);
        let changed = manager.patch(&format!("/api/students/{}/", made["id"])).json(nested).send().await.expect(200);
        assert_eq!(changed.json()["user"]["id"], id, "a profile is never handed to another person by a change");
        assert_eq!(manager.get("/api/users/1/").send().await.json()["last_name"], "admin");
    }

    async fn bodies_that_are_no_object_or_too_large_are_refused(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for path in ["/api/users/", "/api/students/", "/api/tutors/"] {
            for (kind, body, status) in [
                ("application/json", "{\"a\":".to_owned(), 400),
                ("application/json", "[]".to_owned(), 400),
                ("application/json", "\"x\"".to_owned(), 400),
                ("application/json", "[".repeat(50_000), 400),
                ("application/json", "\u{feff}{}".to_owned(), 400),
                ("text/plain", "{}".to_owned(), 415),
                ("application/x-www-form-urlencoded", "a=b".to_owned(), 415),
                ("application/json", format!("{{\"x\":\"{}\"}}", "y".repeat(1 << 20)), 413),
            ] {
                let answer = manager.post(path).body(kind, body.clone()).send().await.expect(status);
                assert_eq!(answer.json()["success"], false, "{path}");
            }
            let latin = manager.post(path).body("application/json", b"{\"user\":\"\xe9\"}".to_vec()).send().await;
            latin.expect(400);
        }
    }

    async fn ids_that_are_nobody_are_404(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let bodies = json!({"user": person("A", "B", "ab@ecole.fr")});
        for path in ROLES.map(|(path, ..)| path).into_iter().chain(["/api/users/", "/api/modules/"]) {
            for id in ["999", "0", "-1", "abc", "1.5", "9223372036854775808", "99999999999999999999", "1%00", "%F0", "1e1"] {
                let one = format!("{path}{id}/");
                manager.get(&one).send().await.refused(404, "not_found");
                manager.put(&one).json(&bodies).send().await.refused(404, "not_found");
                manager.patch(&one).json(json!({"user": 3})).send().await.refused(404, "not_found");
                manager.delete(&one).send().await.refused(404, "not_found");
            }
        }
        manager.get("/api/users/999/photo/").send().await.expect(404);
        manager.post("/api/users/999/merge/").json(json!({"into": 4})).send().await.expect(404);
        manager.post("/api/users/999/password-slip/").send().await.expect(404);
    }

    async fn a_wrong_method_is_405_and_says_which_are_right(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for path in ROLES.map(|(path, ..)| path).into_iter().chain(["/api/users/"]) {
            let allow = |answer: preau_testkit::TestResponse| {
                let answer = answer.refused(405, "method_not_allowed");
                let mut names: Vec<_> = answer.header("allow").unwrap().split(',').map(|m| m.trim().to_owned()).collect();
                names.sort();
                names.join(" ")
            };
            assert_eq!(allow(manager.delete(path).send().await), "GET HEAD POST", "{path}");
            assert_eq!(allow(manager.patch(path).json(json!({})).send().await), "GET HEAD POST");
            let one = format!("{path}1/");
            assert_eq!(allow(manager.post(&one).json(json!({})).send().await), "DELETE GET HEAD PATCH PUT");
        }
    }

    async fn the_slash_at_the_end_makes_no_difference(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for path in ["/api/students/1", "/api/users/4", "/api/users/4/roles"] {
            let with = manager.get(&format!("{path}/")).send().await.expect(200).json();
            assert_eq!(manager.get(path).send().await.expect(200).json(), with);
        }
        let list = manager.get("/api/students").send().await.expect(200).json();
        assert_eq!(list["count"], 1);
    }
}
