//! Seats (`workstations`).
//!
//! Map: here the row with its open session, single ones and the list · `promises` reserved and held seats · `changes`
//! every write.

mod changes;
mod promises;

pub use promises::{Held, Promise, find_promise, is_promised_to_another};

pub use changes::{count_session, count_used, delete, has_coming_reservation, insert, set_admin_state, update};

use std::sync::LazyLock;

use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx};
use preau_kernel::{Error, Result};
use sea_orm::{FromQueryResult, QueryResult, Value};

use self::promises::{add_promises, soon};
use super::sessions::{self, Session};
use crate::domain::status::{self, Facts, SHOWN, Shown};

#[derive(Debug, Clone, FromQueryResult)]
pub struct Seat {
    pub id: i64,
    pub name: String,
    pub room: i64,
    pub room_name: String,
    pub site: i64,
    pub location: String,
    pub ip_address: String,
    pub mac_address: String,
    pub admin_state: String,
    pub position_x: Option<i64>,
    pub position_y: Option<i64>,
    pub is_enrolled: bool,
    pub enrolled_at: Option<Timestamp>,
    pub last_seen_at: Option<Timestamp>,
    pub is_online: bool,
    pub online_changed_at: Option<Timestamp>,
    pub sessions_count: i64,
    pub used_micros: i64,
    pub last_session_at: Option<Timestamp>,
    pub notes: String,
    /// Messages of its visitors that nobody has read.
    pub unread: i64,
    pub row_version: i64,
    pub created_at: Timestamp,
    /// The session that takes it, which may be over by now.
    #[sea_orm(skip)]
    pub session: Option<Session>,
    /// When a reservation begins or began that is shown about now.
    #[sea_orm(skip)]
    pub reserved_from: Option<Timestamp>,
    /// Whoever was called from the queue and is waited for there.
    #[sea_orm(skip)]
    pub held: Option<Held>,
}

/// What can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    pub name: String,
    pub room: i64,
    pub location: String,
    pub ip_address: String,
    pub mac_address: String,
    pub admin_state: String,
    pub position_x: Option<i64>,
    pub position_y: Option<i64>,
    pub notes: String,
}

const OWN: &str = "w.id, w.name, w.room_id AS room, r.name AS room_name, r.site_id AS site, w.location, w.ip_address, \
    w.mac_address, w.admin_state, w.position_x, w.position_y, (w.key_mac IS NOT NULL) AS is_enrolled, w.enrolled_at, \
    w.last_seen_at, w.is_online, w.online_changed_at, w.sessions_count, w.used_micros, w.last_session_at, w.notes, \
    (SELECT COUNT(*) FROM seat_messages um WHERE um.workstation_id = w.id AND um.read_at IS NULL \
    AND um.direction = 'from_seat') AS unread, w.row_version, w.created_at";
static SELECT: LazyLock<String> = LazyLock::new(|| format!("{OWN}, {}", sessions::columns("s_")));
static FROM: LazyLock<String> = LazyLock::new(|| {
    format!(
        "workstations w JOIN rooms r ON r.id = w.room_id LEFT JOIN workstation_sessions s ON s.workstation_id = w.id \
         AND s.status IN ('active', 'suspended') {}",
        sessions::JOINS
    )
});
const ORDERINGS: &[Ordering] = &[
    Ordering { name: "name", column: "w.sort_name", kind: Kind::Text },
    Ordering { name: "created_at", column: "w.created_at", kind: Kind::Number },
    Ordering { name: "last_seen_at", column: "COALESCE(w.last_seen_at, 0)", kind: Kind::Number },
    Ordering { name: "sessions_count", column: "w.sessions_count", kind: Kind::Number },
    Ordering { name: "used_seconds", column: "w.used_micros", kind: Kind::Number },
];

impl Seat {
    /// The session that takes it at `now`.
    pub fn open_session(&self, now: Timestamp) -> Option<&Session> {
        self.session.as_ref().filter(|session| session.life.is_open_at(now) && session.life.seat_at(now).is_some())
    }

    pub fn shown(&self, now: Timestamp) -> Shown {
        status::shown(Facts {
            admin_state: &self.admin_state,
            is_enrolled: self.is_enrolled,
            is_online: self.is_online,
            has_open_session: self.open_session(now).is_some(),
            is_reserved: self.reserved_from.is_some() || self.held.is_some(),
        })
    }

    /// Microseconds used there, up to `now`.
    pub fn used(&self, now: Timestamp) -> i64 {
        let running = self.session.as_ref().map_or(0, |session| session.life.used(now) - session.life.used_micros);
        self.used_micros + running
    }

