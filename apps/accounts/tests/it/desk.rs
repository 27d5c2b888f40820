//! What the tests about people share: who asks, what is created, what the database then holds.

use preau_kernel::db::Sql;
use preau_testkit::{Client, TestApp};
use serde_json::{Value, json};

use super::place;

/// The routes of role profiles, each with its role and one field of its own.
pub(crate) const ROLES: [(&str, &str, &str); 4] = [
    ("/api/professors/", "PROFESSOR", "specialty"),
    ("/api/students/", "STUDENT", "level"),
    ("/api/tutors/", "TUTOR", "relationship"),
    ("/api/managers/", "SCHOOL_MANAGER", "title"),
];

pub(crate) async fn superuser(test: &TestApp) -> Client {
    place::logged_in(test, "admin@example.com").await
}

pub(crate) async fn manager(test: &TestApp) -> Client {
    place::logged_in(test, "responsable@example.com").await
}

/// A member of staff who is no superuser, made by one and past the forced change.
pub(crate) async fn staff(test: &TestApp, email: &str) -> Client {
    let body = json!({"first_name": "Agnès", "last_name": "Bureau", "email": email, "is_staff": true});
    superuser(test).await.post("/api/users/").json(body).send().await.expect(201);
    test.drain_jobs().await;
    first_login(test, email).await
}

/// Logs in with the mailed password and changes it, as a new person must.
pub(crate) async fn first_login(test: &TestApp, email: &str) -> Client {
    let password = mailed_password(test, email);
    let pair = token(test, email, &password).await.expect(200).json();
    let client = test.bearer(pair["access"].as_str().unwrap());
    let change = json!({"current_password": password, "new_password": "Une-autre-phrase-42"});
    client.post("/auth/change-password/").json(change).send().await.expect(200);
    test.drain_jobs().await;
    client
}

pub(crate) async fn token(test: &TestApp, login: &str, password: &str) -> preau_testkit::TestResponse {
    test.anonymous().post("/api/token/").json(json!({"email": login, "password": password})).send().await
}

/// The password in the newest mail to this address.
#[track_caller]
pub(crate) fn mailed_password(test: &TestApp, email: &str) -> String {
    let text = test.mail_to(email).text;
    let found = text.lines().find_map(|line| line.trim().strip_prefix("Mot de passe : "));
    found.unwrap_or_else(|| panic!("no password in {text}")).to_owned()
}

/// Creates and returns the body, mails delivered.
pub(crate) async fn create(test: &TestApp, client: &Client, path: &str, body: Value) -> Value {
    let created = client.post(path).json(body).send().await.expect(201).json();
    test.drain_jobs().await;
    created
}

pub(crate) fn person(first: &str, last: &str, email: &str) -> Value {
    json!({"first_name": first, "last_name": last, "email": email})
}

pub(crate) async fn number(test: &TestApp, sql: &str) -> i64 {
    test.db().read().number(sql, vec![]).await.unwrap()
}

pub(crate) async fn exec(test: &TestApp, sql: &str) {
    let tx = test.db().write_tx().await.unwrap();
    tx.exec(sql, vec![]).await.unwrap();
    tx.commit().await.unwrap();
}

/// How many entries the audit holds, all kinds together.
pub(crate) async fn entries(test: &TestApp) -> i64 {
    number(test, "SELECT COUNT(*) FROM audit_entries").await
}

/// The kinds of the newest entries, oldest first.
pub(crate) async fn newest_entries(test: &TestApp, count: i64) -> Vec<String> {
    let sql = format!("SELECT action FROM audit_entries ORDER BY id DESC LIMIT {count}");
    let rows = test.db().read().all(&sql, vec![]).await.unwrap();
    rows.iter().rev().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

/// The codes of a refusal's fields are sentences; their names are what a client relies on.
#[track_caller]
pub(crate) fn wrong_fields(answer: preau_testkit::TestResponse) -> Vec<String> {
    let body = answer.expect(400).json();
    assert_eq!(body["success"], false, "{body}");
    body["errors"].as_object().unwrap().keys().cloned().collect()
}
