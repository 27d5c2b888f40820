//! What an absence does to marks: it is noted in them, and one that is accepted excuses, by the office's voice. Every
//! change stands in their history.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

use crate::store::insert_of;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Mark {
    pub id: i64,
    pub lesson_id: i64,
    pub student_id: i64,
    pub student_status: Option<String>,
    pub student_confirmed: bool,
    pub professor_status: Option<String>,
    pub office_status: Option<String>,
    pub status: Option<String>,
    pub minutes_late: i64,
    pub minutes_left: i64,
    pub note: String,
    pub absence_id: Option<i64>,
}

impl Mark {
    pub fn is(&self, status: &str) -> bool {
        self.status.as_deref() == Some(status)
    }

    /// What holds once the office says this: its own word, else the professor's, else the student's once confirmed.
    fn holds(&self, office: Option<&str>) -> Option<String> {
        let student = self.student_status.clone().filter(|_| self.student_confirmed);
        office.map(str::to_owned).or_else(|| self.professor_status.clone()).or(student)
    }
}

const SELECT: &str = "SELECT m.id, m.lesson_id, m.student_id, m.student_status, m.student_confirmed, m.professor_status, \
    m.office_status, m.status, m.minutes_late, m.minutes_left, m.note, m.absence_id FROM attendance_marks m";

async fn read(conn: &dyn Sql, condition: &str, id: i64) -> Result<Vec<Mark>> {
    let rows = conn.all(&format!("{SELECT} WHERE {condition} ORDER BY m.id"), vec![id.into()]).await?;
    rows.iter().map(|row| Ok(Mark::from_query_result(row, "")?)).collect()
}

pub async fn of_lesson(conn: &dyn Sql, lesson: i64) -> Result<Vec<Mark>> {
    read(conn, "m.lesson_id = $1", lesson).await
}

pub async fn of_absence(conn: &dyn Sql, absence: i64) -> Result<Vec<Mark>> {
    read(conn, "m.absence_id = $1", absence).await
}

/// Locks the lessons of these marks, as whoever takes their registers does before anything else.
pub async fn lock_lessons(tx: &Tx, absence: i64) -> Result<()> {
    let sql = format!(
        "SELECT l.id FROM lessons l WHERE l.id IN (SELECT m.lesson_id FROM attendance_marks m WHERE m.absence_id = $1) \
         ORDER BY l.id{}",
        tx.engine().for_update()
    );
    tx.all(&sql, vec![absence.into()]).await.map(drop)
}

/// Who says so, and why.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    pub actor: Option<i64>,
    pub reason: &'a str,
    pub now: Timestamp,
}

/// The office's word about a mark, and the absence that covers it.
pub async fn say(tx: &Tx, old: &Mark, office: Option<&str>, absence: Option<i64>, said: Said<'_>) -> Result<()> {
    let sql = "UPDATE attendance_marks SET office_status = $2, status = $3, absence_id = $4, updated_at = $5, \
               row_version = row_version + 1 WHERE id = $1";
    let office = office.map(str::to_owned);
    let values = vec![
        old.id.into(),
        office.clone().into(),
        old.holds(office.as_deref()).into(),
        absence.into(),
        said.now.into(),
    ];
    tx.exec(sql, values).await?;
    let (sql, values) = insert_of(
        "mark_history",
        vec![
            ("mark_id", old.id.into()),
            ("at", said.now.into()),
            ("actor_id", said.actor.into()),
            ("voice", "office".into()),
            ("old_status", old.office_status.clone().into()),
            ("new_status", office.into()),
            ("confirmed", old.student_confirmed.into()),
            ("minutes_late", old.minutes_late.into()),
            ("minutes_left", old.minutes_left.into()),
            ("note", old.note.clone().into()),
            ("absence_id", absence.into()),
            ("reason", said.reason.into()),
        ],
    );
    tx.number(&sql, values).await?;
    let rises = "UPDATE lessons SET register_version = register_version + 1 WHERE id = $1";
    tx.exec(rises, vec![old.lesson_id.into()]).await.map(drop)
}

/// A lesson that an absence covers.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Covered {
    pub lesson_id: i64,
    pub title: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub status: Option<String>,
}

pub async fn covered(conn: &dyn Sql, absence: i64) -> Result<Vec<Covered>> {
    let sql = "SELECT m.lesson_id, CASE WHEN l.title = '' THEN o.name ELSE l.title END AS title, l.starts_at, l.ends_at, m.status \
               FROM attendance_marks m JOIN lessons l ON l.id = m.lesson_id JOIN modules o ON o.id = l.module_id \
               WHERE m.absence_id = $1 ORDER BY l.starts_at, l.id";
    let rows = conn.all(sql, vec![absence.into()]).await?;
    rows.iter().map(|row| Ok(Covered::from_query_result(row, "")?)).collect()
}

/// The lessons of a day that a student missed without a word, by registers that are closed.
pub async fn missed(conn: &dyn Sql, student: i64, from: Timestamp, to: Timestamp) -> Result<Vec<Covered>> {
    let sql = "SELECT m.lesson_id, CASE WHEN l.title = '' THEN o.name ELSE l.title END AS title, l.starts_at, l.ends_at, m.status \
               FROM attendance_marks m JOIN lessons l ON l.id = m.lesson_id JOIN modules o ON o.id = l.module_id \
               JOIN absences a ON a.id = m.absence_id AND a.origin = 'found' \
               WHERE m.student_id = $1 AND m.starts_at >= $2 AND m.starts_at < $3 AND m.status = 'absent' \
               AND l.register_state = 'closed' AND l.status <> 'cancelled' ORDER BY l.starts_at, l.id";
    let rows = conn.all(sql, vec![student.into(), from.into(), to.into()]).await?;
    rows.iter().map(|row| Ok(Covered::from_query_result(row, "")?)).collect()
}

/// On how many days a student was missing without an excuse.
pub async fn absent_days(conn: &dyn Sql, student: i64, from: Timestamp, to: Timestamp) -> Result<i64> {
    let sql = "SELECT COUNT(DISTINCT l.day) FROM attendance_marks m JOIN lessons l ON l.id = m.lesson_id \
               WHERE m.student_id = $1 AND m.starts_at >= $2 AND m.starts_at < $3 AND m.status = 'absent' \
               AND l.register_state = 'closed' AND l.status <> 'cancelled'";
    conn.number(sql, vec![student.into(), from.into(), to.into()]).await
}
