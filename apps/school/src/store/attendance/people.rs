//! What becomes of a person in attendance.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::i18n::Lang;
use sea_orm::FromQueryResult;

/// As a mail needs one.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Person {
    pub first_name: String,
    pub last_name: String,
    pub email: Option<String>,
    pub lang: Option<String>,
}

impl Person {
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }

    pub fn lang(&self, of_place: Lang) -> Lang {
        self.lang.as_deref().and_then(|lang| lang.parse().ok()).unwrap_or(of_place)
    }
}

/// Somebody who can be written to.
pub async fn find(conn: &dyn Sql, id: i64) -> Result<Option<Person>> {
    let sql = "SELECT first_name, last_name, email, lang FROM users WHERE id = $1 AND is_active = TRUE AND tombstone_at IS NULL";
    let row = conn.find(sql, vec![id.into()]).await?;
    Ok(row.map(|row| Person::from_query_result(&row, "")).transpose()?)
}

#[derive(Debug, FromQueryResult, serde::Serialize)]
pub struct Exported {
    pub starts_at: Timestamp,
    pub module: String,
    pub status: Option<String>,
    pub said_by_student: Option<String>,
    pub minutes_late: i64,
    pub minutes_left: i64,
    pub note: String,
    pub checked_in_at: Option<Timestamp>,
}

/// Every mark of a student, oldest first.
pub async fn marks_of(conn: &dyn Sql, student: i64) -> Result<Vec<Exported>> {
    let sql = "SELECT m.starts_at, mo.name AS module, m.status, m.student_status AS said_by_student, m.minutes_late, \
               m.minutes_left, m.note, c.at AS checked_in_at FROM attendance_marks m JOIN lessons l ON l.id = m.lesson_id \
               JOIN modules mo ON mo.id = l.module_id LEFT JOIN check_ins c ON c.lesson_id = m.lesson_id \
               AND c.student_id = m.student_id WHERE m.student_id = $1 ORDER BY m.starts_at, m.id";
    let rows = conn.all(sql, vec![student.into()]).await?;
    rows.iter().map(|row| Ok(Exported::from_query_result(row, "")?)).collect()
}

/// Words, devices and networks go; that there were marks stays, for the numbers.
pub async fn forget(tx: &Tx, user: i64) -> Result<()> {
    for sql in [
        "UPDATE mark_history SET note = '', reason = '' WHERE mark_id IN (SELECT id FROM attendance_marks WHERE student_id = $1)",
        "UPDATE attendance_marks SET note = '', row_version = row_version + 1 WHERE student_id = $1 AND note <> ''",
        "UPDATE check_ins SET device_hash = NULL, network_hash = '', reasons = '[]' WHERE student_id = $1",
        "DELETE FROM school_alerts WHERE user_id = $1",
    ] {
        tx.exec(sql, vec![user.into()]).await?;
    }
    Ok(())
}

/// Where both have a mark in a lesson, that of `into` stays.
pub async fn hand_over(tx: &Tx, from: i64, into: i64) -> Result<()> {
    for sql in [
        "DELETE FROM attendance_marks WHERE student_id = $1 AND lesson_id IN \
         (SELECT m.lesson_id FROM attendance_marks m WHERE m.student_id = $2)",
        "DELETE FROM check_ins WHERE student_id = $1 AND lesson_id IN \
         (SELECT c.lesson_id FROM check_ins c WHERE c.student_id = $2)",
        "UPDATE attendance_marks SET student_id = $2, row_version = row_version + 1 WHERE student_id = $1",
        "UPDATE check_ins SET student_id = $2 WHERE student_id = $1",
        "UPDATE check_ins SET decided_by = $2 WHERE decided_by = $1",
        "UPDATE check_in_windows SET opened_by = $2 WHERE opened_by = $1",
        "UPDATE mark_history SET actor_id = $2 WHERE actor_id = $1",
        "UPDATE register_events SET actor_id = $2 WHERE actor_id = $1",
    ] {
        tx.exec(sql, vec![from.into(), into.into()]).await?;
    }
    Ok(())
}

/// History refers to whoever was marked, or marked others.
pub async fn is_remembered(conn: &dyn Sql, user: i64) -> Result<bool> {
    let sql = "SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM attendance_marks WHERE student_id = $1) \
               OR EXISTS (SELECT 1 FROM mark_history WHERE actor_id = $1) \
               OR EXISTS (SELECT 1 FROM register_events WHERE actor_id = $1) THEN 1 ELSE 0 END AS BIGINT) AS found";
    Ok(conn.number(sql, vec![user.into()]).await? == 1)
}
