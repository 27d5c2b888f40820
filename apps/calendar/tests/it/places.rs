//! Sites, rooms, closed days and holidays over HTTP.

use preau_testkit::{Client, TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::place::logged_in;
use super::taking::{booking, hold, of, start, take};
use preau_calendar::domain::claim::Subject;

async fn manager(test: &TestApp) -> Client {
    logged_in(test, "responsable@example.com").await
}

async fn made(client: &Client, path: &str, body: Value) -> Value {
    client.post(path).json(body).send().await.expect(201).json()
}

/// Two sites; rooms 1 and 2 on the first, 3 on the second.
async fn furnished(test: &TestApp) -> Client {
    let manager = manager(test).await;
    made(&manager, "/api/sites/", json!({"name": "Centre", "address": "12 rue des Tilleuls"})).await;
    made(&manager, "/api/sites/", json!({"name": "Annexe", "zone": "Indian/Reunion"})).await;
    for (site, name, capacity) in [(1, "Salle Curie", 28), (1, "Atelier", 12), (2, "Salle Curie", 10)] {
        made(&manager, "/api/rooms/", json!({"site": site, "name": name, "capacity": capacity})).await;
    }
    manager
}

both_engines! {
    async fn sites_and_rooms_are_kept(engine: TestEngine) {
        let test = start(engine).await;
        let manager = furnished(&test).await;
        let site = manager.get("/api/sites/2/").send().await.expect(200).json();
        assert_eq!(site, json!({"id": 2, "name": "Annexe", "address": "", "zone": "Indian/Reunion", "row_version": 1}));
        let room = manager.get("/api/rooms/1/").send().await.expect(200).json();
        assert_eq!(room, json!({"id": 1, "site": 1, "site_name": "Centre", "name": "Salle Curie", "kind": "classroom",
            "capacity": 28, "note": "", "is_active": true, "row_version": 1}));
        let list = |query: &str| { let (manager, path) = (&manager, format!("/api/rooms/?{query}")); async move {
            let page = manager.get(&path).send().await.expect(200).json();
            page["results"].as_array().unwrap().iter().map(|room| room["id"].as_i64().unwrap()).collect::<Vec<_>>()
        }};
        assert_eq!(list("").await, [2, 1, 3]);
        assert_eq!(list("ordering=-capacity").await, [1, 2, 3]);
        assert_eq!(list("site=1&ordering=id").await, [1, 2]);
        assert_eq!(list("min_capacity=12&ordering=id").await, [1, 2]);
        assert_eq!(list("search=curie").await, [1, 3]);
        assert_eq!(list("kind=computers").await, [0_i64; 0]);
        manager.get("/api/rooms/?site=x").send().await.refused(400, "invalid");
        let patched = manager.patch("/api/rooms/2/").json(json!({"kind": "workshop", "note": "Établis", "is_active": false})).send().await.expect(200).json();
        assert_eq!((patched["capacity"].clone(), patched["row_version"].clone()), (json!(12), json!(2)));
        assert_eq!(list("is_active=false").await, [2]);
        let put = manager.put("/api/rooms/2/").json(json!({"site": 2, "name": "Atelier"})).send().await.expect(200).json();
        assert_eq!((put["kind"].clone(), put["capacity"].clone(), put["is_active"].clone()), (json!("classroom"), Value::Null, json!(true)));
        manager.get("/api/rooms/99/").send().await.refused(404, "not_found");
    }

    async fn every_wrong_field_is_named(engine: TestEngine) {
        let test = start(engine).await;
        let manager = furnished(&test).await;
        let named = async |path: &str, body: Value| {
            let refused = manager.post(path).json(body).send().await.refused(400, "invalid").json();
            refused["errors"].as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(named("/api/sites/", json!({"zone": "Mars/Base"})).await, "name zone");
        assert_eq!(named("/api/sites/", json!({"name": "CENTRE"})).await, "name", "in use, without case");
        assert_eq!(named("/api/rooms/", json!({"capacity": -1, "kind": "cave", "is_active": 3})).await, "capacity is_active kind name site");
        assert_eq!(named("/api/rooms/", json!({"site": 9, "name": "X"})).await, "site");
        assert_eq!(named("/api/rooms/", json!({"site": 1, "name": "salle curie"})).await, "name");
        assert_eq!(named("/api/closed-days/", json!({"name": "x", "first_day": "2026-02-30"})).await, "first_day");
        assert_eq!(named("/api/closed-days/", json!({"last_day": "2026-02-20"})).await, "first_day name");
        assert_eq!(named("/api/closed-days/", json!({"name": "x", "first_day": "2026-03-02", "last_day": "2026-03-01", "site": 7})).await, "last_day");
        assert_eq!(named("/api/closed-days/", json!({"name": "x", "first_day": "2026-03-02", "site": 7})).await, "site");
        let english = manager.post("/api/rooms/").header("Accept-Language", "en").json(json!({"site": 9, "name": "X"})).send().await.json();
        assert_eq!(english["errors"]["site"][0], "There is no site 9.");
    }

    async fn an_old_version_is_refused_and_what_is_used_stays(engine: TestEngine) {
        let test = start(engine).await;
        let manager = furnished(&test).await;
        manager.patch("/api/sites/1/").json(json!({"name": "Le Centre", "row_version": 1})).send().await.expect(200);
        manager.patch("/api/sites/1/").json(json!({"name": "Moi", "row_version": 1})).send().await.refused(409, "row_changed");
        manager.patch("/api/sites/1/").header("If-Match", "\"1\"").json(json!({"name": "Moi"})).send().await.refused(409, "row_changed");
        manager.delete("/api/sites/1/").send().await.refused(409, "site_has_rooms");
        take(&test, &booking(1), &[of(Subject::room(3), 0, 60)]).await.unwrap();
        let refused = manager.delete("/api/rooms/3/").send().await.refused(409, "room_has_claims").json();
        assert!(refused["message"].as_str().unwrap().contains("hors service"), "{refused}");
        manager.delete("/api/rooms/1/").send().await.expect(204);
        manager.delete("/api/rooms/2/").send().await.expect(204);
        made(&manager, "/api/closed-days/", json!({"site": 1, "name": "Inventaire", "first_day": "2026-12-01"})).await;
        manager.delete("/api/sites/1/").send().await.expect(204);
        assert_eq!(manager.get("/api/closed-days/").send().await.expect(200).json()["count"], 0, "gone with the site");
        manager.delete("/api/sites/1/").send().await.refused(404, "not_found");
    }

    async fn rooms_that_are_free_are_found(engine: TestEngine) {
        let test = start(engine).await;
        let manager = furnished(&test).await;
        take(&test, &booking(1), &[of(Subject::room(1), 0, 60), of(Subject::person(6), 0, 600)]).await.unwrap();
        take(&test, &booking(2), &[of(Subject::room(2), -600, 600)]).await.unwrap();
        take(&test, &booking(3), &[of(Subject::room(3), 30, 90).accepted("so be it")]).await.unwrap();
        let until = test.now().plus(chrono::TimeDelta::minutes(5));
        hold(&test, &booking(4), &[of(Subject::room(1), 120, 180)], Some(until)).await.unwrap();
        let free = async |from: &str, to: &str| {
            let path = format!("/api/rooms/?ordering=id&free_from=2026-11-23T{from}:00Z&free_to=2026-11-23T{to}:00Z");
            let page = manager.get(&path).send().await.expect(200).json();
            page["results"].as_array().unwrap().iter().map(|room| room["id"].as_i64().unwrap()).collect::<Vec<_>>()
        };
        // The clock of the tests is an hour behind Paris: nine is 08:00 UTC.
        assert_eq!(free("08:00", "08:30").await, [3]);
        assert_eq!(free("09:00", "09:30").await, [1]);
        assert_eq!(free("09:30", "10:00").await, [1, 3]);
        assert_eq!(free("10:00", "11:00").await, [3]);
        assert_eq!(free("20:00", "21:00").await, [1, 2, 3]);
        test.advance(chrono::TimeDelta::minutes(5));
        assert_eq!(free("10:00", "11:00").await, [1, 3], "the hold is over");
        for query in ["free_from=x&free_to=y", "free_from=2026-11-23T08:00:00Z", "free_from=2026-11-23T08:00:00Z&free_to=2026-11-23T08:00:00Z"] {
            manager.get(&format!("/api/rooms/?{query}")).send().await.refused(400, "invalid");
        }
    }

    async fn closed_days_reach_into_a_time(engine: TestEngine) {
        let test = start(engine).await;
        let manager = furnished(&test).await;
        let days = |name: &str, site: Value, first: &str, last: &str| json!({"name": name, "site": site, "first_day": first, "last_day": last});
        made(&manager, "/api/closed-days/", days("Été", Value::Null, "2026-08-03", "2026-08-16")).await;
        made(&manager, "/api/closed-days/", days("Travaux", json!(1), "2026-08-10", "2026-09-10")).await;
        made(&manager, "/api/closed-days/", days("Noël", Value::Null, "2026-12-24", "2026-12-26")).await;
        let list = async |query: &str| {
            let page = manager.get(&format!("/api/closed-days/?{query}")).send().await.expect(200).json();
            page["results"].as_array().unwrap().iter().map(|day| day["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(list("").await, "Été Travaux Noël");
        assert_eq!(list("from=2026-08-16&to=2026-08-31").await, "Été Travaux");
        assert_eq!(list("site=1").await, "Travaux");
        assert_eq!(list("whole_place=true&ordering=-first_day").await, "Noël Été");
        assert_eq!(list("search=trav").await, "Travaux");
        manager.get("/api/closed-days/?from=hier").send().await.refused(400, "invalid");
        let date = |text: &str| text.parse().unwrap();
        let of_site = preau_calendar::store::closed_days::within(test.db().read(), Some(1), date("2026-08-16"), date("2026-12-24")).await.unwrap();
        assert_eq!(of_site.len(), 3);
        let of_place = preau_calendar::store::closed_days::within(test.db().read(), None, date("2026-08-17"), date("2026-12-23")).await.unwrap();
        assert_eq!(of_place.len(), 0);
        let moved = manager.patch("/api/closed-days/1/").json(json!({"last_day": "2026-08-20", "site": 2})).send().await.expect(200).json();
        assert_eq!((moved["first_day"].clone(), moved["site_name"].clone()), (json!("2026-08-03"), json!("Annexe")));
        manager.patch("/api/closed-days/1/").json(json!({"last_day": "2026-08-01"})).send().await.refused(400, "invalid");
    }

    async fn holidays_of_a_year_in_both_languages(engine: TestEngine) {
        let test = start(engine).await;
        let student = logged_in(&test, "etudiant@example.com").await;
        let french = student.get("/api/holidays/").send().await.expect(200).json();
        assert_eq!(french["count"], 11);
        assert_eq!(french["results"][1], json!({"date": "2026-04-06", "key": "easter-monday", "name": "Lundi de Pâques", "is_closed": true}));
        let english = student.get("/api/holidays/?year=2030").header("Accept-Language", "en").send().await.expect(200).json();
        assert_eq!(english["results"][1]["name"], "Easter Monday");
        assert_eq!(english["results"][1]["date"], "2030-04-22");
        for wrong in ["x", "1000", "99999", "-1"] {
            let refused = student.get(&format!("/api/holidays/?year={wrong}")).send().await.refused(400, "invalid").json();
            assert!(refused["errors"]["year"].is_array(), "{wrong}");
        }
    }

    async fn reading_is_for_all_and_writing_for_those_who_keep_the_calendar(engine: TestEngine) {
        let test = start(engine).await;
        let manager = furnished(&test).await;
        made(&manager, "/api/closed-days/", json!({"name": "x", "first_day": "2026-12-01"})).await;
        let writes = [
            ("/api/sites/", json!({"name": "Z"})),
            ("/api/rooms/", json!({"site": 1, "name": "Z"})),
            ("/api/closed-days/", json!({"name": "Z", "first_day": "2026-12-02"})),
        ];
        for email in ["professeur", "etudiant", "tuteur", "coach", "client", "operateur"] {
            let client = logged_in(&test, &format!("{email}@example.com")).await;
            for (path, body) in &writes {
                client.get(path).send().await.expect(200);
                client.get(&format!("{path}1/")).send().await.expect(200);
                client.post(path).json(body).send().await.refused(403, "forbidden");
                client.put(&format!("{path}1/")).json(body).send().await.refused(403, "forbidden");
                client.patch(&format!("{path}1/")).json(body).send().await.refused(403, "forbidden");
                client.delete(&format!("{path}1/")).send().await.refused(403, "forbidden");
            }
            client.get("/api/holidays/").send().await.expect(200);
        }
        for (path, body) in &writes {
            test.anonymous().get(path).send().await.refused(401, "not_authenticated");
            test.anonymous().post(path).json(body).send().await.refused(401, "not_authenticated");
        }
        let admin = logged_in(&test, "admin@example.com").await;
        for (path, body) in &writes {
            made(&admin, path, body.clone()).await;
        }
    }

    async fn every_change_is_in_the_trail(engine: TestEngine) {
        use preau_kernel::db::Sql;
        let test = start(engine).await;
        let manager = furnished(&test).await;
        manager.patch("/api/rooms/1/").json(json!({"capacity": 30})).send().await.expect(200);
        manager.patch("/api/rooms/1/").json(json!({"capacity": 30})).send().await.expect(200);
        manager.delete("/api/rooms/1/").send().await.expect(204);
        let rows = test.db().read().all("SELECT action FROM audit_entries WHERE target_kind = 'room' AND target_id = 1 ORDER BY id", vec![]).await.unwrap();
        let actions: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        assert_eq!(actions, ["room_created", "room_updated", "room_deleted"]);
        let row = test.db().read().get("SELECT content FROM audit_personal p JOIN audit_entries e ON e.id = p.entry_id WHERE e.action = 'room_updated'", vec![]).await.unwrap();
        let content: String = row.try_get_by_index(0).unwrap();
        assert!(content.contains("\"changes\":{\"capacity\":[28,30]}"), "{content}");
    }
}
