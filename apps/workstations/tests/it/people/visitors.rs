//! Files: registering, changing, limits, who read them, who may not be touched.

use base64::Engine as _;
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::super::rooms::{admin, count, exec, id, open, open_to_all, open_with, operator, run, seat};
use super::{publish, register, registered};

/// One red pixel.
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==";

fn pixel() -> Vec<u8> {
    base64::engine::general_purpose::STANDARD.decode(PIXEL).unwrap()
}

both_engines! {
    async fn a_visitor_is_registered_with_all_that_is_asked(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        publish(&desk, "2026-01").await;
        let body = json!({"first_name": "Anne-Zoé", "last_name": "Lefèvre", "birth_date": "2011-11-23", "email": "AZ@example.com",
            "phone": "06 39 98 00 01", "notes": "Lunettes", "consent": {"given_by": "self"}});
        let made = register(&desk, body).await;
        assert_eq!((made["age"].as_i64(), made["needs_guardian"].as_bool()), (Some(15), Some(false)), "15 today");
        assert_eq!(made["email"], "az@example.com");
        assert_eq!((&made["consent"]["given_by"], &made["consent"]["text_version"]), (&json!("self"), &json!("2026-01")));
        assert_eq!((&made["statistics"]["sessions_count"], &made["photo"]), (&json!(0), &json!(null)));
        assert_eq!(made["created_by"], 8, "the operator is filled in");
        let found = desk.get("/api/visitors/?search=lefevre").send().await.expect(200).json();
        assert_eq!((found["count"].as_i64(), &found["results"][0]["id"]), (Some(1), &made["id"]));
        assert_eq!(count(&test, "audit_entries WHERE action IN ('visitor_created', 'consent_given')").await, 2);
        assert_eq!(count(&test, "credentials c JOIN visitors v ON v.user_id = c.user_id").await, 0, "nobody logs in so");
    }

    async fn what_is_wrong_is_named_by_its_field(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        publish(&desk, "1").await;
        for (body, field) in [
            (json!({"last_name": "X"}), "first_name"),
            (json!({"first_name": "A", "last_name": " "}), "last_name"),
            (json!({"first_name": "A", "last_name": "X", "birth_date": "2026-11-24"}), "birth_date"),
            (json!({"first_name": "A", "last_name": "X", "birth_date": "1850-01-01"}), "birth_date"),
            (json!({"first_name": "A", "last_name": "X", "birth_date": 7}), "birth_date"),
            (json!({"first_name": "A", "last_name": "X", "email": "no"}), "email"),
            (json!({"first_name": "A", "last_name": "X", "email": "admin@example.com"}), "email"),
            (json!({"first_name": "A", "last_name": "X", "category": 99}), "category"),
            (json!({"first_name": "A", "last_name": "X", "user": 99_999}), "user"),
            (json!({"first_name": "A", "last_name": "X", "consent": {"given_by": "me"}}), "consent.given_by"),
            (json!({"first_name": "A", "last_name": "X", "consent": 3}), "consent"),
            (json!({"first_name": "A", "last_name": "X", "consent": {"given_by": "guardian"}}), "consent.guardian_name"),
            (json!({"first_name": "A", "last_name": "X", "birth_date": "2015-01-01", "consent": {"given_by": "self"}}), "consent.given_by"),
            (json!({"first_name": "A", "last_name": "X", "consent": {"given_by": "self", "text_version": "9"}}), "consent.text_version"),
        ] {
            let answer = desk.post("/api/visitors/").json(&body).send().await.expect(400).json();
            assert!(answer["errors"][field].is_array(), "{body}: {answer}");
        }
        assert_eq!(count(&test, "visitors").await, 0);
    }

    async fn a_file_is_changed_and_its_version_kept(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        let visitor = registered(&desk, "Ada", "Lovelace").await;
        let path = format!("/api/visitors/{visitor}/");
        let seen = desk.get(&path).send().await.expect(200).json()["row_version"].as_i64().unwrap();
        let body = json!({"last_name": "King", "notes": "Comtesse", "row_version": seen});
        let now = desk.patch(&path).json(body).send().await.expect(200).json();
        assert_eq!((&now["first_name"], &now["last_name"], &now["notes"]), (&json!("Ada"), &json!("King"), &json!("Comtesse")));
        desk.patch(&path).json(json!({"notes": "", "row_version": seen})).send().await.refused(409, "row_changed");
        let found = desk.get("/api/visitors/?search=king").send().await.json();
        assert_eq!(found["count"], 1, "found by the new name");
        assert_eq!(desk.get("/api/visitors/?search=lovelace").send().await.json()["count"], 0);
        let whole = desk.put(&path).json(json!({"first_name": "Ada", "last_name": "King"})).send().await.expect(200).json();
        assert_eq!(whole["notes"], "", "what is left out of the whole takes its default");
    }

    async fn every_reading_of_a_file_is_recorded(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        let visitor = registered(&desk, "Ada", "Lovelace").await;
        let photo = format!("/api/visitors/{visitor}/photo/");
        desk.put(&photo).body("image/png", pixel()).send().await.expect(200);
        desk.get(&photo).send().await.expect(200);
        desk.get(&format!("{photo}?size=small")).send().await.expect(200);
        for part in ["", "sessions/", "consent/"] {
            desk.get(&format!("/api/visitors/{visitor}/{part}")).send().await.expect(200);
        }
        let read = "audit_entries WHERE action = 'visitor_read' AND target_kind = 'user' AND actor_id = 8";
        assert_eq!(count(&test, read).await, 4, "file, sessions, consents, whole picture");
        // The same sessions by another address.
        desk.get(&format!("/api/sessions/?visitor={visitor}")).send().await.expect(200);
        desk.get("/api/sessions/?visitor=999").send().await.expect(200);
        desk.get("/api/sessions/").send().await.expect(200);
        assert_eq!(count(&test, read).await, 5);
        desk.delete(&photo).send().await.expect(204);
        desk.get(&photo).send().await.expect(404);
        desk.put(&photo).body("image/png", b"<svg/>".to_vec()).send().await.expect(400);
    }

    async fn whoever_logs_in_keeps_their_own_identity(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        // The client of the contract becomes a visitor: the asker must know how they are called.
        let client = admin(&test).await.get("/api/users/?search=client%40example.com").send().await.json()["results"][0].clone();
        let body = |last: &str| json!({"first_name": client["first_name"], "last_name": last, "user": client["id"]});
        desk.post("/api/visitors/").json(body("Nobody")).send().await.expect(400);
        let made = register(&desk, body(client["last_name"].as_str().unwrap())).await;
        let path = format!("/api/visitors/{}/", id(&made));
        desk.patch(&path).json(json!({"email": "mine@example.com"})).send().await.refused(409, "person_has_login");
        desk.patch(&path).json(json!({"notes": "Une note"})).send().await.expect(200);
        desk.put(&format!("{path}photo/")).body("image/png", pixel()).send().await.refused(409, "person_has_login");
        // Nobody takes the place of those who stand above them.
        let boss = json!({"first_name": "Admin", "last_name": "Admin", "user": 1});
        assert!(matches!(desk.post("/api/visitors/").json(boss).send().await.status(), 400 | 403));
        let other = registered(&desk, "Ada", "Lovelace").await;
        desk.post(&format!("{path}merge/")).json(json!({"into": other})).send().await.refused(409, "person_has_login");
        // Their role goes, the visitor stays.
        exec(&test, "UPDATE users SET is_staff = FALSE WHERE id = 0").await;
        let profile = format!("/api/users/{}/roles/CLIENT/", client["id"]);
        admin(&test).await.delete(&profile).send().await.expect(204);
        desk.get(&path).send().await.expect(200);
    }

    async fn a_category_limits_the_day_and_the_session(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let desk = operator(&test).await;
        let body = json!({"name": "Jeune", "minutes_per_day": 60, "minutes_per_session": 30, "is_default": true});
        let young = desk.post("/api/visitor-categories/").json(body).send().await.expect(201).json();
        desk.post("/api/visitor-categories/").json(json!({"name": "JEUNE"})).send().await.expect(400);
        desk.post("/api/visitor-categories/").json(json!({"name": "X", "minutes_per_day": -1})).send().await.expect(400);
        let visitor = registered(&desk, "Ada", "Lovelace").await;
        let (path, place) = (format!("/api/visitors/{visitor}/"), seat(&desk, "PC 1").await);
        run(&test, &desk, visitor, 30, place).await;
        let day = desk.get(&path).send().await.json()["day"].clone();
        assert_eq!((&day["minutes_left"], &day["minutes_per_day"]), (&json!(30), &json!(60)), "promised is taken");
        let long = desk.post("/api/sessions/").json(json!({"visitor": visitor, "minutes": 31})).send().await;
        long.refused(409, "session_too_long");
        desk.delete(&format!("/api/visitor-categories/{}/", id(&young))).send().await.expect(204);
        let other = desk.post("/api/visitor-categories/").json(json!({"name": "Libre"})).send().await.json();
        desk.patch(&path).json(json!({"category": other["id"]})).send().await.expect(200);
        let used = format!("/api/visitor-categories/{}/", id(&other));
        desk.delete(&used).send().await.refused(409, "category_in_use");
        assert_eq!(desk.get(&path).send().await.json()["day"]["minutes_left"], json!(null));
    }

    async fn a_list_says_what_is_left_of_the_day_as_each_file_does(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let desk = operator(&test).await;
        let body = json!({"name": "Adulte", "minutes_per_day": 120, "minutes_per_session": 60, "is_default": true});
        desk.post("/api/visitor-categories/").json(body).send().await.expect(201);
        let mut files = Vec::new();
        for (n, name) in ["Un", "Deux", "Trois", "Quatre"].into_iter().enumerate() {
            let visitor = registered(&desk, "Ada", name).await;
            files.push(visitor);
            let place = seat(&desk, &format!("PC {n}")).await;
            // One has used some and ended, one runs, one has a code that waits, one nothing.
            match n {
                0 => {
                    let running = run(&test, &desk, visitor, 50, place).await;
                    test.advance(chrono::TimeDelta::minutes(10));
                    desk.post(&format!("/api/sessions/{}/terminate/", id(&running))).send().await.expect(200);
                }
                1 => drop(run(&test, &desk, visitor, 45, place).await),
                2 => drop(desk.post("/api/sessions/").json(json!({"visitor": visitor, "minutes": 20})).send().await.expect(201)),
                _ => {}
            }
        }
        test.advance(chrono::TimeDelta::minutes(5));
        let listed = desk.get("/api/visitors/?ordering=created_at").send().await.expect(200).json();
        for (n, (visitor, left)) in files.iter().zip([110, 75, 100, 120]).enumerate() {
            let day = &listed["results"][n]["day"];
            assert_eq!((&listed["results"][n]["id"], &day["minutes_left"]), (&json!(visitor), &json!(left)));
            assert_eq!(*day, desk.get(&format!("/api/visitors/{visitor}/")).send().await.json()["day"]);
        }
    }

    async fn where_nobody_is_named_nobody_is_registered(engine: TestEngine) {
        let test = open_with(engine, &[("workstations.identity", json!("none"))]).await;
        let desk = operator(&test).await;
        let body = json!({"first_name": "Ada", "last_name": "Lovelace"});
        desk.post("/api/visitors/").json(body).send().await.refused(409, "nobody_is_named");
        desk.post("/api/sessions/").json(json!({"minutes": 30})).send().await.expect(201);
        let ticket = desk.post("/api/queue/").json(json!({"minutes": 30})).send().await.expect(201).json();
        let seated = desk.post(&format!("/api/queue/{}/seat/", id(&ticket))).send().await.expect(200).json();
        assert_eq!((&seated["session"]["visitor"], &seated["ticket"]["status"]), (&json!(null), &json!("seated")));
    }

    async fn a_legal_hold_stands_before_every_erasure(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        let made = register(&desk, json!({"first_name": "Ada", "last_name": "Lovelace"})).await;
        let (path, user) = (format!("/api/visitors/{}/", id(&made)), made["user"].clone());
        desk.post(&format!("{path}hold/")).json(json!({"until": "2026-12-01"})).send().await.expect(400);
        desk.post(&format!("{path}hold/")).json(json!({"until": "2026-11-22", "reason": "R"})).send().await.expect(400);
        let held = desk.post(&format!("{path}hold/")).json(json!({"until": "2026-12-01", "reason": "Réquisition"})).send().await;
        assert_eq!(held.expect(200).json()["legal_hold"], json!({"until": "2026-12-01", "reason": "Réquisition", "is_active": true}));
        assert_eq!(desk.get("/api/visitors/?hold=true").send().await.json()["count"], 1);
        desk.delete(&path).send().await.refused(409, "legal_hold");
        let staff = admin(&test).await;
        staff.post(&format!("/api/users/{user}/erasure/")).send().await.refused(409, "legal_hold");
        staff.delete(&format!("/api/users/{user}/")).send().await.refused(409, "legal_hold");
        desk.post(&format!("{path}hold/")).json(json!({"until": null})).send().await.expect(200);
        desk.delete(&path).send().await.expect(204);
        assert_eq!(count(&test, "visitors").await, 0);
        assert_eq!(count(&test, "users WHERE last_name = 'Lovelace'").await, 0);
    }
}
