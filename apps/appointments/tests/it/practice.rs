//! A coach's practice, and what is asked of it again and again.

use std::sync::Arc;

use preau_appointments::Appointments;
use preau_calendar::Calendar;
use preau_kernel::db::Sql;
use preau_testkit::{Client, TestApp, TestEngine};
use serde_json::{Value, json};

pub(crate) use super::place::logged_in;

/// Ids of people.
pub(crate) const COACH: i64 = 6;
pub(crate) const CLIENT: i64 = 7;
pub(crate) const STUDENT: i64 = 4;

/// Monday 2026-11-23, 9:00 in Paris.
pub(crate) async fn open(engine: TestEngine) -> TestApp {
    let test = super::place::start_among(engine, vec![Arc::new(Calendar), Arc::new(Appointments)], &[]).await;
    // The zone of the tests' place is that of the seeds.
    let zone: String =
        test.db().read().get("SELECT zone FROM place", vec![]).await.unwrap().try_get("", "zone").unwrap();
    assert_eq!(zone, "Europe/Paris");
    test
}

pub(crate) async fn client(test: &TestApp) -> Client {
    logged_in(test, "client@example.com").await
}

pub(crate) async fn coach(test: &TestApp) -> Client {
    logged_in(test, "coach@example.com").await
}

pub(crate) async fn staff(test: &TestApp) -> Client {
    logged_in(test, "admin@example.com").await
}

/// Books and answers the appointment.
pub(crate) async fn book(who: &Client, date: &str, start: &str) -> Value {
    who.post("/api/appointments/").json(json!({"date": date, "start": start})).send().await.expect(201).json()
}

/// The starts of a day, free ones with `true`.
pub(crate) async fn starts(who: &Client, date: &str) -> Vec<(String, bool)> {
    let day = who.get(&format!("/api/slots/?date={date}")).send().await.expect(200).json();
    let slots = day["slots"].as_array().unwrap().iter();
    slots.map(|slot| (slot["start"].as_str().unwrap().to_owned(), slot["available"].as_bool().unwrap())).collect()
}

pub(crate) async fn is_free(who: &Client, date: &str, start: &str) -> bool {
    starts(who, date).await.iter().any(|(at, free)| at == start && *free)
}

pub(crate) async fn count(test: &TestApp, from: &str) -> i64 {
    test.db().read().number(&format!("SELECT COUNT(*) FROM {from}"), vec![]).await.unwrap()
}

pub(crate) async fn exec(test: &TestApp, sql: &str) {
    let tx = test.db().write_tx().await.unwrap();
    tx.exec(sql, vec![]).await.unwrap();
    tx.commit().await.unwrap();
}

pub(crate) fn id(body: &Value) -> i64 {
    body["id"].as_i64().unwrap()
}
