//! The seats.

use chrono::TimeDelta;
use preau_kernel::Result;

use super::Stage;
use crate::actions::seats as actions;
use crate::store::people::demo as rows;
use crate::store::seats::{self, Values};

/// Of a row, and rows.
const COLUMNS: i64 = 4;
const SEATS: i64 = 12;

/// In the order of their names; `None`: the place has no room.
pub(super) async fn enter(stage: &Stage<'_>) -> Result<Option<Vec<i64>>> {
    let named = rows::room(&**stage.tx, "Espace numérique").await?;
    let Some(room) = named.or(seats::default_room(&**stage.tx).await?) else { return Ok(None) };
    let mut made = Vec::new();
    for n in 0..SEATS {
        let values = Values {
            name: format!("Poste {:02}", n + 1),
            room,
            location: if n < COLUMNS { "Côté fenêtres" } else { "Îlot central" }.to_owned(),
            ip_address: format!("192.0.2.{}", 11 + n),
            mac_address: format!("02:00:5E:10:00:{:02X}", 11 + n),
            admin_state: if n == 9 { "maintenance" } else { "available" }.to_owned(),
            position_x: Some(1000 + n % COLUMNS * 2500),
            position_y: Some(1500 + n / COLUMNS * 3000),
            notes: if n == 9 { "Écran en réparation" } else { "" }.to_owned(),
        };
        made.push(actions::create(stage.tx, stage.app, stage.info, &values).await?);
    }
    // One was enrolled and has gone silent.
    if let Some(last) = made.last() {
        let key: [u8; 32] = stage.app.chance().bytes();
        rows::enrol_silent(stage.tx, *last, &key, stage.now.minus(TimeDelta::hours(2))).await?;
    }
    Ok(Some(made))
}
