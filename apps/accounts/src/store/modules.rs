//! The subjects taught (`modules`).

use preau_kernel::Result;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx, search};
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
pub struct Subject {
    pub id: i64,
    #[schema(max_length = 50)]
    pub code: String,
    #[schema(max_length = 200)]
    pub name: String,
    pub row_version: i64,
}

const LIST: List = List {
    select: "m.id, m.code, m.name, m.row_version",
    from: "modules m",
    alias: "m",
    search: Some("modules"),
    orderings: &[
        Ordering { name: "name", column: "m.sort_name", kind: Kind::Text },
        Ordering { name: "code", column: "m.code", kind: Kind::Text },
    ],
    default_ordering: "id",
};

pub async fn list(conn: &dyn Sql, page: &PageQuery) -> Result<Page<Subject>> {
    page.run(conn, &LIST, Conditions::default(), |row| Ok(Subject::from_query_result(row, "")?)).await
}

pub async fn get(conn: &dyn Sql, id: i64) -> Result<Subject> {
    let row = conn.get("SELECT id, code, name, row_version FROM modules WHERE id = $1", vec![id.into()]).await?;
    Ok(Subject::from_query_result(&row, "")?)
}

pub async fn insert(tx: &Tx, code: &str, name: &str, now: Timestamp) -> Result<i64> {
    tx.number(
        "INSERT INTO modules (code, name, sort_name, search, row_version, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, 1, $5, $5) RETURNING id",
        vec![code.into(), name.into(), search::fold(name).into(), search::text([code, name]).into(), now.into()],
    )
    .await
    .map_err(|e| e.on_duplicate(&[("modules.code", "code")]))
}

/// False when the row has changed since `version` (0: no matter).
pub async fn update(tx: &Tx, id: i64, code: &str, name: &str, version: i64, now: Timestamp) -> Result<bool> {
    let changed = tx
        .exec(
            "UPDATE modules SET code = $1, name = $2, sort_name = $3, search = $4, row_version = row_version + 1, \
             updated_at = $5 WHERE id = $6 AND ($7 = 0 OR row_version = $7)",
            vec![
                code.into(),
                name.into(),
                search::fold(name).into(),
                search::text([code, name]).into(),
                now.into(),
                id.into(),
                version.into(),
            ],
        )
        .await
        .map_err(|e| e.on_duplicate(&[("modules.code", "code")]))?;
    Ok(changed == 1)
}

/// A subject that somebody teaches or follows stays (409 by the reference).
pub async fn delete(tx: &Tx, id: i64) -> Result<u64> {
    tx.exec("DELETE FROM modules WHERE id = $1", vec![id.into()]).await
}

/// Which of these subjects exist.
pub async fn known(conn: &dyn Sql, ids: &[i64]) -> Result<Vec<i64>> {
    super::existing_ids(conn, "modules", ids).await
}

/// Ids by code, for imports.
pub async fn ids_by_code(conn: &dyn Sql) -> Result<std::collections::HashMap<String, i64>> {
    let rows = conn.all("SELECT id, code FROM modules LIMIT 10000", vec![]).await?;
    rows.iter().map(|row| Ok((search::fold(&row.try_get::<String>("", "code")?), row.try_get("", "id")?))).collect()
}
