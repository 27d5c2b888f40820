//! Visitors and what concerns them.

mod batches;
mod consent;
mod doubles;
mod office;
mod persons;
mod promised;
mod queue;
mod reservations;
mod retention;
mod sample;
mod statistics;
mod visitors;

use preau_testkit::Client;
use serde_json::{Value, json};

use super::roles::Who::{self, Anyone, Operators};

/// Its routes, for `roles`.
pub(crate) const TABLE: &[(Who, &str, &str)] = &[
    (Operators, "GET", "/api/visitors/"),
    (Operators, "POST", "/api/visitors/"),
    (Operators, "GET", "/api/visitors/lookup/"),
    (Operators, "GET", "/api/visitors/{id}/"),
    (Operators, "PUT", "/api/visitors/{id}/"),
    (Operators, "PATCH", "/api/visitors/{id}/"),
    (Operators, "DELETE", "/api/visitors/{id}/"),
    (Operators, "GET", "/api/visitors/{id}/photo/"),
    (Operators, "PUT", "/api/visitors/{id}/photo/"),
    (Operators, "DELETE", "/api/visitors/{id}/photo/"),
    (Operators, "GET", "/api/visitors/{id}/consent/"),
    (Operators, "POST", "/api/visitors/{id}/consent/"),
    (Operators, "DELETE", "/api/visitors/{id}/consent/"),
    (Operators, "POST", "/api/visitors/{id}/merge/"),
    (Operators, "POST", "/api/visitors/{id}/hold/"),
    (Operators, "GET", "/api/visitors/{id}/sessions/"),
    (Operators, "GET", "/api/visitors/{id}/export/"),
    (Operators, "GET", "/api/visitor-categories/"),
    (Operators, "POST", "/api/visitor-categories/"),
    (Operators, "GET", "/api/visitor-categories/{id}/"),
    (Operators, "PUT", "/api/visitor-categories/{id}/"),
    (Operators, "PATCH", "/api/visitor-categories/{id}/"),
    (Operators, "DELETE", "/api/visitor-categories/{id}/"),
    (Operators, "GET", "/api/consent-texts/"),
    (Operators, "POST", "/api/consent-texts/"),
    (Operators, "GET", "/api/consent-texts/{id}/"),
    (Operators, "GET", "/api/consent-texts/current/"),
    (Operators, "PUT", "/api/consent-texts/{id}/"),
    (Operators, "PATCH", "/api/consent-texts/{id}/"),
    (Operators, "DELETE", "/api/consent-texts/{id}/"),
    (Operators, "POST", "/api/consent-texts/{id}/publication/"),
    (Operators, "GET", "/api/consent-texts/{id}/consents/"),
    (Operators, "GET", "/api/code-batches/"),
    (Operators, "POST", "/api/code-batches/"),
    (Operators, "GET", "/api/code-batches/{id}/"),
    (Operators, "POST", "/api/code-batches/{id}/void/"),
    (Operators, "GET", "/api/queue/"),
    (Operators, "POST", "/api/queue/"),
    (Operators, "GET", "/api/queue/{id}/"),
    (Operators, "POST", "/api/queue/{id}/call/"),
    (Operators, "POST", "/api/queue/{id}/seat/"),
    (Operators, "POST", "/api/queue/{id}/leave/"),
    (Operators, "POST", "/api/queue/{id}/back/"),
    (Anyone, "GET", "/api/queue/board/"),
    (Operators, "GET", "/api/reservations/"),
    (Operators, "POST", "/api/reservations/"),
    (Operators, "GET", "/api/reservations/{id}/"),
    (Operators, "PATCH", "/api/reservations/{id}/"),
    (Operators, "POST", "/api/reservations/{id}/cancellation/"),
    (Operators, "GET", "/api/workstations/statistics/"),
];

/// Somebody is registered.
async fn register(operator: &Client, body: Value) -> Value {
    operator.post("/api/visitors/").json(body).send().await.expect(201).json()
}

async fn registered(operator: &Client, first: &str, last: &str) -> i64 {
    super::rooms::id(&register(operator, json!({"first_name": first, "last_name": last})).await)
}

/// A text is written and published.
async fn publish(operator: &Client, version: &str) -> i64 {
    let body = json!({"version": version, "body_fr": "J’accepte.", "body_en": "I agree."});
    let made = operator.post("/api/consent-texts/").json(body).send().await.expect(201).json();
    let id = super::rooms::id(&made);
    operator.post(&format!("/api/consent-texts/{id}/publication/")).send().await.expect(200);
    id
}
