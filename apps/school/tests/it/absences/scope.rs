//! Who reaches what, with generated data: another's module, student, absence or statistics is not there.

use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::ground::{close, enter_other_professor, enter_tutor, lesson_at, mark};
use crate::school::{
    NOW, PROFESSOR, Planned, STUDENT, count, enter_enrolment, enter_lesson, enter_structure, enter_student, exec,
    logged_in, manager, open, professor, student, tutor,
};

/// Two worlds in one school: that of the professor of the contract (group 1, module 1), and group 3 with module 3,
/// another professor and students whom the first has never met.
struct Worlds {
    theirs: Vec<i64>,
    lesson: i64,
    absences: Vec<i64>,
}

async fn furnished(test: &TestApp) -> Worlds {
    enter_structure(test).await;
    enter_tutor(test).await;
    let other = enter_other_professor(test).await;
    for sql in [
        "INSERT INTO class_groups (year_id, name, name_key, sort_name, search, row_version, created_at, updated_at) \
         VALUES (1, 'Terminale B', 'terminale b', 'terminale b', '', 1, 0, 0)",
        "INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES (3, 3, 0)",
    ] {
        exec(test, sql).await;
    }
    let mut theirs = Vec::new();
    for number in 0..5 {
        let person = enter_student(test, &format!("Autre{number}")).await;
        exec(test, &format!("DELETE FROM enrolments WHERE student_id = {person}")).await;
        enter_enrolment(test, person, 3, "2026-09-01", None).await;
        theirs.push(person);
    }
    let planned =
        Planned { module: 3, from: NOW, to: NOW + 3600, day: "2026-11-23", professors: &[other], groups: &[3] };
    let lesson = enter_lesson(test, &planned).await;
    let own = lesson_at(test, 0, 0).await;
    let manager = manager(test).await;
    let mut absences = Vec::new();
    for person in theirs.iter().copied().chain([STUDENT]) {
        mark(test, if person == STUDENT { own } else { lesson }, person, "absent").await;
        let body = json!({"student": person, "from": "2026-11-25", "to": "2026-11-25"});
        absences
            .push(manager.post("/api/absences/").json(&body).send().await.expect(201).json()["id"].as_i64().unwrap());
    }
    close(test, own).await;
    close(test, lesson).await;
    absences.pop();
    test.drain_jobs().await;
    Worlds { theirs, lesson, absences }
}

fn keys(answer: &Value) -> Vec<i64> {
    answer["rows"].as_array().unwrap().iter().map(|row| row["key"].as_i64().unwrap()).collect()
}

both_engines! {
    async fn a_professor_finds_nothing_of_anothers(engine: TestEngine) {
        let test = open(engine).await;
        let worlds = furnished(&test).await;
        let (professor, other) = (professor(&test).await, logged_in(&test, "operateur@example.com").await);
        let statistics = async |query: &str| professor.get(&format!("/api/statistics/?{query}")).send().await;
        for narrowed in ["module=3", "group=3", "professor=8", &format!("student={}", worlds.theirs[0])] {
            for by in ["student", "module", "group", "professor", "weekday", "week"] {
                statistics(&format!("by={by}&{narrowed}")).await.refused(404, "not_found");
            }
            professor.get(&format!("/api/statistics/lessons/?{narrowed}")).send().await.refused(404, "not_found");
            statistics(&format!("by=week&{narrowed}&format=csv")).await.refused(404, "not_found");
        }
        for (by, seen) in [("student", vec![STUDENT]), ("module", vec![1]), ("professor", vec![PROFESSOR]), ("group", vec![2, 1])] {
            assert_eq!(keys(&statistics(&format!("by={by}")).await.expect(200).json()), seen, "{by}");
        }
        assert_eq!(professor.get("/api/statistics/lessons/").send().await.expect(200).json()["count"], 1);
        assert_eq!(keys(&other.get("/api/statistics/?by=student").send().await.expect(200).json()), worlds.theirs);
        assert_eq!(professor.get("/api/absences/").send().await.expect(200).json()["count"], 1);
        assert_eq!(other.get("/api/absences/").send().await.expect(200).json()["count"], 5);
        professor.get(&format!("/api/absences/?student={}", worlds.theirs[1])).send().await.expect(404);
        professor.get("/api/absences/?group=3").send().await.expect(404);
        for absence in &worlds.absences {
            professor.get(&format!("/api/absences/{absence}/")).send().await.expect(404);
            professor.post(&format!("/api/absences/{absence}/decision/")).json(json!({"accept": true})).send().await.expect(404);
            professor.post(&format!("/api/absences/{absence}/justification/")).json(json!({})).send().await.expect(404);
        }
        let body = json!({"student": worlds.theirs[0], "from": "2026-12-01", "to": "2026-12-01"});
        professor.post("/api/absences/").json(&body).send().await.refused(400, "invalid");
        let message = json!({"groups": [1, 3], "subject": "x", "text": "x"});
        professor.post("/api/school/messages/").json(&message).send().await.refused(400, "invalid");
        professor.get("/school/sheet/?group=3&date=2026-11-23&half=am").send().await.expect(404);
        professor.get(&format!("/school/sheet/?lesson={}", worlds.lesson)).send().await.expect(404);
        professor.get("/api/school/now/").send().await.refused(403, "forbidden");
        assert_eq!(count(&test, "absences WHERE decided_at IS NOT NULL").await, 0);
        // A lesson given once opens its students and figures, and no more of them.
        exec(&test, &format!("INSERT INTO lesson_professors (lesson_id, user_id, starts_at) VALUES ({}, {PROFESSOR}, 0)", worlds.lesson)).await;
        assert_eq!(statistics("by=student&module=3").await.expect(200).json()["rows"].as_array().unwrap().len(), 5);
    }

    async fn students_and_tutors_see_their_own(engine: TestEngine) {
        let test = open(engine).await;
        let worlds = furnished(&test).await;
        for who in [student(&test).await, tutor(&test).await] {
            assert_eq!(who.get("/api/absences/").send().await.expect(200).json()["count"], 1);
            assert_eq!(who.get("/api/absences/?student=4").send().await.expect(200).json()["count"], 1);
            for path in [format!("/api/absences/?student={}", worlds.theirs[0]), format!("/api/absences/{}/", worlds.absences[0])] {
                who.get(&path).send().await.expect(404);
            }
            for path in ["/api/statistics/?by=student", "/api/statistics/lessons/", "/api/school/now/"] {
                who.get(path).send().await.refused(403, "forbidden");
            }
            who.get(&format!("/school/sheet/?lesson={}", worlds.lesson)).send().await.expect(403);
        }
        // Without a student of their own there is nothing to see.
        exec(&test, "DELETE FROM tutor_students").await;
        assert_eq!(tutor(&test).await.get("/api/absences/").send().await.expect(200).json()["count"], 0);
    }

    async fn a_right_that_was_given_reaches_ones_own_seats_only(engine: TestEngine) {
        let test = open(engine).await;
        furnished(&test).await;
        exec(&test, "INSERT INTO grants (user_id, permission, scope, created_at) VALUES (4, 'school.statistics', 'own', 0)").await;
        let student = student(&test).await;
        assert_eq!(keys(&student.get("/api/statistics/?by=student").send().await.expect(200).json()), [STUDENT]);
        student.get("/api/statistics/?by=week&professor=3").send().await.refused(404, "not_found");
    }
}
