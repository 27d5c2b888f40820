//! Absences (`absences`).

use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{COUNT_LIMIT, Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx};
use preau_kernel::{Error, Result};
use sea_orm::{FromQueryResult, Value};

use crate::permissions::Reach;
use crate::store::{insert_of, update_of};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Declared ahead, or found: nothing has been brought yet.
    Declared,
    /// A document waits for a decision.
    Justified,
    Accepted,
    Refused,
    /// Taken back by whoever declared it; a column of its own, so that it is still known what it was.
    Withdrawn,
}

impl Status {
    pub const ALL: [Self; 5] = [Self::Declared, Self::Justified, Self::Accepted, Self::Refused, Self::Withdrawn];

    pub fn name(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Justified => "justified",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Of `absences a`; fixed text, so that the planner sees which index serves it.
    pub(super) fn condition(self) -> String {
        match self {
            Self::Withdrawn => "a.withdrawn_at IS NOT NULL".to_owned(),
            status => format!("a.withdrawn_at IS NULL AND a.status = '{}'", status.name()),
        }
    }
}

pub const DECLARED: &str = "declared";
pub const FOUND: &str = "found";

#[derive(Debug, Clone, FromQueryResult)]
pub struct Absence {
    pub id: i64,
    pub student_id: i64,
    pub student_name: String,
    pub from_at: Timestamp,
    pub to_at: Timestamp,
    pub origin: String,
    pub status: String,
    pub reason: String,
    pub deadline: Option<Timestamp>,
    pub decision_reason: String,
    pub declared_by: Option<i64>,
    pub decided_by: Option<i64>,
    pub decider_name: Option<String>,
    pub decided_at: Option<Timestamp>,
    pub row_version: i64,
    pub created_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
    /// Documents that were brought, lessons that it covers.
    pub documents: i64,
    pub lessons: i64,
}

impl Absence {
    pub fn status(&self) -> Result<Status> {
        if self.withdrawn_at.is_some() {
            return Ok(Status::Withdrawn);
        }
        Status::parse(&self.status).ok_or_else(|| Error::internal(format!("absences holds {}", self.status)))
    }

    pub fn is_found(&self) -> bool {
        self.origin == FOUND
    }

