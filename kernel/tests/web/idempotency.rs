//! `Idempotency-Key`: the same request again is answered again, not done again.

use std::time::Duration;

use chrono::TimeDelta;
use preau_kernel::config::Span;
use preau_kernel::db::Sql;

use crate::support::{Answer, TestApp, test_app, test_app_with};

const ANNA: (&str, &str) = ("authorization", "Bearer anna");

async fn send(test: &TestApp, key: &str, body: &str) -> Answer {
    test.post("/api/things/", &[ANNA, ("idempotency-key", key)], body).await
}

async fn purge(test: &TestApp) {
    let periodic = test.app.periodics().into_iter().find(|p| p.name == "kernel.idempotency_purge").unwrap();
    (periodic.run)(test.app.clone()).await.unwrap();
}

async fn rows(test: &TestApp) -> i64 {
    test.app.db().read().number("SELECT COUNT(*) FROM idempotency", vec![]).await.unwrap()
}

#[tokio::test]
async fn the_same_request_is_answered_again_and_done_once() {
    let test = test_app().await;
    let first = send(&test, "k", "{}").await;
    assert_eq!((first.status.as_u16(), first.header("idempotency-replayed")), (201, None));
    let again = send(&test, "k", "{}").await;
    assert_eq!((again.status.as_u16(), again.header("idempotency-replayed")), (201, Some("true")));
    assert_eq!(first.body, again.body);
    assert_eq!(again.header("content-type"), Some("application/json"));
    let without_slash = test.post("/api/things", &[ANNA, ("idempotency-key", "k")], "{}").await;
    assert_eq!(without_slash.body, first.body);
    assert_eq!(test.created(), 1);
    let recorded = "SELECT COUNT(*) FROM audit_entries WHERE action = 'idempotency_replayed'";
    assert_eq!(test.app.db().read().number(recorded, vec![]).await.unwrap(), 2);
}

#[tokio::test]
async fn without_a_key_or_with_another_it_is_done_again() {
    let test = test_app().await;
    test.post("/api/things/", &[ANNA], "{}").await;
    test.post("/api/things/", &[ANNA], "{}").await;
    send(&test, "a", "{}").await;
    send(&test, "b", "{}").await;
    assert_eq!(test.created(), 4);
    assert_eq!(rows(&test).await, 2);
}

#[tokio::test]
async fn a_key_belongs_to_its_user() {
    let test = test_app().await;
    send(&test, "k", "{}").await;
    let other = [("authorization", "Bearer boris"), ("idempotency-key", "k")];
    let answer = test.post("/api/things/", &other, "{}").await;
    assert_eq!(answer.json()["number"], 2);
}

