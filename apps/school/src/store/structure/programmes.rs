//! Programmes (`programmes`).

use preau_kernel::Result;
use preau_kernel::db::page::{Conditions, Kind as Is, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, search};
use sea_orm::{FromQueryResult, Value};

use super::Kind;

pub struct Programmes;

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Programme {
    pub id: i64,
    /// Unique.
    pub code: String,
    pub name: String,
    pub row_version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    pub code: String,
    pub name: String,
}

impl Kind for Programmes {
    type Row = Programme;
    type Values = Values;
    const TABLE: &'static str = "programmes";
    const SELECT: &'static str = "p.id, p.code, p.name, p.row_version";
    const FROM: &'static str = "programmes p";
    const ALIAS: &'static str = "p";
    const UNIQUE: &'static [(&'static str, &'static str)] = &[("programmes.code_key", "code")];

    fn columns(values: &Values) -> Vec<(&'static str, Value)> {
        vec![
            ("code", values.code.clone().into()),
            ("code_key", search::fold(&values.code).into()),
            ("name", values.name.clone().into()),
            ("sort_name", search::fold(&values.name).into()),
            ("search", search::text([values.code.as_str(), values.name.as_str()]).into()),
        ]
    }

    fn values(row: &Programme) -> Result<Values> {
        Ok(Values { code: row.code.clone(), name: row.name.clone() })
    }

    fn key(row: &Programme) -> (i64, i64) {
        (row.id, row.row_version)
    }
}

const LIST: List = List {
    select: Programmes::SELECT,
    from: Programmes::FROM,
    alias: Programmes::ALIAS,
    search: Some("programmes"),
    orderings: &[
        Ordering { name: "name", column: "p.sort_name", kind: Is::Text },
        Ordering { name: "code", column: "p.code", kind: Is::Text },
    ],
    default_ordering: "name",
};

pub async fn list(conn: &dyn Sql, page: &PageQuery) -> Result<Page<Programme>> {
    page.run(conn, &LIST, Conditions::default(), |row| Ok(Programme::from_query_result(row, "")?)).await
}
