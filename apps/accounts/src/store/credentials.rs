//! What proves who somebody is: password hash, one-time code secret, recovery codes.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Credentials {
    /// An encoded hash; empty: none, nobody logs in with it.
    pub password: String,
    pub must_change: bool,
    /// Rises with every change that ends logins.
    pub epoch: i64,
    /// Sealed (see `Secrets::seal`).
    pub otp_secret: Option<String>,
    pub otp_confirmed_at: Option<Timestamp>,
    pub otp_last_step: Option<i64>,
}

impl Credentials {
    pub fn has_otp(&self) -> bool {
        self.otp_confirmed_at.is_some()
    }
}

/// For a query where `credentials` is `c`.
pub(super) const COLUMNS: &str =
    "c.password, c.must_change, c.epoch, c.otp_secret, c.otp_confirmed_at, c.otp_last_step";

pub async fn get(conn: &dyn Sql, user: i64) -> Result<Credentials> {
    let row = conn.get(&format!("SELECT {COLUMNS} FROM credentials c WHERE c.user_id = $1"), vec![user.into()]).await?;
    Ok(Credentials::from_query_result(&row, "")?)
}

/// Held until the transaction ends.
pub async fn get_locked(tx: &Tx, user: i64) -> Result<Credentials> {
    let sql = format!("SELECT {COLUMNS} FROM credentials c WHERE c.user_id = $1{}", tx.engine().for_update());
    Ok(Credentials::from_query_result(&tx.get(&sql, vec![user.into()]).await?, "")?)
}

/// Whether the person could ever log in: a visitor of the computer rooms could not.
pub async fn exist(conn: &dyn Sql, user: i64) -> Result<bool> {
    Ok(conn.find("SELECT 1 FROM credentials WHERE user_id = $1", vec![user.into()]).await?.is_some())
}

/// A person who cannot log in yet.
pub async fn insert(tx: &Tx, user: i64, must_change: bool, now: Timestamp) -> Result<()> {
    tx.exec(
        "INSERT INTO credentials (user_id, password, must_change, epoch, changed_at) VALUES ($1, '', $2, 1, $3)",
        vec![user.into(), must_change.into(), now.into()],
    )
    .await
    .map(drop)
}

/// As [`insert`] for whoever has none, with a password that must be changed.
pub async fn ensure(tx: &Tx, user: i64, now: Timestamp) -> Result<()> {
    tx.exec(
        "INSERT INTO credentials (user_id, password, must_change, epoch, changed_at) VALUES ($1, '', TRUE, 1, $2) \
         ON CONFLICT (user_id) DO NOTHING",
        vec![user.into(), now.into()],
    )
    .await
    .map(drop)
}

/// `foreign_scheme` is a sample of the hash's scheme when it is not of the configured cost (see `auth::padding`).
pub struct NewPassword<'a> {
    pub encoded: &'a str,
    pub foreign_scheme: Option<String>,
    pub must_change: bool,
}

/// A new password; everything that the old one opened is to be ended by the caller.
pub async fn set_password(tx: &Tx, user: i64, new: NewPassword<'_>, now: Timestamp) -> Result<()> {
    tx.exec(
        "UPDATE credentials SET password = $1, foreign_scheme = $2, must_change = $3, epoch = epoch + 1, \
         changed_at = $4 WHERE user_id = $5",
        vec![new.encoded.into(), new.foreign_scheme.into(), new.must_change.into(), now.into(), user.into()],
    )
    .await
    .map(drop)
}

/// The same password under today's cost: no epoch, nothing ends. False when it was changed meanwhile.
pub async fn upgrade_hash(tx: &Tx, user: i64, old: &str, new: &str) -> Result<bool> {
    let changed = tx
        .exec(
            "UPDATE credentials SET password = $1, foreign_scheme = NULL WHERE user_id = $2 AND password = $3",
            vec![new.into(), user.into(), old.into()],
        )
        .await?;
    Ok(changed == 1)
}

pub async fn bump_epoch(tx: &Tx, user: i64) -> Result<()> {
    tx.exec("UPDATE credentials SET epoch = epoch + 1 WHERE user_id = $1", vec![user.into()]).await.map(drop)
}

pub async fn set_otp_secret(tx: &Tx, user: i64, sealed: Option<String>) -> Result<()> {
    tx.exec(
        "UPDATE credentials SET otp_secret = $1, otp_confirmed_at = NULL, otp_last_step = NULL WHERE user_id = $2",
        vec![sealed.into(), user.into()],
    )
    .await
    .map(drop)
}

pub async fn reseal_otp_secret(tx: &Tx, user: i64, old: &str, sealed: String) -> Result<()> {
    tx.exec(
        "UPDATE credentials SET otp_secret = $1 WHERE user_id = $2 AND otp_secret = $3",
        vec![sealed.into(), user.into(), old.into()],
    )
    .await
    .map(drop)
}

pub async fn confirm_otp(tx: &Tx, user: i64, step: i64, now: Timestamp) -> Result<()> {
    tx.exec(
        "UPDATE credentials SET otp_confirmed_at = $1, otp_last_step = $2 WHERE user_id = $3",
        vec![now.into(), step.into(), user.into()],
    )
    .await
    .map(drop)
}

/// Takes a one-time code's step once; false when it, or a later one, was taken already.
pub async fn take_otp_step(tx: &Tx, user: i64, step: i64) -> Result<bool> {
    let changed = tx
        .exec(
            "UPDATE credentials SET otp_last_step = $1 WHERE user_id = $2 AND (otp_last_step IS NULL OR otp_last_step < $1)",
            vec![step.into(), user.into()],
        )
        .await?;
    Ok(changed == 1)
}

pub async fn replace_recovery_codes(tx: &Tx, user: i64, macs: &[[u8; 32]]) -> Result<()> {
    tx.exec("DELETE FROM recovery_codes WHERE user_id = $1", vec![user.into()]).await?;
    for mac in macs {
        tx.exec("INSERT INTO recovery_codes (user_id, mac) VALUES ($1, $2)", vec![user.into(), mac.to_vec().into()])
            .await?;
    }
    Ok(())
}

/// Takes a recovery code once.
pub async fn take_recovery_code(tx: &Tx, user: i64, macs: &[[u8; 32]], now: Timestamp) -> Result<bool> {
    for mac in macs {
        let changed = tx
            .exec(
                "UPDATE recovery_codes SET used_at = $1 WHERE user_id = $2 AND mac = $3 AND used_at IS NULL",
                vec![now.into(), user.into(), mac.to_vec().into()],
            )
            .await?;
        if changed > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

pub async fn recovery_codes_left(conn: &dyn Sql, user: i64) -> Result<i64> {
    conn.number("SELECT COUNT(*) FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL", vec![user.into()]).await
}

/// Every trace of a credential goes (tombstones).
pub async fn erase(tx: &Tx, user: i64) -> Result<()> {
    for table in ["credentials", "recovery_codes", "one_time_secrets", "auth_sessions", "api_tokens", "grants"] {
        tx.exec(&format!("DELETE FROM {table} WHERE user_id = $1"), vec![user.into()]).await?;
    }
    Ok(())
}