    pub fn is_decided(&self) -> bool {
        self.decided_at.is_some()
    }
}

const SELECT: &str = "a.id, a.student_id, s.first_name || ' ' || s.last_name AS student_name, a.from_at, a.to_at, a.origin, \
    a.status, a.reason, a.deadline, a.decision_reason, a.declared_by, a.decided_by, \
    d.first_name || ' ' || d.last_name AS decider_name, a.decided_at, a.row_version, a.created_at, a.withdrawn_at, \
    (SELECT COUNT(*) FROM absence_documents ad WHERE ad.absence_id = a.id) AS documents, \
    (SELECT COUNT(*) FROM attendance_marks am WHERE am.absence_id = a.id) AS lessons";
const FROM: &str = "absences a JOIN users s ON s.id = a.student_id LEFT JOIN users d ON d.id = a.decided_by";
/// Of `absences a`.
const STANDS: &str = "a.withdrawn_at IS NULL";
const LIST: List = List {
    select: SELECT,
    from: FROM,
    alias: "a",
    search: None,
    orderings: &[
        Ordering { name: "from", column: "a.from_at", kind: Kind::Number },
        Ordering { name: "created_at", column: "a.created_at", kind: Kind::Number },
    ],
    default_ordering: "-from",
};

fn read(row: &sea_orm::QueryResult) -> Result<Absence> {
    Ok(Absence::from_query_result(row, "")?)
}

/// Searched by the student's name. Without a status: all that stand.
pub async fn list(
    conn: &dyn Sql,
    reach: Reach,
    conditions: Conditions,
    status: Option<Status>,
    page: &PageQuery,
) -> Result<Page<Absence>> {
    let mut conditions = narrowed(conn, reach, conditions, page);
    match status {
        Some(status) => conditions.add(&status.condition(), []),
        None => conditions.add(STANDS, []),
    }
    page.run(conn, &LIST, conditions, read).await
}

/// How many there are of each status, as far as a list counts; whatever status the list itself is narrowed to.
pub async fn counts(
    conn: &dyn Sql,
    reach: Reach,
    conditions: Conditions,
    page: &PageQuery,
) -> Result<Vec<(Status, Option<i64>)>> {
    let (condition, values) = narrowed(conn, reach, conditions, page).into_parts();
    let count = |status: Status| {
        let (name, of_status) = (status.name(), status.condition());
        format!(
            "(SELECT COUNT(*) FROM (SELECT 1 FROM absences a WHERE {of_status} AND {condition} LIMIT {}) {name}) AS {name}",
            COUNT_LIMIT + 1
        )
    };
    let row = conn.get(&format!("SELECT {}", Status::ALL.map(count).join(", ")), values).await?;
    let read = |status: Status| -> Result<_> {
        let count: i64 = row.try_get("", status.name())?;
        Ok((status, (count <= COUNT_LIMIT).then_some(count)))
    };
    Status::ALL.into_iter().map(read).collect()
}

fn narrowed(conn: &dyn Sql, reach: Reach, mut conditions: Conditions, page: &PageQuery) -> Conditions {
    Reach::narrow(reach.all_students("a.student_id"), &mut conditions);
    if let Some(question) = page.param("search") {
        conditions.search(conn.engine(), "a.student_id", "users", question);
    }
    conditions
}

/// Keeps to the absences of whoever is or was in a group, or in one within it.
pub fn of_group(group: i64, conditions: &mut Conditions) {
    let members = "a.student_id IN (SELECT e.student_id FROM group_ancestors ga JOIN enrolments e ON e.group_id = ga.group_id \
                   WHERE ga.ancestor_id = ?)";
    conditions.add(members, [group.into()]);
}

pub async fn get(conn: &dyn Sql, reach: Reach, id: i64) -> Result<Absence> {
    one(conn, reach, id, "").await
}

pub async fn get_locked(tx: &Tx, reach: Reach, id: i64) -> Result<Absence> {
    one(&**tx, reach, id, &tx.engine().for_update_of("a")).await
}

async fn one(conn: &dyn Sql, reach: Reach, id: i64, lock: &str) -> Result<Absence> {
    let mut conditions = Conditions::default();
    conditions.add("a.id = ?", [id.into()]);
    Reach::narrow(reach.students("a.student_id"), &mut conditions);
    let (condition, values) = conditions.into_parts();
    read(&conn.get(&format!("SELECT {SELECT} FROM {FROM} WHERE {condition}{lock}"), values).await?)
}

/// Makes whoever else changes this student's absences wait.
pub async fn lock_student(tx: &Tx, student: i64) -> Result<()> {
    let sql = format!("SELECT id FROM users WHERE id = $1{}", tx.engine().for_update());
    tx.get(&sql, vec![student.into()]).await.map(drop)
}

/// Those of a student that share a moment with this time and were not refused; the best excuse first.
pub async fn covering(conn: &dyn Sql, student: i64, from: Timestamp, to: Timestamp) -> Result<Vec<Absence>> {
    let sql = format!(
        "SELECT {SELECT} FROM {FROM} WHERE a.student_id = $1 AND a.from_at < $3 AND a.to_at > $2 \
         AND a.status <> 'refused' AND a.withdrawn_at IS NULL \
         ORDER BY CASE a.status WHEN 'accepted' THEN 0 WHEN 'justified' THEN 1 ELSE 2 END, a.id"
    );
    let rows = conn.all(&sql, vec![student.into(), from.into(), to.into()]).await?;
    rows.iter().map(read).collect()
}

/// The found one of a lesson's day that nobody has decided about.
pub async fn open_found(conn: &dyn Sql, student: i64, day: &str) -> Result<Option<Absence>> {
    let sql = format!(
        "SELECT {SELECT} FROM {FROM} WHERE a.student_id = $1 AND a.origin = 'found' AND a.status IN ('declared', 'justified') \
         AND EXISTS (SELECT 1 FROM attendance_marks m JOIN lessons l ON l.id = m.lesson_id WHERE m.absence_id = a.id \
         AND l.day = $2) ORDER BY a.id LIMIT 1"
    );
    conn.find(&sql, vec![student.into(), day.into()]).await?.as_ref().map(read).transpose()
}

/// How many of a student are still to come.
pub async fn count_coming(conn: &dyn Sql, student: i64, now: Timestamp) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM absences WHERE student_id = $1 AND from_at >= $2 AND origin = 'declared' \
               AND withdrawn_at IS NULL";
    conn.number(sql, vec![student.into(), now.into()]).await
}

