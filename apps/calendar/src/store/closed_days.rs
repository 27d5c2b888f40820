//! Days on which the place or a site is closed (`closed_days`).

use chrono::NaiveDate;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Engine, Sql, Tx, search};
use preau_kernel::web::body::parse_date;
use preau_kernel::{Error, Result};
use sea_orm::{FromQueryResult, Value};

use crate::domain::weekly::ClosedDays;

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct ClosedDay {
    pub id: i64,
    /// The id of the site; null: the whole place.
    #[schema(required)]
    pub site: Option<i64>,
    #[schema(required)]
    pub site_name: Option<String>,
    /// Both days count.
    #[schema(format = "date")]
    pub first_day: String,
    #[schema(format = "date")]
    pub last_day: String,
    pub name: String,
    pub row_version: i64,
}

/// What can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    pub site: Option<i64>,
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub name: String,
}

const SELECT: &str = "d.id, d.site_id AS site, s.name AS site_name, d.first_day, d.last_day, d.name, d.row_version";
const FROM: &str = "closed_days d LEFT JOIN sites s ON s.id = d.site_id";
const LIST: List = List {
    select: SELECT,
    from: FROM,
    alias: "d",
    search: Some("closed_days"),
    orderings: &[
        Ordering { name: "first_day", column: "d.first_day", kind: Kind::Text },
        Ordering { name: "last_day", column: "d.last_day", kind: Kind::Text },
        Ordering { name: "name", column: "d.sort_name", kind: Kind::Text },
    ],
    default_ordering: "first_day",
};

impl ClosedDay {
    pub fn values(&self) -> Result<Values> {
        let date = |text: &str| parse_date(text).ok_or_else(|| Error::internal(format!("closed_days holds {text}")));
        Ok(Values {
            site: self.site,
            first: date(&self.first_day)?,
            last: date(&self.last_day)?,
            name: self.name.clone(),
        })
    }
}

/// Filters: `site` (an id), `whole_place`, `from` and `to` (dates; whatever reaches into them).
pub async fn list(conn: &dyn Sql, page: &PageQuery) -> Result<Page<ClosedDay>> {
    let mut conditions = Conditions::default();
    if let Some(site) = page.number("site")? {
        conditions.add("d.site_id = ?", [site.into()]);
    }
    if let Some(whole) = page.flag("whole_place")? {
        conditions.add(if whole { "d.site_id IS NULL" } else { "d.site_id IS NOT NULL" }, []);
    }
    for (name, condition) in [("from", "d.last_day >= ?"), ("to", "d.first_day <= ?")] {
        if let Some(text) = page.param(name) {
            let date = parse_date(text).ok_or_else(|| Error::invalid(name, "not_a_date"))?;
            conditions.add(condition, [date.to_string().into()]);
        }
    }
    page.run(conn, &LIST, conditions, |row| Ok(ClosedDay::from_query_result(row, "")?)).await
}

pub async fn get(conn: &dyn Sql, id: i64) -> Result<ClosedDay> {
    read(conn, id, None).await
}

pub async fn get_locked(tx: &Tx, id: i64) -> Result<ClosedDay> {
    read(&**tx, id, Some(tx.engine())).await
}

/// Those of the whole place and, when it is named, of a site, that reach into these days.
pub async fn within(conn: &dyn Sql, site: Option<i64>, first: NaiveDate, last: NaiveDate) -> Result<Vec<ClosedDays>> {
    // A site of no row: only those of the whole place.
    let sql = format!(
        "SELECT {SELECT} FROM {FROM} WHERE d.last_day >= $1 AND d.first_day <= $2 AND (d.site_id IS NULL OR d.site_id = $3) \
         ORDER BY d.first_day, d.id"
    );
    let rows =
        conn.all(&sql, vec![first.to_string().into(), last.to_string().into(), site.unwrap_or(0).into()]).await?;
    let days = rows.iter().map(|row| {
        let Values { first, last, name, .. } = ClosedDay::from_query_result(row, "")?.values()?;
        Ok(ClosedDays { first, last, name })
    });
    days.collect()
}

/// As [`within`], those of the whole place only, as one value of a larger question: text for [`read_within`]. What is
/// given is SQL.
pub fn within_as_value(engine: Engine, first: &str, last: &str) -> String {
    let rows = engine.json_rows("d.first_day, d.last_day, d.name");
    format!(
        "(SELECT {rows} FROM closed_days d WHERE d.last_day >= {first} AND d.first_day <= {last} AND d.site_id IS NULL)"
    )
}

/// By their first day.
pub fn read_within(text: &str) -> Result<Vec<ClosedDays>> {
    let rows: Vec<(NaiveDate, NaiveDate, String)> = serde_json::from_str(text)?;
    let mut days: Vec<_> = rows.into_iter().map(|(first, last, name)| ClosedDays { first, last, name }).collect();
    days.sort_by_key(|days| (days.first, days.last));
    Ok(days)
}

async fn read(conn: &dyn Sql, id: i64, lock: Option<Engine>) -> Result<ClosedDay> {
    let row = conn.get(&super::by_id(SELECT, FROM, "d", lock), vec![id.into()]).await?;
    Ok(ClosedDay::from_query_result(&row, "")?)
}

pub async fn insert(tx: &Tx, values: &Values, now: Timestamp) -> Result<i64> {
    let mut columns = columns(values, now);
    columns.extend([("row_version", 1_i64.into()), ("created_at", now.into())]);
    let (sql, values) = super::insert_of("closed_days", &columns);
    tx.number(&sql, values).await
}

pub async fn update(tx: &Tx, id: i64, values: &Values, now: Timestamp) -> Result<()> {
    let (sql, values) = super::update_of("closed_days", id, &columns(values, now));
    tx.exec(&sql, values).await.map(drop)
}

pub async fn delete(tx: &Tx, id: i64) -> Result<()> {
    tx.exec("DELETE FROM closed_days WHERE id = $1", vec![id.into()]).await.map(drop)
}

fn columns(values: &Values, now: Timestamp) -> Vec<(&'static str, Value)> {
    vec![
        ("site_id", values.site.into()),
        ("first_day", values.first.to_string().into()),
        ("last_day", values.last.to_string().into()),
        ("name", values.name.clone().into()),
        ("sort_name", search::fold(&values.name).into()),
        ("search", search::text([values.name.as_str()]).into()),
        ("updated_at", now.into()),
    ]
}
