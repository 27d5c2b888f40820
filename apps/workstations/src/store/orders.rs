//! Orders to the seats (`seat_orders`): numbered per seat in the order in which they were given.

use preau_kernel::Result;
use preau_kernel::bus::Event;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use serde_json::Value;

/// The bus topic by which new orders wake the connection of a seat; the id is the workstation's, or the
/// payload a list of them.
pub const TOPIC: &str = "workstations.seat";

/// Puts an order in the row of a seat's, whose number it returns; `None`: the seat was never enrolled, so nobody listens.
/// The seat is locked from here on.
pub async fn push(
    tx: &Tx,
    workstation: i64,
    kind: &str,
    payload: &Value,
    by: Option<i64>,
    now: Timestamp,
) -> Result<Option<i64>> {
    let numbered = tx
        .find(
            "UPDATE workstations SET next_order = next_order + 1 WHERE id = $1 AND key_mac IS NOT NULL \
             RETURNING next_order - 1 AS number",
            vec![workstation.into()],
        )
        .await?;
    let Some(row) = numbered else { return Ok(None) };
    let number: i64 = row.try_get("", "number")?;
    tx.exec(
        "INSERT INTO seat_orders (workstation_id, number, kind, payload, created_by, created_at, outcome) \
         VALUES ($1, $2, $3, $4, $5, $6, '')",
        vec![
            workstation.into(),
            number.into(),
            kind.into(),
            serde_json::to_string(payload)?.into(),
            by.into(),
            now.into(),
        ],
    )
    .await?;
    tx.publish(Event::new(TOPIC, workstation));
    Ok(Some(number))
}
