//! What happened to a lesson: noted with each change, told to everybody who may see the lesson.

use std::collections::{BTreeMap, BTreeSet};

use preau_kernel::Result;
use preau_kernel::db::{Sql, Tx};
use serde_json::{Map, Value, json};

use super::Planner;
use crate::refusals::names;
use crate::store::lessons::{self as rows, Event, NewEvent};

/// `changes`: old and new value of each field, what it refers to by id.
pub(super) async fn note(
    tx: &Tx,
    planner: &Planner<'_>,
    lesson: i64,
    kind: &str,
    changes: &Map<String, Value>,
    reason: &str,
) -> Result<()> {
    let changes = serde_json::to_string(changes)?;
    let new = NewEvent { lesson, actor: planner.actor.user_id, kind, changes, reason };
    rows::add_event(tx, new, planner.app.now()).await
}

/// A field with its old and new value; rooms, subjects, people and groups as `{id, name}`.
pub(crate) struct Change {
    pub(crate) field: String,
    pub(crate) from: Value,
    pub(crate) to: Value,
}

/// Where the names of what a field refers to stand.
fn source(field: &str) -> Option<&'static str> {
    match field {
        "room" => Some("SELECT id, name FROM rooms WHERE id IN"),
        "module" => Some("SELECT id, name FROM modules WHERE id IN"),
        "groups" => Some("SELECT id, name FROM class_groups WHERE id IN"),
        "professors" => Some("SELECT id, first_name || ' ' || last_name AS name FROM users WHERE id IN"),
        _ => None,
    }
}

/// Latest first; one more query for each kind of thing that is named.
pub(crate) async fn told(conn: &dyn Sql, lesson: i64) -> Result<Vec<(Event, Vec<Change>)>> {
    let mut read = Vec::new();
    for event in rows::events(conn, lesson).await? {
        let changes: Map<String, Value> = serde_json::from_str(&event.changes)?;
        read.push((event, changes));
    }
    let mut ids: BTreeMap<&'static str, BTreeSet<i64>> = BTreeMap::new();
    for (field, value) in read.iter().flat_map(|(_, changes)| changes) {
        if let Some(source) = source(field) {
            gather(value, ids.entry(source).or_default());
        }
    }
    let mut known = BTreeMap::new();
    for (source, ids) in ids {
        known.insert(source, names(conn, source, ids).await?);
    }
    let change = |(field, value): (String, Value)| {
        let named = |value: &Value| match source(&field).and_then(|source| known.get(source)) {
            Some(names) => with_names(value, names),
            None => value.clone(),
        };
        Change { from: named(&value[0]), to: named(&value[1]), field }
    };
    Ok(read.into_iter().map(|(event, changes)| (event, changes.into_iter().map(change).collect())).collect())
}

fn gather(value: &Value, ids: &mut BTreeSet<i64>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, ids)),
        _ => ids.extend(value.as_i64()),
    }
}

/// Whoever or whatever is no longer known is passed over.
fn with_names(value: &Value, names: &BTreeMap<i64, String>) -> Value {
    let one = |value: &Value| {
        let id = value.as_i64()?;
        Some(json!({"id": id, "name": names.get(&id)?}))
    };
    match value {
        Value::Array(values) => values.iter().filter_map(one).collect(),
        _ => one(value).unwrap_or_default(),
    }
}
