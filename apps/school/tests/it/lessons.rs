//! Lessons one by one: made, moved, cancelled, given to somebody else; and who may.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::school::{
    PROFESSOR, STUDENT, count, enter_professor, enter_rooms, enter_structure, exec, id, lesson_body, manager, open,
    professor, student,
};

const FROM: &str = "2026-11-24T08:00:00Z";
const TO: &str = "2026-11-24T09:30:00Z";

both_engines! {
    async fn a_lesson_takes_room_professor_groups_and_students(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let made = professor(&test).await.post("/api/lessons/").json(lesson_body(FROM, TO)).send().await.expect(201).json();
        assert_eq!(made["title"], "Mathématiques");
        assert_eq!((&made["status"], &made["register"], &made["day"]), (&json!("planned"), &json!("not_taken"), &json!("2026-11-24")));
        assert_eq!(made["room"], json!({"id": 1, "name": "A101"}));
        assert_eq!(made["professors"][0]["id"], PROFESSOR);
        // Room, professor, group 1 with group 2 within it, and the student.
        assert_eq!(count(&test, "time_claims WHERE source_kind = 'lesson' AND exclusive = TRUE").await, 5);
        test.may_leave_jobs();
    }

    async fn a_lesson_is_moved_and_cancelled_with_a_reason(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let office = manager(&test).await;
        let made = office.post("/api/lessons/").json(lesson_body(FROM, TO)).send().await.expect(201).json();
        let path = format!("/api/lessons/{}/", id(&made));
        let moved = office.patch(&path).json(json!({"starts_at": "2026-11-25T13:00:00Z", "reason": "Sortie"})).send().await.expect(200).json();
        assert_eq!(moved["ends_at"], "2026-11-25T14:30:00.000000Z", "it keeps its length");
        assert_eq!((&moved["status"], &moved["reason"], &moved["day"]), (&json!("moved"), &json!("Sortie"), &json!("2026-11-25")));
        assert_eq!(moved["planned_starts_at"], "2026-11-24T08:00:00.000000Z");
        assert_eq!(count(&test, "time_claims WHERE starts = 1795611600").await, 5);
        assert_eq!(count(&test, "time_claims").await, 5);
        office.patch(&path).json(json!({"room": null, "row_version": 1})).send().await.refused(409, "row_changed");
        let blank = office.post(&format!("{path}cancellation/")).json(json!({"reason": " "})).send().await;
        assert_eq!(blank.status(), 400);
        let gone = office.post(&format!("{path}cancellation/")).json(json!({"reason": "Grève"})).send().await.expect(200).json();
        assert_eq!(gone["status"], "cancelled");
        assert_eq!(count(&test, "time_claims").await, 0);
        office.patch(&path).json(json!({"room": 2})).send().await.refused(409, "lesson_is_cancelled");
        test.may_leave_jobs();
    }

    async fn what_is_wrong_is_named(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let office = manager(&test).await;
        for (change, field) in [
            (json!({"module": 99}), "module"),
            (json!({"room": 99}), "room"),
            (json!({"professors": [STUDENT]}), "professors"),
            (json!({"groups": [99]}), "groups"),
            (json!({"groups": []}), "groups"),
            (json!({"ends_at": "2026-11-24T07:00:00Z"}), "ends_at"),
            (json!({"ends_at": "2026-11-25T08:00:00Z"}), "ends_at"),
            (json!({"ends_at": "2026-11-24T08:01:00Z"}), "ends_at"),
            (json!({"starts_at": "2026-11-24T08:00:30Z"}), "starts_at"),
            (json!({"starts_at": "yesterday"}), "starts_at"),
            (json!({"starts_at": 12}), "starts_at"),
        ] {
            let mut body = lesson_body(FROM, TO);
            body["room"] = json!(null);
            for (name, value) in change.as_object().unwrap() {
                body[name] = value.clone();
            }
            let answer = office.post("/api/lessons/").json(body).send().await;
            assert_eq!(answer.status(), 400, "{change}");
            assert!(answer.json()["errors"][field].is_array(), "{change}: {}", answer.json());
        }
        assert_eq!(count(&test, "lessons").await, 0);
    }

    /// Another's module is to a professor as if it were not there; so are its lessons.
    async fn a_professor_plans_for_their_modules_only(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        exec(&test, "DELETE FROM user_modules WHERE user_id = 3 AND module_id = 3").await;
        let colleague = enter_professor(&test, "Lovelace", &[3]).await;
        let (teacher, office) = (professor(&test).await, manager(&test).await);
        let mut body = lesson_body(FROM, TO);
        (body["room"], body["module"]) = (json!(null), json!(3));
        let refused = teacher.post("/api/lessons/").json(body.clone()).send().await;
        assert_eq!((refused.status(), refused.json()["errors"]["module"].is_array()), (400, true));
        body["professors"] = json!([colleague]);
        let theirs = id(&office.post("/api/lessons/").json(body).send().await.expect(201).json());
        let path = format!("/api/lessons/{theirs}/");
        teacher.get(&path).send().await.refused(404, "not_found");
        teacher.patch(&path).json(json!({"title": "Moi"})).send().await.refused(404, "not_found");
        teacher.post(&format!("{path}cancellation/")).json(json!({"reason": "non"})).send().await.refused(404, "not_found");
        teacher.post("/api/lessons/check/").json(json!({"lesson": theirs})).send().await.refused(404, "not_found");
        assert_eq!(teacher.get("/api/lessons/").send().await.expect(200).json()["count"], 0);
        // Until they stand in there; but it does not become theirs to give to another module.
        office.post(&format!("{path}substitution/")).json(json!({"professor": PROFESSOR, "instead_of": colleague, "reason": "Malade"})).send().await.expect(200);
        let seen = teacher.get(&path).send().await.expect(200).json();
        assert_eq!((&seen["professors"][0]["id"], &seen["professors"][0]["substitutes"]), (&json!(PROFESSOR), &json!(colleague)));
        assert_eq!(seen["professors"][0]["substitutes_name"], "Ada Lovelace");
        teacher.patch(&path).json(json!({"title": "Remplacement"})).send().await.expect(200);
        let claims = format!("time_claims WHERE subject_kind = 'person' AND subject_id = {colleague}");
        assert_eq!(count(&test, &claims).await, 0);
        // Students look on.
        let pupil = student(&test).await;
        assert_eq!(pupil.get("/api/lessons/").send().await.expect(200).json()["count"], 1);
        pupil.patch(&path).json(json!({"title": "x"})).send().await.refused(403, "forbidden");
        test.may_leave_jobs();
    }

    async fn a_register_that_is_taken_keeps_its_lesson(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let lesson = crate::school::enter_todays_lesson(&test).await;
        exec(&test, "UPDATE lessons SET register_state = 'closed', status = 'held'").await;
        let office = manager(&test).await;
        let path = format!("/api/lessons/{lesson}/");
        office.patch(&path).json(json!({"starts_at": "2026-11-25T13:00:00Z"})).send().await.refused(409, "register_is_taken");
        office.post(&format!("{path}cancellation/")).json(json!({"reason": "x"})).send().await.refused(409, "register_is_taken");
    }

    async fn lists_filter_by_everything_that_matters(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let office = manager(&test).await;
        for day in 24..=26 {
            let body = lesson_body(&format!("2026-11-{day}T08:00:00Z"), &format!("2026-11-{day}T09:00:00Z"));
            office.post("/api/lessons/").json(body).send().await.expect(201);
        }
        let count = async |query: &str| office.get(&format!("/api/lessons/?{query}")).send().await.expect(200).json()["count"].clone();
        for (query, found) in [
            ("from=2026-11-25&to=2026-11-25", 1), ("module=1", 3), ("module=2", 0), ("group=2", 3), ("professor=3", 3),
            ("professor=4", 0), ("room=1", 3), ("room=2", 0), ("status=planned", 3), ("register=closed", 0), ("search=mathém", 3),
        ] {
            assert_eq!(count(query).await, found, "{query}");
        }
        for wrong in ["status=gone", "register=x", "from=24-11-2026", "module=x", "ordering=x", "cursor=x"] {
            assert_eq!(office.get(&format!("/api/lessons/?{wrong}")).send().await.status(), 400, "{wrong}");
        }
        test.may_leave_jobs();
    }
}
