//! Many at once: nobody is lost, nobody is there twice, and everything agrees in the end.

use std::sync::Arc;

use preau_testkit::{Client, TestApp, TestEngine, both_engines, scale};
use serde_json::json;

use super::super::school::{STUDENT, count, enter_student, exec, manager, student};
use super::history::replays;
use super::lessons::{at_school, check_in, close, code, live, open_window, put, say};

/// So many further students of the class, each with an API token.
pub(super) async fn crowd(test: &TestApp, people: i64) -> Vec<(i64, Client)> {
    let mut crowd = Vec::new();
    for i in 0..people {
        let person = enter_student(test, &format!("Élève {i}")).await;
        for sql in [
            format!(
                "INSERT INTO students (user_id, student_number, level, sort_name, search, row_version, created_at, updated_at) \
                 VALUES ({person}, 'N{i}', '', 'x', '', 1, 0, 0)"
            ),
            format!(
                "INSERT INTO credentials (user_id, password, must_change, epoch, changed_at) VALUES ({person}, '!', FALSE, 0, 0)"
            ),
            format!(
                "INSERT INTO api_tokens (id, user_id, name, is_default, version, created_at) \
                 VALUES ({person}, {person}, '', TRUE, 1, 0)"
            ),
        ] {
            exec(test, &sql).await;
        }
        let token = preau_accounts::auth::api_token::text(test.app().secrets(), person, person, 1);
        crowd.push((person, test.token(&token)));
    }
    crowd
}

async fn gathered<T>(tasks: impl Iterator<Item = tokio::task::JoinHandle<T>>) -> Vec<T> {
    let mut results = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        results.push(task.await.unwrap());
    }
    results
}

both_engines! {
    async fn two_hundred_students_check_in_at_once(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let people = scale(60, 200);
        let crowd = crowd(&test, people).await;
        open_window(&professor, lesson, json!({})).await;
        let code = code(&professor, lesson).await;
        // Each sends it twice, as an impatient thumb does.
        let tries = crowd.iter().flat_map(|(person, client)| [(*person, client.clone()), (*person, client.clone())]);
        let tries = tries.map(|(person, client)| {
            let body = json!({"code": code, "device": format!("phone of {person}")});
            tokio::spawn(async move { check_in(&client, lesson, body).await.status() })
        });
        let statuses = gathered(tries).await;
        assert_eq!(statuses.iter().filter(|status| **status == 200).count() as i64, people, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 409).count() as i64, people, "{statuses:?}");
        assert_eq!(count(&test, "check_ins").await, people);
        assert_eq!(count(&test, "attendance_marks WHERE status = 'present'").await, people);
        let list = live(&professor, lesson).await;
        assert_eq!((list["counts"]["in"].as_i64(), list["counts"]["not_yet"].as_i64()), (Some(people), Some(1)));
        replays(&test).await;
    }

    async fn twenty_students_share_one_device_and_one_gets_in(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let crowd = crowd(&test, 20).await;
        open_window(&professor, lesson, json!({})).await;
        let code = code(&professor, lesson).await;
        let tries = crowd.into_iter().map(|(_, client)| {
            let body = json!({"code": code, "device": "one phone for all"});
            tokio::spawn(async move { check_in(&client, lesson, body).await.status() })
        });
        let statuses = gathered(tries).await;
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 200 | 409)), "{statuses:?}");
        assert_eq!((count(&test, "check_ins").await, count(&test, "attendance_marks").await), (1, 1));
    }

    async fn one_student_with_twenty_devices_is_in_once(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let student = student(&test).await;
        open_window(&professor, lesson, json!({})).await;
        let code = code(&professor, lesson).await;
        let tries = (0..20).map(|i| {
            let (client, body) = (student.clone(), json!({"code": code, "device": format!("phone {i}")}));
            tokio::spawn(async move { check_in(&client, lesson, body).await.status() })
        });
        let statuses = gathered(tries).await;
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 200 | 409 | 429)), "{statuses:?}");
        assert_eq!((count(&test, "check_ins").await, count(&test, "mark_history").await), (1, 1));
    }

    async fn two_professors_close_at_once_and_it_is_closed_once(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        for name in ["A", "B", "C"] {
            enter_student(&test, name).await;
        }
        let office = manager(&test).await;
        let tries = (0..8).map(|i| {
            let client = if i % 2 == 0 { professor.clone() } else { office.clone() };
            tokio::spawn(async move { close(&client, lesson, json!({})).await.status() })
        });
        assert_eq!(gathered(tries).await, [200; 8]);
        assert_eq!(count(&test, "register_events WHERE what = 'closed'").await, 1);
        assert_eq!(count(&test, "audit_entries WHERE action = 'register_closed'").await, 1);
        assert_eq!((count(&test, "attendance_marks").await, count(&test, "mark_history").await), (4, 4));
        replays(&test).await;
        test.drain_jobs().await;
    }

    async fn check_ins_roll_call_decisions_and_closing_at_once_leave_one_truth(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let test = Arc::new(test);
        let crowd = crowd(&test, 20).await;
        open_window(&professor, lesson, json!({})).await;
        let code = code(&professor, lesson).await;
        let mut tasks = Vec::new();
        for (i, (person, client)) in crowd.into_iter().enumerate() {
            let elsewhere = if i % 3 == 0 { client.from_ip("198.51.100.9") } else { client };
            let body = json!({"code": code, "device": format!("phone of {person}")});
            tasks.push(tokio::spawn(async move { check_in(&elsewhere, lesson, body).await.status() }));
            let professor = professor.clone();
            tasks.push(tokio::spawn(async move {
                match i % 4 {
                    0 => put(&professor, lesson, json!({"marks": [{"student": person, "status": "absent"}]})).await.status(),
                    1 => {
                        let path = format!("/api/lessons/{lesson}/check-ins/{person}/decision/");
                        professor.post(&path).json(json!({"accept": true})).send().await.status()
                    }
                    2 => {
                        let path = format!("/api/lessons/{lesson}/register/presence/");
                        professor.post(&path).json(json!({"student": person})).send().await.status()
                    }
                    _ if i == 19 => close(&professor, lesson, json!({"others": "absent"})).await.status(),
                    _ => put(&professor, lesson, json!({"head_count": i})).await.status(),
                }
            }));
        }
        let statuses = gathered(tasks.into_iter()).await;
        assert!(statuses.iter().all(|status| matches!(status, 200 | 204 | 404 | 409)), "{statuses:?}");
        close(&professor, lesson, json!({"others": "absent"})).await.expect(200);
        assert_eq!(count(&test, "attendance_marks WHERE status IS NULL").await, 0);
        assert_eq!(count(&test, "attendance_marks").await, 21);
        replays(&test).await;
        test.drain_jobs().await;
    }

    async fn two_phones_that_come_back_online_together_lose_nothing(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        say(&professor, lesson, STUDENT, "present").await;
        let office = manager(&test).await;
        let tries = [(professor.clone(), "absent"), (office, "excused")].into_iter().map(|(client, status)| {
            let body = json!({"marks": [{"student": STUDENT, "status": status, "row_version": 1}]});
            tokio::spawn(async move { put(&client, lesson, body).await.expect(200).json() })
        });
        let answers = gathered(tries).await;
        let conflicts: Vec<_> = answers.iter().flat_map(|answer| answer["conflicts"].as_array().unwrap()).collect();
        assert_eq!(conflicts.len(), 1, "{answers:#?}");
        assert_eq!(conflicts[0]["reason"], "changed");
        replays(&test).await;
    }
}
