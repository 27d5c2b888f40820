//! Many at once: one wins, nobody is seated twice, nothing is counted twice.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use preau_testkit::{Client, TestApp, TestEngine, both_engines, scale};
use preau_workstations::actions::sessions::settle;
use serde_json::{Value, json};

use crate::rooms::{
    act, code, count, enter_visitor, id, issue, open_to_all, open_with, operator, run, seat, send_code,
};

async fn gathered<T>(tasks: Vec<tokio::task::JoinHandle<T>>) -> Vec<T> {
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

async fn statuses(tries: Vec<(Client, String, i64)>) -> Vec<u16> {
    let tasks = tries
        .into_iter()
        .map(|(client, code, seat)| tokio::spawn(async move { send_code(&client, &code, seat).await.status() }));
    gathered(tasks.collect()).await
}

/// No interval of a seat or session meets another of it, and what is counted is what they say.
async fn agrees(test: &TestApp) {
    for column in ["workstation_id", "session_id"] {
        let overlaps = format!(
            "session_intervals a JOIN session_intervals b ON a.{column} = b.{column} AND a.id < b.id \
             AND a.started_at < COALESCE(b.ended_at, 9000000000000000) AND b.started_at < COALESCE(a.ended_at, 9000000000000000)"
        );
        assert_eq!(count(test, &overlaps).await, 0, "{column}");
    }
    let wrong = "workstations w WHERE w.used_micros <> (SELECT COALESCE(SUM(i.ended_at - i.started_at), 0) FROM \
                 session_intervals i WHERE i.workstation_id = w.id AND i.ended_at IS NOT NULL)";
    assert_eq!(count(test, wrong).await, 0);
    let wrong = "visitors v WHERE v.used_micros <> (SELECT COALESCE(SUM(i.ended_at - i.started_at), 0) FROM \
                 session_intervals i JOIN workstation_sessions s ON s.id = i.session_id WHERE s.visitor_id = v.id AND i.ended_at IS NOT NULL)";
    assert_eq!(count(test, wrong).await, 0);
    let open = "workstation_sessions s WHERE (s.status = 'active') <> EXISTS (SELECT 1 FROM session_intervals i \
                WHERE i.session_id = s.id AND i.ended_at IS NULL)";
    assert_eq!(count(test, open).await, 0);
}

both_engines! {
    async fn sixty_four_generators_at_once_never_give_the_same_code(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let ada = enter_visitor(&test, "Lovelace").await;
        let each = scale(4, 20);
        let tasks = (0..64).map(|_| {
            let operator = operator.clone();
            tokio::spawn(async move {
                let mut codes = Vec::new();
                for _ in 0..each {
                    codes.push(code(&issue(&operator, ada, 5).await));
                }
                codes
            })
        });
        let codes: Vec<String> = gathered(tasks.collect()).await.concat();
        let distinct: BTreeSet<_> = codes.iter().collect();
        assert_eq!((codes.len(), distinct.len()), (64 * each as usize, 64 * each as usize));
        assert!(codes.iter().all(|code| code.len() == 6 && code.bytes().all(|byte| b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789".contains(&byte))));
    }

    async fn a_hundred_guesses_at_once_are_limited_as_well(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let seat = seat(&operator, "Poste 1").await;
        let tries = (0..100).map(|_| (test.anonymous(), "ZZZZZZ".to_owned(), seat)).collect();
        let answers = statuses(tries).await;
        let judged = answers.iter().filter(|status| **status == 400).count();
        assert!((1..=10).contains(&judged), "{judged} guesses were judged: {answers:?}");
        assert!(answers.iter().all(|status| matches!(status, 400 | 429)), "{answers:?}");
        assert_eq!(count(&test, "audit_entries WHERE action = 'code_refused'").await, judged as i64);
    }

    async fn one_code_at_many_seats_starts_once(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let ada = enter_visitor(&test, "Lovelace").await;
        let mut seats = Vec::new();
        for i in 0..8 {
            seats.push(seat(&operator, &format!("Poste {i}")).await);
        }
        for _ in 0..scale(3, 20) {
            let made = issue(&operator, ada, 30).await;
            let tries = seats.iter().map(|seat| (test.anonymous(), code(&made), *seat)).collect();
            let answers = statuses(tries).await;
            assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
            assert!(answers.iter().all(|status| matches!(status, 200 | 400 | 429)), "{answers:?}");
            assert_eq!(count(&test, "workstation_sessions WHERE status = 'active'").await, 1);
            test.advance(TimeDelta::minutes(16));
            act(&operator, id(&made), "terminate", json!({})).await.expect(200);
        }
        agrees(&test).await;
    }

    async fn many_codes_at_one_seat_start_one_session(engine: TestEngine) {
        let test = open_with(engine, &[
            ("workstations.open_validation", true.into()), ("workstations.wrong_codes_per_seat", 0.into()),
        ]).await;
        let operator = operator(&test).await;
        let one = seat(&operator, "Poste 1").await;
        let mut tries = Vec::new();
        for i in 0..8 {
            let visitor = enter_visitor(&test, &format!("V{i}")).await;
            tries.push((test.anonymous(), code(&issue(&operator, visitor, 30).await), one));
        }
        let answers = statuses(tries).await;
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|status| matches!(status, 200 | 400)), "{answers:?}");
        agrees(&test).await;
    }

    async fn many_codes_of_one_visitor_start_one_session(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let ada = enter_visitor(&test, "Lovelace").await;
        let mut tries = Vec::new();
        for i in 0..8 {
            let seat = seat(&operator, &format!("Poste {i}")).await;
            tries.push((test.anonymous(), code(&issue(&operator, ada, 30).await), seat));
        }
        let answers = statuses(tries).await;
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|status| matches!(status, 200 | 400)), "{answers:?}");
    }

    async fn everything_at_once_leaves_a_story_that_agrees(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let (one, two) = (seat(&operator, "Poste 1").await, seat(&operator, "Poste 2").await);
        for round in 0..scale(4, 25) {
            let visitor = enter_visitor(&test, &format!("V{round}")).await;
            let running = run(&test, &operator, visitor, 10, one).await;
            test.advance(TimeDelta::milliseconds(123_457));
            let deeds: Vec<(&str, Value)> = vec![
                ("suspend", json!({})), ("resume", json!({})), ("add_time", json!({"minutes": 1})), ("terminate", json!({})),
                ("move", json!({"workstation": two})), ("add_time", json!({"minutes": 2})), ("move", json!({"workstation": one})),
            ];
            let mut tasks: Vec<_> = deeds.into_iter().map(|(what, body)| {
                let (operator, session) = (operator.clone(), id(&running));
                tokio::spawn(async move { act(&operator, session, what, body).await.status() })
            }).collect();
            let app = test.app().clone();
            tasks.push(tokio::spawn(async move { settle::all(&app).await.map(|_| 200).unwrap() }));
            let answers = gathered(tasks).await;
            assert!(answers.iter().all(|status| matches!(status, 200 | 400 | 409)), "{answers:?}");
            agrees(&test).await;
            assert_eq!(count(&test, "workstation_sessions WHERE status IN ('active', 'suspended')").await, 0);
        }
    }

    async fn the_periodic_tasks_of_several_nodes_end_each_session_once(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        for i in 0..10 {
            let (visitor, seat) = (enter_visitor(&test, &format!("V{i}")).await, seat(&operator, &format!("Poste {i}")).await);
            run(&test, &operator, visitor, 5, seat).await;
        }
        test.advance(TimeDelta::minutes(6));
        let nodes = [test.another_node().await, test.another_node().await];
        let mut tasks = Vec::new();
        for node in [&test, &nodes[0], &nodes[1]] {
            let app = node.app().clone();
            tasks.push(tokio::spawn(async move { settle::all(&app).await.unwrap() }));
        }
        let settled: usize = gathered(tasks).await.into_iter().sum();
        assert_eq!(settled, 10);
        assert_eq!(count(&test, "audit_entries WHERE action = 'session_expired'").await, 10);
        agrees(&test).await;
    }
}
