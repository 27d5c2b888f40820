//! What time alone has done, for the periodic tasks and for whoever meets it first.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use sea_orm::QueryResult;

/// Sessions whose time is up, whose code or rest has lapsed, or whose kept seat is to be freed; at most `most`.
pub async fn settled(conn: &dyn Sql, now: Timestamp, most: u64) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT id FROM workstation_sessions WHERE ends_at IS NOT NULL AND ends_at <= $1 \
         UNION SELECT id FROM workstation_sessions WHERE status IN ('waiting', 'suspended') AND code_expires_at <= $1 \
         UNION SELECT id FROM workstation_sessions WHERE status = 'suspended' AND workstation_id IS NOT NULL \
         AND seat_kept_until <= $1 ORDER BY id LIMIT {most}"
    );
    ids(&conn.all(&sql, vec![now.into()]).await?)
}

/// As [`settled`], those that stand in the way of this seat or this visitor only; 0 for none.
pub async fn in_the_way(conn: &dyn Sql, workstation: i64, visitor: i64, now: Timestamp) -> Result<Vec<i64>> {
    const OVER: &str = "((s.status = 'active' AND s.ends_at <= $2) \
                        OR (s.status = 'suspended' AND (s.code_expires_at <= $2 OR s.seat_kept_until <= $2)))";
    let sql = format!(
        "SELECT s.id FROM workstation_sessions s WHERE s.workstation_id = $1 AND s.status IN ('active', 'suspended') AND {OVER} \
         UNION SELECT s.id FROM workstation_sessions s WHERE s.visitor_id = $3 AND s.status IN ('active', 'suspended') AND {OVER}"
    );
    ids(&conn.all(&sql, vec![workstation.into(), now.into(), visitor.into()]).await?)
}

/// Sessions that may have to be warned, so many minutes before their end.
pub async fn to_warn(conn: &dyn Sql, thresholds: &[i64], now: Timestamp, most: u64) -> Result<Vec<i64>> {
    if thresholds.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = vec![now.into()];
    let mut due = Vec::new();
    for minutes in thresholds {
        values.push((now.0 + minutes * 60_000_000).into());
        due.push(format!(
            "(s.ends_at <= ${} AND (s.warned_minutes IS NULL OR s.warned_minutes > {minutes}))",
            values.len()
        ));
    }
    let widest = thresholds.iter().max().copied().unwrap_or(0);
    values.push((now.0 + widest * 60_000_000).into());
    let sql = format!(
        "SELECT s.id FROM workstation_sessions s WHERE s.ends_at IS NOT NULL AND s.ends_at > $1 AND s.ends_at <= ${} AND ({}) \
         ORDER BY s.id LIMIT {most}",
        values.len(),
        due.join(" OR ")
    );
    ids(&conn.all(&sql, values).await?)
}

/// Sessions with their seats, whose time is up between two instants; those that end because the place closes are left
/// alone.
pub async fn ending(conn: &dyn Sql, from: Timestamp, to: Timestamp, most: u64) -> Result<Vec<(i64, i64)>> {
    let sql = format!(
        "SELECT s.id, s.workstation_id FROM workstation_sessions s WHERE s.ends_at > $1 AND s.ends_at <= $2 \
         AND s.workstation_id IS NOT NULL AND (s.closes_at IS NULL OR s.closes_at > s.ends_at) ORDER BY s.ends_at LIMIT {most}"
    );
    let rows = conn.all(&sql, vec![from.into(), to.into()]).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "workstation_id")?))).collect()
}

fn ids(rows: &[QueryResult]) -> Result<Vec<i64>> {
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}
