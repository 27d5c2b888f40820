//! What changes the school: one write, one function, one transaction.

pub(crate) mod absences;
pub(crate) mod attendance;
pub(crate) mod person;

use preau_kernel::audit::{Action, Entry};
use preau_kernel::{Error, Refusal, Result};
use serde_json::{Map, Value, json};

/// Of structure and timetable.
pub(crate) const AUDIT: &[Action] = &[];

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
