//! A cancelled time goes to the next in line, as a real hold.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::practice::{book, client, count, id, is_free, logged_in, open, staff};

both_engines! {
    async fn a_cancelled_time_is_offered_kept_and_booked(engine: TestEngine) {
        let test = open(engine).await;
        let (client, other, third) = (client(&test).await, logged_in(&test, "etudiant@example.com").await, logged_in(&test, "tuteur@example.com").await);
        let mine = book(&client, "2026-11-24", "09:00").await;
        let wish = other.post("/api/waiting-list/").json(json!({"first_day": "2026-11-24", "last_day": "2026-11-26"})).send().await.expect(201).json();
        assert_eq!((wish["status"].clone(), wish["offer"].clone()), (json!("waiting"), json!(null)));
        third.post("/api/waiting-list/").json(json!({"first_day": "2026-11-24", "from_time": "09:00", "to_time": "12:00"})).send().await.expect(201);
        client.post(&format!("/api/appointments/{}/cancellation/", id(&mine))).json(json!({})).send().await.expect(200);
        test.drain_jobs().await;
        assert!(test.mail_to("etudiant@example.com").subject.contains("Un créneau s’est libéré"));
        assert!(!is_free(&client, "2026-11-24", "09:00").await, "it is kept");
        let offered = other.get("/api/waiting-list/").send().await.expect(200).json();
        let offer = offered["results"][0]["offer"].clone();
        assert_eq!((offered["count"].clone(), offer["start"].clone()), (json!(1), json!("09:00")));
        assert!(is_free(&other, "2026-11-24", "09:00").await);
        other.post("/api/appointments/").json(json!({"date": "2026-11-24", "start": "09:00", "hold": offer["hold"]})).send().await.expect(201);
        let done = other.get(&format!("/api/waiting-list/{}/", id(&wish))).send().await.expect(200).json();
        assert_eq!(done["status"], "booked");
        client.get(&format!("/api/waiting-list/{}/", id(&wish))).send().await.refused(404, "not_found");
        assert_eq!(staff(&test).await.get("/api/waiting-list/").send().await.expect(200).json()["count"], 2);
        test.drain_jobs().await;
    }

    async fn an_offer_that_is_not_answered_or_declined_goes_on(engine: TestEngine) {
        let test = open(engine).await;
        let (client, other, third) = (client(&test).await, logged_in(&test, "etudiant@example.com").await, logged_in(&test, "tuteur@example.com").await);
        let mine = book(&client, "2026-11-25", "09:00").await;
        for who in [&other, &third] {
            who.post("/api/waiting-list/").json(json!({"first_day": "2026-11-25"})).send().await.expect(201);
            test.advance(TimeDelta::seconds(1));
        }
        client.post(&format!("/api/appointments/{}/cancellation/", id(&mine))).json(json!({})).send().await.expect(200);
        test.drain_jobs().await;
        test.advance(TimeDelta::minutes(121));
        preau_appointments::actions::hold::remove_expired(test.app()).await.unwrap();
        test.drain_jobs().await;
        let offered = third.get("/api/waiting-list/").send().await.expect(200).json();
        let hold = offered["results"][0]["offer"]["hold"].clone();
        assert!(hold.is_i64(), "{offered}");
        assert_eq!(other.get("/api/waiting-list/").send().await.expect(200).json()["results"][0]["status"], "waiting");
        third.delete(&format!("/api/holds/{hold}/")).send().await.expect(204);
        test.drain_jobs().await;
        // Both were asked: it is free for all.
        assert!(is_free(&client, "2026-11-25", "09:00").await);
        assert_eq!((count(&test, "holds").await, count(&test, "time_claims").await), (0, 0));
        let wish = id(&other.get("/api/waiting-list/").send().await.expect(200).json()["results"][0]);
        other.delete(&format!("/api/waiting-list/{wish}/")).send().await.expect(204);
        for wrong in [json!({}), json!({"first_day": "2026-11-20"}), json!({"first_day": "2026-11-25", "last_day": "2026-11-24"}), json!({"first_day": "2026-11-25", "from_time": "x"})] {
            other.post("/api/waiting-list/").json(&wrong).send().await.refused(400, "invalid");
        }
    }
}
