//! What the tests of attendance do again and again.

use preau_testkit::{Client, TestApp, TestEngine, TestResponse};
use serde_json::{Value, json};

use super::super::school::{enter_structure, enter_todays_lesson, open, professor};

/// A school with the lesson of this hour, and its professor.
pub(super) async fn at_school(engine: TestEngine) -> (TestApp, Client, i64) {
    let test = open(engine).await;
    enter_structure(&test).await;
    let lesson = enter_todays_lesson(&test).await;
    let professor = professor(&test).await;
    (test, professor, lesson)
}

pub(super) async fn register(client: &Client, lesson: i64) -> Value {
    client.get(&format!("/api/lessons/{lesson}/register/")).send().await.expect(200).json()
}

/// What the register says of somebody.
pub(super) fn mark_of(register: &Value, student: i64) -> Value {
    let marks = register["marks"].as_array().unwrap();
    marks.iter().find(|mark| mark["student"] == student).cloned().unwrap_or_default()
}

pub(super) async fn put(client: &Client, lesson: i64, body: Value) -> TestResponse {
    client.put(&format!("/api/lessons/{lesson}/register/")).json(body).send().await
}

/// Sends one mark whatever is there.
pub(super) async fn say(client: &Client, lesson: i64, student: i64, status: &str) -> Value {
    let body = json!({"marks": [{"student": student, "status": status}]});
    put(client, lesson, body).await.expect(200).json()
}

pub(super) async fn close(client: &Client, lesson: i64, body: Value) -> TestResponse {
    client.post(&format!("/api/lessons/{lesson}/register/closing/")).json(body).send().await
}

pub(super) async fn open_window(client: &Client, lesson: i64, body: Value) -> Value {
    let answer = client.post(&format!("/api/lessons/{lesson}/check-in-window/")).json(body).send().await;
    answer.expect(201).json()
}

pub(super) async fn code(client: &Client, lesson: i64) -> String {
    let path = format!("/api/lessons/{lesson}/check-in-window/code/");
    client.get(&path).send().await.expect(200).json()["code"].as_str().unwrap().to_owned()
}

pub(super) async fn check_in(client: &Client, lesson: i64, body: Value) -> TestResponse {
    client.post(&format!("/api/lessons/{lesson}/check-in/")).json(body).send().await
}

pub(super) async fn live(client: &Client, lesson: i64) -> Value {
    client.get(&format!("/api/lessons/{lesson}/check-ins/")).send().await.expect(200).json()
}

pub(super) fn live_of(list: &Value, student: i64) -> Value {
    let students = list["students"].as_array().unwrap();
    students.iter().find(|one| one["student"] == student).cloned().unwrap_or_default()
}
