//! What becomes of a person's claims and links.

use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::{App, Result};
use serde_json::{Value, json};

use crate::domain::claim::Subject;
use crate::store::{claims, feeds};

/// Why the claims of two records of one person may overlap.
const MERGED: &str = "merged";

pub async fn export(app: &App, user: i64) -> Result<Value> {
    let conn = app.db().read();
    let claims = claims::of_person(conn, user, app.now()).await?;
    let claims: Vec<_> = claims
        .iter()
        .map(|claim| {
            let at = Timestamp::from_seconds;
            json!({"from": at(claim.interval.from()), "to": at(claim.interval.to()), "by": claim.source.kind})
        })
        .collect();
    let feeds = feeds::of_user(conn, user).await?;
    let feeds: Vec<_> = feeds
        .iter()
        .map(|feed| json!({"kind": feed.kind, "created_at": feed.created_at, "last_read_at": feed.last_read_at}))
        .collect();
    Ok(json!({"times_taken": claims, "calendar_links": feeds}))
}

pub async fn erase(tx: &Tx, user: i64) -> Result<()> {
    claims::delete_of_subject(tx, Subject::person(user)).await?;
    feeds::delete_of_user(tx, user).await
}

/// Links of the record that goes end: they were given to somebody by that name.
pub async fn merge(tx: &Tx, from: i64, into: i64) -> Result<()> {
    claims::lock(tx, [Subject::person(from), Subject::person(into)]).await?;
    claims::hand_over(tx, Subject::person(from), into, MERGED).await?;
    feeds::delete_of_user(tx, from).await
}
