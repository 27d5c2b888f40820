//! Days and hours off, extra hours (`coach_exceptions`).

use chrono::NaiveDate;
use preau_calendar::domain::wall::WallTime;
use preau_calendar::domain::weekly::{Exception, ExceptionKind};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Engine, Sql, Tx};
use preau_kernel::web::body::parse_date;
use preau_kernel::{Error, Result};
use sea_orm::FromQueryResult;

use super::insert_of;

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct CoachException {
    pub id: i64,
    /// The id of the person.
    pub coach: i64,
    #[schema(format = "date")]
    pub day: String,
    /// closed (all day), closed_part or extra.
    pub kind: String,
    #[schema(required)]
    pub from_time: Option<String>,
    #[schema(required)]
    pub to_time: Option<String>,
    pub reason: String,
    pub row_version: i64,
}

const SELECT: &str = "x.id, x.coach_id AS coach, x.day, x.kind, x.from_time, x.to_time, x.reason, x.row_version";
const LIST: List = List {
    select: SELECT,
    from: "coach_exceptions x",
    alias: "x",
    search: None,
    orderings: &[Ordering { name: "day", column: "x.day", kind: Kind::Text }],
    default_ordering: "day",
};

pub async fn list(conn: &dyn Sql, coach: i64, page: &PageQuery) -> Result<Page<CoachException>> {
    let mut conditions = Conditions::default();
    conditions.add("x.coach_id = ?", [coach.into()]);
    for (name, condition) in [("from", "x.day >= ?"), ("to", "x.day <= ?")] {
        if let Some(text) = page.param(name) {
            let date = parse_date(text).ok_or_else(|| Error::invalid(name, "not_a_date"))?;
            conditions.add(condition, [date.to_string().into()]);
        }
    }
    page.run(conn, &LIST, conditions, |row| Ok(CoachException::from_query_result(row, "")?)).await
}

/// Of these days, both counted.
pub async fn within(conn: &dyn Sql, coach: i64, first: NaiveDate, last: NaiveDate) -> Result<Vec<Exception>> {
    let sql = format!("SELECT {} AS found", within_as_value(conn.engine(), "$1", ("$2", "$3")));
    let row = conn.get(&sql, vec![coach.into(), first.to_string().into(), last.to_string().into()]).await?;
    read_within(&row.try_get::<String>("", "found")?)
}

/// As [`within`], as one value of a larger question: text for [`read_within`]. What is given is SQL.
pub(super) fn within_as_value(engine: Engine, coach: &str, (first, last): (&str, &str)) -> String {
    let rows = engine.json_rows("x.id, x.day, x.kind, x.from_time, x.to_time, x.reason");
    format!("(SELECT {rows} FROM coach_exceptions x WHERE x.coach_id = {coach} AND x.day BETWEEN {first} AND {last})")
}

/// By day, in the order in which they came.
pub(super) fn read_within(text: &str) -> Result<Vec<Exception>> {
    type Row = (i64, NaiveDate, String, Option<String>, Option<String>, String);
    let mut rows: Vec<Row> = serde_json::from_str(text)?;
    rows.sort_by_key(|row| (row.1, row.0));
    let read = |(id, date, kind, from, to, reason): Row| {
        let wrong = || Error::internal(format!("coach_exceptions holds a wrong time ({id})"));
        let time = |text: &Option<String>| text.as_deref().and_then(WallTime::parse).ok_or_else(wrong);
        let kind = match kind.as_str() {
            "closed" => ExceptionKind::Closed,
            "closed_part" => ExceptionKind::ClosedPart(time(&from)?, time(&to)?),
            _ => ExceptionKind::Extra(time(&from)?, time(&to)?),
        };
        Ok(Exception { date, kind, reason })
    };
    rows.into_iter().map(read).collect()
}

pub async fn get(conn: &dyn Sql, coach: i64, id: i64) -> Result<CoachException> {
    let sql = format!("SELECT {SELECT} FROM coach_exceptions x WHERE x.id = $1 AND x.coach_id = $2");
    Ok(CoachException::from_query_result(&conn.get(&sql, vec![id.into(), coach.into()]).await?, "")?)
}

/// These, by day.
pub async fn of_ids(conn: &dyn Sql, coach: i64, ids: &[i64]) -> Result<Vec<CoachException>> {
    let places: Vec<_> = (2..ids.len() + 2).map(|i| format!("${i}")).collect();
    let sql = format!(
        "SELECT {SELECT} FROM coach_exceptions x WHERE x.coach_id = $1 AND x.id IN ({}) ORDER BY x.day, x.id",
        places.join(", ")
    );
    let values = [coach].iter().chain(ids).map(|id| (*id).into()).collect();
    let rows = conn.all(&sql, values).await?;
    rows.iter().map(|row| Ok(CoachException::from_query_result(row, "")?)).collect()
}

/// Which of these days say the same already: kind and times.
pub async fn days_that_say(conn: &dyn Sql, coach: i64, new: &Exception, last: NaiveDate) -> Result<Vec<NaiveDate>> {
    let there = within(conn, coach, new.date, last).await?;
    Ok(there.into_iter().filter(|one| one.kind == new.kind).map(|one| one.date).collect())
}

pub async fn insert(tx: &Tx, coach: i64, new: &Exception, now: Timestamp) -> Result<i64> {
    let (kind, from, to) = match new.kind {
        ExceptionKind::Closed => ("closed", None, None),
        ExceptionKind::ClosedPart(from, to) => ("closed_part", Some(from.to_string()), Some(to.to_string())),
        ExceptionKind::Extra(from, to) => ("extra", Some(from.to_string()), Some(to.to_string())),
    };
    let (sql, values) = insert_of(
        "coach_exceptions",
        vec![
            ("coach_id", coach.into()),
            ("day", new.date.to_string().into()),
            ("kind", kind.into()),
            ("from_time", from.into()),
            ("to_time", to.into()),
            ("reason", new.reason.clone().into()),
            ("row_version", 1_i64.into()),
            ("created_at", now.into()),
            ("updated_at", now.into()),
        ],
    );
    tx.number(&sql, values).await
}

pub async fn delete(tx: &Tx, id: i64) -> Result<()> {
    tx.exec("DELETE FROM coach_exceptions WHERE id = $1", vec![id.into()]).await.map(drop)
}

pub async fn delete_of_coach(tx: &Tx, coach: i64) -> Result<()> {
    tx.exec("DELETE FROM coach_exceptions WHERE coach_id = $1", vec![coach.into()]).await.map(drop)
}

pub async fn hand_over(tx: &Tx, from: i64, into: i64) -> Result<()> {
    let sql = "UPDATE coach_exceptions SET coach_id = $2 WHERE coach_id = $1";
    tx.exec(sql, vec![from.into(), into.into()]).await.map(drop)
}

/// Whose exception it is.
pub async fn coach_of(tx: &Tx, id: i64) -> Result<i64> {
    let sql = "SELECT coach_id FROM coach_exceptions WHERE id = $1";
    Ok(tx.get(sql, vec![id.into()]).await?.try_get("", "coach_id")?)
}
