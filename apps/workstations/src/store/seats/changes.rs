//! Every write of a seat that its own connection does not make.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx, search};
use sea_orm::Value;

use super::Values;
use crate::store::{insert_of, update_of};

const UNIQUE: &[(&str, &str)] = &[("workstations.name_key", "name")];

pub async fn insert(tx: &Tx, values: &Values, now: Timestamp) -> Result<i64> {
    let mut columns = columns(values, now);
    columns.extend([
        ("is_online", false.into()),
        ("last_uplink", 0_i64.into()),
        ("next_order", 1_i64.into()),
        ("sessions_count", 0_i64.into()),
        ("used_micros", 0_i64.into()),
        ("row_version", 1_i64.into()),
        ("created_at", now.into()),
    ]);
    let (sql, values) = insert_of("workstations", columns);
    tx.number(&sql, values).await.map_err(|error| error.on_duplicate(UNIQUE))
}

pub async fn update(tx: &Tx, id: i64, values: &Values, now: Timestamp) -> Result<()> {
    let (sql, values) = update_of("workstations", id, columns(values, now));
    tx.exec(&sql, values).await.map_err(|error| error.on_duplicate(UNIQUE)).map(drop)
}

pub async fn set_admin_state(tx: &Tx, id: i64, state: &str, now: Timestamp) -> Result<()> {
    let columns = vec![("admin_state", state.into()), ("updated_at", now.into())];
    let (sql, values) = update_of("workstations", id, columns);
    tx.exec(&sql, values).await.map(drop)
}

pub async fn delete(tx: &Tx, id: i64) -> Result<()> {
    tx.exec("DELETE FROM workstations WHERE id = $1", vec![id.into()]).await.map(drop)
}

/// Whether somebody counts on it: now or later.
pub async fn has_coming_reservation(tx: &Tx, id: i64, now: Timestamp) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM seat_reservations WHERE workstation_id = $1 AND status = 'booked' AND ends_at > $2";
    Ok(tx.number(sql, vec![id.into(), now.into()]).await? > 0)
}

/// One more session began there.
pub async fn count_session(tx: &Tx, id: i64, now: Timestamp) -> Result<()> {
    let sql = "UPDATE workstations SET sessions_count = sessions_count + 1, last_session_at = $2 WHERE id = $1";
    tx.exec(sql, vec![id.into(), now.into()]).await.map(drop)
}

pub async fn count_used(tx: &Tx, id: i64, micros: i64) -> Result<()> {
    let sql = "UPDATE workstations SET used_micros = used_micros + $2 WHERE id = $1";
    tx.exec(sql, vec![id.into(), micros.into()]).await.map(drop)
}

fn columns(values: &Values, now: Timestamp) -> Vec<(&'static str, Value)> {
    let texts = [&values.name, &values.location, &values.ip_address, &values.mac_address];
    vec![
        ("room_id", values.room.into()),
        ("name", values.name.clone().into()),
        ("name_key", search::fold(&values.name).into()),
        ("location", values.location.clone().into()),
        ("ip_address", values.ip_address.clone().into()),
        ("mac_address", values.mac_address.clone().into()),
        ("admin_state", values.admin_state.clone().into()),
        ("position_x", values.position_x.into()),
        ("position_y", values.position_y.into()),
        ("notes", values.notes.clone().into()),
        ("sort_name", sort_key(&values.name).into()),
        ("search", search::text(texts.map(String::as_str)).into()),
        ("updated_at", now.into()),
    ]
}

/// `PC-2` before `PC-10`: numbers are sorted as numbers.
fn sort_key(name: &str) -> String {
    let folded = search::fold(name);
    let (mut key, mut digits) = (String::new(), String::new());
    for c in folded.chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            key.push_str(&format!("{:0>6}", digits.trim_start_matches('0')));
            digits.clear();
        }
        key.push(c);
    }
    key.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::sort_key;

    #[test]
    fn numbers_are_sorted_as_numbers() {
        assert!(sort_key("PC-2") < sort_key("PC-10"));
        assert!(sort_key("Poste 009") < sort_key("Poste 10 b"));
        assert_eq!(sort_key("Accueil"), "accueil");
    }
}
