//! What the director asks: now, and messages to groups.

use chrono::TimeDelta;
use preau_testkit::{Client, TestEngine, both_engines};
use serde_json::json;

use super::ground::{enter_tutor, lesson_at, mark, to};
use crate::school::{
    NOW, PROFESSOR, Planned, STUDENT, count, enter_enrolment, enter_lesson, enter_structure, enter_student, exec,
    manager, open, professor,
};

both_engines! {
    async fn now_shows_who_is_missing_and_which_registers(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let (zola, present) = (enter_student(&test, "Zola").await, enter_student(&test, "Valjean").await);
        let (earlier, running, later) = (lesson_at(&test, 0, -1).await, lesson_at(&test, 0, 0).await, lesson_at(&test, 0, 2).await);
        let manager = manager(&test).await;
        manager.post("/api/absences/").json(json!({"student": zola, "from": "2026-11-23", "to": "2026-11-23"})).send().await.expect(201);
        mark(&test, running, STUDENT, "absent").await;
        mark(&test, running, present, "present").await;
        test.advance(TimeDelta::minutes(5));
        let now = manager.get("/api/school/now/").send().await.expect(200).json();
        let ids = |list: &str, key: &str| now[list].as_array().unwrap().iter().map(|one| one[key].as_i64().unwrap()).collect::<Vec<_>>();
        assert_eq!(ids("lessons", "id"), [running]);
        assert_eq!(ids("absent", "student"), [zola, STUDENT], "by name");
        assert_eq!((now["absent"][0]["absence_status"].clone(), now["absent"][1]["absence"].clone()), (json!("declared"), json!(null)));
        assert_eq!(ids("registers_missing", "id"), [earlier], "the running one has a quarter of an hour");
        assert_eq!(now["lessons"][0]["professors"], json!(["Jean professeur"]));
        assert_eq!((&now["lessons"][0]["groups"], &now["lessons"][0]["reminded_at"]), (&json!(["Terminale A"]), &json!(null)));
        assert_eq!((&now["registers_missing"][0]["groups"], &now["absent"][0]["groups"]), (&json!(["Terminale A"]), &json!(["Groupe 1"])));
        assert_eq!(now["counts"], json!({"lessons": 1, "absent": 2, "registers_missing": 1}));
        test.advance(TimeDelta::minutes(15));
        let now = manager.get("/api/school/now/").send().await.expect(200).json();
        assert_eq!(now["registers_missing"].as_array().unwrap().len(), 2);
        assert_eq!(count(&test, &format!("lessons WHERE id = {later}")).await, 1);
        test.drain_jobs().await;
    }

    async fn a_message_reaches_everybody_of_its_groups_once(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_tutor(&test).await;
        // Two ways into the group are one mail; who has left gets none.
        enter_enrolment(&test, STUDENT, 1, "2026-09-01", None).await;
        let gone = enter_student(&test, "Parti").await;
        exec(&test, &format!("UPDATE users SET email = 'parti@example.com' WHERE id = {gone}")).await;
        exec(&test, &format!("UPDATE enrolments SET last_day = '2026-11-22' WHERE student_id = {gone}")).await;
        let manager = manager(&test).await;
        let body = json!({"groups": [1, 2], "subject": "Sortie\r\nBcc: tous@example.com", "text": "Rendez-vous à 8 h <b>devant</b> le préau.", "tutors": true});
        let sent = manager.post("/api/school/messages/").json(&body).send().await.expect(201).json();
        assert_eq!(sent["recipients"], 2);
        test.drain_jobs().await;
        test.drain_jobs().await;
        for who in ["etudiant@example.com", "tuteur@example.com"] {
            let mails = to(&test, who);
            assert_eq!(mails.len(), 1, "{who}");
            // It is the sender's: answers are theirs, and nothing of absences stands below it.
            assert_eq!(mails[0].reply_to.as_deref(), Some("responsable@example.com"));
            assert!(!mails[0].text.contains("absences") && !mails[0].html.contains("/absences") && !mails[0].text.contains("Paris"), "{}", mails[0].text);
            assert!(!mails[0].subject.contains('\n') && mails[0].html.contains("&#60;b&#62;devant") || mails[0].html.contains("&lt;b&gt;devant"), "{}", mails[0].html);
        }
        assert!(to(&test, "parti@example.com").is_empty() && to(&test, "tous@example.com").is_empty());
        for wrong in [json!({}), json!({"groups": [], "subject": "x", "text": "x"}), json!({"groups": [99], "subject": "x", "text": "x"}), json!({"groups": [1], "subject": " ", "text": "x"})] {
            manager.post("/api/school/messages/").json(&wrong).send().await.refused(400, "invalid");
        }
        // A professor writes to the groups of their lessons.
        professor(&test).await.post("/api/school/messages/").json(json!({"groups": [1], "subject": "x", "text": "x"})).send().await.refused(400, "invalid");
        lesson_at(&test, 0, 0).await;
        professor(&test).await.post("/api/school/messages/").json(json!({"groups": [1], "subject": "x", "text": "x"})).send().await.expect(201);
        for _ in 0..19 {
            professor(&test).await.post("/api/school/messages/").json(json!({"groups": [1], "subject": "x", "text": "x"})).send().await.expect(201);
        }
        professor(&test).await.post("/api/school/messages/").json(json!({"groups": [1], "subject": "x", "text": "x"})).send().await.refused(429, "too_many_messages");
        test.drain_jobs().await;
    }

    async fn how_many_a_message_reaches_is_known_before_it_is_sent(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_tutor(&test).await;
        enter_enrolment(&test, STUDENT, 1, "2026-09-01", None).await;
        enter_student(&test, "Sans adresse").await;
        let (manager, professor) = (manager(&test).await, professor(&test).await);
        let count = async |who: &Client, query: &str| who.get(&format!("/api/school/messages/recipients/?{query}")).send().await.expect(200).json()["count"].clone();
        assert_eq!(count(&manager, "groups=1").await, 1, "once, and only whom a mail reaches");
        assert_eq!(count(&manager, "groups=1,2&tutors=true").await, 2);
        for wrong in ["", "groups=", "groups=x", "groups=1,", "groups=1&tutors=perhaps"] {
            manager.get(&format!("/api/school/messages/recipients/?{wrong}")).send().await.refused(400, "invalid");
        }
        manager.get("/api/school/messages/recipients/?groups=1,99").send().await.refused(404, "not_found");
        professor.get("/api/school/messages/recipients/?groups=1").send().await.refused(404, "not_found");
        lesson_at(&test, 0, 0).await;
        assert_eq!(count(&professor, "groups=1,2").await, 1, "and what is within their group");
    }

    /// The class holds others whom they have never met.
    async fn a_professor_of_a_half_does_not_write_to_the_whole_class(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let planned = Planned { module: 1, from: NOW, to: NOW + 3600, day: "2026-11-23", professors: &[PROFESSOR], groups: &[2] };
        enter_lesson(&test, &planned).await;
        let professor = professor(&test).await;
        let message = |group: i64| json!({"groups": [group], "subject": "x", "text": "x"});
        professor.post("/api/school/messages/").json(message(1)).send().await.refused(400, "invalid");
        professor.get("/api/school/messages/recipients/?groups=1").send().await.refused(404, "not_found");
        professor.post("/api/school/messages/").json(message(2)).send().await.expect(201);
        test.drain_jobs().await;
    }
}
