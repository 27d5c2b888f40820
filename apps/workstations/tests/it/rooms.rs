//! A small place with a room, and what is asked of it again and again.
#![allow(dead_code, reason = "not every part of the tests uses all of it")]

use std::sync::Arc;

use preau_calendar::Calendar;
use preau_kernel::db::Sql;
use preau_testkit::{Client, TestApp, TestEngine, TestResponse};
use preau_workstations::Workstations;
use preau_workstations::domain::key::SeatKey;
use serde_json::{Value, json};

use super::browser::{Browser, browser};
use super::place::PASSWORD;
pub(crate) use super::place::logged_in;

/// Ids of people of the contract.
pub(crate) const ADMIN: i64 = 1;
pub(crate) const OPERATOR: i64 = 8;

/// Monday 2026-11-23, 8:00 UTC. One site (1) with one room (1).
pub(crate) async fn open(engine: TestEngine) -> TestApp {
    open_with(engine, &[]).await
}

pub(crate) async fn open_with(engine: TestEngine, settings: &[(&str, Value)]) -> TestApp {
    let test = super::place::start_among(engine, vec![Arc::new(Calendar), Arc::new(Workstations)], settings).await;
    enter_room(&test).await;
    test
}

/// One site with one room.
pub(crate) async fn enter_room(test: &TestApp) {
    exec(
        test,
        "INSERT INTO sites (name, name_key, address, sort_name, search, row_version, created_at, updated_at) \
         VALUES ('Centre', 'centre', '', 'centre', '  centre', 1, 0, 0)",
    )
    .await;
    exec(
        test,
        "INSERT INTO rooms (site_id, name, name_key, kind, note, is_active, sort_name, sort_capacity, search, row_version, \
         created_at, updated_at) VALUES (1, 'Multimédia', 'multimedia', 'computers', '', TRUE, 'multimedia', 0, \
         '  multimedia', 1, 0, 0)",
    )
    .await;
}

pub(crate) async fn operator(test: &TestApp) -> Client {
    logged_in(test, "operateur@example.com").await
}

pub(crate) async fn admin(test: &TestApp) -> Client {
    logged_in(test, "admin@example.com").await
}

/// In the back office, as a browser.
pub(crate) async fn signed_in(test: &TestApp, email: &str) -> Browser {
    let browser = browser(test);
    let answer = browser.log_in(email, PASSWORD).await.expect(303);
    let set = answer.headers().get_all("set-cookie").iter();
    let cookies: Vec<_> = set.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap().to_owned()).collect();
    Browser(browser.0.with_header("cookie", &cookies.join("; ")))
}

