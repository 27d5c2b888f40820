//! Reserved seats: alone, together, against one another.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines};
use serde_json::{Value, json};

use super::super::rooms::{admin, count, id, open, open_to_all, open_with, operator, run, seat, workstation};
use super::queue::task;
use super::registered;

fn booking(seats: &[i64], from: &str, to: &str) -> Value {
    json!({"workstations": seats, "label": "Atelier", "starts_at": format!("2026-11-23T{from}:00Z"), "ends_at": format!("2026-11-23T{to}:00Z")})
}

both_engines! {
    async fn several_seats_are_booked_together_or_not_at_all(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        let (one, two, three) = (seat(&desk, "PC 1").await, seat(&desk, "PC 2").await, seat(&desk, "PC 3").await);
        let made = desk.post("/api/reservations/").json(booking(&[one, two], "10:00", "11:00")).send().await.expect(201).json();
        assert_eq!(made["results"].as_array().unwrap().len(), 2);
        assert!(made["group_key"].is_string() && made["results"][0]["group_key"] == made["group_key"]);
        let refused = desk.post("/api/reservations/").json(booking(&[two, three], "10:59", "12:00")).send().await;
        let refused = refused.refused(409, "seats_taken").json();
        assert_eq!((&refused["workstations"], &refused["free"]), (&json!([two]), &json!([])));
        assert_eq!((count(&test, "seat_reservations").await, count(&test, "time_claims").await), (2, 2), "nothing of it");
        let after = desk.post("/api/reservations/").json(booking(&[two], "11:00", "12:00")).send().await.expect(201).json();
        assert_eq!(after["group_key"], json!(null));
        let first = id(&made["results"][0]);
        desk.post(&format!("/api/reservations/{first}/cancellation/")).json(json!({"whole_group": true})).send().await.expect(200);
        assert_eq!((count(&test, "time_claims").await, count(&test, "seat_reservations WHERE status = 'cancelled'").await), (1, 2));
        desk.post(&format!("/api/reservations/{first}/cancellation/")).send().await.refused(409, "wrong_state");
        let listed = desk.get("/api/reservations/?status=booked&from=2026-11-23&to=2026-11-23&room=1").send().await.json();
        assert_eq!((listed["count"].as_i64(), &listed["results"][0]["workstation_name"]), (Some(1), &json!("PC 2")));
        assert_eq!(desk.get("/api/reservations/?from=2026-11-23T12:00:00Z").send().await.json()["count"], 0);
    }

    async fn it_moves_and_says_what_is_wrong(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        let (one, two) = (seat(&desk, "PC 1").await, seat(&desk, "PC 2").await);
        for (body, field) in [
            (booking(&[], "10:00", "11:00"), "workstations"),
            (booking(&[999], "10:00", "11:00"), "workstations"),
            (booking(&[one], "11:00", "11:00"), "ends_at"),
            (booking(&[one], "07:00", "11:00"), "starts_at"),
            (json!({"workstation": one, "starts_at": "2026-11-24", "ends_at": "2026-11-24T10:00:00Z"}), "starts_at"),
            (json!({"workstation": one, "starts_at": "2028-11-24T10:00:00Z", "ends_at": "2028-11-24T11:00:00Z"}), "starts_at"),
            (json!({"workstation": one, "visitor": 77, "starts_at": "2026-11-24T10:00:00Z", "ends_at": "2026-11-24T11:00:00Z"}), "visitor"),
        ] {
            let answer = desk.post("/api/reservations/").json(&body).send().await.expect(400).json();
            assert!(answer["errors"][field].is_array(), "{body}: {answer}");
        }
        let made = desk.post("/api/reservations/").json(booking(&[one], "10:00", "11:00")).send().await.json()["results"][0].clone();
        desk.post("/api/reservations/").json(booking(&[two], "10:00", "11:00")).send().await.expect(201);
        let path = format!("/api/reservations/{}/", id(&made));
        let three = seat(&desk, "PC 3").await;
        let broken = seat(&desk, "PC 4").await;
        desk.patch(&format!("/api/workstations/{broken}/")).json(json!({"status": "maintenance"})).send().await.expect(200);
        let refused = desk.patch(&path).json(json!({"workstation": two})).send().await.refused(409, "seats_taken").json();
        assert_eq!(refused["free"], json!([{"id": three, "name": "PC 3"}]), "of those that are in service");
        let now = desk.patch(&path).json(json!({"workstation": two, "starts_at": "2026-11-23T11:00:00Z", "ends_at": "2026-11-23T12:00:00Z",
            "row_version": made["row_version"]})).send().await.expect(200).json();
        assert_eq!((&now["workstation"], &now["starts_at"]), (&json!(two), &json!("2026-11-23T11:00:00.000000Z")));
        desk.patch(&path).json(json!({"label": "X", "row_version": made["row_version"]})).send().await.refused(409, "row_changed");
        assert_eq!(count(&test, "time_claims").await, 2);
    }

    async fn of_many_who_want_a_seat_one_gets_it(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        let (one, two) = (seat(&desk, "PC 1").await, seat(&desk, "PC 2").await);
        let book = async |n: usize| {
            let seats = if n.is_multiple_of(2) { [one, two] } else { [two, one] };
            desk.post("/api/reservations/").json(booking(&seats, "10:00", "11:00")).send().await.status()
        };
        let answers = futures::future::join_all((0..8).map(book)).await;
        assert_eq!(answers.iter().filter(|status| **status == 201).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|status| matches!(status, 201 | 409)), "{answers:?}");
        assert_eq!((count(&test, "seat_reservations").await, count(&test, "time_claims").await), (2, 2));
    }

    async fn a_seat_is_shown_reserved_and_kept_for_its_visitor(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let desk = operator(&test).await;
        let (place, ada) = (seat(&desk, "PC 1").await, registered(&desk, "Ada", "Lovelace").await);
        let mut body = booking(&[place], "08:30", "09:30");
        body["visitor"] = json!(ada);
        let made = desk.post("/api/reservations/").json(body).send().await.expect(201).json()["results"][0].clone();
        assert_eq!(workstation(&desk, place).await["status"], "available");
        test.advance(TimeDelta::minutes(21));
        assert_eq!(workstation(&desk, place).await["status"], "reserved");
        test.advance(TimeDelta::minutes(10));
        run(&test, &desk, ada, 20, place).await;
        task(&test, "workstations.reservations").await;
        test.advance(TimeDelta::hours(1));
        task(&test, "workstations.reservations").await;
        let desk = operator(&test).await;
        let now = desk.get(&format!("/api/reservations/{}/", id(&made))).send().await.json();
        assert_eq!(now["status"], "used");
    }

    async fn whoever_does_not_come_gives_the_seat_back(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        let (place, ada) = (seat(&desk, "PC 1").await, registered(&desk, "Ada", "Lovelace").await);
        let mut body = booking(&[place], "08:30", "09:30");
        body["visitor"] = json!(ada);
        desk.post("/api/reservations/").json(body).send().await.expect(201);
        test.advance(TimeDelta::minutes(44));
        task(&test, "workstations.reservations").await;
        assert_eq!(count(&test, "seat_reservations WHERE status = 'booked'").await, 1);
        test.advance(TimeDelta::minutes(2));
        task(&test, "workstations.reservations").await;
        assert_eq!(count(&test, "seat_reservations WHERE status = 'missed'").await, 1);
        assert_eq!(count(&test, "time_claims").await, 0);
        assert_eq!(count(&test, "audit_entries WHERE action = 'reservation_missed'").await, 1);
    }

    async fn nothing_is_reserved_while_the_place_is_closed(engine: TestEngine) {
        let test = open_with(engine, &[]).await;
        let desk = operator(&test).await;
        let place = seat(&desk, "PC 1").await;
        let hours = json!({"opening_hours": [{"day": 1, "opens": "09:00", "closes": "12:00"}]});
        admin(&test).await.patch("/api/place/").json(hours).send().await.expect(200);
        // 9:00 to 12:00 in Paris is 8:00 to 11:00 UTC.
        desk.post("/api/reservations/").json(booking(&[place], "10:30", "11:30")).send().await.refused(409, "place_closed");
        desk.post("/api/reservations/").json(booking(&[place], "10:00", "11:00")).send().await.expect(201);
    }
}
