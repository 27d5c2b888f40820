//! Clashes: refused with what is met and three times that are free, or accepted with a reason where policy allows.

use std::sync::Arc;

use preau_calendar::claims::claim;
use preau_calendar::domain::claim::{Source, Subject, Wanted};
use preau_calendar::domain::interval::Interval;
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::school::{
    PROFESSOR, STUDENT, count, enter_professor, enter_rooms, enter_structure, id, lesson_body, manager, open, overlaps,
    professor,
};

const FROM: &str = "2026-11-24T08:00:00Z";
const TO: &str = "2026-11-24T09:00:00Z";
/// The same in seconds.
const SECONDS: i64 = 1_795_507_200;

/// Something of a student's own, of which nobody is told what.
async fn busy_student(test: &TestApp) {
    let tx = test.db().write_tx().await.unwrap();
    let time = Interval::new(SECONDS, SECONDS + 1800).unwrap();
    claim(&tx, test.app(), &Source::new("appointment", 1), Wanted::new(Subject::person(STUDENT), time), None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

fn kinds(body: &Value) -> Vec<String> {
    body["clashes"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap().to_owned()).collect()
}

both_engines! {
    async fn a_clash_names_what_is_taken_and_offers_three_times_that_can_be_had(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let office = manager(&test).await;
        let first = office.post("/api/lessons/").json(lesson_body(FROM, TO)).send().await.expect(201).json();
        let refused = office.post("/api/lessons/").json(lesson_body("2026-11-24T08:30:00Z", "2026-11-24T09:30:00Z")).send().await;
        let body = refused.json();
        assert_eq!((refused.status(), body["code"].as_str()), (409, Some("clash")));
        assert_eq!(kinds(&body), ["room", "professor", "group", "group", "student"]);
        assert_eq!(body["clashes"][0]["name"], "A101");
        assert_eq!(body["clashes"][0]["from"], "2026-11-24T08:00:00.000000Z");
        assert_eq!(body["clashes"][0]["lesson"], json!({"id": id(&first), "title": "Mathématiques"}));
        assert_eq!(count(&test, "lessons").await, 1, "nothing is half written");
        let offered = body["alternatives"].as_array().unwrap().clone();
        assert_eq!(offered.len(), 3);
        assert_eq!(offered[0]["starts_at"], "2026-11-24T09:00:00.000000Z", "the nearest comes first");
        for one in &offered {
            assert_eq!(one["students_busy"], 0);
            let dry = office.post("/api/lessons/check/").json(lesson_body(one["starts_at"].as_str().unwrap(), one["ends_at"].as_str().unwrap())).send().await.expect(200).json();
            assert_eq!(dry["clashes"], json!([]), "{one}");
        }
        let one = &offered[0];
        office.post("/api/lessons/").json(lesson_body(one["starts_at"].as_str().unwrap(), one["ends_at"].as_str().unwrap())).send().await.expect(201);
        test.may_leave_jobs();
    }

    async fn another_room_at_the_same_time_is_offered_when_only_the_room_is_taken(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let office = manager(&test).await;
        let colleague = enter_professor(&test, "Lovelace", &[1]).await;
        crate::school::exec(&test, "INSERT INTO class_groups (year_id, name, name_key, sort_name, search, row_version, created_at, updated_at) VALUES (1, 'B', 'b', 'b', '', 1, 0, 0)").await;
        crate::school::exec(&test, "INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES (3, 3, 0)").await;
        office.post("/api/lessons/").json(lesson_body(FROM, TO)).send().await.expect(201);
        let mut other = lesson_body(FROM, TO);
        (other["professors"], other["groups"]) = (json!([colleague]), json!([3]));
        let body = office.post("/api/lessons/").json(other).send().await.json();
        assert_eq!(kinds(&body), ["room"]);
        let first = &body["alternatives"][0];
        assert_eq!((&first["minutes"], &first["other_room"], &first["room"]["name"]), (&json!(0), &json!(true), &json!("A102")));
        test.may_leave_jobs();
    }

    /// A dry run says the same as the move itself, before anything is dropped.
    async fn a_move_is_checked_before_it_is_made(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let office = manager(&test).await;
        let one = id(&office.post("/api/lessons/").json(lesson_body(FROM, TO)).send().await.expect(201).json());
        office.post("/api/lessons/").json(lesson_body("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z")).send().await.expect(201);
        let check = async |starts_at: &str| {
            office.post("/api/lessons/check/").json(json!({"lesson": one, "starts_at": starts_at})).send().await.expect(200).json()
        };
        assert_eq!(check("2026-11-24T08:15:00Z").await["clashes"], json!([]), "it does not clash with itself");
        assert_eq!(kinds(&check("2026-11-24T09:30:00Z").await).len(), 5);
        let path = format!("/api/lessons/{one}/");
        office.patch(&path).json(json!({"starts_at": "2026-11-24T09:30:00Z"})).send().await.refused(409, "clash");
        assert_eq!(office.get(&path).send().await.json()["starts_at"], "2026-11-24T08:00:00.000000Z");
        assert_eq!(count(&test, "time_claims").await, 10, "refused, it keeps what it had");
        office.patch(&path).json(json!({"starts_at": "2026-11-24T08:15:00Z"})).send().await.expect(200);
        test.may_leave_jobs();
    }

    async fn what_is_offered_instead_lies_within_the_opening_hours_and_is_not_where_the_lesson_stands(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let office = crate::school::admin(&test).await;
        let hours: Vec<_> = (1..=5).flat_map(|day| [json!({"day": day, "opens": "09:00", "closes": "10:30"}), json!({"day": day, "opens": "11:30", "closes": "14:00"})]).collect();
        office.patch("/api/place/").json(json!({"opening_hours": hours})).send().await.expect(200);
        let check = async |body: Value| office.post("/api/lessons/check/").json(body).send().await.expect(200).json();
        let starts = |body: &Value| -> Vec<String> {
            body["alternatives"].as_array().unwrap().iter().map(|one| one["starts_at"].as_str().unwrap()[..16].to_owned()).collect()
        };
        // 9:00 to 10:00 in Paris.
        let one = id(&office.post("/api/lessons/").json(lesson_body(FROM, TO)).send().await.expect(201).json());
        let other = json!({"lesson": one, "starts_at": "2026-11-24T12:00:00Z"});
        office.post("/api/lessons/").json(lesson_body("2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z")).send().await.expect(201);
        let offered = starts(&check(other).await);
        assert_eq!(offered.len(), 3);
        assert!(!offered.contains(&FROM[..16].to_owned()), "where it stands is no alternative: {offered:?}");
        // A lesson whose room alone is taken, at a time at which the place is shut: no other room then either.
        let shut = check(lesson_body("2026-11-24T09:15:00Z", "2026-11-24T10:15:00Z")).await;
        assert_eq!(shut["clashes"], json!([]));
        office.post("/api/lessons/").json(lesson_body("2026-11-24T09:15:00Z", "2026-11-24T10:15:00Z")).send().await.expect(201);
        let offered = starts(&check(lesson_body("2026-11-24T09:15:00Z", "2026-11-24T10:15:00Z")).await);
        let (within, days) = (["08:00", "08:15", "08:30", "10:30", "10:45", "11:00", "11:15", "11:30", "11:45", "12:00"], 20..=30);
        assert_eq!(offered.len(), 3);
        for start in &offered {
            assert!(within.contains(&&start[11..]) && days.contains(&start[8..10].parse().unwrap()), "{offered:?}");
        }
        test.may_leave_jobs();
    }

    async fn a_professor_accepts_clashes_of_students_and_nothing_else(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        busy_student(&test).await;
        let teacher = professor(&test).await;
        let body = teacher.post("/api/lessons/").json(lesson_body(FROM, TO)).send().await;
        let body = body.json();
        assert_eq!((kinds(&body), &body["acceptable"]), (vec!["student".to_owned()], &json!(true)));
        assert_eq!((&body["clashes"][0]["with"], &body["clashes"][0]["lesson"]), (&json!(STUDENT), &json!(null)), "what it is stays theirs");
        let mut accepted = lesson_body(FROM, TO);
        accepted["accept_clash"] = json!(true);
        assert_eq!(teacher.post("/api/lessons/").json(accepted.clone()).send().await.status(), 400, "without a reason");
        accepted["reason"] = json!("Rendez-vous déplaçable");
        let made = teacher.post("/api/lessons/").json(accepted.clone()).send().await.expect(201).json();
        assert_eq!(made["clash_reason"], "Rendez-vous déplaçable");
        assert_eq!(count(&test, "time_claims WHERE source_kind = 'lesson' AND exclusive = FALSE AND reason = 'Rendez-vous déplaçable' AND subject_id = 4").await, 1);
        assert_eq!(count(&test, "time_claims WHERE source_kind = 'lesson' AND exclusive = TRUE").await, 4);
        // The room, themselves and the group are not theirs to give twice; the office's it is.
        let again = teacher.post("/api/lessons/").json(accepted.clone()).send().await;
        assert_eq!((again.status(), &again.json()["acceptable"]), (409, &json!(false)));
        let office = manager(&test).await;
        office.post("/api/lessons/").json(accepted).send().await.expect(201);
        assert_eq!(overlaps(&test).await, 0);
        assert_eq!(count(&test, "time_claims WHERE exclusive = FALSE AND reason = ''").await, 0);
        test.may_leave_jobs();
    }

    /// A lesson and an enrolment, and many lessons, at one instant: one gets the time, and whoever is enrolled has it taken.
    async fn of_many_at_one_instant_one_gets_the_room(engine: TestEngine) {
        let test = Arc::new(open(engine).await);
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let late = crate::school::enter_student(&test, "Tard").await;
        crate::school::enter_student_profile(&test, late).await;
        crate::school::exec(&test, &format!("DELETE FROM enrolments WHERE student_id = {late}")).await;
        let office = Arc::new(manager(&test).await);
        let mut tasks = Vec::new();
        for n in 0..8 {
            let office = office.clone();
            tasks.push(tokio::spawn(async move {
                if n == 3 {
                    let body = json!({"student": late, "group": 2, "first_day": "2026-11-23"});
                    return office.post("/api/enrolments/").json(body).send().await.status();
                }
                office.post("/api/lessons/").json(lesson_body(FROM, TO)).send().await.status()
            }));
        }
        let mut answers = Vec::new();
        for task in tasks {
            answers.push(task.await.unwrap());
        }
        answers.sort_unstable();
        assert_eq!(answers, [201, 201, 409, 409, 409, 409, 409, 409]);
        assert_eq!(overlaps(&test).await, 0);
        assert_eq!(count(&test, &format!("time_claims WHERE subject_kind = 'person' AND subject_id = {late}")).await, 1);
        assert_eq!(count(&test, &format!("time_claims WHERE subject_kind = 'person' AND subject_id = {PROFESSOR}")).await, 1);
        test.may_leave_jobs();
    }
}
