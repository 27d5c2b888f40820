//! The log: one line per request, with the template of the route and never what a link carries.

use std::io::Write;
use std::sync::Arc;

use parking_lot::Mutex;
use serde_json::Value;
use tracing::Instrument;
use tracing::subscriber::DefaultGuard;

use crate::support::test_app;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Lines {
    /// Gathers what this thread logs (a test's runtime has one) while the guard lives.
    fn gather() -> (Self, DefaultGuard) {
        let lines = Self::default();
        let writer = lines.clone();
        let subscriber = tracing_subscriber::fmt().json().flatten_event(true).with_writer(move || writer.clone());
        (lines, tracing::subscriber::set_default(subscriber.finish()))
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().clone()).unwrap()
    }

    fn of(&self, target: &str) -> Vec<Value> {
        let lines: Vec<Value> = self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        lines.into_iter().filter(|line| line["target"].as_str().unwrap().starts_with(target)).collect()
    }
}

#[tokio::test]
async fn one_line_tells_of_a_request() {
    let test = test_app().await;
    let (lines, _guard) = Lines::gather();
    let answer = test.get_with("/api/items/7/?x=1", &[("authorization", "Bearer anna")]).await;
    let access = lines.of("preau::access");
    assert_eq!(access.len(), 1, "{}", lines.text());
    assert_eq!(access[0]["method"], "GET");
    assert_eq!(access[0]["route"], "/api/items/{id}/");
    assert_eq!(access[0]["status"], 200);
    assert!(access[0]["ms"].is_number());
    assert_eq!(access[0]["request_id"].as_str(), answer.header("x-request-id"));
    assert_eq!(access[0]["user"], 414);
}

#[tokio::test]
async fn secrets_stay_out() {
    let test = test_app().await;
    let (lines, _guard) = Lines::gather();
    let secret = "s3cret-of-a-link";
    let headers = [("authorization", "Bearer s3cret-of-a-link"), ("cookie", "session=s3cret-of-a-link")];
    test.get_with(&format!("/api/words/{secret}/?token={secret}"), &headers).await;
    test.get_with(&format!("/reset/{secret}"), &headers).await;
    test.post("/api/echo/", &headers, &format!(r#"{{"name": "{secret}", "number": "{secret}"}}"#)).await;
    test.get_with("/api/panics/", &headers).await;
    test.get_with("/api/refuse/internal/", &headers).await;
    assert_eq!(lines.of("preau::access").len(), 5);
    assert!(!lines.text().contains(secret), "{}", lines.text());
}

#[tokio::test]
async fn an_internal_error_is_logged_once_with_the_id_of_its_request() {
    let test = test_app().await;
    let (lines, _guard) = Lines::gather();
    let answer = test.get("/api/refuse/internal/").await;
    let errors: Vec<Value> = lines.of("preau_kernel").into_iter().filter(|line| line["level"] == "ERROR").collect();
    assert_eq!(errors.len(), 1, "{}", lines.text());
    assert_eq!(errors[0]["request_id"].as_str(), answer.header("x-request-id"));
}

#[tokio::test]
async fn a_client_that_hangs_up_is_logged_too() {
    let test = test_app().await;
    let (lines, _guard) = Lines::gather();
    let asking = test.get("/api/slow/?ms=10000").in_current_span();
    assert!(tokio::time::timeout(std::time::Duration::from_millis(50), asking).await.is_err());
    let access = lines.of("preau::access");
    assert_eq!(access[0]["status"], 499);
}
