//! The room of the sample place.

use std::sync::Arc;

use preau_accounts::Accounts;
use preau_calendar::Calendar;
use preau_kernel::module::Module;
use preau_testkit::{TestApp, TestEngine, both_engines};
use preau_workstations::Workstations;
use serde_json::Value;

use super::super::rooms::count;

both_engines! {
    async fn the_sample_place_has_a_living_room(engine: TestEngine) {
        let modules: Vec<Arc<dyn Module>> = vec![Arc::new(Accounts), Arc::new(Calendar), Arc::new(Workstations)];
        let test = TestApp::builder().modules(modules).demo().start(engine).await;
        Accounts.fill_demo(test.app()).await.unwrap();
        Calendar.fill_demo(test.app()).await.unwrap();
        Workstations.fill_demo(test.app()).await.unwrap();
        Workstations.fill_demo(test.app()).await.unwrap();
        assert_eq!((count(&test, "workstations").await, count(&test, "visitors").await), (12, 36));
        assert_eq!(count(&test, "workstation_sessions WHERE status = 'active'").await, 5);
        assert_eq!(count(&test, "workstation_sessions WHERE status = 'suspended'").await, 1);
        assert!(count(&test, "workstation_sessions WHERE status IN ('ended', 'expired')").await > 400);
        // What is counted agrees with the intervals.
        let sums = "workstations w WHERE w.used_micros <> COALESCE((SELECT SUM(i.ended_at - i.started_at) FROM session_intervals i \
                    WHERE i.workstation_id = w.id AND i.ended_at IS NOT NULL), 0)";
        assert_eq!(count(&test, sums).await, 0);
        let children = "visitor_consents k JOIN visitors v ON v.id = k.visitor_id WHERE k.given_by = 'guardian'";
        assert!(count(&test, children).await >= 2);
        assert_eq!((count(&test, "queue_tickets").await, count(&test, "seat_reservations").await), (3, 7));
        let login = serde_json::json!({"email": "operateur@example.com", "password": "motdepasse"});
        let pair = test.anonymous().post("/api/token/").json(login).send().await.expect(200).json();
        let desk = test.bearer(pair["access"].as_str().unwrap());
        let shown = desk.get("/api/workstations/").send().await.expect(200).json();
        let statuses: Vec<&Value> = shown["results"].as_array().unwrap().iter().map(|seat| &seat["status"]).collect();
        for status in ["available", "in_use", "maintenance", "offline"] {
            assert!(statuses.iter().any(|shown| **shown == status), "{status}");
        }
        for by in ["hour", "category", "seat", "day"] {
            let rows = desk.get(&format!("/api/workstations/statistics/?by={by}")).send().await.expect(200).json()["rows"].clone();
            assert!(rows.as_array().unwrap().iter().any(|row| row["minutes"].as_i64().unwrap() > 0), "{by}");
        }
        test.may_leave_jobs();
    }
}
