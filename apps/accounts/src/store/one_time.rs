//! Single-use secrets, stored as HMACs: reset links, temporary and initial passwords, proofs of an address.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OneTime {
    /// The token of a reset link.
    Reset,
    /// A temporary password beside the old one.
    Temporary,
    /// The first password, before there is any other.
    Initial,
    /// Proof that an address is read by its owner.
    Email,
}

impl OneTime {
    pub fn name(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::Temporary => "temporary",
            Self::Initial => "initial",
            Self::Email => "email",
        }
    }
}

#[derive(Debug, Clone, FromQueryResult)]
pub struct Secret {
    pub id: i64,
    pub purpose: String,
    pub mac: Vec<u8>,
    pub email: Option<String>,
}

/// The newest replaces those of the same purpose.
pub async fn replace(
    tx: &Tx,
    user: i64,
    purpose: OneTime,
    mac: &[u8],
    email: Option<&str>,
    now: Timestamp,
    expires_at: Option<Timestamp>,
) -> Result<()> {
    delete(tx, user, purpose).await?;
    tx.exec(
        "INSERT INTO one_time_secrets (user_id, purpose, mac, email, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        vec![
            user.into(),
            purpose.name().into(),
            mac.to_vec().into(),
            email.map(str::to_owned).into(),
            now.into(),
            expires_at.into(),
        ],
    )
    .await
    .map(drop)
}

/// Those of a person that still hold.
pub async fn list(conn: &dyn Sql, user: i64, purposes: &[OneTime], now: Timestamp) -> Result<Vec<Secret>> {
    let names: Vec<_> = purposes.iter().map(|p| format!("'{}'", p.name())).collect();
    let sql = format!(
        "SELECT id, purpose, mac, email FROM one_time_secrets WHERE user_id = $1 AND purpose IN ({}) \
         AND (expires_at IS NULL OR expires_at > $2)",
        names.join(", ")
    );
    let rows = conn.all(&sql, vec![user.into(), now.into()]).await?;
    rows.iter().map(|row| Ok(Secret::from_query_result(row, "")?)).collect()
}

/// Uses one up; false when somebody was faster.
pub async fn take(tx: &Tx, id: i64) -> Result<bool> {
    Ok(tx.exec("DELETE FROM one_time_secrets WHERE id = $1", vec![id.into()]).await? == 1)
}

pub async fn delete(tx: &Tx, user: i64, purpose: OneTime) -> Result<()> {
    tx.exec(
        "DELETE FROM one_time_secrets WHERE user_id = $1 AND purpose = $2",
        vec![user.into(), purpose.name().into()],
    )
    .await
    .map(drop)
}

/// All that could open or take over the account, after a new password; the proof of the address they have stays.
pub async fn delete_all(tx: &Tx, user: i64) -> Result<()> {
    tx.exec(
        "DELETE FROM one_time_secrets WHERE user_id = $1 AND (email IS NULL \
         OR email <> COALESCE((SELECT u.email FROM users u WHERE u.id = $1), ''))",
        vec![user.into()],
    )
    .await
    .map(drop)
}

pub async fn purge(tx: &Tx, now: Timestamp) -> Result<u64> {
    tx.exec("DELETE FROM one_time_secrets WHERE expires_at < $1", vec![now.into()]).await
}
