//! What the trail tells a person about themself (GDPR article 15).

use preau_kernel::{App, Result};
use serde_json::{Map, Value, json};

use crate::store::entries;
use crate::store::logs::{self, Row};

/// Entries of an export at most: the newest.
pub(crate) const EXPORTED: usize = 10_000;

/// The entries about a person (and whoever was merged into them), newest first. Names and addresses of others are left
/// out: that is theirs.
pub(crate) async fn export(app: &App, user: i64) -> Result<Value> {
    let users = entries::merged(app.db().read(), user).await?;
    let mut rows: Vec<Row> = Vec::new();
    for id in &users {
        rows.extend(logs::about(app.db().read(), *id, EXPORTED + 1).await?);
    }
    rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.id)));
    rows.dedup_by_key(|row| row.id);
    let truncated = rows.len() > EXPORTED;
    rows.truncate(EXPORTED);
    let entries: Vec<Value> = rows.into_iter().map(|row| told(row, &users)).collect();
    Ok(json!({"entries": entries, "truncated": truncated}))
}

fn told(row: Row, users: &[i64]) -> Value {
    let is_actor = row.actor_id.is_some_and(|id| users.contains(&id));
    let is_target = row.target_kind.as_deref() == Some("user") && row.target_id.is_some_and(|id| users.contains(&id));
    let mut details: Map<String, Value> = row.personal.unwrap_or_default();
    details.retain(|key, _| match key.as_str() {
        "actor" => is_actor,
        "target" => is_target,
        "ip" => false,
        _ => is_actor || is_target,
    });
    json!({
        "id": row.id,
        "at": row.at,
        "action": row.action,
        "as": if is_actor { "actor" } else if is_target { "target" } else { "on_behalf_of" },
        "target": row.target_kind.zip(row.target_id).map(|(kind, id)| json!({"kind": kind, "id": id})),
        "metadata": row.metadata,
        "details": details,
        "ip_address": row.ip_address.filter(|_| is_actor),
    })
}
