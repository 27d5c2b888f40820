//! What figures are added up from: the intervals of a time range.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::db::page::Conditions;
use sea_orm::FromQueryResult;

use crate::domain::people::figures::Stay;

#[derive(Debug, Clone, Copy)]
pub struct Asked {
    pub from: Timestamp,
    pub to: Timestamp,
    pub site: Option<i64>,
    pub room: Option<i64>,
}

/// Each cut to the range; one that runs goes on until `now` or its session's end.
pub async fn stays(conn: &dyn Sql, asked: Asked, now: Timestamp) -> Result<Vec<Stay>> {
    let mut conditions = Conditions::default();
    conditions.add("i.started_at < ?", [asked.to.into()]);
    conditions.add("(i.ended_at IS NULL OR i.ended_at > ?)", [asked.from.into()]);
    narrow(&mut conditions, asked);
    let (condition, values) = conditions.into_parts();
    let sql = format!(
        "SELECT i.session_id, s.visitor_id, COALESCE(v.category_id, CASE WHEN v.id IS NULL THEN NULL ELSE \
         (SELECT d.id FROM visitor_categories d WHERE d.is_default = TRUE) END) AS category_id, i.workstation_id, i.started_at, \
         i.ended_at, s.ends_at FROM session_intervals i JOIN workstation_sessions s ON s.id = i.session_id \
         LEFT JOIN visitors v ON v.id = s.visitor_id LEFT JOIN workstations w ON w.id = i.workstation_id \
         LEFT JOIN rooms r ON r.id = w.room_id WHERE {condition}"
    );
    let mut stays = Vec::new();
    for row in conn.all(&sql, values).await? {
        let ended: Option<Timestamp> = row.try_get("", "ended_at")?;
        let ends: Option<Timestamp> = row.try_get("", "ends_at")?;
        let started: Timestamp = row.try_get("", "started_at")?;
        let until = ended.unwrap_or_else(|| ends.map_or(now, |ends| ends.min(now)));
        let (from, to) = (started.max(asked.from), until.min(asked.to));
        if from < to {
            stays.push(Stay {
                session: row.try_get("", "session_id")?,
                visitor: row.try_get("", "visitor_id")?,
                category: row.try_get("", "category_id")?,
                seat: row.try_get("", "workstation_id")?,
                from,
                to,
            });
        }
    }
    Ok(stays)
}

#[derive(Debug, Clone, FromQueryResult)]
pub struct SeatOf {
    pub id: i64,
    pub name: String,
    pub site: i64,
}

/// In the order of their names.
pub async fn seats(conn: &dyn Sql, asked: Asked) -> Result<Vec<SeatOf>> {
    let mut conditions = Conditions::default();
    narrow(&mut conditions, asked);
    let (condition, values) = conditions.into_parts();
    let sql = format!(
        "SELECT w.id, w.name, r.site_id AS site FROM workstations w JOIN rooms r ON r.id = w.room_id WHERE {condition} \
         ORDER BY w.sort_name, w.id"
    );
    conn.all(&sql, values).await?.iter().map(|row| Ok(SeatOf::from_query_result(row, "")?)).collect()
}

/// By id and name.
pub async fn categories(conn: &dyn Sql) -> Result<Vec<(i64, String)>> {
    let rows = conn.all("SELECT c.id, c.name FROM visitor_categories c ORDER BY c.sort_name, c.id", vec![]).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "name")?))).collect()
}

fn narrow(conditions: &mut Conditions, asked: Asked) {
    if let Some(site) = asked.site {
        conditions.add("r.site_id = ?", [site.into()]);
    }
    if let Some(room) = asked.room {
        conditions.add("w.room_id = ?", [room.into()]);
    }
}
