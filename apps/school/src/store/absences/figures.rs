//! Statistics: seats and hours, by what is asked.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use preau_kernel::db::Sql;
use preau_kernel::{Error, Result};
use sea_orm::QueryResult;

use super::Binder;
use super::asked::{Asked, By};
use crate::domain::absences::figures::Figures;
use crate::permissions::Reach;

#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The id of a person, module, group or lesson; of a weekday 1 (Monday) to 7; of a week its Monday.
    pub key: Key,
    pub name: String,
    pub figures: Figures,
    /// Of all lessons that were planned, and of those that were given.
    pub minutes_planned: i64,
    pub minutes_given: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Id(i64),
    Day(NaiveDate),
}

#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    figures: Figures,
    planned: i64,
    given: i64,
}

/// In the order of the names; weekdays and weeks in their own.
pub async fn rows(conn: &dyn Sql, reach: Reach, by: By, asked: &Asked) -> Result<Vec<Row>> {
    let mut binder = Binder::default();
    let sql = statement(by, reach, asked, &mut binder);
    let found = conn.all(&sql, binder.values).await?;
    let mut sums: BTreeMap<Key, Sums> = BTreeMap::new();
    for row in &found {
        let sum = sums_of(row)?;
        let kept = sums.entry(key_of(by, row)?).or_default();
        kept.figures.add(sum.figures);
        kept.planned += sum.planned;
        kept.given += sum.given;
    }
    named(conn, by, sums).await
}

/// All of it in one.
pub async fn total(conn: &dyn Sql, reach: Reach, asked: &Asked) -> Result<Row> {
    let whole = rows(conn, reach, By::Whole, asked).await?.pop();
    Ok(whole.unwrap_or_else(|| named_row(Key::Id(0), String::new(), Sums::default())))
}

/// What these rows come to: the sum, where each lesson and each seat stands in one of them; else they are counted anew, for
/// a student is in two groups and a lesson has two professors.
pub async fn total_of(conn: &dyn Sql, reach: Reach, by: By, asked: &Asked, rows: &[Row]) -> Result<Row> {
    if !matches!(by, By::Module | By::Weekday | By::Week) {
        return total(conn, reach, &asked.behind(by, reach)).await;
    }
    let mut sums = Sums::default();
    for row in rows {
        sums.figures.add(row.figures);
        sums.planned += row.minutes_planned;
        sums.given += row.minutes_given;
    }
    Ok(named_row(Key::Id(0), String::new(), sums))
}

/// Marks are looked up seat by seat; sums are made by lesson first, so that hours count once.
fn statement(by: By, reach: Reach, asked: &Asked, binder: &mut Binder) -> String {
    let seats = asked.seats(by, reach, binder);
    let count =
        |name: &str, condition: &str| format!("CAST(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS BIGINT) AS {name}");
    let statuses = ["present", "late", "absent", "excused", "left_early", "remote"];
    let mut counts: Vec<String> = statuses.iter().map(|name| count(name, &format!("m.status = '{name}'"))).collect();
    counts.push(count("justified", "m.status = 'excused' AND a.status = 'accepted'"));
    let known = "l.status <> 'cancelled' AND l.register_state = 'closed'";
    let sum = |name: &str| format!("CAST(SUM(CASE WHEN {known} THEN by_lesson.{name} ELSE 0 END) AS BIGINT) AS {name}");
    let sums: Vec<String> = statuses.iter().chain(&["justified"]).map(|name| sum(name)).collect();
    let minutes = "(l.ends_at - l.starts_at) / 60000000";
    let given = "l.status <> 'cancelled' AND (l.status = 'held' OR l.register_state = 'closed')";
    format!(
        "SELECT by_lesson.k, CAST(SUM(CASE WHEN l.status <> 'cancelled' THEN by_lesson.planned ELSE 0 END) AS BIGINT) AS planned, \
         {}, CAST(SUM({minutes}) AS BIGINT) AS minutes_planned, \
         CAST(SUM(CASE WHEN {given} THEN {minutes} ELSE 0 END) AS BIGINT) AS minutes_given \
         FROM (SELECT seats.k, seats.lesson_id, COUNT(seats.student_id) AS planned, {} FROM ({seats}) seats \
         LEFT JOIN attendance_marks m ON m.lesson_id = seats.lesson_id AND m.student_id = seats.student_id \
         LEFT JOIN absences a ON a.id = m.absence_id GROUP BY seats.k, seats.lesson_id) by_lesson \
         JOIN lessons l ON l.id = by_lesson.lesson_id GROUP BY by_lesson.k",
        sums.join(", "),
        counts.join(", ")
    )
}

fn sums_of(row: &QueryResult) -> Result<Sums> {
    let number = |name: &str| row.try_get::<i64>("", name);
    let figures = Figures {
        planned: number("planned")?,
        present: number("present")?,
        late: number("late")?,
        absent: number("absent")?,
        excused: number("excused")?,
        justified: number("justified")?,
        left_early: number("left_early")?,
        remote: number("remote")?,
    };
    Ok(Sums { figures, planned: number("minutes_planned")?, given: number("minutes_given")? })
}

fn key_of(by: By, row: &QueryResult) -> Result<Key> {
    if !matches!(by, By::Weekday | By::Week) {
        return Ok(Key::Id(row.try_get("", "k")?));
    }
    let day: NaiveDate = row.try_get::<String>("", "k")?.parse().map_err(Error::internal)?;
    Ok(match by {
        By::Weekday => Key::Id(i64::from(day.weekday().number_from_monday())),
        _ => Key::Day(day.week(chrono::Weekday::Mon).first_day()),
    })
}

fn named_row(key: Key, name: String, sums: Sums) -> Row {
    Row { key, name, figures: sums.figures, minutes_planned: sums.planned, minutes_given: sums.given }
}

/// Weekdays and weeks are named by whoever knows the language.
async fn named(conn: &dyn Sql, by: By, sums: BTreeMap<Key, Sums>) -> Result<Vec<Row>> {
    let names = match by {
        By::Student | By::Professor => {
            Some("SELECT id, first_name || ' ' || last_name AS name FROM users WHERE id IN ({}) ORDER BY sort_name, id")
        }
        By::Module => Some("SELECT id, name FROM modules WHERE id IN ({}) ORDER BY sort_name, id"),
        By::Group => Some("SELECT id, name FROM class_groups WHERE id IN ({}) ORDER BY sort_name, id"),
        By::Weekday | By::Week | By::Lesson | By::Whole => None,
    };
    let row = named_row;
    let Some(names) = names else {
        return Ok(sums.into_iter().map(|(key, sums)| row(key, String::new(), sums)).collect());
    };
    let mut rows = Vec::with_capacity(sums.len());
    let ids: Vec<i64> = sums.keys().filter_map(|key| if let Key::Id(id) = key { Some(*id) } else { None }).collect();
    let mut sorted = Vec::new();
    for ids in ids.chunks(500) {
        let mut binder = Binder::default();
        let sql = names.replace("{}", &binder.list(ids));
        for found in conn.all(&sql.replace("SELECT id,", "SELECT sort_name, id,"), binder.values).await? {
            let sort: String = found.try_get("", "sort_name")?;
            sorted.push((sort, found.try_get::<i64>("", "id")?, found.try_get::<String>("", "name")?));
        }
    }
    sorted.sort();
    for (_, id, name) in sorted {
        let sums = sums.get(&Key::Id(id)).copied().unwrap_or_default();
        rows.push(row(Key::Id(id), name.trim().to_owned(), sums));
    }
    Ok(rows)
}