#[tokio::test]
async fn a_key_for_another_request_is_409() {
    let test = test_app().await;
    send(&test, "k", "{}").await;
    assert_eq!(send(&test, "k", r#"{"a": 1}"#).await.refusal(), (409, "idempotency_key_reused".into()));
    let other_path = test.post("/api/echo/", &[ANNA, ("idempotency-key", "k")], "{}").await;
    assert_eq!(other_path.refusal(), (409, "idempotency_key_reused".into()));
    let other_query = test.post("/api/things/?x=1", &[ANNA, ("idempotency-key", "k")], "{}").await;
    assert_eq!(other_query.refusal().0, 409);
    assert_eq!(test.created(), 1);
}

#[tokio::test]
async fn a_key_is_1_to_255_visible_characters() {
    let test = test_app().await;
    assert_eq!(send(&test, &"k".repeat(255), "{}").await.status, 201);
    for wrong in ["", "a b", &"k".repeat(256)] {
        assert_eq!(send(&test, wrong, "{}").await.refusal(), (400, "wrong_idempotency_key".into()), "{wrong}");
    }
    let two = [ANNA, ("idempotency-key", "a"), ("idempotency-key", "b")];
    assert_eq!(test.post("/api/things/", &two, "{}").await.refusal().0, 400);
    assert_eq!(test.created(), 1);
}

#[tokio::test]
async fn a_key_is_looked_at_on_a_post_of_somebody_who_may() {
    let test = test_app().await;
    assert_eq!(test.get_with("/api/mine/", &[ANNA, ("idempotency-key", "a b")]).await.status, 200);
    assert_eq!(test.post("/api/echo/", &[("idempotency-key", "a b")], r#"{"name": "x"}"#).await.status, 200);
    assert_eq!(test.post("/api/things/", &[("idempotency-key", "k")], "{}").await.refusal().0, 401);
    assert_eq!(rows(&test).await, 0);
}

#[tokio::test]
async fn a_refusal_is_kept_with_its_sentence() {
    let test = test_app().await;
    for replayed in [None, Some("true")] {
        let answer = send(&test, "k", r#"{"end": "conflict"}"#).await;
        assert_eq!(answer.refusal(), (409, "row_changed".into()));
        assert_eq!(answer.header("idempotency-replayed"), replayed);
    }
    assert_eq!(test.created(), 1);
}

#[tokio::test]
async fn after_a_failure_the_key_is_free_again() {
    let test = test_app().await;
    for end in ["internal", "throttled"] {
        let body = format!(r#"{{"end": "{end}"}}"#);
        let before = test.created();
        send(&test, end, &body).await;
        assert_eq!(send(&test, end, &body).await.header("idempotency-replayed"), None);
        assert_eq!(test.created(), before + 2, "{end}");
    }
    assert_eq!(rows(&test).await, 0);
}

#[tokio::test]
async fn secrets_and_large_answers_are_not_kept_and_not_done_twice() {
    let test = test_app().await;
    for body in [r#"{"end": "secret"}"#, r#"{"end": "cookie"}"#, r#"{"size": 262144}"#] {
        let before = test.created();
        assert_eq!(send(&test, &before.to_string(), body).await.status, 201);
        assert_eq!(
            send(&test, &before.to_string(), body).await.refusal(),
            (409, "request_already_done".into()),
            "{body}"
        );
        assert_eq!(test.created(), before + 1);
    }
    let kept = "SELECT COUNT(*) FROM idempotency WHERE body IS NOT NULL";
    assert_eq!(test.app.db().read().number(kept, vec![]).await.unwrap(), 0);
}

#[tokio::test]
async fn the_same_request_twice_at_once_is_done_once() {
    let test = test_app().await;
    let body = r#"{"wait": 300}"#;
    let (first, second) = tokio::join!(send(&test, "k", body), send(&test, "k", body));
    let (done, refused) = if first.status == 201 { (first, second) } else { (second, first) };
    assert_eq!(done.status, 201);
    assert_eq!(refused.refusal(), (409, "request_in_progress".into()));
    assert_eq!(send(&test, "k", body).await.body, done.body);
    assert_eq!(test.created(), 1);
}

#[tokio::test]
async fn a_client_that_hangs_up_finds_its_answer_later() {
    let test = test_app().await;
    let body = r#"{"wait": 200}"#;
    let gone = tokio::time::timeout(Duration::from_millis(80), send(&test, "k", body)).await;
    assert!(gone.is_err());
    tokio::time::sleep(Duration::from_millis(500)).await;
    let again = send(&test, "k", body).await;
    assert_eq!((again.status.as_u16(), again.header("idempotency-replayed")), (201, Some("true")));
    assert_eq!(test.created(), 1);
}

#[tokio::test]
async fn a_request_that_outlives_its_time_is_kept_as_well() {
    let test = test_app_with(|config| config.server.request_timeout = Span::seconds(1)).await;
    let body = r#"{"wait": 1300}"#;
    assert_eq!(send(&test, "k", body).await.refusal(), (503, "timeout".into()));
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(send(&test, "k", body).await.status, 201);
    assert_eq!(test.created(), 1);
}

#[tokio::test]
async fn after_a_panic_nobody_knows() {
    let test = test_app().await;
    let body = r#"{"end": "panic"}"#;
    assert_eq!(send(&test, "k", body).await.refusal(), (500, "internal".into()));
    assert_eq!(send(&test, "k", body).await.refusal(), (409, "request_outcome_unknown".into()));
    assert_eq!(test.created(), 1);
}

#[tokio::test]
async fn a_row_whose_process_is_gone_says_so_until_the_day_is_over() {
    let test = test_app().await;
    // As a crash leaves it: the claim is there, the answer is not.
    send(&test, "k", "{}").await;
    let tx = test.app.db().write_tx().await.unwrap();
    tx.exec("UPDATE idempotency SET state = 'running', body = NULL", vec![]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(send(&test, "k", "{}").await.refusal(), (409, "request_in_progress".into()));
    test.clock.advance(TimeDelta::seconds(121));
    assert_eq!(send(&test, "k", "{}").await.refusal(), (409, "request_outcome_unknown".into()));
    test.clock.advance(TimeDelta::hours(24));
    assert_eq!(send(&test, "k", "{}").await.status, 201);
    assert_eq!(test.created(), 2);
}

#[tokio::test]
async fn a_key_holds_for_a_day() {
    let test = test_app().await;
    send(&test, "k", "{}").await;
    test.clock.advance(TimeDelta::hours(23));
    purge(&test).await;
    assert_eq!(send(&test, "k", "{}").await.header("idempotency-replayed"), Some("true"));
    test.clock.advance(TimeDelta::hours(1));
    assert_eq!(send(&test, "k", "{}").await.header("idempotency-replayed"), None);
    test.clock.advance(TimeDelta::hours(24));
    purge(&test).await;
    assert_eq!(rows(&test).await, 0);
}

#[tokio::test]
async fn the_body_is_limited_as_without_a_key() {
    let test = test_app().await;
    assert_eq!(send(&test, "k", &format!(r#"{{"a": "{}"}}"#, "x".repeat(9000))).await.refusal().0, 413);
    assert_eq!(rows(&test).await, 0);
}
