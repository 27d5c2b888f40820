//! What statistics and lists may be narrowed to: what somebody does not reach is not there.

use preau_kernel::db::Sql;
use preau_kernel::db::page::Conditions;
use preau_kernel::{Error, Result};
use sea_orm::Value;

use crate::permissions::Reach;

async fn known(conn: &dyn Sql, from: &str, id: i64, within: Option<(String, Vec<Value>)>) -> Result<()> {
    let mut conditions = Conditions::default();
    conditions.add("t.id = ?", [id.into()]);
    Reach::narrow(within, &mut conditions);
    let (condition, values) = conditions.into_parts();
    let sql = format!("SELECT 1 AS found FROM {from} WHERE {condition}");
    conn.find(&sql, values).await?.map(drop).ok_or(Error::NotFound)
}

/// 404 for a student whom the asker does not reach, and for whoever is none.
pub async fn student(conn: &dyn Sql, reach: Reach, id: i64) -> Result<()> {
    let students = "users t JOIN students st ON st.user_id = t.id";
    match known(conn, students, id, reach.students("t.id")).await {
        // Whoever was enrolled once, though the role is gone.
        Err(Error::NotFound) => {
            let enrolled = "(SELECT DISTINCT student_id AS id FROM enrolments) t";
            known(conn, enrolled, id, reach.students("t.id")).await
        }
        found => found,
    }
}

pub async fn group(conn: &dyn Sql, reach: Reach, id: i64) -> Result<()> {
    known(conn, "class_groups t", id, reach.groups("t.id")).await
}

/// One that they give lessons to, or within such a one.
pub async fn taught_group(conn: &dyn Sql, reach: Reach, id: i64) -> Result<()> {
    known(conn, "class_groups t", id, reach.taught_groups("t.id")).await
}

/// A module that they teach, or of which they give a lesson.
pub async fn module(conn: &dyn Sql, reach: Reach, id: i64) -> Result<()> {
    let within = reach.lessons("l").map(|(sql, values)| {
        let Reach::Of(person) = reach else { return (sql, values) };
        let taught = if person.teaches {
            "t.id IN (SELECT tm.module_id FROM user_modules tm WHERE tm.user_id = ?) OR "
        } else {
            ""
        };
        let own = (!taught.is_empty()).then(|| person.user.into());
        let sql = format!("({taught}EXISTS (SELECT 1 FROM lessons l WHERE l.module_id = t.id AND {sql}))");
        (sql, own.into_iter().chain(values).collect())
    });
    known(conn, "modules t", id, within).await
}

/// Somebody else's statistics are for those who see everything.
pub async fn professor(conn: &dyn Sql, reach: Reach, id: i64) -> Result<()> {
    match reach {
        Reach::Of(person) if person.user != id || !person.gives => Err(Error::NotFound),
        _ => {
            known(
                conn,
                "(SELECT DISTINCT user_id AS id FROM professors UNION SELECT user_id FROM lesson_professors) t",
                id,
                None,
            )
            .await
        }
    }
}
