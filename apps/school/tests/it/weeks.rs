//! The week of a person, a group and a room, within reach; and the same lessons in private calendar links.

use preau_testkit::{Client, TestEngine, both_engines};
use serde_json::{Value, json};

use super::school::{
    MANAGER, PROFESSOR, STUDENT, TUTOR, enter_enrolment, enter_professor, enter_rooms, enter_structure, enter_student,
    enter_student_profile, enter_tutoring, exec, id, lesson_body, manager, open, professor, student, tutor,
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
        assert_eq!(titles(&teacher, &format!("person={STUDENT}")).await, ["Mathématiques"], "of a student what one reaches of it");
        assert_eq!(titles(&pupil, "room=1").await, ["Mathématiques", "Histoire"], "of a room one's own");
        assert_eq!(titles(&pupil, "group=1").await, ["Mathématiques", "Histoire"]);
        assert_eq!(titles(&parent, "room=1").await, ["Mathématiques", "Histoire"]);
        assert_eq!(titles(&office, "room=1&week=2026-W48").await, ["Mathématiques", "Histoire", "Ailleurs"]);
        assert_eq!(titles(&office, &format!("person={colleague}")).await, ["Histoire", "Ailleurs"]);
        assert_eq!(titles(&office, "group=3").await, ["Ailleurs"]);
        assert!(titles(&office, "").await.is_empty());
        for (who, query) in [
            (&pupil, format!("person={stranger}")), (&pupil, format!("person={PROFESSOR}")), (&parent, format!("person={colleague}")), (&pupil, "group=3".to_owned()),
            (&parent, format!("person={stranger}")), (&parent, "group=3".to_owned()), (&teacher, format!("person={stranger}")),
            (&teacher, format!("person={MANAGER}")), (&teacher, "group=99".to_owned()), (&office, "person=4711".to_owned()),
            (&office, "room=4711".to_owned()), (&teacher, format!("person={TUTOR}")),
        ] {
            who.get(&format!("/api/timetable/?{query}")).send().await.refused(404, "not_found");
        }
        for wrong in ["week=2026-48", "week=2025-W53", "person=x"] {
            assert_eq!(office.get(&format!("/api/timetable/?{wrong}")).send().await.status(), 400, "{wrong}");
        }
        test.may_leave_jobs();
    }

    /// A room that a colleague has taken is not free, whoever asks: time, place and names are told, and nothing behind them.
    async fn professors_see_when_rooms_groups_and_colleagues_are_taken(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        exec(&test, "DELETE FROM user_modules WHERE user_id = 3 AND module_id = 3").await;
        let colleague = enter_professor(&test, "Lovelace", &[3]).await;
        exec(&test, "INSERT INTO class_groups (year_id, name, name_key, sort_name, search, row_version, created_at, updated_at) VALUES (1, 'B', 'b', 'b', '', 1, 0, 0)").await;
        exec(&test, "INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES (3, 3, 0)").await;
        let office = manager(&test).await;
        let theirs = |day: u32, room: i64, groups: &[i64]| {
            let mut body = lesson_body(&format!("2026-11-{day}T08:00:00Z"), &format!("2026-11-{day}T09:00:00Z"));
            (body["module"], body["professors"], body["groups"], body["room"]) = (json!(3), json!([colleague]), json!(groups), json!(room));
            body["title"] = json!("Contrôle");
            body
        };
        office.post("/api/lessons/").json(lesson_body("2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z")).send().await.expect(201);
        let hidden = id(&office.post("/api/lessons/").json(theirs(25, 1, &[1])).send().await.expect(201).json());
        office.post("/api/lessons/").json(theirs(26, 2, &[3])).send().await.expect(201);
        let off = id(&office.post("/api/lessons/").json(theirs(27, 1, &[1])).send().await.expect(201).json());
        office.patch(&format!("/api/lessons/{hidden}/")).json(json!({"starts_at": "2026-11-25T09:00:00Z", "reason": "Secret"})).send().await.expect(200);
        office.post(&format!("/api/lessons/{off}/cancellation/")).json(json!({"reason": "Malade"})).send().await.expect(200);
        // Who is also a student of group 3 shows their colleagues what they give, not where they learn.
        enter_enrolment(&test, colleague, 3, "2026-09-01", None).await;
        let mut learning = lesson_body("2026-11-27T13:00:00Z", "2026-11-27T14:00:00Z");
        (learning["module"], learning["professors"], learning["groups"]) = (json!(3), json!([]), json!([3]));
        office.post("/api/lessons/").json(learning).send().await.expect(201);
        let teacher = professor(&test).await;
        let week = async |query: &str| {
            let week = teacher.get(&format!("/api/timetable/?{query}")).send().await.expect(200).json();
            week["lessons"].as_array().unwrap().clone()
        };
        let days = |lessons: &[Value]| -> Vec<(String, bool)> {
            lessons.iter().map(|one| (one["day"].as_str().unwrap()[8..].to_owned(), one["is_mine"].as_bool().unwrap())).collect()
        };
        let at = |day: &str, mine: bool| (day.to_owned(), mine);
        assert_eq!(days(&week("room=1").await), [at("24", true), at("25", false), at("27", false)]);
        assert_eq!(days(&week("group=2").await), [at("24", true), at("25", false)]);
        assert_eq!(days(&week("group=3").await), [at("26", false), at("27", false)]);
        assert_eq!(days(&week(&format!("person={colleague}")).await), [at("25", false), at("26", false)]);
        assert_eq!(days(&week("").await), [at("24", true)]);
        let one = &week("room=1").await[1];
        assert_eq!((&one["title"], &one["room"]["name"], &one["groups"][0]["name"]), (&json!("Histoire"), &json!("A101"), &json!("Terminale A")));
        assert_eq!(one["professors"][0]["id"], colleague);
        assert_eq!((&one["reason"], &one["planned_starts_at"], &one["status"], &one["series"]), (&json!(""), &json!(null), &json!("planned"), &json!(null)));
        for path in ["", "history/", "register/"] {
            teacher.get(&format!("/api/lessons/{hidden}/{path}")).send().await.refused(404, "not_found");
        }
        let all = office.get("/api/timetable/?room=1").send().await.expect(200).json();
        assert!(all["lessons"].as_array().unwrap().iter().all(|one| one["is_mine"] == true));
        test.may_leave_jobs();
    }

    async fn a_tutors_private_link_holds_the_lessons_of_their_students(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        enter_tutoring(&test).await;
        let other = enter_student(&test, "Autre").await;
        exec(&test, &format!("UPDATE enrolments SET group_id = 1 WHERE student_id = {other}")).await;
        let (office, parent) = (manager(&test).await, tutor(&test).await);
        let mut of_half = lesson_body("2026-11-25T08:00:00Z", "2026-11-25T09:00:00Z");
        of_half["groups"] = json!([2]);
        for body in [lesson_body("2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z"), of_half] {
            office.post("/api/lessons/").json(body).send().await.expect(201);
        }
        let link = parent.post("/api/me/calendar-feeds/").json(json!({"kind": "lessons"})).send().await.expect(201).json();
        let url = link["url"].as_str().unwrap().to_owned();
        let path = url[url.find("/calendar/").unwrap()..].to_owned();
        let read = async || test.anonymous().get(&path).send().await.expect(200).text();
        let text = read().await;
        assert_eq!((text.matches("BEGIN:VEVENT").count(), text.matches("SUMMARY:Mathématiques").count()), (2, 2), "{text}");
        // With two students it says whose lesson it is.
        enter_student_profile(&test, other).await;
        exec(&test, &format!("INSERT INTO tutor_students (tutor_id, student_id) SELECT t.id, s.id FROM tutors t, students s WHERE t.user_id = {TUTOR} AND s.user_id = {other}")).await;
        let text = read().await;
        let name = student(&test).await.get("/api/me/").send().await.expect(200).json()["first_name"].as_str().unwrap().to_owned();
        let summaries: Vec<_> = text.lines().filter_map(|line| line.trim().strip_prefix("SUMMARY:")).collect();
        assert_eq!(summaries.len(), 2, "{text}");
        assert!(summaries[0].contains("Ève") && summaries[0].contains(&name), "{summaries:?}");
        assert!(summaries[1].starts_with(&name) && !summaries[1].contains("Ève"), "{summaries:?}");
        exec(&test, "DELETE FROM tutor_students").await;
        assert_eq!(read().await.matches("BEGIN:VEVENT").count(), 0);
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
