//! Those whom a change concerns are told of all of it in one mail.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::school::{enter_rooms, enter_structure, exec, id, lesson_body, manager, open, professor};

both_engines! {
    async fn several_changes_within_minutes_are_one_mail_per_person(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        exec(&test, "UPDATE users SET lang = 'en' WHERE id = 4").await;
        let office = manager(&test).await;
        let make = async |day: u32| {
            let body = lesson_body(&format!("2026-11-{day}T08:00:00Z"), &format!("2026-11-{day}T09:00:00Z"));
            id(&office.post("/api/lessons/").json(body).send().await.expect(201).json())
        };
        let (one, two) = (make(24).await, make(25).await);
        test.advance(TimeDelta::minutes(6));
        test.drain_jobs().await;
        assert_eq!(test.mails().len(), 2, "professor and student, of both at once");
        office.patch(&format!("/api/lessons/{one}/")).json(json!({"starts_at": "2026-11-26T13:00:00Z", "reason": "Sortie"})).send().await.expect(200);
        test.advance(TimeDelta::minutes(2));
        office.post(&format!("/api/lessons/{two}/cancellation/")).json(json!({"reason": "Grève"})).send().await.expect(200);
        office.patch(&format!("/api/lessons/{one}/")).json(json!({"starts_at": "2026-11-26T14:00:00Z"})).send().await.expect(200);
        test.drain_jobs().await;
        assert_eq!(test.mails().len(), 2, "not yet");
        test.advance(TimeDelta::minutes(10));
        test.drain_jobs().await;
        let mails = test.mails();
        assert_eq!(mails.len(), 4);
        let to = |address: &str| mails.iter().rfind(|mail| mail.to == address).unwrap();
        let french = to("professeur@example.com");
        assert_eq!(french.subject, "2 changements dans votre emploi du temps");
        assert!(french.text.contains("jeudi 26 novembre 2026, de 15:00 à 16:00, A101 (avant\u{a0}: mardi 24 novembre 2026, de 09:00 à 10:00)."), "{}", french.text);
        assert!(french.text.contains("Annulé\u{a0}: Mathématiques, mercredi 25 novembre 2026") && french.text.contains("Motif\u{a0}: Grève"), "{}", french.text);
        let english = to("etudiant@example.com");
        assert_eq!(english.subject, "2 changes in your timetable");
        assert!(english.html.contains("Thursday 26 November 2026"));
        test.advance(TimeDelta::minutes(30));
        test.drain_jobs().await;
        assert_eq!(test.mails().len(), 4, "nobody is told twice");
    }

    async fn who_makes_a_change_and_what_lies_far_ahead_is_not_told(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let teacher = professor(&test).await;
        teacher.post("/api/lessons/").json(lesson_body("2027-01-12T08:00:00Z", "2027-01-12T09:00:00Z")).send().await.expect(201);
        teacher.post("/api/lessons/").json(lesson_body("2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z")).send().await.expect(201);
        test.advance(TimeDelta::minutes(10));
        test.drain_jobs().await;
        assert!(test.mails().is_empty());
        teacher.post("/api/lessons/").json(lesson_body("2026-11-27T08:00:00Z", "2026-11-27T09:00:00Z")).send().await.expect(201);
        test.advance(TimeDelta::minutes(10));
        test.drain_jobs().await;
        let mails = test.mails();
        let told: Vec<_> = mails.iter().map(|mail| mail.to.as_str()).collect();
        assert_eq!(told, ["etudiant@example.com"]);
    }
}
