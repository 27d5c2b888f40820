//! Calendars of coaches elsewhere (`coach_busy_feeds`) and when they say busy (`coach_busy_times`).

use preau_calendar::domain::interval::Interval;
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Engine, Sql, Tx};
use sea_orm::{FromQueryResult, Value};

use super::insert_of;

/// Rows of one statement.
const ROWS: usize = 500;

#[derive(Clone, FromQueryResult)]
pub struct Feed {
    pub id: i64,
    pub coach_id: i64,
    /// Encrypted.
    pub url: String,
    pub shown: String,
    pub generation: i64,
    pub etag: Option<String>,
    pub modified: Option<String>,
    pub zone: String,
    pub covered_until: i64,
    pub times: i64,
    pub checked_at: Option<Timestamp>,
    pub problem: Option<String>,
    pub failures: i64,
    pub failing_since: Option<Timestamp>,
    pub told_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

const SELECT: &str = "SELECT f.id, f.coach_id, f.url, f.shown, f.generation, f.etag, f.modified, f.zone, f.covered_until, \
    f.times, f.checked_at, f.problem, f.failures, f.failing_since, f.told_at, f.created_at FROM coach_busy_feeds f";

pub async fn find_of_coach(conn: &dyn Sql, coach: i64) -> Result<Option<Feed>> {
    one(conn, "f.coach_id", coach, "").await
}

pub async fn find(conn: &dyn Sql, id: i64) -> Result<Option<Feed>> {
    one(conn, "f.id", id, "").await
}

/// Stays as it is to the end of the transaction.
pub async fn find_locked(tx: &Tx, id: i64) -> Result<Option<Feed>> {
    one(&**tx, "f.id", id, tx.engine().for_update()).await
}

/// As [`find_locked`], by its coach.
pub async fn find_of_coach_locked(tx: &Tx, coach: i64) -> Result<Option<Feed>> {
    one(&**tx, "f.coach_id", coach, tx.engine().for_update()).await
}

async fn one(conn: &dyn Sql, column: &str, id: i64, lock: &str) -> Result<Option<Feed>> {
    let row = conn.find(&format!("{SELECT} WHERE {column} = $1{lock}"), vec![id.into()]).await?;
    Ok(row.map(|row| Feed::from_query_result(&row, "")).transpose()?)
}

/// Without its address, which is sealed by the id.
pub async fn insert(tx: &Tx, coach: i64, now: Timestamp) -> Result<i64> {
    let (sql, values) = insert_of(
        "coach_busy_feeds",
        vec![
            ("coach_id", coach.into()),
            ("url", "".into()),
            ("shown", "".into()),
            ("generation", 0_i64.into()),
            ("zone", "".into()),
            ("covered_until", 0_i64.into()),
            ("times", 0_i64.into()),
            ("failures", 0_i64.into()),
            ("next_at", now.into()),
            ("created_at", now.into()),
            ("updated_at", now.into()),
        ],
    );
    tx.number(&sql, values).await
}

/// Another address: nothing is known of it yet. What was read of the old one stays until the new one was read.
pub async fn set_url(tx: &Tx, id: i64, sealed: &str, shown: &str, now: Timestamp) -> Result<()> {
    let sql = "UPDATE coach_busy_feeds SET url = $2, shown = $3, generation = generation + 1, etag = NULL, modified = NULL, \
               covered_until = 0, checked_at = NULL, problem = NULL, failures = 0, failing_since = NULL, told_at = NULL, \
               next_at = $4, updated_at = $4 WHERE id = $1";
    tx.exec(sql, vec![id.into(), sealed.into(), shown.into(), now.into()]).await.map(drop)
}

/// The same address under another key.
pub async fn reseal(tx: &Tx, id: i64, sealed: &str) -> Result<()> {
    tx.exec("UPDATE coach_busy_feeds SET url = $2 WHERE id = $1", vec![id.into(), sealed.into()]).await.map(drop)
}

/// What was read of a calendar.
pub struct Read {
    pub etag: Option<String>,
    pub modified: Option<String>,
    pub zone: String,
    pub covered_until: i64,
    pub times: i64,
}

pub async fn set_read(tx: &Tx, id: i64, read: &Read, now: Timestamp, next: Timestamp) -> Result<()> {
    let sql = "UPDATE coach_busy_feeds SET etag = $2, modified = $3, zone = $4, covered_until = $5, times = $6, \
               checked_at = $7, problem = NULL, failures = 0, failing_since = NULL, told_at = NULL, next_at = $8, \
               updated_at = $7 WHERE id = $1";
    let values = vec![
        id.into(),
        read.etag.clone().into(),
        read.modified.clone().into(),
        read.zone.clone().into(),
        read.covered_until.into(),
        read.times.into(),
        now.into(),
        next.into(),
    ];
    tx.exec(sql, values).await.map(drop)
}

pub async fn set_problem(tx: &Tx, id: i64, problem: &str, now: Timestamp, next: Timestamp) -> Result<()> {
    let sql = "UPDATE coach_busy_feeds SET checked_at = $2, problem = $3, failures = failures + 1, \
               failing_since = COALESCE(failing_since, $2), next_at = $4, updated_at = $2 WHERE id = $1";
    tx.exec(sql, vec![id.into(), now.into(), problem.into(), next.into()]).await.map(drop)
}

pub async fn set_told(tx: &Tx, id: i64, now: Timestamp) -> Result<()> {
    tx.exec("UPDATE coach_busy_feeds SET told_at = $2 WHERE id = $1", vec![id.into(), now.into()]).await.map(drop)
}

/// Those to be read, of people who are coaches still.
pub async fn due(conn: &dyn Sql, now: Timestamp, most: u64) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT f.id FROM coach_busy_feeds f WHERE f.next_at <= $1 AND EXISTS (SELECT 1 FROM coaches c \
         JOIN users u ON u.id = c.user_id WHERE c.user_id = f.coach_id AND u.is_active = TRUE) \
         ORDER BY f.next_at, f.id LIMIT {most}"
    );
    conn.all(&sql, vec![now.into()]).await?.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

