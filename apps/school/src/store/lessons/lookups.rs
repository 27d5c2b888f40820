//! Lessons of a person, a group, a room or a series within a time.

use chrono::NaiveDate;
use preau_calendar::domain::interval::Interval;
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::db::page::Conditions;
use sea_orm::{FromQueryResult, Value};

use super::{FROM, Lesson, SELECT};
use crate::permissions::{EXPECTED_LESSONS, Person, Reach, TUTORED};
use crate::store::structure::day;

/// Whose week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Gives or is expected.
    Person(i64),
    /// With what it is within and what is within it.
    Group(i64),
    Room(i64),
    /// All that the asker reaches.
    Anybody,
}

/// At most so many lessons are shown of one week.
const MOST: u64 = 2000;

fn at(seconds: i64) -> Value {
    Timestamp::from_seconds(seconds).into()
}

/// Within the reach, by their start.
pub async fn of_week(conn: &dyn Sql, reach: Reach, whose: Whose, range: Interval) -> Result<Vec<Lesson>> {
    let mut conditions = Conditions::default();
    conditions.add("l.starts_at >= ? AND l.starts_at < ?", [at(range.from()), at(range.to())]);
    let (from, to) = (at(range.from()), at(range.to()));
    match whose {
        Whose::Anybody => {}
        Whose::Person(user) => conditions.add(
            &format!(
                "l.id IN (SELECT lp.lesson_id FROM lesson_professors lp WHERE lp.user_id = ? AND lp.starts_at >= ? \
                 AND lp.starts_at < ? UNION {EXPECTED_LESSONS} WHERE e.student_id = ? AND lg.starts_at >= ? \
                 AND lg.starts_at < ?)"
            ),
            [user.into(), from.clone(), to.clone(), user.into(), from, to],
        ),
        Whose::Group(group) => conditions.add(
            "l.id IN (SELECT lg.lesson_id FROM group_ancestors ga JOIN lesson_groups lg ON lg.group_id = ga.ancestor_id \
             WHERE ga.group_id = ? AND lg.starts_at >= ? AND lg.starts_at < ? UNION SELECT lg.lesson_id \
             FROM group_ancestors ga JOIN lesson_groups lg ON lg.group_id = ga.group_id WHERE ga.ancestor_id = ? \
             AND lg.starts_at >= ? AND lg.starts_at < ?)",
            [group.into(), from.clone(), to.clone(), group.into(), from, to],
        ),
        Whose::Room(room) => conditions.add("l.room_id = ?", [room.into()]),
    }
    Reach::narrow(reach.lessons("l"), &mut conditions);
    rows(conn, conditions, MOST).await
}

/// Those that somebody gives or is expected at, cancelled ones too.
pub async fn of_person(conn: &dyn Sql, user: i64, range: Interval) -> Result<Vec<Lesson>> {
    of_week(conn, Reach::Everything, Whose::Person(user), range).await
}

/// Those at which a tutor's students are expected, cancelled ones too.
pub async fn of_students_of(conn: &dyn Sql, tutor: i64, range: Interval) -> Result<Vec<Lesson>> {
    let reach = Person { user: tutor, gives: false, teaches: false, studies: false, tutors: true };
    of_week(conn, Reach::Of(reach), Whose::Anybody, range).await
}

/// A lesson at which somebody's student is expected.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Tutored {
    pub lesson_id: i64,
    pub student_id: i64,
    pub first_name: String,
}

/// Where the students of a tutor are expected; by lesson, then by name.
pub async fn of_tutored(conn: &dyn Sql, tutor: i64, range: Interval) -> Result<Vec<Tutored>> {
    let sql = format!(
        "SELECT DISTINCT lg.lesson_id, u.id AS student_id, u.first_name, u.sort_name FROM enrolments e \
         JOIN users u ON u.id = e.student_id JOIN group_ancestors ga ON ga.group_id = e.group_id \
         JOIN lesson_groups lg ON lg.group_id = ga.ancestor_id AND lg.day >= e.first_day \
         AND (e.last_day IS NULL OR lg.day <= e.last_day) WHERE e.student_id IN ({}) AND lg.starts_at >= $2 \
         AND lg.starts_at < $3 ORDER BY lg.lesson_id, u.sort_name, u.id",
        TUTORED.replace('?', "$1")
    );
    let rows = conn.all(&sql, vec![tutor.into(), at(range.from()), at(range.to())]).await?;
    rows.iter().map(|row| Ok(Tutored::from_query_result(row, "")?)).collect()
}

/// How many students a tutor has.
pub async fn tutored(conn: &dyn Sql, tutor: i64) -> Result<i64> {
    let sql = format!("SELECT COUNT(*) FROM ({}) t", TUTORED.replace('?', "$1"));
    conn.number(&sql, vec![tutor.into()]).await
}

