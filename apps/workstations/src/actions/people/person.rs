//! A person's rights: what the rooms hold about them is shown, erased, handed over.

use preau_accounts::store::users;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};
use serde_json::{Value, json};

use super::{forget, merge};
use crate::store::people::{consents, visitors};

/// Nothing of whoever is no visitor.
pub(crate) async fn export(app: &App, user: i64) -> Result<Value> {
    let conn = app.db().read();
    let Some(file) = visitors::find_of_user(conn, user).await? else { return Ok(Value::Null) };
    let consents = consents::of_visitor(conn, file.id).await?;
    let visits = conn
        .all(
            "SELECT i.started_at, i.ended_at, w.name FROM session_intervals i JOIN workstation_sessions s ON s.id = i.session_id \
             LEFT JOIN workstations w ON w.id = i.workstation_id WHERE s.visitor_id = $1 ORDER BY i.started_at, i.id",
            vec![file.id.into()],
        )
        .await?;
    let mut shown = Vec::with_capacity(visits.len());
    for row in &visits {
        let (from, to): (preau_kernel::clock::Timestamp, Option<preau_kernel::clock::Timestamp>) =
            (row.try_get("", "started_at")?, row.try_get("", "ended_at")?);
        shown.push(json!({"from": from, "to": to, "workstation": row.try_get::<Option<String>>("", "name")?}));
    }
    let messages = conn
        .all(
            "SELECT m.at, m.direction, m.text FROM seat_messages m JOIN workstation_sessions s ON s.id = m.session_id \
             WHERE s.visitor_id = $1 ORDER BY m.at, m.id",
            vec![file.id.into()],
        )
        .await?;
    let mut written = Vec::with_capacity(messages.len());
    for row in &messages {
        let at: preau_kernel::clock::Timestamp = row.try_get("", "at")?;
        let (direction, text): (String, String) = (row.try_get("", "direction")?, row.try_get("", "text")?);
        written.push(json!({"at": at, "direction": direction, "text": text}));
    }
    Ok(json!({
        "registered_at": file.created_at, "category": file.category_name, "notes": file.notes,
        "legal_hold_until": file.held_until().map(|date| date.to_string()), "consents": consents, "visits": shown,
        "messages": written,
    }))
}

/// 409 `legal_hold` stops the whole erasure (GDPR article 17, paragraph 3).
pub(crate) async fn erase(app: &App, tx: &Tx, user: i64) -> Result<()> {
    match visitors::find_of_user(&**tx, user).await? {
        Some(file) => forget::part_of(tx, app, &RequestInfo::internal("erasure"), &file).await,
        None => Ok(()),
    }
}

pub(crate) async fn merge(tx: &Tx, from: i64, into: i64) -> Result<()> {
    merge::of_people(tx, from, into).await
}

/// A visitor's name is copied for sorting and searching; a tombstone's file goes.
pub(crate) async fn changed(app: &App, tx: &Tx, user: i64) -> Result<()> {
    let Some(file) = visitors::find_of_user(&**tx, user).await? else { return Ok(()) };
    if users::find(&**tx, user).await?.is_none() {
        return forget::part_of(tx, app, &RequestInfo::internal("erasure"), &file).await;
    }
    visitors::follow(tx, file.id).await?;
    visitors::touch(tx, file.id, app.now()).await
}

/// Whether they are a visitor.
pub(crate) async fn is_visitor(tx: &Tx, user: i64) -> Result<bool> {
    Ok(tx.find("SELECT 1 FROM visitors WHERE user_id = $1", vec![user.into()]).await?.is_some())
}

/// History refers to visitors, and to operators who gave codes.
pub(crate) async fn is_remembered(tx: &Tx, user: i64) -> Result<bool> {
    let sql = "SELECT 1 FROM visitors WHERE user_id = $1 UNION ALL SELECT 1 FROM workstation_sessions WHERE operator_id = $1 \
               UNION ALL SELECT 1 FROM visitors WHERE created_by = $1 LIMIT 1";
    Ok(tx.find(sql, vec![user.into()]).await?.is_some())
}
