//! Who is told what, when, and once.

use chrono::TimeDelta;
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::json;

use super::ground::{close, enter_tutor, lesson_at, mark, only, reopen, take, to};
use crate::school::{STUDENT, count, enter_structure, id, manager, open, open_with, student, tutor};

const TUTOR: &str = "tuteur@example.com";
const MANAGER: &str = "responsable@example.com";

/// Five minutes pass, in which a register can still be corrected.
async fn later(test: &TestApp) {
    test.advance(TimeDelta::minutes(6));
    test.drain_jobs().await;
}

both_engines! {
    async fn tutors_are_told_the_same_day_and_once(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_tutor(&test).await;
        let (first, second) = (lesson_at(&test, 0, -1).await, lesson_at(&test, 0, 0).await);
        take(&test, first, &[(STUDENT, "absent")]).await;
        test.drain_jobs().await;
        assert!(to(&test, TUTOR).is_empty());
        later(&test).await;
        let mails = to(&test, TUTOR);
        assert_eq!(mails.len(), 1);
        insta::assert_snapshot!("tutor", mails[0].text);
        assert!(mails[0].subject.contains("lundi 23 novembre 2026") && mails[0].html.contains("08:00–09:00 Mathématiques"), "{}", mails[0].html);
        // A further lesson, and the same register once more.
        take(&test, second, &[(STUDENT, "absent")]).await;
        reopen(&test, first).await;
        take(&test, first, &[(STUDENT, "absent")]).await;
        later(&test).await;
        assert_eq!(to(&test, TUTOR).len(), 1);
        assert_eq!(count(&test, "school_alerts WHERE kind = 'absent' AND mail_id IS NOT NULL").await, 1);
        assert!(to(&test, "etudiant@example.com").is_empty(), "there is a tutor to tell");
    }

    async fn who_has_no_tutor_is_told_themselves_in_their_language(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        crate::school::exec(&test, "UPDATE users SET lang = 'en' WHERE id = 4").await;
        let lesson = lesson_at(&test, 0, 0).await;
        take(&test, lesson, &[(STUDENT, "absent")]).await;
        later(&test).await;
        let mails = to(&test, "etudiant@example.com");
        assert_eq!(mails.len(), 1);
        insta::assert_snapshot!("student_in_english", mails[0].text);
    }

    async fn nobody_is_woken_at_night(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_tutor(&test).await;
        // 20:00 in Paris: an evening class.
        let evening = lesson_at(&test, 0, 11).await;
        test.advance(TimeDelta::hours(11));
        take(&test, evening, &[(STUDENT, "absent")]).await;
        later(&test).await;
        test.advance(TimeDelta::hours(10));
        test.drain_jobs().await;
        assert!(to(&test, TUTOR).is_empty(), "06:06");
        test.advance(TimeDelta::hours(1));
        test.drain_jobs().await;
        let mails = to(&test, TUTOR);
        assert_eq!(mails.len(), 1, "07:06");
        assert!(mails[0].subject.contains("lundi 23 novembre"));
        test.may_leave_jobs();
    }

    async fn a_declaration_and_a_decision_are_told(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_tutor(&test).await;
        let body = json!({"from": "2026-11-25", "to": "2026-11-25", "reason": "Rendez-vous médical"});
        student(&test).await.post("/api/absences/").json(&body).send().await.expect(201);
        test.drain_jobs().await;
        let mails = to(&test, TUTOR);
        assert_eq!(mails.len(), 1);
        assert!(mails[0].text.contains("Rendez-vous médical") && mails[0].subject.contains("déclarée"), "{}", mails[0].text);
        let path = format!("/api/absences/{}/decision/", id(&only(&tutor(&test).await).await));
        let refusal = json!({"accept": false, "reason": "Sans certificat", "deadline": "2026-12-01"});
        manager(&test).await.post(&path).json(&refusal).send().await.expect(200);
        // Changed before anybody was told: one decision is told.
        manager(&test).await.post(&path).json(json!({"accept": false, "reason": "Certificat manquant", "deadline": "2026-12-01"})).send().await.expect(200);
        test.drain_jobs().await;
        for who in [TUTOR, "etudiant@example.com"] {
            let mail = to(&test, who).pop().unwrap();
            assert!(mail.subject.contains("non excusée") && mail.text.contains("Certificat manquant"), "{}", mail.text);
            assert!(mail.text.contains("mercredi 2 décembre 2026 à 00:00") || mail.text.contains("mardi 1er décembre"), "{}", mail.text);
        }
        assert_eq!((to(&test, TUTOR).len(), to(&test, "etudiant@example.com").len()), (2, 1));
        // What a tutor declares, they know.
        let body = json!({"student": STUDENT, "from": "2026-11-27", "to": "2026-11-27"});
        tutor(&test).await.post("/api/absences/").json(&body).send().await.expect(201);
        test.drain_jobs().await;
        assert_eq!(to(&test, TUTOR).len(), 2);
    }

    async fn thresholds_are_shown_and_mailed_once(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_tutor(&test).await;
        for days in [-5, -4, -3] {
            let lesson = lesson_at(&test, days, 0).await;
            mark(&test, lesson, STUDENT, "present").await;
            close(&test, lesson).await;
        }
        let mut lessons = Vec::new();
        for days in [-2, -1, 0] {
            let lesson = lesson_at(&test, days, 0).await;
            take(&test, lesson, &[(STUDENT, "absent")]).await;
            later(&test).await;
            lessons.push(lesson);
        }
        let thresholds = |who: &str| to(&test, who).into_iter().filter(|mail| !mail.subject.contains("novembre")).count();
        // After the second absence 3 of 5 lessons: under 80 %. After the third, three absences.
        assert_eq!((thresholds(MANAGER), thresholds(TUTOR)), (2, 2));
        let alerts = manager(&test).await.get("/api/absences/alerts/?month=2026-11").send().await.expect(200).json();
        let shown: Vec<_> = alerts["results"].as_array().unwrap().iter().map(|one| (one["kind"].clone(), one["value"].clone(), one["limit"].clone(), one["holds"].clone())).collect();
        assert_eq!(shown, [(json!("absences"), json!(3.0), json!(3), json!(true)), (json!("presence"), json!(50.0), json!(80), json!(true))]);
        assert_eq!(tutor(&test).await.get("/api/absences/alerts/").send().await.expect(200).json()["results"].as_array().unwrap().len(), 2);
        reopen(&test, lessons[2]).await;
        take(&test, lessons[2], &[(STUDENT, "present")]).await;
        later(&test).await;
        let alerts = manager(&test).await.get("/api/absences/alerts/").send().await.expect(200).json();
        assert_eq!(alerts["results"][0]["holds"], false);
        reopen(&test, lessons[2]).await;
        take(&test, lessons[2], &[(STUDENT, "absent")]).await;
        later(&test).await;
        assert_eq!((thresholds(MANAGER), thresholds(TUTOR)), (2, 2));
        for path in ["/api/absences/alerts/?month=novembre", "/api/absences/alerts/?month=2026-13"] {
            manager(&test).await.get(path).send().await.refused(400, "invalid");
        }
        assert_eq!(manager(&test).await.get("/api/absences/alerts/?month=2026-10").send().await.expect(200).json()["results"], json!([]));
    }

    async fn two_nodes_tell_once(engine: TestEngine) {
        let test = open_with(engine, &[("school.digest_delay", json!("0s"))]).await;
        enter_structure(&test).await;
        enter_tutor(&test).await;
        let (first, second) = (lesson_at(&test, 0, -1).await, lesson_at(&test, 0, 0).await);
        take(&test, first, &[(STUDENT, "absent")]).await;
        take(&test, second, &[(STUDENT, "absent")]).await;
        let other = test.another_node().await;
        tokio::join!(test.drain_jobs(), other.drain_jobs());
        test.drain_jobs().await;
        assert_eq!(count(&test, &format!("mails WHERE recipient = '{TUTOR}'")).await, 1);
        other.may_leave_jobs();
    }
}