/// Until every entry of the log is sealed: with PostgreSQL that waits for whoever else writes at this moment.
pub(crate) async fn seal_all(test: &TestApp) {
    let open = "audit_entries WHERE id > (SELECT COALESCE(MAX(last_id), 0) FROM audit_seals)";
    for _ in 0..200 {
        preau_kernel::jobs::run_periodic(test.app(), "audit.seal").await.unwrap();
        if count(test, open).await == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("entries that are not sealed");
}

pub(crate) async fn exec(test: &TestApp, sql: &str) {
    let tx = test.db().write_tx().await.unwrap();
    tx.exec(sql, vec![]).await.unwrap();
    tx.commit().await.unwrap();
}

pub(crate) async fn count(test: &TestApp, from: &str) -> i64 {
    test.db().read().number(&format!("SELECT COUNT(*) FROM {from}"), vec![]).await.unwrap()
}

pub(crate) fn id(body: &Value) -> i64 {
    body["id"].as_i64().unwrap()
}

/// A visitor, written as rows. The id of the visitor, not of the person.
pub(crate) async fn enter_visitor(test: &TestApp, name: &str) -> i64 {
    let tx = test.db().write_tx().await.unwrap();
    let key = name.to_lowercase();
    let user = tx
        .number(
            "INSERT INTO users (first_name, last_name, phone, is_active, is_staff, is_superuser, sort_name, search, \
             row_version, created_at, updated_at) VALUES ('Ada', $1, '', TRUE, FALSE, FALSE, $2, $3, 1, 0, 0) RETURNING id",
            vec![name.into(), key.clone().into(), format!("  {key}  ada").into()],
        )
        .await
        .unwrap();
    let visitor = tx
        .number(
            "INSERT INTO visitors (user_id, notes, legal_hold_reason, sessions_count, used_micros, sort_name, search, \
             row_version, created_at, updated_at) VALUES ($1, '', '', 0, 0, $2, $3, 1, 0, 0) RETURNING id",
            vec![user.into(), key.clone().into(), format!("  {key}  ada").into()],
        )
        .await
        .unwrap();
    tx.commit().await.unwrap();
    visitor
}

/// A workstation that was never enrolled.
pub(crate) async fn seat(operator: &Client, name: &str) -> i64 {
    id(&operator.post("/api/workstations/").json(json!({"name": name})).send().await.expect(201).json())
}

/// Gives a seat a key and marks it online; what it presents.
pub(crate) async fn enrol(test: &TestApp, seat: i64) -> String {
    let key = SeatKey::issue(test.app().chance(), seat);
    let tx = test.db().write_tx().await.unwrap();
    let sql =
        "UPDATE workstations SET key_mac = $2, enrolled_at = $3, is_online = TRUE, last_seen_at = $3 WHERE id = $1";
    tx.exec(sql, vec![seat.into(), key.mac(test.app().secrets()).to_vec().into(), test.now().into()]).await.unwrap();
    tx.commit().await.unwrap();
    format!("Workstation {}", key.text())
}

pub(crate) async fn issue(operator: &Client, visitor: i64, minutes: i64) -> Value {
    let body = json!({"visitor": visitor, "minutes": minutes});
    operator.post("/api/sessions/").json(body).send().await.expect(201).json()
}

pub(crate) fn code(session: &Value) -> String {
    session["access_code"].as_str().unwrap().to_owned()
}

/// Sends a code without a key, from this seat.
pub(crate) async fn send_code(client: &Client, code: &str, seat: i64) -> TestResponse {
    let body = json!({"code": code, "workstation": seat});
    client.post("/api/sessions/validate_code/").json(body).send().await
}

/// A session that runs at a seat; the row as the API shows it.
pub(crate) async fn run(test: &TestApp, operator: &Client, visitor: i64, minutes: i64, seat: i64) -> Value {
    let made = issue(operator, visitor, minutes).await;
    let answer = send_code(&test.anonymous(), &code(&made), seat).await.expect(200);
    answer.json()["session"].clone()
}

pub(crate) async fn act(operator: &Client, session: i64, what: &str, body: Value) -> TestResponse {
    operator.post(&format!("/api/sessions/{session}/{what}/")).json(body).send().await
}

pub(crate) async fn session(operator: &Client, id: i64) -> Value {
    operator.get(&format!("/api/sessions/{id}/")).send().await.expect(200).json()
}

pub(crate) async fn workstation(operator: &Client, id: i64) -> Value {
    operator.get(&format!("/api/workstations/{id}/")).send().await.expect(200).json()
}

/// The kinds of entries about a session or seat, oldest first.
pub(crate) async fn entries(test: &TestApp, kind: &str, id: i64) -> Vec<String> {
    let sql = "SELECT action FROM audit_entries WHERE target_kind = $1 AND target_id = $2 ORDER BY id";
    let rows = test.db().read().all(sql, vec![kind.into(), id.into()]).await.unwrap();
    rows.iter().map(|row| row.try_get("", "action").unwrap()).collect()
}

pub(crate) async fn orders(test: &TestApp, seat: i64) -> Vec<(i64, String)> {
    let sql = "SELECT number, kind FROM seat_orders WHERE workstation_id = $1 ORDER BY number";
    let rows = test.db().read().all(sql, vec![seat.into()]).await.unwrap();
    rows.iter().map(|row| (row.try_get("", "number").unwrap(), row.try_get("", "kind").unwrap())).collect()
}

/// Codes are taken without a key, as in a demonstration.
pub(crate) async fn open_to_all(engine: TestEngine) -> TestApp {
    open_with(engine, &[("workstations.open_validation", true.into())]).await
}
