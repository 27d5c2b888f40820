//! From one group to another, in the middle of the year.

use preau_testkit::{TestEngine, both_engines};
use serde_json::{Value, json};

use super::school::{
    PROFESSOR, STUDENT, count, enter_rooms, enter_structure, exec, id, manager, open, overlaps, professor, student,
};

/// Group 3, another half of the class.
async fn enter_other_half(test: &preau_testkit::TestApp) {
    exec(test, "INSERT INTO class_groups (year_id, parent_id, name, name_key, sort_name, search, row_version, created_at, updated_at) \
        VALUES (1, 1, 'Groupe 2', 'groupe 2', 'groupe 2', '', 1, 0, 0)").await;
    exec(test, "INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES (3, 3, 0), (3, 1, 1)").await;
}

fn lesson(day: &str, group: i64, room: i64, professors: &[i64]) -> Value {
    json!({"module": 1, "starts_at": format!("{day}T08:00:00Z"), "ends_at": format!("{day}T09:00:00Z"), "room": room, "professors": professors, "groups": [group]})
}

both_engines! {
    async fn a_student_changes_groups_on_a_day_and_their_time_with_them(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_other_half(&test).await;
        enter_rooms(&test).await;
        let office = manager(&test).await;
        exec(&test, "UPDATE enrolments SET last_day = '2027-07-03'").await;
        for (day, group, room, professors) in [("2026-11-25", 2, 1, vec![PROFESSOR]), ("2026-11-27", 2, 1, vec![PROFESSOR]), ("2026-11-25", 3, 2, vec![]), ("2026-11-27", 3, 2, vec![])] {
            office.post("/api/lessons/").json(lesson(day, group, room, &professors)).send().await.expect(201);
        }
        let made = office.post("/api/enrolments/1/move/").json(json!({"group": 3, "from": "2026-11-26", "row_version": 1})).send().await.expect(201).json();
        let days = |one: &Value| (one["group"].clone(), one["first_day"].clone(), one["last_day"].clone());
        assert_eq!(days(&made), (json!(3), json!("2026-11-26"), json!("2027-07-03")), "for as long as the other was to last");
        assert_eq!(days(&made["moved_from"]), (json!(2), json!("2026-09-01"), json!("2026-11-25")));
        assert_eq!((made["student"].clone(), made["moved_from"]["row_version"].clone()), (json!(STUDENT), json!(2)));
        // Wednesday with the one, Friday with the other, never with both.
        let claimed = "time_claims c JOIN lesson_groups g ON g.lesson_id = c.source_id WHERE c.subject_kind = 'person' AND c.subject_id = 4";
        assert_eq!(count(&test, claimed).await, 2);
        for (day, group) in [("2026-11-25", 2), ("2026-11-27", 3)] {
            assert_eq!(count(&test, &format!("{claimed} AND g.day = '{day}' AND g.group_id = {group}")).await, 1, "{day}");
        }
        assert_eq!(overlaps(&test).await, 0);
        let actions = "audit_entries WHERE action IN ('enrolment_updated', 'enrolment_created') AND target_kind = 'enrolment'";
        assert_eq!(count(&test, actions).await, 2);
        assert_eq!(student(&test).await.get(&format!("/api/enrolments/{}/", id(&made))).send().await.expect(200).json()["group_name"], "Groupe 2");
        test.may_leave_jobs();
    }

    async fn nothing_is_left_half_done(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_other_half(&test).await;
        enter_rooms(&test).await;
        let office = manager(&test).await;
        let whole = async || (count(&test, "enrolments").await, count(&test, "enrolments WHERE last_day IS NULL AND row_version = 1").await);
        let path = "/api/enrolments/1/move/";
        for (body, field) in [
            (json!({}), "group"), (json!({"group": 3}), "from"), (json!({"group": 3, "from": "hier"}), "from"),
            (json!({"group": 2, "from": "2026-11-26"}), "group"), (json!({"group": 99, "from": "2026-11-26"}), "group"),
            (json!({"group": 3, "from": "2026-09-01"}), "from"), (json!({"group": 3, "from": "2026-08-01"}), "from"),
        ] {
            let answer = office.post(path).json(&body).send().await.refused(400, "invalid").json();
            assert!(answer["errors"][field].is_array(), "{body}: {answer}");
        }
        let to = json!({"group": 3, "from": "2026-11-26"});
        office.post(path).json(json!({"group": 3, "from": "2026-11-26", "row_version": 7})).send().await.refused(409, "row_changed");
        office.post("/api/enrolments/99/move/").json(&to).send().await.refused(404, "not_found");
        professor(&test).await.post(path).json(&to).send().await.refused(403, "forbidden");
        // There already from a later day on.
        exec(&test, "INSERT INTO enrolments (student_id, group_id, first_day, row_version, created_at, updated_at) VALUES (4, 3, '2027-01-04', 2, 0, 0)").await;
        office.post(path).json(&to).send().await.refused(409, "enrolled_already");
        exec(&test, "DELETE FROM enrolments WHERE group_id = 3").await;
        // Where the register of a day is closed, nobody comes or goes.
        let past = office.post("/api/lessons/").json(lesson("2026-11-20", 3, 1, &[PROFESSOR])).send().await.expect(201).json();
        exec(&test, &format!("UPDATE lessons SET register_state = 'closed', status = 'held' WHERE id = {}", id(&past))).await;
        office.post(path).json(json!({"group": 3, "from": "2026-11-19"})).send().await.refused(409, "past_is_closed");
        assert_eq!(whole().await, (1, 1));
        office.patch("/api/enrolments/1/").json(json!({"last_day": "2026-12-18"})).send().await.expect(200);
        let late = office.post(path).json(json!({"group": 3, "from": "2026-12-19"})).send().await.refused(400, "invalid").json();
        assert!(late["errors"]["from"].is_array(), "{late}");
        test.may_leave_jobs();
    }

    async fn what_is_yet_to_begin_begins_elsewhere_in_one_step(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_other_half(&test).await;
        let office = manager(&test).await;
        exec(&test, "UPDATE enrolments SET first_day = '2027-01-04', last_day = '2027-07-03'").await;
        office.post("/api/enrolments/1/move/").json(json!({"group": 3, "from": "2027-01-04", "row_version": 7})).send().await.refused(409, "row_changed");
        let made = office.post("/api/enrolments/1/move/").json(json!({"group": 3, "from": "2027-01-04", "row_version": 1})).send().await.expect(201).json();
        assert_eq!((&made["group"], &made["first_day"], &made["last_day"]), (&json!(3), &json!("2027-01-04"), &json!("2027-07-03")));
        assert_eq!((&made["moved_from"]["group"], &made["moved_from"]["first_day"]), (&json!(2), &json!("2027-01-04")));
        assert_eq!(count(&test, "enrolments").await, 1);
        let again = office.post(&format!("/api/enrolments/{}/move/", id(&made))).json(json!({"group": 2, "from": "2026-12-01"})).send().await.expect(201).json();
        assert_eq!((&again["group"], &again["first_day"]), (&json!(2), &json!("2026-12-01")), "earlier, too");
        assert_eq!(count(&test, "enrolments").await, 1);
        assert_eq!(count(&test, "audit_entries WHERE action = 'enrolment_deleted'").await, 2);
        test.may_leave_jobs();
    }

    /// Their lesson elsewhere is at the same time: the move is refused whole, or accepted with a reason.
    async fn a_clash_in_the_new_group_stops_the_move(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_other_half(&test).await;
        enter_rooms(&test).await;
        exec(&test, "INSERT INTO class_groups (year_id, name, name_key, sort_name, search, row_version, created_at, updated_at) \
            VALUES (1, 'Option', 'option', 'option', '', 1, 0, 0)").await;
        exec(&test, "INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES (4, 4, 0)").await;
        let office = manager(&test).await;
        office.post("/api/enrolments/").json(json!({"student": STUDENT, "group": 4, "first_day": "2026-09-01"})).send().await.expect(201);
        office.post("/api/lessons/").json(lesson("2026-11-27", 4, 1, &[PROFESSOR])).send().await.expect(201);
        office.post("/api/lessons/").json(lesson("2026-11-27", 3, 2, &[])).send().await.expect(201);
        let path = "/api/enrolments/1/move/";
        office.post(path).json(json!({"group": 3, "from": "2026-11-26"})).send().await.refused(409, "clash");
        assert_eq!(count(&test, "enrolments WHERE last_day IS NULL").await, 2, "nothing was written");
        office.post(path).json(json!({"group": 3, "from": "2026-11-26", "accept_clash": true})).send().await.refused(400, "invalid");
        office.post(path).json(json!({"group": 3, "from": "2026-11-26", "accept_clash": true, "reason": "Vu avec la famille"})).send().await.expect(201);
        assert_eq!(overlaps(&test).await, 0);
        test.may_leave_jobs();
    }
}
