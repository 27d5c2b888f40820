//! A person's rights: what the rooms hold about them is shown, erased, handed over.

use preau_accounts::store::users;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};
use serde_json::{Value, json};

use super::{forget, merge};
use crate::store::live::messages;
use crate::store::people::{consents, visitors, visits};

/// Nothing of whoever is no visitor.
pub(crate) async fn export(app: &App, user: i64) -> Result<Value> {
    let conn = app.db().read();
    let Some(file) = visitors::find_of_user(conn, user).await? else { return Ok(Value::Null) };
    let consents = consents::of_visitor(conn, file.id).await?;
    let visits = visits::times(conn, file.id).await?;
    let written = messages::of_visitor(conn, file.id).await?;
    Ok(json!({
        "registered_at": file.created_at, "category": file.category_name, "notes": file.notes,
        "legal_hold_until": file.held_until().map(|date| date.to_string()), "consents": consents, "visits": visits,
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
    visitors::is_one(&**tx, user).await
}

/// History refers to visitors, and to operators who gave codes.
pub(crate) async fn is_remembered(tx: &Tx, user: i64) -> Result<bool> {
    visitors::is_remembered(&**tx, user).await
}
