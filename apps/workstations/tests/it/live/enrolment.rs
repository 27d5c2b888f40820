//! From a machine to a seat.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines, serve};
use serde_json::json;

use super::super::rooms::{count, exec, open, operator};
use super::line::{Line, code, enrolled, order, seat, soon};

const ENROL: &str = "/api/workstations/enrol/";

both_engines! {
    async fn a_code_makes_one_seat_once(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let code = code(&operator, seat).await;
        let body = json!({"code": format!(" {} ", code.to_lowercase().replace('-', " "))});
        let answer = test.anonymous().post(ENROL).json(body.clone()).send().await.expect(200).json();
        assert_eq!((answer["workstation"].as_i64(), answer["name"].as_str()), (Some(seat), Some("Poste 1")));
        assert!(answer["key"].as_str().unwrap().starts_with(&format!("{seat}.")));
        let stored = count(&test, "workstations WHERE key_mac IS NOT NULL AND enrolled_at IS NOT NULL").await;
        assert_eq!(stored, 1);
        test.anonymous().post(ENROL).json(body).send().await.refused(400, "enrolment_code_refused");
        assert_eq!(count(&test, "audit_entries WHERE action = 'workstation_enrolled'").await, 1);
        assert_eq!(count(&test, "audit_entries WHERE action = 'workstation_enrolment_code'").await, 1);
    }

    async fn a_wrong_an_old_and_a_replaced_code_are_refused_alike(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let replaced = code(&operator, seat).await;
        let old = code(&operator, seat).await;
        for wrong in [replaced.as_str(), "AAAAA-AAAAA", "rubbish"] {
            test.anonymous().post(ENROL).json(json!({"code": wrong})).send().await.refused(400, "enrolment_code_refused");
        }
        test.advance(TimeDelta::minutes(30));
        test.anonymous().post(ENROL).json(json!({"code": old})).send().await.refused(400, "enrolment_code_refused");
        test.anonymous().post(ENROL).json(json!({})).send().await.refused(400, "invalid");
        test.anonymous().post(ENROL).json(json!({"code": 3})).send().await.refused(400, "invalid");
    }

    async fn codes_cannot_be_guessed(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let seat = seat(&test, "Poste 1").await;
        for _ in 0..10 {
            test.anonymous().post(ENROL).json(json!({"code": "AAAAA-AAAAA"})).send().await.refused(400, "enrolment_code_refused");
        }
        let code = code(&operator, seat).await;
        test.anonymous().post(ENROL).json(json!({"code": code})).send().await.refused(429, "too_many_attempts");
        // Told of, and not endlessly.
        assert_eq!(count(&test, "audit_entries WHERE action = 'seat_refused'").await, 5);
    }

    async fn codes_that_are_guessed_at_once_are_limited_as_well(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let right = code(&operator, seat).await;
        let mut codes = vec!["AAAAA-AAAAA".to_owned(); 60];
        codes.push(right);
        let tries = codes.into_iter().map(|code| {
            let client = test.anonymous();
            tokio::spawn(async move { client.post(ENROL).json(json!({"code": code})).send().await.status() })
        });
        let statuses: Vec<u16> = futures::future::join_all(tries).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 400).count(), 10, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 51, "{statuses:?}");
        assert_eq!(count(&test, "workstations WHERE key_mac IS NOT NULL").await, 0);
    }

    async fn of_two_who_take_a_code_at_one_instant_one_gets_it(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let code = code(&operator, seat).await;
        let tries = (0..8).map(|_| {
            let (client, body) = (test.anonymous(), json!({"code": code}));
            async move { client.post(ENROL).json(body).send().await.status() }
        });
        let statuses = futures::future::join_all(tries).await;
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    }

    async fn a_new_key_ends_the_old_one_and_a_withdrawn_one_ends_at_once(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let old = enrolled(&test, &operator, seat).await;
        let (mut line, _) = Line::begin(address, seat, &old, 0).await;
        order(&test, seat, "reboot", json!({})).await;
        let new = enrolled(&test, &operator, seat).await;
        assert_eq!(line.refused().await.1, 1013);
        assert_eq!(Line::open(address, seat, Some(&old)).await.err(), Some(401));
        // What was ordered of the old key is not carried out under the new one.
        soon(&test, "seat_orders WHERE outcome = 'withdrawn'", 1).await;
        let (mut line, _) = Line::begin(address, seat, &new, 0).await;
        operator.delete(&format!("/api/workstations/{seat}/enrolment/")).send().await.expect(204);
        assert_eq!(line.refused().await.1, 1013);
        assert_eq!(Line::open(address, seat, Some(&new)).await.err(), Some(401));
        exec(&test, "SELECT 1").await;
    }
}
