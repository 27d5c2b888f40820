//! Daily figures of the dashboard (`people_figures`), so that nobody who looks waits for a million rows to be counted.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};

/// What is counted by the day.
pub const LOGINS: &str = "logins";
pub const NEW_PEOPLE: &str = "new_people";

/// What is counted as a whole, each from a table and by a condition.
pub const TOTALS: [(&str, &str); 5] = [
    ("people", "users WHERE tombstone_at IS NULL"),
    ("people_active", "users WHERE is_active = TRUE AND tombstone_at IS NULL"),
    ("people_students", "students"),
    ("people_professors", "professors"),
    ("people_staff", "users WHERE is_staff = TRUE"),
];

/// Counted by whoever looks up to here; beyond it, the figure of the last hour.
const COUNTED_LIVE: i64 = 10_000;

/// One figure of one day, `2026-11-23` in the place's zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub name: String,
    pub day: String,
    pub value: i64,
    pub until: Timestamp,
}

pub async fn list(conn: &dyn Sql, since: &str) -> Result<Vec<Counted>> {
    let sql = "SELECT name, day, value, counted_until FROM people_figures WHERE day >= $1";
    let rows = conn.all(sql, vec![since.into()]).await?;
    let read = |row: &sea_orm::QueryResult| {
        Ok(Counted {
            name: row.try_get("", "name")?,
            day: row.try_get("", "day")?,
            value: row.try_get("", "value")?,
            until: row.try_get("", "counted_until")?,
        })
    };
    rows.iter().map(read).collect()
}

pub async fn set(tx: &Tx, counted: &Counted) -> Result<()> {
    tx.exec(
        "INSERT INTO people_figures (name, day, value, counted_until) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (name, day) DO UPDATE SET value = excluded.value, counted_until = excluded.counted_until",
        vec![counted.name.clone().into(), counted.day.clone().into(), counted.value.into(), counted.until.into()],
    )
    .await
    .map(drop)
}

pub async fn purge(tx: &Tx, before: &str) -> Result<()> {
    tx.exec("DELETE FROM people_figures WHERE day < $1", vec![before.into()]).await.map(drop)
}

/// How often something happened between two instants.
pub async fn count(conn: &dyn Sql, name: &str, from: Timestamp, to: Timestamp) -> Result<i64> {
    let sql = match name {
        LOGINS => "SELECT COUNT(*) FROM audit_entries WHERE action = 'login' AND at >= $1 AND at < $2",
        _ => "SELECT COUNT(*) FROM users WHERE created_at >= $1 AND created_at < $2",
    };
    conn.number(sql, vec![from.into(), to.into()]).await
}

pub async fn count_total(conn: &dyn Sql, condition: &'static str) -> Result<i64> {
    conn.number(&format!("SELECT COUNT(*) FROM {condition}"), vec![]).await
}

/// Every total: counted now when it is small, else as it was counted last. One query.
pub async fn totals(conn: &dyn Sql) -> Result<Vec<(&'static str, i64)>> {
    let columns = TOTALS.map(|(name, from)| {
        format!(
            "(SELECT COUNT(*) FROM (SELECT 1 AS one FROM {from} LIMIT {}) bounded) AS now_{name}, \
             (SELECT value FROM people_figures WHERE name = '{name}' ORDER BY day DESC LIMIT 1) AS then_{name}",
            COUNTED_LIVE + 1
        )
    });
    let row = conn.get(&format!("SELECT {}", columns.join(", ")), vec![]).await?;
    let read = |name: &'static str| {
        let now: i64 = row.try_get("", &format!("now_{name}"))?;
        let then: Option<i64> = row.try_get("", &format!("then_{name}"))?;
        Ok((name, if now > COUNTED_LIVE { then.unwrap_or(now).max(now) } else { now }))
    };
    TOTALS.into_iter().map(|(name, _)| read(name)).collect()
}

/// `(name, day, value)` since a day, with what came today after the last counting. One query, whose days may stand
/// twice: their values add up.
pub async fn days(
    conn: &dyn Sql,
    since: &str,
    today: &str,
    begin_of_today: Timestamp,
) -> Result<Vec<(String, String, i64)>> {
    let last = "COALESCE((SELECT counted_until FROM people_figures WHERE name = '{name}' AND day = $2), $3)";
    // In the order of the index, or PostgreSQL would look for the first ones in the table.
    let live = |name: &str, from: &str, at: &str| {
        let last = last.replace("{name}", name);
        format!(
            "UNION ALL SELECT '{name}', CAST($2 AS TEXT), \
             (SELECT COUNT(*) FROM (SELECT 1 AS one FROM {from} {at} >= {last} ORDER BY {at} LIMIT {COUNTED_LIVE}) bounded)"
        )
    };
    let sql = format!(
        "SELECT name, day, value FROM people_figures WHERE name IN ('{LOGINS}', '{NEW_PEOPLE}') AND day >= $1 {} {}",
        live(LOGINS, "audit_entries WHERE action = 'login' AND", "at"),
        live(NEW_PEOPLE, "users WHERE", "created_at"),
    );
    let rows = conn.all(&sql, vec![since.into(), today.into(), begin_of_today.into()]).await?;
    rows.iter().map(|row| Ok((row.try_get("", "name")?, row.try_get("", "day")?, row.try_get("", "value")?))).collect()
}
