//! Role profiles: one table per role, all of one shape, described by [`ProfileKind`].

use std::collections::BTreeMap;

use preau_kernel::actor::Role;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, InTurn, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx, search};
use preau_kernel::{Error, Result};
use sea_orm::{QueryResult, Value};

use super::users::{self, Person};

/// What is particular to a role, as data: its table and its own text columns.
#[derive(Debug)]
pub struct ProfileKind {
    pub role: Role,
    pub table: &'static str,
    /// Column, and its longest value in characters. All are NOT NULL texts.
    pub texts: &'static [(&'static str, usize)],
    /// Whether it is linked to students.
    pub has_students: bool,
    /// `target_kind` in the audit.
    pub target: &'static str,
}

pub const PROFESSOR: ProfileKind = ProfileKind {
    role: Role::Professor,
    table: "professors",
    texts: &[("specialty", 200)],
    has_students: false,
    target: "professor",
};
pub const STUDENT: ProfileKind = ProfileKind {
    role: Role::Student,
    table: "students",
    texts: &[("student_number", 50), ("level", 100)],
    has_students: false,
    target: "student",
};
pub const TUTOR: ProfileKind = ProfileKind {
    role: Role::Tutor,
    table: "tutors",
    texts: &[("relationship", 100)],
    has_students: true,
    target: "tutor",
};
pub const MANAGER: ProfileKind = ProfileKind {
    role: Role::SchoolManager,
    table: "school_managers",
    texts: &[("title", 200)],
    has_students: false,
    target: "school_manager",
};
pub const COACH: ProfileKind = ProfileKind {
    role: Role::Coach,
    table: "coaches",
    texts: &[("headline", 300)],
    has_students: false,
    target: "coach",
};
pub const CLIENT: ProfileKind =
    ProfileKind { role: Role::Client, table: "clients", texts: &[], has_students: false, target: "client" };
pub const OPERATOR: ProfileKind =
    ProfileKind { role: Role::Operator, table: "operators", texts: &[], has_students: false, target: "operator" };

pub fn kind_of(role: Role) -> &'static ProfileKind {
    match role {
        Role::Professor => &PROFESSOR,
        Role::Student => &STUDENT,
        Role::Tutor => &TUTOR,
        Role::SchoolManager => &MANAGER,
        Role::Coach => &COACH,
        Role::Client => &CLIENT,
        Role::Operator => &OPERATOR,
    }
}

pub fn table_of(role: Role) -> &'static str {
    kind_of(role).table
}

/// A profile with its person.
#[derive(Debug, Clone)]
pub struct Profile {
    pub id: i64,
    pub person: Person,
    /// Own texts by column.
    pub texts: BTreeMap<&'static str, String>,
    /// Linked students (profile ids), for tutors.
    pub students: Vec<i64>,
    pub own_version: i64,
}

impl Profile {
    /// Grows with every change of the profile or of its person.
    pub fn row_version(&self) -> i64 {
        self.own_version + self.person.row_version
    }
}

fn select(kind: &ProfileKind) -> String {
    let texts: String = kind.texts.iter().map(|(column, _)| format!(", p.{column}")).collect();
    let students = if kind.has_students {
        ", (SELECT string_agg(CAST(ts.student_id AS TEXT), ',') FROM tutor_students ts WHERE ts.tutor_id = p.id) AS students"
    } else {
        ""
    };
    format!("p.id AS profile_id, p.row_version AS profile_version{texts}{students}, {}", users::COLUMNS)
}

/// The names of [`select`], in the order in which they are read.
fn names(kind: &ProfileKind) -> Vec<&'static str> {
    let texts = kind.texts.iter().map(|(column, _)| *column);
    let students = kind.has_students.then_some("students");
    ["profile_id", "profile_version"].into_iter().chain(texts).chain(students).chain(Person::NAMES).collect()
}

/// By [`names`].
fn in_turn(kind: &'static ProfileKind, mut row: InTurn<'_>) -> Result<Profile> {
    let (id, own_version) = (row.number()?, row.number()?);
    let mut texts = BTreeMap::new();
    for (column, _) in kind.texts {
        texts.insert(*column, row.text()?);
    }
    let mut students = Vec::new();
    if kind.has_students {
        students = row.text_or_null()?.unwrap_or_default().split(',').filter_map(|id| id.parse().ok()).collect();
        students.sort_unstable();
    }
    Ok(Profile { id, own_version, person: Person::in_turn(&mut row)?, texts, students })
}

fn read(kind: &'static ProfileKind, row: &QueryResult) -> Result<Profile> {
    in_turn(kind, InTurn::of_row(row, &names(kind)))
}

pub async fn get(conn: &dyn Sql, kind: &'static ProfileKind, id: i64) -> Result<Profile> {
    let sql = format!("SELECT {} FROM {} p JOIN users u ON u.id = p.user_id WHERE p.id = $1", select(kind), kind.table);
    read(kind, &conn.get(&sql, vec![id.into()]).await?)
}

