//! Weekly series: over both changes of the clocks, around closed days, changed and cancelled with what was moved by hand.

use preau_testkit::{TestEngine, both_engines};
use serde_json::{Value, json};

use super::school::{
    PROFESSOR, count, enter_professor, enter_rooms, enter_structure, exec, id, manager, open, overlaps, professor,
};

fn wanted_body() -> Value {
    json!({"module": 1, "weekday": 2, "from_time": "08:30", "to_time": "10:00", "first_day": "2026-09-01",
        "last_day": "2027-06-30", "room": 1, "professors": [PROFESSOR], "groups": [1]})
}

async fn starts(who: &preau_testkit::Client, series: i64) -> Vec<String> {
    let list = who.get(&format!("/api/lessons/?series={series}&page_size=200")).send().await.expect(200).json();
    list["results"].as_array().unwrap().iter().map(|one| one["starts_at"].as_str().unwrap()[..16].to_owned()).collect()
}

both_engines! {
    async fn a_year_of_tuesdays_shows_the_same_hours_on_the_wall(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        exec(&test, "INSERT INTO closed_days (first_day, last_day, name, sort_name, search, row_version, created_at, updated_at) \
            VALUES ('2026-12-19', '2027-01-03', 'Noël', 'noel', '', 1, 0, 0)").await;
        let teacher = professor(&test).await;
        let made = teacher.post("/api/series/").json(wanted_body()).send().await.expect(201).json();
        // Two weeks of holidays of the place, and the fourteenth of July is beyond; 11 November is a Wednesday.
        assert_eq!(made["skipped"], json!(["2026-12-22", "2026-12-29"]));
        let starts = starts(&teacher, id(&made)).await;
        assert_eq!(starts.len(), 42);
        let at = |day: &str| starts.iter().find(|start| start.starts_with(day)).map(|start| start[11..].to_owned());
        assert_eq!(at("2026-10-20"), Some("06:30".to_owned()), "summer");
        assert_eq!(at("2026-10-27"), Some("07:30".to_owned()), "winter");
        assert_eq!(at("2027-03-23"), Some("07:30".to_owned()));
        assert_eq!(at("2027-03-30"), Some("06:30".to_owned()), "summer again");
        assert_eq!(count(&test, "time_claims WHERE source_kind = 'lesson'").await, 42 * 5);
        assert_eq!(count(&test, "lessons WHERE series_id IS NOT NULL AND original_day = day").await, 42);
        test.may_leave_jobs();
    }

    async fn one_clash_refuses_all_of_it_and_an_accepted_one_stands_where_it_is(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let office = manager(&test).await;
        office.post("/api/lessons/").json(crate::school::lesson_body("2026-12-01T07:00:00Z", "2026-12-01T08:00:00Z")).send().await.expect(201);
        let mut wanted = wanted_body();
        wanted["first_day"] = json!("2026-11-24");
        let refused = office.post("/api/series/").json(wanted.clone()).send().await;
        assert_eq!((refused.status(), refused.json()["alternatives"].as_array().unwrap().len()), (409, 3));
        assert_eq!(count(&test, "lesson_series").await + count(&test, "lessons WHERE series_id IS NOT NULL").await, 0);
        (wanted["accept_clash"], wanted["reason"]) = (json!(true), json!("Une seule fois"));
        let made = office.post("/api/series/").json(wanted).send().await.expect(201).json();
        assert_eq!(count(&test, "lessons WHERE clash_reason = 'Une seule fois' AND day = '2026-12-01'").await, 1);
        assert_eq!(count(&test, &format!("lessons WHERE clash_reason <> '' AND series_id = {}", id(&made))).await, 1);
        assert_eq!(overlaps(&test).await, 0);
        test.may_leave_jobs();
    }

    async fn a_change_reaches_what_is_to_come_and_leaves_what_was_touched(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let office = manager(&test).await;
        let mut wanted = wanted_body();
        (wanted["first_day"], wanted["last_day"]) = (json!("2026-11-10"), json!("2026-12-15"));
        let series = id(&office.post("/api/series/").json(wanted).send().await.expect(201).json());
        let list = office.get(&format!("/api/lessons/?series={series}")).send().await.json();
        let of = |n: usize| list["results"][n]["id"].as_i64().unwrap();
        // 10, 17 past; 24 as it is; 1 December moved by hand; 8 cancelled; 15.
        office.patch(&format!("/api/lessons/{}/", of(3))).json(json!({"starts_at": "2026-12-03T13:00:00Z"})).send().await.expect(200);
        office.post(&format!("/api/lessons/{}/cancellation/", of(4))).json(json!({"reason": "Forum"})).send().await.expect(200);
        let detail = office.get(&format!("/api/series/{series}/")).send().await.expect(200).json();
        assert_eq!(detail["exceptions"], json!([{"day": "2026-12-01", "kind": "changed", "lesson": of(3)}, {"day": "2026-12-08", "kind": "cancelled", "lesson": of(4)}]));
        let change = json!({"weekday": 4, "from_time": "14:00", "to_time": "15:00", "last_day": "2026-12-31", "room": 3});
        office.patch(&format!("/api/series/{series}/")).json(change).send().await.expect(200);
        assert_eq!(starts(&office, series).await, [
            "2026-11-10T07:30", "2026-11-17T07:30", "2026-11-26T13:00", "2026-12-03T13:00", "2026-12-08T07:30",
            "2026-12-17T13:00", "2026-12-24T13:00", "2026-12-31T13:00",
        ]);
        let same = office.get(&format!("/api/lessons/{}/", of(2))).send().await.json();
        assert_eq!((&same["room"]["name"], &same["status"]), (&json!("A103"), &json!("planned")));
        assert_eq!(count(&test, "time_claims WHERE source_kind = 'lesson'").await, 7 * 5);
        // Cut short again, what lies beyond is cancelled, and told.
        office.patch(&format!("/api/series/{series}/")).json(json!({"last_day": "2026-12-20"})).send().await.expect(200);
        assert_eq!(count(&test, &format!("lessons WHERE series_id = {series} AND status = 'cancelled'")).await, 3);
        let cancelled = office.post(&format!("/api/series/{series}/cancellation/")).json(json!({"reason": "Fin"})).send().await.expect(200).json();
        assert_eq!(cancelled["cancelled"], 3);
        assert_eq!(count(&test, "time_claims WHERE source_kind = 'lesson'").await, 2 * 5, "the past keeps its time");
        test.may_leave_jobs();
    }

    async fn another_professors_series_is_not_there(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        exec(&test, "DELETE FROM user_modules WHERE user_id = 3 AND module_id = 3").await;
        let colleague = enter_professor(&test, "Lovelace", &[3]).await;
        let mut theirs = wanted_body();
        (theirs["module"], theirs["professors"], theirs["first_day"]) = (json!(3), json!([colleague]), json!("2027-05-01"));
        let series = id(&manager(&test).await.post("/api/series/").json(theirs.clone()).send().await.expect(201).json());
        let teacher = professor(&test).await;
        teacher.get(&format!("/api/series/{series}/")).send().await.refused(404, "not_found");
        teacher.patch(&format!("/api/series/{series}/")).json(json!({"room": 2})).send().await.refused(404, "not_found");
        teacher.put(&format!("/api/series/{series}/")).json(theirs).send().await.refused(404, "not_found");
        teacher.post(&format!("/api/series/{series}/cancellation/")).json(json!({"reason": "x"})).send().await.refused(404, "not_found");
        assert_eq!(teacher.get("/api/series/").send().await.expect(200).json()["count"], 0);
        test.may_leave_jobs();
    }

    async fn what_is_wrong_is_named(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let office = manager(&test).await;
        for (change, field) in [
            (json!({"weekday": 8}), "weekday"), (json!({"weekday": 0}), "weekday"), (json!({"from_time": "8:30"}), "from_time"),
            (json!({"to_time": "08:30"}), "to_time"), (json!({"every_weeks": 13}), "every_weeks"), (json!({"every_weeks": 0}), "every_weeks"),
            (json!({"last_day": "2026-08-31"}), "last_day"), (json!({"last_day": "2036-08-31"}), "last_day"),
            (json!({"first_day": "2027-06-30"}), "last_day"), (json!({"groups": "all"}), "groups"), (json!({"room": 1}), "room"),
        ] {
            let mut body = wanted_body();
            body["room"] = json!(null);
            for (name, value) in change.as_object().unwrap() {
                body[name] = value.clone();
            }
            let answer = office.post("/api/series/").json(body).send().await;
            assert_eq!((answer.status(), answer.json()["errors"][field].is_array()), (400, true), "{change}: {}", answer.json());
        }
    }
    async fn series_read_like_a_week_when_asked(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let office = manager(&test).await;
        for (weekday, from, to) in [(3, "08:30", "09:00"), (1, "14:00", "15:00"), (1, "08:30", "09:00"), (5, "10:00", "11:00")] {
            let body = json!({"module": 1, "weekday": weekday, "from_time": from, "to_time": to, "first_day": "2026-11-23", "last_day": "2026-11-29", "professors": [], "groups": [1]});
            office.post("/api/series/").json(body).send().await.expect(201);
        }
        let times = async |ordering: &str| -> Vec<String> {
            let found = office.get(&format!("/api/series/?ordering={ordering}")).send().await.expect(200).json();
            found["results"].as_array().unwrap().iter().map(|one| format!("{} {}", one["weekday"], one["from_time"].as_str().unwrap())).collect()
        };
        assert_eq!(times("weekday").await, ["1 08:30", "1 14:00", "3 08:30", "5 10:00"]);
        assert_eq!(times("-weekday").await, ["5 10:00", "3 08:30", "1 14:00", "1 08:30"]);
        test.may_leave_jobs();
    }
}
