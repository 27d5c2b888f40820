//! A place full of seats that are enrolled and in use.

use anyhow::Result;
use preau_kernel::db::{Sql, Tx};
use preau_workstations::domain::code::ALPHABET;
use preau_workstations::domain::key::SeatKey;

use crate::place::Place;

const HOURS: i64 = 6 * 3_600_000_000;
const NO: &str = "0, 0, ''";

/// What each seat has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Session {
    Running,
    /// Its code is good here.
    Waiting,
}

/// The code of a seat's session.
pub(crate) fn code(id: i64) -> String {
    let symbol = |place: u32| char::from(ALPHABET[(id >> (5 * place)) as usize % ALPHABET.len()]);
    (0..6).rev().map(symbol).collect()
}

/// The keys of so many seats in one room, each with a session.
pub(crate) async fn fill(place: &Place, seats: usize, session: Session) -> Result<Vec<SeatKey>> {
    let now = place.app.now().0;
    let tx = place.app.db().write_tx().await?;
    tx.exec("INSERT INTO sites (id, name, name_key, address, sort_name, search, row_version, created_at, updated_at) VALUES (1, 'S', 's', '', 's', '', 1, 0, 0)", vec![]).await?;
    tx.exec("INSERT INTO rooms (id, site_id, name, name_key, kind, note, is_active, sort_name, sort_capacity, search, row_version, created_at, updated_at) VALUES (1, 1, 'R', 'r', 'computers', '', TRUE, 'r', 0, '', 1, 0, 0)", vec![]).await?;
    let mut keys = Vec::with_capacity(seats);
    for id in 1..=i64::try_from(seats)? {
        let key = SeatKey::issue(place.app.chance(), id);
        seat(&tx, &key.mac(place.app.secrets()), id, now, session).await?;
        keys.push(key);
    }
    tx.commit().await?;
    Ok(keys)
}

async fn seat(tx: &Tx, mac: &[u8], id: i64, now: i64, what: Session) -> Result<()> {
    let ends = now + HOURS;
    tx.exec(
        &format!(
            "INSERT INTO workstations (id, room_id, name, name_key, location, ip_address, mac_address, admin_state, is_online, \
             last_uplink, next_order, sessions_count, used_micros, notes, sort_name, search, row_version, \
             key_mac, enrolled_at, created_at, updated_at) VALUES ({id}, 1, 'p{id}', 'p{id}', '', '', '', 'available', \
             FALSE, 0, 1, {NO}, 'p{id}', '', 1, $1, {now}, {now}, {now})"
        ),
        vec![mac.to_vec().into()],
    )
    .await?;
    let runs = what == Session::Running;
    let (status, from, until) =
        if runs { ("active", now.to_string(), ends.to_string()) } else { ("waiting", "NULL".into(), "NULL".into()) };
    let session = format!(
        "INSERT INTO workstation_sessions (id, workstation_id, access_code, status, duration_seconds, code_expires_at, \
         started_at, end_reason, ends_at, search, row_version, created_at, updated_at) VALUES \
         ({id}, {id}, '{}', '{status}', {}, {ends}, {from}, '', {until}, '', 1, {now}, {now})",
        code(id),
        HOURS / 1_000_000
    );
    tx.exec(&session, vec![]).await?;
    if runs {
        let interval = format!(
            "INSERT INTO session_intervals (session_id, workstation_id, started_at) VALUES ({id}, {id}, {now})"
        );
        tx.exec(&interval, vec![]).await?;
    }
    Ok(())
}
