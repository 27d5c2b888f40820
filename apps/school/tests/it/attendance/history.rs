//! The history of marks, replayed.

use preau_kernel::db::Sql;
use preau_school::domain::attendance::mark::Mark;
use preau_school::domain::attendance::status::Status;
use preau_school::store::attendance::marks;
use preau_testkit::{TestApp, TestEngine, both_engines, scale};
use serde_json::json;

use super::super::school::{STUDENT, admin, exec, manager, student};
use super::lessons::{at_school, check_in, code, put, say};

/// Replaying the history of every mark gives the mark.
pub(crate) async fn replays(test: &TestApp) {
    let conn = test.db().read();
    let rows =
        conn.all("SELECT id, lesson_id, student_id, status FROM attendance_marks ORDER BY id", vec![]).await.unwrap();
    for row in rows {
        let id: i64 = row.try_get("", "id").unwrap();
        let (lesson, student) = (row.try_get("", "lesson_id").unwrap(), row.try_get("", "student_id").unwrap());
        let kept = marks::find(conn, lesson, student).await.unwrap().unwrap();
        let history = marks::history(conn, id).await.unwrap();
        assert_eq!(Mark::replay(&history), kept.mark, "{history:#?}");
        let status: Option<String> = row.try_get("", "status").unwrap();
        assert_eq!(status.as_deref(), kept.mark.status().map(Status::name));
    }
}

both_engines! {
    async fn whatever_is_said_in_whatever_order_replays_to_the_mark(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let (office, admin, student) = (manager(&test).await, admin(&test).await, student(&test).await);
        let chance = preau_kernel::clock::Chance::seeded(11);
        let decision = format!("/api/lessons/{lesson}/check-ins/{STUDENT}/decision/");
        professor.post(&format!("/api/lessons/{lesson}/check-in-window/")).json(json!({"minutes": 60})).send().await.expect(201);
        let checks_in_at = chance.below(10);
        for step in 0..scale(30, 150) {
            if step == checks_in_at {
                let body = json!({"code": code(&professor, lesson).await, "device": "a"});
                check_in(&student.clone().from_ip("198.51.100.1"), lesson, body).await.expect(200);
            }
            let status = match chance.below(7) {
                0 => None,
                n => Some(Status::ALL[n as usize - 1].name()),
            };
            let mut mark = json!({"student": STUDENT, "status": status, "minutes": chance.below(50)});
            if chance.below(3) == 0 {
                mark["note"] = json!(format!("note {}", chance.below(3)));
            }
            let body = json!({"marks": [mark]});
            match chance.below(4) {
                0 => drop(put(&professor, lesson, body).await.expect(200)),
                1 => drop(put(&office, lesson, body).await.expect(200)),
                2 => drop(put(&admin, lesson, body).await.expect(200)),
                _ => {
                    let answer = professor.post(&decision).json(json!({"accept": chance.below(2) == 0})).send().await;
                    assert!(matches!(answer.status(), 204 | 404));
                }
            }
            replays(&test).await;
        }
    }

    async fn a_mark_that_was_tampered_with_does_not_replay(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        say(&professor, lesson, STUDENT, "absent").await;
        replays(&test).await;
        exec(&test, "UPDATE attendance_marks SET professor_status = 'present', status = 'present'").await;
        let conn = test.db().read();
        let kept = marks::find(conn, lesson, STUDENT).await.unwrap().unwrap();
        let history = marks::history(conn, kept.id).await.unwrap();
        assert_ne!(Mark::replay(&history), kept.mark);
    }
}
