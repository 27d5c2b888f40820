//! Times kept for a while (`holds`); that they are taken stands in `time_claims`.

use preau_kernel::Result;
use preau_kernel::clock::{AHEAD, Timestamp};
use preau_kernel::db::{Engine, Sql, Tx};
use sea_orm::FromQueryResult;

use super::insert_of;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Hold {
    pub id: i64,
    pub coach_id: i64,
    pub client_id: i64,
    pub service_id: i64,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub is_offer: bool,
    pub expires_at: Timestamp,
}

const SELECT: &str = "SELECT id, coach_id, client_id, service_id, starts_at, ends_at, is_offer, expires_at FROM holds";

/// Somebody's that have not expired.
pub async fn of_client(conn: &dyn Sql, client: i64, now: Timestamp) -> Result<Vec<Hold>> {
    let sql = format!("{SELECT} WHERE client_id = $1 AND expires_at > $2 ORDER BY id");
    let rows = conn.all(&sql, vec![client.into(), now.into()]).await?;
    rows.iter().map(|row| Ok(Hold::from_query_result(row, "")?)).collect()
}

/// What a client holds and what somebody holds who looks for them, as one value of a larger question: text for
/// [`read_of_asker`]. What was offered to the latter themselves is another matter. What is given is SQL.
pub(super) fn of_asker_as_value(engine: Engine, (client, holder): (&str, &str), now: &str) -> String {
    let rows = engine.json_rows(
        "h.id, h.coach_id, h.client_id, h.service_id, h.starts_at, h.ends_at, CASE WHEN h.is_offer THEN 1 ELSE 0 END, h.expires_at",
    );
    format!(
        "(SELECT {rows} FROM holds h WHERE h.client_id IN ({client}, {holder}) AND h.expires_at > {now} \
         AND (h.is_offer = FALSE OR h.client_id = {client}))"
    )
}

pub(super) fn read_of_asker(text: &str) -> Result<Vec<Hold>> {
    let rows: Vec<[i64; 8]> = serde_json::from_str(text)?;
    let mut holds: Vec<_> = rows
        .into_iter()
        .map(|[id, coach_id, client_id, service_id, starts_at, ends_at, is_offer, expires_at]| Hold {
            id,
            coach_id,
            client_id,
            service_id,
            starts_at: Timestamp(starts_at),
            ends_at: Timestamp(ends_at),
            is_offer: is_offer != 0,
            expires_at: Timestamp(expires_at),
        })
        .collect();
    holds.sort_by_key(|hold| hold.id);
    Ok(holds)
}

/// Somebody's own, or 404; one that has expired is gone.
pub async fn get_of_client(conn: &dyn Sql, client: i64, id: i64, now: Timestamp) -> Result<Hold> {
    let sql = format!("{SELECT} WHERE id = $1 AND client_id = $2 AND expires_at > $3");
    let row = conn.get(&sql, vec![id.into(), client.into(), now.into()]).await?;
    Ok(Hold::from_query_result(&row, "")?)
}

pub async fn expired(tx: &Tx, now: Timestamp, most: u64) -> Result<Vec<Hold>> {
    let lock = tx.engine().skip_locked();
    let sql = format!("{SELECT} WHERE expires_at <= $1 ORDER BY expires_at LIMIT {most}{lock}");
    let rows = tx.all(&sql, vec![now.into()]).await?;
    rows.iter().map(|row| Ok(Hold::from_query_result(row, "")?)).collect()
}

/// Made by a clock that has been set back since: they would keep their time for as long as it was ahead.
pub async fn made_ahead(tx: &Tx, now: Timestamp, most: u64) -> Result<Vec<Hold>> {
    let lock = tx.engine().skip_locked();
    let sql = format!("{SELECT} WHERE created_at > $1 ORDER BY id LIMIT {most}{lock}");
    let rows = tx.all(&sql, vec![now.plus(AHEAD).into()]).await?;
    rows.iter().map(|row| Ok(Hold::from_query_result(row, "")?)).collect()
}

/// The id of `hold` is not looked at.
pub async fn insert(tx: &Tx, hold: &Hold, now: Timestamp) -> Result<i64> {
    let (sql, values) = insert_of(
        "holds",
        vec![
            ("coach_id", hold.coach_id.into()),
            ("client_id", hold.client_id.into()),
            ("service_id", hold.service_id.into()),
            ("starts_at", hold.starts_at.into()),
            ("ends_at", hold.ends_at.into()),
            ("is_offer", hold.is_offer.into()),
            ("expires_at", hold.expires_at.into()),
            ("created_at", now.into()),
        ],
    );
    tx.number(&sql, values).await
}

pub async fn delete(tx: &Tx, id: i64) -> Result<()> {
    tx.exec("DELETE FROM holds WHERE id = $1", vec![id.into()]).await.map(drop)
}
