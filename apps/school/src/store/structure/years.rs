//! School years (`school_years`).

use chrono::NaiveDate;
use preau_kernel::Result;
use preau_kernel::db::page::{Conditions, Kind as Is, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, search};
use sea_orm::{FromQueryResult, Value};

use super::{Kind, day};
use crate::input::query_date;

pub struct Years;

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct SchoolYear {
    pub id: i64,
    /// Unique.
    pub name: String,
    #[schema(format = "date")]
    pub starts_on: String,
    /// Counts.
    #[schema(format = "date")]
    pub ends_on: String,
    pub row_version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    pub name: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

impl Kind for Years {
    type Row = SchoolYear;
    type Values = Values;
    const TABLE: &'static str = "school_years";
    const SELECT: &'static str = "y.id, y.name, y.starts_on, y.ends_on, y.row_version";
    const FROM: &'static str = "school_years y";
    const ALIAS: &'static str = "y";
    const UNIQUE: &'static [(&'static str, &'static str)] = &[("school_years.name_key", "name")];

    fn columns(values: &Values) -> Vec<(&'static str, Value)> {
        vec![
            ("name", values.name.clone().into()),
            ("name_key", search::fold(&values.name).into()),
            ("starts_on", values.starts_on.to_string().into()),
            ("ends_on", values.ends_on.to_string().into()),
            ("search", search::text([values.name.as_str()]).into()),
        ]
    }

    fn values(row: &SchoolYear) -> Result<Values> {
        Ok(Values { name: row.name.clone(), starts_on: day(&row.starts_on)?, ends_on: day(&row.ends_on)? })
    }

    fn key(row: &SchoolYear) -> (i64, i64) {
        (row.id, row.row_version)
    }
}

const LIST: List = List {
    select: Years::SELECT,
    from: Years::FROM,
    alias: Years::ALIAS,
    search: Some("school_years"),
    orderings: &[Ordering { name: "starts_on", column: "y.starts_on", kind: Is::Text }],
    default_ordering: "-starts_on",
};

/// Filter: `on`, a day within it.
pub async fn list(conn: &dyn Sql, page: &PageQuery) -> Result<Page<SchoolYear>> {
    let mut conditions = Conditions::default();
    if let Some(on) = query_date("on", page.param("on"))? {
        conditions.add("y.starts_on <= ? AND y.ends_on >= ?", [on.to_string().into(), on.to_string().into()]);
    }
    page.run(conn, &LIST, conditions, |row| Ok(SchoolYear::from_query_result(row, "")?)).await
}

/// Whether terms of the year, or lessons of its groups, lie beyond these days.
pub async fn has_terms_beyond(conn: &dyn Sql, id: i64, first: NaiveDate, last: NaiveDate) -> Result<bool> {
    let sql = "SELECT 1 AS found FROM terms WHERE year_id = $1 AND (starts_on < $2 OR ends_on > $3) LIMIT 1";
    Ok(conn.find(sql, vec![id.into(), first.to_string().into(), last.to_string().into()]).await?.is_some())
}
