//! What an attendance sheet shows: the lessons of a half-day, and who is expected at each.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::db::page::Conditions;
use sea_orm::FromQueryResult;

use super::Binder;
use crate::permissions::Reach;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Column {
    pub id: i64,
    pub title: String,
    pub day: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub room: Option<String>,
}

const SELECT: &str = "SELECT l.id, CASE WHEN l.title = '' OR l.title = o.name THEN o.name ELSE o.name || ' · ' || l.title END AS title, \
    l.day, l.starts_at, l.ends_at, r.name AS room FROM lessons l JOIN modules o ON o.id = l.module_id \
    LEFT JOIN rooms r ON r.id = l.room_id";

async fn read(conn: &dyn Sql, reach: Reach, mut conditions: Conditions) -> Result<Vec<Column>> {
    conditions.add("l.status <> 'cancelled'", []);
    Reach::narrow(reach.lessons("l"), &mut conditions);
    let (condition, values) = conditions.into_parts();
    let sql = format!("{SELECT} WHERE {condition} ORDER BY l.starts_at, l.id LIMIT 40");
    conn.all(&sql, values).await?.iter().map(|row| Ok(Column::from_query_result(row, "")?)).collect()
}

pub async fn lesson(conn: &dyn Sql, reach: Reach, id: i64) -> Result<Vec<Column>> {
    let mut conditions = Conditions::default();
    conditions.add("l.id = ?", [id.into()]);
    read(conn, reach, conditions).await
}

/// The lessons of a group, of those within it and of those that it is within.
pub async fn of_group(conn: &dyn Sql, reach: Reach, group: i64, from: Timestamp, to: Timestamp) -> Result<Vec<Column>> {
    let mut conditions = Conditions::default();
    conditions.add("l.starts_at >= ? AND l.starts_at < ?", [from.into(), to.into()]);
    let family = "l.id IN (SELECT lg.lesson_id FROM lesson_groups lg WHERE lg.group_id IN \
                  (SELECT ga.ancestor_id FROM group_ancestors ga WHERE ga.group_id = ? \
                  UNION SELECT gd.group_id FROM group_ancestors gd WHERE gd.ancestor_id = ?))";
    conditions.add(family, [group.into(), group.into()]);
    read(conn, reach, conditions).await
}

/// Those within reach that are in a room.
pub async fn of_room(conn: &dyn Sql, reach: Reach, room: i64, from: Timestamp, to: Timestamp) -> Result<Vec<Column>> {
    let mut conditions = Conditions::default();
    conditions.add("l.room_id = ? AND l.starts_at >= ? AND l.starts_at < ?", [room.into(), from.into(), to.into()]);
    read(conn, reach, conditions).await
}

#[derive(Debug, Clone, FromQueryResult)]
pub struct Seat {
    pub lesson_id: i64,
    pub student_id: i64,
    pub first_name: String,
    pub last_name: String,
}

/// Who is expected at these lessons, by name; of a group only its own.
pub async fn seats(conn: &dyn Sql, lessons: &[i64], group: Option<i64>) -> Result<Vec<Seat>> {
    let mut binder = Binder::default();
    let lessons = binder.list(lessons);
    let own = group.map(|group| {
        format!(
            " AND EXISTS (SELECT 1 FROM enrolments eg JOIN group_ancestors gg ON gg.group_id = eg.group_id \
             WHERE eg.student_id = e.student_id AND gg.ancestor_id = {} AND eg.first_day <= lg.day \
             AND (eg.last_day IS NULL OR eg.last_day >= lg.day))",
            binder.bind(group)
        )
    });
    let sql = format!(
        "SELECT DISTINCT u.sort_name, lg.lesson_id, u.id AS student_id, u.first_name, u.last_name FROM lesson_groups lg \
         JOIN group_ancestors ga ON ga.ancestor_id = lg.group_id JOIN enrolments e ON e.group_id = ga.group_id \
         AND e.first_day <= lg.day AND (e.last_day IS NULL OR e.last_day >= lg.day) JOIN users u ON u.id = e.student_id \
         WHERE lg.lesson_id IN ({lessons}){} ORDER BY u.sort_name, u.id, lg.lesson_id",
        own.unwrap_or_default()
    );
    conn.all(&sql, binder.values).await?.iter().map(|row| Ok(Seat::from_query_result(row, "")?)).collect()
}

/// 404 for a room that there is not.
pub async fn room_name(conn: &dyn Sql, room: i64) -> Result<String> {
    let row = conn.get("SELECT name FROM rooms WHERE id = $1", vec![room.into()]).await?;
    Ok(row.try_get("", "name")?)
}

pub async fn group_name(conn: &dyn Sql, group: i64) -> Result<String> {
    let row = conn.get("SELECT name FROM class_groups WHERE id = $1", vec![group.into()]).await?;
    Ok(row.try_get("", "name")?)
}