    pub fn values(&self) -> Values {
        Values {
            name: self.name.clone(),
            room: self.room,
            location: self.location.clone(),
            ip_address: self.ip_address.clone(),
            mac_address: self.mac_address.clone(),
            admin_state: self.admin_state.clone(),
            position_x: self.position_x,
            position_y: self.position_y,
            notes: self.notes.clone(),
        }
    }
}

fn read(row: &QueryResult) -> Result<Seat> {
    let mut seat = Seat::from_query_result(row, "")?;
    if row.try_get::<Option<i64>>("", "s_id")?.is_some() {
        seat.session = Some(sessions::read(row, "s_")?);
    }
    Ok(seat)
}

pub async fn get(conn: &dyn Sql, id: i64, now: Timestamp) -> Result<Seat> {
    find(conn, id, now).await?.ok_or(Error::NotFound)
}

pub async fn find(conn: &dyn Sql, id: i64, now: Timestamp) -> Result<Option<Seat>> {
    let sql = format!("SELECT {} FROM {} WHERE w.id = $1", *SELECT, *FROM);
    let Some(row) = conn.find(&sql, vec![id.into()]).await? else { return Ok(None) };
    let mut seat = [read(&row)?];
    add_promises(conn, &mut seat, now).await?;
    let [seat] = seat;
    Ok(Some(seat))
}

/// All of a room, in the order of their names; at most `most`.
pub async fn of_room(conn: &dyn Sql, room: i64, now: Timestamp, most: u64) -> Result<Vec<Seat>> {
    let sql = format!("SELECT {} FROM {} WHERE w.room_id = $1 ORDER BY w.sort_name, w.id LIMIT {most}", *SELECT, *FROM);
    let mut seats: Vec<Seat> = conn.all(&sql, vec![room.into()]).await?.iter().map(read).collect::<Result<_>>()?;
    add_promises(conn, &mut seats, now).await?;
    Ok(seats)
}

/// The site of a seat; 0 when there is no such seat.
pub async fn site_of(conn: &dyn Sql, id: i64) -> Result<i64> {
    let sql = "SELECT r.site_id FROM workstations w JOIN rooms r ON r.id = w.room_id WHERE w.id = $1";
    conn.number(sql, vec![id.into()]).await
}

pub async fn room_of(conn: &dyn Sql, id: i64) -> Result<i64> {
    conn.number("SELECT room_id FROM workstations WHERE id = $1", vec![id.into()]).await
}

/// The first room that is in use, of those for computers if there are any.
pub async fn default_room(conn: &dyn Sql) -> Result<Option<i64>> {
    let sql =
        "SELECT id FROM rooms WHERE is_active = TRUE ORDER BY CASE kind WHEN 'computers' THEN 0 ELSE 1 END, id LIMIT 1";
    Ok(conn.find(sql, vec![]).await?.map(|row| row.try_get("", "id")).transpose()?)
}

/// Whether there is such a room; it is locked.
pub async fn lock_room(tx: &Tx, id: i64) -> Result<bool> {
    let sql = format!("SELECT id FROM rooms WHERE id = $1{}", tx.engine().for_update());
    Ok(tx.find(&sql, vec![id.into()]).await?.is_some())
}

/// The HMAC of a seat's key; `None`: there is no such seat, or it was never enrolled.
pub async fn find_key(conn: &dyn Sql, id: i64) -> Result<Option<Vec<u8>>> {
    let row = conn.find("SELECT key_mac FROM workstations WHERE id = $1", vec![id.into()]).await?;
    Ok(row.map(|row| row.try_get("", "key_mac")).transpose()?.flatten())
}

/// The first seat in the order of names at which somebody could sit down without a key: in service, free, never enrolled.
pub async fn find_free_without_key(conn: &dyn Sql, now: Timestamp) -> Result<Option<i64>> {
    let mut conditions = Conditions::default();
    conditions.add("w.key_mac IS NULL", []);
    Ok(free(conn, conditions, now, 1).await?.first().copied())
}

/// Seats of a site at which somebody could sit down now and stay until then, in the order of names.
pub async fn free_until(conn: &dyn Sql, site: i64, until: Timestamp, now: Timestamp, most: u64) -> Result<Vec<i64>> {
    const WANTED: &str = "NOT EXISTS (SELECT 1 FROM seat_reservations wr WHERE wr.workstation_id = w.id \
                          AND wr.status = 'booked' AND wr.ends_at > ? AND wr.starts_at < ?)";
    let mut conditions = Conditions::default();
    conditions.add("r.site_id = ?", [site.into()]);
    conditions.add(WANTED, [now.into(), until.into()]);
    free(conn, conditions, now, most).await
}

