//! Codes at seats: who may use them where, and guessing.

use chrono::TimeDelta;
use preau_testkit::{Client, TestEngine, TestResponse, both_engines};
use serde_json::{Value, json};

use crate::rooms::{
    act, code, count, enrol, enter_visitor, id, issue, open, open_to_all, operator, run, seat, send_code,
};

/// Refused with the one sentence that there is.
async fn is_refused(client: &Client, code: &str, seat: i64) {
    let answer = send_code(client, code, seat).await.refused(400, "code_refused").json();
    assert_eq!(
        (answer["valid"].clone(), answer["message"].clone()),
        (json!(false), json!("Ce code n’est pas valable ici. Adressez-vous à l’accueil."))
    );
}

async fn is_busy(client: &Client, code: &str, seat: i64) {
    let answer = send_code(client, code, seat).await.refused(400, "busy").json();
    assert_eq!(answer["valid"], false);
}

both_engines! {
    async fn every_code_that_is_not_good_here_gets_one_sentence(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let (operator, anyone) = (operator(&test).await, test.anonymous());
        let ada = enter_visitor(&test, "Lovelace").await;
        let (one, two, enrolled) = (seat(&operator, "Poste 1").await, seat(&operator, "Poste 2").await, seat(&operator, "Poste 3").await);
        enrol(&test, enrolled).await;
        is_refused(&anyone, "ZZZZZZ", one).await;
        is_refused(&anyone, "no code", one).await;
        is_refused(&anyone, &"A".repeat(100), one).await;
        let over = issue(&operator, ada, 30).await;
        act(&operator, id(&over), "terminate", json!({})).await.expect(200);
        is_refused(&anyone, &code(&over), one).await;
        let of_two = operator.post("/api/sessions/").json(json!({"visitor": ada, "workstation": two, "minutes": 30})).send().await.expect(201).json();
        is_refused(&anyone, &code(&of_two), one).await;
        is_refused(&anyone, &code(&of_two), enrolled).await;
        is_refused(&anyone, &code(&of_two), 999).await;
        let late = issue(&operator, ada, 30).await;
        test.advance(TimeDelta::hours(24));
        is_refused(&anyone, &code(&late), one).await;
        assert_eq!(count(&test, "audit_entries WHERE action = 'code_refused'").await, 8);
        let leaked = count(&test, &format!("audit_entries WHERE metadata LIKE '%{}%'", code(&late))).await
            + count(&test, &format!("audit_personal WHERE content LIKE '%{}%'", code(&late))).await;
        assert_eq!(leaked, 0, "codes are not in the log");
        let missing = anyone.post("/api/sessions/validate_code/").json(json!({})).send().await.refused(400, "invalid").json();
        assert!(missing["errors"]["code"].is_array());
    }

    async fn a_code_that_runs_is_answered_again_to_its_own_seat_only(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let (operator, anyone) = (operator(&test).await, test.anonymous());
        let ada = enter_visitor(&test, "Lovelace").await;
        let (one, two) = (seat(&operator, "Poste 1").await, seat(&operator, "Poste 2").await);
        let running = run(&test, &operator, ada, 30, one).await;
        let again = send_code(&anyone, &code(&running), one).await.expect(200).json();
        assert_eq!((again["session"]["id"].clone(), again["session"]["started_at"].clone()), (running["id"].clone(), running["started_at"].clone()));
        is_refused(&anyone, &code(&running), two).await;
        act(&operator, id(&running), "suspend", json!({})).await.expect(200);
        is_refused(&anyone, &code(&running), one).await;
        assert_eq!(count(&test, "workstation_sessions").await, 1);
    }

    async fn one_open_session_per_seat_and_per_visitor(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let (operator, anyone) = (operator(&test).await, test.anonymous());
        let (ada, bob) = (enter_visitor(&test, "Lovelace").await, enter_visitor(&test, "Babbage").await);
        let (one, two) = (seat(&operator, "Poste 1").await, seat(&operator, "Poste 2").await);
        let running = run(&test, &operator, ada, 30, one).await;
        let (second, other) = (issue(&operator, ada, 30).await, issue(&operator, bob, 30).await);
        is_busy(&anyone, &code(&second), two).await;
        is_busy(&anyone, &code(&other), one).await;
        operator.patch(&format!("/api/workstations/{two}/")).json(json!({"status": "maintenance"})).send().await.expect(200);
        send_code(&anyone, &code(&other), two).await.refused(400, "seat_unavailable");
        act(&operator, id(&running), "terminate", json!({})).await.expect(200);
        send_code(&anyone, &code(&second), one).await.expect(200);
    }

    async fn without_a_seat_the_first_free_one_without_a_key_is_taken(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let (operator, anyone) = (operator(&test).await, test.anonymous());
        let (ada, bob, eve) = (enter_visitor(&test, "Lovelace").await, enter_visitor(&test, "Babbage").await, enter_visitor(&test, "Eve").await);
        let (enrolled, one, two) = (seat(&operator, "Poste 1").await, seat(&operator, "Poste 2").await, seat(&operator, "Poste 10").await);
        enrol(&test, enrolled).await;
        let mut taken: Vec<Value> = Vec::new();
        let made = [issue(&operator, ada, 30).await, issue(&operator, bob, 30).await, issue(&operator, eve, 30).await];
        for session in &made[..2] {
            for _ in 0..2 {
                let answer = anyone.post("/api/sessions/validate_code/").json(json!({"code": code(session)})).send().await.expect(200);
                taken.push(answer.json()["session"]["workstation"].clone());
            }
        }
        assert_eq!(taken, [json!(one), json!(one), json!(two), json!(two)]);
        let answer = anyone.post("/api/sessions/validate_code/").json(json!({"code": code(&made[2])})).send().await;
        answer.refused(400, "busy");
    }

    async fn a_place_of_its_own_takes_codes_from_seats_with_their_key_only(engine: TestEngine) {
        let test = open(engine).await;
        let (operator, anyone) = (operator(&test).await, test.anonymous());
        let ada = enter_visitor(&test, "Lovelace").await;
        let (one, two) = (seat(&operator, "Poste 1").await, seat(&operator, "Poste 2").await);
        let made = issue(&operator, ada, 30).await;
        is_refused(&anyone, &code(&made), one).await;
        is_refused(&operator, &code(&made), one).await;
        let (key, other) = (enrol(&test, one).await, enrol(&test, two).await);
        is_refused(&anyone, &code(&made), one).await;
        let mut forged = key.clone();
        let last = forged.pop().unwrap();
        forged.push(if last == 'A' { 'E' } else { 'A' });
        for wrong in [forged.as_str(), "Workstation", "Workstation x", "Workstation 1.AAAA", "Workstation 999.AAAA"] {
            is_refused(&anyone.clone().with_header("authorization", wrong), &code(&made), one).await;
        }
        is_refused(&anyone.clone().with_header("authorization", &other), &code(&made), one).await;
        let with_key = anyone.clone().with_header("authorization", &key);
        let started = with_key.post("/api/sessions/validate_code/").json(json!({"code": code(&made)})).send().await.expect(200).json();
        assert_eq!(started["session"]["workstation"], one);
        send_code(&with_key, &code(&made), one).await.expect(200);
        is_refused(&anyone.with_header("authorization", &other), &code(&made), two).await;
    }

    async fn guessing_is_limited_and_strangers_do_not_hold_a_room_back(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let (operator, anyone) = (operator(&test).await, test.anonymous());
        let ada = enter_visitor(&test, "Lovelace").await;
        let (one, two, enrolled) = (seat(&operator, "Poste 1").await, seat(&operator, "Poste 2").await, seat(&operator, "Poste 3").await);
        let key = enrol(&test, enrolled).await;
        let made = issue(&operator, ada, 30).await;
        for _ in 0..10 {
            is_refused(&anyone, "ZZZZZZ", one).await;
        }
        let limited: TestResponse = send_code(&anyone, &code(&made), one).await.refused(429, "too_many_wrong_codes");
        assert!(limited.header("retry-after").is_some());
        for _ in 0..19 {
            is_refused(&anyone, "ZZZZZZ", two).await;
            if count(&test, "throttles WHERE key = 'ws.code:open:seat:2' AND count >= 10").await > 0 {
                break;
            }
        }
        send_code(&anyone, &code(&made), two).await.refused(429, "too_many_wrong_codes");
        let with_key = anyone.clone().with_header("authorization", &key);
        for _ in 0..3 {
            is_refused(&with_key, "ZZZZZZ", enrolled).await;
        }
        for _ in 0..40 {
            send_code(&with_key, &code(&made), enrolled).await.expect(200);
        }
        test.advance(TimeDelta::minutes(16));
        send_code(&anyone, "ZZZZZZ", one).await.refused(400, "code_refused");
    }
}
