//! The whole way: a code, the seat opens, time is added, a warning, a rest, the end; what the operator does reaches the seat.

use chrono::TimeDelta;
use preau_kernel::jobs::run_periodic;
use preau_seat_protocol::{Effect, EventKind, FromSeat};
use preau_testkit::{TestEngine, both_engines, serve};
use serde_json::{Value, json};

use super::super::rooms::{self, act, count, enter_visitor, id, issue, open, operator, session};
use super::line::{Line, Machine, enrolled, order, seat, soon};

/// The next order, taken by the machine and confirmed; its kind.
async fn take(line: &mut Line, machine: &mut Machine) -> String {
    let order = line.order().await;
    machine.order(&order);
    line.done(order.number).await;
    order.kind
}

async fn enter(test: &preau_testkit::TestApp, key: &str, made: &Value) -> Value {
    let body = json!({"code": made["access_code"]});
    let client = test.anonymous().with_header("authorization", &format!("Workstation {key}"));
    client.post("/api/sessions/validate_code/").json(body).send().await.expect(200).json()
}

both_engines! {
    async fn a_session_from_the_code_to_the_end(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        let (mut line, welcome) = Line::begin(address, seat, &key, 0).await;
        let mut machine = Machine::new(&key);
        machine.welcomed(&welcome);
        soon(&test, "workstations WHERE is_online = TRUE", 1).await;
        let visitor = enter_visitor(&test, "Lovelace").await;
        let made = issue(&operator, visitor, 30).await;
        let opened = enter(&test, &key, &made).await;
        assert_eq!(opened["valid"], true, "{opened}");
        assert_eq!(take(&mut line, &mut machine).await, "session");
        let shown = |machine: &Machine| machine.seat.view(&machine.now());
        assert_eq!((shown(&machine).state, shown(&machine).left_ms), ("active", 30 * 60_000));
        act(&operator, id(&made), "add_time", json!({"minutes": 15})).await.expect(200);
        assert_eq!(take(&mut line, &mut machine).await, "time_added");
        assert_eq!(shown(&machine).left_ms, 45 * 60_000);
        assert_eq!(json!(shown(&machine).notice), json!({"kind": "time_added", "minutes": 15}));
        test.advance(TimeDelta::minutes(40));
        run_periodic(test.app(), "workstations.warn").await.unwrap();
        assert_eq!(take(&mut line, &mut machine).await, "warning");
        assert_eq!(json!(shown(&machine).notice), json!({"kind": "warning", "minutes": 5, "reason": "time"}));
        act(&operator, id(&made), "suspend", json!({})).await.expect(200);
        assert_eq!(take(&mut line, &mut machine).await, "suspended");
        assert_eq!(shown(&machine).state, "suspended");
        act(&operator, id(&made), "resume", json!({})).await.expect(200);
        assert_eq!(take(&mut line, &mut machine).await, "session");
        assert_eq!((shown(&machine).state, shown(&machine).left_ms), ("active", 5 * 60_000));
        act(&operator, id(&made), "terminate", json!({})).await.expect(200);
        assert_eq!(take(&mut line, &mut machine).await, "closed");
        assert_eq!(shown(&machine).state, "locked");
        soon(&test, "seat_orders WHERE done_at IS NULL", 0).await;
    }

    async fn a_visitor_ends_it_once_however_often_it_is_told(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let key = enrolled(&test, &operator, seat).await;
        let (mut line, welcome) = Line::begin(address, seat, &key, 0).await;
        soon(&test, "workstations WHERE is_online = TRUE", 1).await;
        let mut machine = Machine::new(&key);
        machine.welcomed(&welcome);
        let visitor = enter_visitor(&test, "Lovelace").await;
        let made = issue(&operator, visitor, 30).await;
        enter(&test, &key, &made).await;
        take(&mut line, &mut machine).await;
        test.advance(TimeDelta::minutes(10));
        let now = machine.now();
        let effects = machine.seat.end(&now);
        let events: Vec<_> = effects
            .into_iter()
            .filter_map(|effect| match effect {
                Effect::Send(FromSeat::Event(event)) => Some(event),
                _ => None,
            })
            .collect();
        assert!(events.iter().any(|event| event.kind == EventKind::EndedByVisitor));
        for event in events.iter().chain(&events) {
            line.say(serde_json::from_str(&preau_seat_protocol::encode(&FromSeat::Event(event.clone()))).unwrap()).await;
        }
        soon(&test, "workstation_sessions WHERE status = 'ended' AND end_reason = 'by_visitor'", 1).await;
        let ended = session(&operator, id(&made)).await;
        assert_eq!(ended["elapsed_seconds"], 600);
        assert_eq!(count(&test, "audit_entries WHERE action = 'session_ended'").await, 1);
        // Nor can a seat end what runs elsewhere.
        let other = rooms::seat(&operator, "Poste 2").await;
        let other_key = enrolled(&test, &operator, other).await;
        let (mut stranger, _) = Line::begin(address, other, &other_key, 0).await;
        let made = issue(&operator, visitor, 30).await;
        enter(&test, &key, &made).await;
        stranger.say(json!({"v": 1, "type": "event", "number": 1, "kind": "ended_by_visitor", "session": id(&made)})).await;
        assert_eq!(stranger.text().await["uplink"], 1);
        assert_eq!(session(&operator, id(&made)).await["status"], "active");
    }

    async fn a_session_that_moves_closes_here_and_opens_there(engine: TestEngine) {
        let test = open(engine).await;
        let operator = operator(&test).await;
        let (address, _serving) = serve(&test).await;
        let (one, two) = (seat(&test, "Poste 1").await, seat(&test, "Poste 2").await);
        let (key_one, key_two) = (enrolled(&test, &operator, one).await, enrolled(&test, &operator, two).await);
        let (mut line_one, welcome_one) = Line::begin(address, one, &key_one, 0).await;
        let (mut line_two, welcome_two) = Line::begin(address, two, &key_two, 0).await;
        soon(&test, "workstations WHERE is_online = TRUE", 2).await;
        let (mut machine_one, mut machine_two) = (Machine::new(&key_one), Machine::new(&key_two));
        machine_one.welcomed(&welcome_one);
        machine_two.welcomed(&welcome_two);
        let visitor = enter_visitor(&test, "Lovelace").await;
        let made = issue(&operator, visitor, 30).await;
        enter(&test, &key_one, &made).await;
        take(&mut line_one, &mut machine_one).await;
        test.advance(TimeDelta::minutes(12));
        act(&operator, id(&made), "move", json!({"workstation": two})).await.expect(200);
        assert_eq!(take(&mut line_one, &mut machine_one).await, "closed");
        assert_eq!(take(&mut line_two, &mut machine_two).await, "session");
        assert_eq!(machine_one.seat.view(&machine_one.now()).state, "locked");
        let there = machine_two.seat.view(&machine_two.now());
        assert_eq!((there.state, there.left_ms), ("active", 18 * 60_000));
    }
}

