//! What changes the computer rooms: one write, one function, one transaction.
//!
//! Map: `seats` workstations · `sessions` their life · `hours` until when the place is open · `tell` what seats and
//! operators hear of a change.

pub(crate) mod hours;
pub mod live;
pub mod people;
pub mod seats;
pub mod sessions;
pub(crate) mod tell;

use preau_kernel::audit::{Action, Entry};
use preau_kernel::{Error, Refusal, Result};
use serde_json::{Map, Value, json};

use crate::{data, operation, security};

pub use crate::store::orders::TOPIC as TOPIC_SEAT;
pub use tell::TOPIC_ROOM;

/// Of seats and sessions.
pub(crate) const AUDIT: &[Action] = &[
    data("workstation_created"),
    data("workstation_updated"),
    data("workstation_deleted"),
    operation("workstation_status_changed"),
    operation("code_generated"),
    security("code_refused"),
    operation("session_started"),
    operation("session_suspended"),
    operation("session_resumed"),
    operation("session_extended"),
    operation("session_ended"),
    operation("session_expired"),
    operation("session_moved"),
    operation("seat_freed"),
    operation("warning_sent"),
];

/// 409 when the asker saw an older row.
pub(crate) fn check_version(seen: Option<i64>, now: i64) -> Result<()> {
    match seen {
        Some(seen) if seen != now => Err(Error::conflict(Refusal::new("row_changed").extra("row_version", json!(now)))),
        _ => Ok(()),
    }
}

/// Old and new value of every field that has changed.
pub(crate) fn changes<const N: usize>(fields: [(&str, Value, Value); N]) -> Map<String, Value> {
    let changed = fields.into_iter().filter(|(_, old, new)| old != new);
    changed.map(|(name, old, new)| (name.to_owned(), json!([old, new]))).collect()
}

pub(crate) fn changed(entry: Entry, changes: Map<String, Value>) -> Entry {
    let fields: Vec<_> = changes.keys().cloned().collect();
    entry.meta("fields", fields).personal("changes", changes)
}
