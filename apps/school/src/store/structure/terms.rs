//! Terms of a year (`terms`).

use chrono::NaiveDate;
use preau_kernel::Result;
use preau_kernel::db::page::{Conditions, Kind as Is, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, search};
use sea_orm::{FromQueryResult, Value};

use super::{Kind, day};

pub struct Terms;

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Term {
    pub id: i64,
    /// The id of its year.
    pub year: i64,
    pub year_name: String,
    /// Unique within its year.
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
    pub year: i64,
    pub name: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

impl Kind for Terms {
    type Row = Term;
    type Values = Values;
    const TABLE: &'static str = "terms";
    const SELECT: &'static str =
        "t.id, t.year_id AS year, y.name AS year_name, t.name, t.starts_on, t.ends_on, t.row_version";
    const FROM: &'static str = "terms t JOIN school_years y ON y.id = t.year_id";
    const ALIAS: &'static str = "t";
    const UNIQUE: &'static [(&'static str, &'static str)] = &[("terms.name_key", "name"), ("terms.year_id", "name")];

    fn columns(values: &Values) -> Vec<(&'static str, Value)> {
        vec![
            ("year_id", values.year.into()),
            ("name", values.name.clone().into()),
            ("name_key", search::fold(&values.name).into()),
            ("starts_on", values.starts_on.to_string().into()),
            ("ends_on", values.ends_on.to_string().into()),
            ("search", search::text([values.name.as_str()]).into()),
        ]
    }

    fn values(row: &Term) -> Result<Values> {
        let (starts_on, ends_on) = (day(&row.starts_on)?, day(&row.ends_on)?);
        Ok(Values { year: row.year, name: row.name.clone(), starts_on, ends_on })
    }

    fn key(row: &Term) -> (i64, i64) {
        (row.id, row.row_version)
    }
}

const LIST: List = List {
    select: Terms::SELECT,
    from: Terms::FROM,
    alias: Terms::ALIAS,
    search: Some("terms"),
    orderings: &[Ordering { name: "starts_on", column: "t.starts_on", kind: Is::Text }],
    default_ordering: "starts_on",
};

/// Filter: `year`.
pub async fn list(conn: &dyn Sql, page: &PageQuery) -> Result<Page<Term>> {
    let mut conditions = Conditions::default();
    if let Some(year) = page.number("year")? {
        conditions.add("t.year_id = ?", [year.into()]);
    }
    page.run(conn, &LIST, conditions, |row| Ok(Term::from_query_result(row, "")?)).await
}
