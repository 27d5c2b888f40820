//! The lessons behind a figure.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use sea_orm::FromQueryResult;

use super::Binder;
use super::asked::Asked;
use crate::permissions::Reach;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Lesson {
    pub id: i64,
    pub module_id: i64,
    pub module_name: String,
    pub title: String,
    pub day: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub room: Option<String>,
    pub status: String,
    pub register_state: String,
}

const LIST: List = List {
    select: "l.id, l.module_id, o.name AS module_name, l.title, l.day, l.starts_at, l.ends_at, r.name AS room, l.status, \
             l.register_state",
    from: "lessons l JOIN modules o ON o.id = l.module_id LEFT JOIN rooms r ON r.id = l.room_id",
    alias: "l",
    search: None,
    orderings: &[Ordering { name: "starts_at", column: "l.starts_at", kind: Kind::Number }],
    default_ordering: "starts_at",
};

fn conditions(reach: Reach, asked: &Asked) -> Conditions {
    let mut conditions = Conditions::default();
    conditions.add("l.day >= ? AND l.day <= ?", [asked.from.to_string().into(), asked.to.to_string().into()]);
    if let Some(module) = asked.module {
        conditions.add("l.module_id = ?", [module.into()]);
    }
    if let Some(days) = asked.days() {
        let places = vec!["?"; days.len()].join(", ");
        let sql = if days.is_empty() { "1 = 0".to_owned() } else { format!("l.day IN ({places})") };
        conditions.add(&sql, days.into_iter().map(Into::into));
    }
    if let Some(professor) = asked.professor {
        let given = "l.id IN (SELECT pf.lesson_id FROM lesson_professors pf WHERE pf.user_id = ?)";
        conditions.add(given, [professor.into()]);
    }
    let seats = "l.id IN (SELECT lg.lesson_id FROM enrolments e JOIN group_ancestors ga ON ga.group_id = e.group_id \
                 JOIN lesson_groups lg ON lg.group_id = ga.ancestor_id AND lg.day >= e.first_day \
                 AND (e.last_day IS NULL OR lg.day <= e.last_day)";
    if let Some(student) = asked.student {
        conditions.add(&format!("{seats} WHERE e.student_id = ?)"), [student.into()]);
    }
    if let Some(group) = asked.group {
        let members = "JOIN enrolments eg ON eg.student_id = e.student_id AND eg.first_day <= lg.day \
                       AND (eg.last_day IS NULL OR eg.last_day >= lg.day) \
                       JOIN group_ancestors gg ON gg.group_id = eg.group_id WHERE gg.ancestor_id = ?";
        conditions.add(&format!("{seats} {members})"), [group.into()]);
    }
    Reach::narrow(reach.lessons("l"), &mut conditions);
    conditions
}

/// Those of what is asked, cancelled ones among them.
pub async fn list(conn: &dyn Sql, reach: Reach, asked: &Asked, page: &PageQuery) -> Result<Page<Lesson>> {
    let read = |row: &sea_orm::QueryResult| Ok(Lesson::from_query_result(row, "")?);
    page.run(conn, &LIST, conditions(reach, asked), read).await
}

/// As [`list`], all at once, but no more than `most`.
pub async fn all(conn: &dyn Sql, reach: Reach, asked: &Asked, most: i64) -> Result<Vec<Lesson>> {
    let (condition, values) = conditions(reach, asked).into_parts();
    let List { select, from, .. } = LIST;
    let sql = format!("SELECT {select} FROM {from} WHERE {condition} ORDER BY l.starts_at, l.id LIMIT {most}");
    conn.all(&sql, values).await?.iter().map(|row| Ok(Lesson::from_query_result(row, "")?)).collect()
}

/// The professors of some lessons, in the order of their names.
pub async fn professors(conn: &dyn Sql, lessons: &[i64]) -> Result<Vec<(i64, String)>> {
    let mut binder = Binder::default();
    let sql = format!(
        "SELECT lp.lesson_id, u.first_name || ' ' || u.last_name FROM lesson_professors lp JOIN users u ON u.id = lp.user_id \
         WHERE lp.lesson_id IN ({}) ORDER BY u.sort_name, u.id",
        binder.list(lessons)
    );
    let rows = conn.all(&sql, binder.values).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}
