//! What becomes of a person: read, forgotten, joined with another record.

use preau_kernel::module::Module;
use preau_school::School;
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::ground::{enter_tutor, lesson_at, multipart, only, take};
use crate::school::{STUDENT, count, enter_structure, enter_student, id, manager, open, student};

both_engines! {
    async fn ones_own_is_read_and_forgotten(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_tutor(&test).await;
        let lesson = lesson_at(&test, 0, 0).await;
        take(&test, lesson, &[(STUDENT, "absent")]).await;
        let student = student(&test).await;
        let path = format!("/api/absences/{}/justification/", id(&only(&student).await));
        multipart(student.post(&path), &[("certificat.pdf", b"%PDF-1.4\n%%EOF")], Some("Opération")).send().await.expect(200);
        test.advance(chrono::TimeDelta::minutes(6));
        test.drain_jobs().await;
        let told = School.export_person(test.app(), STUDENT).await.unwrap();
        let own = &told["absences"][0];
        assert_eq!((own["reason"].clone(), own["documents"][0]["name"].clone()), (json!("Opération"), json!("certificat.pdf")));
        assert_eq!(count(&test, "mails WHERE recipient = 'tuteur@example.com'").await, 1);
        let tx = test.db().write_tx().await.unwrap();
        assert!(School.remembers_person(&tx, STUDENT).await.unwrap());
        School.erase_person(test.app(), &tx, STUDENT).await.unwrap();
        tx.commit().await.unwrap();
        for gone in ["absence_documents", "files", "school_alerts", "absences WHERE reason <> ''", "mails WHERE recipient = 'tuteur@example.com'"] {
            assert_eq!(count(&test, gone).await, 0, "{gone}");
        }
        assert_eq!(count(&test, "absences").await, 1, "for the numbers");
    }

    async fn two_records_of_one_person_become_one(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let double = enter_student(&test, "Double").await;
        let manager = manager(&test).await;
        for (person, day) in [(STUDENT, "2026-11-25"), (double, "2026-11-26")] {
            manager.post("/api/absences/").json(json!({"student": person, "from": day, "to": day})).send().await.expect(201);
        }
        for person in [STUDENT, double] {
            crate::school::exec(&test, &format!("INSERT INTO school_alerts (user_id, about_id, kind, period, created_at) VALUES ({person}, 9, 'absences', '2026-11', 0)")).await;
        }
        test.drain_jobs().await;
        let tx = test.db().write_tx().await.unwrap();
        School.merge_person(&tx, double, STUDENT).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&test, "absences WHERE student_id = 4").await, 2);
        assert_eq!(count(&test, "school_alerts").await, 1);
    }
}
