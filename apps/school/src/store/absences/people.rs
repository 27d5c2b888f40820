//! Whom to tell.

use preau_kernel::Result;
use preau_kernel::db::Sql;
use preau_kernel::i18n::Lang;
use sea_orm::FromQueryResult;

/// As a mail needs one.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Person {
    pub id: i64,
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

const SELECT: &str = "SELECT u.id, u.first_name, u.last_name, u.email, u.lang FROM users u";
/// Whoever can read a mail.
const REACHABLE: &str = "u.is_active = TRUE AND u.tombstone_at IS NULL AND u.email IS NOT NULL";

async fn read(conn: &dyn Sql, sql: &str, values: Vec<sea_orm::Value>) -> Result<Vec<Person>> {
    conn.all(sql, values).await?.iter().map(|row| Ok(Person::from_query_result(row, "")?)).collect()
}

pub async fn find(conn: &dyn Sql, id: i64) -> Result<Option<Person>> {
    Ok(read(conn, &format!("{SELECT} WHERE u.id = $1"), vec![id.into()]).await?.pop())
}

pub async fn tutors_of(conn: &dyn Sql, student: i64) -> Result<Vec<Person>> {
    let sql = format!(
        "{SELECT} WHERE u.id IN (SELECT tu.user_id FROM students st JOIN tutor_students ts ON ts.student_id = st.id \
         JOIN tutors tu ON tu.id = ts.tutor_id WHERE st.user_id = $1) AND {REACHABLE} ORDER BY u.id"
    );
    read(conn, &sql, vec![student.into()]).await
}

/// The tutors, or the student who has none.
pub async fn of_student(conn: &dyn Sql, student: i64) -> Result<Vec<Person>> {
    let tutors = tutors_of(conn, student).await?;
    if !tutors.is_empty() {
        return Ok(tutors);
    }
    read(conn, &format!("{SELECT} WHERE u.id = $1 AND {REACHABLE}"), vec![student.into()]).await
}

pub async fn managers(conn: &dyn Sql) -> Result<Vec<Person>> {
    let sql =
        format!("{SELECT} WHERE u.id IN (SELECT user_id FROM school_managers) AND {REACHABLE} ORDER BY u.id LIMIT 50");
    read(conn, &sql, vec![]).await
}

/// One person, when a mail reaches them.
pub async fn reachable(conn: &dyn Sql, id: i64) -> Result<Vec<Person>> {
    read(conn, &format!("{SELECT} WHERE u.id = $1 AND {REACHABLE}"), vec![id.into()]).await
}
