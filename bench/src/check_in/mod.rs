//! Students check in with the code that their lesson's screen shows: a whole school within a minute (`morning`), and as
//! many as there can be (`rush`).

mod morning;
mod rush;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use preau_accounts::auth::api_token;
use preau_calendar::Calendar;
use preau_kernel::db::Sql;
use preau_school::School;
use serde_json::{Value, json};
use tokio::sync::RwLock;

use crate::load;
use crate::place::Place;
use crate::stage::Stage;
use crate::table::Table;

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    morning::measure(stage.options, table).await?;
    rush::measure(stage, table).await
}

/// The code that each lesson's screen shows.
type Codes = Arc<RwLock<HashMap<i64, String>>>;

/// How many there are.
#[derive(Debug, Clone, Copy)]
struct Many {
    students: i64,
    lessons: i64,
}

impl Many {
    fn lesson_of(self, number: i64) -> i64 {
        number % self.lessons + 1
    }
}

/// Lessons that have begun, each with its class and its codes.
struct Lessons {
    place: Place,
    many: Many,
    /// As `Authorization` says it.
    professor: String,
    codes: Codes,
}

impl Lessons {
    async fn new(database: Option<&str>, many: Many) -> Result<Self> {
        let place = Place::new(database, many.students, vec![Arc::new(Calendar), Arc::new(School)]).await?;
        fill(&place, many).await?;
        place.analyze().await?;
        let professor = format!("Bearer {}", place.access("admin@example.com").await?);
        for lesson in 1..=many.lessons {
            let path = format!("/api/lessons/{lesson}/check-in-window/");
            let (status, answer) = send(place.address, "POST", &path, &professor, &json!({"minutes": 30})).await?;
            ensure!(status == 201, "a window answered {status}: {answer}");
        }
        let lessons = Self { place, many, professor, codes: Codes::default() };
        lessons.read_codes().await?;
        Ok(lessons)
    }

    async fn read_codes(&self) -> Result<()> {
        read_codes(self.place.address, self.many.lessons, &self.professor, &self.codes).await
    }

    fn token(&self, number: i64) -> String {
        let person = person(number);
        format!("Token {}", api_token::text(self.place.app.secrets(), person, person, 1))
    }
}

/// A class per lesson, one hour from now on, by the superuser.
async fn fill(place: &Place, many: Many) -> Result<()> {
    let now = place.app.now();
    let day = now.utc().date_naive().to_string();
    let (from, to) = (now.0, now.0 + 3_600_000_000);
    let tx = place.app.db().write_tx().await?;
    tx.exec("INSERT INTO modules (code, name, sort_name, search, row_version, created_at, updated_at) VALUES ('M', 'M', 'm', '', 1, 0, 0)", vec![]).await?;
    let year = "INSERT INTO school_years (name, name_key, starts_on, ends_on, search, row_version, created_at, updated_at) \
                VALUES ('A', 'a', '2000-01-01', '2199-12-31', '', 1, 0, 0) RETURNING id";
    let year = tx.number(year, vec![]).await?;
    for lesson in 1..=many.lessons {
        let name = format!("g{lesson}");
        for sql in [
            format!(
                "INSERT INTO class_groups (id, year_id, name, name_key, sort_name, search, row_version, created_at, updated_at) \
                 VALUES ({lesson}, {year}, '{name}', '{name}', '{name}', '', 1, 0, 0)"
            ),
            format!("INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES ({lesson}, {lesson}, 0)"),
            format!(
                "INSERT INTO lessons (id, uid, sequence, module_id, title, starts_at, ends_at, day, status, reason, \
                 clash_reason, register_state, register_version, search, row_version, created_at, updated_at) VALUES \
                 ({lesson}, '{name}', 0, (SELECT MIN(id) FROM modules), '', {from}, {to}, '{day}', 'planned', '', '', \
                 'not_taken', 1, '', 1, 0, 0)"
            ),
            format!(
                "INSERT INTO lesson_groups (lesson_id, group_id, starts_at, day) VALUES ({lesson}, {lesson}, {from}, '{day}')"
            ),
            format!("INSERT INTO lesson_professors (lesson_id, user_id, starts_at) VALUES ({lesson}, 1, {from})"),
        ] {
            tx.exec(&sql, vec![]).await?;
        }
    }
    for number in 1..=many.students {
        let (person, group) = (person(number), many.lesson_of(number));
        for sql in [
            format!(
                "INSERT INTO students (user_id, student_number, level, sort_name, search, row_version, created_at, updated_at) \
                 VALUES ({person}, 'n{number}', '', 'n{number}', '', 1, 0, 0)"
            ),
            format!(
                "INSERT INTO enrolments (student_id, group_id, first_day, row_version, created_at, updated_at) \
                 VALUES ({person}, {group}, '2000-01-01', 1, 0, 0)"
            ),
            format!(
                "INSERT INTO api_tokens (id, user_id, name, is_default, version, created_at) \
                 VALUES ({person}, {person}, '', TRUE, 1, 0)"
            ),
        ] {
            tx.exec(&sql, vec![]).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// 1 is the superuser, `personne N` is N + 1.
fn person(number: i64) -> i64 {
    number + 1
}

async fn read_codes(address: SocketAddr, lessons: i64, professor: &str, codes: &Codes) -> Result<()> {
    for lesson in 1..=lessons {
        let path = format!("/api/lessons/{lesson}/check-in-window/code/");
        let (_, answer) = send(address, "GET", &path, professor, &Value::Null).await?;
        let answer: Value = serde_json::from_str(&answer)?;
        codes.write().await.insert(lesson, answer["code"].as_str().context("a code")?.to_owned());
    }
    Ok(())
}

/// Status of the answer to whoever says this code.
async fn check_in(address: SocketAddr, token: &str, lesson: i64, person: i64, codes: &Codes) -> Result<u16> {
    let code = codes.read().await.get(&lesson).cloned().unwrap_or_default();
    let body = json!({"code": code, "device": format!("phone-{person}")});
    let path = format!("/api/lessons/{lesson}/check-in/");
    Ok(send(address, "POST", &path, token, &body).await?.0)
}

/// Status and body; `null` is no body.
async fn send(address: SocketAddr, method: &str, path: &str, credential: &str, body: &Value) -> Result<(u16, String)> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let request = load::post(path, &body).replacen("POST", method, 1).replacen(
        "Connection",
        &format!("Authorization: {credential}\r\nConnection"),
        1,
    );
    load::once(address, &request).await
}
