//! What somebody tries who is not in the room.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::super::school::{NOW, PROFESSOR, Planned, STUDENT, count, enter_enrolment, enter_lesson, exec, student};
use super::lessons::{at_school, check_in, close, code, live, live_of, open_window};

both_engines! {
    async fn a_code_shared_after_its_window_is_worth_nothing(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        open_window(&professor, lesson, json!({"minutes": 1})).await;
        let shared = json!({"code": code(&professor, lesson).await, "device": "a"});
        professor.delete(&format!("/api/lessons/{lesson}/check-in-window/")).send().await.expect(204);
        check_in(&student, lesson, shared.clone()).await.refused(409, "closed");
        // Nor in the next window, which has codes of its own.
        open_window(&professor, lesson, json!({"minutes": 1})).await;
        check_in(&student, lesson, shared).await.refused(400, "wrong_code");
        assert_eq!(count(&test, "check_ins").await + count(&test, "attendance_marks").await, 0);
    }

    async fn a_relayed_code_without_the_second_is_no_proof(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        open_window(&professor, lesson, json!({"mode": "proof"})).await;
        let first = code(&professor, lesson).await;
        check_in(&student, lesson, json!({"code": first, "device": "a"})).await.refused(400, "second_code_needed");
        check_in(&student, lesson, json!({"code": first, "previous_code": first, "device": "a"})).await
            .refused(400, "wrong_code");
        test.advance(TimeDelta::seconds(15));
        let second = code(&professor, lesson).await;
        check_in(&student, lesson, json!({"code": second, "previous_code": "123456", "device": "a"})).await
            .refused(400, "wrong_code");
        // The wrong way round.
        test.advance(TimeDelta::minutes(6));
        let (_, now) = (open_ten_more(&professor, lesson).await, code(&professor, lesson).await);
        test.advance(TimeDelta::seconds(15));
        let next = code(&professor, lesson).await;
        check_in(&student, lesson, json!({"code": now, "previous_code": next, "device": "a"})).await
            .refused(400, "wrong_code");
        check_in(&student, lesson, json!({"code": next, "previous_code": now, "device": "a"})).await.expect(200);
    }

    async fn a_check_in_sent_again_counts_once(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        open_window(&professor, lesson, json!({})).await;
        let body = json!({"code": code(&professor, lesson).await, "device": "a"});
        check_in(&student, lesson, body.clone()).await.expect(200);
        let refused = check_in(&student, lesson, body).await.refused(409, "already_in").json();
        assert_eq!(refused["decision"], "green");
        assert_eq!((count(&test, "check_ins").await, count(&test, "mark_history").await), (1, 1));
    }

    async fn two_people_on_one_device(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let (one, other) = (student(&test).await, second_student(&test).await);
        open_window(&professor, lesson, json!({})).await;
        let body = json!({"code": code(&professor, lesson).await, "device": "one phone"});
        check_in(&one, lesson, body.clone()).await.expect(200);
        check_in(&other, lesson, body).await.refused(409, "device_taken");
        assert_eq!(count(&test, "check_ins").await, 1);
        // In the next lesson the device of somebody else is no sin, but it is looked at.
        let next = enter_lesson(&test, &Planned {
            module: 1, from: NOW, to: NOW + 7200, day: "2026-11-23", professors: &[PROFESSOR], groups: &[1],
        }).await;
        open_window(&professor, next, json!({})).await;
        let body = json!({"code": code(&professor, next).await, "device": "one phone"});
        assert_eq!(check_in(&other, next, body).await.expect(200).json()["decision"], "amber");
    }

    async fn one_person_on_two_devices(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        open_window(&professor, lesson, json!({})).await;
        let code = code(&professor, lesson).await;
        check_in(&student, lesson, json!({"code": code, "device": "phone"})).await.expect(200);
        check_in(&student, lesson, json!({"code": code, "device": "tablet"})).await.refused(409, "already_in");
        assert_eq!(count(&test, "check_ins").await, 1);
    }

    async fn lessons_to_come_and_lessons_gone_by_take_nobody(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        let tomorrow = enter_lesson(&test, &Planned {
            module: 1, from: NOW + 86_400, to: NOW + 90_000, day: "2026-11-24", professors: &[PROFESSOR], groups: &[1],
        }).await;
        let window = |lesson| format!("/api/lessons/{lesson}/check-in-window/");
        professor.post(&window(tomorrow)).json(json!({})).send().await.refused(409, "lesson_not_begun");
        check_in(&student, tomorrow, json!({"code": "123456", "device": "a"})).await.refused(409, "closed");
        open_window(&professor, lesson, json!({"minutes": 720})).await;
        test.advance(TimeDelta::hours(1));
        check_in(&student, lesson, json!({"code": "123456", "device": "a"})).await.refused(409, "closed");
        professor.post(&window(lesson)).json(json!({})).send().await.refused(409, "lesson_over");
        // A lesson that was moved away under an open window takes nobody either.
        exec(&test, &format!("UPDATE check_in_windows SET closes_at = closes_at + 3600000000 WHERE lesson_id = {lesson}")).await;
        check_in(&student, lesson, json!({"code": "123456", "device": "a"})).await.refused(409, "closed");
        assert_eq!(count(&test, "throttles WHERE key LIKE 'check_in%'").await, 0);
    }

    async fn a_register_that_is_closed_takes_nobody(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        open_window(&professor, lesson, json!({"minutes": 30})).await;
        let body = json!({"code": code(&professor, lesson).await, "device": "a"});
        close(&professor, lesson, json!({})).await.expect(200);
        check_in(&student, lesson, body).await.refused(409, "closed");
        test.drain_jobs().await;
    }

    async fn a_forged_network_header_changes_nothing(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let elsewhere = student(&test).await.from_ip("198.51.100.7");
        open_window(&professor, lesson, json!({})).await;
        let body = json!({"code": code(&professor, lesson).await, "device": "a"});
        let forged = elsewhere
            .post(&format!("/api/lessons/{lesson}/check-in/"))
            .header("x-forwarded-for", "192.0.2.1")
            .header("x-real-ip", "192.0.2.1")
            .header("forwarded", "for=192.0.2.1")
            .json(body);
        assert_eq!(forged.send().await.expect(200).json()["decision"], "amber");
        let one = live_of(&live(&professor, lesson).await, STUDENT);
        assert_eq!(one["reasons"][0]["code"], "other_network");
    }

    async fn the_code_of_another_lesson_is_wrong(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        let other = enter_lesson(&test, &Planned {
            module: 2, from: NOW, to: NOW + 3600, day: "2026-11-23", professors: &[PROFESSOR], groups: &[2],
        }).await;
        open_window(&professor, lesson, json!({})).await;
        open_window(&professor, other, json!({})).await;
        let of_other = code(&professor, other).await;
        assert_ne!(of_other, code(&professor, lesson).await);
        check_in(&student, lesson, json!({"code": of_other, "device": "a"})).await.refused(400, "wrong_code");
        check_in(&student, other, json!({"code": of_other, "device": "a"})).await.expect(200);
    }

    async fn guessing_ends_after_five_codes(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let (student, other) = (student(&test).await, second_student(&test).await);
        open_window(&professor, lesson, json!({"minutes": 30})).await;
        let right = code(&professor, lesson).await;
        let wrong = if right == "000000" { "111111" } else { "000000" };
        for _ in 0..5 {
            check_in(&student, lesson, json!({"code": wrong, "device": "a"})).await.refused(400, "wrong_code");
        }
        for device in ["a", "b"] {
            let answer = check_in(&student.clone().from_ip("203.0.113.5"), lesson, json!({"code": right, "device": device})).await;
            assert!(answer.refused(429, "too_many_codes").header("retry-after").is_some());
        }
        assert_eq!(count(&test, "audit_entries WHERE action = 'check_in_guessed' AND class = 'security'").await, 1);
        // Others of the class are not held back, and the professor lets anybody in.
        check_in(&other, lesson, json!({"code": right, "device": "c"})).await.expect(200);
        test.advance(TimeDelta::minutes(5));
        let body = json!({"code": code(&professor, lesson).await, "device": "a"});
        check_in(&student, lesson, body).await.expect(200);
    }

    async fn guesses_at_once_are_no_cheaper(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        open_window(&professor, lesson, json!({"minutes": 30})).await;
        let right = code(&professor, lesson).await;
        let wrong = if right == "000000" { "111111" } else { "000000" };
        let tries = (0..20).map(|_| check_in(&student, lesson, json!({"code": wrong, "device": "a"})));
        let statuses: Vec<_> = futures::future::join_all(tries).await.iter().map(preau_testkit::TestResponse::status).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 400).count(), 5, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 15, "{statuses:?}");
    }

    async fn rubbish_is_refused_by_name(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        open_window(&professor, lesson, json!({})).await;
        for body in [
            json!({}),
            json!({"code": 123_456, "device": "a"}),
            json!({"code": "123456"}),
            json!({"code": "123456", "device": ""}),
            json!({"code": "1".repeat(21), "device": "a"}),
            json!({"code": "123456", "device": "a".repeat(201)}),
            json!({"code": "123456", "device": "a\u{0}"}),
            json!({"code": "123456", "device": "a", "previous_code": []}),
        ] {
            check_in(&student, lesson, body).await.refused(400, "invalid");
        }
        for way in ["0", "-1", "9223372036854775807", "x", "%00"] {
            let answer = student.post(&format!("/api/lessons/{way}/check-in/")).json(json!({"code": "1", "device": "a"})).send().await;
            answer.refused(404, "not_found");
        }
    }

    async fn no_code_key_or_device_is_stored(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        open_window(&professor, lesson, json!({})).await;
        let code = code(&professor, lesson).await;
        check_in(&student, lesson, json!({"code": code, "device": "my-own-phone"})).await.expect(200);
        for column in ["device_hash", "network_hash", "reasons"] {
            let held = format!("check_ins WHERE {column} LIKE '%my-own%' OR {column} LIKE '%192.0.2%' OR {column} LIKE '%{code}%'");
            assert_eq!(count(&test, &held).await, 0);
        }
        assert_eq!(count(&test, &format!("audit_entries WHERE metadata LIKE '%{code}%'")).await, 0);
        // After thirty days nothing is left of either.
        test.advance(TimeDelta::days(31));
        let forget = test.app().periodics().into_iter().find(|one| one.name == "school.forget_devices").unwrap();
        (forget.run)(test.app().clone()).await.unwrap();
        assert_eq!(count(&test, "check_ins WHERE device_hash IS NULL AND network_hash = ''").await, 1);
    }
}

async fn open_ten_more(client: &preau_testkit::Client, lesson: i64) {
    let body = json!({"mode": "proof", "minutes": 10});
    client.post(&format!("/api/lessons/{lesson}/check-in-window/")).json(body).send().await.expect(200);
}

/// Somebody else of the class who can log in: the coach, as a student.
async fn second_student(test: &preau_testkit::TestApp) -> preau_testkit::Client {
    const COACH: i64 = 6;
    exec(
        test,
        &format!(
            "INSERT INTO students (user_id, student_number, level, sort_name, search, row_version, created_at, updated_at) \
             VALUES ({COACH}, 'X2', '', 'x', '', 1, 0, 0)"
        ),
    )
    .await;
    enter_enrolment(test, COACH, 1, "2026-09-01", None).await;
    super::super::place::logged_in(test, "coach@example.com").await
}
