//! What a series would be before it is one, and how one ends.

use chrono::TimeDelta;
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::{Value, json};

use super::school::{
    PROFESSOR, count, enter_professor, enter_rooms, enter_structure, exec, id, lesson_body, manager, open, professor,
};

/// Tuesdays, 8:30 to 10:00 in Paris, until Christmas.
fn tuesdays() -> Value {
    json!({"module": 1, "weekday": 2, "from_time": "08:30", "to_time": "10:00", "first_day": "2026-11-24",
        "last_day": "2026-12-29", "room": 1, "professors": [PROFESSOR], "groups": [1]})
}

async fn furnished(engine: TestEngine) -> TestApp {
    let test = open(engine).await;
    enter_structure(&test).await;
    enter_rooms(&test).await;
    exec(
        &test,
        "INSERT INTO closed_days (first_day, last_day, name, sort_name, search, row_version, created_at, updated_at) \
        VALUES ('2026-12-19', '2027-01-03', 'Noël', 'noel', '', 1, 0, 0)",
    )
    .await;
    test
}

fn days(preview: &Value) -> Vec<(&str, Option<&str>)> {
    let lessons = preview["lessons"].as_array().unwrap().iter();
    lessons.map(|one| (one["date"].as_str().unwrap(), one["skipped"].as_str())).collect()
}