#[test]
fn orders_reach_a_seat_on_whichever_node_it_is() {
    preau_testkit::run_on(
        preau_testkit::Engine::Postgres,
        "orders_reach_a_seat_on_whichever_node_it_is",
        |engine: TestEngine| async move {
            let test = open(engine).await;
            let operator = operator(&test).await;
            let other = test.another_node().await;
            other.may_leave_jobs();
            other.listen().await;
            let seat = seat(&test, "Poste 1").await;
            let key = enrolled(&test, &operator, seat).await;
            let (address, _serving) = serve(&other).await;
            let (mut line, _) = Line::begin(address, seat, &key, 0).await;
            order(&test, seat, "message", json!({"text": "d’ailleurs"})).await;
            assert_eq!(line.order().await.payload["text"], "d’ailleurs");
            // On one node after the other, one connection stays: the newer by the clock.
            test.advance(TimeDelta::seconds(1));
            let (here, _serving) = serve(&test).await;
            let (mut newer, _) = Line::begin(here, seat, &key, 1).await;
            assert_eq!(line.refused().await.1, 4409);
            // What is not done is said again to whoever is there now.
            let again = newer.order().await;
            newer.done(again.number).await;
            soon(&test, "seat_orders WHERE outcome = 'applied'", 1).await;
        },
    );
}
