//! What happened to a lesson, told to everybody who may see it.

use preau_kernel::module::Module;
use preau_school::School;
use preau_testkit::{Client, TestEngine, both_engines};
use serde_json::{Value, json};

use super::school::{
    MANAGER, PROFESSOR, count, enter_professor, enter_rooms, enter_structure, exec, id, lesson_body, manager, open,
    professor, student,
};

async fn history(who: &Client, lesson: i64) -> Vec<Value> {
    let told = who.get(&format!("/api/lessons/{lesson}/history/")).send().await.expect(200).json();
    told["results"].as_array().unwrap().clone()
}

fn kinds(history: &[Value]) -> Vec<&str> {
    history.iter().map(|one| one["kind"].as_str().unwrap()).collect()
}

both_engines! {
    async fn a_lesson_tells_what_happened_to_it(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let colleague = enter_professor(&test, "Lovelace", &[1]).await;
        let office = manager(&test).await;
        let lesson = id(&office.post("/api/lessons/").json(lesson_body("2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z")).send().await.expect(201).json());
        let path = format!("/api/lessons/{lesson}/");
        professor(&test).await.patch(&path).json(json!({"starts_at": "2026-11-26T13:00:00Z", "room": 3, "reason": "Sortie"})).send().await.expect(200);
        office.patch(&path).json(json!({"room": null})).send().await.expect(200);
        let body = json!({"professor": colleague, "instead_of": PROFESSOR, "reason": "Congé"});
        office.post(&format!("{path}substitution/")).json(body).send().await.expect(200);
        office.post(&format!("{path}cancellation/")).json(json!({"reason": "Grève"})).send().await.expect(200);
        let told = history(&office, lesson).await;
        assert_eq!(kinds(&told), ["cancelled", "substituted", "changed", "moved", "created"]);
        assert_eq!(told[3]["actor"], json!({"id": PROFESSOR, "name": "Jean professeur"}));
        assert_eq!(told[3]["reason"], "Sortie");
        assert_eq!(told[3]["changes"], json!([
            {"field": "ends_at", "from": "2026-11-24T09:00:00.000000Z", "to": "2026-11-26T14:00:00.000000Z"},
            {"field": "room", "from": {"id": 1, "name": "A101"}, "to": {"id": 3, "name": "A103"}},
            {"field": "starts_at", "from": "2026-11-24T08:00:00.000000Z", "to": "2026-11-26T13:00:00.000000Z"},
        ]));
        assert_eq!(told[2]["changes"], json!([{"field": "room", "from": {"id": 3, "name": "A103"}, "to": null}]));
        assert_eq!(told[1]["changes"], json!([{"field": "professors", "from": [{"id": PROFESSOR, "name": "Jean professeur"}],
            "to": [{"id": colleague, "name": "Ada Lovelace"}]}]));
        assert_eq!((&told[0]["reason"], &told[0]["changes"][0]["to"]), (&json!("Grève"), &json!("cancelled")));
        assert_eq!((&told[4]["changes"], &told[4]["at"]), (&json!([]), &json!("2026-11-23T08:00:00.000000Z")));
        test.may_leave_jobs();
    }

    async fn the_lessons_of_a_series_tell_what_became_of_it(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let office = manager(&test).await;
        let body = json!({"module": 1, "weekday": 2, "from_time": "08:30", "to_time": "10:00", "first_day": "2026-11-24",
            "last_day": "2026-12-08", "room": 1, "professors": [PROFESSOR], "groups": [1]});
        let series = id(&office.post("/api/series/").json(body).send().await.expect(201).json());
        let list = office.get(&format!("/api/lessons/?series={series}")).send().await.json();
        let of = |n: usize| list["results"][n]["id"].as_i64().unwrap();
        let change = json!({"weekday": 3, "last_day": "2026-12-05", "reason": "Nouvel horaire"});
        office.patch(&format!("/api/series/{series}/")).json(change).send().await.expect(200);
        let told = history(&office, of(0)).await;
        assert_eq!((kinds(&told), &told[0]["reason"]), (vec!["moved", "created"], &json!("Nouvel horaire")));
        let told = history(&office, of(2)).await;
        assert_eq!((kinds(&told), &told[0]["reason"]), (vec!["cancelled", "created"], &json!("Nouvel horaire")));
        // Written again as it is, nothing happened.
        office.patch(&format!("/api/series/{series}/")).json(json!({"title": ""})).send().await.expect(200);
        assert_eq!(history(&office, of(0)).await.len(), 2);
        test.may_leave_jobs();
    }

    /// That somebody stands in for somebody else is told; why is between those who plan.
    async fn students_are_not_told_why_a_colleague_stands_in(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let colleague = enter_professor(&test, "Lovelace", &[1]).await;
        let office = manager(&test).await;
        let mut body = lesson_body("2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z");
        (body["accept_clash"], body["reason"]) = (json!(true), json!("Vu avec tous"));
        let lesson = id(&office.post("/api/lessons/").json(body).send().await.expect(201).json());
        exec(&test, &format!("UPDATE lessons SET clash_reason = 'Léa est excusée' WHERE id = {lesson}")).await;
        test.advance(chrono::TimeDelta::minutes(10));
        test.drain_jobs().await;
        let before = test.mails().len();
        let stands_in = json!({"professor": colleague, "instead_of": PROFESSOR, "reason": "Opération du genou"});
        office.post(&format!("/api/lessons/{lesson}/substitution/")).json(stands_in).send().await.expect(200);
        test.advance(chrono::TimeDelta::minutes(10));
        test.drain_jobs().await;
        let mails = test.mails();
        let told = |address: &str| mails[before..].iter().find(|mail| mail.to == address).unwrap().text.contains("genou");
        assert!(told("professeur@example.com") && !told("etudiant@example.com"));
        let (pupil, teacher) = (student(&test).await, professor(&test).await);
        let path = format!("/api/lessons/{lesson}/");
        for shown in [pupil.get(&path).send().await.expect(200).json(), pupil.get("/api/lessons/").send().await.json()["results"][0].clone(),
            pupil.get("/api/timetable/").send().await.json()["lessons"][0].clone()] {
            assert_eq!((&shown["reason"], &shown["clash_reason"]), (&json!(""), &json!("")));
            assert_eq!(shown["professors"][0]["name"], "Ada Lovelace");
        }
        assert_eq!(teacher.get(&path).send().await.expect(200).json()["reason"], "Opération du genou");
        let reasons = |told: Vec<Value>| -> Vec<String> { told.iter().map(|one| one["reason"].as_str().unwrap().to_owned()).collect() };
        assert!(reasons(history(&pupil, lesson).await).iter().all(String::is_empty));
        assert_eq!(reasons(history(&teacher, lesson).await)[0], "Opération du genou");
        // Why a lesson is off they are told, as they were by mail.
        office.post(&format!("{path}cancellation/")).json(json!({"reason": "Grève"})).send().await.expect(200);
        assert_eq!(pupil.get(&path).send().await.expect(200).json()["reason"], "Grève");
        test.may_leave_jobs();
    }

    async fn the_history_of_anothers_lesson_is_not_found(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        exec(&test, "DELETE FROM user_modules WHERE user_id = 3 AND module_id = 3").await;
        let colleague = enter_professor(&test, "Lovelace", &[3]).await;
        let office = manager(&test).await;
        let mut body = lesson_body("2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z");
        (body["room"], body["module"], body["professors"]) = (json!(null), json!(3), json!([colleague]));
        let lesson = id(&office.post("/api/lessons/").json(body).send().await.expect(201).json());
        let path = format!("/api/lessons/{lesson}/history/");
        professor(&test).await.get(&path).send().await.refused(404, "not_found");
        assert_eq!(history(&student(&test).await, lesson).await.len(), 1, "who is expected there sees it");
        exec(&test, "UPDATE enrolments SET last_day = '2026-11-23'").await;
        student(&test).await.get(&path).send().await.refused(404, "not_found");
        test.may_leave_jobs();
    }

    async fn who_changed_a_lesson_is_remembered_and_follows_a_merge(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let office = manager(&test).await;
        let lesson = id(&office.post("/api/lessons/").json(lesson_body("2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z")).send().await.expect(201).json());
        let tx = test.db().write_tx().await.unwrap();
        assert!(School.remembers_person(&tx, MANAGER).await.unwrap());
        School.merge_person(&tx, MANAGER, 1).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(history(&office, lesson).await[0]["actor"]["id"], 1);
        assert_eq!(count(&test, &format!("lesson_events WHERE actor_id = {MANAGER}")).await, 0);
        test.may_leave_jobs();
    }
}
