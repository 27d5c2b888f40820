//! Logins: one row each.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

use crate::domain::rotation::Generations;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Session {
    pub id: i64,
    pub user_id: i64,
    /// `jwt` or `cookie`.
    pub kind: String,
    pub device: String,
    pub ip_address: String,
    pub hmac_key: Vec<u8>,
    pub generation: i64,
    pub confirmed_generation: i64,
    pub rotated_at: Timestamp,
    /// When the pair of the present generation was last given.
    pub given_at: Timestamp,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub idle_expires_at: Timestamp,
    pub expires_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
}

impl Session {
    pub fn generations(&self) -> Generations {
        Generations { current: self.generation, confirmed: self.confirmed_generation, given_at: self.given_at }
    }

    pub fn key(&self) -> [u8; 32] {
        self.hmac_key.as_slice().try_into().unwrap_or([0; 32])
    }

    pub fn is_alive(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at && now < self.idle_expires_at
    }
}

pub const COLUMNS: &str = "id, user_id, kind, device, ip_address, hmac_key, generation, confirmed_generation, rotated_at, \
                       given_at, created_at, last_seen_at, idle_expires_at, expires_at, revoked_at";

pub struct NewSession<'a> {
    pub user: i64,
    pub kind: &'a str,
    pub device: &'a str,
    pub ip_address: &'a str,
    pub hmac_key: [u8; 32],
    pub now: Timestamp,
    pub idle_expires_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A login, noted with its person (whose `row_version` it leaves alone). The first generation needs no confirmation:
/// there is none before it.
pub async fn insert(tx: &Tx, new: NewSession<'_>) -> Result<i64> {
    let login = "INSERT INTO auth_sessions (user_id, kind, device, ip_address, hmac_key, generation, confirmed_generation, \
         rotated_at, given_at, created_at, last_seen_at, idle_expires_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, 1, 1, $6, $6, $6, $6, $7, $8) RETURNING id";
    tx.number(
        &tx.engine().in_one("UPDATE users SET last_login_at = $6 WHERE id = $1", login),
        vec![
            new.user.into(),
            new.kind.into(),
            new.device.into(),
            new.ip_address.into(),
            new.hmac_key.to_vec().into(),
            new.now.into(),
            new.idle_expires_at.into(),
            new.expires_at.into(),
        ],
    )
    .await
}

pub async fn find(conn: &dyn Sql, id: i64) -> Result<Option<Session>> {
    let row = conn.find(&format!("SELECT {COLUMNS} FROM auth_sessions WHERE id = $1"), vec![id.into()]).await?;
    row.map(|row| Ok(Session::from_query_result(&row, "")?)).transpose()
}

/// Held until the transaction ends.
pub async fn find_locked(tx: &Tx, id: i64) -> Result<Option<Session>> {
    let sql = format!("SELECT {COLUMNS} FROM auth_sessions WHERE id = $1{}", tx.engine().for_update());
    let row = tx.find(&sql, vec![id.into()]).await?;
    row.map(|row| Ok(Session::from_query_result(&row, "")?)).transpose()
}

/// Compare-and-swap of the generation of somebody who may log in; the presented one is confirmed. False: somebody was
/// faster.
pub async fn rotate(tx: &Tx, id: i64, from: i64, now: Timestamp, idle_expires_at: Timestamp) -> Result<bool> {
    let changed = tx
        .exec(
            "UPDATE auth_sessions SET generation = generation + 1, confirmed_generation = $2, rotated_at = $3, \
             given_at = $3, last_seen_at = $3, idle_expires_at = $4 WHERE id = $1 AND generation = $2 AND revoked_at IS NULL \
             AND EXISTS (SELECT 1 FROM users u WHERE u.id = auth_sessions.user_id AND u.is_active = TRUE AND u.tombstone_at IS NULL)",
            vec![id.into(), from.into(), now.into(), idle_expires_at.into()],
        )
        .await?;
    Ok(changed == 1)
}

/// The same pair is given once more.
pub async fn give_again(tx: &Tx, id: i64, now: Timestamp) -> Result<()> {
    tx.exec("UPDATE auth_sessions SET given_at = $2 WHERE id = $1", vec![id.into(), now.into()]).await.map(drop)
}

/// The first use of a generation's access token.
pub async fn confirm(tx: &Tx, id: i64, generation: i64) -> Result<()> {
    tx.exec(
        "UPDATE auth_sessions SET confirmed_generation = $2 WHERE id = $1 AND generation = $2 AND confirmed_generation < $2",
        vec![id.into(), generation.into()],
    )
    .await
    .map(drop)
}

pub async fn revoke(tx: &Tx, id: i64, why: &str, now: Timestamp) -> Result<bool> {
    let changed = tx
        .exec(
            "UPDATE auth_sessions SET revoked_at = $1, revoked_why = $2 WHERE id = $3 AND revoked_at IS NULL",
            vec![now.into(), why.into(), id.into()],
        )
        .await?;
    Ok(changed == 1)
}

/// Ends every login of a person but `keep`; returns how many. Held in the order of ids, as everywhere, so that two
/// transactions never wait for each other.
pub async fn revoke_all(tx: &Tx, user: i64, keep: Option<i64>, why: &str, now: Timestamp) -> Result<u64> {
    let alive = "SELECT id FROM auth_sessions WHERE user_id = $1 AND revoked_at IS NULL ORDER BY id";
    tx.all(&format!("{alive}{}", tx.engine().for_update()), vec![user.into()]).await?;
    tx.exec(
        "UPDATE auth_sessions SET revoked_at = $1, revoked_why = $2 WHERE user_id = $3 AND id <> $4 AND revoked_at IS NULL",
        vec![now.into(), why.into(), user.into(), keep.unwrap_or(0).into()],
    )
    .await
}

/// The living logins of a person, the last used first.
pub async fn list_alive(conn: &dyn Sql, user: i64, now: Timestamp) -> Result<Vec<Session>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM auth_sessions WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 \
         AND idle_expires_at > $2 ORDER BY last_seen_at DESC, id DESC LIMIT 200"
    );
    let rows = conn.all(&sql, vec![user.into(), now.into()]).await?;
    rows.iter().map(|row| Ok(Session::from_query_result(row, "")?)).collect()
}

/// Marks a login as used; a cookie's idle time starts anew.
pub async fn touch(tx: &Tx, id: i64, seen: Timestamp, ip: &str, cookie_idle: Timestamp) -> Result<()> {
    tx.exec(
        "UPDATE auth_sessions SET last_seen_at = $2, ip_address = $3, \
         idle_expires_at = CASE WHEN kind = 'cookie' THEN $4 ELSE idle_expires_at END \
         WHERE id = $1 AND last_seen_at < $2",
        vec![id.into(), seen.into(), ip.into(), cookie_idle.into()],
    )
    .await
    .map(drop)
}

/// Forgets logins that ended before `before`.
pub async fn purge(tx: &Tx, before: Timestamp) -> Result<u64> {
    tx.exec(
        "DELETE FROM auth_sessions WHERE expires_at < $1 OR idle_expires_at < $1 OR revoked_at < $1",
        vec![before.into()],
    )
    .await
}