async fn rows(conn: &dyn Sql, conditions: Conditions, most: u64) -> Result<Vec<Lesson>> {
    let (condition, values) = conditions.into_parts();
    let sql = format!("SELECT {SELECT} FROM {FROM} WHERE {condition} ORDER BY l.starts_at, l.id LIMIT {most}");
    let rows = conn.all(&sql, values).await?;
    rows.iter().map(|row| Ok(Lesson::from_query_result(row, "")?)).collect()
}

const IS_COMING: &str = "l.starts_at > $2 AND l.status IN ('planned', 'moved')";

async fn times(conn: &dyn Sql, sql: &str, id: i64, now: Timestamp) -> Result<Vec<(i64, Interval)>> {
    let mut found = Vec::new();
    for row in conn.all(sql, vec![id.into(), now.into()]).await? {
        let (from, to): (Timestamp, Timestamp) = (row.try_get("", "starts_at")?, row.try_get("", "ends_at")?);
        let time = Interval::new(from.seconds(), to.seconds());
        found.extend(Some(row.try_get("", "id")?).zip(time));
    }
    Ok(found)
}

/// Lessons to come that take the time of a person, as professor or student.
pub async fn coming_of_person(conn: &dyn Sql, user: i64, now: Timestamp) -> Result<Vec<(i64, Interval)>> {
    let sql = format!(
        "SELECT l.id, l.starts_at, l.ends_at FROM lessons l WHERE {IS_COMING} AND l.id IN ({EXPECTED_LESSONS} \
         WHERE e.student_id = $1 AND lg.starts_at > $2 UNION SELECT lp.lesson_id FROM lesson_professors lp \
         WHERE lp.user_id = $1 AND lp.starts_at > $2)"
    );
    times(conn, &sql, user, now).await
}

/// Lessons to come of a group or of what it is within.
pub async fn coming_of_group(conn: &dyn Sql, group: i64, now: Timestamp) -> Result<Vec<(i64, Interval)>> {
    let sql = format!(
        "SELECT l.id, l.starts_at, l.ends_at FROM lessons l WHERE {IS_COMING} AND l.id IN (SELECT lg.lesson_id \
         FROM group_ancestors ga JOIN lesson_groups lg ON lg.group_id = ga.ancestor_id WHERE ga.group_id = $1 \
         AND lg.starts_at > $2)"
    );
    times(conn, &sql, group, now).await
}

/// Those of a series that are to come and not cancelled.
pub async fn coming_of_series(conn: &dyn Sql, series: i64, now: Timestamp) -> Result<Vec<Lesson>> {
    let mut conditions = Conditions::default();
    conditions.add(
        "l.series_id = ? AND l.starts_at > ? AND l.status IN ('planned', 'moved') AND l.register_state = 'not_taken'",
        [series.into(), now.into()],
    );
    rows(conn, conditions, MOST).await
}

/// Those of them that are as the rule says.
pub async fn untouched_of_series(conn: &dyn Sql, series: i64, now: Timestamp) -> Result<Vec<Lesson>> {
    let mut conditions = Conditions::default();
    conditions.add(
        "l.series_id = ? AND l.starts_at > ? AND l.status = 'planned' AND l.register_state = 'not_taken' \
         AND NOT EXISTS (SELECT 1 FROM series_exceptions x WHERE x.lesson_id = l.id)",
        [series.into(), now.into()],
    );
    rows(conn, conditions, MOST).await
}

/// Professors and everybody expected: whom a change concerns.
pub async fn expected_people(conn: &dyn Sql, lesson: i64) -> Result<Vec<i64>> {
    let sql = "SELECT e.student_id AS id FROM lesson_groups lg JOIN group_ancestors ga ON ga.ancestor_id = lg.group_id \
               JOIN enrolments e ON e.group_id = ga.group_id AND e.first_day <= lg.day \
               AND (e.last_day IS NULL OR e.last_day >= lg.day) WHERE lg.lesson_id = $1 \
               UNION SELECT lp.user_id AS id FROM lesson_professors lp WHERE lp.lesson_id = $1 ORDER BY id";
    let rows = conn.all(sql, vec![lesson.into()]).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

/// Every lesson of a series with the day that its rule gave.
pub async fn days_of_series(conn: &dyn Sql, series: i64) -> Result<Vec<(i64, NaiveDate)>> {
    let sql = "SELECT id, COALESCE(original_day, day) AS day FROM lessons WHERE series_id = $1 ORDER BY id";
    let rows = conn.all(sql, vec![series.into()]).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, day(&row.try_get::<String>("", "day")?)?))).collect()
}
