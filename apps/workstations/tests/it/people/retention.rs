//! The four clocks, each passing over whoever is under legal hold.

use chrono::TimeDelta;
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::super::rooms::{count, exec, id, open_with, operator, run, seat};
use super::queue::task;
use super::registered;

async fn kept(engine: TestEngine, clock: &str, days: i64) -> TestApp {
    let mut settings: Vec<(String, Value)> = vec![
        ("workstations.open_validation".into(), json!(true)),
        ("workstations.end_at_closing".into(), json!(false)),
    ];
    for name in ["identity", "account", "technical", "security"] {
        settings.push((format!("workstations.keep_{name}_days"), json!(if name == clock { days } else { 0 })));
    }
    let settings: Vec<(&str, Value)> = settings.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    open_with(engine, &settings).await
}

both_engines! {
    async fn whoever_has_not_come_for_long_is_made_anonymous(engine: TestEngine) {
        let test = kept(engine, "identity", 30).await;
        let desk = operator(&test).await;
        let mut visitors = Vec::new();
        for (n, name) in ["Ancien", "Gardé", "Récent", "Jamais"].into_iter().enumerate() {
            let visitor = registered(&desk, "Ada", name).await;
            if n < 2 {
                let place = seat(&desk, &format!("PC {n}")).await;
                let running = run(&test, &desk, visitor, 30, place).await;
                desk.post(&format!("/api/sessions/{}/terminate/", id(&running))).send().await.expect(200);
            }
            visitors.push(visitor);
        }
        let hold = json!({"until": "2027-12-31", "reason": "Réquisition"});
        desk.post(&format!("/api/visitors/{}/hold/", visitors[1])).json(hold).send().await.expect(200);
        test.advance(TimeDelta::days(31));
        task(&test, "workstations.retention").await;
        assert_eq!(count(&test, "users WHERE last_name = 'Ancien'").await, 0, "erased");
        assert_eq!(count(&test, "users WHERE last_name = 'Gardé'").await, 1, "held");
        assert_eq!(count(&test, "visitors").await, 3);
        assert_eq!(count(&test, "workstation_sessions WHERE visitor_id IS NULL").await, 1, "the session stays");
        let proof = "audit_entries WHERE action = 'visitors_cleaned' AND class = 'proof'";
        assert_eq!(count(&test, proof).await, 1);
        task(&test, "workstations.retention").await;
        assert_eq!(count(&test, proof).await, 1, "nothing more to do");
    }

    async fn whoever_never_came_goes(engine: TestEngine) {
        let test = kept(engine, "account", 30).await;
        let desk = operator(&test).await;
        let came = registered(&desk, "Ada", "Venue").await;
        registered(&desk, "Ada", "Jamais").await;
        let place = seat(&desk, "PC 1").await;
        run(&test, &desk, came, 30, place).await;
        test.advance(TimeDelta::days(31));
        task(&test, "workstations.retention").await;
        assert_eq!((count(&test, "visitors").await, count(&test, "users WHERE last_name = 'Jamais'").await), (1, 0));
    }

    async fn sessions_forget_whose_they_were(engine: TestEngine) {
        let test = kept(engine, "security", 30).await;
        let desk = operator(&test).await;
        let (ada, place) = (registered(&desk, "Ada", "Lovelace").await, seat(&desk, "PC 1").await);
        let running = run(&test, &desk, ada, 30, place).await;
        desk.post("/api/queue/").json(json!({"minutes": 30, "visitor": ada})).send().await.expect(201);
        test.advance(TimeDelta::hours(1));
        task(&test, "workstations.settle").await;
        task(&test, "workstations.retention").await;
        assert_eq!(count(&test, "workstation_sessions WHERE visitor_id IS NULL").await, 0);
        test.advance(TimeDelta::days(31));
        task(&test, "workstations.retention").await;
        assert_eq!(count(&test, "workstation_sessions WHERE visitor_id IS NULL").await, 1);
        assert_eq!((count(&test, "queue_tickets WHERE visitor_id IS NULL").await, count(&test, "visitors").await), (1, 1));
        let desk = operator(&test).await;
        let found = desk.get("/api/sessions/?search=lovelace").send().await.json();
        assert_eq!(found["count"], 0, "not by the name either");
        let shown = desk.get(&format!("/api/sessions/{}/", id(&running))).send().await.json();
        assert_eq!((&shown["visitor"], &shown["elapsed_seconds"]), (&json!(null), &json!(1800)), "the numbers stay");
    }

    async fn technical_rows_go_and_undone_orders_stay(engine: TestEngine) {
        let test = kept(engine, "technical", 30).await;
        let desk = operator(&test).await;
        let place = seat(&desk, "PC 1").await;
        for (n, done) in [(1, "5"), (2, "NULL")] {
            exec(&test, &format!("INSERT INTO seat_orders (workstation_id, number, kind, payload, created_at, done_at, outcome) \
                VALUES ({place}, {n}, 'lock', '{{}}', 1, {done}, '')")).await;
        }
        exec(&test, &format!("INSERT INTO seat_messages (workstation_id, direction, text, at) VALUES ({place}, 'to_seat', 'x', 1)")).await;
        task(&test, "workstations.retention").await;
        assert_eq!((count(&test, "seat_orders").await, count(&test, "seat_messages").await), (1, 0));
    }
}
