//! How much of a subject a programme has in a year (`taught_modules`).

use preau_kernel::Result;
use preau_kernel::db::Sql;
use preau_kernel::db::page::{Conditions, Kind as Is, List, Ordering, Page, PageQuery};
use sea_orm::{FromQueryResult, Value};

use super::Kind;

pub struct TaughtModules;

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct TaughtModule {
    pub id: i64,
    /// The id of a subject (`/api/modules/`).
    pub module: i64,
    pub module_code: String,
    pub module_name: String,
    pub programme: i64,
    pub programme_name: String,
    pub year: i64,
    pub year_name: String,
    pub planned_minutes: i64,
    pub row_version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    pub module: i64,
    pub programme: i64,
    pub year: i64,
    pub planned_minutes: i64,
}

impl Kind for TaughtModules {
    type Row = TaughtModule;
    type Values = Values;
    const TABLE: &'static str = "taught_modules";
    const SELECT: &'static str = "t.id, t.module_id AS module, m.code AS module_code, m.name AS module_name, \
         t.programme_id AS programme, p.name AS programme_name, t.year_id AS year, y.name AS year_name, \
         t.planned_minutes, t.row_version";
    const FROM: &'static str = "taught_modules t JOIN modules m ON m.id = t.module_id \
         JOIN programmes p ON p.id = t.programme_id JOIN school_years y ON y.id = t.year_id";
    const ALIAS: &'static str = "t";
    const UNIQUE: &'static [(&'static str, &'static str)] =
        &[("taught_modules_one", "module"), ("taught_modules.module_id", "module")];

    fn columns(values: &Values) -> Vec<(&'static str, Value)> {
        vec![
            ("module_id", values.module.into()),
            ("programme_id", values.programme.into()),
            ("year_id", values.year.into()),
            ("planned_minutes", values.planned_minutes.into()),
        ]
    }

    fn values(row: &TaughtModule) -> Result<Values> {
        let TaughtModule { module, programme, year, planned_minutes, .. } = row;
        Ok(Values { module: *module, programme: *programme, year: *year, planned_minutes: *planned_minutes })
    }

    fn key(row: &TaughtModule) -> (i64, i64) {
        (row.id, row.row_version)
    }
}

const LIST: List = List {
    select: TaughtModules::SELECT,
    from: TaughtModules::FROM,
    alias: TaughtModules::ALIAS,
    search: None,
    orderings: &[Ordering { name: "planned_minutes", column: "t.planned_minutes", kind: Is::Number }],
    default_ordering: "id",
};

/// Filters: `module`, `programme`, `year`.
pub async fn list(conn: &dyn Sql, page: &PageQuery) -> Result<Page<TaughtModule>> {
    let mut conditions = Conditions::default();
    for (name, sql) in [("module", "t.module_id = ?"), ("programme", "t.programme_id = ?"), ("year", "t.year_id = ?")] {
        if let Some(id) = page.number(name)? {
            conditions.add(sql, [id.into()]);
        }
    }
    page.run(conn, &LIST, conditions, |row| Ok(TaughtModule::from_query_result(row, "")?)).await
}
