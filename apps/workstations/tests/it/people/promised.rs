//! Codes for seats that somebody else counts on.

use chrono::TimeDelta;
use preau_testkit::{Client, TestApp, TestEngine, TestResponse, both_engines};
use serde_json::{Value, json};

use super::super::rooms::{code, count, id, open_to_all, operator, seat, send_code};
use super::registered;

async fn reserve(desk: &Client, seat: i64, visitor: Option<i64>, (from, to): (&str, &str)) -> i64 {
    let body = json!({"workstations": [seat], "label": "Atelier", "visitor": visitor,
        "starts_at": format!("2026-11-23T{from}:00Z"), "ends_at": format!("2026-11-23T{to}:00Z")});
    id(&desk.post("/api/reservations/").json(body).send().await.expect(201).json()["results"][0])
}

async fn give(desk: &Client, body: Value) -> TestResponse {
    desk.post("/api/sessions/").json(body).send().await
}

/// A room, its desk, and one seat.
async fn place(engine: TestEngine) -> (TestApp, Client, i64) {
    let test = open_to_all(engine).await;
    let desk = operator(&test).await;
    let seat = seat(&desk, "PC 1").await;
    (test, desk, seat)
}

both_engines! {
    async fn a_reserved_seat_is_not_given_without_a_word(engine: TestEngine) {
        let (test, desk, place) = place(engine).await;
        let (ada, bob) = (registered(&desk, "Ada", "Lovelace").await, registered(&desk, "Charles", "Babbage").await);
        let booked = reserve(&desk, place, Some(ada), ("08:11", "09:30")).await;
        // It is shown as reserved from ten minutes before.
        let body = json!({"visitor": bob, "workstation": place, "minutes": 20});
        let made = give(&desk, body.clone()).await.expect(201).json();
        assert_eq!(made["reservation"], json!(null));
        test.advance(TimeDelta::minutes(1));
        let refused = give(&desk, body.clone()).await.refused(409, "seat_promised").json();
        assert_eq!(refused["message"], "Le poste PC 1 est réservé de 09:11 à 10:30 pour Atelier · Ada Lovelace.");
        assert_eq!((&refused["promise"]["reservation"], &refused["promise"]["visitor_name"]), (&json!(booked), &json!("Ada Lovelace")));
        assert_eq!(refused["promise"]["starts_at"], "2026-11-23T08:11:00.000000Z");
        let english = desk.post("/api/sessions/").header("accept-language", "en").json(&body).send().await.refused(409, "seat_promised");
        assert!(english.json()["message"].as_str().unwrap().contains("for Atelier"), "{}", english.json());
        give(&desk, json!({"visitor": bob, "minutes": 60})).await.expect(201);
        give(&desk, json!({"visitor": ada, "workstation": place, "minutes": 60})).await.expect(201);
        let mut all_the_same = body;
        all_the_same["despite"] = json!(true);
        let made = give(&desk, all_the_same).await.expect(201).json();
        test.advance(TimeDelta::minutes(25));
        send_code(&test.anonymous(), &code(&made), place).await.refused(400, "seat_reserved");
        test.advance(TimeDelta::minutes(70));
        send_code(&test.anonymous(), &code(&made), place).await.expect(200);
    }

    async fn whoever_comes_with_a_reservation_sits_down_at_its_seat(engine: TestEngine) {
        let (test, desk, place) = place(engine).await;
        let other = seat(&desk, "PC 2").await;
        let booked = reserve(&desk, place, None, ("08:00", "10:00")).await;
        let refused = give(&desk, json!({"guest": true, "workstation": place, "minutes": 30})).await.refused(409, "seat_promised").json();
        assert_eq!(refused["message"], "Le poste PC 1 est réservé de 09:00 à 11:00 pour Atelier.");
        let made = give(&desk, json!({"guest": true, "minutes": 30, "reservation": booked})).await.expect(201).json();
        assert_eq!((&made["workstation"], &made["reservation"]), (&json!(place), &json!(booked)));
        send_code(&test.anonymous(), &code(&made), other).await.refused(400, "code_refused");
        send_code(&test.anonymous(), &code(&made), place).await.expect(200);
        test.advance(TimeDelta::minutes(10));
        for (deed, body) in [("suspend", json!({})), ("resume", json!({}))] {
            desk.post(&format!("/api/sessions/{}/{deed}/", id(&made))).json(body).send().await.expect(200);
        }
        // A name in it, or a cancelled one, another seat's, or none at all.
        for (body, problem) in [
            (json!({"guest": true, "minutes": 30, "reservation": 999}), "reservation"),
            (json!({"guest": true, "minutes": 30, "reservation": booked, "workstation": other}), "reservation"),
            (json!({"guest": true, "minutes": 30, "reservation": "x"}), "reservation"),
            (json!({"guest": true, "minutes": 30, "despite": "x"}), "despite"),
        ] {
            let answer = give(&desk, body.clone()).await.refused(400, "invalid").json();
            assert!(answer["errors"][problem].is_array(), "{body}: {answer}");
        }
        desk.post(&format!("/api/reservations/{booked}/cancellation/")).json(json!({})).send().await.expect(200);
        let answer = give(&desk, json!({"guest": true, "minutes": 30, "reservation": booked})).await.refused(400, "invalid").json();
        assert!(answer["errors"]["reservation"].is_array(), "{answer}");
    }

    async fn a_held_seat_is_not_given_to_somebody_else(engine: TestEngine) {
        let (test, desk, place) = place(engine).await;
        let ticket = desk.post("/api/queue/").json(json!({"minutes": 30})).send().await.expect(201).json();
        desk.post(&format!("/api/queue/{}/call/", id(&ticket))).json(json!({})).send().await.expect(200);
        let body = json!({"guest": true, "workstation": place, "minutes": 30});
        let refused = give(&desk, body.clone()).await.refused(409, "seat_promised").json();
        assert_eq!(refused["message"], format!("Le poste PC 1 est gardé pour le numéro {} jusqu’à 09:05.", ticket["number"]));
        assert_eq!((&refused["promise"]["reservation"], &refused["promise"]["held_for"]), (&json!(null), &ticket["number"]));
        // Whoever was called gets a code for it.
        let seated = desk.post(&format!("/api/queue/{}/seat/", id(&ticket))).json(json!({"guest": true})).send().await.expect(200).json();
        assert_eq!(seated["session"]["workstation"], place);
        test.advance(TimeDelta::minutes(6));
        give(&desk, body).await.expect(201);
        assert_eq!(count(&test, "workstation_sessions").await, 2);
    }
}
