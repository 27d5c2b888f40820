//! Workstations: what is shown of them, and what operators change.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use crate::rooms::{act, enrol, enter_visitor, entries, exec, id, open, open_to_all, operator, run, seat, workstation};

both_engines! {
    async fn a_workstation_is_made_read_changed_and_deleted(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let body = json!({"name": "Poste 1", "ip_address": "192.168.1.20", "mac_address": "aa-bb-cc-dd-ee-0f", "location": "Fenêtre"});
        let made = operator.post("/api/workstations/").json(body).send().await.expect(201).json();
        assert_eq!((made["room"].clone(), made["status"].clone(), made["is_available"].clone()), (json!(1), json!("available"), json!(true)));
        assert_eq!(made["mac_address"], "AA:BB:CC:DD:EE:0F");
        assert_eq!((made["is_online"].clone(), made["active_session"].clone()), (json!(false), json!(null)));
        assert_eq!(made["statistics"]["sessions_count"], 0);
        let path = format!("/api/workstations/{}/", id(&made));
        let changed = operator.patch(&path).json(json!({"status": "maintenance", "row_version": 1})).send().await.expect(200).json();
        assert_eq!((changed["status"].clone(), changed["row_version"].clone(), changed["location"].clone()), (json!("maintenance"), json!(2), json!("Fenêtre")));
        operator.patch(&path).json(json!({"notes": "x", "row_version": 1})).send().await.refused(409, "row_changed");
        let put = operator.put(&path).json(json!({"name": "Poste 01"})).send().await.expect(200).json();
        assert_eq!((put["status"].clone(), put["location"].clone(), put["ip_address"].clone()), (json!("available"), json!(""), json!(null)));
        operator.delete(&path).send().await.expect(204);
        operator.get(&path).send().await.refused(404, "not_found");
        assert_eq!(entries(&test, "workstation", id(&made)).await, [
            "workstation_created", "workstation_status_changed", "workstation_updated", "workstation_status_changed", "workstation_deleted",
        ]);
    }

    async fn every_wrong_field_is_named(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        seat(&operator, "Poste 1").await;
        let body = json!({"name": "", "ip_address": "300.1.1.1", "mac_address": "zz", "status": "reserved", "position_x": -1});
        let errors = operator.post("/api/workstations/").json(body).send().await.refused(400, "invalid").json()["errors"].clone();
        let named: Vec<&str> = errors.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(named, ["ip_address", "mac_address", "name", "position_x", "status"]);
        for (body, field) in [
            (json!({"name": "poste 1"}), "name"),
            (json!({"name": "Poste 2", "room": 77}), "room"),
            (json!({"name": 3}), "name"),
        ] {
            let answer = operator.post("/api/workstations/").json(body).send().await.refused(400, "invalid").json();
            assert!(answer["errors"][field].is_array(), "{answer}");
        }
        exec(&test, "UPDATE rooms SET is_active = FALSE").await;
        let answer = operator.post("/api/workstations/").json(json!({"name": "Poste 3"})).send().await.refused(400, "invalid").json();
        assert!(answer["errors"]["room"].is_array(), "without a room there is nowhere to put it: {answer}");
    }

    async fn what_is_shown_follows_from_three_facts(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let visitor = enter_visitor(&test, "Lovelace").await;
        let (first, second) = (seat(&operator, "Poste 1").await, seat(&operator, "Poste 2").await);
        let running = run(&test, &operator, visitor, 30, first).await;
        let shown = workstation(&operator, first).await;
        assert_eq!((shown["status"].clone(), shown["active_session"]["id"].clone()), (json!("in_use"), running["id"].clone()));
        assert_eq!(shown["active_session"]["visitor_name"], "Ada Lovelace");
        assert_eq!(shown["statistics"]["sessions_count"], 1);
        test.advance(chrono::TimeDelta::minutes(10));
        assert_eq!(workstation(&operator, first).await["statistics"]["used_seconds"], 600, "what runs counts too");
        operator.patch(&format!("/api/workstations/{first}/")).json(json!({"status": "maintenance"})).send().await.expect(200);
        assert_eq!(workstation(&operator, first).await["status"], "maintenance");
        exec(&test, &format!(
            "INSERT INTO seat_reservations (workstation_id, label, starts_at, ends_at, status, search, row_version, created_at, \
             updated_at) VALUES ({second}, 'x', {}, {}, 'booked', '', 1, 0, 0)",
            test.now().0 + 9 * 60_000_000, test.now().0 + 3_600_000_000,
        )).await;
        let shown = workstation(&operator, second).await;
        assert_eq!((shown["status"].clone(), shown["is_available"].clone()), (json!("reserved"), json!(false)));
        enrol(&test, second).await;
        exec(&test, &format!("UPDATE workstations SET is_online = FALSE WHERE id = {second}")).await;
        assert_eq!(workstation(&operator, second).await["status"], "offline");
    }

    async fn the_list_filters_as_it_shows(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let visitor = enter_visitor(&test, "Lovelace").await;
        let mut seats = Vec::new();
        for i in 1..=12 {
            seats.push(seat(&operator, &format!("Poste {i}")).await);
        }
        run(&test, &operator, visitor, 30, seats[0]).await;
        for (seat, state) in [(seats[1], "maintenance"), (seats[2], "offline"), (seats[3], "in_use")] {
            operator.patch(&format!("/api/workstations/{seat}/")).json(json!({"status": state})).send().await.expect(200);
        }
        enrol(&test, seats[4]).await;
        enrol(&test, seats[5]).await;
        exec(&test, &format!("UPDATE workstations SET is_online = FALSE WHERE id = {}", seats[5])).await;
        exec(&test, &format!(
            "INSERT INTO seat_reservations (workstation_id, label, starts_at, ends_at, status, search, row_version, created_at, \
             updated_at) VALUES ({}, 'x', {1}, {1} + 60000000, 'booked', '', 1, 0, 0)", seats[6], test.now().0,
        )).await;
        let all = operator.get("/api/workstations/").send().await.expect(200).json();
        assert_eq!(all["count"], 12);
        let names: Vec<_> = all["results"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect();
        assert_eq!((names[1].as_str(), names[11].as_str()), ("Poste 2", "Poste 12"), "numbers are sorted as numbers");
        for status in ["available", "in_use", "maintenance", "offline", "reserved"] {
            let wanted: Vec<_> = all["results"].as_array().unwrap().iter().filter(|row| row["status"] == status).map(id).collect();
            let listed = operator.get(&format!("/api/workstations/?status={status}")).send().await.expect(200).json();
            let listed: Vec<_> = listed["results"].as_array().unwrap().iter().map(id).collect();
            assert_eq!(listed, wanted, "{status}");
            assert!(!wanted.is_empty(), "{status}");
        }
        for (query, count) in [
            ("is_available=true", 6), ("is_available=false", 6), ("is_enrolled=true", 2), ("is_online=true", 1), ("room=1", 12),
            ("site=1", 12), ("site=9", 0), ("admin_state=in_use", 1), ("search=poste%2012", 1),
        ] {
            let listed = operator.get(&format!("/api/workstations/?{query}")).send().await.expect(200).json();
            assert_eq!(listed["count"], count, "{query}");
        }
        for ordering in ["name", "-created_at", "last_seen_at", "-sessions_count", "used_seconds"] {
            let mut seen = Vec::new();
            let mut next = Some(format!("/api/workstations/?page_size=5&ordering={ordering}"));
            while let Some(path) = next {
                let page = operator.get(&path).send().await.expect(200).json();
                seen.extend(page["results"].as_array().unwrap().iter().map(id));
                next = page["next"].as_str().map(|url| url[url.find("/api/").unwrap()..].to_owned());
            }
            let mut sorted = seen.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!((seen.len(), sorted.len()), (12, 12), "{ordering}");
        }
        operator.get("/api/workstations/?status=broken").send().await.refused(400, "invalid");
    }

    async fn a_seat_that_somebody_needs_stays(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let visitor = enter_visitor(&test, "Lovelace").await;
        let seat = seat(&operator, "Poste 1").await;
        let running = run(&test, &operator, visitor, 30, seat).await;
        let path = format!("/api/workstations/{seat}/");
        operator.delete(&path).send().await.refused(409, "seat_busy");
        test.advance(chrono::TimeDelta::minutes(5));
        act(&operator, id(&running), "terminate", json!({})).await.expect(200);
        operator.delete(&path).send().await.expect(204);
        let kept = crate::rooms::session(&operator, id(&running)).await;
        assert_eq!((kept["workstation"].clone(), kept["elapsed_seconds"].clone()), (json!(null), json!(300)), "its time stays counted");
    }
}
