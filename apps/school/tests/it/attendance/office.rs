//! The back office, and what becomes of a person.

use preau_kernel::module::Module;
use preau_school::School;
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::super::school::{PROFESSOR, STUDENT, count, enter_student, enter_todays_lesson, exec, student};
use super::history::replays;
use super::lessons::{at_school, check_in, code, mark_of, open_window, put, register, say};

both_engines! {
    async fn an_export_holds_every_mark_of_ones_own(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let body = json!({"marks": [{"student": STUDENT, "status": "late", "minutes": 4, "note": "bus"}]});
        put(&professor, lesson, body).await.expect(200);
        let exported = School.export_person(test.app(), STUDENT).await.unwrap();
        let mark = &exported["attendance"][0];
        assert_eq!((mark["status"].as_str(), mark["note"].as_str(), mark["module"].as_str()), (Some("late"), Some("bus"), Some("Mathématiques")));
        assert_eq!(School.export_person(test.app(), PROFESSOR).await.unwrap()["attendance"], json!([]));
    }

    async fn who_is_erased_leaves_numbers_only(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        open_window(&professor, lesson, json!({})).await;
        let body = json!({"code": code(&professor, lesson).await, "device": "a"});
        check_in(&student(&test).await, lesson, body).await.expect(200);
        put(&professor, lesson, json!({"marks": [{"student": STUDENT, "status": "absent", "note": "malade"}]})).await.expect(200);
        let tx = test.db().write_tx().await.unwrap();
        assert!(School.remembers_person(&tx, STUDENT).await.unwrap());
        assert!(School.remembers_person(&tx, PROFESSOR).await.unwrap());
        School.erase_person(test.app(), &tx, STUDENT).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&test, "attendance_marks WHERE note = '' AND status = 'absent'").await, 1);
        assert_eq!(count(&test, "mark_history WHERE note <> '' OR reason <> ''").await, 0);
        assert_eq!(count(&test, "check_ins WHERE device_hash IS NOT NULL OR network_hash <> ''").await, 0);
        replays(&test).await;
    }

    async fn two_records_of_one_person_become_one(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let twin = enter_student(&test, "Jumeau").await;
        let later = enter_todays_lesson(&test).await;
        say(&professor, lesson, STUDENT, "present").await;
        say(&professor, lesson, twin, "absent").await;
        say(&professor, later, twin, "absent").await;
        let tx = test.db().write_tx().await.unwrap();
        preau_school::store::attendance::people::hand_over(&tx, twin, STUDENT).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(mark_of(&register(&professor, lesson).await, STUDENT)["status"], "present");
        assert_eq!(mark_of(&register(&professor, later).await, STUDENT)["status"], "absent");
        assert_eq!(count(&test, &format!("attendance_marks WHERE student_id = {twin}")).await, 0);
        replays(&test).await;
        exec(&test, "DELETE FROM school_alerts").await;
    }
}
