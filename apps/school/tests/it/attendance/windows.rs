//! Opening check-in, its codes, and who comes in, on the edges of the clock.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::super::school::{STUDENT, count, enter_student, exec, student};
use super::lessons::{at_school, check_in, close, code, live, live_of, mark_of, open_window, put, register, say};

both_engines! {
    async fn a_student_checks_in_and_the_professor_sees_it(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let zola = enter_student(&test, "Zola").await;
        let window = open_window(&professor, lesson, json!({})).await;
        assert_eq!((window["mode"].as_str(), window["closes_at"].as_str()), (Some("code"), Some("2026-11-23T08:10:00.000000Z")));
        let student = student(&test).await;
        let offered = student.get("/api/check-ins/open/").send().await.expect(200).json();
        assert_eq!((offered["results"][0]["lesson"].as_i64(), offered["results"][0]["decision"].clone()), (Some(lesson), json!(null)));
        assert_eq!((&offered["results"][0]["status"], &offered["results"][0]["minutes"]), (&json!(null), &json!(null)));
        let answer = check_in(&student, lesson, json!({"code": code(&professor, lesson).await, "device": "phone-1"})).await;
        assert_eq!(answer.expect(200).json(), json!({"status": "present", "minutes": 0, "decision": "green"}));
        let list = live(&professor, lesson).await;
        assert_eq!((live_of(&list, STUDENT)["state"].as_str(), live_of(&list, zola)["state"].as_str()), (Some("in"), Some("not_yet")));
        assert_eq!(list["counts"], json!({"expected": 2, "in": 1, "doubtful": 0, "refused": 0, "not_yet": 1}));
        assert_eq!(list["look_at"][0]["student"], STUDENT);
        let mark = mark_of(&register(&professor, lesson).await, STUDENT);
        assert_eq!((mark["source"].as_str(), mark["voices"]["confirmed"].as_bool()), (Some("student"), Some(true)));
        let mine = student.get(&format!("/api/lessons/{lesson}/check-in/")).send().await.expect(200).json();
        assert_eq!(mine["decision"], "green");
        let offered = &student.get("/api/check-ins/open/").send().await.expect(200).json()["results"][0];
        assert_eq!((&offered["status"], &offered["minutes"]), (&json!("present"), &json!(0)));
    }

    async fn the_code_shown_is_a_secret_that_nobody_keeps(engine: TestEngine) {
        let (_test, professor, lesson) = at_school(engine).await;
        let path = format!("/api/lessons/{lesson}/check-in-window/code/");
        professor.get(&path).send().await.refused(404, "not_found");
        open_window(&professor, lesson, json!({"mode": "proof", "minutes": 5})).await;
        let answer = professor.get(&path).send().await.expect(200);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let shown = answer.json();
        assert!(shown["qr"].as_str().unwrap().starts_with("<svg"), "{shown}");
        assert_eq!(shown["valid_until"], "2026-11-23T08:00:15.000000Z");
        assert_eq!(shown["code"].as_str().unwrap().len(), 6);
        // Asked again it is the same window, changed.
        let again = professor.post(&format!("/api/lessons/{lesson}/check-in-window/")).json(json!({"minutes": 90})).send().await;
        let window = again.expect(200).json();
        assert_eq!((window["mode"].as_str(), window["closes_at"].as_str()), (Some("code"), Some("2026-11-23T09:00:00.000000Z")));
        assert_eq!(professor.get(&path).send().await.expect(200).json()["code"], shown["code"]);
        for wrong in [json!({"mode": "x"}), json!({"minutes": 0}), json!({"minutes": 721}), json!({"mode": 3})] {
            professor.post(&format!("/api/lessons/{lesson}/check-in-window/")).json(wrong).send().await.refused(400, "invalid");
        }
    }

    async fn a_window_counts_from_its_first_instant_and_no_longer_at_its_last(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        let later = 15 * 60 * 1_000_000 + 1;
        exec(&test, &format!("UPDATE lessons SET starts_at = starts_at + {later}, ends_at = ends_at + {later}")).await;
        professor.post(&format!("/api/lessons/{lesson}/check-in-window/")).json(json!({})).send().await
            .refused(409, "lesson_not_begun");
        test.advance(TimeDelta::microseconds(1));
        open_window(&professor, lesson, json!({"minutes": 1})).await;
        let first = code(&professor, lesson).await;
        // At exactly `closes_at` it is closed, whatever the code.
        test.advance(TimeDelta::minutes(1));
        check_in(&student, lesson, json!({"code": first, "device": "a"})).await.refused(409, "closed");
        professor.get(&format!("/api/lessons/{lesson}/check-in-window/")).send().await.refused(404, "not_found");
        // At exactly `opens_at` the next one is open.
        open_window(&professor, lesson, json!({"minutes": 1})).await;
        let code_now = code(&professor, lesson).await;
        check_in(&student, lesson, json!({"code": code_now, "device": "a"})).await.expect(200);
        assert_eq!(count(&test, "check_in_windows").await, 2);
    }

    async fn the_last_instant_of_a_window_still_counts(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        open_window(&professor, lesson, json!({"minutes": 1})).await;
        test.advance(TimeDelta::minutes(1) - TimeDelta::microseconds(1));
        let last = code(&professor, lesson).await;
        check_in(&student, lesson, json!({"code": last, "device": "a"})).await.expect(200);
    }

    async fn a_code_ends_at_its_fifteenth_second_but_for_the_time_it_takes_to_type(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        open_window(&professor, lesson, json!({})).await;
        let first = code(&professor, lesson).await;
        test.advance(TimeDelta::seconds(15) - TimeDelta::microseconds(1));
        assert_eq!(code(&professor, lesson).await, first);
        test.advance(TimeDelta::microseconds(1));
        assert_ne!(code(&professor, lesson).await, first);
        test.advance(TimeDelta::seconds(10));
        check_in(&student, lesson, json!({"code": first, "device": "a"})).await.refused(400, "wrong_code");
        test.clock().advance(TimeDelta::microseconds(-1));
        check_in(&student, lesson, json!({"code": first, "device": "a"})).await.expect(200);
        let list = live(&professor, lesson).await;
        assert_eq!(live_of(&list, STUDENT)["reasons"], json!([{"code": "late_code", "points": 10}]));
    }

    async fn whoever_comes_five_minutes_late_is_late(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        open_window(&professor, lesson, json!({"minutes": 60})).await;
        test.advance(TimeDelta::minutes(5) + TimeDelta::seconds(59));
        let answer = check_in(&student, lesson, json!({"code": code(&professor, lesson).await, "device": "a"})).await;
        assert_eq!(answer.expect(200).json(), json!({"status": "late", "minutes": 5, "decision": "green"}));
    }

    async fn the_professor_decides_about_the_doubtful_with_one_tap(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let elsewhere = student(&test).await.from_ip("198.51.100.7");
        open_window(&professor, lesson, json!({})).await;
        let body = json!({"code": code(&professor, lesson).await, "device": "a"});
        let answer = check_in(&elsewhere, lesson, body).await.expect(200).json();
        assert_eq!(answer["decision"], "amber");
        let list = live(&professor, lesson).await;
        let one = live_of(&list, STUDENT);
        assert_eq!((one["state"].as_str(), one["status"].clone()), (Some("doubtful"), json!(null)));
        assert_eq!(one["reasons"], json!([{"code": "other_network", "points": 50}]));
        // Nobody closes over somebody who waits.
        let refused = close(&professor, lesson, json!({})).await.refused(409, "claims_undecided").json();
        assert_eq!(refused["students"], json!([STUDENT]));
        let decision = format!("/api/lessons/{lesson}/check-ins/{STUDENT}/decision/");
        for (accept, state) in [(true, "in"), (false, "refused"), (true, "in")] {
            professor.post(&decision).json(json!({"accept": accept})).send().await.expect(204);
            professor.post(&decision).json(json!({"accept": accept})).send().await.expect(204);
            assert_eq!(live_of(&live(&professor, lesson).await, STUDENT)["state"], state);
        }
        professor.post(&decision).json(json!({})).send().await.refused(400, "invalid");
        professor.post(&format!("/api/lessons/{lesson}/check-ins/1/decision/")).json(json!({"accept": true})).send().await
            .refused(404, "not_found");
        // From where one was confirmed, others are believed.
        let zola = enter_student(&test, "Zola").await;
        exec(&test, &format!("INSERT INTO check_ins (lesson_id, student_id, network_hash, at, score, reasons, decision) \
            VALUES ({lesson}, {zola}, '', 0, 0, '[]', 'green')")).await;
        close(&professor, lesson, json!({})).await.expect(200);
        professor.post(&decision).json(json!({"accept": false})).send().await.refused(409, "register_closed");
        test.drain_jobs().await;
    }

    async fn the_head_count_is_compared_with_who_is_in(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        enter_student(&test, "Zola").await;
        say(&professor, lesson, STUDENT, "present").await;
        put(&professor, lesson, json!({"head_count": 3})).await.expect(200);
        let list = live(&professor, lesson).await;
        assert_eq!((list["head_count"].as_i64(), list["difference"].as_i64()), (Some(3), Some(2)));
    }

    async fn three_names_are_drawn_and_stay_until_they_are_looked_at(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        for name in ["A", "B", "C", "D", "E", "F"] {
            let one = enter_student(&test, name).await;
            exec(&test, &format!("INSERT INTO check_in_windows (lesson_id, mode, salt, opened_by, opens_at, closes_at, network_hash, created_at) \
                SELECT {lesson}, 'code', salt, 3, 0, 1, '', 0 FROM (SELECT CAST('x' AS {}) AS salt) w WHERE NOT EXISTS (SELECT 1 FROM check_in_windows)",
                if test.db().engine() == preau_testkit::Engine::Sqlite { "BLOB" } else { "BYTEA" })).await;
            exec(&test, &format!("INSERT INTO check_ins (lesson_id, window_id, student_id, network_hash, at, score, reasons, decision) \
                SELECT {lesson}, MIN(id), {one}, '', 1, 0, '[]', 'green' FROM check_in_windows")).await;
        }
        let drawn = live(&professor, lesson).await["look_at"].clone();
        assert_eq!(drawn.as_array().unwrap().len(), 3);
        assert_eq!(live(&professor, lesson).await["look_at"], drawn);
        let first = drawn[0]["student"].as_i64().unwrap();
        professor.post(&format!("/api/lessons/{lesson}/check-ins/{first}/decision/")).json(json!({"accept": true})).send().await
            .expect(204);
        let next = live(&professor, lesson).await["look_at"].clone();
        assert_eq!((&next[0], &next[1]), (&drawn[1], &drawn[2]));
    }

    /// A register shows how check-in went, and what each claim became.
    async fn a_register_shows_its_check_in(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let zola = enter_student(&test, "Zola").await;
        let shown = register(&professor, lesson).await;
        assert_eq!((&shown["check_in"], &mark_of(&shown, STUDENT)["claim"]), (&json!(null), &json!(null)));
        open_window(&professor, lesson, json!({"minutes": 20})).await;
        let body = json!({"code": code(&professor, lesson).await, "device": "a"});
        check_in(&student(&test).await.from_ip("198.51.100.7"), lesson, body).await.expect(200);
        let presence = format!("/api/lessons/{lesson}/register/presence/");
        professor.post(&presence).json(json!({"student": zola})).send().await.expect(200);
        let shown = register(&professor, lesson).await;
        let expected = json!({"opened_at": "2026-11-23T08:00:00.000000Z", "closed_at": null, "mode": "code", "count": 1});
        assert_eq!(shown["check_in"], expected, "whoever has no phone did not check in by themselves");
        assert_eq!(mark_of(&shown, STUDENT)["claim"], json!({"at": "2026-11-23T08:00:00.000000Z", "decision": "amber"}));
        assert_eq!(mark_of(&shown, zola)["claim"]["decision"], "accepted");
        let decision = format!("/api/lessons/{lesson}/check-ins/{STUDENT}/decision/");
        for (accept, word) in [(false, "refused"), (true, "accepted")] {
            professor.post(&decision).json(json!({"accept": accept})).send().await.expect(204);
            assert_eq!(mark_of(&register(&professor, lesson).await, STUDENT)["claim"]["decision"], word);
        }
        // Closed and opened again it is one check-in; its mode is that of the last window.
        test.advance(TimeDelta::minutes(5));
        professor.delete(&format!("/api/lessons/{lesson}/check-in-window/")).send().await.expect(204);
        let shown = register(&professor, lesson).await;
        assert_eq!(shown["check_in"]["closed_at"], "2026-11-23T08:05:00.000000Z");
        open_window(&professor, lesson, json!({"mode": "proof"})).await;
        let shown = register(&professor, lesson).await["check_in"].clone();
        assert_eq!(shown, json!({"opened_at": "2026-11-23T08:00:00.000000Z", "closed_at": null, "mode": "proof", "count": 1}));
    }
}
