//! Tickets of the queue (`queue_tickets`), numbered anew each day at each site.

use chrono::NaiveDate;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx};
use preau_kernel::{Error, Result};
use sea_orm::FromQueryResult;

pub const STATUSES: &[&str] = &["waiting", "called", "seated", "gone"];

#[derive(Debug, Clone, FromQueryResult)]
pub struct Ticket {
    pub id: i64,
    pub site: i64,
    pub site_name: String,
    pub day: String,
    pub number: i64,
    pub visitor: Option<i64>,
    pub visitor_name: Option<String>,
    pub minutes: i64,
    pub status: String,
    pub created_at: Timestamp,
    pub called_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    pub session: Option<i64>,
    /// The seat that is, or was, held for them.
    pub workstation: Option<i64>,
    pub workstation_name: Option<String>,
    pub held_until: Option<Timestamp>,
}

impl Ticket {
    /// The seat that is held for them at `now`, until when.
    pub fn held_at(&self, now: Timestamp) -> Option<(i64, Timestamp)> {
        self.workstation.zip(self.held_until.filter(|until| now < *until))
    }

    pub fn is_open(&self) -> bool {
        matches!(self.status.as_str(), "waiting" | "called")
    }
}

const SELECT: &str = "q.id, q.site_id AS site, st.name AS site_name, q.day, q.number, q.visitor_id AS visitor, \
    u.first_name || ' ' || u.last_name AS visitor_name, q.minutes, q.status, q.created_at, q.called_at, q.closed_at, \
    q.session_id AS session, q.workstation_id AS workstation, hw.name AS workstation_name, q.held_until";
const FROM: &str = "queue_tickets q JOIN sites st ON st.id = q.site_id LEFT JOIN visitors v ON v.id = q.visitor_id \
                    LEFT JOIN users u ON u.id = v.user_id LEFT JOIN workstations hw ON hw.id = q.workstation_id";

/// Filters: `site`, `status` (one, or `open` for those who wait or are called), `day`, `visitor`.
pub async fn list(conn: &dyn Sql, page: &PageQuery, day: Option<NaiveDate>) -> Result<Page<Ticket>> {
    let mut conditions = Conditions::default();
    for (name, column) in [("site", "q.site_id"), ("visitor", "q.visitor_id")] {
        if let Some(id) = page.number(name)? {
            conditions.add(&format!("{column} = ?"), [id.into()]);
        }
    }
    match page.param("status") {
        None => {}
        Some("open") => conditions.add("q.status IN ('waiting', 'called')", []),
        Some(status) if STATUSES.contains(&status) => conditions.add("q.status = ?", [status.into()]),
        Some(_) => return Err(Error::invalid("status", "wrong_value")),
    }
    if let Some(day) = day {
        conditions.add("q.day = ?", [day.to_string().into()]);
    }
    let list = List {
        select: SELECT,
        from: FROM,
        alias: "q",
        search: None,
        orderings: &[Ordering { name: "created_at", column: "q.created_at", kind: Kind::Number }],
        default_ordering: "created_at",
    };
    page.run(conn, &list, conditions, |row| Ok(Ticket::from_query_result(row, "")?)).await
}

pub async fn get(conn: &dyn Sql, id: i64) -> Result<Ticket> {
    let row = conn.get(&format!("SELECT {SELECT} FROM {FROM} WHERE q.id = $1"), vec![id.into()]).await?;
    Ok(Ticket::from_query_result(&row, "")?)
}

pub async fn get_locked(tx: &Tx, id: i64) -> Result<Ticket> {
    let lock = tx.engine().for_update();
    tx.get(&format!("SELECT id FROM queue_tickets WHERE id = $1{lock}"), vec![id.into()]).await?;
    get(&**tx, id).await
}

/// Who waits or is called at a site, in the order in which they are served: whoever is called first.
pub async fn open(conn: &dyn Sql, site: i64) -> Result<Vec<Ticket>> {
    const MOST: u64 = 1000;
    let sql = format!(
        "SELECT {SELECT} FROM {FROM} WHERE q.site_id = $1 AND q.status IN ('waiting', 'called') \
         ORDER BY CASE q.status WHEN 'called' THEN 0 ELSE 1 END, q.created_at, q.id LIMIT {MOST}"
    );
    let rows = conn.all(&sql, vec![site.into()]).await?;
    rows.iter().map(|row| Ok(Ticket::from_query_result(row, "")?)).collect()
}

/// Closed since then, newest first.
pub async fn closed_since(conn: &dyn Sql, site: i64, since: Timestamp) -> Result<Vec<Ticket>> {
    const MOST: u64 = 50;
    let sql = format!(
        "SELECT {SELECT} FROM {FROM} WHERE q.site_id = $1 AND q.status IN ('seated', 'gone') AND q.created_at >= $2 \
         ORDER BY q.created_at DESC, q.id DESC LIMIT {MOST}"
    );
    let rows = conn.all(&sql, vec![site.into(), since.into()]).await?;
    rows.iter().map(|row| Ok(Ticket::from_query_result(row, "")?)).collect()
}

