//! When the seats of a site are taken, as far as is known: by sessions until their end, by rests while they keep the seat,
//! by reservations.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use preau_calendar::domain::interval::Interval;
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;

/// Reservations beyond are not looked at.
const AHEAD: TimeDelta = TimeDelta::days(1);

/// Those in service, with the times (seconds since 1970) at which each is taken.
pub async fn of_site(conn: &dyn Sql, site: i64, now: Timestamp) -> Result<BTreeMap<i64, Vec<Interval>>> {
    const IN_SERVICE: &str = "w.admin_state = 'available' AND (w.key_mac IS NULL OR w.is_online = TRUE) \
                              AND r.is_active = TRUE AND r.site_id = $1";
    let seats = format!(
        "SELECT w.id, CASE s.status WHEN 'active' THEN s.ends_at ELSE s.seat_kept_until END AS until FROM workstations w \
         JOIN rooms r ON r.id = w.room_id LEFT JOIN workstation_sessions s ON s.workstation_id = w.id \
         AND s.status IN ('active', 'suspended') WHERE {IN_SERVICE}"
    );
    let mut taken: BTreeMap<i64, Vec<Interval>> = BTreeMap::new();
    for row in conn.all(&seats, vec![site.into()]).await? {
        let until: Option<Timestamp> = row.try_get("", "until")?;
        let times = taken.entry(row.try_get("", "id")?).or_default();
        times.extend(until.and_then(|until| Interval::new(now.seconds(), until.seconds() + 1)));
    }
    let reserved = format!(
        "SELECT w.id, t.starts_at, t.ends_at FROM workstations w JOIN rooms r ON r.id = w.room_id \
         JOIN seat_reservations t ON t.workstation_id = w.id WHERE {IN_SERVICE} AND t.status = 'booked' \
         AND t.ends_at > $2 AND t.starts_at < $3"
    );
    for row in conn.all(&reserved, vec![site.into(), now.into(), now.plus(AHEAD).into()]).await? {
        let (from, to): (Timestamp, Timestamp) = (row.try_get("", "starts_at")?, row.try_get("", "ends_at")?);
        if let Some(times) = taken.get_mut(&row.try_get("", "id")?) {
            times.extend(Interval::new(from.seconds(), to.seconds()));
        }
    }
    Ok(taken)
}
