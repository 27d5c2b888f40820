//! What the sample place asks and writes beyond the ways of everybody.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx, search};
use sea_orm::Value;

async fn ids(conn: &dyn Sql, sql: &str, values: Vec<Value>) -> Result<Vec<i64>> {
    let rows = conn.all(sql, values).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

pub(crate) async fn any_year(conn: &dyn Sql) -> Result<bool> {
    Ok(!ids(conn, "SELECT id FROM school_years LIMIT 1", vec![]).await?.is_empty())
}

pub(crate) async fn first_admin(conn: &dyn Sql) -> Result<Option<i64>> {
    let found = ids(conn, "SELECT id FROM users WHERE is_superuser = TRUE ORDER BY id LIMIT 1", vec![]).await?;
    Ok(found.first().copied())
}

pub(crate) async fn students_of_level(conn: &dyn Sql, level: &str, most: u64) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT s.user_id AS id FROM students s JOIN users u ON u.id = s.user_id WHERE s.level = $1 AND u.is_active = TRUE \
         AND u.tombstone_at IS NULL ORDER BY s.id LIMIT {most}"
    );
    ids(conn, &sql, vec![level.into()]).await
}

pub(crate) async fn professors_of_module(conn: &dyn Sql, module: i64) -> Result<Vec<i64>> {
    let sql = "SELECT p.user_id AS id FROM professors p JOIN user_modules m ON m.user_id = p.user_id JOIN users u \
               ON u.id = p.user_id WHERE m.module_id = $1 AND u.is_active = TRUE AND u.tombstone_at IS NULL ORDER BY p.id";
    ids(conn, sql, vec![module.into()]).await
}

pub(crate) async fn room(conn: &dyn Sql, name: &str) -> Result<Option<i64>> {
    let found =
        ids(conn, "SELECT id FROM rooms WHERE name_key = $1 ORDER BY id LIMIT 1", vec![search::fold(name).into()]);
    Ok(found.await?.first().copied())
}

/// Id, start, end, day.
pub(crate) async fn past_lessons(conn: &dyn Sql, now: Timestamp) -> Result<Vec<(i64, Timestamp, Timestamp, String)>> {
    let sql = "SELECT id, starts_at, ends_at, day FROM lessons WHERE ends_at < $1 ORDER BY starts_at, id";
    let rows = conn.all(sql, vec![now.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok((
                row.try_get("", "id")?,
                row.try_get("", "starts_at")?,
                row.try_get("", "ends_at")?,
                row.try_get("", "day")?,
            ))
        })
        .collect()
}

/// The first of a day, to know a class by it.
pub(crate) async fn a_lesson_of(conn: &dyn Sql, day: &str) -> Result<Option<i64>> {
    let sql = "SELECT id FROM lessons WHERE day = $1 ORDER BY starts_at, id LIMIT 1";
    Ok(ids(conn, sql, vec![day.into()]).await?.first().copied())
}

/// An absence that was said beforehand, decided on or not.
pub(crate) async fn declare(
    tx: &Tx,
    student: i64,
    (from, to): (Timestamp, Timestamp),
    status: &str,
    reason: &str,
) -> Result<i64> {
    let sql = "INSERT INTO absences (student_id, from_at, to_at, origin, status, reason, decision_reason, declared_by, \
               decided_at, row_version, created_at, updated_at) VALUES ($1, $2, $3, 'declared', $4, $5, '', $1, $6, 1, $2, $2) \
               RETURNING id";
    let decided: Option<i64> = (status == "accepted").then_some(from.0);
    let values = vec![student.into(), from.into(), to.into(), status.into(), reason.into(), decided.into()];
    tx.number(sql, values).await
}

pub(crate) async fn professor_of(conn: &dyn Sql, lesson: i64) -> Result<Option<i64>> {
    let sql = "SELECT user_id AS id FROM lesson_professors WHERE lesson_id = $1 ORDER BY user_id LIMIT 1";
    Ok(ids(conn, sql, vec![lesson.into()]).await?.first().copied())
}

/// The absence of a student on the day of this lesson, which it reaches to the end of.
pub(crate) async fn absence_of_day(
    tx: &Tx,
    student: i64,
    lesson: i64,
    (from, to): (Timestamp, Timestamp),
    number: usize,
) -> Result<i64> {
    let sql = "SELECT a.id FROM absences a JOIN lessons l ON l.id = a.lesson_id JOIN lessons now ON now.id = $2 \
               WHERE a.student_id = $1 AND l.day = now.day";
    if let Some(known) = ids(&**tx, sql, vec![student.into(), lesson.into()]).await?.first() {
        let sql = "UPDATE absences SET to_at = $2 WHERE id = $1 AND to_at < $2";
        tx.exec(sql, vec![(*known).into(), to.into()]).await?;
        return Ok(*known);
    }
    let (status, reason) = match number % 3 {
        0 => ("justified", "Rendez-vous médical"),
        _ => ("declared", ""),
    };
    let sql = "INSERT INTO absences (student_id, from_at, to_at, origin, status, reason, deadline, decision_reason, lesson_id, \
               row_version, created_at, updated_at) VALUES ($1, $2, $3, 'found', $4, $5, $6, '', $7, 1, $3, $3) RETURNING id";
    let deadline = to.plus(chrono::TimeDelta::days(14));
    let values =
        vec![student.into(), from.into(), to.into(), status.into(), reason.into(), deadline.into(), lesson.into()];
    tx.number(sql, values).await
}

pub(crate) async fn close(tx: &Tx, lesson: i64, professor: Option<i64>, at: Timestamp) -> Result<()> {
    let sql = "UPDATE lessons SET register_state = 'closed', status = 'held', register_closed_at = $2, register_version = 2 \
               WHERE id = $1";
    tx.exec(sql, vec![lesson.into(), at.into()]).await?;
    for what in ["opened", "closed"] {
        let sql = "INSERT INTO register_events (lesson_id, at, actor_id, what, reason) VALUES ($1, $2, $3, $4, '')";
        tx.exec(sql, vec![lesson.into(), at.into(), professor.into(), what.into()]).await?;
    }
    Ok(())
}

pub(crate) async fn tell_nobody(tx: &Tx, now: Timestamp) -> Result<()> {
    tx.exec("UPDATE timetable_notices SET told_at = $1 WHERE told_at IS NULL", vec![now.into()]).await?;
    // Registers that were never taken, of days that are over, remind nobody.
    tx.exec("UPDATE lessons SET reminded_at = $1 WHERE ends_at < $1", vec![now.into()]).await.map(drop)
}
