//! What a log-in reads of somebody: the person and all that may prove who they are, in one query.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::{FromQueryResult, QueryResult};

use super::credentials::{self, Credentials};
use super::one_time::Secret;
use super::users::{self, Person};
use crate::domain::names::login_key;

#[derive(Debug, Clone)]
pub struct Known {
    pub person: Person,
    pub credentials: Credentials,
    /// Single-use passwords that still hold.
    pub secrets: Vec<Secret>,
}

/// Whom an address or a username names, as typed. Where it names nobody, somebody else is read and forgotten: it takes as
/// long.
pub async fn find(conn: &dyn Sql, login: &str, now: Timestamp) -> Result<Option<Known>> {
    let by = users::column_of_login(login);
    let sql = format!(
        "SELECT {}, {}, s.id AS secret_id, s.purpose AS secret_purpose, s.mac AS secret_mac, s.email AS secret_email, \
         {by} = $1 AND u.tombstone_at IS NULL AS is_meant \
         FROM users u JOIN credentials c ON c.user_id = u.id \
         LEFT JOIN one_time_secrets s ON s.user_id = u.id AND s.purpose IN ('temporary', 'initial') \
         AND (s.expires_at IS NULL OR s.expires_at > $2) \
         WHERE u.id = COALESCE((SELECT u.id FROM users u WHERE {by} = $1 AND u.tombstone_at IS NULL), \
         (SELECT MIN(user_id) FROM credentials))",
        users::COLUMNS,
        credentials::COLUMNS,
    );
    let rows = conn.all(&sql, vec![login_key(login).into(), now.into()]).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let (person, credentials) = both(first)?;
    let secrets = rows.iter().map(secret).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
    let is_meant: Option<bool> = first.try_get("", "is_meant")?;
    Ok(is_meant.unwrap_or_default().then_some(Known { person, credentials, secrets }))
}

/// Both held until the transaction ends, the person first, as everywhere.
pub async fn get_locked(tx: &Tx, user: i64) -> Result<(Person, Credentials)> {
    let lock = tx.engine().for_update();
    if !lock.is_empty() {
        let sql = format!("SELECT u.id FROM users u JOIN credentials c ON c.user_id = u.id WHERE u.id = $1{lock}");
        tx.get(&sql, vec![user.into()]).await?;
    }
    let sql = format!(
        "SELECT {}, {} FROM users u JOIN credentials c ON c.user_id = u.id WHERE u.id = $1 AND u.tombstone_at IS NULL",
        users::COLUMNS,
        credentials::COLUMNS,
    );
    both(&tx.get(&sql, vec![user.into()]).await?)
}

fn both(row: &QueryResult) -> Result<(Person, Credentials)> {
    Ok((users::person(row)?, Credentials::from_query_result(row, "")?))
}

fn secret(row: &QueryResult) -> Result<Option<Secret>> {
    Ok(Secret::from_query_result_optional(row, "secret_")?)
}
