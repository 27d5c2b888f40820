//! Lessons (`lessons`, with who gives them and for whom).
//!
//! Map: here the row, lists and single ones · `lookups` those of a person, group or time · `changes` every write ·
//! `details` professors and groups of several at once · `events` what happened to one · `people` of a person.

mod changes;
mod details;
mod events;
mod lookups;
mod people;

pub use changes::{
    Exception, New, cancel, delete, insert, note_exception, set_parts, set_professor, set_reason, set_row, set_series,
};
pub use details::{Details, GroupOf, ProfessorOf, details, of_lesson};
pub use events::{Event, NewEvent, add_created, add_event, events};
pub use lookups::{
    Tutored, Whose, coming_of_group, coming_of_person, coming_of_series, days_of_series, expected_people, of_person,
    of_students_of, of_tutored, of_week, tutored, untouched_of_series,
};

pub use people::{forget_coming_professor, given_by, gives_any, hand_over};

use preau_calendar::domain::interval::Interval;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Engine, Sql, Tx};
use preau_kernel::{Error, Result};
use sea_orm::FromQueryResult;

use crate::permissions::Reach;

pub const STATUSES: &[&str] = &["planned", "held", "cancelled", "moved"];
pub const REGISTERS: &[&str] = &["not_taken", "open", "closed"];

#[derive(Debug, Clone, FromQueryResult)]
pub struct Lesson {
    pub id: i64,
    pub uid: String,
    pub sequence: i64,
    pub series: Option<i64>,
    pub original_day: Option<String>,
    pub module: i64,
    pub module_code: String,
    pub module_name: String,
    pub title: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub day: String,
    pub planned_starts_at: Option<Timestamp>,
    pub planned_ends_at: Option<Timestamp>,
    pub room: Option<i64>,
    pub room_name: Option<String>,
    pub status: String,
    pub reason: String,
    pub clash_reason: String,
    pub register_state: String,
    pub register_version: i64,
    pub head_count: Option<i64>,
    pub row_version: i64,
}

impl Lesson {
    pub fn time(&self) -> Result<Interval> {
        let time = Interval::new(self.starts_at.seconds(), self.ends_at.seconds());
        time.ok_or_else(|| Error::internal("lessons holds an empty time"))
    }

    /// Its own, else the subject's.
    pub fn shown_title(&self) -> &str {
        if self.title.is_empty() { &self.module_name } else { &self.title }
    }

    pub fn is_cancelled(&self) -> bool {
        self.status == "cancelled"
    }

    pub fn is_closed(&self) -> bool {
        self.register_state == "closed"
    }
}

const SELECT: &str = "l.id, l.uid, l.sequence, l.series_id AS series, l.original_day, l.module_id AS module, \
    m.code AS module_code, m.name AS module_name, l.title, l.starts_at, l.ends_at, l.day, l.planned_starts_at, \
    l.planned_ends_at, l.room_id AS room, r.name AS room_name, l.status, l.reason, l.clash_reason, l.register_state, \
    l.register_version, l.head_count, l.row_version";
const FROM: &str = "lessons l JOIN modules m ON m.id = l.module_id LEFT JOIN rooms r ON r.id = l.room_id";
const LIST: List = List {
    select: SELECT,
    from: FROM,
    alias: "l",
    search: Some("lessons"),
    orderings: &[Ordering { name: "starts_at", column: "l.starts_at", kind: Kind::Number }],
    default_ordering: "starts_at",
};

/// Filters but the days: `module`, `group` (with all within it), `professor`, `room`, `series`, `status`, `register`.
pub async fn list(conn: &dyn Sql, reach: Reach, mut conditions: Conditions, page: &PageQuery) -> Result<Page<Lesson>> {
    Reach::narrow(reach.lessons("l"), &mut conditions);
    for (name, sql) in [
        ("module", "l.module_id = ?"),
        ("room", "l.room_id = ?"),
        ("series", "l.series_id = ?"),
        ("professor", "l.id IN (SELECT p.lesson_id FROM lesson_professors p WHERE p.user_id = ?)"),
        (
            "group",
            "l.id IN (SELECT g.lesson_id FROM group_ancestors ga JOIN lesson_groups g ON g.group_id = ga.ancestor_id \
             WHERE ga.group_id = ?)",
        ),
    ] {
        if let Some(id) = page.number(name)? {
            conditions.add(sql, [id.into()]);
        }
    }
    for (name, known, sql) in [("status", STATUSES, "l.status = ?"), ("register", REGISTERS, "l.register_state = ?")] {
        let Some(value) = page.param(name) else { continue };
        if !known.contains(&value) {
            return Err(Error::invalid(name, "wrong_value"));
        }
        conditions.add(sql, [value.into()]);
    }
    page.run(conn, &LIST, conditions, |row| Ok(Lesson::from_query_result(row, "")?)).await
}

pub async fn get(conn: &dyn Sql, reach: Reach, id: i64) -> Result<Lesson> {
    read(conn, reach, id, None).await
}

pub async fn get_locked(tx: &Tx, reach: Reach, id: i64) -> Result<Lesson> {
    read(&**tx, reach, id, Some(tx.engine())).await
}

async fn read(conn: &dyn Sql, reach: Reach, id: i64, lock: Option<Engine>) -> Result<Lesson> {
    let mut conditions = Conditions::default();
    conditions.add("l.id = ?", [id.into()]);
    Reach::narrow(reach.lessons("l"), &mut conditions);
    let (condition, values) = conditions.into_parts();
    let lock = lock.map(|engine| engine.for_update_of("l")).unwrap_or_default();
    let sql = format!("SELECT {SELECT} FROM {FROM} WHERE {condition}{lock}");
    let row = conn.find(&sql, values).await?.ok_or(Error::NotFound)?;
    Ok(Lesson::from_query_result(&row, "")?)
}
