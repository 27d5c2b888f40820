//! Weekly series (`lesson_series`, with who gives them and for whom).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use preau_calendar::domain::wall::WallTime;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Engine, Sql, Tx, search};
use preau_kernel::{Error, Result};
use sea_orm::{FromQueryResult, Value};

use super::{insert_of, update_of};
use crate::domain::rule::{self, Rule};
use crate::permissions::Reach;
use crate::store::structure::day;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Series {
    pub id: i64,
    pub module: i64,
    pub module_code: String,
    pub module_name: String,
    pub title: String,
    pub weekday: i64,
    pub from_time: String,
    pub to_time: String,
    pub every_weeks: i64,
    pub first_day: String,
    pub last_day: String,
    pub room: Option<i64>,
    pub room_name: Option<String>,
    pub end_reason: String,
    pub row_version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    pub module: i64,
    pub title: String,
    pub rule: Rule,
    pub room: Option<i64>,
    pub professors: Vec<i64>,
    pub groups: Vec<i64>,
}

impl Series {
    pub fn rule(&self) -> Result<Rule> {
        let wrong = || Error::internal(format!("lesson_series {} holds no rule", self.id));
        let time = |text: &str| WallTime::parse(text).ok_or_else(wrong);
        Ok(Rule {
            weekday: rule::weekday(self.weekday).ok_or_else(wrong)?,
            from: time(&self.from_time)?,
            to: time(&self.to_time)?,
            every_weeks: u32::try_from(self.every_weeks).map_err(|_| wrong())?,
            first: day(&self.first_day)?,
            last: day(&self.last_day)?,
        })
    }

    pub fn shown_title(&self) -> &str {
        if self.title.is_empty() { &self.module_name } else { &self.title }
    }
}

const SELECT: &str = "s.id, s.module_id AS module, m.code AS module_code, m.name AS module_name, s.title, s.weekday, \
    s.from_time, s.to_time, s.every_weeks, s.first_day, s.last_day, s.room_id AS room, r.name AS room_name, \
    s.end_reason, s.row_version";
const FROM: &str = "lesson_series s JOIN modules m ON m.id = s.module_id LEFT JOIN rooms r ON r.id = s.room_id";
const LIST: List = List {
    select: SELECT,
    from: FROM,
    alias: "s",
    search: Some("lesson_series"),
    orderings: &[
        Ordering { name: "first_day", column: "s.first_day", kind: Kind::Text },
        // As a week reads: by day, then by time.
        Ordering { name: "weekday", column: "CAST(s.weekday AS TEXT) || s.from_time", kind: Kind::Text },
        Ordering { name: "title", column: "s.sort_title", kind: Kind::Text },
    ],
    default_ordering: "-first_day",
};

/// Filters: `module`, `room`, `professor`, `group`, and `on`, a day between its first and last.
pub async fn list(conn: &dyn Sql, reach: Reach, page: &PageQuery, on: Option<NaiveDate>) -> Result<Page<Series>> {
    let mut conditions = Conditions::default();
    Reach::narrow(reach.series("s"), &mut conditions);
    for (name, sql) in [
        ("module", "s.module_id = ?"),
        ("room", "s.room_id = ?"),
        ("professor", "s.id IN (SELECT p.series_id FROM series_professors p WHERE p.user_id = ?)"),
        ("group", "s.id IN (SELECT g.series_id FROM series_groups g WHERE g.group_id = ?)"),
    ] {
        if let Some(id) = page.number(name)? {
            conditions.add(sql, [id.into()]);
        }
    }
    if let Some(on) = on {
        let on: Value = on.to_string().into();
        conditions.add("s.first_day <= ? AND s.last_day >= ?", [on.clone(), on]);
    }
    page.run(conn, &LIST, conditions, |row| Ok(Series::from_query_result(row, "")?)).await
}

pub async fn get(conn: &dyn Sql, reach: Reach, id: i64) -> Result<Series> {
    read(conn, reach, id, None).await
}

pub async fn get_locked(tx: &Tx, reach: Reach, id: i64) -> Result<Series> {
    read(&**tx, reach, id, Some(tx.engine())).await
}

async fn read(conn: &dyn Sql, reach: Reach, id: i64, lock: Option<Engine>) -> Result<Series> {
    let mut conditions = Conditions::default();
    conditions.add("s.id = ?", [id.into()]);
    Reach::narrow(reach.series("s"), &mut conditions);
    let (condition, values) = conditions.into_parts();
    let lock = lock.map(|engine| engine.for_update_of("s")).unwrap_or_default();
    let row = conn.find(&format!("SELECT {SELECT} FROM {FROM} WHERE {condition}{lock}"), values).await?;
    Ok(Series::from_query_result(&row.ok_or(Error::NotFound)?, "")?)
}

/// All that can be set of one.
pub async fn values(conn: &dyn Sql, one: &Series) -> Result<Values> {
    Ok(Values {
        module: one.module,
        title: one.title.clone(),
        rule: one.rule()?,
        room: one.room,
        professors: professors(conn, &[one.id]).await?.iter().map(|one| one.id).collect(),
        groups: groups(conn, &[one.id]).await?.iter().map(|one| one.id).collect(),
    })
}

