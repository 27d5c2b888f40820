//! Who gives several lessons, and for which groups: two queries, however many.

use std::collections::HashMap;

use preau_kernel::Result;
use preau_kernel::db::Sql;
use sea_orm::{FromQueryResult, Value};

/// Lessons of one statement.
const CHUNK: usize = 500;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct ProfessorOf {
    #[serde(skip)]
    pub lesson_id: i64,
    /// The id of a person.
    pub id: i64,
    pub name: String,
    /// Whom they stand in for.
    #[schema(required)]
    pub substitutes: Option<i64>,
    #[schema(required)]
    pub substitutes_name: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct GroupOf {
    #[serde(skip)]
    pub lesson_id: i64,
    pub id: i64,
    pub name: String,
}

#[derive(Debug, Clone, Default)]
pub struct Details {
    pub professors: Vec<ProfessorOf>,
    pub groups: Vec<GroupOf>,
}

impl Details {
    pub fn professor_ids(&self) -> Vec<i64> {
        self.professors.iter().map(|one| one.id).collect()
    }

    pub fn group_ids(&self) -> Vec<i64> {
        self.groups.iter().map(|one| one.id).collect()
    }
}

pub async fn of_lesson(conn: &dyn Sql, lesson: i64) -> Result<Details> {
    Ok(details(conn, &[lesson]).await?.remove(&lesson).unwrap_or_default())
}

pub async fn details(conn: &dyn Sql, lessons: &[i64]) -> Result<HashMap<i64, Details>> {
    let mut found: HashMap<i64, Details> = HashMap::new();
    for chunk in lessons.chunks(CHUNK) {
        let places: Vec<_> = (1..=chunk.len()).map(|i| format!("${i}")).collect();
        let (places, values): (String, Vec<Value>) =
            (places.join(", "), chunk.iter().map(|id| Value::from(*id)).collect());
        let sql = format!(
            "SELECT p.lesson_id, p.user_id AS id, u.first_name || ' ' || u.last_name AS name, p.substitutes_id AS substitutes, \
             s.first_name || ' ' || s.last_name AS substitutes_name FROM lesson_professors p \
             JOIN users u ON u.id = p.user_id LEFT JOIN users s ON s.id = p.substitutes_id WHERE p.lesson_id IN ({places}) \
             ORDER BY u.sort_name, u.id"
        );
        for row in conn.all(&sql, values.clone()).await? {
            let one = ProfessorOf::from_query_result(&row, "")?;
            found.entry(one.lesson_id).or_default().professors.push(one);
        }
        let sql = format!(
            "SELECT lg.lesson_id, g.id, g.name FROM lesson_groups lg JOIN class_groups g ON g.id = lg.group_id \
             WHERE lg.lesson_id IN ({places}) ORDER BY g.sort_name, g.id"
        );
        for row in conn.all(&sql, values).await? {
            let one = GroupOf::from_query_result(&row, "")?;
            found.entry(one.lesson_id).or_default().groups.push(one);
        }
    }
    Ok(found)
}
