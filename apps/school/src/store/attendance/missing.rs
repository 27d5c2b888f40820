//! Registers that nobody has closed though their lesson is over.

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx};
use sea_orm::FromQueryResult;

use super::lessons::{self, Lesson};
use crate::permissions::Reach;

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Missing {
    pub id: i64,
    pub module: i64,
    pub module_name: String,
    pub title: String,
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub ends_at: Timestamp,
    /// not_taken or open.
    pub state: String,
    /// Names, by comma.
    pub professors: String,
    /// Names, by comma.
    pub groups: String,
    /// When the professors were reminded.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub reminded_at: Option<Timestamp>,
}

fn names(of: &str) -> String {
    format!("COALESCE((SELECT STRING_AGG(n.name, ', ') FROM ({of}) n), '')")
}

/// Filters: `professor`, `group` (ids); the days are the caller's.
pub async fn list(
    conn: &dyn Sql,
    reach: Reach,
    now: Timestamp,
    mut conditions: Conditions,
    page: &PageQuery,
) -> Result<Page<Missing>> {
    let professors = names(
        "SELECT u.first_name || ' ' || u.last_name AS name FROM lesson_professors lp JOIN users u ON u.id = lp.user_id \
         WHERE lp.lesson_id = l.id ORDER BY u.sort_name",
    );
    let groups = names(
        "SELECT g.name FROM lesson_groups lg JOIN class_groups g ON g.id = lg.group_id WHERE lg.lesson_id = l.id \
         ORDER BY g.sort_name",
    );
    let select = format!(
        "l.id, l.module_id AS module, mo.name AS module_name, l.title, l.starts_at, l.ends_at, l.register_state AS state, \
         {professors} AS professors, {groups} AS groups, l.reminded_at"
    );
    let list = List {
        select: &select,
        from: lessons::FROM,
        alias: "l",
        search: Some("lessons"),
        orderings: &[Ordering { name: "starts_at", column: "l.starts_at", kind: Kind::Number }],
        default_ordering: "-starts_at",
    };
    conditions
        .add("l.register_state IN ('not_taken', 'open') AND l.status <> 'cancelled' AND l.ends_at <= ?", [now.into()]);
    Reach::narrow(reach.lessons("l"), &mut conditions);
    for (name, table, column) in [("professor", "lesson_professors", "user_id"), ("group", "lesson_groups", "group_id")]
    {
        if let Some(id) = page.number(name)? {
            let sql = format!("l.id IN (SELECT x.lesson_id FROM {table} x WHERE x.{column} = ?)");
            conditions.add(&sql, [id.into()]);
        }
    }
    page.run(conn, &list, conditions, |row| Ok(Missing::from_query_result(row, "")?)).await
}

/// Takes lessons that ended between these instants and whose professors were not reminded, and marks them. Pairs of
/// professor and lesson; a lesson that nobody gives reminds nobody.
pub async fn take_unreminded(
    tx: &Tx,
    (since, until): (Timestamp, Timestamp),
    now: Timestamp,
    most: u64,
) -> Result<(u64, Vec<(i64, i64)>)> {
    // A lesson lasts no longer than a day.
    let begun = since.minus(chrono::TimeDelta::days(1));
    let sql = format!(
        "UPDATE lessons SET reminded_at = $1 WHERE id IN (SELECT l.id FROM lessons l \
         WHERE l.starts_at >= $4 AND l.starts_at < $3 AND l.ends_at >= $2 AND l.ends_at <= $3 AND l.reminded_at IS NULL \
         AND l.register_state IN ('not_taken', 'open') AND l.status <> 'cancelled' ORDER BY l.starts_at, l.id \
         LIMIT {most}{}) RETURNING id",
        tx.engine().skip_locked()
    );
    let rows = tx.all(&sql, vec![now.into(), since.into(), until.into(), begun.into()]).await?;
    let taken: Vec<i64> = rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?;
    let mut pairs = Vec::new();
    for lesson in &taken {
        let sql = "SELECT user_id FROM lesson_professors WHERE lesson_id = $1 ORDER BY user_id";
        for row in tx.all(sql, vec![(*lesson).into()]).await? {
            pairs.push((row.try_get("", "user_id")?, *lesson));
        }
    }
    Ok((taken.len() as u64, pairs))
}

/// Those of these lessons whose register is still missing, in their order.
pub async fn still(conn: &dyn Sql, ids: &[i64]) -> Result<Vec<Lesson>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<_> = (1..=ids.len()).map(|i| format!("${i}")).collect();
    let sql = format!(
        "SELECT {} FROM {} WHERE l.id IN ({}) AND l.register_state IN ('not_taken', 'open') AND l.status <> 'cancelled' \
         ORDER BY l.starts_at, l.id",
        lessons::SELECT,
        lessons::FROM,
        places.join(", ")
    );
    let rows = conn.all(&sql, ids.iter().map(|id| (*id).into()).collect()).await?;
    rows.iter().map(|row| Ok(Lesson::from_query_result(row, "")?)).collect()
}

/// Notes that this person was reminded of this lesson, by itself (`time` is empty) or by the office at a time; false when
/// they were before.
pub async fn note_reminded(tx: &Tx, user: i64, lesson: i64, time: &str, now: Timestamp) -> Result<bool> {
    let sql = "INSERT INTO school_alerts (user_id, about_id, kind, period, created_at) \
               VALUES ($1, $2, 'register_missing', $4, $3) ON CONFLICT DO NOTHING";
    Ok(tx.exec(sql, vec![user.into(), lesson.into(), now.into(), time.into()]).await? > 0)
}

/// When the professors of a lesson were last reminded.
pub async fn reminded_at(conn: &dyn Sql, lesson: i64) -> Result<Option<Timestamp>> {
    let row = conn.get("SELECT reminded_at FROM lessons WHERE id = $1", vec![lesson.into()]).await?;
    Ok(row.try_get("", "reminded_at")?)
}

pub async fn set_reminded(tx: &Tx, lesson: i64, now: Timestamp) -> Result<()> {
    tx.exec("UPDATE lessons SET reminded_at = $2 WHERE id = $1", vec![lesson.into(), now.into()]).await.map(drop)
}

/// The professors of a lesson who can be written to.
pub async fn reachable_professors(conn: &dyn Sql, lesson: i64) -> Result<Vec<i64>> {
    let sql = "SELECT u.id FROM lesson_professors lp JOIN users u ON u.id = lp.user_id WHERE lp.lesson_id = $1 \
               AND u.is_active = TRUE AND u.tombstone_at IS NULL AND u.email IS NOT NULL ORDER BY u.id";
    let rows = conn.all(sql, vec![lesson.into()]).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}
