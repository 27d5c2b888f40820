//! Marks (`attendance_marks`) and what was said before (`mark_history`).

use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, List, Page, PageQuery};
use preau_kernel::db::{Sql, Tx};
use preau_kernel::{Error, Result};
use sea_orm::{FromQueryResult, QueryResult, Value};

use crate::domain::attendance::mark::{Mark, Told};
use crate::domain::attendance::status::{Status, Voice};

/// A mark as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub id: i64,
    pub mark: Mark,
    pub row_version: i64,
}

pub(super) const COLUMNS: &str = "m.id AS m_id, m.student_status AS m_student, m.student_confirmed AS m_confirmed, \
    m.professor_status AS m_professor, m.office_status AS m_office, m.minutes_late AS m_late, m.minutes_left AS m_left, \
    m.note AS m_note, m.absence_id AS m_absence, m.row_version AS m_version";

/// `None`: the row has no mark (a left join).
pub(super) fn read(row: &QueryResult) -> Result<Option<Kept>> {
    let Some(id) = row.try_get("", "m_id")? else { return Ok(None) };
    Ok(Some(Kept {
        id,
        mark: Mark {
            student: status(row, "m_student")?,
            confirmed: row.try_get("", "m_confirmed")?,
            professor: status(row, "m_professor")?,
            office: status(row, "m_office")?,
            minutes_late: row.try_get("", "m_late")?,
            minutes_left: row.try_get("", "m_left")?,
            note: row.try_get("", "m_note")?,
            absence: row.try_get("", "m_absence")?,
        },
        row_version: row.try_get("", "m_version")?,
    }))
}

fn status(row: &QueryResult, column: &str) -> Result<Option<Status>> {
    let name: Option<String> = row.try_get("", column)?;
    name.map(|name| Status::parse(&name).ok_or_else(|| Error::internal(format!("status {name}")))).transpose()
}

pub async fn find(conn: &dyn Sql, lesson: i64, student: i64) -> Result<Option<Kept>> {
    let sql = format!("SELECT {COLUMNS} FROM attendance_marks m WHERE m.lesson_id = $1 AND m.student_id = $2");
    let row = conn.find(&sql, vec![lesson.into(), student.into()]).await?;
    row.map_or(Ok(None), |row| read(&row))
}

/// Lesson and student of a mark.
pub async fn place_of(conn: &dyn Sql, id: i64) -> Result<(i64, i64)> {
    let row = conn.get("SELECT lesson_id, student_id FROM attendance_marks WHERE id = $1", vec![id.into()]).await?;
    Ok((row.try_get("", "lesson_id")?, row.try_get("", "student_id")?))
}

/// Who says it, when and why.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    pub actor: Option<i64>,
    pub reason: &'a str,
    pub now: Timestamp,
}

fn name(status: Option<Status>) -> Option<&'static str> {
    status.map(Status::name)
}

/// The values of [`HISTORY`] but for the mark's id.
fn told_values(told: &Told, telling: Telling<'_>) -> Vec<Value> {
    vec![
        telling.now.into(),
        telling.actor.into(),
        told.voice.name().into(),
        name(told.old).into(),
        name(told.new).into(),
        told.confirmed.into(),
        told.minutes_late.into(),
        told.minutes_left.into(),
        told.note.clone().into(),
        told.absence.into(),
        telling.reason.into(),
    ]
}

const HISTORY: &str = "mark_id, at, actor_id, voice, old_status, new_status, confirmed, minutes_late, minutes_left, note, \
    absence_id, reason";