/// Whether anybody waits at the site of a workstation.
pub async fn anybody_waits_for(conn: &dyn Sql, workstation: i64) -> Result<bool> {
    let sql = "SELECT 1 FROM queue_tickets q JOIN rooms r ON r.site_id = q.site_id JOIN workstations w ON w.room_id = r.id \
               WHERE w.id = $1 AND q.status IN ('waiting', 'called') LIMIT 1";
    Ok(conn.find(sql, vec![workstation.into()]).await?.is_some())
}

/// Whether the visitor has a ticket already.
pub async fn has_open(conn: &dyn Sql, visitor: i64) -> Result<bool> {
    let sql = "SELECT 1 FROM queue_tickets WHERE visitor_id = $1 AND status IN ('waiting', 'called') LIMIT 1";
    Ok(conn.find(sql, vec![visitor.into()]).await?.is_some())
}

pub struct New {
    pub site: i64,
    pub day: NaiveDate,
    pub visitor: Option<i64>,
    pub minutes: i64,
    pub by: Option<i64>,
}

/// The next number of the day. Whoever else takes a ticket at the site waits: its row is locked. 400 for no such site.
pub async fn insert(tx: &Tx, new: &New, now: Timestamp) -> Result<i64> {
    let lock = tx.engine().for_update();
    let site = tx.find(&format!("SELECT id FROM sites WHERE id = $1{lock}"), vec![new.site.into()]).await?;
    if site.is_none() {
        return Err(Error::invalid("site", preau_kernel::Refusal::new("no_such_site").arg("id", new.site)));
    }
    let sql = "SELECT MAX(number) FROM queue_tickets WHERE site_id = $1 AND day = $2";
    let last = tx.number(sql, vec![new.site.into(), new.day.to_string().into()]).await?;
    tx.number(
        "INSERT INTO queue_tickets (site_id, day, number, visitor_id, minutes, status, created_by, created_at) \
         VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7) RETURNING id",
        vec![
            new.site.into(),
            new.day.to_string().into(),
            (last + 1).into(),
            new.visitor.into(),
            new.minutes.into(),
            new.by.into(),
            now.into(),
        ],
    )
    .await
}

/// `held`: the seat that is kept for them, until when.
pub async fn set_called(tx: &Tx, id: i64, held: Option<(i64, Timestamp)>, now: Timestamp) -> Result<()> {
    let sql = "UPDATE queue_tickets SET status = 'called', called_at = $2, workstation_id = $3, held_until = $4 WHERE id = $1";
    let (seat, until) = held.unzip();
    tx.exec(sql, vec![id.into(), now.into(), seat.into(), until.into()]).await.map(drop)
}

/// Without a seat, if one was held.
pub async fn set_waiting(tx: &Tx, id: i64) -> Result<()> {
    let sql = "UPDATE queue_tickets SET status = 'waiting', called_at = NULL, closed_at = NULL, workstation_id = NULL, \
               held_until = NULL WHERE id = $1";
    tx.exec(sql, vec![id.into()]).await.map(drop)
}

/// `held`: the seat that is kept for their code, until when.
pub async fn set_seated(
    tx: &Tx,
    id: i64,
    visitor: Option<i64>,
    session: i64,
    held: Option<(i64, Timestamp)>,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE queue_tickets SET status = 'seated', visitor_id = $2, session_id = $3, workstation_id = $4, \
               held_until = $5, closed_at = $6 WHERE id = $1";
    let (seat, until) = held.unzip();
    let values = vec![id.into(), visitor.into(), session.into(), seat.into(), until.into(), now.into()];
    tx.exec(sql, values).await.map(drop)
}

/// Their code was used, or is void: no seat waits for it any more.
pub async fn release_for_session(tx: &Tx, session: i64) -> Result<()> {
    let sql = "UPDATE queue_tickets SET held_until = NULL WHERE session_id = $1 AND held_until IS NOT NULL";
    tx.exec(sql, vec![session.into()]).await.map(drop)
}

pub async fn set_gone(tx: &Tx, id: i64, now: Timestamp) -> Result<()> {
    let sql = "UPDATE queue_tickets SET status = 'gone', closed_at = $2, workstation_id = NULL, held_until = NULL WHERE id = $1";
    tx.exec(sql, vec![id.into(), now.into()]).await.map(drop)
}

/// Nobody else is called at the site until the transaction ends.
pub async fn lock_site(tx: &Tx, site: i64) -> Result<()> {
    let sql = format!("SELECT id FROM sites WHERE id = $1{}", tx.engine().for_update());
    tx.get(&sql, vec![site.into()]).await.map(drop)
}

/// Tickets that nobody closed, taken before this instant.
pub async fn close_before(tx: &Tx, before: Timestamp, now: Timestamp) -> Result<u64> {
    let sql = "UPDATE queue_tickets SET status = 'gone', closed_at = $2, held_until = NULL WHERE status IN ('waiting', 'called') AND created_at < $1";
    tx.exec(sql, vec![before.into(), now.into()]).await
}

/// The site that a route means when it names none.
pub async fn first_site(conn: &dyn Sql) -> Result<Option<i64>> {
    let sql = "SELECT r.site_id FROM rooms r WHERE r.is_active = TRUE \
               ORDER BY CASE r.kind WHEN 'computers' THEN 0 ELSE 1 END, r.id LIMIT 1";
    let row = conn.find(sql, vec![]).await?;
    Ok(row.map(|row| row.try_get("", "site_id")).transpose()?)
}
