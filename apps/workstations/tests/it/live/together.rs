//! One order to a room, a site or a selection of seats.

use std::time::Duration;

use chrono::TimeDelta;
use preau_kernel::db::{Engine, Sql};
use preau_testkit::{Client, TestApp, TestEngine, TestResponse, both_engines, serve};
use serde_json::{Value, json};
use tokio::net::UdpSocket;

use super::super::rooms::{
    act, count, enrol, enter_visitor, entries, exec, open, open_to_all, open_with, operator, orders, run, workstation,
};
use super::line::{Line, enrolled, seat, session};

const PATH: &str = "/api/workstations/orders/";

async fn asked(operator: &Client, body: Value) -> TestResponse {
    operator.post(PATH).json(body).send().await
}

async fn given(operator: &Client, body: Value) -> Value {
    asked(operator, body).await.expect(200).json()
}

/// The seats that took it.
fn taken(answer: &Value) -> Vec<i64> {
    answer["taken"].as_array().unwrap().iter().map(|one| one["workstation"].as_i64().unwrap()).collect()
}

/// The seats that did not, and why.
fn refused(answer: &Value) -> Vec<(i64, &str)> {
    let why = |one: &'_ Value| one["workstation"].as_i64().unwrap();
    answer["refused"].as_array().unwrap().iter().map(|one| (why(one), one["code"].as_str().unwrap())).collect()
}

/// Entries of the trail that share the word of this answer.
async fn told(test: &TestApp, action: &str, answer: &Value) -> i64 {
    let word = answer["together"].as_str().unwrap();
    count(test, &format!("audit_entries WHERE action = '{action}' AND metadata LIKE '%\"together\":\"{word}\"%'")).await
}

/// So many seats with keys, written as rows.
async fn many(test: &TestApp, seats: i64) {
    let with = match test.db().engine() {
        Engine::Sqlite => {
            format!("WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {seats})")
        }
        Engine::Postgres => format!("WITH n(i) AS (SELECT generate_series(CAST(1 AS BIGINT), {seats}))"),
    };
    let key = if test.db().engine() == Engine::Sqlite { "x'00'" } else { "'\\x00'" };
    exec(test, &format!(
        "INSERT INTO workstations (room_id, name, name_key, location, ip_address, mac_address, admin_state, is_online, \
         last_uplink, next_order, sessions_count, used_micros, notes, sort_name, search, row_version, created_at, updated_at, \
         key_mac) {with} SELECT 1, 'P' || i, 'p' || i, '', '', '', 'available', FALSE, 0, 1, 0, 0, '', 'p' || i, '', 1, 0, 0, \
         {key} FROM n",
    )).await;
}

