//! Who waits for a time (`waiting_wishes`), and what they were offered (`waiting_offers`).

use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery, Part};
use preau_kernel::db::{Sql, Tx};
use preau_kernel::i18n::Lang;
use preau_kernel::{Error, Refusal, Result};
use sea_orm::{FromQueryResult, QueryResult};

use super::appointments::Reach;
use super::services::pick;
use super::{insert_of, update_of};

#[derive(Debug, Clone, FromQueryResult)]
pub struct Wish {
    pub id: i64,
    pub client_id: i64,
    pub client_name: String,
    pub coach_id: i64,
    pub coach_name: String,
    pub service_id: i64,
    pub service_fr: String,
    pub service_en: String,
    pub first_day: String,
    pub last_day: String,
    pub from_time: Option<String>,
    pub to_time: Option<String>,
    pub status: String,
    pub created_at: Timestamp,
    pub row_version: i64,
    /// Of the offer that is open, none without.
    pub hold_id: Option<i64>,
    pub offer_starts_at: Option<Timestamp>,
    pub offer_ends_at: Option<Timestamp>,
    pub offer_expires_at: Option<Timestamp>,
}

const SELECT: &str = "w.id, w.client_id, c.first_name || ' ' || c.last_name AS client_name, w.coach_id, \
    k.first_name || ' ' || k.last_name AS coach_name, w.service_id, s.name_fr AS service_fr, s.name_en AS service_en, w.first_day, w.last_day, w.from_time, w.to_time, \
    w.status, w.created_at, w.row_version, o.hold_id, o.starts_at AS offer_starts_at, o.ends_at AS offer_ends_at, \
    o.expires_at AS offer_expires_at";
const FROM: &str = "waiting_wishes w JOIN users c ON c.id = w.client_id JOIN users k ON k.id = w.coach_id \
    JOIN services s ON s.id = w.service_id \
    LEFT JOIN waiting_offers o ON o.wish_id = w.id AND o.status = 'open'";
const LIST: List = List {
    select: SELECT,
    from: FROM,
    alias: "w",
    search: None,
    orderings: &[Ordering { name: "created_at", column: "w.created_at", kind: Kind::Number }],
    default_ordering: "created_at",
};

/// How a wish stands.
pub const STATUSES: [&str; 4] = ["waiting", "offered", "booked", "ended"];

impl Wish {
    pub fn service_name(&self, lang: Lang) -> &str {
        pick(lang, &self.service_fr, &self.service_en)
    }
}

fn narrow(reach: Reach, conditions: &mut Conditions) {
    match reach {
        Reach::Everything => {}
        Reach::OfCoach(user) => conditions.add("w.coach_id = ?", [user.into()]),
        Reach::OfClient(user) => conditions.add("w.client_id = ?", [user.into()]),
        Reach::OfEither(user) => conditions.add("(w.coach_id = ? OR w.client_id = ?)", [user.into(), user.into()]),
    }
}

/// Filters: `status` (one of [`STATUSES`] or several), `coach`, `client`.
pub async fn list(conn: &dyn Sql, reach: Reach, page: &PageQuery) -> Result<Page<Wish>> {
    let mut conditions = Conditions::default();
    let statuses = statuses(page)?;
    for (name, condition) in [("coach", "w.coach_id = ?"), ("client", "w.client_id = ?")] {
        if let Some(id) = page.number(name)? {
            conditions.add(condition, [id.into()]);
        }
    }
    let read = |row: &QueryResult| Ok(Wish::from_query_result(row, "")?);
    // An index leads through each status of a coach; of one client there are few.
    let of_status = statuses.iter().map(|status| format!("w.status = '{status}'"));
    let each = if statuses.is_empty() { vec!["1 = 1".to_owned()] } else { of_status.collect() };
    let all = format!("({})", each.join(" OR "));
    let conditions_of = |sides: Vec<String>| sides.into_iter().map(|condition| Part { from: FROM, condition });
    let parts: Vec<Part<'_>> = match reach {
        Reach::OfEither(user) => {
            let of_coach = each.iter().map(|status| format!("w.coach_id = {user} AND {status}"));
            let of_client = format!("w.client_id = {user} AND w.coach_id <> {user} AND {all}");
            conditions_of(of_coach.chain([of_client]).collect()).collect()
        }
        Reach::OfClient(_) => {
            conditions.add(&all, []);
            Vec::new()
        }
        Reach::Everything | Reach::OfCoach(_) if each.len() > 1 => conditions_of(each).collect(),
        Reach::Everything | Reach::OfCoach(_) => {
            conditions.add(&all, []);
            Vec::new()
        }
    };
    if !matches!(reach, Reach::OfEither(_)) {
        narrow(reach, &mut conditions);
    }
    page.run_parts(conn, &LIST, &parts, conditions, read).await
}

/// Those that are asked for; none: all.
fn statuses(page: &PageQuery) -> Result<Vec<&'static str>> {
    let Some(names) = page.param("status") else { return Ok(Vec::new()) };
    let unknown = || Error::invalid("status", Refusal::new("unknown_status").arg("known", STATUSES.join(", ")));
    let known = |name: &str| STATUSES.into_iter().find(|status| *status == name.trim()).ok_or_else(unknown);
    let mut statuses = names.split(',').map(known).collect::<Result<Vec<_>>>()?;
    statuses.sort_unstable();
    statuses.dedup();
    Ok(statuses)
}

pub async fn get(conn: &dyn Sql, reach: Reach, id: i64) -> Result<Wish> {
    one(conn, reach, id, "").await
}

pub async fn get_locked(tx: &Tx, reach: Reach, id: i64) -> Result<Wish> {
    one(&**tx, reach, id, &tx.engine().for_update_of("w")).await
}