both_engines! {
    async fn a_dry_run_shows_every_day_and_writes_nothing(engine: TestEngine) {
        let test = furnished(engine).await;
        let teacher = professor(&test).await;
        let check = async |body: Value| teacher.post("/api/series/check/").json(body).send().await.expect(200).json();
        let preview = check(tuesdays()).await;
        assert_eq!(days(&preview), [
            ("2026-11-24", None), ("2026-12-01", None), ("2026-12-08", None), ("2026-12-15", None),
            ("2026-12-22", Some("closed_day")), ("2026-12-29", Some("closed_day")),
        ]);
        let first = &preview["lessons"][0];
        assert_eq!((&first["starts_at"], &first["ends_at"]), (&json!("2026-11-24T07:30:00.000000Z"), &json!("2026-11-24T09:00:00.000000Z")));
        assert_eq!((&preview["clashes"], &preview["alternatives"], &preview["acceptable"]), (&json!([]), &json!([]), &json!(true)));
        // The first of May is a Saturday.
        let mut saturdays = tuesdays();
        (saturdays["weekday"], saturdays["first_day"], saturdays["last_day"]) = (json!(6), json!("2027-04-26"), json!("2027-05-31"));
        assert_eq!(days(&check(saturdays).await)[0], ("2027-05-01", Some("holiday")));
        assert_eq!(count(&test, "lesson_series").await + count(&test, "lessons").await + count(&test, "time_claims").await, 0);
        // And what is then made is what was shown.
        let made = teacher.post("/api/series/").json(tuesdays()).send().await.expect(201).json();
        assert_eq!((count(&test, "lessons").await, &made["skipped"]), (4, &json!(["2026-12-22", "2026-12-29"])));
        test.may_leave_jobs();
    }

    async fn a_dry_run_names_what_is_in_the_way_and_where_it_would_fit(engine: TestEngine) {
        let test = furnished(engine).await;
        let office = manager(&test).await;
        office.post("/api/lessons/").json(lesson_body("2026-12-01T07:00:00Z", "2026-12-01T08:00:00Z")).send().await.expect(201);
        let preview = office.post("/api/series/check/").json(tuesdays()).send().await.expect(200).json();
        let refused = office.post("/api/series/").json(tuesdays()).send().await.refused(409, "clash").json();
        assert_eq!((&preview["clashes"], &preview["alternatives"]), (&refused["clashes"], &refused["alternatives"]));
        assert_eq!(preview["acceptable"], true);
        let teacher = professor(&test).await;
        let preview = teacher.post("/api/series/check/").json(tuesdays()).send().await.expect(200).json();
        assert_eq!(preview["acceptable"], false, "a room is not a professor's to give twice");
        test.may_leave_jobs();
    }

    async fn a_change_is_tried_against_what_is_to_come_and_what_was_moved_by_hand(engine: TestEngine) {
        let test = furnished(engine).await;
        let office = manager(&test).await;
        let mut body = tuesdays();
        body["first_day"] = json!("2026-11-10");
        let series = id(&office.post("/api/series/").json(body).send().await.expect(201).json());
        let list = office.get(&format!("/api/lessons/?series={series}")).send().await.json();
        let moved = list["results"][3]["id"].as_i64().unwrap();
        office.patch(&format!("/api/lessons/{moved}/")).json(json!({"starts_at": "2026-12-03T13:00:00Z"})).send().await.expect(200);
        let change = json!({"series": series, "to_time": "10:30"});
        let preview = office.post("/api/series/check/").json(change).send().await.expect(200).json();
        assert_eq!(days(&preview)[..3], [("2026-11-24", None), ("2026-12-01", Some("exception")), ("2026-12-08", None)]);
        assert_eq!(preview["clashes"], json!([]), "its own lessons are not in its way");
        test.may_leave_jobs();
    }

    async fn a_dry_run_refuses_what_the_series_would_be_refused_for(engine: TestEngine) {
        let test = furnished(engine).await;
        exec(&test, "DELETE FROM user_modules WHERE user_id = 3 AND module_id = 3").await;
        let colleague = enter_professor(&test, "Lovelace", &[3]).await;
        let teacher = professor(&test).await;
        for (change, field) in [
            (json!({"module": 3}), "module"), (json!({"room": 99}), "room"), (json!({"groups": [99]}), "groups"),
            (json!({"last_day": "2036-01-01"}), "last_day"), (json!({"weekday": 0}), "weekday"), (json!({"groups": null}), "groups"),
            (json!({"professors": [4]}), "professors"), (json!({"weekday": 1, "last_day": "2026-11-25"}), "last_day"),
        ] {
            let mut body = tuesdays();
            body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            let answer = teacher.post("/api/series/check/").json(body).send().await;
            assert_eq!((answer.status(), answer.json()["errors"][field].is_array()), (400, true), "{change}: {}", answer.json());
        }
        // Another's series is not there to be tried.
        let mut theirs = tuesdays();
        (theirs["module"], theirs["professors"]) = (json!(3), json!([colleague]));
        let series = id(&manager(&test).await.post("/api/series/").json(theirs).send().await.expect(201).json());
        teacher.post("/api/series/check/").json(json!({"series": series})).send().await.refused(404, "not_found");
        let end = json!({"reason": "x", "until": "2026-12-01"});
        teacher.delete(&format!("/api/series/{series}/")).json(end).send().await.refused(404, "not_found");
        test.may_leave_jobs();
    }

    async fn a_series_ends_on_a_day_for_a_reason_that_is_kept_and_told(engine: TestEngine) {
        let test = furnished(engine).await;
        let office = manager(&test).await;
        let series = id(&office.post("/api/series/").json(tuesdays()).send().await.expect(201).json());
        test.advance(TimeDelta::minutes(10));
        test.drain_jobs().await;
        let before = test.mails().len();
        let path = format!("/api/series/{series}/");
        for (wrong, field) in [
            (json!({}), "reason"), (json!({"reason": " "}), "reason"), (json!({"reason": "x", "until": "2026-11-22"}), "until"),
            (json!({"reason": "x", "until": "demain"}), "until"),
        ] {
            let answer = office.delete(&path).json(wrong.clone()).send().await;
            assert_eq!((answer.status(), answer.json()["errors"][field].is_array()), (400, true), "{wrong}");
        }
        let body = json!({"until": "2026-12-01", "reason": "Fin du module"});
        let ended = office.delete(&path).json(body).send().await.expect(200).json();
        assert_eq!((&ended["cancelled"], &ended["series"]["last_day"]), (&json!(2), &json!("2026-12-01")));
        let now = office.get(&path).send().await.expect(200).json();
        assert_eq!((&now["last_day"], &now["end_reason"]), (&json!("2026-12-01"), &json!("Fin du module")));
        assert_eq!(count(&test, "lessons WHERE status = 'planned' AND day <= '2026-12-01'").await, 2);
        assert_eq!(count(&test, "lessons WHERE status = 'cancelled' AND reason = 'Fin du module'").await, 2);
        assert_eq!(count(&test, "time_claims WHERE source_kind = 'lesson'").await, 2 * 5);
        // 8 December lies beyond what is told at once; the rest of the series ends today.
        let ended = office.post(&format!("{path}cancellation/")).json(json!({"reason": "Grève"})).send().await.expect(200).json();
        assert_eq!((&ended["cancelled"], &ended["series"]["last_day"]), (&json!(2), &json!("2026-11-24")));
        test.advance(TimeDelta::minutes(10));
        test.drain_jobs().await;
        let mails = test.mails();
        let told = mails[before..].iter().find(|mail| mail.to == "etudiant@example.com").unwrap();
        assert!(told.text.contains("Motif\u{a0}: Grève"), "{}", told.text);
    }

    async fn a_change_of_a_series_says_why(engine: TestEngine) {
        let test = furnished(engine).await;
        let office = manager(&test).await;
        let series = id(&office.post("/api/series/").json(tuesdays()).send().await.expect(201).json());
        let change = json!({"to_time": "10:30", "reason": "Plus long"});
        office.patch(&format!("/api/series/{series}/")).json(change).send().await.expect(200);
        test.advance(TimeDelta::minutes(10));
        test.drain_jobs().await;
        let mail = test.mail_to("etudiant@example.com");
        assert!(mail.text.contains("Motif\u{a0}: Plus long"), "{}", mail.text);
    }
}
