//! Health and metrics, for those who run the program.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use preau_kernel::db::Sql;
use sea_orm::ConnectionTrait;

use crate::support::{Answer, TestApp, test_app, test_app_with};

async fn metrics_from(test: &TestApp, peer: &str, headers: &[(&str, &str)]) -> Answer {
    let peer: SocketAddr = format!("{peer}:4711").parse().unwrap();
    let mut request = Request::get("/metrics").header("host", "localhost").extension(ConnectInfo(peer));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    test.request(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn alive_and_ready() {
    let test = test_app().await;
    assert_eq!(test.get("/healthz").await.json()["status"], "ok");
    assert_eq!(test.get("/readyz").await.json()["status"], "ready");
    assert_eq!(test.get("/readyz/").await.status, 200);
}

#[tokio::test]
async fn not_ready_while_migrations_wait() {
    let test = test_app().await;
    let tx = test.app.db().write_tx().await.unwrap();
    tx.exec("DELETE FROM schema_migrations WHERE name = 'kernel/0003_idempotency'", vec![]).await.unwrap();
    tx.commit().await.unwrap();
    let answer = test.get("/readyz").await;
    assert_eq!(answer.refusal(), (503, "migrations_pending".into()));
    assert_eq!(test.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn not_ready_without_a_database() {
    let test = test_app().await;
    test.app.db().close().await;
    assert_eq!(test.get("/readyz").await.refusal(), (503, "database_unavailable".into()));
    assert_eq!(test.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn not_ready_while_the_program_ends() {
    let test = test_app().await;
    test.app.stop().cancel();
    assert_eq!(test.get("/readyz").await.refusal(), (503, "shutting_down".into()));
}

#[tokio::test]
async fn requests_are_counted_by_template_and_status() {
    let test = test_app().await;
    test.get("/api/items/1/").await;
    test.get("/api/items/2/").await;
    test.get("/api/items/x/").await;
    test.get("/no/such/secret-token/").await;
    test.send("BREW", "/api/public/", &[], "").await;
    let text = test.get("/metrics").await.text();
    for line in [
        r#"preau_http_requests_total{method="GET",route="/api/items/{id}/",status="200"} 2"#,
        r#"preau_http_requests_total{method="GET",route="/api/items/{id}/",status="404"} 1"#,
        r#"preau_http_requests_total{method="GET",route="unmatched",status="404"} 1"#,
        r#"preau_http_requests_total{method="other",route="/api/public/",status="405"} 1"#,
        r#"preau_http_request_duration_seconds_count{method="GET",route="/api/items/{id}/"} 3"#,
        "preau_http_requests_in_flight 1",
        "preau_build_info{version=",
        // What there is none of is 0.
        r#"preau_jobs{state="queued"} 0"#,
        r#"preau_jobs{state="dead"} 0"#,
        "preau_process_resident_memory_bytes ",
        "# EOF",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("secret-token"));
}

#[tokio::test]
async fn modules_count_too() {
    let test = test_app().await;
    test.get("/api/public/").await;
    test.get("/api/public/").await;
    let text = test.get("/metrics").await.text();
    assert!(text.contains(r#"preau_sample_pokes_total{kind="public"} 2"#), "{text}");
}

#[tokio::test]
async fn queues_are_read_from_the_database_where_they_exist() {
    let test = test_app().await;
    let tx = test.app.db().write_tx().await.unwrap();
    for sql in ["DROP TABLE IF EXISTS jobs", "CREATE TABLE jobs (state TEXT, run_at BIGINT)"] {
        tx.execute_unprepared(sql).await.unwrap();
    }
    tx.exec("INSERT INTO jobs VALUES ('waiting', 1), ('waiting', 2), ('dead', 3)", vec![]).await.unwrap();
    tx.commit().await.unwrap();
    let text = test.get("/metrics").await.text();
    assert!(
        text.contains(r#"preau_jobs{state="waiting"} 2"#) && text.contains(r#"preau_jobs{state="dead"} 1"#),
        "{text}"
    );
}

#[tokio::test]
async fn metrics_are_for_this_machine() {
    let test = test_app_with(|config| config.server.trusted_proxies = vec!["192.0.2.0/24".parse().unwrap()]).await;
    assert_eq!(metrics_from(&test, "127.0.0.1", &[]).await.status, 200);
    assert_eq!(metrics_from(&test, "[::1]", &[]).await.status, 200);
    assert_eq!(metrics_from(&test, "192.0.2.7", &[]).await.refusal().0, 403);
    // Neither a forged header nor a proxy on this machine opens them.
    let forged = [("x-forwarded-for", "127.0.0.1")];
    assert_eq!(metrics_from(&test, "192.0.2.7", &forged).await.refusal().0, 403);
    assert_eq!(metrics_from(&test, "127.0.0.1", &[("x-forwarded-for", "198.51.100.1")]).await.refusal().0, 403);
    assert_eq!(metrics_from(&test, "192.0.2.7", &[("authorization", "Bearer ")]).await.refusal().0, 403);
}

#[tokio::test]
async fn metrics_open_to_their_token() {
    let test = test_app_with(|config| config.server.metrics_token = "letmein".into()).await;
    assert_eq!(metrics_from(&test, "192.0.2.7", &[("authorization", "Bearer letmein")]).await.status, 200);
    for wrong in ["Bearer letmeinn", "Bearer letmei", "Bearer ", "letmein"] {
        assert_eq!(metrics_from(&test, "192.0.2.7", &[("authorization", wrong)]).await.refusal().0, 401, "{wrong}");
    }
    assert_eq!(metrics_from(&test, "192.0.2.7", &[]).await.refusal().0, 401);
}
