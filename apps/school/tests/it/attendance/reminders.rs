//! Registers that nobody closed: professors are reminded, once, of all of theirs.

use chrono::TimeDelta;
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::json;

use super::super::school::{NOW, PROFESSOR, Planned, count, enter_lesson, exec, manager};
use super::lessons::{at_school, close};

async fn remind(test: &TestApp) {
    let remind = test.app().periodics().into_iter().find(|one| one.name == "school.missing_registers").unwrap();
    (remind.run)(test.app().clone()).await.unwrap();
    test.drain_jobs().await;
}

both_engines! {
    async fn one_mail_names_all_that_are_missing(engine: TestEngine) {
        let (test, _, _) = at_school(engine).await;
        enter_lesson(&test, &Planned {
            module: 2, from: NOW + 900, to: NOW + 3600, day: "2026-11-23", professors: &[PROFESSOR], groups: &[1],
        }).await;
        test.advance(TimeDelta::minutes(90) - TimeDelta::microseconds(1));
        remind(&test).await;
        assert!(test.mails().is_empty());
        test.advance(TimeDelta::microseconds(1));
        remind(&test).await;
        let mail = test.mail_to("professeur@example.com");
        assert_eq!(mail.subject, "2 appels ne sont pas clos");
        assert!(mail.text.contains("Mathématiques : lundi 23 novembre 2026, de 09:00 à 10:00"), "{}", mail.text);
        assert!(mail.text.contains("Français : lundi 23 novembre 2026, de 09:15 à 10:00"), "{}", mail.text);
        // Once, however often it is looked at.
        remind(&test).await;
        exec(&test, "UPDATE lessons SET reminded_at = NULL").await;
        remind(&test).await;
        assert_eq!(test.mails().len(), 1);
        assert_eq!(count(&test, "school_alerts WHERE kind = 'register_missing'").await, 2);
    }

    async fn the_office_reminds_of_one_register_and_not_twice_in_a_quarter_of_an_hour(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let office = manager(&test).await;
        let path = format!("/api/lessons/{lesson}/register/reminder/");
        let later = enter_lesson(&test, &Planned {
            module: 2, from: NOW + 7200, to: NOW + 10_800, day: "2026-11-23", professors: &[PROFESSOR], groups: &[1],
        }).await;
        office.post(&format!("/api/lessons/{later}/register/reminder/")).json(json!({})).send().await.refused(409, "lesson_is_to_come");
        professor.post(&path).json(json!({})).send().await.refused(403, "forbidden");
        office.post("/api/lessons/99/register/reminder/").json(json!({})).send().await.refused(404, "not_found");
        test.advance(TimeDelta::minutes(20));
        let first = office.post(&path).json(json!({})).send().await.expect(200).json();
        assert_eq!((&first["recipients"], &first["reminded_at"]), (&json!(1), &json!("2026-11-23T08:20:00.000000Z")));
        test.drain_jobs().await;
        assert_eq!(test.mail_to("professeur@example.com").subject, "Un appel n’est pas clos");
        test.advance(TimeDelta::minutes(14));
        assert_eq!(office.post(&path).json(json!({})).send().await.expect(200).json(), first);
        test.drain_jobs().await;
        assert_eq!(test.mails().len(), 1);
        let now = office.get("/api/school/now/").send().await.expect(200).json();
        assert_eq!(now["registers_missing"][0]["reminded_at"], first["reminded_at"]);
        test.advance(TimeDelta::minutes(1));
        office.post(&path).json(json!({})).send().await.expect(200);
        test.drain_jobs().await;
        assert_eq!(test.mails().len(), 2);
        // By itself it reminds no more of what the office reminded of.
        test.advance(TimeDelta::hours(2));
        remind(&test).await;
        assert_eq!(test.mails().iter().filter(|mail| mail.text.contains("Mathématiques")).count(), 2);
        close(&professor, lesson, json!({})).await.expect(200);
        office.post(&path).json(json!({})).send().await.refused(409, "register_closed");
        assert_eq!(count(&test, "audit_entries WHERE action = 'register_reminded'").await, 2);
        test.drain_jobs().await;
    }

    async fn nobody_is_reminded_of_what_is_closed_cancelled_or_long_gone(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        close(&professor, lesson, json!({})).await.expect(200);
        for (from, status) in [(NOW, "cancelled"), (NOW - 3 * 86_400, "planned")] {
            let id = enter_lesson(&test, &Planned {
                module: 1, from, to: from + 3600, day: "2026-11-23", professors: &[PROFESSOR], groups: &[1],
            }).await;
            exec(&test, &format!("UPDATE lessons SET status = '{status}' WHERE id = {id}")).await;
        }
        test.advance(TimeDelta::hours(2));
        test.drain_jobs().await;
        remind(&test).await;
        assert!(test.mails().iter().all(|mail| mail.to != "professeur@example.com"));
    }

    async fn a_register_closed_between_job_and_mail_is_not_told_of(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        test.advance(TimeDelta::hours(2));
        let remind = test.app().periodics().into_iter().find(|one| one.name == "school.missing_registers").unwrap();
        (remind.run)(test.app().clone()).await.unwrap();
        close(&professor, lesson, json!({})).await.expect(200);
        test.drain_jobs().await;
        assert!(test.mails().iter().all(|mail| mail.to != "professeur@example.com"));
    }

    async fn the_mail_speaks_the_professors_language(engine: TestEngine) {
        let (test, _, _) = at_school(engine).await;
        exec(&test, &format!("UPDATE users SET lang = 'en' WHERE id = {PROFESSOR}")).await;
        test.advance(TimeDelta::hours(2));
        remind(&test).await;
        let mail = test.mail_to("professeur@example.com");
        assert_eq!(mail.subject, "A register is not closed");
        assert!(mail.text.contains("Monday 23 November 2026, 09:00 to 10:00"), "{}", mail.text);
    }
}
