//! Several days off at once.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::practice::{book, client, coach, count, id, open};

const PATH: &str = "/api/coaches/6/exceptions/";

both_engines! {
    async fn a_period_is_entered_whole_and_says_what_it_made_and_hits(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        let hit = [book(&client, "2026-11-24", "14:25").await, book(&client, "2026-11-26", "09:00").await];
        book(&client, "2026-11-27", "09:00").await;
        let period = json!({"day": "2026-11-24", "last_day": "2026-11-26", "reason": "Congés"});
        let dry = coach.post(&format!("{PATH}?dry_run=true")).json(&period).send().await.expect(200).json();
        assert_eq!((dry["hit_count"].clone(), count(&test, "coach_exceptions").await), (json!(2), 0));
        let made = coach.post(PATH).json(&period).send().await.expect(201).json();
        let days: Vec<_> = made["made"].as_array().unwrap().iter().map(|one| one["day"].clone()).collect();
        assert_eq!(days, ["2026-11-24", "2026-11-25", "2026-11-26"]);
        assert_eq!((made["id"].clone(), made["day"].clone()), (made["made"][0]["id"].clone(), json!("2026-11-24")));
        let met: Vec<_> = made["hit"].as_array().unwrap().iter().map(id).collect();
        assert_eq!(met, hit.map(|one| id(&one)));
        assert_eq!(count(&test, "audit_entries WHERE action = 'coach_exception_created'").await, 3);
        // Sent again, or wider: what is there is not entered twice.
        coach.post(PATH).json(&period).send().await.refused(409, "already_there");
        let wider = json!({"day": "2026-11-23", "last_day": "2026-11-27"});
        let made = coach.post(PATH).json(&wider).send().await.expect(201).json();
        let days: Vec<_> = made["made"].as_array().unwrap().iter().map(|one| one["day"].clone()).collect();
        assert_eq!((days, count(&test, "coach_exceptions").await), (vec![json!("2026-11-23"), json!("2026-11-27")], 5));
        test.drain_jobs().await;
    }

    async fn hours_off_hit_what_lies_in_them_on_each_day(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        let morning = book(&client, "2026-11-24", "09:00").await;
        book(&client, "2026-11-24", "14:25").await;
        let body = json!({"day": "2026-11-23", "last_day": "2026-11-25", "kind": "closed_part", "from_time": "08:00", "to_time": "12:30"});
        let made = coach.post(PATH).json(body).send().await.expect(201).json();
        assert_eq!((made["hit_count"].clone(), id(&made["hit"][0])), (json!(1), id(&morning)));
        test.drain_jobs().await;
    }

    async fn a_period_has_an_end_after_its_beginning_and_within_bounds(engine: TestEngine) {
        let test = open(engine).await;
        let coach = coach(&test).await;
        for last in ["2026-11-23", "2027-02-24", "x"] {
            let body = json!({"day": "2026-11-24", "last_day": last});
            let refused = coach.post(PATH).json(&body).send().await.refused(400, "invalid").json();
            assert!(refused["errors"]["last_day"].is_array(), "{last}: {refused}");
        }
        assert_eq!(count(&test, "coach_exceptions").await, 0);
        let longest = json!({"day": "2026-11-24", "last_day": "2027-02-23"});
        let made = coach.post(PATH).json(longest).send().await.expect(201).json();
        assert_eq!(made["made"].as_array().unwrap().len(), 92);
    }
}
