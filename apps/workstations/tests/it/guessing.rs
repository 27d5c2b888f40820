//! Right codes meet no limit, however many come at once; wrong ones do, however many come at once.

use chrono::TimeDelta;
use preau_kernel::db::throttle;
use preau_testkit::{Client, TestApp, TestEngine, both_engines, scale};
use serde_json::json;

use crate::rooms::{code, count, enrol, enter_visitor, id, issue, open, open_to_all, operator, seat, session};

const WRONG: &str = "ZZZZZZ";

/// Codes that are sent at one instant, each by a client of its own; the statuses in the same order.
async fn at_once(sent: Vec<(Client, String)>) -> Vec<u16> {
    let send = |(client, code): (Client, String)| async move {
        client.post("/api/sessions/validate_code/").json(json!({"code": code})).send().await.status()
    };
    let tasks: Vec<_> = sent.into_iter().map(|one| tokio::spawn(send(one))).collect();
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    statuses
}

fn times(statuses: &[u16], status: u16) -> usize {
    statuses.iter().filter(|one| **one == status).count()
}

/// A seat with its key, as whoever sits there speaks.
async fn enrolled(test: &TestApp, operator: &Client, name: &str) -> (String, Client) {
    let key = enrol(test, seat(operator, name).await).await;
    let client = test.anonymous().with_header("authorization", &key);
    (key, client)
}

both_engines! {
    async fn a_class_that_arrives_at_once_meets_no_limit(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let mut arriving = Vec::new();
        for n in 0..40 {
            let (_, client) = enrolled(&test, &operator, &format!("Poste {n}")).await;
            let visitor = enter_visitor(&test, &format!("V{n}")).await;
            arriving.push((client, code(&issue(&operator, visitor, 30).await)));
        }
        // Some of them mistype first: one network, whose limit is 30.
        let mistyped: Vec<_> = arriving.iter().take(29).map(|(client, _)| (client.clone(), WRONG.to_owned())).collect();
        let statuses = at_once(mistyped).await;
        assert_eq!(times(&statuses, 400), 29, "{statuses:?}");
        let statuses = at_once(arriving.clone()).await;
        assert_eq!(times(&statuses, 200), 40, "{statuses:?}");
        // The same codes again, as pages do that were loaded anew.
        let statuses = at_once(arriving.clone()).await;
        assert_eq!(times(&statuses, 200), 40, "{statuses:?}");
        assert_eq!(count(&test, "workstation_sessions WHERE status = 'active'").await, 40);
        assert_eq!(count(&test, "throttles WHERE key LIKE 'ws.code:key:net:%' AND count = 29").await, 1);
        // The thirtieth wrong one is the last.
        let (client, right) = arriving[0].clone();
        assert_eq!(at_once(vec![(client.clone(), WRONG.to_owned())]).await, [400]);
        assert_eq!(at_once(vec![(client, right)]).await, [429]);
        test.advance(TimeDelta::minutes(16));
        let statuses = at_once(arriving).await;
        assert_eq!(times(&statuses, 200), 40, "{statuses:?}");
    }

    async fn a_right_code_behind_many_guesses_is_not_told_from_them(engine: TestEngine) {
        let test = open(engine).await;
        let other_node = test.another_node().await;
        let operator = operator(&test).await;
        for round in 0..scale(2, 10) {
            let (key, here) = enrolled(&test, &operator, &format!("Poste {round}")).await;
            let there = other_node.anonymous().with_header("authorization", &key);
            let visitor = enter_visitor(&test, &format!("V{round}")).await;
            let made = issue(&operator, visitor, 30).await;
            let guesses: Vec<_> = (0..150)
                .map(|n| (if n % 2 == 0 { here.clone() } else { there.clone() }, WRONG.to_owned()))
                .collect();
            let guessing = tokio::spawn(at_once(guesses));
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            assert_eq!(at_once(vec![(here.clone(), code(&made))]).await, [429]);
            let statuses = guessing.await.unwrap();
            assert_eq!((times(&statuses, 400), times(&statuses, 429)), (10, 140), "{statuses:?}");
            assert_eq!(session(&operator, id(&made)).await["status"], "waiting");
            test.advance(TimeDelta::minutes(16));
            assert_eq!(at_once(vec![(there, code(&made))]).await, [200]);
        }
    }

    async fn a_right_code_waits_for_guesses_that_are_being_counted(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let one = seat(&operator, "Poste 1").await;
        let made = issue(&operator, enter_visitor(&test, "Lovelace").await, 30).await;
        // Ten guesses, refused and not yet written.
        let counting = test.db().write_tx().await.unwrap();
        for _ in 0..10 {
            let key = format!("ws.code:open:seat:{one}");
            throttle::hit(&counting, &key, test.now(), TimeDelta::minutes(15)).await.unwrap();
        }
        let (client, right) = (test.anonymous(), code(&made));
        let sent = tokio::spawn(async move { crate::rooms::send_code(&client, &right, one).await.status() });
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        assert!(!sent.is_finished(), "nobody knows yet whether it may be told");
        counting.commit().await.unwrap();
        assert_eq!(sent.await.unwrap(), 429);
        assert_eq!(session(&operator, id(&made)).await["status"], "waiting");
        assert_eq!(count(&test, "session_intervals").await, 0, "nothing of it was written");
    }

    async fn that_a_code_is_good_is_told_to_nobody_who_guesses(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let one = seat(&operator, "Poste 1").await;
        let made = issue(&operator, enter_visitor(&test, "Lovelace").await, 30).await;
        operator.patch(&format!("/api/workstations/{one}/")).json(json!({"status": "maintenance"})).send().await.expect(200);
        let counting = test.db().write_tx().await.unwrap();
        for _ in 0..10 {
            let key = format!("ws.code:open:seat:{one}");
            throttle::hit(&counting, &key, test.now(), TimeDelta::minutes(15)).await.unwrap();
        }
        let (client, right) = (test.anonymous(), code(&made));
        let sent = tokio::spawn(async move { crate::rooms::send_code(&client, &right, one).await.status() });
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        counting.commit().await.unwrap();
        assert_eq!(sent.await.unwrap(), 429, "and not that the seat is out of service");
    }
}
