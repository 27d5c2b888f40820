//! Years, terms, programmes, groups and enrolments.

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::school::{
    STUDENT, count, enter_rooms, enter_structure, enter_student, enter_student_profile, exec, id, lesson_body, manager,
    open, professor, student,
};

both_engines! {
    async fn a_year_is_built_up_from_nothing_and_taken_down_again(engine: TestEngine) {
        let test = open(engine).await;
        let office = manager(&test).await;
        let post = async |path: &str, body: serde_json::Value| office.post(path).json(body).send().await.expect(201).json();
        let year = id(&post("/api/school-years/", json!({"name": "2026-2027", "starts_on": "2026-09-01", "ends_on": "2027-07-03"})).await);
        let term = post("/api/terms/", json!({"year": year, "name": "Trimestre 1", "starts_on": "2026-09-01", "ends_on": "2026-12-18"})).await;
        assert_eq!((term["year_name"].as_str(), term["ends_on"].as_str()), (Some("2026-2027"), Some("2026-12-18")));
        let programme = id(&post("/api/programmes/", json!({"code": "SIO", "name": "BTS SIO"})).await);
        post("/api/taught-modules/", json!({"module": 1, "programme": programme, "year": year, "planned_minutes": 3600})).await;
        let class = id(&post("/api/groups/", json!({"year": year, "programme": programme, "name": "SIO 1"})).await);
        let half = post("/api/groups/", json!({"year": year, "name": "SIO 1 A", "parent": class})).await;
        assert_eq!(half["parent_name"], "SIO 1");
        let enrolled = post("/api/enrolments/", json!({"student": STUDENT, "group": id(&half), "first_day": "2026-09-01"})).await;
        let members = office.get(&format!("/api/groups/{class}/students/")).send().await.expect(200).json();
        assert_eq!(members["results"][0]["id"], STUDENT);
        let before = office.get(&format!("/api/groups/{class}/students/?on=2026-08-31")).send().await.expect(200).json();
        assert_eq!(before["count"], 0);
        // What others refer to stays.
        office.delete(&format!("/api/school-years/{year}/")).send().await.refused(409, "reference_gone");
        office.delete(&format!("/api/enrolments/{}/", id(&enrolled))).send().await.expect(204);
        office.delete(&format!("/api/groups/{}/", id(&half))).send().await.expect(204);
        assert_eq!(count(&test, "group_ancestors").await, 1);
    }

    async fn what_is_wrong_is_named(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let office = manager(&test).await;
        for (path, body, field, code) in [
            ("/api/school-years/", json!({"name": "x", "starts_on": "2026-09-01", "ends_on": "2026-08-01"}), "ends_on", "before_its_start"),
            ("/api/school-years/", json!({"name": "2026-2027", "starts_on": "2026-09-01", "ends_on": "2027-08-01"}), "name", "in_use"),
            ("/api/terms/", json!({"year": 99, "name": "T", "starts_on": "2026-09-01", "ends_on": "2026-10-01"}), "year", "unknown_year"),
            ("/api/terms/", json!({"year": 1, "name": "T", "starts_on": "2026-08-01", "ends_on": "2026-10-01"}), "starts_on", "outside_year"),
            ("/api/groups/", json!({"year": 1, "name": "G", "parent": 77}), "parent", "unknown_group"),
            ("/api/enrolments/", json!({"student": 1, "group": 1, "first_day": "2026-09-01"}), "student", "unknown_student"),
            ("/api/taught-modules/", json!({"module": 1, "programme": 9, "year": 1, "planned_minutes": -1}), "planned_minutes", "not_between"),
        ] {
            let answer = office.post(path).json(body.clone()).send().await;
            assert_eq!(answer.status(), 400, "{path} {body}");
            assert!(answer.json()["errors"][field].is_array(), "{path} {body} {code}: {}", answer.json());
        }
        let twice = json!({"student": STUDENT, "group": 2, "first_day": "2027-01-01"});
        office.post("/api/enrolments/").json(twice).send().await.refused(409, "enrolled_already");
        // No circle in the tree.
        let circle = office.patch("/api/groups/1/").json(json!({"parent": 2})).send().await;
        assert_eq!((circle.status(), circle.json()["errors"]["parent"].is_array()), (400, true));
        office.patch("/api/groups/1/").json(json!({"name": "TA", "row_version": 9})).send().await.refused(409, "row_changed");
    }

    async fn only_those_within_reach_are_shown(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        exec(&test, "INSERT INTO class_groups (year_id, name, name_key, sort_name, search, row_version, created_at, updated_at) \
            VALUES (1, 'Autre', 'autre', 'autre', '', 1, 0, 0)").await;
        exec(&test, "INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES (3, 3, 0)").await;
        let names = async |who: &preau_testkit::Client| {
            let list = who.get("/api/groups/").send().await.expect(200).json();
            list["results"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(&manager(&test).await).await, ["Autre", "Groupe 1", "Terminale A"]);
        let pupil = student(&test).await;
        assert_eq!(names(&pupil).await, ["Groupe 1", "Terminale A"]);
        pupil.get("/api/groups/3/").send().await.refused(404, "not_found");
        pupil.get("/api/groups/1/students/").send().await.refused(403, "forbidden");
        // A professor, who plans, reads what all groups are called, and sees who is in those that they have lessons with.
        let teacher = professor(&test).await;
        assert_eq!(names(&teacher).await, ["Autre", "Groupe 1", "Terminale A"]);
        assert_eq!(teacher.get("/api/groups/3/").send().await.expect(200).json()["name"], "Autre");
        teacher.get("/api/groups/1/students/").send().await.refused(404, "not_found");
        assert_eq!(teacher.get("/api/enrolments/").send().await.expect(200).json()["count"], 0);
        crate::school::enter_todays_lesson(&test).await;
        teacher.get("/api/groups/1/students/").send().await.expect(200);
        teacher.get("/api/groups/3/students/").send().await.refused(404, "not_found");
        assert_eq!(teacher.get("/api/enrolments/").send().await.expect(200).json()["count"], 1);
        assert_eq!(pupil.get("/api/enrolments/").send().await.expect(200).json()["count"], 1);
    }

    /// A late arrival takes the time of lessons to come and is expected there; the days of closed registers stay as they
    /// were.
    async fn a_late_arrival_never_changes_the_past(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let office = manager(&test).await;
        let past = office.post("/api/lessons/").json(lesson_body("2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z")).send().await.expect(201).json();
        let coming = office.post("/api/lessons/").json(lesson_body("2026-11-27T08:00:00Z", "2026-11-27T09:00:00Z")).send().await.expect(201).json();
        exec(&test, &format!("UPDATE lessons SET register_state = 'closed', status = 'held' WHERE id = {}", id(&past))).await;
        let late = enter_student(&test, "Retard").await;
        enter_student_profile(&test, late).await;
        exec(&test, &format!("DELETE FROM enrolments WHERE student_id = {late}")).await;
        let enrol = |first: &str| json!({"student": late, "group": 2, "first_day": first});
        let refused = office.post("/api/enrolments/").json(enrol("2026-11-02")).send().await;
        refused.refused(409, "past_is_closed");
        let made = office.post("/api/enrolments/").json(enrol("2026-11-23")).send().await.expect(201).json();
        let expected = async |lesson: i64| {
            let people = preau_school::store::expected::at_lesson(test.db().read(), lesson).await.unwrap();
            people.iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(expected(id(&past)).await, [STUDENT]);
        assert_eq!(expected(id(&coming)).await, [late, STUDENT]);
        let claims = async || count(&test, &format!("time_claims WHERE subject_kind = 'person' AND subject_id = {late}")).await;
        assert_eq!(claims().await, 1);
        // Leaving gives the time back.
        let path = format!("/api/enrolments/{}/", id(&made));
        office.patch(&path).json(json!({"last_day": "2026-11-25"})).send().await.expect(200);
        assert_eq!(claims().await, 0);
        office.patch(&path).json(json!({"last_day": null})).send().await.expect(200);
        assert_eq!(claims().await, 1);
        office.patch(&path).json(json!({"first_day": "2026-11-10"})).send().await.refused(409, "past_is_closed");
        // Nor does a group walk out of its past.
        office.patch("/api/groups/2/").json(json!({"parent": null})).send().await.refused(409, "group_has_a_past");
        test.drain_jobs().await;
        test.may_leave_jobs();
    }

    async fn moving_a_group_takes_and_gives_back_time(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let office = manager(&test).await;
        office.post("/api/lessons/").json(lesson_body("2026-11-27T08:00:00Z", "2026-11-27T09:00:00Z")).send().await.expect(201);
        let claims = async |of: &str| count(&test, &format!("time_claims WHERE {of}")).await;
        assert_eq!(claims("subject_kind = 'group' AND subject_id = 2").await, 1);
        office.patch("/api/groups/2/").json(json!({"parent": null})).send().await.expect(200);
        assert_eq!(claims("subject_kind = 'group' AND subject_id = 2").await, 0);
        assert_eq!(claims("subject_kind = 'person' AND subject_id = 4").await, 0);
        office.patch("/api/groups/2/").json(json!({"parent": 1})).send().await.expect(200);
        assert_eq!(claims("subject_kind = 'group' AND subject_id = 2").await, 1);
        assert_eq!(claims("subject_kind = 'person' AND subject_id = 4").await, 1);
        test.may_leave_jobs();
    }
}
