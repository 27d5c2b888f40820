//! Two records of one person become one.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::desk::{self, create, manager, person, superuser, token, wrong_fields};
use super::memory::{self, remember};
use super::place;

both_engines! {
    async fn roles_move_or_join_and_links_and_subjects_follow(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let student = |n: u32| json!({"user": person("Élève", &format!("N{n}"), &format!("e{n}@ecole.fr"))});
        let one = create(&test, &manager, "/api/students/", student(1)).await["id"].clone();
        let two = create(&test, &manager, "/api/students/", student(2)).await["id"].clone();
        let tutor = |n: u32, students| {
            json!({"user": {"first_name": "Paul", "last_name": format!("T{n}"), "username": format!("t{n}"), "modules": [n]},
                   "students": students})
        };
        let kept = create(&test, &manager, "/api/tutors/", tutor(1, json!([one]))).await;
        let other = create(&test, &manager, "/api/tutors/", tutor(2, json!([one, two]))).await;
        let (into, from) = (kept["user"]["id"].clone(), other["user"]["id"].clone());
        create(&test, &manager, "/api/professors/", json!({"user": {"id": from}, "specialty": "Grec"})).await;
        let merged = manager.post(&format!("/api/users/{from}/merge/")).json(json!({"into": into})).send().await;
        let merged = merged.expect(200).json();
        assert_eq!(merged["id"], into);
        assert_eq!(merged["modules"], json!([1, 2]));
        assert_eq!(merged["roles_details"], json!([{"name": "PROFESSOR"}, {"name": "TUTOR"}]));
        let tutor = manager.get(&format!("/api/tutors/{}/", kept["id"])).send().await.expect(200).json();
        assert_eq!(tutor["students"], json!([one, two]));
        manager.get(&format!("/api/tutors/{}/", other["id"])).send().await.expect(404);
        manager.get(&format!("/api/users/{from}/")).send().await.expect(404);
        let professors = manager.get("/api/professors/?search=T1").send().await.expect(200).json();
        assert_eq!(professors["results"][0]["specialty"], "Grec", "the list finds it under the kept name");
        assert_eq!(desk::newest_entries(&test, 1).await, ["user_merged"]);
        // Two students join: the links of both lead to the kept one.
        let (a, b) = (manager.get(&format!("/api/students/{one}/")), manager.get(&format!("/api/students/{two}/")));
        let (a, b) = (a.send().await.json()["user"]["id"].clone(), b.send().await.json()["user"]["id"].clone());
        manager.post(&format!("/api/users/{b}/merge/")).json(json!({"into": a})).send().await.expect(200);
        let tutor = manager.get(&format!("/api/tutors/{}/", kept["id"])).send().await.expect(200).json();
        assert_eq!(tutor["students"], json!([one]));
    }

    async fn the_kept_record_takes_what_it_lacks_and_the_others_logins_die(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let bare = json!({"user": {"first_name": "Jean", "last_name": "Deux", "username": "jean.deux"}});
        let bare = create(&test, &manager, "/api/students/", bare).await;
        let into = bare["user"]["id"].clone();
        manager.patch("/api/users/3/").json(json!({"phone": "0102030405", "birth_date": "1980-01-02"})).send().await;
        let professor = place::logged_in(&test, "professeur@example.com").await;
        let merged = manager.post("/api/users/3/merge/").json(json!({"into": into})).send().await.expect(200).json();
        assert_eq!(merged["email"], "professeur@example.com");
        assert_eq!((&merged["username"], &merged["last_name"]), (&json!("jean.deux"), &json!("Deux")));
        assert_eq!((&merged["phone"], &merged["birth_date"]), (&json!("0102030405"), &json!("1980-01-02")));
        professor.get("/auth/profile/").send().await.expect(401);
        token(&test, "professeur@example.com", place::PASSWORD).await.expect(401);
        let found = manager.get("/api/users/?search=professeur@example.com").send().await.expect(200).json();
        assert_eq!(found["results"][0]["id"], into);
    }

    async fn what_the_kept_record_has_it_keeps(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let client = place::logged_in(&test, "client@example.com").await;
        manager.post("/api/users/6/merge/").json(json!({"into": 7})).send().await.expect(200);
        let kept = client.get("/auth/profile/").send().await.expect(200).json();
        assert_eq!(kept["roles"], json!(["COACH", "CLIENT"]), "its logins live, with the new roles at once");
        assert_eq!(kept["user"]["email"], "client@example.com");
        token(&test, "coach@example.com", place::PASSWORD).await.expect(401);
        create(&test, &manager, "/api/users/", person("A", "B", "coach@example.com")).await;
    }

    async fn what_modules_hold_is_handed_over_and_what_stays_leaves_a_tombstone(engine: TestEngine) {
        let test = memory::start(engine).await;
        let manager = manager(&test).await;
        remember(&test, 3, "marks").await;
        manager.post("/api/users/3/merge/").json(json!({"into": 4})).send().await.expect(200);
        assert_eq!(desk::number(&test, "SELECT user_id FROM memories").await, 4);
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM users WHERE id = 3").await, 0);
        remember(&test, 5, "stays").await;
        manager.post("/api/users/5/merge/").json(json!({"into": 4})).send().await.expect(200);
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM users WHERE id = 5 AND tombstone_at IS NOT NULL").await, 1);
        manager.post("/api/users/5/merge/").json(json!({"into": 4})).send().await.expect(404);
        let into = manager.post("/api/users/4/merge/").json(json!({"into": 5})).send().await;
        assert_eq!(wrong_fields(into), ["into"]);
    }

    async fn who_may_not_be_merged(engine: TestEngine) {
        let test = place::start(engine).await;
        let (manager, admin) = (manager(&test).await, superuser(&test).await);
        desk::staff(&test, "bureau@ecole.fr").await;
        let staff = desk::number(&test, "SELECT id FROM users WHERE email = 'bureau@ecole.fr'").await;
        let merge = |client: &preau_testkit::Client, from: i64, into: i64| {
            let client = client.clone();
            async move { client.post(&format!("/api/users/{from}/merge/")).json(json!({"into": into})).send().await }
        };
        merge(&manager, 1, 4).await.refused(403, "above_your_rank");
        merge(&manager, 4, 1).await.refused(403, "above_your_rank");
        merge(&manager, staff, 4).await.refused(403, "above_your_rank");
        merge(&admin, staff, 4).await.refused(403, "not_mergeable");
        merge(&admin, 1, 4).await.refused(403, "not_mergeable");
        merge(&manager, 2, 4).await.refused(403, "not_mergeable");
        assert_eq!(wrong_fields(merge(&manager, 4, 4).await), ["into"]);
        assert_eq!(wrong_fields(merge(&manager, 4, 999).await), ["into"]);
        merge(&manager, 999, 998).await.refused(404, "not_found");
        assert_eq!(wrong_fields(manager.post("/api/users/4/merge/").json(json!({})).send().await), ["into"]);
        assert_eq!(wrong_fields(manager.post("/api/users/4/merge/").json(json!({"into": "3"})).send().await), ["into"]);
    }

    async fn merges_in_opposite_directions_do_not_wait_for_each_other(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for round in 0..8 {
            let made = |side: &str| {
                let user = person("A", side, &format!("{side}{round}@ecole.fr"));
                let (test, manager) = (&test, &manager);
                async move { create(test, manager, "/api/tutors/", json!({"user": user, "students": [1]})).await }
            };
            let (left, right) = (made("g").await, made("d").await);
            let (a, b) = (left["user"]["id"].clone(), right["user"]["id"].clone());
            let ahead = manager.post(&format!("/api/users/{a}/merge/")).json(json!({"into": b})).send();
            let back = manager.post(&format!("/api/users/{b}/merge/")).json(json!({"into": a})).send();
            let path = format!("/api/tutors/{}/", left["id"]);
            let change = manager.patch(&path).json(json!({"relationship": "mère", "user": {"phone": "0102030405"}})).send();
            let (ahead, back, change) = tokio::join!(ahead, back, change);
            let mut statuses = [ahead.status(), back.status()];
            statuses.sort_unstable();
            assert!(statuses == [200, 400] || statuses == [200, 404], "{statuses:?}");
            assert!([200, 404, 409].contains(&change.status()), "{}", change.text());
            let left = format!("SELECT COUNT(*) FROM users WHERE id IN ({a}, {b})");
            assert_eq!(desk::number(&test, &left).await, 1);
        }
    }
}
