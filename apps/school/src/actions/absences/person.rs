//! What becomes of a person in absences.

use preau_kernel::db::{Sql, Tx};
use preau_kernel::files;
use preau_kernel::{App, Result};
use serde_json::{Value, json};

use crate::store::absences::{documents, person as rows};

/// A student's absences, what was said to them and what was brought; the documents themselves are asked for one by one.
pub(crate) async fn export(app: &App, user: i64) -> Result<Value> {
    let conn = app.db().read();
    let mut list = Vec::new();
    for absence in rows::all_of(conn, user).await? {
        let brought = documents::of_absence(conn, absence.id).await?;
        list.push(json!({
            "from": absence.from_at, "to": absence.to_at, "origin": absence.origin, "status": absence.status,
            "reason": absence.reason, "decision_reason": absence.decision_reason, "withdrawn_at": absence.withdrawn_at,
            "documents": brought.iter().map(|one| json!({"name": one.name, "size": one.size, "created_at": one.created_at}))
                .collect::<Vec<_>>(),
        }));
    }
    Ok(list.into())
}

/// Words and documents go; that somebody was missing stays, for the numbers.
pub(crate) async fn erase(app: &App, tx: &Tx, user: i64) -> Result<()> {
    for absence in rows::all_of(&**tx, user).await? {
        files::delete_owned(tx, app, "absence", absence.id).await?;
    }
    for sql in [
        "DELETE FROM absence_documents WHERE absence_id IN (SELECT id FROM absences WHERE student_id = $1)",
        "UPDATE absences SET reason = '', decision_reason = '', row_version = row_version + 1 WHERE student_id = $1",
        "DELETE FROM mails WHERE id IN (SELECT mail_id FROM school_alerts WHERE about_id = $1)",
        "DELETE FROM school_alerts WHERE about_id = $1 OR user_id = $1",
    ] {
        tx.exec(sql, vec![user.into()]).await?;
    }
    Ok(())
}

pub(crate) async fn merge(tx: &Tx, from: i64, into: i64) -> Result<()> {
    for (table, column) in [
        ("absences", "student_id"),
        ("absences", "declared_by"),
        ("absences", "decided_by"),
        ("absence_documents", "uploaded_by"),
        ("group_messages", "sender_id"),
    ] {
        let sql = format!("UPDATE {table} SET {column} = $2 WHERE {column} = $1");
        tx.exec(&sql, vec![from.into(), into.into()]).await?;
    }
    for (column, other) in [("user_id", "about_id"), ("about_id", "user_id")] {
        // What both were told is kept once.
        let same = format!(
            "DELETE FROM school_alerts WHERE {column} = $1 AND EXISTS (SELECT 1 FROM school_alerts k WHERE k.{column} = $2 \
             AND k.{other} = school_alerts.{other} AND k.kind = school_alerts.kind AND k.period = school_alerts.period)"
        );
        tx.exec(&same, vec![from.into(), into.into()]).await?;
        let sql = format!("UPDATE school_alerts SET {column} = $2 WHERE {column} = $1");
        tx.exec(&sql, vec![from.into(), into.into()]).await?;
    }
    Ok(())
}

/// History refers to whoever was missing, decided, or wrote to groups.
pub(crate) async fn is_remembered(tx: &Tx, user: i64) -> Result<bool> {
    rows::is_named(&**tx, user).await
}