both_engines! {
    async fn a_message_reaches_whoever_sits_somewhere(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let (one, free, without) = (seat(&test, "Poste 1").await, seat(&test, "Poste 2").await, seat(&test, "Poste 3").await);
        let (key, free_key) = (enrolled(&test, &operator, one).await, enrolled(&test, &operator, free).await);
        let (here, _) = (session(&test, one, 30).await, session(&test, without, 30).await);
        let (mut line, _) = Line::begin(address, one, &key, 0).await;
        let lease = line.order().await;
        assert_eq!(lease.kind, "session");
        line.done(lease.number).await;
        let said = json!({"order": "message", "site": 1, "occupied": true, "text": " La salle ferme à 18 h. "});
        let answer = given(&operator, said).await;
        assert_eq!((taken(&answer), refused(&answer)), (vec![one], vec![(without, "seat_not_enrolled")]));
        assert_eq!((&answer["taken"][0]["session"], &answer["refused"][0]["name"]), (&json!(here), &json!("Poste 3")));
        assert!(answer["refused"][0]["message"].as_str().unwrap().contains("agent"), "{answer}");
        let heard = line.order().await;
        assert_eq!((heard.kind.as_str(), &heard.payload), ("message", &json!({"text": "La salle ferme à 18 h."})));
        assert_eq!(answer["taken"][0]["order"], heard.number);
        line.done(heard.number).await;
        assert_eq!(count(&test, &format!("seat_messages m JOIN seat_orders o ON o.id = m.order_id WHERE m.session_id = {here} \
            AND m.workstation_id = {one} AND o.workstation_id = {one} AND m.sent_by = 8 AND m.direction = 'to_seat'")).await, 1);
        assert_eq!((told(&test, "seat_message_sent", &answer).await, count(&test, "seat_messages").await), (1, 1));
        // To the whole room, whoever sits there or not.
        let answer = given(&operator, json!({"order": "lock", "room": 1})).await;
        assert_eq!((taken(&answer), refused(&answer)), (vec![one, free], vec![(without, "seat_not_enrolled")]));
        assert_eq!(told(&test, "seat_order_sent", &answer).await, 2);
        assert_eq!(line.order().await.kind, "lock");
        let (mut other, _) = Line::begin(address, free, &free_key, 0).await;
        assert_eq!(other.order().await.kind, "lock");
    }

    async fn a_selection_is_numbered_as_each_of_it_alone(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (one, two, three) = (seat(&test, "Poste 1").await, seat(&test, "Poste 2").await, seat(&test, "Poste 3").await);
        for seat in [one, two, three] {
            enrol(&test, seat).await;
        }
        operator.post(&format!("/api/workstations/{two}/lock/")).json(json!({})).send().await.expect(201);
        // In any order, one of them twice, and one that is gone.
        let answer = given(&operator, json!({"order": "reboot", "workstations": [three, 999, two, three]})).await;
        assert_eq!((taken(&answer), refused(&answer)), (vec![two, three], vec![(999, "no_such_workstation")]));
        assert_eq!(answer["refused"][0]["name"], json!(null));
        operator.post(&format!("/api/workstations/{two}/lock/")).json(json!({})).send().await.expect(201);
        let kinds = |numbered: Vec<(i64, String)>| numbered.into_iter().map(|(n, kind)| format!("{n} {kind}")).collect::<Vec<_>>();
        assert_eq!(kinds(orders(&test, one).await), [""; 0]);
        assert_eq!(kinds(orders(&test, two).await), ["1 lock", "2 reboot", "3 lock"]);
        assert_eq!(kinds(orders(&test, three).await), ["1 reboot"]);
        assert_eq!(entries(&test, "workstation", three).await.last().map(String::as_str), Some("seat_order_sent"));
        let named = count(&test, "audit_entries e JOIN audit_personal p ON p.entry_id = e.id WHERE e.target_id IN (2, 3) \
            AND e.action = 'seat_order_sent' AND p.content LIKE '%Poste ' || e.target_id || '%' AND p.target_id = e.target_id").await;
        assert_eq!(named, 4, "each entry has its own erasable part");
    }

    async fn sessions_are_lengthened_suspended_resumed_and_ended_together(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let (one, two, three, free) = (seat(&test, "Poste 1").await, seat(&test, "Poste 2").await, seat(&test, "Poste 3").await, seat(&test, "Poste 4").await);
        let mut sessions = Vec::new();
        for (seat, name) in [(one, "Lovelace"), (two, "Babbage"), (three, "Hopper")] {
            let visitor = enter_visitor(&test, name).await;
            sessions.push(run(&test, &operator, visitor, 30, seat).await["id"].as_i64().unwrap());
        }
        exec(&test, "INSERT INTO visitor_categories (name, name_key, minutes_per_day, minutes_per_session, is_default, sort_name, \
                     search, row_version, created_at, updated_at) VALUES ('Enfant', 'enfant', 0, 40, FALSE, 'enfant', '', 1, 0, 0)").await;
        exec(&test, "UPDATE visitors SET category_id = 1 WHERE sort_name = 'babbage'").await;
        let answer = given(&operator, json!({"order": "add_time", "minutes": 15, "room": 1})).await;
        assert_eq!((taken(&answer), refused(&answer)), (vec![one, three], vec![(two, "session_too_long"), (free, "no_session")]));
        assert!(answer["refused"][0]["message"].as_str().unwrap().contains("40"), "{answer}");
        assert_eq!(told(&test, "session_extended", &answer).await, 2);
        let shown = crate::rooms::session(&operator, sessions[0]).await;
        assert_eq!((&shown["duration_seconds"], &shown["elapsed_seconds"]), (&json!(2700), &json!(0)));
        let all = json!({"order": "suspend", "site": 1, "occupied": true});
        test.advance(TimeDelta::minutes(10));
        let answer = given(&operator, all.clone()).await;
        assert_eq!((taken(&answer), refused(&answer)), (vec![one, two, three], vec![]));
        let again = given(&operator, all).await;
        assert_eq!((taken(&again), refused(&again).len()), (vec![], 3));
        act(&operator, sessions[2], "terminate", json!({})).await.expect(200);
        test.advance(TimeDelta::minutes(5));
        let answer = given(&operator, json!({"order": "resume", "workstations": [three, two, one]})).await;
        assert_eq!((taken(&answer), refused(&answer)), (vec![one, two], vec![(three, "no_session")]));
        // Whose time is up by now is not there any more, although no task has run.
        test.advance(TimeDelta::minutes(21));
        let answer = given(&operator, json!({"order": "terminate", "workstations": [one, two]})).await;
        assert_eq!((taken(&answer), refused(&answer)), (vec![one], vec![(two, "no_session")]));
        let ended = crate::rooms::session(&operator, sessions[1]).await;
        assert_eq!((&ended["status"], &ended["remaining_seconds"]), (&json!("expired"), &json!(0)));
        assert_eq!(count(&test, "workstation_sessions WHERE status IN ('active', 'suspended')").await, 0);
    }

    async fn states_are_set_together_and_what_was_so_is_no_change(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (one, two) = (seat(&test, "Poste 1").await, seat(&test, "Poste 2").await);
        operator.patch(&format!("/api/workstations/{two}/")).json(json!({"status": "maintenance"})).send().await.expect(200);
        let before = workstation(&operator, one).await["row_version"].as_i64().unwrap();
        let answer = given(&operator, json!({"order": "status", "status": "maintenance", "site": 1})).await;
        assert_eq!((taken(&answer), refused(&answer)), (vec![one, two], vec![]));
        assert_eq!(told(&test, "workstation_status_changed", &answer).await, 1);
        let now = workstation(&operator, one).await;
        assert_eq!((&now["status"], now["row_version"].as_i64()), (&json!("maintenance"), Some(before + 1)));
    }

    async fn machines_are_woken_together(engine: TestEngine) {
        let asleep = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = asleep.local_addr().unwrap().to_string();
        let test = open_with(engine, &[("workstations.wake_broadcast", json!(address))]).await;
        let operator = operator(&test).await;
        let (one, two, three) = (seat(&test, "Poste 1").await, seat(&test, "Poste 2").await, seat(&test, "Poste 3").await);
        exec(&test, &format!("UPDATE workstations SET mac_address = '' WHERE id = {two}")).await;
        let answer = given(&operator, json!({"order": "wake", "room": 1})).await;
        assert_eq!((taken(&answer), refused(&answer)), (vec![one, three], vec![(two, "no_mac_address")]));
        for _ in 0..2 {
            let mut packet = [0; 200];
            let received = tokio::time::timeout(Duration::from_secs(5), asleep.recv(&mut packet)).await.unwrap().unwrap();
            assert_eq!((received, &packet[6..12]), (102, &[0x0a, 0xbc, 0xde, 1, 2, 3][..]));
        }
        assert_eq!(told(&test, "seat_woken", &answer).await, 2);
    }

    async fn what_is_wrong_is_named_and_nothing_is_given(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let one = seat(&test, "Poste 1").await;
        enrol(&test, one).await;
        for (body, field) in [
            (json!({"workstations": [one]}), "order"),
            (json!({"order": "dance", "workstations": [one]}), "order"),
            (json!({"order": 3, "workstations": [one]}), "order"),
            (json!({"order": "lock"}), "workstations"),
            (json!({"order": "lock", "workstations": []}), "workstations"),
            (json!({"order": "lock", "workstations": null}), "workstations"),
            (json!({"order": "lock", "workstations": ["1"]}), "workstations"),
            (json!({"order": "lock", "workstations": [one], "room": 1}), "workstations"),
            (json!({"order": "lock", "workstations": (0..10_001).collect::<Vec<_>>()}), "workstations"),
            (json!({"order": "lock", "room": 99}), "room"),
            (json!({"order": "lock", "site": 99}), "site"),
            (json!({"order": "lock", "site": "1"}), "site"),
            (json!({"order": "lock", "room": 1, "occupied": "yes"}), "occupied"),
            (json!({"order": "message", "room": 1}), "text"),
            (json!({"order": "message", "room": 1, "text": "  "}), "text"),
            (json!({"order": "message", "room": 1, "text": "x".repeat(501)}), "text"),
            (json!({"order": "add_time", "room": 1}), "minutes"),
            (json!({"order": "add_time", "room": 1, "minutes": 0}), "minutes"),
            (json!({"order": "add_time", "room": 1, "minutes": 1441}), "minutes"),
            (json!({"order": "status", "room": 1}), "status"),
            (json!({"order": "status", "room": 1, "status": "reserved"}), "status"),
        ] {
            let answer = asked(&operator, body.clone()).await.refused(400, "invalid").json();
            assert!(answer["errors"][field].is_array(), "{body}: {answer}");
        }
        assert_eq!(count(&test, "seat_orders").await, 0);
        let nobody = given(&operator, json!({"order": "lock", "room": 1, "occupied": true})).await;
        assert_eq!((taken(&nobody), refused(&nobody)), (vec![], vec![]));
    }

    async fn a_town_of_seats_takes_one_order(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        many(&test, 1_201).await;
        let answer = given(&operator, json!({"order": "message", "site": 1, "text": "Bonjour"})).await;
        assert_eq!((taken(&answer).len(), refused(&answer)), (1_201, vec![]));
        let whole = "seat_orders o JOIN seat_messages m ON m.order_id = o.id AND m.workstation_id = o.workstation_id \
                     JOIN workstations w ON w.id = o.workstation_id AND w.next_order = 2 WHERE o.number = 1";
        assert_eq!((count(&test, whole).await, told(&test, "seat_message_sent", &answer).await), (1_201, 1_201));
        assert_eq!(count(&test, "audit_entries e JOIN audit_personal p ON p.entry_id = e.id WHERE e.action = 'seat_message_sent' \
            AND p.content LIKE '%\"target\":\"P' || e.target_id || '\"%'").await, 1_201);
        exec(&test, "DELETE FROM seat_messages").await;
        exec(&test, "DELETE FROM seat_orders").await;
        exec(&test, "DELETE FROM workstations").await;
        many(&test, 10_001).await;
        let answer = asked(&operator, json!({"order": "lock", "room": 1})).await.refused(400, "invalid").json();
        assert!(answer["errors"]["room"].is_array(), "{answer}");
        assert_eq!(count(&test, "seat_orders").await, 0);
    }

    async fn what_could_not_be_given_to_some_is_told_and_the_rest_has_it(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        many(&test, 2_101).await;
        // The first of five parts fails, whichever ends first.
        let until = async |seat: i64| match test.db().engine() {
            Engine::Sqlite => {
                exec(&test, "DROP TRIGGER IF EXISTS fails").await;
                exec(&test, &format!("CREATE TRIGGER fails BEFORE INSERT ON seat_orders WHEN NEW.workstation_id <= {seat} \
                    BEGIN SELECT RAISE(ABORT, 'as a defect would'); END")).await;
            }
            Engine::Postgres => {
                exec(&test, "ALTER TABLE seat_orders DROP CONSTRAINT IF EXISTS fails").await;
                exec(&test, &format!("ALTER TABLE seat_orders ADD CONSTRAINT fails CHECK (workstation_id > {seat}) NOT VALID")).await;
            }
        };
        until(500).await;
        let answer = given(&operator, json!({"order": "lock", "room": 1})).await;
        assert_eq!(taken(&answer), (501..=2_101).collect::<Vec<_>>());
        assert_eq!(refused(&answer), (1..=500).map(|seat| (seat, "unavailable")).collect::<Vec<_>>());
        assert_eq!((count(&test, "seat_orders").await, told(&test, "seat_order_sent", &answer).await), (1_601, 1_601));

        // Where those fail that are under way and nothing was given, the rest is not tried, though it could be given.
        until(1_500).await;
        asked(&operator, json!({"order": "lock", "room": 1})).await.expect(500);
        assert_eq!(count(&test, "seat_orders").await, 1_601, "nothing of it");
    }

    async fn many_who_order_the_same_seats_about_do_not_wait_for_one_another(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let operator = operator(&test).await;
        let mut sessions = Vec::new();
        for n in 0..8 {
            let (visitor, seat) = (enter_visitor(&test, &format!("V{n}")).await, seat(&test, &format!("Poste {n}")).await);
            sessions.push((seat, run(&test, &operator, visitor, 30, seat).await["id"].as_i64().unwrap()));
        }
        let mut seats: Vec<i64> = sessions.iter().map(|(seat, _)| *seat).collect();
        let mut tasks = Vec::new();
        for n in 0..12 {
            seats.rotate_left(3);
            if n % 2 == 0 {
                seats.reverse();
            }
            let (operator, some, alone) = (operator.clone(), seats.clone(), sessions[n % sessions.len()].1);
            tasks.push(tokio::spawn(async move {
                let answer = given(&operator, json!({"order": "add_time", "minutes": 1, "workstations": some})).await;
                act(&operator, alone, "add_time", json!({"minutes": 1})).await.expect(200);
                (taken(&answer).len(), refused(&answer).len())
            }));
        }
        for task in tasks {
            assert_eq!(task.await.unwrap(), (8, 0));
        }
        let all = "SELECT CAST(SUM(duration_seconds) AS BIGINT) FROM workstation_sessions";
        assert_eq!(test.db().read().number(all, vec![]).await.unwrap(), (8 * 30 + 12 * 8 + 12) * 60);
        assert_eq!(count(&test, "audit_entries WHERE action = 'session_extended'").await, 12 * 8 + 12);
    }

    async fn seats_of_another_node_hear_it(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let (one, two) = (seat(&test, "Poste 1").await, seat(&test, "Poste 2").await);
        let keys = [enrolled(&test, &operator, one).await, enrolled(&test, &operator, two).await];
        // On SQLite there is no other node.
        let (other, desk) = if test.db().engine() == Engine::Postgres {
            let other = test.another_node().await;
            other.may_leave_jobs();
            test.listen().await;
            let desk = crate::rooms::operator(&other).await;
            (Some(other), desk)
        } else {
            (None, operator)
        };
        let (mut first, _) = Line::begin(address, one, &keys[0], 0).await;
        let (mut second, _) = Line::begin(address, two, &keys[1], 0).await;
        let answer = given(&desk, json!({"order": "message", "room": 1, "text": "Bonjour"})).await;
        assert_eq!(taken(&answer), [one, two]);
        assert_eq!((first.order().await.kind, second.order().await.kind), ("message".to_owned(), "message".to_owned()));
        drop(other);
    }
}
