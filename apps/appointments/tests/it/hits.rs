//! Who closes a time is told what was booked in it, before and after, and can propose other times to all at once.

use chrono::TimeDelta;
use preau_appointments::actions::propose::propose_nearest;
use preau_testkit::{TestEngine, both_engines};
use serde_json::{Value, json};

use super::practice::{book, client, coach, coach as keeper, count, exec, id, is_free, logged_in, open};

fn ids(answer: &Value) -> Vec<i64> {
    answer["hit"].as_array().unwrap().iter().map(id).collect()
}

both_engines! {
    async fn a_dry_run_lists_what_a_day_off_hits_and_changes_nothing(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        let (first, second) = (book(&client, "2026-11-24", "09:00").await, book(&client, "2026-11-24", "14:25").await);
        book(&client, "2026-11-25", "09:00").await;
        let path = "/api/coaches/6/exceptions/";
        let day = json!({"day": "2026-11-24"});
        let dry = coach.post(&format!("{path}?dry_run=true")).json(&day).send().await.expect(200).json();
        assert_eq!((ids(&dry), dry["hit_count"].clone()), (vec![id(&first), id(&second)], json!(2)));
        assert_eq!((count(&test, "coach_exceptions").await, count(&test, "audit_entries WHERE action = 'coach_exception_created'").await), (0, 0));
        let morning = json!({"day": "2026-11-24", "kind": "closed_part", "from_time": "08:00", "to_time": "12:30"});
        let part = coach.post(&format!("{path}?dry_run=1")).json(&morning).send().await.expect(200).json();
        assert_eq!(ids(&part), [id(&first)]);
        let extra = json!({"day": "2026-11-24", "kind": "extra", "from_time": "08:00", "to_time": "12:30"});
        assert_eq!(coach.post(&format!("{path}?dry_run=true")).json(&extra).send().await.expect(200).json()["hit_count"], 0);
        coach.post(&format!("{path}?dry_run=x")).json(&day).send().await.refused(400, "invalid");
        client.post(&format!("{path}?dry_run=true")).json(&day).send().await.refused(403, "forbidden");
        // What is over or cancelled is not hit.
        client.post(&format!("/api/appointments/{}/cancellation/", id(&second))).json(json!({})).send().await.expect(200);
        assert_eq!(coach.post(path).json(&day).send().await.expect(201).json()["hit_count"], 1);
        test.advance(TimeDelta::hours(24) + TimeDelta::minutes(30));
        let coach = keeper(&test).await;
        assert_eq!(coach.post(&format!("{path}?dry_run=true")).json(&day).send().await.expect(200).json()["hit_count"], 0);
        test.drain_jobs().await;
    }

    async fn all_that_are_hit_are_proposed_other_times(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        let mine = book(&client, "2026-11-24", "09:00").await;
        let other = book(&logged_in(&test, "etudiant@example.com").await, "2026-11-24", "09:55").await;
        test.drain_jobs().await;
        let body = json!({"day": "2026-11-24", "reason": "Formation", "propose": true, "message": "Avec mes excuses"});
        coach.post("/api/coaches/6/exceptions/?dry_run=true").json(&body).send().await.expect(200);
        assert_eq!(test.drain_jobs().await, 0, "a dry run proposes nothing");
        let made = coach.post("/api/coaches/6/exceptions/").json(&body).send().await.expect(201).json();
        assert_eq!(ids(&made), [id(&mine), id(&other)]);
        // One is cancelled before its turn has come.
        client.post(&format!("/api/appointments/{}/cancellation/", id(&mine))).json(json!({})).send().await.expect(200);
        test.drain_jobs().await;
        let told: Vec<_> = test.mails().into_iter().filter(|mail| mail.subject.contains("Autres horaires")).collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].to == "etudiant@example.com" && told[0].text.contains("Avec mes excuses"));
        for day in ["24 novembre 2026, de 10:50", "24 novembre 2026, de 13:30"] {
            assert!(!told[0].text.contains(day), "closed: {}", told[0].text);
        }
        assert_eq!(count(&test, "audit_entries WHERE action = 'times_proposed' AND actor_id = 6").await, 1);
        assert_eq!(count(&test, "appointment_proposal_times").await, 3);
        // A job that runs twice proposes and tells once.
        let asked_at = test.now().minus(TimeDelta::seconds(1));
        propose_nearest(test.app(), id(&other), 0, 6, "", asked_at).await.unwrap();
        assert_eq!(test.drain_jobs().await, 0);
    }

    async fn clients_hit_together_are_not_proposed_the_same_times(engine: TestEngine) {
        let test = open(engine).await;
        let coach = coach(&test).await;
        let mut made = Vec::new();
        let people = ["client", "etudiant", "tuteur", "professeur", "operateur"];
        for (email, start) in people.iter().zip(["09:00", "09:55", "10:50", "11:45", "13:30"]) {
            let who = logged_in(&test, &format!("{email}@example.com")).await;
            made.push(book(&who, "2026-11-24", start).await);
        }
        // An hour, on a grid of its own: its times meet those of the others without being the same.
        exec(&test, "INSERT INTO services (name_fr, name_en, description_fr, description_en, minutes, position, is_active, sort_name, search, \
            row_version, created_at, updated_at) VALUES ('Bilan', '', '', '', 60, 1, TRUE, 'b', '', 1, 0, 0)").await;
        let manager = logged_in(&test, "responsable@example.com").await;
        let long = json!({"date": "2026-11-24", "start": "14:40", "service": 2});
        manager.post("/api/appointments/").json(long).send().await.expect(201);
        test.drain_jobs().await;
        let body = json!({"day": "2026-11-24", "propose": true});
        coach.post("/api/coaches/6/exceptions/").json(&body).send().await.expect(201);
        test.drain_jobs().await;
        assert_eq!(count(&test, "appointment_proposal_times").await, 18, "three for each of six");
        let meet = "appointment_proposal_times a JOIN appointment_proposal_times b ON a.proposal_id < b.proposal_id \
                    AND a.starts_at < b.ends_at + 600000000 AND b.starts_at < a.ends_at + 600000000";
        assert_eq!(count(&test, meet).await, 0, "all of them could be taken");
        // Asked for one by one it is the same; whoever is asked again may have the same times again.
        let again = coach.post(&format!("/api/appointments/{}/proposal/", id(&made[0]))).json(json!({})).send().await.expect(200);
        assert_eq!(again.json()["times"].as_array().unwrap().len(), 3);
        assert_eq!(count(&test, meet).await, 0);
        test.drain_jobs().await;
    }

    async fn where_few_times_are_free_they_are_proposed_to_all(engine: TestEngine) {
        let test = open(engine).await;
        let coach = coach(&test).await;
        book(&client(&test).await, "2026-11-24", "09:00").await;
        book(&logged_in(&test, "etudiant@example.com").await, "2026-11-24", "09:55").await;
        // One start only, on Wednesdays, for two weeks.
        let hours = json!({"hours": [{"day": 3, "opens": "09:00", "closes": "09:45"}], "horizon_days": 9});
        coach.patch("/api/coaches/6/rules/").json(hours).send().await.expect(200);
        let body = json!({"day": "2026-11-24", "propose": true});
        test.drain_jobs().await;
        coach.post("/api/coaches/6/exceptions/").json(&body).send().await.expect(201);
        test.drain_jobs().await;
        assert_eq!(count(&test, "appointment_proposals").await, 2);
        assert_eq!(count(&test, "appointment_proposal_times").await, 4, "two Wednesdays, for both");
    }

    async fn other_hours_say_what_they_hit(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        let tuesday = book(&client, "2026-11-24", "09:00").await;
        let later = book(&client, "2026-12-01", "16:15").await;
        book(&client, "2026-11-25", "09:00").await;
        let path = "/api/coaches/6/rules/";
        let week = |days: &[u8], opens: &str| -> Value {
            days.iter().map(|day| json!({"day": day, "opens": opens, "closes": "18:00"})).collect()
        };
        let body = json!({"hours": week(&[1, 3, 4, 5], "09:00")});
        let dry = coach.patch(&format!("{path}?dry_run=true")).json(&body).send().await.expect(200).json();
        assert_eq!((ids(&dry), dry["hit_count"].clone()), (vec![id(&tuesday), id(&later)], json!(2)));
        assert!(is_free(&client, "2026-11-24", "09:55").await);
        assert_eq!(count(&test, "coach_rules").await, 0);
        let made = coach.put(path).json(&body).send().await.expect(200).json();
        assert_eq!((ids(&made).len(), made["row_version"].clone()), (2, json!(1)));
        assert!(!is_free(&client, "2026-11-24", "09:55").await);
        // What was out already is not hit again; a pause hits nobody.
        let again = coach.patch(path).json(json!({"hours": week(&[1, 3], "09:55"), "pause": 15})).send().await.expect(200).json();
        assert_eq!(again["hit_count"], 1);
        assert_eq!(coach.patch(path).json(json!({"pause": 20})).send().await.expect(200).json()["hit_count"], 0);
        test.drain_jobs().await;
    }
}