async fn one(conn: &dyn Sql, reach: Reach, id: i64, lock: &str) -> Result<Wish> {
    let mut conditions = Conditions::default();
    conditions.add("w.id = ?", [id.into()]);
    narrow(reach, &mut conditions);
    let (condition, values) = conditions.into_parts();
    let row = conn.get(&format!("SELECT {SELECT} FROM {FROM} WHERE {condition}{lock}"), values).await?;
    Ok(Wish::from_query_result(&row, "")?)
}

/// Those who wait for a time on this date of this coach and were not offered it before, in the order in which they came.
pub async fn next_for(
    tx: &Tx,
    coach: i64,
    (date, start): (&str, &str),
    starts_at: Timestamp,
    most: u64,
) -> Result<Vec<Wish>> {
    let lock = tx.engine().for_update_of("w");
    let sql = format!(
        "SELECT {SELECT} FROM {FROM} WHERE w.coach_id = $1 AND w.status = 'waiting' AND w.first_day <= $2 \
         AND w.last_day >= $2 AND COALESCE(w.from_time, '00:00') <= $3 AND COALESCE(w.to_time, '24:00') > $3 \
         AND NOT EXISTS (SELECT 1 FROM waiting_offers p WHERE p.wish_id = w.id AND p.starts_at = $4) \
         ORDER BY w.created_at, w.id LIMIT {most}{lock}"
    );
    let rows = tx.all(&sql, vec![coach.into(), date.into(), start.into(), starts_at.into()]).await?;
    rows.iter().map(|row| Ok(Wish::from_query_result(row, "")?)).collect()
}

/// A new wish.
#[derive(Debug, Clone)]
pub struct New {
    pub client: i64,
    pub coach: i64,
    pub service: i64,
    pub first_day: String,
    pub last_day: String,
    pub from_time: Option<String>,
    pub to_time: Option<String>,
}

pub async fn insert(tx: &Tx, new: &New, now: Timestamp) -> Result<i64> {
    let (sql, values) = insert_of(
        "waiting_wishes",
        vec![
            ("client_id", new.client.into()),
            ("coach_id", new.coach.into()),
            ("service_id", new.service.into()),
            ("first_day", new.first_day.clone().into()),
            ("last_day", new.last_day.clone().into()),
            ("from_time", new.from_time.clone().into()),
            ("to_time", new.to_time.clone().into()),
            ("status", "waiting".into()),
            ("row_version", 1_i64.into()),
            ("created_at", now.into()),
            ("updated_at", now.into()),
        ],
    );
    tx.number(&sql, values).await
}

/// How many of somebody's wishes are alive.
pub async fn count_open(conn: &dyn Sql, client: i64) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM waiting_wishes WHERE client_id = $1 AND status IN ('waiting', 'offered')";
    conn.number(sql, vec![client.into()]).await
}

pub async fn set_status(tx: &Tx, id: i64, status: &str, now: Timestamp) -> Result<()> {
    let (sql, values) = update_of("waiting_wishes", id, vec![("status", status.into()), ("updated_at", now.into())]);
    tx.exec(&sql, values).await.map(drop)
}

pub async fn insert_offer(
    tx: &Tx,
    wish: i64,
    hold: i64,
    (starts_at, ends_at): (Timestamp, Timestamp),
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<i64> {
    let (sql, values) = insert_of(
        "waiting_offers",
        vec![
            ("wish_id", wish.into()),
            ("hold_id", hold.into()),
            ("starts_at", starts_at.into()),
            ("ends_at", ends_at.into()),
            ("expires_at", expires_at.into()),
            ("status", "open".into()),
            ("created_at", now.into()),
        ],
    );
    tx.number(&sql, values).await
}

/// Notes that the wish's open offer was told of; false: it was before, or there is none any more.
pub async fn note_told(tx: &Tx, wish: i64, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE waiting_offers SET told_at = $2 WHERE wish_id = $1 AND status = 'open' AND told_at IS NULL";
    Ok(tx.exec(sql, vec![wish.into(), now.into()]).await? > 0)
}

/// Answers the open offer of a hold; the wish that it was made for.
pub async fn answer(tx: &Tx, hold: i64, status: &str) -> Result<Option<i64>> {
    let sql = "UPDATE waiting_offers SET status = $2 WHERE hold_id = $1 AND status = 'open' RETURNING wish_id";
    let row = tx.find(sql, vec![hold.into(), status.into()]).await?;
    Ok(row.map(|row| row.try_get("", "wish_id")).transpose()?)
}

/// Wishes whose last day is over.
pub async fn end_past(tx: &Tx, today: &str, now: Timestamp) -> Result<u64> {
    let sql = "UPDATE waiting_wishes SET status = 'ended', updated_at = $2, row_version = row_version + 1 \
               WHERE status = 'waiting' AND last_day < $1";
    tx.exec(sql, vec![today.into(), now.into()]).await
}

pub async fn delete_of_client(tx: &Tx, client: i64) -> Result<()> {
    tx.exec("DELETE FROM waiting_wishes WHERE client_id = $1", vec![client.into()]).await.map(drop)
}

pub async fn hand_over(tx: &Tx, from: i64, into: i64) -> Result<()> {
    for (table, column) in [
        ("waiting_wishes", "client_id"),
        ("waiting_wishes", "coach_id"),
        ("holds", "client_id"),
        ("holds", "coach_id"),
        ("services", "coach_id"),
    ] {
        let sql = format!("UPDATE {table} SET {column} = $2 WHERE {column} = $1");
        tx.exec(&sql, vec![from.into(), into.into()]).await?;
    }
    Ok(())
}