/// The first word about a student in a lesson.
pub async fn insert(
    tx: &Tx,
    (lesson, starts_at): (i64, Timestamp),
    student: i64,
    mark: &Mark,
    told: &Told,
    telling: Telling<'_>,
) -> Result<()> {
    let mut values = told_values(told, telling);
    values.extend([
        lesson.into(),
        student.into(),
        starts_at.into(),
        name(mark.student).into(),
        name(mark.professor).into(),
        name(mark.office).into(),
        name(mark.status()).into(),
        mark.minutes_late.into(),
        mark.minutes_left.into(),
    ]);
    let row = "INSERT INTO attendance_marks (lesson_id, student_id, starts_at, student_status, student_confirmed, \
               professor_status, office_status, status, minutes_late, minutes_left, note, absence_id, row_version, created_at, \
               updated_at) VALUES ($12, $13, $14, $15, $6, $16, $17, $18, $19, $20, $9, $10, 1, $1, $1)";
    let history =
        format!("INSERT INTO mark_history ({HISTORY}) VALUES ({{made}}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
    tx.exec(&tx.engine().in_one(row, &history), values).await.map(drop)
}

pub async fn update(tx: &Tx, id: i64, mark: &Mark, told: &Told, telling: Telling<'_>) -> Result<()> {
    let sql = "UPDATE attendance_marks SET student_status = $2, student_confirmed = $3, professor_status = $4, \
               office_status = $5, status = $6, minutes_late = $7, minutes_left = $8, note = $9, absence_id = $10, \
               updated_at = $11, row_version = row_version + 1 WHERE id = $1";
    let values = vec![
        id.into(),
        name(mark.student).into(),
        mark.confirmed.into(),
        name(mark.professor).into(),
        name(mark.office).into(),
        name(mark.status()).into(),
        mark.minutes_late.into(),
        mark.minutes_left.into(),
        mark.note.clone().into(),
        mark.absence.into(),
        telling.now.into(),
    ];
    tx.exec(sql, values).await?;
    let history =
        format!("INSERT INTO mark_history ({HISTORY}) VALUES ($12, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
    let mut values = told_values(told, telling);
    values.push(id.into());
    tx.exec(&history, values).await.map(drop)
}

/// Oldest first, as it is replayed.
pub async fn history(conn: &dyn Sql, mark: i64) -> Result<Vec<Told>> {
    let sql = format!("SELECT {HISTORY} FROM mark_history WHERE mark_id = $1 ORDER BY id");
    let rows = conn.all(&sql, vec![mark.into()]).await?;
    rows.iter()
        .map(|row| {
            let voice: String = row.try_get("", "voice")?;
            Ok(Told {
                voice: Voice::parse(&voice).ok_or_else(|| Error::internal(format!("voice {voice}")))?,
                old: status(row, "old_status")?,
                new: status(row, "new_status")?,
                confirmed: row.try_get("", "confirmed")?,
                minutes_late: row.try_get("", "minutes_late")?,
                minutes_left: row.try_get("", "minutes_left")?,
                note: row.try_get("", "note")?,
                absence: row.try_get("", "absence_id")?,
            })
        })
        .collect()
}

/// A row of the history as it is shown.
#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
#[schema(as = ShownMark)]
pub struct Shown {
    pub id: i64,
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The id of the person.
    pub student: i64,
    pub student_name: String,
    /// The id of the person; null: the program.
    #[schema(required)]
    pub actor: Option<i64>,
    pub actor_name: String,
    /// student, professor or office.
    pub voice: String,
    #[schema(required)]
    pub old: Option<String>,
    #[schema(required)]
    pub new: Option<String>,
    pub minutes_late: i64,
    pub minutes_left: i64,
    pub note: String,
    pub reason: String,
}

const LIST: List = List {
    select: "h.id, h.at, m.student_id AS student, s.first_name || ' ' || s.last_name AS student_name, h.actor_id AS actor, \
        COALESCE(a.first_name || ' ' || a.last_name, '') AS actor_name, h.voice, h.old_status AS old, h.new_status AS new, \
        h.minutes_late, h.minutes_left, h.note, h.reason",
    from: "mark_history h JOIN attendance_marks m ON m.id = h.mark_id JOIN users s ON s.id = m.student_id \
        LEFT JOIN users a ON a.id = h.actor_id",
    alias: "h",
    search: None,
    orderings: &[],
    default_ordering: "-id",
};

/// Of one lesson, newest first; filter `student`.
pub async fn shown(conn: &dyn Sql, lesson: i64, page: &PageQuery) -> Result<Page<Shown>> {
    let mut conditions = Conditions::default();
    conditions.add("m.lesson_id = ?", [lesson.into()]);
    if let Some(student) = page.number("student")? {
        conditions.add("m.student_id = ?", [student.into()]);
    }
    page.run(conn, &LIST, conditions, |row| Ok(Shown::from_query_result(row, "")?)).await
}