pub async fn find_of_user(conn: &dyn Sql, kind: &'static ProfileKind, user: i64) -> Result<Option<Profile>> {
    let sql =
        format!("SELECT {} FROM {} p JOIN users u ON u.id = p.user_id WHERE p.user_id = $1", select(kind), kind.table);
    conn.find(&sql, vec![user.into()]).await?.map(|row| read(kind, &row)).transpose()
}

/// Whose a profile is.
pub async fn user_of(conn: &dyn Sql, kind: &ProfileKind, id: i64) -> Result<i64> {
    let row = conn.get(&format!("SELECT user_id FROM {} WHERE id = $1", kind.table), vec![id.into()]).await?;
    Ok(row.try_get("", "user_id")?)
}

/// The profile, and nobody else changes it or its person until the transaction ends. The person is locked first, as
/// everywhere: two changes of one person then wait for each other instead of ending each other.
pub async fn get_locked(tx: &Tx, kind: &'static ProfileKind, id: i64) -> Result<Profile> {
    let user = user_of(&**tx, kind, id).await?;
    let lock = tx.engine().for_update();
    tx.get(&format!("SELECT id FROM users WHERE id = $1{lock}"), vec![user.into()]).await?;
    tx.get(&format!("SELECT id FROM {} WHERE id = $1{lock}", kind.table), vec![id.into()]).await?;
    let profile = get(&**tx, kind, id).await?;
    // A merge may have handed it to another person meanwhile.
    if profile.person.id == user { Ok(profile) } else { Err(Error::conflict("row_changed")) }
}

pub async fn list(conn: &dyn Sql, kind: &'static ProfileKind, page: &PageQuery) -> Result<Page<Profile>> {
    let mut conditions = Conditions::default();
    if let Some(module) = page.number("module")? {
        conditions.add("p.user_id IN (SELECT f.user_id FROM user_modules f WHERE f.module_id = ?)", [module.into()]);
    }
    if let Some(active) = page.flag("is_active")? {
        conditions.add("u.is_active = ?", [active.into()]);
    }
    match kind.role {
        Role::Student => {
            if let Some(level) = page.param("level") {
                conditions.add("p.level = ?", [level.into()]);
            }
            if let Some(tutor) = page.number("tutor")? {
                conditions
                    .add("p.id IN (SELECT f.student_id FROM tutor_students f WHERE f.tutor_id = ?)", [tutor.into()]);
            }
        }
        Role::Tutor => {
            if let Some(student) = page.number("student")? {
                conditions
                    .add("p.id IN (SELECT f.tutor_id FROM tutor_students f WHERE f.student_id = ?)", [student.into()]);
            }
        }
        _ => {}
    }
    // Every profile has its person; a LEFT JOIN is dropped by both planners where nothing asks for it, as in the count.
    let from = format!("{} p LEFT JOIN users u ON u.id = p.user_id", kind.table);
    let select = select(kind);
    let list = List {
        select: &select,
        from: &from,
        alias: "p",
        search: Some(kind.table),
        orderings: orderings(kind),
        default_ordering: "last_name",
    };
    page.run_values(conn, &list, conditions, |row| in_turn(kind, row.in_turn())).await
}

fn orderings(kind: &ProfileKind) -> &'static [Ordering] {
    const NAME: Ordering = Ordering { name: "last_name", column: "p.sort_name", kind: Kind::Text };
    const CREATED: Ordering = Ordering { name: "created_at", column: "p.created_at", kind: Kind::Number };
    const NUMBER: Ordering = Ordering { name: "student_number", column: "p.student_number", kind: Kind::Text };
    match kind.role {
        Role::Student => &[NAME, CREATED, NUMBER],
        _ => &[NAME, CREATED],
    }
}

/// The index keys that a profile takes from its person.
pub struct Keys {
    pub sort_name: String,
    pub search: String,
    pub is_active: bool,
}

impl Keys {
    pub fn of(person: &users::Values) -> Self {
        Self { sort_name: person.sort_name(), search: person.search(), is_active: person.is_active }
    }
}

fn search_text(keys: &Keys, texts: &BTreeMap<&'static str, String>) -> String {
    format!("{}{}", keys.search, search::text(texts.values().map(String::as_str)))
}

pub async fn insert(
    tx: &Tx,
    kind: &ProfileKind,
    user: i64,
    keys: &Keys,
    texts: &BTreeMap<&'static str, String>,
    now: Timestamp,
) -> Result<i64> {
    let mut values: Vec<Value> = vec![
        user.into(),
        keys.sort_name.clone().into(),
        search_text(keys, texts).into(),
        now.into(),
        keys.is_active.into(),
    ];
    let mut columns = String::new();
    let mut bound = String::new();
    for (column, _) in kind.texts {
        columns.push_str(&format!(", {column}"));
        values.push(texts.get(column).cloned().unwrap_or_default().into());
        bound.push_str(&format!(", ${}", values.len()));
    }
    let sql = format!(
        "INSERT INTO {} (user_id, sort_name, search, row_version, created_at, updated_at, is_active{columns}) \
         VALUES ($1, $2, $3, 1, $4, $4, $5{bound}) RETURNING id",
        kind.table
    );
    tx.number(&sql, values).await.map_err(|e| duplicates(kind, e))
}

