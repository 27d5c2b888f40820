//! Absences that a register finds.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::ground::{enter_tutor, lesson_at, only, reopen, take, text, to};
use crate::school::{STUDENT, count, enter_structure, enter_student, id, manager, open, student, tutor};

both_engines! {
    async fn a_day_is_one_absence_however_many_lessons_and_closings(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let other = enter_student(&test, "Zola").await;
        let (first, second, yesterday) = (lesson_at(&test, 0, -1).await, lesson_at(&test, 0, 0).await, lesson_at(&test, -1, 0).await);
        take(&test, second, &[(STUDENT, "absent"), (other, "present")]).await;
        assert_eq!(count(&test, "absences").await, 1);
        take(&test, first, &[(STUDENT, "absent"), (other, "late")]).await;
        take(&test, yesterday, &[(STUDENT, "absent")]).await;
        assert_eq!(count(&test, "absences WHERE origin = 'found' AND student_id = 4").await, 2);
        assert_eq!(count(&test, "absences").await, 2);
        let list = student(&test).await.get("/api/absences/?ordering=-from").send().await.expect(200).json();
        let today = &list["results"][0];
        assert_eq!((today["from"].clone(), today["to"].clone()), (json!("2026-11-23T07:00:00.000000Z"), json!("2026-11-23T09:00:00.000000Z")));
        let whole = student(&test).await.get(&format!("/api/absences/{}/", id(today))).send().await.expect(200).json();
        assert_eq!(whole["lesson_list"].as_array().unwrap().len(), 2, "{whole}");
        reopen(&test, second).await;
        take(&test, second, &[(STUDENT, "absent")]).await;
        assert_eq!(count(&test, "absences").await, 2);
        test.drain_jobs().await;
    }

    async fn who_was_there_after_all_loses_it(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let lesson = lesson_at(&test, 0, 0).await;
        take(&test, lesson, &[(STUDENT, "absent")]).await;
        assert_eq!(count(&test, "absences").await, 1);
        reopen(&test, lesson).await;
        take(&test, lesson, &[(STUDENT, "late")]).await;
        assert_eq!(count(&test, "absences").await, 0);
        assert_eq!(count(&test, "attendance_marks WHERE absence_id IS NOT NULL").await, 0);
        assert_eq!(count(&test, "audit_entries WHERE action IN ('absence_found', 'absence_gone')").await, 2);
        test.drain_jobs().await;
        assert!(test.mails().is_empty(), "nobody is told of what was corrected in time");
    }

    async fn what_was_declared_covers_it_and_what_was_accepted_excuses_it(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_tutor(&test).await;
        let (today, tomorrow) = (lesson_at(&test, 0, 0).await, lesson_at(&test, 1, 0).await);
        let tutor = tutor(&test).await;
        let made = tutor.post("/api/absences/").json(json!({"student": STUDENT, "from": "2026-11-23", "to": "2026-11-24"})).send().await.expect(201).json();
        take(&test, today, &[(STUDENT, "absent")]).await;
        assert_eq!(text(&test, "SELECT status FROM attendance_marks").await, "absent");
        assert_eq!(only(&tutor).await["lessons"], 1);
        manager(&test).await.post(&format!("/api/absences/{}/decision/", id(&made))).json(json!({"accept": true})).send().await.expect(200);
        assert_eq!(text(&test, "SELECT status FROM attendance_marks").await, "excused");
        test.advance(chrono::TimeDelta::days(1));
        take(&test, tomorrow, &[(STUDENT, "absent")]).await;
        assert_eq!(count(&test, "attendance_marks WHERE status = 'excused' AND professor_status = 'absent'").await, 2);
        assert_eq!(count(&test, "absences").await, 1);
        test.drain_jobs().await;
        assert!(to(&test, "tuteur@example.com").iter().all(|mail| mail.subject.contains("excusée")), "they knew");
    }
}
