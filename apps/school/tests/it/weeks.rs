//! The week of a person, a group and a room, within reach; and the same lessons in private calendar links.

use preau_testkit::{Client, TestEngine, both_engines};
use serde_json::json;

use super::school::{
    MANAGER, PROFESSOR, STUDENT, TUTOR, enter_professor, enter_rooms, enter_structure, enter_student, enter_tutoring,
    exec, id, lesson_body, manager, open, professor, student, tutor,
};

async fn titles(who: &Client, query: &str) -> Vec<String> {
    let week = who.get(&format!("/api/timetable/?{query}")).send().await.expect(200).json();
    week["lessons"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect()
}

both_engines! {
    async fn everybody_sees_their_own_week_and_those_of_whom_they_look_after(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        enter_tutoring(&test).await;
        exec(&test, "DELETE FROM user_modules WHERE user_id = 3 AND module_id = 3").await;
        let colleague = enter_professor(&test, "Lovelace", &[3]).await;
        exec(&test, "INSERT INTO class_groups (year_id, name, name_key, sort_name, search, row_version, created_at, updated_at) VALUES (1, 'B', 'b', 'b', '', 1, 0, 0)").await;
        exec(&test, "INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES (3, 3, 0)").await;
        let stranger = enter_student(&test, "Autre").await;
        exec(&test, &format!("UPDATE enrolments SET group_id = 3 WHERE student_id = {stranger}")).await;
        let office = manager(&test).await;
        let mut history = lesson_body("2026-11-25T08:00:00Z", "2026-11-25T09:00:00Z");
        (history["module"], history["professors"]) = (json!(3), json!([colleague]));
        let mut elsewhere = lesson_body("2026-11-26T08:00:00Z", "2026-11-26T09:00:00Z");
        (elsewhere["module"], elsewhere["professors"], elsewhere["groups"], elsewhere["title"]) = (json!(3), json!([colleague]), json!([3]), json!("Ailleurs"));
        for body in [lesson_body("2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z"), history, elsewhere,
            lesson_body("2026-12-01T08:00:00Z", "2026-12-01T09:00:00Z")] {
            office.post("/api/lessons/").json(body).send().await.expect(201);
        }
        let (teacher, pupil, parent) = (professor(&test).await, student(&test).await, tutor(&test).await);
        assert_eq!(titles(&pupil, "week=2026-W48").await, ["Mathématiques", "Histoire"]);
        assert_eq!(titles(&pupil, "").await, ["Mathématiques", "Histoire"], "this week");
        assert_eq!(titles(&parent, "week=2026-W48").await, ["Mathématiques", "Histoire"]);
        assert_eq!(titles(&parent, &format!("person={STUDENT}")).await, ["Mathématiques", "Histoire"]);
        assert_eq!(titles(&teacher, "week=2026-W48").await, ["Mathématiques"]);
        assert_eq!(titles(&teacher, "week=2026-W49").await, ["Mathématiques"]);
        assert_eq!(titles(&teacher, "group=2").await, ["Mathématiques"], "another's lessons of the group stay another's");
        assert_eq!(titles(&teacher, "room=1").await, ["Mathématiques"]);
        assert_eq!(titles(&teacher, &format!("person={colleague}")).await, Vec::<String>::new(), "a colleague's week shows what one reaches of it");
        assert_eq!(titles(&office, "room=1&week=2026-W48").await, ["Mathématiques", "Histoire", "Ailleurs"]);
        assert_eq!(titles(&office, &format!("person={colleague}")).await, ["Histoire", "Ailleurs"]);
        assert_eq!(titles(&office, "group=3").await, ["Ailleurs"]);
        assert!(titles(&office, "").await.is_empty());
        for (who, query) in [
            (&pupil, format!("person={stranger}")), (&pupil, format!("person={PROFESSOR}")), (&parent, format!("person={colleague}")), (&pupil, "group=3".to_owned()),
            (&parent, format!("person={stranger}")), (&parent, "group=3".to_owned()), (&teacher, format!("person={stranger}")),
            (&teacher, format!("person={MANAGER}")), (&teacher, "group=3".to_owned()), (&office, "person=4711".to_owned()),
            (&office, "room=4711".to_owned()), (&teacher, format!("person={TUTOR}")),
        ] {
            who.get(&format!("/api/timetable/?{query}")).send().await.refused(404, "not_found");
        }
        for wrong in ["week=2026-48", "week=2025-W53", "person=x"] {
            assert_eq!(office.get(&format!("/api/timetable/?{wrong}")).send().await.status(), 400, "{wrong}");
        }
        test.may_leave_jobs();
    }

    async fn a_private_link_follows_what_changes(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let (office, pupil) = (manager(&test).await, student(&test).await);
        let one = id(&office.post("/api/lessons/").json(lesson_body("2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z")).send().await.expect(201).json());
        let two = id(&office.post("/api/lessons/").json(lesson_body("2026-11-25T08:00:00Z", "2026-11-25T09:00:00Z")).send().await.expect(201).json());
        let link = pupil.post("/api/me/calendar-feeds/").json(json!({"kind": "lessons"})).send().await.expect(201).json();
        let url = link["url"].as_str().unwrap().to_owned();
        let path = url[url.find("/calendar/").unwrap()..].to_owned();
        let read = async || test.anonymous().get(&path).send().await.expect(200).text();
        let text = read().await;
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 2);
        assert!(text.contains("DTSTART:20261124T080000Z") && text.contains("LOCATION:A101"), "{text}");
        office.patch(&format!("/api/lessons/{one}/")).json(json!({"starts_at": "2026-11-24T13:00:00Z"})).send().await.expect(200);
        office.post(&format!("/api/lessons/{two}/cancellation/")).json(json!({"reason": "Grève"})).send().await.expect(200);
        let text = read().await;
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
        assert!(text.contains("DTSTART:20261124T130000Z") && text.contains("SEQUENCE:1"), "{text}");
        test.may_leave_jobs();
    }
}
