//! What sessions need of visitors: their name, their limits, how much of a day they have used.

use std::collections::BTreeMap;

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::{FromQueryResult, Value};

use super::places;
use crate::config::WorkstationsConfig;
use crate::domain::limits::Limits;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Visitor {
    pub id: i64,
    pub name: String,
    /// Of the category; NULL: it has none.
    pub minutes_per_day: Option<i64>,
    pub minutes_per_session: Option<i64>,
}

impl Visitor {
    /// Those of the category, else those of the place.
    pub fn limits(&self, config: &WorkstationsConfig) -> Limits {
        Limits {
            minutes_per_day: self.minutes_per_day.unwrap_or(config.minutes_per_day),
            minutes_per_session: self.minutes_per_session.unwrap_or(config.minutes_per_session),
        }
    }
}

/// Without a category of their own: that of the default category, if there is one.
const SELECT: &str = "SELECT v.id, u.first_name || ' ' || u.last_name AS name, c.minutes_per_day, c.minutes_per_session \
     FROM visitors v JOIN users u ON u.id = v.user_id LEFT JOIN visitor_categories c ON c.id = COALESCE(v.category_id, \
     (SELECT d.id FROM visitor_categories d WHERE d.is_default = TRUE))";

pub async fn find(conn: &dyn Sql, id: i64) -> Result<Option<Visitor>> {
    Ok(list(conn, &[id]).await?.remove(&id))
}

/// Those of them that are there.
pub async fn list(conn: &dyn Sql, ids: &[i64]) -> Result<BTreeMap<i64, Visitor>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!("{SELECT} WHERE v.id IN ({})", places(1, ids.len()));
    let rows = conn.all(&sql, ids.iter().copied().map(Value::from).collect()).await?;
    rows.iter().map(|row| Visitor::from_query_result(row, "").map(|one| (one.id, one)).map_err(Into::into)).collect()
}

/// Microseconds that a visitor has used between two instants, and those that open sessions still promise; `but` leaves
/// one session's promise out.
pub async fn taken(
    conn: &dyn Sql,
    visitor: i64,
    time: (Timestamp, Timestamp),
    now: Timestamp,
    but: i64,
) -> Result<i64> {
    Ok(taken_by(conn, &[visitor], time, now, but).await?.remove(&visitor).unwrap_or(0))
}

/// As [`taken`], of several in one query; whoever has taken nothing is not among them. An interval that runs counts up to
/// `now`, never beyond its session's end.
pub async fn taken_by(
    conn: &dyn Sql,
    visitors: &[i64],
    (from, to): (Timestamp, Timestamp),
    now: Timestamp,
    but: i64,
) -> Result<BTreeMap<i64, i64>> {
    if visitors.is_empty() {
        return Ok(BTreeMap::new());
    }
    let list = places(5, visitors.len());
    // Of the sessions that reach into the time only.
    let used = format!(
        "SELECT s.visitor_id AS visitor, i.started_at AS a, \
         COALESCE(i.ended_at, CASE WHEN s.ends_at < $3 THEN s.ends_at ELSE $3 END) AS b \
         FROM workstation_sessions s JOIN session_intervals i ON i.session_id = s.id WHERE s.visitor_id IN ({list}) \
         AND COALESCE(s.ended_at, 9223372036854775807) > $1 AND i.started_at < $2 AND (i.ended_at IS NULL OR i.ended_at > $1)"
    );
    let within = format!(
        "SELECT visitor, SUM(CASE WHEN b > $2 THEN $2 ELSE b END - CASE WHEN a < $1 THEN $1 ELSE a END) AS micros \
         FROM ({used}) used WHERE b > $1 AND b > a GROUP BY visitor"
    );
    // What an open session may still use: its whole length less all that it used.
    let promised = format!(
        "SELECT s.visitor_id AS visitor, SUM(s.duration_seconds * 1000000 - (SELECT COALESCE(SUM(COALESCE(i.ended_at, \
         CASE WHEN s.ends_at < $3 THEN s.ends_at ELSE $3 END) - i.started_at), 0) FROM session_intervals i \
         WHERE i.session_id = s.id)) AS micros FROM workstation_sessions s WHERE s.visitor_id IN ({list}) AND s.id <> $4 \
         AND COALESCE(s.ended_at, 9223372036854775807) > $3 AND ((s.status = 'active' AND s.ends_at > $3) \
         OR (s.status IN ('waiting', 'suspended') AND s.code_expires_at > $3)) GROUP BY s.visitor_id"
    );
    let sql = format!(
        "SELECT visitor, CAST(SUM(micros) AS BIGINT) AS micros FROM ({within} UNION ALL {promised}) taken GROUP BY visitor"
    );
    let mut values: Vec<Value> = vec![from.into(), to.into(), now.into(), but.into()];
    values.extend(visitors.iter().copied().map(Value::from));
    let rows = conn.all(&sql, values).await?;
    rows.iter().map(|row| Ok((row.try_get("", "visitor")?, row.try_get("", "micros")?))).collect()
}

/// One more session began.
pub async fn count_session(tx: &Tx, id: i64, now: Timestamp) -> Result<()> {
    let sql = "UPDATE visitors SET sessions_count = sessions_count + 1, last_visit_at = $2 WHERE id = $1";
    tx.exec(sql, vec![id.into(), now.into()]).await.map(drop)
}

pub async fn count_used(tx: &Tx, id: i64, micros: i64) -> Result<()> {
    let sql = "UPDATE visitors SET used_micros = used_micros + $2 WHERE id = $1";
    tx.exec(sql, vec![id.into(), micros.into()]).await.map(drop)
}
