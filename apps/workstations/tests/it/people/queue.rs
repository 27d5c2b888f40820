//! The queue: numbers, an honest estimate, the board, lengthening when nobody waits.

use std::collections::BTreeSet;

use preau_kernel::module::Module;
use preau_testkit::{TestEngine, both_engines};
use preau_workstations::Workstations;
use serde_json::json;

use super::super::rooms::{
    code, count, id, issue, open, open_to_all, open_with, operator, run, seat, send_code, session, workstation,
};
use super::registered;

/// Runs a periodic task by its name.
pub(super) async fn task(test: &preau_testkit::TestApp, name: &str) {
    let task = Workstations.periodic().into_iter().find(|task| task.name == name).unwrap();
    (task.run)(test.app().clone()).await.unwrap();
}

both_engines! {
    async fn tickets_are_numbered_and_served_in_their_order(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let desk = operator(&test).await;
        let (ada, place) = (registered(&desk, "Ada", "Lovelace").await, seat(&desk, "PC 1").await);
        let other = registered(&desk, "Alan", "Turing").await;
        run(&test, &desk, other, 20, place).await;
        let first = desk.post("/api/queue/").json(json!({"visitor": ada, "minutes": 30})).send().await.expect(201).json();
        assert_eq!((&first["number"], &first["position"], &first["status"]), (&json!(1), &json!(1), &json!("waiting")));
        assert_eq!(first["wait_minutes"], 21, "the session's end, rounded up");
        desk.post("/api/queue/").json(json!({"visitor": ada, "minutes": 30})).send().await.refused(409, "ticket_taken");
        let guest = desk.post("/api/queue/").json(json!({"minutes": 45})).send().await.expect(201).json();
        assert_eq!((&guest["number"], &guest["wait_minutes"]), (&json!(2), &json!(51)));
        let board = test.anonymous().get("/api/queue/board/?site=1").send().await.expect(200);
        assert!(!board.text().contains("Lovelace"), "numbers only");
        let board = board.json();
        assert_eq!(board["waiting"], json!([{"number": 1, "wait_minutes": 21}, {"number": 2, "wait_minutes": 51}]));
        assert_eq!((&board["seats_in_service"], &board["free_seats"]), (&json!(1), &json!(0)));
        let of = |ticket: &serde_json::Value, what: &str| format!("/api/queue/{}/{what}/", id(ticket));
        let called = desk.post(&of(&guest, "call")).send().await.expect(200).json();
        assert_eq!((&called["status"], &called["position"]), (&json!("called"), &json!(1)), "who is called is served first");
        desk.post(&of(&guest, "call")).send().await.expect(200);
        desk.post(&of(&guest, "seat")).send().await.expect(400);
        let gone = desk.post(&of(&guest, "leave")).send().await.expect(200).json();
        assert_eq!((&gone["status"], &gone["wait_minutes"]), (&json!("gone"), &json!(null)));
        desk.post(&of(&guest, "seat")).json(json!({"visitor": other})).send().await.refused(409, "wrong_state");
        let seated = desk.post(&of(&first, "seat")).json(json!({"minutes": 15})).send().await.expect(200).json();
        assert_eq!((&seated["session"]["visitor"], &seated["session"]["duration_seconds"]), (&json!(ada), &json!(900)));
        assert_eq!(seated["ticket"]["session"], seated["session"]["id"]);
        desk.post(&of(&first, "leave")).send().await.refused(409, "wrong_state");
        let shown = desk.get("/api/queue/").send().await.expect(200).json();
        assert_eq!((&shown["tickets"][0]["number"], &shown["tickets"][0]["status"]), (&json!(2), &json!("gone")));
        assert_eq!((&shown["wait_minutes"], &shown["free_seats"]), (&json!(21), &json!(0)));
        desk.post(&of(&guest, "back")).send().await.expect(200);
        assert_eq!(desk.get("/api/queue/?status=open").send().await.json()["tickets"][0]["position"], 1);
        desk.post(&of(&guest, "leave")).send().await.expect(200);
        desk.post(&of(&first, "back")).send().await.refused(409, "wrong_state");
        desk.get("/api/queue/?status=x").send().await.expect(400);
        desk.post("/api/queue/").json(json!({"minutes": 30, "site": 99})).send().await.expect(400);
        assert_eq!(count(&test, "audit_entries WHERE action LIKE 'queue_%'").await, 7);
        test.advance(chrono::TimeDelta::days(1));
        let desk = operator(&test).await;
        let next = desk.post("/api/queue/").json(json!({"minutes": 30})).send().await.json();
        assert_eq!(next["number"], 1, "anew each day");
        test.advance(chrono::TimeDelta::days(1));
        task(&test, "workstations.queue").await;
        assert_eq!(count(&test, "queue_tickets WHERE status = 'waiting'").await, 0);
        assert_eq!(test.anonymous().get("/api/queue/board/?site=99").send().await.status(), 404);
    }

    async fn a_seat_is_held_for_whoever_is_called(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let desk = operator(&test).await;
        let (one, two) = (seat(&desk, "PC 1").await, seat(&desk, "PC 2").await);
        let (ada, other) = (registered(&desk, "Ada", "Lovelace").await, registered(&desk, "Alan", "Turing").await);
        let join = async |body: serde_json::Value| desk.post("/api/queue/").json(body).send().await.expect(201).json();
        let act = async |ticket: &serde_json::Value, what: &str| {
            desk.post(&format!("/api/queue/{}/{what}/", id(ticket))).json(json!({})).send().await.expect(200).json()
        };
        let first = join(json!({"visitor": ada, "minutes": 30})).await;
        let guest = join(json!({"minutes": 30})).await;
        let called = act(&first, "call").await;
        assert_eq!((&called["workstation"], &called["workstation_name"], &called["held_until"]),
            (&json!(one), &json!("PC 1"), &json!("2026-11-23T08:05:00.000000Z")));
        let board = test.anonymous().get("/api/queue/board/?site=1").send().await.expect(200).json();
        assert_eq!((&board["called"][0]["workstation_name"], &board["free_seats"]), (&json!("PC 1"), &json!(1)));
        let shown = workstation(&desk, one).await;
        assert_eq!((&shown["status"], &shown["held_for"], &shown["is_available"]), (&json!("reserved"), &first["number"], &json!(false)));
        // Nobody else sits there: not by name, not as the first free one.
        let stranger = issue(&desk, other, 20).await;
        send_code(&test.anonymous(), &code(&stranger), one).await.refused(400, "seat_reserved");
        let body = json!({"code": code(&stranger)});
        let seated = test.anonymous().post("/api/sessions/validate_code/").json(body).send().await.expect(200).json();
        assert_eq!(seated["session"]["workstation"], two);
        // The code is good at the seat that waits for it, and that seat waits for the code.
        let served = act(&first, "seat").await;
        assert_eq!((&served["session"]["workstation"], &served["ticket"]["workstation"]), (&json!(one), &json!(one)));
        assert_eq!(workstation(&desk, one).await["status"], "reserved");
        send_code(&test.anonymous(), &code(&served["session"]), one).await.expect(200);
        assert_eq!((&workstation(&desk, one).await["status"], &workstation(&desk, one).await["held_for"]), (&json!("in_use"), &json!(null)));
        // Nothing is free: called without a seat. Called again when one is, it is held.
        assert_eq!(act(&guest, "call").await["workstation"], json!(null));
        desk.post(&format!("/api/sessions/{}/terminate/", seated["session"]["id"])).send().await.expect(200);
        assert_eq!(act(&guest, "call").await["workstation"], json!(two));
        assert_eq!(act(&guest, "call").await["held_until"], json!("2026-11-23T08:05:00.000000Z"), "calling again lengthens nothing");
        // The time is over: whoever comes may sit there.
        test.advance(chrono::TimeDelta::minutes(5));
        assert_eq!(workstation(&desk, two).await["status"], "available");
        assert_eq!(desk.get(&format!("/api/queue/{}/", id(&guest))).send().await.json()["workstation"], json!(null));
        assert_eq!(act(&guest, "call").await["workstation"], json!(two));
        assert_eq!(act(&guest, "back").await["workstation"], json!(null));
        assert_eq!(workstation(&desk, two).await["status"], "available", "given back");
        act(&guest, "call").await;
        act(&guest, "leave").await;
        assert_eq!(workstation(&desk, two).await["status"], "available");
        // A code that is withdrawn before it was used holds nothing.
        let last = join(json!({"visitor": other, "minutes": 30})).await;
        act(&last, "call").await;
        let served = act(&last, "seat").await;
        assert_eq!(workstation(&desk, two).await["status"], "reserved");
        desk.post(&format!("/api/sessions/{}/terminate/", served["session"]["id"])).send().await.expect(200);
        assert_eq!(workstation(&desk, two).await["status"], "available");
    }

    async fn two_who_are_called_at_once_do_not_get_one_seat(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        for n in 0..3 {
            seat(&desk, &format!("PC {n}")).await;
        }
        let mut tickets = Vec::new();
        for _ in 0..5 {
            tickets.push(id(&desk.post("/api/queue/").json(json!({"minutes": 30})).send().await.expect(201).json()));
        }
        let call = async |ticket: &i64| desk.post(&format!("/api/queue/{ticket}/call/")).send().await.expect(200).json()["workstation"].as_i64();
        let held: Vec<i64> = futures::future::join_all(tickets.iter().map(call)).await.into_iter().flatten().collect();
        let different: BTreeSet<i64> = held.iter().copied().collect();
        assert_eq!((held.len(), different.len()), (3, 3), "{held:?}");
    }

    async fn a_place_may_hold_no_seats(engine: TestEngine) {
        let test = open_with(engine, &[("workstations.hold_called", json!("0s"))]).await;
        let desk = operator(&test).await;
        let one = seat(&desk, "PC 1").await;
        let ticket = desk.post("/api/queue/").json(json!({"minutes": 30})).send().await.expect(201).json();
        let called = desk.post(&format!("/api/queue/{}/call/", id(&ticket))).send().await.expect(200).json();
        assert_eq!((&called["status"], &called["workstation"]), (&json!("called"), &json!(null)));
        assert_eq!(workstation(&desk, one).await["status"], "available");
    }

    async fn nobody_gets_the_number_of_somebody_else(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        let take = async || desk.post("/api/queue/").json(json!({"minutes": 30})).send().await.expect(201).json();
        let taken = futures::future::join_all((0..24).map(|_| take())).await;
        let numbers: BTreeSet<i64> = taken.iter().map(|ticket| ticket["number"].as_i64().unwrap()).collect();
        assert_eq!(numbers, (1..=24).collect());
    }

    async fn two_desks_serve_a_ticket_once(engine: TestEngine) {
        let test = open(engine).await;
        let desk = operator(&test).await;
        let ada = registered(&desk, "Ada", "Lovelace").await;
        let ticket = desk.post("/api/queue/").json(json!({"minutes": 30, "visitor": ada})).send().await.json();
        let seat = async || desk.post(&format!("/api/queue/{}/seat/", id(&ticket))).send().await.status();
        let served = futures::future::join_all((0..6).map(|_| seat())).await;
        assert_eq!(served.iter().filter(|status| **status == 200).count(), 1, "{served:?}");
        assert_eq!(count(&test, "workstation_sessions").await, 1);
    }

    async fn without_anybody_waiting_a_session_goes_on(engine: TestEngine) {
        let test = open_with(engine, &[("workstations.extend_minutes", json!(10)), ("workstations.open_validation", json!(true)),
            ("workstations.end_at_closing", json!(false))]).await;
        let desk = operator(&test).await;
        let (ada, place) = (registered(&desk, "Ada", "Lovelace").await, seat(&desk, "PC 1").await);
        let running = run(&test, &desk, ada, 20, place).await;
        task(&test, "workstations.extend").await;
        assert_eq!(session(&desk, id(&running)).await["duration_seconds"], 1200, "its end is far");
        test.advance(chrono::TimeDelta::seconds(1170));
        task(&test, "workstations.extend").await;
        assert_eq!(session(&desk, id(&running)).await["duration_seconds"], 1800);
        test.advance(chrono::TimeDelta::seconds(590));
        desk.post("/api/queue/").json(json!({"minutes": 30})).send().await.expect(201);
        task(&test, "workstations.extend").await;
        assert_eq!(session(&desk, id(&running)).await["duration_seconds"], 1800, "somebody waits");
    }
}
