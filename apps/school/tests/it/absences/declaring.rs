//! Declaring ahead, and deciding.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::ground::{enter_tutor, lesson_at, only, take, text};
use crate::school::{
    STUDENT, admin, count, enter_structure, enter_student, id, manager, open, professor, student, tutor,
};

both_engines! {
    async fn a_student_and_a_tutor_declare_ahead_and_only_for_theirs(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_tutor(&test).await;
        let other = enter_student(&test, "Zola").await;
        let (student, tutor, manager) = (student(&test).await, tutor(&test).await, manager(&test).await);
        let body = json!({"from": "2026-11-25", "to": "2026-11-25", "reason": "Rendez-vous médical"});
        let made = student.post("/api/absences/").json(&body).send().await.expect(201).json();
        assert_eq!((made["from"].clone(), made["to"].clone()), (json!("2026-11-24T23:00:00.000000Z"), json!("2026-11-25T23:00:00.000000Z")));
        assert_eq!((made["status"].clone(), made["origin"].clone(), made["can_decide"].clone()), (json!("declared"), json!("declared"), json!(false)));
        let again = json!({"student": STUDENT, "from": "2026-11-25T10:00:00Z", "to": "2026-11-25T11:00:00Z"});
        tutor.post("/api/absences/").json(&again).send().await.refused(409, "absence_overlaps");
        let later = json!({"student": STUDENT, "from": "2026-11-27T10:00:00Z", "to": "2026-11-27T11:00:00Z"});
        tutor.post("/api/absences/").json(&later).send().await.expect(201);
        for (who, wrong) in [
            (&student, json!({"from": "2026-11-22", "to": "2026-11-22"})),
            (&tutor, json!({"from": "2026-12-01", "to": "2026-12-01"})),
            (&student, json!({"student": other, "from": "2026-12-01", "to": "2026-12-01"})),
            (&student, json!({"from": "2026-12-02", "to": "2026-12-01"})),
            (&student, json!({"from": "2026-12-02", "to": "2028-12-01"})),
            (&student, json!({"from": "demain", "to": 3})),
            (&student, json!({})),
        ] {
            who.post("/api/absences/").json(&wrong).send().await.refused(400, "invalid");
        }
        // The office enters what is past by hand.
        manager.post("/api/absences/").json(json!({"student": other, "from": "2026-11-20", "to": "2026-11-20"})).send().await.expect(201);
        assert_eq!(count(&test, "absences").await, 3);
        for path in ["/api/absences/?status=declared", "/api/absences/?student=4", "/api/absences/?group=2", "/api/absences/?from=2026-11-25&to=2026-11-27", "/api/absences/?origin=declared"] {
            assert_eq!(tutor.get(path).send().await.expect(200).json()["count"], 2, "{path}");
        }
        assert_eq!(tutor.get("/api/absences/?from=2026-11-26").send().await.expect(200).json()["count"], 1);
        for path in ["/api/absences/?status=x", "/api/absences/?origin=x", "/api/absences/?from=hier", "/api/absences/?student=x"] {
            tutor.get(path).send().await.refused(400, "invalid");
        }
        test.drain_jobs().await;
    }

    async fn a_decision_excuses_and_can_be_taken_back(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let (lesson, later) = (lesson_at(&test, 0, 0).await, lesson_at(&test, 0, -2).await);
        take(&test, lesson, &[(STUDENT, "absent")]).await;
        take(&test, later, &[(STUDENT, "absent")]).await;
        let (manager, student) = (manager(&test).await, student(&test).await);
        let absence = only(&student).await;
        assert_eq!((absence["lessons"].clone(), absence["can_justify"].clone()), (json!(2), json!(true)));
        let path = format!("/api/absences/{}/decision/", id(&absence));
        student.post(&path).json(json!({"accept": true})).send().await.refused(403, "forbidden");
        for wrong in [json!({}), json!({"accept": false}), json!({"accept": false, "reason": "x", "deadline": "2026-11-01"}), json!({"accept": "oui"})] {
            manager.post(&path).json(&wrong).send().await.refused(400, "invalid");
        }
        manager.post(&path).json(json!({"accept": true, "row_version": 77})).send().await.refused(409, "row_changed");
        manager.post("/api/absences/999/decision/").json(json!({"accept": true})).send().await.expect(404);
        let decided = manager.post(&path).json(json!({"accept": true, "reason": "Certificat"})).send().await.expect(200).json();
        assert_eq!((decided["status"].clone(), decided["can_justify"].clone()), (json!("accepted"), json!(false)));
        assert_eq!(count(&test, "attendance_marks WHERE status = 'excused' AND office_status = 'excused' AND professor_status = 'absent'").await, 2);
        let statistics = "/api/statistics/?by=student&student=4";
        let row = manager.get(statistics).send().await.expect(200).json()["rows"][0].clone();
        assert_eq!((row["absent"].clone(), row["excused"].clone(), row["justified"].clone(), row["rate"].clone()), (json!(0), json!(2), json!(2), json!(null)));
        let body = json!({"accept": false, "reason": "Faux certificat", "deadline": "2026-11-30"});
        let refused = professor(&test).await.post(&path).json(&body).send().await.expect(200).json();
        assert_eq!((refused["status"].clone(), refused["deadline"].clone()), (json!("refused"), json!("2026-11-30T23:00:00.000000Z")));
        let row = manager.get(statistics).send().await.expect(200).json()["rows"][0].clone();
        assert_eq!((row["absent"].clone(), row["justified"].clone(), row["rate"].clone()), (json!(2), json!(0), json!(0.0)));
        // Each word of the office stands in the history, with who said it.
        assert_eq!(count(&test, "mark_history WHERE voice = 'office' AND new_status = 'excused' AND actor_id = 2").await, 2);
        assert_eq!(count(&test, "mark_history WHERE voice = 'office' AND old_status = 'excused' AND new_status IS NULL AND actor_id = 3").await, 2);
        assert_eq!(count(&test, "audit_entries WHERE action = 'absence_decided'").await, 2);
        test.drain_jobs().await;
    }

    async fn nobody_decides_about_their_own(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        crate::school::enter_enrolment(&test, 2, 2, "2026-09-01", None).await;
        let manager = manager(&test).await;
        let made = manager.post("/api/absences/").json(json!({"student": 2, "from": "2026-11-25", "to": "2026-11-25"})).send().await.expect(201).json();
        assert_eq!(made["can_decide"], false);
        let path = format!("/api/absences/{}/decision/", id(&made));
        manager.post(&path).json(json!({"accept": true})).send().await.refused(403, "forbidden");
        admin(&test).await.post(&path).json(json!({"accept": true})).send().await.expect(200);
        assert_eq!(text(&test, "SELECT status FROM absences").await, "accepted");
        test.drain_jobs().await;
    }
}
