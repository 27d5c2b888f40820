//! A cancelled time goes to the next in line, as a real hold.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::practice::{book, client, count, exec, id, is_free, logged_in, open, staff};

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

    async fn what_meets_ones_own_offer_can_be_kept_and_booked_as_it_is_shown(engine: TestEngine) {
        let test = open(engine).await;
        exec(&test, "INSERT INTO services (name_fr, name_en, description_fr, description_en, minutes, position, is_active, sort_name, search, \
            row_version, created_at, updated_at) VALUES ('Point', '', '', '', 20, 2, TRUE, 'p', '', 1, 0, 0), ('Mot', '', '', '', 15, 3, TRUE, 'm', '', 1, 0, 0)").await;
        let (client, other) = (client(&test).await, logged_in(&test, "etudiant@example.com").await);
        // A part of the offered time, and what only its pause meets.
        for (day, offered, service, start) in [("2026-11-24", 1, 2, "09:30"), ("2026-11-25", 2, 3, "09:25")] {
            let mine = json!({"date": day, "start": "09:00", "service": offered});
            let mine = client.post("/api/appointments/").json(mine).send().await.expect(201).json();
            let wish = json!({"first_day": day, "service": offered});
            let wish = id(&other.post("/api/waiting-list/").json(wish).send().await.expect(201).json());
            client.post(&format!("/api/appointments/{}/cancellation/", id(&mine))).json(json!({})).send().await.expect(200);
            test.drain_jobs().await;
            let status = async || other.get(&format!("/api/waiting-list/{wish}/")).send().await.expect(200).json()["status"].clone();
            assert_eq!(status().await, "offered");
            let wanted = json!({"date": day, "start": start, "service": service});
            client.post("/api/holds/").json(&wanted).send().await.refused(409, "slot_taken");
            let hold = id(&other.post("/api/holds/").json(&wanted).send().await.expect(201).json());
            assert_eq!(status().await, "offered", "it stays theirs while they look");
            other.post("/api/appointments/").json(json!({"date": day, "start": start, "service": service, "hold": hold})).send().await.expect(201);
            assert_eq!((status().await, count(&test, "holds").await), (json!("booked"), 0));
        }
        assert_eq!(count(&test, "time_claims").await, 4);
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
