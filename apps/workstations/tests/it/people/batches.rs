//! Codes in a batch, and the page to print them.

use std::collections::BTreeSet;

use preau_testkit::{TestEngine, both_engines, markup_faults};
use serde_json::json;

use super::super::rooms::{admin, count, id, logged_in, open_to_all, operator, seat, send_code};

both_engines! {
    async fn a_batch_of_codes_is_made_and_used(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let desk = operator(&test).await;
        for (body, field) in [

            (json!({"label": "X", "minutes": 0, "count": 5}), "minutes"),
            (json!({"label": "X", "minutes": 30, "count": 201}), "count"),
            (json!({"label": "X", "minutes": 30}), "count"),
        ] {
            let answer = desk.post("/api/code-batches/").json(&body).send().await.expect(400).json();
            assert!(answer["errors"][field].is_array(), "{body}: {answer}");
        }
        let made = desk.post("/api/code-batches/").json(json!({"label": "Portes ouvertes", "minutes": 30, "count": 20})).send().await;
        let made = made.expect(201).json();
        let codes: BTreeSet<&str> = made["codes"].as_array().unwrap().iter().map(|code| code["access_code"].as_str().unwrap()).collect();
        assert_eq!((codes.len(), &made["waiting"]), (20, &json!(20)));
        let place = seat(&desk, "PC 1").await;
        let first = made["codes"][0]["access_code"].as_str().unwrap();
        send_code(&test.anonymous(), first, place).await.expect(200);
        let path = format!("/api/code-batches/{}/", id(&made));
        let now = desk.get(&path).send().await.expect(200);
        assert_eq!(now.header("cache-control"), Some("no-store"));
        let now = now.json();
        assert_eq!((&now["waiting"], &now["codes"][0]["is_unused"]), (&json!(19), &json!(false)));
        let listed = desk.get("/api/code-batches/?search=portes").send().await.expect(200);
        assert!(!listed.text().contains(first) && listed.json()["count"] == 1);
        assert_eq!(count(&test, "audit_entries WHERE action = 'batch_printed'").await, 1);
        assert_eq!(count(&test, "audit_entries WHERE action = 'batch_made'").await, 1);
        let trail = "audit_entries e JOIN audit_personal p ON p.entry_id = e.id WHERE e.metadata LIKE '%$%' OR p.content LIKE '%$%'";
        assert_eq!(count(&test, &trail.replace('$', first)).await, 0, "no code is in the log");
    }

    async fn the_slips_are_for_operators(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let desk = operator(&test).await;
        let made = desk.post("/api/code-batches/").json(json!({"label": "<b>A</b>", "minutes": 30, "count": 3})).send().await.json();
        let path = format!("/workstations/batches/{}/print/", id(&made));
        let page = desk.get(&path).send().await.expect(200);
        let html = page.text();
        assert!(markup_faults(&html).is_empty(), "{:?}", markup_faults(&html));
        assert!(!html.contains("<b>A</b>"));
        for code in made["codes"].as_array().unwrap() {
            assert!(html.contains(code["access_code"].as_str().unwrap()));
        }
        assert_eq!(page.header("cache-control"), Some("no-store"));
        admin(&test).await.get(&path).send().await.expect(200);
        assert!(matches!(test.anonymous().get(&path).send().await.status(), 303 | 401), "nobody");
        logged_in(&test, "professeur@example.com").await.get(&path).send().await.expect(403);
        desk.get("/workstations/batches/999/print/").send().await.expect(404);
    }
}
