//! Private links to calendars (`calendar_feeds`).

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Feed {
    pub id: i64,
    pub user_id: i64,
    pub kind: String,
    pub created_at: Timestamp,
    pub last_read_at: Option<Timestamp>,
}

const SELECT: &str = "SELECT id, user_id, kind, created_at, last_read_at FROM calendar_feeds";

/// A person's, one per kind.
pub async fn of_user(conn: &dyn Sql, user: i64) -> Result<Vec<Feed>> {
    let rows = conn.all(&format!("{SELECT} WHERE user_id = $1 ORDER BY kind"), vec![user.into()]).await?;
    rows.iter().map(|row| Ok(Feed::from_query_result(row, "")?)).collect()
}

pub async fn find_by_hash(conn: &dyn Sql, hash: &str) -> Result<Option<Feed>> {
    let row = conn.find(&format!("{SELECT} WHERE secret_hash = $1"), vec![hash.into()]).await?;
    Ok(row.map(|row| Feed::from_query_result(&row, "")).transpose()?)
}

pub async fn get_of_user(conn: &dyn Sql, user: i64, id: i64) -> Result<Feed> {
    let row = conn.get(&format!("{SELECT} WHERE id = $1 AND user_id = $2"), vec![id.into(), user.into()]).await?;
    Ok(Feed::from_query_result(&row, "")?)
}

/// A new secret in the place of an old one of the same kind.
pub async fn put(tx: &Tx, user: i64, kind: &str, hash: &str, now: Timestamp) -> Result<i64> {
    tx.exec("DELETE FROM calendar_feeds WHERE user_id = $1 AND kind = $2", vec![user.into(), kind.into()]).await?;
    tx.number(
        "INSERT INTO calendar_feeds (user_id, kind, secret_hash, created_at) VALUES ($1, $2, $3, $4) RETURNING id",
        vec![user.into(), kind.into(), hash.into(), now.into()],
    )
    .await
}

pub async fn delete(tx: &Tx, id: i64) -> Result<()> {
    tx.exec("DELETE FROM calendar_feeds WHERE id = $1", vec![id.into()]).await.map(drop)
}

pub async fn delete_of_user(tx: &Tx, user: i64) -> Result<()> {
    tx.exec("DELETE FROM calendar_feeds WHERE user_id = $1", vec![user.into()]).await.map(drop)
}

pub async fn touch(tx: &Tx, id: i64, now: Timestamp) -> Result<()> {
    tx.exec("UPDATE calendar_feeds SET last_read_at = $2 WHERE id = $1", vec![id.into(), now.into()]).await.map(drop)
}
