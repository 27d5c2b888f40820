//! The school of the sample place.

use std::sync::Arc;

use preau_accounts::Accounts;
use preau_calendar::Calendar;
use preau_kernel::module::Module;
use preau_school::School;
use preau_testkit::{TestApp, TestEngine, both_engines};

use super::school::{count, overlaps};

both_engines! {
    async fn a_sample_school_has_a_week_to_look_at_and_mails_nobody(engine: TestEngine) {
        let modules: Vec<Arc<dyn Module>> = vec![Arc::new(Accounts), Arc::new(Calendar), Arc::new(School)];
        let test = TestApp::builder().modules(modules.clone()).set("auth.argon2_memory_kib", 32).set("auth.argon2_passes", 1)
            .demo().start(engine).await;
        for module in &modules {
            module.fill_demo(test.app()).await.unwrap();
        }
        School.fill_demo(test.app()).await.unwrap();
        assert_eq!(count(&test, "school_years").await, 1);
        assert_eq!(count(&test, "enrolments").await, 40);
        assert_eq!(count(&test, "lesson_series").await, 50);
        assert_eq!(count(&test, "lessons WHERE day BETWEEN '2026-11-23' AND '2026-11-27'").await, 50);
        assert!(count(&test, "lessons WHERE register_state = 'closed'").await > 90);
        assert!(count(&test, "lessons WHERE register_state = 'not_taken' AND day < '2026-11-23'").await > 0);
        assert!(count(&test, "absences").await > 5);
        assert!(count(&test, "attendance_marks WHERE status = 'late'").await > 5);
        assert_eq!(overlaps(&test).await, 0);
        assert_eq!(count(&test, "lessons WHERE clash_reason <> ''").await, 0, "nothing of it clashes");
        assert_eq!(count(&test, "school_alerts WHERE kind = 'absences' AND period = '2026-11'").await, 1, "somebody is away too often");
        assert_eq!(count(&test, "absences WHERE origin = 'declared' AND status = 'declared'").await, 1);
        assert_eq!(count(&test, "absences WHERE origin = 'declared' AND status = 'accepted'").await, 1);
        test.advance(chrono::TimeDelta::minutes(10));
        test.drain_jobs().await;
        assert!(test.mails().is_empty());
    }
    /// In the middle of a day: the registers of the morning are closed but for the last, and somebody is missing now.
    async fn a_sample_morning_has_registers_and_people_who_are_away(engine: TestEngine) {
        let modules: Vec<Arc<dyn Module>> = vec![Arc::new(Accounts), Arc::new(Calendar), Arc::new(School)];
        let test = TestApp::builder().modules(modules.clone()).set("auth.argon2_memory_kib", 32).set("auth.argon2_passes", 1)
            .demo().start(engine).await;
        test.advance(chrono::TimeDelta::minutes(5 * 60 + 45));
        for module in &modules {
            module.fill_demo(test.app()).await.unwrap();
        }
        let today = "lessons WHERE day = '2026-11-23'";
        let ended = count(&test, &format!("{today} AND ends_at < {}", test.app().now().0)).await;
        assert!(ended >= 4, "{ended}");
        assert_eq!(count(&test, &format!("{today} AND register_state = 'closed'")).await, ended - 1);
        for status in ["excused", "absent"] {
            let marks = format!("attendance_marks m JOIN lessons l ON l.id = m.lesson_id WHERE l.day = '2026-11-23' AND m.status = '{status}' AND m.absence_id IS NOT NULL");
            assert!(count(&test, &marks).await > 0, "{status}");
        }
        let office = crate::school::manager(&test).await;
        let now = office.get("/api/school/now/").send().await.expect(200).json();
        assert!(now["counts"]["absent"].as_i64().unwrap() >= 2 && now["counts"]["lessons"].as_i64().unwrap() >= 1, "{}", now["counts"]);
        assert!(!office.get("/api/absences/alerts/").send().await.expect(200).json()["results"].as_array().unwrap().is_empty());
        test.may_leave_jobs();
    }
}