async fn free(conn: &dyn Sql, mut also: Conditions, now: Timestamp, most: u64) -> Result<Vec<i64>> {
    add_status(&mut also, "available", now);
    also.add("r.is_active = TRUE", []);
    let (condition, values) = also.into_parts();
    // Crossed, so that SQLite goes through the seats in their order, and stops with the first that are free.
    let sql = format!(
        "SELECT w.id FROM workstations w CROSS JOIN rooms r LEFT JOIN workstation_sessions s \
         ON s.workstation_id = w.id AND s.status IN ('active', 'suspended') WHERE r.id = w.room_id AND {condition} \
         ORDER BY w.sort_name, w.id LIMIT {most}"
    );
    let rows = conn.all(&sql, values).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

/// Whether `s` takes the seat; two times `now`.
const OPEN: &str = "s.id IS NOT NULL AND (CASE s.status WHEN 'active' THEN s.ends_at ELSE s.seat_kept_until END) > ? \
                    AND (s.status = 'active' OR s.code_expires_at > ?)";
/// Whether a reservation is shown (`now`, and what is soon), or it is held for somebody who was called (`now`).
const RESERVED: &str = "(EXISTS (SELECT 1 FROM seat_reservations sr WHERE sr.workstation_id = w.id AND sr.status = 'booked' \
                        AND sr.ends_at > ? AND sr.starts_at <= ?) OR EXISTS (SELECT 1 FROM queue_tickets hq \
                        WHERE hq.workstation_id = w.id AND hq.held_until > ?))";
const OFFLINE: &str = "w.admin_state = 'offline' OR (w.key_mac IS NOT NULL AND w.is_online = FALSE)";

fn open_and_reserved(now: Timestamp) -> Vec<Value> {
    vec![now.into(), now.into(), now.into(), soon(now).into(), now.into()]
}

/// Those that are shown so (the rules of `domain::status`, as SQL).
fn add_status(conditions: &mut Conditions, shown: &str, now: Timestamp) {
    let in_service = format!("w.admin_state <> 'maintenance' AND NOT ({OFFLINE})");
    let taken = format!("(w.admin_state = 'in_use' OR ({OPEN}))");
    let twice = [now.into(), now.into()];
    match shown {
        "maintenance" => conditions.add("w.admin_state = 'maintenance'", []),
        "offline" => conditions.add(&format!("w.admin_state <> 'maintenance' AND ({OFFLINE})"), []),
        "in_use" => conditions.add(&format!("{in_service} AND {taken}"), twice),
        "reserved" => {
            conditions.add(&format!("{in_service} AND NOT {taken} AND {RESERVED}"), open_and_reserved(now));
        }
        _ => conditions.add(&format!("{in_service} AND NOT {taken} AND NOT {RESERVED}"), open_and_reserved(now)),
    }
}

/// Filters: `status` (as shown), `admin_state`, `room`, `site`, `is_online`, `is_enrolled`, `is_available`.
pub async fn list(conn: &dyn Sql, page: &PageQuery, now: Timestamp) -> Result<Page<Seat>> {
    let mut conditions = Conditions::default();
    if let Some(shown) = page.param("status") {
        if !SHOWN.contains(&shown) {
            return Err(Error::invalid("status", "wrong_value"));
        }
        add_status(&mut conditions, shown, now);
    }
    if let Some(state) = page.param("admin_state") {
        if !status::ADMIN_STATES.contains(&state) {
            return Err(Error::invalid("admin_state", "wrong_value"));
        }
        conditions.add("w.admin_state = ?", [state.into()]);
    }
    for (name, sql) in
        [("room", "w.room_id = ?"), ("site", "w.room_id IN (SELECT sr.id FROM rooms sr WHERE sr.site_id = ?)")]
    {
        if let Some(id) = page.number(name)? {
            conditions.add(sql, [id.into()]);
        }
    }
    if let Some(is_online) = page.flag("is_online")? {
        conditions.add("w.is_online = ?", [is_online.into()]);
    }
    if let Some(is_enrolled) = page.flag("is_enrolled")? {
        conditions.add(if is_enrolled { "w.key_mac IS NOT NULL" } else { "w.key_mac IS NULL" }, []);
    }
    match page.flag("is_available")? {
        Some(true) => add_status(&mut conditions, "available", now),
        Some(false) => {
            let in_service = format!("w.admin_state <> 'maintenance' AND NOT ({OFFLINE})");
            let taken = format!("(w.admin_state = 'in_use' OR ({OPEN}))");
            let sql = format!("NOT ({in_service} AND NOT {taken} AND NOT {RESERVED})");
            conditions.add(&sql, open_and_reserved(now));
        }
        None => {}
    }
    let list = List {
        select: &SELECT,
        from: &FROM,
        alias: "w",
        search: Some("workstations"),
        orderings: ORDERINGS,
        default_ordering: "name",
    };
    let mut page = page.run(conn, &list, conditions, read).await?;
    add_promises(conn, &mut page.results, now).await?;
    Ok(page)
}
