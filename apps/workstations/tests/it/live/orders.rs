//! Orders: sent, received, done; over cuts, once. Messages and events.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines, serve};
use serde_json::json;

use super::super::rooms::{count, exec, open, operator};
use super::line::{self, Line, Machine, enrolled, order, seat, session, soon};

both_engines! {
    async fn an_order_is_sent_received_and_done(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        let (mut line, welcome) = Line::begin(address, seat, &key, 0).await;
        assert_eq!((welcome["name"].as_str(), welcome["state"].as_str()), (Some("Poste 1"), Some("free")));
        soon(&test, "workstations WHERE is_online = TRUE", 1).await;
        let body = json!({"text": "La salle ferme à 18 h."});
        operator.post(&format!("/api/workstations/{seat}/messages/")).json(body).send().await.expect(201).json();
        let order = line.order().await;
        assert_eq!((order.kind.as_str(), order.payload["text"].as_str()), ("message", Some("La salle ferme à 18 h.")));
        soon(&test, "seat_orders WHERE sent_at IS NOT NULL AND received_at IS NULL", 1).await;
        line.say(json!({"v": 1, "type": "received", "number": order.number})).await;
        soon(&test, "seat_orders WHERE received_at IS NOT NULL AND done_at IS NULL", 1).await;
        line.say(json!({"v": 1, "type": "done", "number": order.number, "outcome": "applied"})).await;
        soon(&test, "seat_orders WHERE done_at IS NOT NULL AND outcome = 'applied'", 1).await;
        let listed = operator.get(&format!("/api/workstations/{seat}/orders/")).send().await.expect(200).json();
        assert_eq!((listed[0]["kind"].as_str(), listed[0]["outcome"].as_str()), (Some("message"), Some("applied")));
        let messages = operator.get(&format!("/api/workstations/{seat}/messages/")).send().await.expect(200).json();
        assert!(messages[0]["read_at"].is_string(), "{messages}");
        assert_eq!(count(&test, "audit_entries WHERE action = 'seat_message_sent'").await, 1);
    }

    async fn what_was_withdrawn_meanwhile_stays_so(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        order(&test, seat, "reboot", json!({})).await;
        let (mut line, _) = Line::begin(address, seat, &key, 0).await;
        let first = line.order().await.number;
        // As another node does.
        exec(&test, "UPDATE seat_orders SET done_at = 5, outcome = 'withdrawn'").await;
        line.done(first).await;
        // What is said after it is written with it, or later.
        order(&test, seat, "message", json!({"text": "deux"})).await;
        let second = line.order().await.number;
        line.done(second).await;
        soon(&test, "seat_orders WHERE outcome = 'applied'", 1).await;
        assert_eq!(count(&test, "seat_orders WHERE number = 1 AND outcome = 'withdrawn' AND done_at = 5").await, 1);
    }

    async fn what_a_cut_swallowed_is_said_again(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        for text in ["un", "deux", "trois"] {
            order(&test, seat, "message", json!({"text": text})).await;
        }
        let (mut line, _) = Line::begin(address, seat, &key, 0).await;
        let first = line.order().await;
        assert_eq!((first.number, first.after), (1, 0));
        line.done(first.number).await;
        assert_eq!(line.order().await.after, 1);
        drop(line);
        soon(&test, "seat_orders WHERE done_at IS NOT NULL", 1).await;
        // The seat has the second one too; it is told again all the same, since nobody knows that it was done.
        let (mut line, _) = Line::begin(address, seat, &key, 2).await;
        let (second, third) = (line.order().await, line.order().await);
        assert_eq!((second.number, second.after, third.number, third.after), (2, 0, 3, 2));
        line.done(2).await;
        line.done(3).await;
        soon(&test, "seat_orders WHERE outcome = 'applied'", 3).await;
    }

    async fn a_session_opens_the_seat_for_what_is_left_of_it(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        let session = session(&test, seat, 30).await;
        order(&test, seat, "session", json!({"session": session})).await;
        test.advance(TimeDelta::minutes(10));
        let (mut line, welcome) = Line::begin(address, seat, &key, 0).await;
        assert_eq!(welcome["state"], "active");
        let mut machine = Machine::new(&key);
        machine.welcomed(&welcome);
        let order = line.order().await;
        machine.order(&order);
        let view = machine.seat.view(&machine.now());
        assert_eq!((view.state, view.session, view.left_ms), ("active", Some(session), 20 * 60_000));
        // The lease of one seat opens no other.
        let other = line::seat(&test, "Poste 2").await;
        let mut stranger = Machine::new(&enrolled(&test, &operator, other).await);
        stranger.welcomed(&welcome);
        stranger.order(&order);
        assert_eq!(stranger.seat.view(&stranger.now()).state, "locked");
    }

    async fn a_seat_that_has_lost_its_session_is_given_it_again(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        let session = session(&test, seat, 30).await;
        let (mut line, _) = Line::begin(address, seat, &key, 0).await;
        let order = line.order().await;
        assert_eq!((order.kind.as_str(), order.payload["session"].as_i64()), ("session", Some(session)));
        line.done(order.number).await;
        soon(&test, "seat_orders WHERE outcome = 'applied'", 1).await;
        drop(line);
        // One that knows how much is left needs nothing.
        let mut line = Line::open(address, seat, Some(&key)).await.unwrap();
        line.say(json!({"v": 1, "type": "hello", "agent": "", "boot": "", "last_order": order.number, "uplink": 0,
            "session": session, "lease": order.number, "left_ms": 30 * 60_000})).await;
        assert_eq!(line.text().await["type"], "welcome");
        line.say(json!({"v": 1, "type": "heartbeat"})).await;
        assert_eq!(line.text().await["type"], "acknowledged");
        assert_eq!(count(&test, "seat_orders").await, 1);
    }

    async fn what_a_visitor_writes_arrives_once(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        let (mut line, _) = Line::begin(address, seat, &key, 0).await;
        let said = |number: u64, text: &str| json!({"v": 1, "type": "event", "number": number, "kind": "user_message", "text": text});
        // Told twice, and one ahead of its time.
        for (number, text, acknowledged) in [(1, "Bonjour", 1), (1, "Bonjour", 1), (3, "Merci", 1), (2, "L’imprimante ?", 2), (3, "Merci", 3)] {
            line.say(said(number, text)).await;
            assert_eq!(line.text().await["uplink"], acknowledged, "{number}");
        }
        let path = format!("/api/workstations/{seat}/messages/");
        let messages = operator.get(&path).send().await.expect(200).json();
        let texts: Vec<_> = messages.as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
        assert_eq!(texts, ["Merci", "L’imprimante ?", "Bonjour"]);
        operator.post(&format!("{path}read/")).json(json!({})).send().await.expect(204);
        assert_eq!(count(&test, "seat_messages WHERE read_at IS NULL").await, 0);
        // After a restart of the node it is known how far it was.
        drop(line);
        let (_line, welcome) = Line::begin(address, seat, &key, 0).await;
        assert_eq!(welcome["uplink"], 3);
    }

    async fn a_seat_that_knows_more_than_a_restored_place_goes_on(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        order(&test, seat, "message", json!({"text": "après la restauration"})).await;
        let mut line = Line::open(address, seat, Some(&key)).await.unwrap();
        line.say(json!({"v": 1, "type": "hello", "agent": "", "boot": "", "last_order": 40, "uplink": 7, "lease": 41})).await;
        assert_eq!(line.text().await["uplink"], 7);
        let order = line.order().await;
        assert!(order.number > 41, "{order:?}");
        assert_eq!(order.payload["text"], "après la restauration");
    }

    async fn a_seat_that_counts_more_than_a_restored_place_is_told_what_is_left(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        let session = session(&test, seat, 30).await;
        let mut line = Line::open(address, seat, Some(&key)).await.unwrap();
        // Time was added after the copy was made.
        line.say(json!({"v": 1, "type": "hello", "agent": "", "boot": "", "last_order": 5, "uplink": 0,
            "session": session, "lease": 5, "left_ms": 40 * 60_000})).await;
        assert_eq!(line.text().await["state"], "active");
        let order = line.order().await;
        assert_eq!((order.kind.as_str(), order.payload["remaining_ms"].as_i64()), ("session", Some(30 * 60_000)));
        assert!(order.number > 5, "{order:?}");
    }

    async fn a_seat_without_an_agent_is_not_ordered_about(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let seat = seat(&test, "Poste 1").await;
        for (path, body) in [("messages", json!({"text": "?"})), ("lock", json!({})), ("reboot", json!({}))] {
            operator.post(&format!("/api/workstations/{seat}/{path}/")).json(body.clone()).send().await.refused(409, "seat_not_enrolled");
            operator.post(&format!("/api/workstations/999/{path}/")).json(body).send().await.refused(404, "not_found");
        }
        operator.post(&format!("/api/workstations/{seat}/messages/")).json(json!({"text": " "})).send().await.refused(400, "invalid");
    }
}
