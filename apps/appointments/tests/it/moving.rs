//! Moving, cancelling, and what became of an appointment.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::practice::{book, client, coach, count, id, is_free, logged_in, open, staff};

both_engines! {
    async fn a_moved_appointment_frees_its_time_and_a_refused_move_changes_nothing(engine: TestEngine) {
        let test = open(engine).await;
        let (client, other) = (client(&test).await, logged_in(&test, "etudiant@example.com").await);
        let mine = book(&client, "2026-11-24", "09:00").await;
        book(&other, "2026-11-24", "10:50").await;
        let path = format!("/api/appointments/{}/move/", id(&mine));
        client.post(&path).json(json!({"date": "2026-11-24", "start": "10:50"})).send().await.refused(409, "slot_taken");
        client.post(&path).json(json!({"date": "2026-11-28", "start": "09:00"})).send().await.refused(400, "outside_days");
        assert!(!is_free(&other, "2026-11-24", "09:00").await);
        // Its own time and pause are not in its way.
        let shown = client.get(&format!("/api/slots/?date=2026-11-24&moving={}", id(&mine))).send().await.expect(200).json();
        assert_eq!(shown["slots"][0]["available"], true);
        let moved = client.post(&path).json(json!({"date": "2026-11-24", "start": "09:55"})).send().await.expect(200).json();
        assert_eq!((moved["start"].clone(), moved["uid"].clone(), moved["row_version"].clone()), (json!("09:55"), mine["uid"].clone(), json!(2)));
        assert!(is_free(&other, "2026-11-24", "09:00").await);
        client.post(&path).json(json!({"date": "2026-11-24", "start": "09:00", "row_version": 1})).send().await.refused(409, "row_changed");
        assert_eq!(count(&test, "time_claims").await, 4);
        test.drain_jobs().await;
    }

    async fn a_cancelled_one_is_kept_and_its_time_is_free(engine: TestEngine) {
        let test = open(engine).await;
        let client = client(&test).await;
        let mine = book(&client, "2026-11-24", "09:00").await;
        let path = format!("/api/appointments/{}/cancellation/", id(&mine));
        logged_in(&test, "etudiant@example.com").await.post(&path).json(json!({})).send().await.refused(404, "not_found");
        let cancelled = client.post(&path).json(json!({"reason": "Malade"})).send().await.expect(200).json();
        assert_eq!((cancelled["status"].clone(), cancelled["cancel_reason"].clone()), (json!("cancelled"), json!("Malade")));
        client.post(&path).json(json!({})).send().await.refused(409, "not_booked");
        assert!(is_free(&client, "2026-11-24", "09:00").await);
        assert_eq!(client.get("/api/appointments/mine/?when=past").send().await.expect(200).json()["count"], 1);
        assert_eq!((count(&test, "appointments").await, count(&test, "time_claims").await), (1, 0));
        test.drain_jobs().await;
    }

    async fn a_client_is_bound_by_the_limit_and_the_coach_is_not(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        coach.patch("/api/coaches/6/rules/").json(json!({"cancel": 1440})).send().await.expect(200);
        let mine = book(&client, "2026-11-24", "09:55").await;
        assert_eq!(mine["may_change"], true);
        test.advance(TimeDelta::hours(2));
        // Two hours passed: the old login still holds.
        let path = |what: &str| format!("/api/appointments/{}/{what}/", id(&mine));
        client.post(&path("cancellation")).json(json!({})).send().await.refused(409, "too_late");
        client.post(&path("move")).json(json!({"date": "2026-11-25", "start": "09:00"})).send().await.refused(409, "too_late");
        coach.post(&path("cancellation")).json(json!({"reason": "Imprévu"})).send().await.expect(200);
        test.drain_jobs().await;
    }

    async fn held_and_missed_ones_are_marked_once_they_have_begun(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach, staff) = (client(&test).await, coach(&test).await, staff(&test).await);
        let mine = book(&client, "2026-11-23", "09:55").await;
        let path = format!("/api/appointments/{}/outcome/", id(&mine));
        client.post(&path).json(json!({"status": "held"})).send().await.refused(403, "forbidden");
        coach.post(&path).json(json!({"status": "held"})).send().await.refused(409, "not_begun");
        test.advance(TimeDelta::hours(1));
        coach.post(&path).json(json!({"status": "cancelled"})).send().await.refused(400, "invalid");
        assert_eq!(coach.post(&path).json(json!({"status": "held"})).send().await.expect(200).json()["status"], "held");
        assert_eq!(staff.post(&path).json(json!({"status": "no_show"})).send().await.expect(200).json()["status"], "no_show");
        coach.post(&format!("/api/appointments/{}/cancellation/", id(&mine))).json(json!({})).send().await.refused(409, "not_booked");
        test.drain_jobs().await;
    }
}
