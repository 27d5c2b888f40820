//! A small place with a room, and what is asked of it again and again.
#![allow(dead_code, reason = "not every part of the tests uses all of it")]

use std::sync::Arc;

use preau_calendar::Calendar;
use preau_kernel::db::Sql;
use preau_testkit::{Client, TestApp, TestEngine};
use preau_workstations::Workstations;
use serde_json::Value;

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
    exec(
        &test,
        "INSERT INTO sites (name, name_key, address, sort_name, search, row_version, created_at, updated_at) \
         VALUES ('Centre', 'centre', '', 'centre', '  centre', 1, 0, 0)",
    )
    .await;
    exec(
        &test,
        "INSERT INTO rooms (site_id, name, name_key, kind, note, is_active, sort_name, sort_capacity, search, row_version, \
         created_at, updated_at) VALUES (1, 'Multimédia', 'multimedia', 'computers', '', TRUE, 'multimedia', 0, \
         '  multimedia', 1, 0, 0)",
    )
    .await;
    test
}

pub(crate) async fn operator(test: &TestApp) -> Client {
    logged_in(test, "operateur@example.com").await
}

pub(crate) async fn admin(test: &TestApp) -> Client {
    logged_in(test, "admin@example.com").await
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
