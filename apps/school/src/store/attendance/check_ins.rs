//! Check-ins (`check_ins`): one per student and one per device in a lesson, by the database.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, FromQueryResult)]
pub struct CheckIn {
    pub id: i64,
    pub at: Timestamp,
    /// green, amber or red.
    pub decision: String,
    pub accepted: Option<bool>,
}

const ONE: &str = "SELECT id, at, decision, accepted FROM check_ins";

pub async fn find(conn: &dyn Sql, lesson: i64, student: i64) -> Result<Option<CheckIn>> {
    let sql = format!("{ONE} WHERE lesson_id = $1 AND student_id = $2");
    let row = conn.find(&sql, vec![lesson.into(), student.into()]).await?;
    Ok(row.map(|row| CheckIn::from_query_result(&row, "")).transpose()?)
}

pub async fn is_device_taken(conn: &dyn Sql, lesson: i64, device: &str) -> Result<bool> {
    let sql = "SELECT 1 AS found FROM check_ins WHERE lesson_id = $1 AND device_hash = $2";
    Ok(conn.find(sql, vec![lesson.into(), device.into()]).await?.is_some())
}

/// What earlier check-ins say of a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// Somebody was confirmed in this lesson from this network.
    pub network_is_known: bool,
    pub device_of_another: bool,
    pub has_other_devices: bool,
    pub knows_device: bool,
}

/// Looks back no further than `since`.
pub async fn before(
    conn: &dyn Sql,
    (lesson, student): (i64, i64),
    device: &str,
    network: &str,
    since: Timestamp,
) -> Result<Before> {
    let sql = "SELECT \
        CASE WHEN EXISTS (SELECT 1 FROM check_ins WHERE lesson_id = $1 AND accepted = TRUE AND network_hash = $4) \
        THEN 1 ELSE 0 END AS network, \
        CASE WHEN EXISTS (SELECT 1 FROM check_ins WHERE device_hash = $3 AND student_id <> $2 AND at >= $5) \
        THEN 1 ELSE 0 END AS another, \
        CASE WHEN EXISTS (SELECT 1 FROM check_ins WHERE student_id = $2 AND device_hash <> $3 AND at >= $5) \
        THEN 1 ELSE 0 END AS others, \
        CASE WHEN EXISTS (SELECT 1 FROM check_ins WHERE student_id = $2 AND device_hash = $3 AND at >= $5) \
        THEN 1 ELSE 0 END AS known";
    let values = vec![lesson.into(), student.into(), device.into(), network.into(), since.into()];
    let row = conn.get(sql, values).await?;
    let flag = |name: &str| -> Result<bool> { Ok(row.try_get::<i32>("", name)? == 1) };
    Ok(Before {
        network_is_known: flag("network")?,
        device_of_another: flag("another")?,
        has_other_devices: flag("others")?,
        knows_device: flag("known")?,
    })
}

pub struct New<'a> {
    pub lesson: i64,
    pub window: Option<i64>,
    pub student: i64,
    pub device: Option<&'a str>,
    pub network: &'a str,
    pub score: i64,
    /// JSON.
    pub reasons: String,
    pub decision: &'a str,
    pub accepted_by: Option<i64>,
}

pub async fn insert(tx: &Tx, new: New<'_>, now: Timestamp) -> Result<i64> {
    let sql = "INSERT INTO check_ins (lesson_id, window_id, student_id, device_hash, network_hash, at, score, reasons, \
               decision, accepted, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
               RETURNING id";
    let values = vec![
        new.lesson.into(),
        new.window.into(),
        new.student.into(),
        new.device.into(),
        new.network.into(),
        now.into(),
        new.score.into(),
        new.reasons.into(),
        new.decision.into(),
        new.accepted_by.map(|_| true).into(),
        new.accepted_by.into(),
        new.accepted_by.map(|_| now).into(),
    ];
    tx.number(sql, values).await
}

pub async fn decide(tx: &Tx, id: i64, accepted: bool, by: i64, now: Timestamp) -> Result<()> {
    let sql = "UPDATE check_ins SET accepted = $2, decided_by = $3, decided_at = $4 WHERE id = $1";
    tx.exec(sql, vec![id.into(), accepted.into(), by.into(), now.into()]).await.map(drop)
}

/// Devices and networks of check-ins before this instant are forgotten. How many, at most `most`.
pub async fn forget_devices(tx: &Tx, before: Timestamp, most: u64) -> Result<u64> {
    let sql = format!(
        "UPDATE check_ins SET device_hash = NULL, network_hash = '' WHERE id IN (SELECT id FROM check_ins \
         WHERE at < $1 AND (device_hash IS NOT NULL OR network_hash <> '') ORDER BY at, id LIMIT {most})"
    );
    tx.exec(&sql, vec![before.into()]).await
}
