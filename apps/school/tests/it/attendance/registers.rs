//! Taking a register, also from a phone that had no network; closing and reopening it.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::super::school::{STUDENT, count, enter_enrolment, enter_student, exec, manager};
use super::lessons::{at_school, close, mark_of, open_window, put, register, say};

both_engines! {
    async fn everybody_who_is_expected_stands_in_a_register_that_is_not_taken(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let late_arrival = enter_student(&test, "Zola").await;
        exec(&test, &format!("UPDATE enrolments SET first_day = '2026-11-24' WHERE student_id = {late_arrival}")).await;
        let shown = register(&professor, lesson).await;
        assert_eq!((shown["state"].as_str(), shown["marks"].as_array().unwrap().len()), (Some("not_taken"), 1));
        let mark = mark_of(&shown, STUDENT);
        assert_eq!((mark["status"].clone(), mark["row_version"].clone()), (json!(null), json!(0)));
        assert_eq!(mark["name"], "Jean etudiant");
    }

    async fn the_office_overrules_the_professor_and_takes_its_word_back(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let body = json!({"marks": [{"student": STUDENT, "status": "late", "minutes": 7, "note": "bus"}], "head_count": 1});
        let shown = put(&professor, lesson, body).await.expect(200).json();
        assert_eq!((shown["state"].as_str(), shown["head_count"].as_i64()), (Some("open"), Some(1)));
        let office = manager(&test).await;
        let shown = say(&office, lesson, STUDENT, "excused").await;
        let mark = mark_of(&shown, STUDENT);
        assert_eq!((mark["status"].as_str(), mark["source"].as_str()), (Some("excused"), Some("office")));
        assert_eq!((mark["minutes"].as_i64(), mark["voices"]["professor"].as_str()), (Some(0), Some("late")));
        // The professor's word is kept, and told not to hold.
        let shown = say(&professor, lesson, STUDENT, "absent").await;
        assert_eq!(shown["conflicts"][0]["reason"], "office_holds");
        assert_eq!(mark_of(&shown, STUDENT)["voices"]["professor"], "absent");
        say(&professor, lesson, STUDENT, "late").await;
        let body = json!({"marks": [{"student": STUDENT, "status": null}]});
        let shown = put(&office, lesson, body).await.expect(200).json();
        let mark = mark_of(&shown, STUDENT);
        assert_eq!((mark["status"].as_str(), mark["source"].as_str()), (Some("late"), Some("professor")));
        let history = format!("/api/lessons/{lesson}/register/history/?student={STUDENT}");
        let rows = professor.get(&history).send().await.expect(200).json();
        let told: Vec<_> = rows["results"].as_array().unwrap().iter().map(|row| (row["voice"].clone(), row["new"].clone())).collect();
        assert_eq!(told.len(), 5);
        assert_eq!(told[0], (json!("office"), json!(null)));
        assert_eq!(told[4], (json!("professor"), json!("late")));
    }

    async fn what_another_has_changed_meanwhile_is_told_and_nothing_is_lost(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let (zola, yann) = (enter_student(&test, "Zola").await, enter_student(&test, "Yann").await);
        say(&professor, lesson, STUDENT, "present").await;
        // The phone goes offline with this register.
        let offline = register(&professor, lesson).await;
        let version = |student| mark_of(&offline, student)["row_version"].clone();
        let office = manager(&test).await;
        put(&office, lesson, json!({"marks": [{"student": STUDENT, "status": "excused"}]})).await.expect(200);
        let body = json!({
            "row_version": offline["row_version"],
            "marks": [
                {"student": STUDENT, "status": "absent", "note": "pas vu", "row_version": version(STUDENT)},
                {"student": zola, "status": "late", "minutes": 3, "row_version": version(zola)},
                {"student": yann, "status": "present", "row_version": version(yann)},
                {"student": 987_654, "status": "present", "row_version": 0},
            ],
        });
        let shown = put(&professor, lesson, body.clone()).await.expect(200).json();
        let conflicts = shown["conflicts"].as_array().unwrap();
        assert_eq!(conflicts.len(), 2, "{shown:#}");
        let first = &conflicts[0];
        assert_eq!((first["reason"].as_str(), first["student"].as_i64()), (Some("changed"), Some(STUDENT)));
        assert_eq!((first["yours"]["status"].as_str(), first["yours"]["note"].as_str()), (Some("absent"), Some("pas vu")));
        assert_eq!((first["theirs"]["status"].as_str(), first["theirs"]["source"].as_str()), (Some("excused"), Some("office")));
        assert_eq!(conflicts[1]["reason"], "not_expected");
        assert_eq!((mark_of(&shown, zola)["minutes"].as_i64(), mark_of(&shown, yann)["status"].as_str()), (Some(3), Some("present")));
        // Sent again, because the answer was lost: the same, and nothing is written twice.
        let rows = count(&test, "mark_history").await;
        let again = put(&professor, lesson, body).await.expect(200).json();
        assert_eq!(again["conflicts"].as_array().unwrap().len(), 2);
        assert_eq!(count(&test, "mark_history").await, rows);
    }

    async fn a_register_without_versions_of_its_marks_stands_on_its_own(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let old = register(&professor, lesson).await["row_version"].clone();
        say(&manager(&test).await, lesson, STUDENT, "absent").await;
        let body = json!({"row_version": old, "marks": [{"student": STUDENT, "status": "present"}]});
        put(&professor, lesson, body).await.refused(409, "row_changed");
        let body = json!({"row_version": old, "head_count": 12, "marks": []});
        let shown = put(&professor, lesson, body).await.expect(200).json();
        assert_eq!(shown["head_count"], 12);
        let body = json!({"row_version": old, "head_count": 13});
        let shown = put(&professor, lesson, body).await.expect(200).json();
        assert_eq!((shown["head_count"].as_i64(), shown["conflicts"][0]["reason"].as_str()), (Some(12), Some("head_count")));
    }

    async fn closing_says_of_everybody_what_they_are(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let zola = enter_student(&test, "Zola").await;
        say(&professor, lesson, STUDENT, "absent").await;
        let shown = close(&professor, lesson, json!({"head_count": 1})).await.expect(200).json();
        assert_eq!((shown["state"].as_str(), mark_of(&shown, zola)["status"].as_str()), (Some("closed"), Some("present")));
        assert_eq!(mark_of(&shown, STUDENT)["status"], "absent");
        assert_eq!(count(&test, "lessons WHERE status = 'held' AND register_closed_at IS NOT NULL").await, 1);
        // Closed twice is closed once.
        close(&professor, lesson, json!({})).await.expect(200);
        assert_eq!(count(&test, "register_events").await, 2);
        test.drain_jobs().await;
    }

    async fn a_closed_register_takes_nothing_and_loses_nothing(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let body = json!({"marks": [{"student": STUDENT, "status": "present", "row_version": 0}], "state": "closed"});
        let shown = put(&professor, lesson, body.clone()).await.expect(200).json();
        assert_eq!(shown["state"], "closed");
        // The same again: it was the answer that was lost.
        put(&professor, lesson, body).await.expect(200);
        let late = json!({"marks": [{"student": STUDENT, "status": "absent", "row_version": 0}]});
        let refused = put(&professor, lesson, late).await.refused(409, "register_closed").json();
        assert_eq!(refused["conflicts"][0]["yours"]["status"], "absent");
        assert_eq!(refused["conflicts"][0]["theirs"]["status"], "present");
        let reopening = format!("/api/lessons/{lesson}/register/reopening/");
        professor.post(&reopening).json(json!({"reason": " "})).send().await.refused(400, "invalid");
        let shown = professor.post(&reopening).json(json!({"reason": "Erreur de saisie"})).send().await.expect(200).json();
        assert_eq!((shown["state"].as_str(), shown["closed_at"].clone()), (Some("open"), json!(null)));
        assert_eq!(shown["events"][2]["reason"], "Erreur de saisie");
        professor.post(&reopening).json(json!({"reason": "x"})).send().await.refused(409, "register_not_closed");
        say(&professor, lesson, STUDENT, "absent").await;
        test.drain_jobs().await;
    }

    async fn a_lesson_with_check_in_leaves_those_who_did_not_absent(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        open_window(&professor, lesson, json!({})).await;
        let shown = close(&professor, lesson, json!({})).await.expect(200).json();
        assert_eq!(mark_of(&shown, STUDENT)["status"], "absent");
        test.drain_jobs().await;
    }

    async fn a_register_is_not_taken_long_before_or_of_a_cancelled_lesson(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let minutes = 31 * 60 * 1_000_000;
        exec(&test, &format!("UPDATE lessons SET starts_at = starts_at + {minutes}, ends_at = ends_at + {minutes}")).await;
        put(&professor, lesson, json!({})).await.refused(409, "lesson_not_begun");
        test.advance(TimeDelta::minutes(1));
        put(&professor, lesson, json!({})).await.expect(200);
        close(&professor, lesson, json!({})).await.refused(409, "lesson_not_begun");
        test.advance(TimeDelta::minutes(30));
        exec(&test, "UPDATE lessons SET status = 'cancelled'").await;
        put(&professor, lesson, json!({})).await.refused(409, "lesson_cancelled");
        close(&professor, lesson, json!({})).await.refused(409, "lesson_cancelled");
        professor.post(&format!("/api/lessons/{lesson}/check-in-window/")).json(json!({})).send().await
            .refused(409, "lesson_cancelled");
    }

    async fn every_wrong_field_of_a_register_is_named(engine: TestEngine) {
        let (_test, professor, lesson) = at_school(engine).await;
        let body = json!({
            "head_count": -1,
            "marks": [{"student": "x", "status": "asleep"}, {"status": "late", "minutes": 1441}, 3],
        });
        let errors = put(&professor, lesson, body).await.refused(400, "invalid").json()["errors"].clone();
        let named: Vec<_> = errors.as_object().unwrap().keys().cloned().collect();
        assert_eq!(named, ["head_count", "marks.0.status", "marks.0.student", "marks.1.minutes", "marks.1.student", "marks.2"]);
        for wrong in [json!({"marks": {}}), json!({"marks": [{"student": 4}, {"student": 4}]})] {
            put(&professor, lesson, wrong).await.refused(400, "invalid");
        }
        let many: Vec<_> = (0..1001).map(|i| json!({"student": i})).collect();
        put(&professor, lesson, json!({"marks": many})).await.refused(400, "invalid");
    }

    async fn somebody_without_a_phone_is_in_by_one_tap(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let presence = format!("/api/lessons/{lesson}/register/presence/");
        test.advance(TimeDelta::minutes(12));
        for _ in 0..2 {
            let shown = professor.post(&presence).json(json!({"student": STUDENT})).send().await.expect(200).json();
            let mark = mark_of(&shown, STUDENT);
            assert_eq!((mark["status"].as_str(), mark["minutes"].as_i64()), (Some("late"), Some(12)));
        }
        assert_eq!(count(&test, "check_ins WHERE device_hash IS NULL AND accepted").await, 1);
        professor.post(&presence).json(json!({"student": 1})).send().await.refused(400, "invalid");
    }

    async fn a_student_of_two_groups_of_a_lesson_stands_in_it_once(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        enter_enrolment(&test, STUDENT, 1, "2026-09-01", Some("2026-11-23")).await;
        assert_eq!(register(&professor, lesson).await["marks"].as_array().unwrap().len(), 1);
    }
}