#[derive(Debug, Clone)]
pub struct New {
    pub student: i64,
    pub from: Timestamp,
    pub to: Timestamp,
    pub origin: &'static str,
    pub reason: String,
    pub deadline: Option<Timestamp>,
    pub declared_by: Option<i64>,
    pub lesson: Option<i64>,
}

pub async fn insert(tx: &Tx, new: &New, now: Timestamp) -> Result<i64> {
    let (sql, values) = insert_of(
        "absences",
        vec![
            ("student_id", new.student.into()),
            ("from_at", new.from.into()),
            ("to_at", new.to.into()),
            ("origin", new.origin.into()),
            ("status", Status::Declared.name().into()),
            ("reason", new.reason.clone().into()),
            ("deadline", new.deadline.into()),
            ("decision_reason", "".into()),
            ("declared_by", new.declared_by.into()),
            ("lesson_id", new.lesson.into()),
            ("row_version", 1_i64.into()),
            ("created_at", now.into()),
            ("updated_at", now.into()),
        ],
    );
    tx.number(&sql, values).await
}

async fn update(tx: &Tx, id: i64, mut columns: Vec<(&str, Value)>, now: Timestamp) -> Result<()> {
    columns.push(("updated_at", now.into()));
    let (sql, values) = update_of("absences", id, columns);
    tx.exec(&sql, values).await.map(drop)
}

/// A further lesson of the day.
pub async fn extend(tx: &Tx, old: &Absence, from: Timestamp, to: Timestamp, now: Timestamp) -> Result<()> {
    let (from, to) = (old.from_at.min(from), old.to_at.max(to));
    if (from, to) == (old.from_at, old.to_at) {
        return Ok(());
    }
    update(tx, old.id, vec![("from_at", from.into()), ("to_at", to.into())], now).await
}

pub async fn justify(tx: &Tx, id: i64, reason: &str, now: Timestamp) -> Result<()> {
    let columns = vec![("status", Status::Justified.name().into()), ("reason", reason.into())];
    update(tx, id, columns, now).await
}

pub async fn decide(
    tx: &Tx,
    id: i64,
    status: Status,
    reason: &str,
    deadline: Option<Timestamp>,
    by: i64,
    now: Timestamp,
) -> Result<()> {
    let columns = vec![
        ("status", status.name().into()),
        ("decision_reason", reason.into()),
        ("deadline", deadline.into()),
        ("decided_by", by.into()),
        ("decided_at", now.into()),
    ];
    update(tx, id, columns, now).await
}

pub async fn withdraw(tx: &Tx, id: i64, now: Timestamp) -> Result<()> {
    update(tx, id, vec![("withdrawn_at", now.into())], now).await
}

pub async fn delete(tx: &Tx, id: i64) -> Result<()> {
    tx.exec("DELETE FROM absences WHERE id = $1", vec![id.into()]).await.map(drop)
}
