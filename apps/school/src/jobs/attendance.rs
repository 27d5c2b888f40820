//! Jobs of attendance.

use futures::FutureExt;
use preau_kernel::config::Span;
use preau_kernel::db::Tx;
use preau_kernel::jobs::{self, JobKind, Periodic};
use preau_kernel::{App, Error, Result};
use serde_json::{Value, json};

use crate::actions::attendance::{forget, remind};

const REMIND: &str = "school.remind_of_registers";

pub(super) fn kinds() -> Vec<JobKind> {
    vec![JobKind { name: REMIND, max_attempts: 10, run: |app, payload| remind_now(app, payload).boxed() }]
}

pub(super) fn periodic() -> Vec<Periodic> {
    vec![
        Periodic {
            name: "school.missing_registers",
            every: Span::seconds(300),
            run: |app| async move { remind::remind(&app).await }.boxed(),
        },
        Periodic {
            name: "school.forget_devices",
            every: Span::hours(1),
            run: |app| async move { forget::forget(&app).await }.boxed(),
        },
    ]
}

/// Queues the mail to a professor about registers that are missing; `time` when the office asks for it.
pub(crate) async fn remind(tx: &Tx, app: &App, professor: i64, lessons: &[i64], time: &str) -> Result<()> {
    let payload = json!({"professor": professor, "lessons": lessons, "time": time});
    jobs::enqueue(tx, app, REMIND, payload).await.map(drop)
}

async fn remind_now(app: App, payload: Value) -> Result<()> {
    let lessons: Option<Vec<i64>> =
        payload["lessons"].as_array().and_then(|list| list.iter().map(Value::as_i64).collect());
    match (payload["professor"].as_i64(), lessons) {
        (Some(professor), Some(lessons)) => {
            remind::tell(&app, professor, &lessons, payload["time"].as_str().unwrap_or_default()).await
        }
        _ => Err(Error::internal("a job that reminds nobody")),
    }
}
