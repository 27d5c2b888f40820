//! Lessons and series of a person, for their rights.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

use super::{FROM, Lesson, SELECT};

/// All that somebody gave or is to give.
pub async fn given_by(conn: &dyn Sql, user: i64) -> Result<Vec<Lesson>> {
    let sql = format!(
        "SELECT {SELECT} FROM {FROM} JOIN lesson_professors lp ON lp.lesson_id = l.id WHERE lp.user_id = $1 \
         ORDER BY l.starts_at, l.id"
    );
    let rows = conn.all(&sql, vec![user.into()]).await?;
    rows.iter().map(|row| Ok(Lesson::from_query_result(row, "")?)).collect()
}

/// Gives, gave or changed one.
pub async fn gives_any(conn: &dyn Sql, user: i64) -> Result<bool> {
    let sql = "SELECT 1 AS found WHERE EXISTS (SELECT 1 FROM lesson_professors WHERE user_id = $1) \
               OR EXISTS (SELECT 1 FROM lesson_professors WHERE substitutes_id = $1) \
               OR EXISTS (SELECT 1 FROM series_professors WHERE user_id = $1) \
               OR EXISTS (SELECT 1 FROM lesson_events WHERE actor_id = $1)";
    Ok(conn.find(sql, vec![user.into()]).await?.is_some())
}

pub async fn forget_coming_professor(tx: &Tx, user: i64, now: Timestamp) -> Result<()> {
    let sql = "DELETE FROM lesson_professors WHERE user_id = $1 AND starts_at > $2";
    tx.exec(sql, vec![user.into(), now.into()]).await?;
    tx.exec("DELETE FROM series_professors WHERE user_id = $1", vec![user.into()]).await.map(drop)
}

/// Where both give the same, one stays.
pub async fn hand_over(tx: &Tx, from: i64, into: i64) -> Result<()> {
    for (table, key) in [("lesson_professors", "lesson_id"), ("series_professors", "series_id")] {
        let sql = format!(
            "DELETE FROM {table} WHERE user_id = $1 AND EXISTS (SELECT 1 FROM {table} o WHERE o.{key} = {table}.{key} \
             AND o.user_id = $2)"
        );
        tx.exec(&sql, vec![from.into(), into.into()]).await?;
        tx.exec(&format!("UPDATE {table} SET user_id = $2 WHERE user_id = $1"), vec![from.into(), into.into()]).await?;
    }
    let sql = "UPDATE lesson_events SET actor_id = $2 WHERE actor_id = $1";
    tx.exec(sql, vec![from.into(), into.into()]).await?;
    let sql = "UPDATE lesson_professors SET substitutes_id = CASE WHEN user_id = $2 THEN NULL ELSE $2 END \
               WHERE substitutes_id = $1";
    tx.exec(sql, vec![from.into(), into.into()]).await.map(drop)
}
