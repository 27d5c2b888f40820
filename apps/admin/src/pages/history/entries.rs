//! The trail of one row, in words.

use preau_kernel::Result;
use preau_kernel::admin::{Entity, Field};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page};
use sea_orm::QueryResult;
use serde_json::{Map, Value};

use crate::forms;
use crate::labels::{self, dashed};
use crate::shell::Shell;

const SELECT: &str = "e.id, e.at, e.action, e.actor_id, e.metadata, p.content";
const FROM: &str = "audit_entries e LEFT JOIN audit_personal p ON p.entry_id = e.id";
const SIZE: usize = 20;

const LIST: List = List {
    select: SELECT,
    from: FROM,
    alias: "e",
    search: None,
    orderings: &[Ordering { name: "at", column: "e.at", kind: Kind::Number }],
    default_ordering: "-at",
};

/// One entry as it is told.
pub(super) struct Told {
    pub(super) id: i64,
    pub(super) at: Timestamp,
    pub(super) action: String,
    pub(super) summary: String,
    /// Field, old and new value.
    pub(super) changes: Vec<(String, Value, Value)>,
}

/// The entries about a target, a page of them by the cursor of the address.
pub(super) async fn page(shell: &Shell, kind: &str, id: i64) -> Result<Page<Told>> {
    let query = forms::page_of(SIZE, shell.visit.query("cursor").as_deref())?;
    query.run(shell.app().db().read(), &LIST, about(kind, id), |row| tell(shell, row)).await
}

/// One entry about a target, 404 for any other.
pub(super) async fn get(shell: &Shell, kind: &str, id: i64, entry: i64) -> Result<Told> {
    let mut conditions = about(kind, id);
    conditions.add("e.id = ?", [entry.into()]);
    let (filter, values) = conditions.into_parts();
    let sql = format!("SELECT {SELECT} FROM {FROM} WHERE {filter}");
    tell(shell, &shell.app().db().read().get(&sql, values).await?)
}

fn about(kind: &str, id: i64) -> Conditions {
    let mut conditions = Conditions::default();
    conditions.add("e.target_kind = ? AND e.target_id = ?", [kind.into(), id.into()]);
    conditions
}

/// The declared field of a changed value: nested ones are recorded by their last part.
pub(super) fn field<'a>(entity: &'a Entity, name: &str) -> Option<&'a Field> {
    let last = |name: &'a str| name.rsplit('.').next();
    entity.field(name).or_else(|| entity.fields().find(|field| last(field.name) == Some(name)))
}

fn tell(shell: &Shell, row: &QueryResult) -> Result<Told> {
    let object = |text: String| serde_json::from_str::<Map<String, Value>>(&text).unwrap_or_default();
    let action: String = row.try_get("", "action")?;
    let personal: Option<String> = row.try_get("", "content")?;
    let personal = personal.map(object);
    let actor: Option<i64> = row.try_get("", "actor_id")?;
    let name = |key: &str| personal.as_ref()?.get(key)?.as_str().map(str::to_owned);
    let erased = || shell.text("admin-history-erased");
    let who = actor.map(|_| name("actor").unwrap_or_else(erased));
    let changes = personal.as_ref().and_then(|personal| personal.get("changes")).and_then(Value::as_object);
    let pairs = changes.into_iter().flatten().filter_map(|(field, pair)| match pair.as_array().map(Vec::as_slice) {
        Some([old, new]) => Some((field.clone(), old.clone(), new.clone())),
        _ => None,
    });
    let metadata: String = row.try_get("", "metadata")?;
    Ok(Told {
        id: row.try_get("", "id")?,
        at: row.try_get("", "at")?,
        summary: summary(shell, &action, who.as_deref(), name("target").as_deref(), &object(metadata)),
        action: display(shell, &action),
        changes: pairs.collect(),
    })
}

/// The name of a kind of entry; its code when the module that declares it is off.
fn display(shell: &Shell, action: &str) -> String {
    labels::find(shell, &["audit-action-", action]).unwrap_or_else(|| action.to_owned())
}

/// The sentence of an entry: `audit-<action>` with `actor`, `target` and the plain values of its metadata.
fn summary(
    shell: &Shell,
    action: &str,
    actor: Option<&str>,
    target: Option<&str>,
    metadata: &Map<String, Value>,
) -> String {
    let key = format!("audit-{}", dashed(action));
    if !shell.app().l10n().has(shell.visit.lang(), &key) {
        return String::new();
    }
    let mut args: Vec<(&str, String)> = Vec::new();
    for (name, value) in metadata {
        match value {
            Value::String(text) => args.push((name, text.clone())),
            Value::Number(number) => args.push((name, number.to_string())),
            Value::Bool(flag) => args.push((name, flag.to_string())),
            _ => {}
        }
    }
    args.push(("actor", actor.map_or_else(|| shell.text("admin-history-nobody"), str::to_owned)));
    args.push(("target", target.unwrap_or_default().to_owned()));
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    shell.with(&key, &args)
}
