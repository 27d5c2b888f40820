//! Figures, what they are narrowed to, and the lessons behind them.

use preau_testkit::{TestEngine, both_engines};
use serde_json::{Value, json};

use super::ground::{close, lesson_at, mark};
use crate::school::{
    NOW, PROFESSOR, Planned, STUDENT, admin, enter_lesson, enter_structure, enter_student, exec, manager, open,
    professor,
};

fn figures(row: &Value) -> Vec<i64> {
    let names = [
        "planned",
        "present",
        "late",
        "absent",
        "excused",
        "justified",
        "left_early",
        "remote",
        "minutes_planned",
        "minutes_given",
    ];
    names.iter().map(|name| row[*name].as_i64().unwrap()).collect()
}

both_engines! {
    async fn seats_and_hours_by_everything(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let other = enter_student(&test, "zola").await;
        let (monday, sunday, open_one, cancelled) =
            (lesson_at(&test, 0, 0).await, lesson_at(&test, -1, 0).await, lesson_at(&test, 0, 2).await, lesson_at(&test, 0, 4).await);
        mark(&test, monday, STUDENT, "present").await;
        mark(&test, monday, other, "absent").await;
        mark(&test, sunday, STUDENT, "late").await;
        mark(&test, sunday, other, "remote").await;
        // Said, but the register is not closed.
        mark(&test, open_one, STUDENT, "absent").await;
        mark(&test, cancelled, STUDENT, "absent").await;
        close(&test, monday).await;
        close(&test, sunday).await;
        close(&test, cancelled).await;
        exec(&test, &format!("UPDATE lessons SET status = 'cancelled' WHERE id = {cancelled}")).await;
        let manager = manager(&test).await;
        let get = async |query: &str| manager.get(&format!("/api/statistics/?{query}")).send().await.expect(200).json();
        let students = get("by=student").await;
        assert_eq!((students["by"].clone(), students["from"].clone(), students["to"].clone()), (json!("student"), json!("2026-10-24"), json!("2026-11-23")));
        let rows = students["rows"].as_array().unwrap();
        assert_eq!((rows[0]["key"].clone(), figures(&rows[0])), (json!(STUDENT), vec![3, 1, 1, 0, 0, 0, 0, 0, 240, 120]));
        assert_eq!((rows[1]["key"].clone(), figures(&rows[1]), rows[1]["rate"].clone()), (json!(other), vec![3, 0, 0, 1, 0, 0, 0, 1, 240, 120], json!(50.0)));
        for by in ["module", "professor"] {
            let rows = get(&format!("by={by}")).await["rows"].clone();
            assert_eq!(figures(&rows[0]), vec![6, 1, 1, 1, 0, 0, 0, 1, 240, 120], "{by}");
            assert_eq!(rows.as_array().unwrap().len(), 1);
        }
        let groups = get("by=group").await["rows"].clone();
        let names: Vec<_> = groups.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect();
        assert_eq!(names, ["Groupe 1", "Terminale A"], "the group and the class it is within");
        assert_eq!((figures(&groups[0]), figures(&groups[1])), (figures(&groups[1]), figures(&groups[0])));
        let days = get("by=weekday").await["rows"].clone();
        assert_eq!((days[0]["key"].clone(), days[0]["name"].clone(), days[1]["name"].clone()), (json!(1), json!("lundi"), json!("dimanche")));
        let weeks = get("by=week").await["rows"].clone();
        assert_eq!((weeks[0]["key"].clone(), weeks[1]["key"].clone()), (json!("2026-W47"), json!("2026-W48")));
        assert_eq!(weeks[1]["name"], "Semaine du lundi 23 novembre 2026");
        assert_eq!(figures(&get(&format!("by=module&student={other}&from=2026-11-23")).await["rows"][0]), vec![2, 0, 0, 1, 0, 0, 0, 0, 180, 60]);
        assert_eq!(figures(&get("by=week&group=2").await["rows"][0])[..4], [2, 0, 1, 0]);
        assert_eq!(get("by=week&module=2").await["rows"], json!([]));
        let lessons = manager.get(&format!("/api/statistics/lessons/?student={other}&ordering=-starts_at")).send().await.expect(200).json();
        assert_eq!(lessons["count"], 4);
        assert_eq!((lessons["results"][0]["status"].clone(), lessons["results"][0]["planned"].clone()), (json!("cancelled"), json!(0)));
        assert_eq!((lessons["results"][2]["absent"].clone(), lessons["results"][2]["professors"].clone()), (json!(1), json!(["Jean professeur"])));
    }

    async fn who_comes_late_to_the_year_changes_nothing_of_before(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let other = enter_student(&test, "zola").await;
        exec(&test, &format!("UPDATE enrolments SET first_day = '2026-11-23' WHERE student_id = {other}")).await;
        for days in [-1, 0] {
            let lesson = lesson_at(&test, days, 0).await;
            mark(&test, lesson, STUDENT, "present").await;
            close(&test, lesson).await;
        }
        let rows = admin(&test).await.get("/api/statistics/?by=student").send().await.expect(200).json()["rows"].clone();
        assert_eq!((rows[0]["planned"].clone(), rows[1]["planned"].clone()), (json!(2), json!(1)));
    }

    async fn an_empty_lesson_still_has_its_hours(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let planned = Planned { module: 2, from: NOW, to: NOW + 5400, day: "2026-11-23", professors: &[PROFESSOR], groups: &[] };
        enter_lesson(&test, &planned).await;
        let rows = professor(&test).await.get("/api/statistics/?by=professor").send().await.expect(200).json()["rows"].clone();
        assert_eq!(figures(&rows[0]), vec![0, 0, 0, 0, 0, 0, 0, 0, 90, 0]);
    }

    async fn wrong_questions_are_named(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let manager = manager(&test).await;
        for (query, field) in [
            ("", "by"), ("by=colour", "by"), ("by=student&from=x", "from"), ("by=student&to=2026-02-30", "to"),
            ("by=student&from=2026-11-02&to=2026-11-01", "to"), ("by=student&from=2020-01-01&to=2026-11-01", "to"),
            ("by=student&module=x", "module"), ("by=student&format=pdf", "format"),
        ] {
            let answer = manager.get(&format!("/api/statistics/?{query}")).send().await.refused(400, "invalid").json();
            assert!(answer["errors"].get(field).is_some(), "{query}: {answer}");
        }
        for query in ["student=999", "module=999", "group=999", "professor=999"] {
            for path in ["/api/statistics/?by=week&", "/api/statistics/lessons/?"] {
                manager.get(&format!("{path}{query}")).send().await.refused(404, "not_found");
            }
        }
    }
}
