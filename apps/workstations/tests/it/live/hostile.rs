//! What a seat must not say, and who is no seat: refused, told of, and nothing else happens.

use std::time::Duration;

use futures::SinkExt;
use preau_seat_protocol::{Effect, FromSeat, encode};
use preau_testkit::{TestEngine, both_engines, serve};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use super::super::rooms::{count, enter_visitor, open, operator};
use super::line::{Line, Machine, enrolled, order, seat, session, soon};

both_engines! {
    async fn who_is_no_seat_is_not_let_in(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let (one, two) = (seat(&test, "Poste 1").await, seat(&test, "Poste 2").await);
        let (key, other) = (enrolled(&test, &operator, one).await, enrolled(&test, &operator, two).await);
        let forged = format!("{one}.{}", &other[other.find('.').unwrap() + 1..]);
        for wrong in [other.as_str(), forged.as_str(), "rubbish", ""] {
            assert_eq!(Line::open(address, one, Some(wrong)).await.err(), Some(401), "{wrong}");
        }
        assert_eq!(Line::open(address, 999, Some(&key)).await.err(), Some(401));
        // Without a header, a browser shows its key with the first message.
        for wrong in [json!(other), json!(null), json!("rubbish")] {
            let mut line = Line::open(address, one, None).await.unwrap();
            line.say(json!({"v": 1, "type": "hello", "agent": "", "boot": "", "last_order": 0, "uplink": 0, "key": wrong})).await;
            assert_eq!(line.refused().await, ("unknown_seat".to_owned(), 4401));
        }
        let mut line = Line::open(address, one, None).await.unwrap();
        line.say(json!({"v": 1, "type": "hello", "agent": "", "boot": "", "last_order": 0, "uplink": 0, "key": key})).await;
        assert_eq!(line.text().await["type"], "welcome");
        // An operator is no seat either.
        assert!(count(&test, "audit_entries WHERE action = 'seat_refused'").await >= 6);
        assert_eq!(count(&test, "workstations WHERE id = 999").await, 0);
    }

    async fn what_cannot_be_said_ends_the_connection(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        let giant = json!({"v": 1, "type": "event", "number": 1, "kind": "user_message", "text": "x".repeat(17 * 1024)});
        let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
        let said: Vec<(Message, &str)> = vec![
            (Message::text(giant.to_string()), "too_large"),
            (Message::text("{"), "malformed"),
            (Message::text("null"), "malformed"),
            (Message::text(deep), "malformed"),
            (Message::binary(vec![0, 159, 146, 150]), "malformed"),
            (Message::text(json!({"v": 1, "type": "open_sesame"}).to_string()), "malformed"),
            (Message::text(json!({"type": "heartbeat"}).to_string()), "malformed"),
            (Message::text(json!({"v": "1", "type": "heartbeat"}).to_string()), "malformed"),
            (Message::text(json!({"v": 2, "type": "heartbeat"}).to_string()), "unknown_version"),
            (Message::text(json!({"v": 1, "type": "received", "number": 5}).to_string()), "wrong_number"),
            (Message::text(json!({"v": 1, "type": "received", "number": -1}).to_string()), "malformed"),
            (Message::text(json!({"v": 1, "type": "done", "number": 9, "outcome": "applied"}).to_string()), "wrong_number"),
            (Message::text(json!({"v": 1, "type": "done", "number": 0, "outcome": "'; DROP TABLE"}).to_string()), "malformed"),
            (hello(json!({})), "second_hello"),
        ];
        for (message, reason) in said {
            let (mut line, _) = Line::begin(address, seat, &key, 0).await;
            line.0.send(message.clone()).await.unwrap();
            let (said, end) = line.refused().await;
            // Of a giant the rest is still under way when the connection ends, and the code of the end may be lost.
            let is_ended = end == 4400 || (end == 0 && reason == "too_large");
            assert!(said == reason && is_ended, "{said} {end}, {reason} expected");
        }
        for (first, reason) in [
            (Message::text(json!({"v": 1, "type": "heartbeat"}).to_string()), "no_hello"),
            (hello(json!({"last_order": u64::MAX})), "wrong_number"),
            (hello(json!({"lease": 1_u64 << 60})), "wrong_number"),
            (hello(json!({"uplink": 1_u64 << 60})), "wrong_number"),
            (hello(json!({"last_order": "1"})), "malformed"),
        ] {
            let mut line = Line::open(address, seat, Some(&key)).await.unwrap();
            line.0.send(first.clone()).await.unwrap();
            assert_eq!(line.refused().await, (reason.to_owned(), 4400), "{first:?}");
        }
        for reason in ["too_large", "malformed", "unknown_version", "wrong_number", "second_hello", "no_hello"] {
            let told = format!("audit_entries WHERE action = 'seat_refused' AND metadata LIKE '%\"{reason}\"%'");
            let times = count(&test, &told).await;
            assert!((1..=5).contains(&times), "{reason}: {times}");
        }
        assert_eq!(count(&test, "seat_messages").await, 0);
        // And the seat goes on.
        let (_line, _) = Line::begin(address, seat, &key, 0).await;
    }

    async fn a_replayed_word_changes_nothing(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        order(&test, seat, "lock", json!({})).await;
        let (mut line, _) = Line::begin(address, seat, &key, 0).await;
        let given = line.order().await;
        for _ in 0..3 {
            line.done(given.number).await;
        }
        soon(&test, "seat_orders WHERE outcome = 'applied'", 1).await;
        line.say(json!({"v": 1, "type": "done", "number": given.number, "outcome": "refused"})).await;
        line.say(json!({"v": 1, "type": "heartbeat"})).await;
        assert_eq!(line.text().await["type"], "acknowledged");
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(count(&test, "seat_orders WHERE outcome = 'applied'").await, 1);
    }

    async fn a_lease_that_is_not_its_own_is_refused_and_told_of_once(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let (one, two) = (seat(&test, "Poste 1").await, seat(&test, "Poste 2").await);
        let (key_one, key_two) = (enrolled(&test, &operator, one).await, enrolled(&test, &operator, two).await);
        for seat in [one, two] {
            let session = session(&test, seat, 30).await;
            order(&test, seat, "session", json!({"session": session})).await;
        }
        let (mut line_one, _) = Line::begin(address, one, &key_one, 0).await;
        let (mut line_two, welcome) = Line::begin(address, two, &key_two, 0).await;
        let (stolen, own) = (line_one.order().await, line_two.order().await);
        line_one.done(stolen.number).await;
        // Somebody on the way puts the one seat's lease in the place of the other's.
        let mut machine = Machine::new(&key_two);
        machine.welcomed(&welcome);
        let effects = machine.order(&stolen);
        assert_eq!(machine.seat.view(&machine.now()).state, "locked");
        for _ in 0..2 {
            for effect in &effects {
                if let Effect::Send(frame @ (FromSeat::Received { .. } | FromSeat::Done { .. })) = effect {
                    line_two.say(serde_json::from_str(&encode(frame)).unwrap()).await;
                }
            }
        }
        soon(&test, "seat_orders WHERE outcome = 'refused'", 1).await;
        let told = "audit_entries WHERE action = 'seat_order_refused'";
        soon(&test, told, 1).await;
        assert_eq!(count(&test, &format!("{told} AND target_id = {two} AND metadata LIKE '%\"session\"%'")).await, 1);
        assert_eq!(own.number, stolen.number, "each seat's orders are numbered by themselves");
    }

    async fn the_code_of_another_seat_and_a_forged_key_are_told_of(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (one, two) = (seat(&test, "Poste 1").await, seat(&test, "Poste 2").await);
        let key_two = enrolled(&test, &operator, two).await;
        let visitor = enter_visitor(&test, "Lovelace").await;
        let body = json!({"visitor": visitor, "workstation": one, "minutes": 30});
        let made = operator.post("/api/sessions/").json(body).send().await.expect(201).json();
        let forged = format!("{two}.{}", "A".repeat(43));
        for (key, reason) in [(&key_two, "another_seat"), (&forged, "wrong_key")] {
            let stranger = test.anonymous().with_header("authorization", &format!("Workstation {key}"));
            let answer = stranger.post("/api/sessions/validate_code/").json(json!({"code": made["access_code"]})).send().await;
            answer.refused(400, "code_refused");
            let told = format!("audit_entries WHERE action = 'code_refused' AND target_id = {two} AND metadata LIKE '%\"{reason}\"%'");
            assert_eq!(count(&test, &told).await, 1, "{reason}");
        }
        assert_eq!(count(&test, "workstation_sessions WHERE status = 'waiting'").await, 1);
    }

    async fn a_flood_ends(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        let (mut line, _) = Line::begin(address, seat, &key, 0).await;
        for _ in 0..500 {
            if line.0.send(Message::text("{\"v\":1,\"type\":\"heartbeat\"}")).await.is_err() {
                break;
            }
        }
        let (_, end) = line.refused().await;
        assert!([0, 4400].contains(&end), "{end}");
        soon(&test, "audit_entries WHERE action = 'seat_refused' AND metadata LIKE '%too_many%'", 1).await;
    }

    async fn of_two_with_one_key_the_newer_stays(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        let (mut old, _) = Line::begin(address, seat, &key, 0).await;
        let (mut new, _) = Line::begin(address, seat, &key, 0).await;
        assert_eq!(old.refused().await.1, 4409);
        order(&test, seat, "lock", json!({})).await;
        assert_eq!(new.order().await.kind, "lock");
    }
}

fn hello(with: Value) -> Message {
    let mut hello = json!({"v": 1, "type": "hello", "agent": "", "boot": "", "last_order": 0, "uplink": 0});
    hello.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
    Message::text(hello.to_string())
}
