//! Appointments of a person, or of a time.

use preau_calendar::domain::interval::Interval;
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use sea_orm::{FromQueryResult, Value};

use super::{Appointment, FROM, SELECT};
use crate::domain::status::Status;

/// Booked ones still to come that reach into a time, by their start: of a day or so.
pub async fn coming_in(conn: &dyn Sql, coach: i64, time: Interval, now: Timestamp) -> Result<Vec<Appointment>> {
    let sql = format!(
        "SELECT {SELECT} FROM {FROM} WHERE a.coach_id = $1 AND a.status = 'booked' AND a.starts_at < $3 \
         AND a.starts_at > $4 AND a.ends_at > $2 ORDER BY a.starts_at, a.id"
    );
    let at = Timestamp::from_seconds;
    // None is longer than a day, so that the past is not read.
    let after = now.max(at(time.from() - 86_400));
    rows(conn, &sql, vec![coach.into(), at(time.from()).into(), at(time.to()).into(), after.into()]).await
}

/// Booked ones of a coach that are still to come, by their start.
pub async fn coming_with(conn: &dyn Sql, coach: i64, now: Timestamp) -> Result<Vec<Appointment>> {
    let sql = format!(
        "SELECT {SELECT} FROM {FROM} WHERE a.coach_id = $1 AND a.status = 'booked' AND a.starts_at > $2 \
         ORDER BY a.starts_at, a.id"
    );
    rows(conn, &sql, vec![coach.into(), now.into()]).await
}

/// Those of [`coming_with`] at which the coach's calendar elsewhere says busy, at most so many, and how many there are.
pub async fn coming_when_busy(
    conn: &dyn Sql,
    coach: i64,
    now: Timestamp,
    most: usize,
) -> Result<(Vec<Appointment>, i64)> {
    let condition = "a.coach_id = $1 AND a.status = 'booked' AND a.starts_at > $2 AND EXISTS (SELECT 1 \
         FROM coach_busy_feeds f JOIN coach_busy_times t ON t.feed_id = f.id WHERE f.coach_id = a.coach_id \
         AND t.starts < a.ends_at / 1000000 AND t.ends > a.starts_at / 1000000)";
    let values = || vec![coach.into(), now.into()];
    let sql = format!("SELECT {SELECT} FROM {FROM} WHERE {condition} ORDER BY a.starts_at, a.id LIMIT {most}");
    let found = rows(conn, &sql, values()).await?;
    let count = conn.number(&format!("SELECT COUNT(*) FROM appointments a WHERE {condition}"), values()).await?;
    Ok((found, count))
}

/// Of somebody, as coach or client, that are not cancelled, within a range.
pub async fn of_person(conn: &dyn Sql, user: i64, range: Interval) -> Result<Vec<Appointment>> {
    let at = |seconds: i64| Value::from(Timestamp::from_seconds(seconds));
    let side = |column: &str| {
        format!(
            "SELECT {SELECT} FROM {FROM} WHERE a.{column} = $1 AND a.starts_at >= $2 AND a.starts_at < $3 \
             AND a.status <> 'cancelled'"
        )
    };
    let sql = format!("{} UNION ALL {}", side("coach_id"), side("client_id"));
    let mut found = rows(conn, &sql, vec![user.into(), at(range.from()), at(range.to())]).await?;
    found.sort_by_key(|one| (one.starts_at, one.id));
    Ok(found)
}

/// Everything of a client, cancelled ones too: for their own export.
pub async fn all_of_client(conn: &dyn Sql, client: i64) -> Result<Vec<Appointment>> {
    let sql = format!("SELECT {SELECT} FROM {FROM} WHERE a.client_id = $1 ORDER BY a.starts_at, a.id");
    rows(conn, &sql, vec![client.into()]).await
}

async fn rows(conn: &dyn Sql, sql: &str, values: Vec<Value>) -> Result<Vec<Appointment>> {
    let rows = conn.all(sql, values).await?;
    rows.iter().map(|row| Ok(Appointment::from_query_result(row, "")?)).collect()
}

/// Coming ones of a client with a coach, `except` left out.
pub async fn count_active(conn: &dyn Sql, coach: i64, client: i64, now: Timestamp, except: Option<i64>) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM appointments WHERE client_id = $1 AND coach_id = $2 AND status = 'booked' \
               AND starts_at > $3 AND id <> $4";
    conn.number(sql, vec![client.into(), coach.into(), now.into(), except.unwrap_or(0).into()]).await
}

/// Whether somebody is or was a coach or client of any.
pub async fn has_any(conn: &dyn Sql, user: i64) -> Result<bool> {
    let sql = "SELECT 1 AS found WHERE EXISTS (SELECT 1 FROM appointments WHERE client_id = $1) \
               OR EXISTS (SELECT 1 FROM appointments WHERE coach_id = $1)";
    Ok(conn.find(sql, vec![user.into()]).await?.is_some())
}

/// Booked ones of somebody that are still to come, as client or coach.
pub async fn coming_of(conn: &dyn Sql, user: i64, now: Timestamp) -> Result<Vec<Appointment>> {
    let sql = format!(
        "SELECT {SELECT} FROM {FROM} WHERE (a.client_id = $1 OR a.coach_id = $1) AND a.status = 'booked' \
         AND a.starts_at > $2 ORDER BY a.id"
    );
    rows(conn, &sql, vec![user.into(), now.into()]).await
}

/// Time and status of a coach's within a range, cancelled ones too.
pub async fn statuses(conn: &dyn Sql, coach: i64, range: Interval) -> Result<Vec<(Interval, Status)>> {
    let sql = "SELECT starts_at, ends_at, status FROM appointments WHERE coach_id = $1 AND starts_at >= $2 AND starts_at < $3";
    let at = |seconds: i64| Value::from(Timestamp::from_seconds(seconds));
    let mut found = Vec::new();
    for row in conn.all(sql, vec![coach.into(), at(range.from()), at(range.to())]).await? {
        let (from, to): (Timestamp, Timestamp) = (row.try_get("", "starts_at")?, row.try_get("", "ends_at")?);
        let status: String = row.try_get("", "status")?;
        let time = Interval::new(from.seconds(), to.seconds());
        found.extend(time.zip(Status::parse(&status)));
    }
    Ok(found)
}