/// In place of those that were there.
pub async fn replace_times(tx: &Tx, id: i64, times: &[Interval]) -> Result<()> {
    tx.exec("DELETE FROM coach_busy_times WHERE feed_id = $1", vec![id.into()]).await?;
    for chunk in times.chunks(ROWS) {
        let mut values: Vec<Value> = vec![id.into()];
        let mut rows = Vec::with_capacity(chunk.len());
        for time in chunk {
            rows.push(format!("($1, ${}, ${})", values.len() + 1, values.len() + 2));
            values.extend([time.from().into(), time.to().into()]);
        }
        let sql = format!("INSERT INTO coach_busy_times (feed_id, starts, ends) VALUES {}", rows.join(", "));
        tx.exec(&sql, values).await?;
    }
    Ok(())
}

/// Of a coach within a range: sorted, none touching another.
pub async fn times(conn: &dyn Sql, coach: i64, range: Interval) -> Result<Vec<Interval>> {
    let sql = "SELECT t.starts, t.ends FROM coach_busy_feeds f JOIN coach_busy_times t ON t.feed_id = f.id \
               WHERE f.coach_id = $1 AND t.starts < $3 AND t.ends > $2 ORDER BY t.starts";
    let mut found = Vec::new();
    for row in conn.all(sql, vec![coach.into(), range.from().into(), range.to().into()]).await? {
        found.extend(Interval::new(row.try_get("", "starts")?, row.try_get("", "ends")?));
    }
    Ok(found)
}

/// As [`times`], as one value of a larger question: text for [`read_times`]. What is given is SQL.
pub(super) fn times_as_value(engine: Engine, coach: &str, (from, to): (&str, &str)) -> String {
    let rows = engine.json_rows("t.starts, t.ends");
    format!(
        "(SELECT {rows} FROM coach_busy_feeds f JOIN coach_busy_times t ON t.feed_id = f.id \
         WHERE f.coach_id = {coach} AND t.starts < {to} AND t.ends > {from})"
    )
}

pub(super) fn read_times(text: &str) -> Result<Vec<Interval>> {
    let rows: Vec<[i64; 2]> = serde_json::from_str(text)?;
    let mut times: Vec<_> = rows.into_iter().filter_map(|[starts, ends]| Interval::new(starts, ends)).collect();
    times.sort();
    Ok(times)
}

/// With what was read of it. False: there was none.
pub async fn delete_of_coach(tx: &Tx, coach: i64) -> Result<bool> {
    Ok(tx.exec("DELETE FROM coach_busy_feeds WHERE coach_id = $1", vec![coach.into()]).await? > 0)
}

/// Goes over to another record of the same person, unless that one has a calendar of its own.
pub async fn hand_over(tx: &Tx, from: i64, into: i64) -> Result<()> {
    let sql = "UPDATE coach_busy_feeds SET coach_id = $2 WHERE coach_id = $1 \
               AND NOT EXISTS (SELECT 1 FROM coach_busy_feeds o WHERE o.coach_id = $2)";
    tx.exec(sql, vec![from.into(), into.into()]).await?;
    delete_of_coach(tx, from).await.map(drop)
}

/// Whose it is.
pub async fn coach_of(tx: &Tx, id: i64) -> Result<i64> {
    let sql = "SELECT coach_id FROM coach_busy_feeds WHERE id = $1";
    Ok(tx.get(sql, vec![id.into()]).await?.try_get("", "coach_id")?)
}
