//! What all rows of statistics come to, the weekday that they are narrowed to, and the limit.

use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::ground::{close, enter_other_professor, lesson_at, mark};
use crate::school::{
    NOW, PROFESSOR, Planned, STUDENT, enter_lesson, enter_structure, enter_student, exec, logged_in, manager, open,
    open_with, professor,
};

/// Two lessons of Monday and one of Friday before, two professors in the first, nobody expected in the last one.
async fn furnished(test: &TestApp) -> (i64, i64) {
    enter_structure(test).await;
    let zola = enter_student(test, "zola").await;
    let other = enter_other_professor(test).await;
    let (monday, friday) = (lesson_at(test, 0, 0).await, lesson_at(test, -3, 0).await);
    exec(
        test,
        &format!(
            "INSERT INTO lesson_professors (lesson_id, user_id, starts_at) VALUES ({monday}, {other}, {NOW}000000)"
        ),
    )
    .await;
    for (lesson, first, second) in [(monday, "absent", "present"), (friday, "late", "present")] {
        mark(test, lesson, STUDENT, first).await;
        mark(test, lesson, zola, second).await;
        close(test, lesson).await;
    }
    let empty = Planned {
        module: 2,
        from: NOW + 7200,
        to: NOW + 9000,
        day: "2026-11-23",
        professors: &[PROFESSOR],
        groups: &[],
    };
    enter_lesson(test, &empty).await;
    (zola, other)
}

fn of(total: &Value) -> Vec<Option<f64>> {
    ["planned", "present", "late", "absent", "rate", "minutes_planned", "minutes_given"]
        .map(|name| total[name].as_f64())
        .to_vec()
}

fn is(numbers: [f64; 7]) -> Vec<Option<f64>> {
    numbers.map(Some).to_vec()
}

both_engines! {
    async fn a_total_counts_every_seat_and_lesson_once(engine: TestEngine) {
        let test = open(engine).await;
        let (zola, _) = furnished(&test).await;
        let manager = manager(&test).await;
        let get = async |query: &str| manager.get(&format!("/api/statistics/?{query}")).send().await.expect(200).json();
        // A student stands in two groups, a lesson has two professors: the sum of the rows would be too much.
        for (by, minutes) in [("student", 120.0), ("group", 120.0), ("module", 150.0), ("professor", 150.0), ("weekday", 150.0), ("week", 150.0)] {
            let answer = get(&format!("by={by}")).await;
            assert_eq!(of(&answer["total"]), is([4.0, 2.0, 1.0, 1.0, 75.0, minutes, 120.0]), "{by}");
            assert_eq!(answer["limit_percent"], 80);
        }
        let one = get(&format!("by=group&student={zola}")).await["total"].clone();
        assert_eq!(of(&one), is([2.0, 2.0, 0.0, 0.0, 100.0, 120.0, 120.0]));
        let none = get("by=student&from=2026-10-01&to=2026-10-02").await;
        assert_eq!((none["total"]["planned"].clone(), none["total"]["rate"].clone(), none["rows"].clone()), (json!(0), json!(null), json!([])));
    }

    async fn a_weekday_narrows_rows_total_and_lessons(engine: TestEngine) {
        let test = open(engine).await;
        furnished(&test).await;
        let manager = manager(&test).await;
        let get = async |query: &str| manager.get(&format!("/api/statistics/{query}")).send().await.expect(200).json();
        for by in ["student", "group", "module", "professor", "weekday", "week"] {
            let friday = get(&format!("?by={by}&weekday=5")).await;
            assert_eq!(of(&friday["total"]), is([2.0, 1.0, 1.0, 0.0, 100.0, 60.0, 60.0]), "{by}");
            assert_eq!(get(&format!("?by={by}&weekday=7")).await["rows"], json!([]), "{by}");
        }
        assert_eq!(get("lessons/?weekday=1").await["count"], 2);
        assert_eq!(get("lessons/?weekday=5").await["count"], 1);
        assert_eq!(get("lessons/?weekday=3&from=2026-11-23&to=2026-11-24").await["count"], 0);
        for wrong in ["0", "8", "lundi", "-1"] {
            let answer = manager.get(&format!("/api/statistics/?by=week&weekday={wrong}")).send().await.refused(400, "invalid").json();
            assert!(answer["errors"]["weekday"].is_array(), "{answer}");
        }
    }

    async fn a_total_holds_nothing_beyond_the_askers_reach(engine: TestEngine) {
        let test = open(engine).await;
        let (_, other) = furnished(&test).await;
        let stranger = logged_in(&test, "operateur@example.com").await;
        assert_eq!(other, 8);
        for by in ["student", "group", "module", "professor", "weekday", "week"] {
            let total = stranger.get(&format!("/api/statistics/?by={by}")).send().await.expect(200).json()["total"].clone();
            assert_eq!(of(&total), is([2.0, 1.0, 0.0, 1.0, 50.0, 60.0, 60.0]), "{by}: the one lesson that they give");
        }
        // By professor, each sees themselves alone, also of lessons of their modules that a colleague gives.
        exec(&test, "UPDATE lesson_professors SET user_id = 8 WHERE user_id = 3 AND lesson_id = 2").await;
        let own = professor(&test).await.get("/api/statistics/?by=professor").send().await.expect(200).json();
        assert_eq!(own["rows"].as_array().unwrap().len(), 1);
        assert_eq!(own["total"]["planned"], own["rows"][0]["planned"]);
    }
}

both_engines! {
    async fn the_limit_is_the_places_own(engine: TestEngine) {
        let test = open_with(engine, &[("school.presence_percent", json!(90))]).await;
        let answer = manager(&test).await.get("/api/statistics/?by=week").send().await.expect(200).json();
        assert_eq!(answer["limit_percent"], 90);
    }
}
