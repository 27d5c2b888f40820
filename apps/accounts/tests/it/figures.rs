//! The figures of the dashboard: cheap to look at, right by the hour and now.

use chrono::TimeDelta;
use preau_accounts::actions::figures;
use preau_kernel::jobs::run_periodic;
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::json;

use super::{desk, place};

async fn logins(test: &TestApp) -> Vec<i64> {
    let days = figures::days(test.app()).await.unwrap();
    assert_eq!((days[0].0, days[1].0), ("logins", "new_people"));
    assert_eq!(days[0].1.len(), 14);
    days[0].1.iter().rev().map(|(_, count)| *count).collect()
}

both_engines! {
    async fn days_are_those_of_the_place(engine: TestEngine) {
        let test = place::start(engine).await;
        let zone = json!({"zone": "Pacific/Auckland"});
        desk::superuser(&test).await.patch("/api/place/").json(zone).send().await.expect(200);
        // 21:00 there; two days go by.
        for _ in 0..2 {
            place::pair(&test, "coach@example.com").await;
        }
        assert_eq!(logins(&test).await[..2], [3, 0]);
        test.advance(TimeDelta::hours(4));
        place::pair(&test, "coach@example.com").await;
        // Yesterday is counted by the task.
        assert_eq!(logins(&test).await[..2], [1, 0]);
        for _ in 0..2 {
            run_periodic(test.app(), "accounts.figures").await.unwrap();
            assert_eq!(logins(&test).await[..3], [1, 3, 0]);
        }
        test.advance(TimeDelta::minutes(10));
        place::pair(&test, "coach@example.com").await;
        assert_eq!(logins(&test).await[..2], [2, 3]);
        test.advance(TimeDelta::hours(49));
        run_periodic(test.app(), "accounts.figures").await.unwrap();
        assert_eq!(logins(&test).await[..5], [0, 0, 2, 3, 0]);
        test.drain_jobs().await;
    }

    async fn people_are_counted_by_kind(engine: TestEngine) {
        let test = place::start(engine).await;
        let totals = figures::totals(test.app()).await.unwrap();
        assert_eq!(totals, [("people", 8), ("people_active", 8), ("people_students", 1), ("people_professors", 1), ("people_staff", 1)]);
        run_periodic(test.app(), "accounts.figures").await.unwrap();
        assert_eq!(figures::totals(test.app()).await.unwrap(), totals);
        for panel in test.app().modules().iter().flat_map(|module| module.panels()) {
            assert!(!(panel.load)(test.app().clone()).await.unwrap().is_empty(), "{}", panel.name);
        }
    }
}