pub async fn update(
    tx: &Tx,
    kind: &ProfileKind,
    id: i64,
    keys: &Keys,
    texts: &BTreeMap<&'static str, String>,
    now: Timestamp,
) -> Result<()> {
    let mut values: Vec<Value> = vec![id.into(), search_text(keys, texts).into(), now.into()];
    let mut sets = String::new();
    for (column, text) in texts {
        values.push(text.clone().into());
        sets.push_str(&format!(", {column} = ${}", values.len()));
    }
    let sql = format!(
        "UPDATE {} SET search = $2, row_version = row_version + 1, updated_at = $3{sets} WHERE id = $1",
        kind.table
    );
    tx.exec(&sql, values).await.map_err(|e| duplicates(kind, e)).map(drop)
}

fn duplicates(kind: &ProfileKind, error: Error) -> Error {
    let user = format!("{}.user_id", kind.table);
    let index = format!("{}_user", kind.table);
    error.on_duplicate(&[("students.student_number", "student_number"), (&user, "user.id"), (&index, "user.id")])
}

/// After a person changed: the index keys of every profile follow.
pub async fn follow_person(tx: &Tx, person: &Person, keys: &Keys) -> Result<()> {
    for role in person.roles() {
        let kind = kind_of(role);
        let Some(profile) = find_of_user(&**tx, kind, person.id).await? else { continue };
        tx.exec(
            &format!("UPDATE {} SET sort_name = $1, search = $2, is_active = $3 WHERE id = $4", kind.table),
            vec![
                keys.sort_name.clone().into(),
                search_text(keys, &profile.texts).into(),
                keys.is_active.into(),
                profile.id.into(),
            ],
        )
        .await?;
    }
    Ok(())
}

pub async fn delete(tx: &Tx, kind: &ProfileKind, id: i64) -> Result<()> {
    tx.exec(&format!("DELETE FROM {} WHERE id = $1", kind.table), vec![id.into()]).await.map(drop)
}

/// Ids among `students` that exist.
pub async fn known_students(conn: &dyn Sql, students: &[i64]) -> Result<Vec<i64>> {
    super::existing_ids(conn, "students", students).await
}

pub async fn set_students(tx: &Tx, tutor: i64, students: &[i64]) -> Result<()> {
    tx.exec("DELETE FROM tutor_students WHERE tutor_id = $1", vec![tutor.into()]).await?;
    for student in students {
        tx.exec(
            "INSERT INTO tutor_students (tutor_id, student_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            vec![tutor.into(), (*student).into()],
        )
        .await?;
    }
    Ok(())
}

/// Gives a profile to another person (merging), links and all.
pub async fn move_to(tx: &Tx, kind: &ProfileKind, from: i64, into: i64) -> Result<()> {
    tx.exec(
        &format!("UPDATE {} SET user_id = $2, row_version = row_version + 1 WHERE user_id = $1", kind.table),
        vec![from.into(), into.into()],
    )
    .await
    .map(drop)
}

/// Links of one tutor or student profile go over to another of the same kind.
pub async fn move_links(tx: &Tx, kind: &ProfileKind, from: i64, into: i64) -> Result<()> {
    let (own, other) = match kind.role {
        Role::Tutor => ("tutor_id", "student_id"),
        Role::Student => ("student_id", "tutor_id"),
        _ => return Ok(()),
    };
    tx.exec(
        &format!(
            "INSERT INTO tutor_students ({own}, {other}) SELECT $2, {other} FROM tutor_students WHERE {own} = $1 \
             ON CONFLICT DO NOTHING"
        ),
        vec![from.into(), into.into()],
    )
    .await?;
    tx.exec(&format!("DELETE FROM tutor_students WHERE {own} = $1"), vec![from.into()]).await.map(drop)
}

/// The next free number of the form `2026-0042`. The count of a year only rises, and is locked until the transaction
/// ends: two people never get the same number, not even one after the other.
pub async fn next_student_number(tx: &Tx, year: i32) -> Result<String> {
    loop {
        let sql = "INSERT INTO student_numbers (year, last) VALUES ($1, 1) \
                   ON CONFLICT (year) DO UPDATE SET last = student_numbers.last + 1 RETURNING last";
        let last = tx.number(sql, vec![i64::from(year).into()]).await?;
        let number = format!("{year}-{last:04}");
        let given = "SELECT COUNT(*) FROM students WHERE student_number = $1";
        if tx.number(given, vec![number.clone().into()]).await? == 0 {
            return Ok(number);
        }
    }
}
