//! The people whom the school concerns.

mod listed;

use preau_kernel::Result;
use preau_kernel::db::Sql;
use preau_kernel::db::page::Conditions;
use preau_kernel::i18n::Lang;
use sea_orm::{FromQueryResult, Value};

use crate::permissions::Reach;

pub use listed::{Listed, list, one};

/// As a mail needs one.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Person {
    pub id: i64,
    pub first_name: String,
    pub last_name: String,
    pub email: Option<String>,
    pub lang: Option<String>,
    pub is_active: bool,
}

impl Person {
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }

    pub fn lang(&self, of_place: Lang) -> Lang {
        self.lang.as_deref().and_then(|lang| lang.parse().ok()).unwrap_or(of_place)
    }
}

pub async fn find(conn: &dyn Sql, id: i64) -> Result<Option<Person>> {
    let sql = "SELECT id, first_name, last_name, email, lang, is_active FROM users \
               WHERE id = $1 AND tombstone_at IS NULL";
    let row = conn.find(sql, vec![id.into()]).await?;
    Ok(row.map(|row| Person::from_query_result(&row, "")).transpose()?)
}

/// Which of these people are professors.
pub async fn professors_among(conn: &dyn Sql, ids: &[i64]) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(200) {
        let places: Vec<_> = (1..=chunk.len()).map(|i| format!("${i}")).collect();
        let sql = format!(
            "SELECT p.user_id FROM professors p JOIN users u ON u.id = p.user_id WHERE u.tombstone_at IS NULL \
             AND p.user_id IN ({})",
            places.join(", ")
        );
        for row in conn.all(&sql, chunk.iter().map(|id| Value::from(*id)).collect()).await? {
            found.push(row.try_get("", "user_id")?);
        }
    }
    Ok(found)
}

/// Whether somebody teaches a subject.
pub async fn teaches(conn: &dyn Sql, user: i64, module: i64) -> Result<bool> {
    let sql = "SELECT 1 AS found FROM user_modules um JOIN professors p ON p.user_id = um.user_id \
               WHERE um.user_id = $1 AND um.module_id = $2";
    Ok(conn.find(sql, vec![user.into(), module.into()]).await?.is_some())
}

/// Whether the timetable of a person may be seen: oneself, the students within one's reach; of professors by their
/// colleagues, who find there what they reach of it and when else it is taken, and by whoever sees everything.
pub async fn is_within(conn: &dyn Sql, reach: Reach, user: i64) -> Result<bool> {
    let Reach::Of(asker) = reach else {
        return Ok(find(conn, user).await?.is_some());
    };
    if asker.user == user {
        return Ok(true);
    }
    let mut conditions = Conditions::default();
    conditions.add("u.id = ?", [user.into()]);
    if reach.is_professor() && !professors_among(conn, &[user]).await?.is_empty() {
        return Ok(true);
    }
    Reach::narrow(reach.students("u.id"), &mut conditions);
    let (condition, values) = conditions.into_parts();
    let sql = format!("SELECT 1 AS found FROM users u WHERE {condition}");
    Ok(conn.find(&sql, values).await?.is_some())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Student,
    Professor,
}

impl Kind {
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "student" => Some(Self::Student),
            "professor" => Some(Self::Professor),
            _ => None,
        }
    }
}

/// Code and name of a subject.
pub async fn module_names(conn: &dyn Sql, module: i64) -> Result<Option<(String, String)>> {
    let row = conn.find("SELECT code, name FROM modules WHERE id = $1", vec![module.into()]).await?;
    row.map(|row| Ok((row.try_get("", "code")?, row.try_get("", "name")?))).transpose()
}

/// Site, and how many people fit in; `None`: no such room, or out of use.
pub async fn room(conn: &dyn Sql, room: i64) -> Result<Option<(i64, Option<i64>)>> {
    let row =
        conn.find("SELECT site_id, capacity FROM rooms WHERE id = $1 AND is_active = TRUE", vec![room.into()]).await?;
    row.map(|row| Ok((row.try_get("", "site_id")?, row.try_get("", "capacity")?))).transpose()
}

/// Rooms in use, by name: id, name, capacity.
pub async fn rooms(conn: &dyn Sql, most: u64) -> Result<Vec<(i64, String, Option<i64>)>> {
    let sql =
        format!("SELECT id, name, capacity FROM rooms WHERE is_active = TRUE ORDER BY sort_name, id LIMIT {most}");
    let rows = conn.all(&sql, vec![]).await?;
    rows.iter()
        .map(|row| Ok((row.try_get("", "id")?, row.try_get("", "name")?, row.try_get("", "capacity")?)))
        .collect()
}