/// Whether there is one of which all of this can be said.
pub async fn has_same(conn: &dyn Sql, values: &Values) -> Result<bool> {
    let rule = values.rule;
    let sql = format!(
        "SELECT {SELECT} FROM {FROM} WHERE s.module_id = $1 AND s.first_day = $2 AND s.last_day = $3 AND s.weekday = $4 \
         ORDER BY s.id"
    );
    let weekday = i64::from(rule.weekday.number_from_monday());
    let bound = vec![values.module.into(), rule.first.to_string().into(), rule.last.to_string().into(), weekday.into()];
    let sorted = |ids: &[i64]| ids.iter().copied().collect::<BTreeSet<i64>>();
    for row in conn.all(&sql, bound).await? {
        let one = self::values(conn, &Series::from_query_result(&row, "")?).await?;
        if (one.rule, &one.title, one.room) == (rule, &values.title, values.room)
            && sorted(&one.professors) == sorted(&values.professors)
            && sorted(&one.groups) == sorted(&values.groups)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// It ends on this day, for this reason.
pub async fn end(tx: &Tx, id: i64, last: NaiveDate, reason: &str, now: Timestamp) -> Result<()> {
    let columns =
        vec![("last_day", last.to_string().into()), ("end_reason", reason.into()), ("updated_at", now.into())];
    let (sql, values) = update_of("lesson_series", id, columns);
    tx.exec(&sql, values).await.map(drop)
}

/// A person or group of a series.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
#[schema(as = NamedRow)]
pub struct Named {
    #[serde(skip)]
    pub series_id: i64,
    pub id: i64,
    pub name: String,
}

/// Who gives these series.
pub async fn professors(conn: &dyn Sql, series: &[i64]) -> Result<Vec<Named>> {
    let sql = "SELECT p.series_id, p.user_id AS id, u.first_name || ' ' || u.last_name AS name FROM series_professors p \
               JOIN users u ON u.id = p.user_id WHERE p.series_id IN";
    named(conn, sql, "u.sort_name, u.id", series).await
}

/// For which groups.
pub async fn groups(conn: &dyn Sql, series: &[i64]) -> Result<Vec<Named>> {
    let sql = "SELECT sg.series_id, g.id, g.name FROM series_groups sg JOIN class_groups g ON g.id = sg.group_id \
               WHERE sg.series_id IN";
    named(conn, sql, "g.sort_name, g.id", series).await
}

async fn named(conn: &dyn Sql, select: &str, order: &str, series: &[i64]) -> Result<Vec<Named>> {
    let mut found = Vec::new();
    for chunk in series.chunks(500) {
        let places: Vec<_> = (1..=chunk.len()).map(|i| format!("${i}")).collect();
        let sql = format!("{select} ({}) ORDER BY {order}", places.join(", "));
        for row in conn.all(&sql, chunk.iter().map(|id| Value::from(*id)).collect()).await? {
            found.push(Named::from_query_result(&row, "")?);
        }
    }
    Ok(found)
}

fn columns(values: &Values, names: (&str, &str), now: Timestamp) -> Vec<(&'static str, Value)> {
    let Values { module, title, rule, room, .. } = values;
    let shown = if title.is_empty() { names.1 } else { title };
    vec![
        ("module_id", (*module).into()),
        ("title", title.clone().into()),
        ("weekday", i64::from(rule.weekday.number_from_monday()).into()),
        ("from_time", rule.from.to_string().into()),
        ("to_time", rule.to.to_string().into()),
        ("every_weeks", i64::from(rule.every_weeks).into()),
        ("first_day", rule.first.to_string().into()),
        ("last_day", rule.last.to_string().into()),
        ("room_id", (*room).into()),
        ("sort_title", search::fold(shown).into()),
        ("search", search::text([title.as_str(), names.0, names.1]).into()),
        // A rule that is written anew has not ended.
        ("end_reason", "".into()),
        ("updated_at", now.into()),
    ]
}

/// `names`: code and name of the subject, for the search.
pub async fn insert(tx: &Tx, values: &Values, names: (&str, &str), now: Timestamp) -> Result<i64> {
    let mut columns = columns(values, names, now);
    columns.extend([("row_version", 1_i64.into()), ("created_at", now.into())]);
    let (sql, bound) = insert_of("lesson_series", columns);
    let id = tx.number(&sql, bound).await?;
    set_parts(tx, id, values).await?;
    Ok(id)
}

pub async fn update(tx: &Tx, id: i64, values: &Values, names: (&str, &str), now: Timestamp) -> Result<()> {
    let (sql, bound) = update_of("lesson_series", id, columns(values, names, now));
    tx.exec(&sql, bound).await?;
    tx.exec("DELETE FROM series_professors WHERE series_id = $1", vec![id.into()]).await?;
    tx.exec("DELETE FROM series_groups WHERE series_id = $1", vec![id.into()]).await?;
    set_parts(tx, id, values).await
}

async fn set_parts(tx: &Tx, id: i64, values: &Values) -> Result<()> {
    for (sql, parts) in [
        ("INSERT INTO series_professors (series_id, user_id) VALUES ($1, $2)", &values.professors),
        ("INSERT INTO series_groups (series_id, group_id) VALUES ($1, $2)", &values.groups),
    ] {
        for part in parts {
            tx.exec(sql, vec![id.into(), (*part).into()]).await?;
        }
    }
    Ok(())
}

/// Days of it that are not as its rule says: day, kind, lesson.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Exception {
    #[schema(format = "date")]
    pub day: String,
    /// cancelled or changed.
    pub kind: String,
    #[schema(required)]
    pub lesson: Option<i64>,
}

pub async fn exceptions(conn: &dyn Sql, series: i64) -> Result<Vec<Exception>> {
    let sql =
        "SELECT day, kind, lesson_id AS lesson FROM series_exceptions WHERE series_id = $1 ORDER BY day LIMIT 500";
    let rows = conn.all(sql, vec![series.into()]).await?;
    rows.iter().map(|row| Ok(Exception::from_query_result(row, "")?)).collect()
}
