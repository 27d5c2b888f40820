//! Jobs of absences: mails, outside the quiet hours.

use futures::FutureExt;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::jobs::{self, JobKind, Periodic};
use preau_kernel::{App, Error, Result};
use serde_json::{Value, json};

use crate::actions::absences::tell;

const ABSENT: &str = "school.tell_absent";
const DECLARED: &str = "school.tell_declared";
const DECISION: &str = "school.tell_decision";
const WITHDRAWN: &str = "school.tell_withdrawn";
const MESSAGE: &str = "school.send_message";

pub(super) fn kinds() -> Vec<JobKind> {
    vec![
        JobKind { name: ABSENT, max_attempts: 10, run: |app, payload| run(app, ABSENT, payload).boxed() },
        JobKind { name: DECLARED, max_attempts: 10, run: |app, payload| run(app, DECLARED, payload).boxed() },
        JobKind { name: DECISION, max_attempts: 10, run: |app, payload| run(app, DECISION, payload).boxed() },
        JobKind { name: WITHDRAWN, max_attempts: 10, run: |app, payload| run(app, WITHDRAWN, payload).boxed() },
        JobKind { name: MESSAGE, max_attempts: 10, run: |app, payload| run(app, MESSAGE, payload).boxed() },
    ]
}

pub(super) fn periodic() -> Vec<Periodic> {
    Vec::new()
}

pub(crate) async fn tell_absent(tx: &Tx, app: &App, lesson: i64, at: Timestamp) -> Result<()> {
    jobs::enqueue_at(tx, app, ABSENT, json!({"lesson": lesson}), at).await.map(drop)
}

pub(crate) async fn tell_declared(tx: &Tx, app: &App, absence: i64) -> Result<()> {
    jobs::enqueue(tx, app, DECLARED, json!({"absence": absence})).await.map(drop)
}

pub(crate) async fn tell_decision(tx: &Tx, app: &App, absence: i64, version: i64) -> Result<()> {
    jobs::enqueue(tx, app, DECISION, json!({"absence": absence, "version": version})).await.map(drop)
}

pub(crate) async fn tell_withdrawn(tx: &Tx, app: &App, absence: i64) -> Result<()> {
    jobs::enqueue(tx, app, WITHDRAWN, json!({"absence": absence})).await.map(drop)
}

pub(crate) async fn send_message(tx: &Tx, app: &App, message: i64, people: &[i64]) -> Result<()> {
    jobs::enqueue(tx, app, MESSAGE, json!({"message": message, "people": people})).await.map(drop)
}

/// In the quiet hours it is put off to their end. A message that somebody writes leaves when they send it.
async fn run(app: App, kind: &'static str, payload: Value) -> Result<()> {
    if kind != MESSAGE
        && let Some(at) = tell::waits_until(&app).await?
    {
        let tx = app.db().write_tx().await?;
        jobs::enqueue_at(&tx, &app, kind, payload, at).await?;
        return tx.commit().await;
    }
    let id = |name: &str| payload[name].as_i64().ok_or_else(|| Error::internal("a job that tells nothing"));
    match kind {
        ABSENT => tell::absent(&app, id("lesson")?).await,
        DECLARED => tell::declared(&app, id("absence")?).await,
        WITHDRAWN => tell::withdrawn(&app, id("absence")?).await,
        DECISION => tell::decision(&app, id("absence")?, id("version")?).await,
        _ => {
            let people = payload["people"].as_array().map(Vec::as_slice).unwrap_or_default();
            let people: Vec<i64> = people.iter().filter_map(Value::as_i64).collect();
            tell::message(&app, id("message")?, &people).await
        }
    }
}
