//! What changes the school: one write, one function, one transaction.

pub(crate) mod absences;
pub(crate) mod attendance;
pub(crate) mod claiming;
pub(crate) mod digest;
pub(crate) mod person;
pub(crate) mod planning;
pub(crate) mod sheets;
pub(crate) mod structure;

use preau_kernel::audit::{Action, Entry};
use preau_kernel::{Error, Refusal, Result};
use serde_json::{Map, Value, json};

use crate::data;

/// Of structure and timetable.
pub(crate) const AUDIT: &[Action] = &[
    data("school_year_created"),
    data("school_year_updated"),
    data("school_year_deleted"),
    data("term_created"),
    data("term_updated"),
    data("term_deleted"),
    data("programme_created"),
    data("programme_updated"),
    data("programme_deleted"),
    data("taught_module_created"),
    data("taught_module_updated"),
    data("taught_module_deleted"),
    data("class_group_created"),
    data("class_group_updated"),
    data("class_group_deleted"),
    data("enrolment_created"),
    data("enrolment_updated"),
    data("enrolment_deleted"),
    data("school_imported"),
    data("lesson_created"),
    data("lesson_changed"),
    data("lesson_moved"),
    data("lesson_cancelled"),
    data("lesson_substituted"),
    data("series_created"),
    data("series_changed"),
    data("series_cancelled"),
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
