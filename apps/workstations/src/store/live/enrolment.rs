//! One-time codes, and the key that a seat gets for one.

use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::{Error, Result};
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Seat {
    pub id: i64,
    pub name: String,
    pub room_id: i64,
    pub mac_address: String,
    pub is_enrolled: bool,
}

/// The seat, locked; 404 when there is none.
pub async fn get_locked(tx: &Tx, workstation: i64) -> Result<Seat> {
    let sql = format!(
        "SELECT id, name, room_id, mac_address, key_mac IS NOT NULL AS is_enrolled FROM workstations WHERE id = $1{}",
        tx.engine().for_update()
    );
    Ok(Seat::from_query_result(&tx.get(&sql, vec![workstation.into()]).await?, "")?)
}

/// Codes that were given for this seat before are void.
pub async fn give(tx: &Tx, workstation: i64, mac: &[u8], by: i64, now: Timestamp, until: Timestamp) -> Result<()> {
    tx.exec("DELETE FROM enrolment_codes WHERE workstation_id = $1 AND used_at IS NULL", vec![workstation.into()])
        .await?;
    tx.exec(
        "INSERT INTO enrolment_codes (workstation_id, code_mac, created_by, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5)",
        vec![workstation.into(), mac.to_vec().into(), by.into(), now.into(), until.into()],
    )
    .await
    .map(drop)
}

/// Uses the code up: of two that come at one instant, one gets the seat.
pub async fn take(tx: &Tx, macs: &[[u8; 32]], now: Timestamp) -> Result<Option<i64>> {
    for mac in macs {
        let row = tx
            .find(
                "UPDATE enrolment_codes SET used_at = $2 WHERE code_mac = $1 AND used_at IS NULL AND expires_at > $2 \
                 RETURNING workstation_id",
                vec![mac.to_vec().into(), now.into()],
            )
            .await?;
        if let Some(row) = row {
            return Ok(Some(row.try_get("", "workstation_id")?));
        }
    }
    Ok(None)
}

/// `None`: the seat has no key any more.
pub async fn set_key(tx: &Tx, workstation: i64, mac: Option<&[u8]>, now: Timestamp) -> Result<()> {
    let enrolled_at = mac.is_some().then_some(now);
    let changed = tx
        .exec(
            "UPDATE workstations SET key_mac = $2, enrolled_at = $3, last_uplink = 0, is_online = FALSE, \
             online_changed_at = $4, row_version = row_version + 1, updated_at = $4 WHERE id = $1",
            vec![workstation.into(), mac.map(<[u8]>::to_vec).into(), enrolled_at.into(), now.into()],
        )
        .await?;
    if changed == 1 { Ok(()) } else { Err(Error::NotFound) }
}
