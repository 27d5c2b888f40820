//! API tokens.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, FromQueryResult)]
pub struct ApiToken {
    pub id: i64,
    pub user_id: i64,
    pub name: String,
    pub is_default: bool,
    pub version: i64,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, user_id, name, is_default, version, created_at, last_used_at, revoked_at";

pub async fn insert(tx: &Tx, user: i64, name: &str, is_default: bool, now: Timestamp) -> Result<ApiToken> {
    let sql = format!(
        "INSERT INTO api_tokens (user_id, name, is_default, version, created_at) VALUES ($1, $2, $3, 1, $4) \
         RETURNING {COLUMNS}"
    );
    let row = tx.get(&sql, vec![user.into(), name.into(), is_default.into(), now.into()]).await?;
    Ok(ApiToken::from_query_result(&row, "")?)
}

pub async fn find(conn: &dyn Sql, id: i64) -> Result<Option<ApiToken>> {
    let row = conn.find(&format!("SELECT {COLUMNS} FROM api_tokens WHERE id = $1"), vec![id.into()]).await?;
    row.map(|row| Ok(ApiToken::from_query_result(&row, "")?)).transpose()
}

pub async fn find_default(conn: &dyn Sql, user: i64) -> Result<Option<ApiToken>> {
    let sql = format!("SELECT {COLUMNS} FROM api_tokens WHERE user_id = $1 AND is_default AND revoked_at IS NULL");
    let row = conn.find(&sql, vec![user.into()]).await?;
    row.map(|row| Ok(ApiToken::from_query_result(&row, "")?)).transpose()
}

pub async fn list_alive(conn: &dyn Sql, user: i64) -> Result<Vec<ApiToken>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM api_tokens WHERE user_id = $1 AND revoked_at IS NULL ORDER BY id DESC LIMIT 200"
    );
    let rows = conn.all(&sql, vec![user.into()]).await?;
    rows.iter().map(|row| Ok(ApiToken::from_query_result(row, "")?)).collect()
}

/// One of the person's own; false when there is none such alive.
pub async fn revoke(tx: &Tx, user: i64, id: i64, now: Timestamp) -> Result<bool> {
    let changed = tx
        .exec(
            "UPDATE api_tokens SET revoked_at = $1 WHERE id = $2 AND user_id = $3 AND revoked_at IS NULL",
            vec![now.into(), id.into(), user.into()],
        )
        .await?;
    Ok(changed == 1)
}

/// All of a person's, or only the unnamed default one.
pub async fn revoke_all(tx: &Tx, user: i64, default_only: bool, now: Timestamp) -> Result<u64> {
    let narrowed = if default_only { " AND is_default" } else { "" };
    tx.exec(
        &format!("UPDATE api_tokens SET revoked_at = $1 WHERE user_id = $2 AND revoked_at IS NULL{narrowed}"),
        vec![now.into(), user.into()],
    )
    .await
}

pub async fn touch(tx: &Tx, id: i64, seen: Timestamp) -> Result<()> {
    tx.exec("UPDATE api_tokens SET last_used_at = $1 WHERE id = $2", vec![seen.into(), id.into()]).await.map(drop)
}
