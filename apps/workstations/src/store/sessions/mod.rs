//! Sessions (`workstation_sessions`) with their intervals.
//!
//! Map: here the row, single ones and the list · `changes` every write.

mod changes;

pub use changes::{NewSession, insert, mark_warned, save, set_search_of_visitor};

use std::sync::LazyLock;

use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::db::page::{self, Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::{Error, Result};
use sea_orm::{FromQueryResult, QueryResult};

use crate::domain::code;
use crate::domain::life::{Life, Reason, Running, Status};

#[derive(Debug, Clone)]
pub struct Session {
    pub id: i64,
    pub visitor: Option<i64>,
    pub visitor_name: Option<String>,
    pub workstation_name: Option<String>,
    pub room: Option<i64>,
    pub operator: Option<i64>,
    pub operator_name: Option<String>,
    pub batch: Option<i64>,
    /// Of whoever it is for: the reserved seat takes it.
    pub reservation: Option<i64>,
    pub access_code: String,
    pub life: Life,
    pub row_version: i64,
    pub created_at: Timestamp,
}

/// As the database holds it.
#[derive(FromQueryResult)]
struct Stored {
    id: i64,
    visitor: Option<i64>,
    visitor_name: Option<String>,
    workstation: Option<i64>,
    workstation_name: Option<String>,
    room: Option<i64>,
    operator: Option<i64>,
    operator_name: Option<String>,
    batch: Option<i64>,
    reservation: Option<i64>,
    access_code: String,
    status: String,
    duration_seconds: i64,
    code_expires_at: Timestamp,
    started_at: Option<Timestamp>,
    ended_at: Option<Timestamp>,
    end_reason: String,
    suspended_at: Option<Timestamp>,
    seat_kept_until: Option<Timestamp>,
    closes_at: Option<Timestamp>,
    ends_at: Option<Timestamp>,
    warned_minutes: Option<i64>,
    used_micros: i64,
    running_since: Option<Timestamp>,
    row_version: i64,
    created_at: Timestamp,
}

/// What is selected of `workstation_sessions s` and what [`JOINS`] adds, each name behind `prefix`.
pub(super) fn columns(prefix: &str) -> String {
    const COLUMNS: &[(&str, &str)] = &[
        ("id", "s.id"),
        ("visitor", "s.visitor_id"),
        ("visitor_name", "vu.first_name || ' ' || vu.last_name"),
        ("workstation", "s.workstation_id"),
        ("workstation_name", "sw.name"),
        ("room", "sw.room_id"),
        ("operator", "s.operator_id"),
        ("operator_name", "ou.first_name || ' ' || ou.last_name"),
        ("batch", "s.batch_id"),
        ("reservation", "s.reservation_id"),
        ("access_code", "s.access_code"),
        ("status", "s.status"),
        ("duration_seconds", "s.duration_seconds"),
        ("code_expires_at", "s.code_expires_at"),
        ("started_at", "s.started_at"),
        ("ended_at", "s.ended_at"),
        ("end_reason", "s.end_reason"),
        ("suspended_at", "s.suspended_at"),
        ("seat_kept_until", "s.seat_kept_until"),
        ("closes_at", "s.closes_at"),
        ("ends_at", "s.ends_at"),
        ("warned_minutes", "s.warned_minutes"),
        (
            "used_micros",
            "CAST(COALESCE((SELECT SUM(si.ended_at - si.started_at) FROM session_intervals si WHERE si.session_id = s.id \
             AND si.ended_at IS NOT NULL), 0) AS BIGINT)",
        ),
        (
            "running_since",
            "(SELECT si.started_at FROM session_intervals si WHERE si.session_id = s.id AND si.ended_at IS NULL)",
        ),
        ("row_version", "s.row_version"),
        ("created_at", "s.created_at"),
    ];
    COLUMNS.iter().map(|(name, sql)| format!("{sql} AS {prefix}{name}")).collect::<Vec<_>>().join(", ")
}

/// What belongs to `workstation_sessions s`.
pub(super) const JOINS: &str = "LEFT JOIN visitors sv ON sv.id = s.visitor_id LEFT JOIN users vu ON vu.id = sv.user_id \
     LEFT JOIN workstations sw ON sw.id = s.workstation_id LEFT JOIN users ou ON ou.id = s.operator_id";

pub(super) fn read(row: &QueryResult, prefix: &str) -> Result<Session> {
    let stored = Stored::from_query_result(row, prefix)?;
    let status = Status::parse(&stored.status);
    let life = Life {
        status: status.ok_or_else(|| Error::internal(format!("session {} is {}", stored.id, stored.status)))?,
        duration_seconds: stored.duration_seconds,
        used_micros: stored.used_micros,
        running: stored.running_since.zip(stored.workstation).map(|(since, seat)| Running { seat, since }),
        seat: stored.workstation,
        code_expires_at: stored.code_expires_at,
        started_at: stored.started_at,
        ended_at: stored.ended_at,
        end_reason: Reason::parse(&stored.end_reason),
        suspended_at: stored.suspended_at,
        seat_kept_until: stored.seat_kept_until,
        closes_at: stored.closes_at,
        ends_at: stored.ends_at,
        warned_minutes: stored.warned_minutes,
    };
    Ok(Session {
        id: stored.id,
        visitor: stored.visitor,
        visitor_name: stored.visitor_name,
        workstation_name: stored.workstation_name,
        room: stored.room,
        operator: stored.operator,
        operator_name: stored.operator_name,
        batch: stored.batch,
        reservation: stored.reservation,
        access_code: stored.access_code,
        life,
        row_version: stored.row_version,
        created_at: stored.created_at,
    })
}

static SELECT: LazyLock<String> = LazyLock::new(|| columns(""));
static FROM: LazyLock<String> = LazyLock::new(|| format!("workstation_sessions s {JOINS}"));
const ORDERINGS: &[Ordering] = &[
    Ordering { name: "created_at", column: "s.created_at", kind: Kind::Number },
    Ordering { name: "started_at", column: "COALESCE(s.started_at, 0)", kind: Kind::Number },
    Ordering { name: "ended_at", column: "COALESCE(s.ended_at, 0)", kind: Kind::Number },
];

pub async fn get(conn: &dyn Sql, id: i64) -> Result<Session> {
    let sql = format!("SELECT {} FROM {} WHERE s.id = $1", *SELECT, *FROM);
    read(&conn.get(&sql, vec![id.into()]).await?, "")
}

/// The seat of a session, which is to be locked before it; 404 when there is no such session.
pub async fn seat_of(conn: &dyn Sql, id: i64) -> Result<Option<i64>> {
    let row = conn.get("SELECT workstation_id FROM workstation_sessions WHERE id = $1", vec![id.into()]).await?;
    Ok(row.try_get("", "workstation_id")?)
}

/// The session that a code opens, started or not; nothing of those that are over.
pub async fn find_by_code(conn: &dyn Sql, code: &str) -> Result<Option<Session>> {
    let sql = format!(
        "SELECT {} FROM {} WHERE s.access_code = $1 AND s.status IN ('waiting', 'active', 'suspended')",
        *SELECT, *FROM
    );
    conn.find(&sql, vec![code.into()]).await?.map(|row| read(&row, "")).transpose()
}

/// The session that takes a seat, which may be over by now.
pub async fn find_at_seat(conn: &dyn Sql, workstation: i64) -> Result<Option<Session>> {
    let sql = format!(
        "SELECT {} FROM {} WHERE s.workstation_id = $1 AND s.status IN ('active', 'suspended')",
        *SELECT, *FROM
    );
    conn.find(&sql, vec![workstation.into()]).await?.map(|row| read(&row, "")).transpose()
}

/// The open session of a visitor but for `but`, which may be over by now.
pub async fn find_open_of_visitor(conn: &dyn Sql, visitor: i64, but: i64) -> Result<Option<Session>> {
    let sql = format!(
        "SELECT {} FROM {} WHERE s.visitor_id = $1 AND s.status IN ('active', 'suspended') AND s.id <> $2",
        *SELECT, *FROM
    );
    conn.find(&sql, vec![visitor.into(), but.into()]).await?.map(|row| read(&row, "")).transpose()
}

/// The seat at which a session ran last, if it is still there.
pub async fn last_seat(conn: &dyn Sql, session: i64) -> Result<Option<i64>> {
    let sql = "SELECT workstation_id FROM session_intervals WHERE session_id = $1 AND workstation_id IS NOT NULL \
               ORDER BY started_at DESC, id DESC LIMIT 1";
    let row = conn.find(sql, vec![session.into()]).await?;
    Ok(row.map(|row| row.try_get("", "workstation_id")).transpose()?)
}

/// Filters: `status`, `open`, `visitor`, `workstation`, `room`, `operator`, `batch`, `code`, `from` and `to` (when it was
/// made).
pub async fn list(conn: &dyn Sql, page: &PageQuery, now: Timestamp) -> Result<Page<Session>> {
    let mut conditions = Conditions::default();
    if let Some(name) = page.param("status") {
        let status = Status::parse(name).ok_or_else(|| Error::invalid("status", "wrong_value"))?;
        match status {
            Status::Active => conditions.add("s.status = 'active' AND s.ends_at > ?", [now.into()]),
            Status::Waiting | Status::Suspended => {
                conditions.add("s.status = ? AND s.code_expires_at > ?", [status.name().into(), now.into()]);
            }
            Status::Ended | Status::Expired => conditions.add("s.status = ?", [status.name().into()]),
        }
    }
    if let Some(open) = page.flag("open")? {
        conditions.add(
            if open { "s.status IN ('active', 'suspended')" } else { "s.status IN ('waiting', 'ended', 'expired')" },
            [],
        );
    }
    for (name, sql) in [
        ("visitor", "s.visitor_id = ?"),
        ("workstation", "s.workstation_id = ?"),
        ("room", "s.workstation_id IN (SELECT rw.id FROM workstations rw WHERE rw.room_id = ?)"),
        ("operator", "s.operator_id = ?"),
        ("batch", "s.batch_id = ?"),
    ] {
        if let Some(id) = page.number(name)? {
            conditions.add(sql, [id.into()]);
        }
    }
    if let Some(text) = page.param("code") {
        conditions.add("s.access_code = ?", [code::parse(text).unwrap_or_default().into()]);
    }
    page::instant_range(page, "s.created_at", &mut conditions)?;
    let list = List {
        select: &SELECT,
        from: &FROM,
        alias: "s",
        search: Some("workstation_sessions"),
        orderings: ORDERINGS,
        default_ordering: "-created_at",
    };
    page.run(conn, &list, conditions, |row| read(row, "")).await
}
