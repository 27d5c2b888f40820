//! What changes the calendar: one write, one function, one transaction.

pub mod claims;
pub mod closed_days;
pub mod feeds;
pub mod person;
pub mod rooms;
pub mod sites;

use preau_kernel::audit::Entry;
use preau_kernel::{Error, Refusal, Result};
use serde_json::{Map, Value, json};

fn check_version(seen: Option<i64>, now: i64) -> Result<()> {
    match seen {
        Some(seen) if seen != now => Err(Error::conflict(Refusal::new("row_changed").extra("row_version", json!(now)))),
        _ => Ok(()),
    }
}

/// Old and new value of every field that has changed.
fn changes<const N: usize>(fields: [(&str, Value, Value); N]) -> Map<String, Value> {
    let changed = fields.into_iter().filter(|(_, old, new)| old != new);
    changed.map(|(name, old, new)| (name.to_owned(), json!([old, new]))).collect()
}

fn changed(entry: Entry, changes: Map<String, Value>) -> Entry {
    let fields: Vec<_> = changes.keys().cloned().collect();
    entry.meta("fields", fields).personal("changes", changes)
}
