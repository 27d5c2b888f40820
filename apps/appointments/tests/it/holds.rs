//! A time kept while the form is filled in.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::practice::{client, count, id, is_free, logged_in, open};

both_engines! {
    async fn a_hold_keeps_the_time_for_its_owner(engine: TestEngine) {
        let test = open(engine).await;
        let (client, other) = (client(&test).await, logged_in(&test, "etudiant@example.com").await);
        let wanted = json!({"date": "2026-11-24", "start": "09:00"});
        let hold = client.post("/api/holds/").json(&wanted).send().await.expect(201).json();
        assert_eq!(hold["expires_at"], "2026-11-23T08:05:00.000000Z");
        assert!(!is_free(&other, "2026-11-24", "09:00").await);
        assert!(is_free(&client, "2026-11-24", "09:00").await, "one's own hold is not in the way");
        other.post("/api/appointments/").json(&wanted).send().await.refused(409, "slot_taken");
        other.post("/api/holds/").json(&wanted).send().await.refused(409, "slot_taken");
        other.delete(&format!("/api/holds/{}/", id(&hold))).send().await.refused(404, "not_found");
        let body = json!({"date": "2026-11-24", "start": "09:00", "hold": hold["id"]});
        client.post("/api/appointments/").json(body).send().await.expect(201);
        assert_eq!((count(&test, "holds").await, count(&test, "time_claims").await), (0, 2));
        test.drain_jobs().await;
    }

    async fn a_second_hold_gives_the_first_back_and_one_may_be_given_up(engine: TestEngine) {
        let test = open(engine).await;
        let (client, other) = (client(&test).await, logged_in(&test, "etudiant@example.com").await);
        client.post("/api/holds/").json(json!({"date": "2026-11-24", "start": "09:00"})).send().await.expect(201);
        let second = client.post("/api/holds/").json(json!({"date": "2026-11-24", "start": "10:50"})).send().await.expect(201).json();
        assert!(is_free(&other, "2026-11-24", "09:00").await);
        assert_eq!(count(&test, "holds").await, 1);
        client.delete(&format!("/api/holds/{}/", id(&second))).send().await.expect(204);
        client.delete(&format!("/api/holds/{}/", id(&second))).send().await.refused(404, "not_found");
        assert!(is_free(&other, "2026-11-24", "10:50").await);
        assert_eq!(count(&test, "time_claims").await, 0);
    }

    async fn a_hold_of_a_clock_that_was_ahead_is_given_back(engine: TestEngine) {
        let test = open(engine).await;
        test.advance(TimeDelta::days(1));
        let client = client(&test).await;
        client.post("/api/holds/").json(json!({"date": "2026-11-25", "start": "09:00"})).send().await.expect(201);
        // Nobody keeps a time for a day because the clock was wrong.
        test.advance(TimeDelta::days(-1));
        let other = logged_in(&test, "etudiant@example.com").await;
        assert!(!is_free(&other, "2026-11-25", "09:00").await);
        preau_appointments::actions::hold::remove_expired(test.app()).await.unwrap();
        assert!(is_free(&other, "2026-11-25", "09:00").await);
        assert_eq!((count(&test, "holds").await, count(&test, "time_claims").await), (0, 0));
        // A few seconds between two nodes are no jump.
        other.post("/api/holds/").json(json!({"date": "2026-11-25", "start": "09:00"})).send().await.expect(201);
        test.advance(TimeDelta::seconds(-20));
        preau_appointments::actions::hold::remove_expired(test.app()).await.unwrap();
        assert_eq!(count(&test, "holds").await, 1);
    }

    async fn after_five_minutes_it_blocks_nobody(engine: TestEngine) {
        let test = open(engine).await;
        let (client, other) = (client(&test).await, logged_in(&test, "etudiant@example.com").await);
        let wanted = json!({"date": "2026-11-24", "start": "09:00"});
        let hold = client.post("/api/holds/").json(&wanted).send().await.expect(201).json();
        test.advance(TimeDelta::seconds(299));
        assert!(!is_free(&other, "2026-11-24", "09:00").await);
        test.advance(TimeDelta::seconds(1));
        assert!(is_free(&other, "2026-11-24", "09:00").await);
        other.post("/api/appointments/").json(&wanted).send().await.expect(201);
        let late = json!({"date": "2026-11-24", "start": "09:00", "hold": hold["id"]});
        client.post("/api/appointments/").json(late).send().await.refused(409, "slot_taken");
        preau_appointments::actions::hold::remove_expired(test.app()).await.unwrap();
        assert_eq!((count(&test, "holds").await, count(&test, "time_claims").await), (0, 2));
        test.drain_jobs().await;
    }
}
