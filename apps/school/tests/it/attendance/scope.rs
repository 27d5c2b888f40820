//! Somebody else's lesson is not there: for professors, students and tutors alike.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::super::school::{
    MANAGER, NOW, PROFESSOR, Planned, STUDENT, admin, count, enter_enrolment, enter_lesson, enter_todays_lesson, exec,
    manager, professor, student, tutor,
};
use super::lessons::{at_school, check_in, code, open_window, put};

/// Every way into a lesson's attendance for those who keep it.
const WAYS: &[(&str, &str)] = &[
    ("GET", "register/"),
    ("PUT", "register/"),
    ("POST", "register/closing/"),
    ("POST", "register/reopening/"),
    ("POST", "register/presence/"),
    ("GET", "register/history/"),
    ("POST", "check-in-window/"),
    ("GET", "check-in-window/"),
    ("DELETE", "check-in-window/"),
    ("GET", "check-in-window/code/"),
    ("GET", "check-ins/"),
    ("POST", "check-ins/4/decision/"),
];

both_engines! {
    async fn a_professor_finds_nothing_of_anothers_lesson(engine: TestEngine) {
        let (test, professor, mine) = at_school(engine).await;
        exec(&test, &format!("DELETE FROM user_modules WHERE user_id = {PROFESSOR} AND module_id = 2")).await;
        let foreign = enter_lesson(&test, &Planned {
            module: 2, from: NOW, to: NOW + 3600, day: "2026-11-23", professors: &[MANAGER], groups: &[1],
        }).await;
        for (method, way) in WAYS {
            let ask = |lesson| professor.request(method.parse().unwrap(), &format!("/api/lessons/{lesson}/{way}"));
            ask(foreign).json(json!({"student": STUDENT, "accept": true, "reason": "x", "marks": []})).send().await
                .refused(404, "not_found");
        }
        assert_eq!(count(&test, &format!("lessons WHERE id = {foreign} AND register_state = 'not_taken'")).await, 1);
        // A module that one teaches is enough; a lesson that one gives is too.
        exec(&test, &format!("INSERT INTO user_modules (user_id, module_id) VALUES ({PROFESSOR}, 2)")).await;
        put(&professor, foreign, json!({})).await.expect(200);
        exec(&test, &format!("DELETE FROM user_modules WHERE user_id = {PROFESSOR}")).await;
        put(&professor, mine, json!({})).await.expect(200);
        put(&professor, foreign, json!({})).await.refused(404, "not_found");
        for office in [manager(&test).await, admin(&test).await] {
            put(&office, foreign, json!({})).await.expect(200);
        }
    }

    async fn students_and_tutors_keep_no_register(engine: TestEngine) {
        let (test, _, lesson) = at_school(engine).await;
        for client in [student(&test).await, tutor(&test).await] {
            for (method, way) in WAYS {
                let answer = client.request(method.parse().unwrap(), &format!("/api/lessons/{lesson}/{way}"));
                answer.json(json!({})).send().await.refused(403, "forbidden");
            }
            client.get("/api/registers/missing/").send().await.refused(403, "forbidden");
        }
    }

    async fn a_professor_who_is_a_student_too_keeps_no_register_of_their_class(engine: TestEngine) {
        let (test, _, lesson) = at_school(engine).await;
        exec(&test, &format!("DELETE FROM lesson_professors WHERE user_id = {PROFESSOR}")).await;
        exec(&test, &format!("DELETE FROM user_modules WHERE user_id = {PROFESSOR}")).await;
        enter_enrolment(&test, PROFESSOR, 1, "2026-09-01", None).await;
        exec(&test, &format!("INSERT INTO students (user_id, student_number, level, sort_name, search, row_version, created_at, \
            updated_at) VALUES ({PROFESSOR}, 'X1', '', 'x', '', 1, 0, 0)")).await;
        let both = professor(&test).await;
        both.get(&format!("/api/lessons/{lesson}/register/")).send().await.refused(404, "not_found");
        both.get(&format!("/api/lessons/{lesson}/check-in/")).send().await.expect(200);
    }

    async fn a_student_checks_in_where_they_are_expected_on_that_day_and_nowhere_else(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        open_window(&professor, lesson, json!({})).await;
        let body = json!({"code": code(&professor, lesson).await, "device": "a"});
        exec(&test, "UPDATE enrolments SET last_day = '2026-11-22'").await;
        check_in(&student, lesson, body.clone()).await.refused(404, "not_found");
        student.get(&format!("/api/lessons/{lesson}/check-in/")).send().await.refused(404, "not_found");
        assert_eq!(student.get("/api/check-ins/open/").send().await.expect(200).json()["results"], json!([]));
        exec(&test, "UPDATE enrolments SET last_day = '2026-11-23', first_day = '2026-11-23'").await;
        check_in(&student, lesson, body).await.expect(200);
        // Staff are expected nowhere.
        let admin = admin(&test).await;
        check_in(&admin, lesson, json!({"code": "000000", "device": "b"})).await.refused(404, "not_found");
    }

    async fn missing_registers_are_those_of_ones_own_lessons(engine: TestEngine) {
        let (test, professor, mine) = at_school(engine).await;
        exec(&test, &format!("DELETE FROM user_modules WHERE user_id = {PROFESSOR} AND module_id = 2")).await;
        enter_lesson(&test, &Planned {
            module: 2, from: NOW, to: NOW + 3600, day: "2026-11-23", professors: &[MANAGER], groups: &[1],
        }).await;
        let taught = enter_todays_lesson(&test).await;
        exec(&test, &format!("UPDATE lessons SET status = 'cancelled' WHERE id = {taught}")).await;
        let ids = async |client: &preau_testkit::Client, query: &str| {
            let rows = client.get(&format!("/api/registers/missing/{query}")).send().await.expect(200).json();
            rows["results"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(ids(&professor, "").await, [0_i64; 0]);
        test.advance(chrono::TimeDelta::hours(1));
        assert_eq!(ids(&professor, "").await, [mine]);
        let office = manager(&test).await;
        assert_eq!(ids(&office, "").await.len(), 2);
        assert_eq!(ids(&office, &format!("?professor={PROFESSOR}")).await, [mine]);
        assert_eq!(ids(&office, "?group=2").await, [0_i64; 0]);
        office.get("/api/registers/missing/?professor=x").send().await.refused(400, "invalid");
        let row = office.get(&format!("/api/registers/missing/?professor={PROFESSOR}&group=1")).send().await.expect(200).json();
        assert_eq!((row["results"][0]["professors"].as_str(), row["results"][0]["groups"].as_str()), (Some("Jean professeur"), Some("Terminale A")));
    }

    async fn missing_registers_are_asked_for_by_days_of_the_place(engine: TestEngine) {
        let (test, professor, _) = at_school(engine).await;
        // Half past midnight in Paris is still the day before in UTC.
        let night = NOW - 8 * 3600 - 1800;
        let early = enter_lesson(&test, &Planned {
            module: 1, from: night, to: night + 1800, day: "2026-11-23", professors: &[PROFESSOR], groups: &[1],
        }).await;
        test.advance(chrono::TimeDelta::hours(2));
        let asked = async |query: &str| {
            let rows = professor.get(&format!("/api/registers/missing/?{query}")).send().await.expect(200).json();
            rows["results"].as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(asked("from=2026-11-23&to=2026-11-23").await.len(), 2);
        assert!(asked("to=2026-11-22").await.is_empty());
        assert!(asked("from=2026-11-24").await.is_empty());
        assert_eq!(asked("to=2026-11-22T23:59:00Z").await, [early], "an instant is an instant");
        for wrong in ["from=23-11-2026", "to=x"] {
            professor.get(&format!("/api/registers/missing/?{wrong}")).send().await.refused(400, "invalid");
        }
        test.may_leave_jobs();
    }
}
