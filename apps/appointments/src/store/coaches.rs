//! Who can be booked: people with the role of a coach, by the id of the person.

use preau_kernel::Result;
use preau_kernel::db::Sql;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Coach {
    /// Of the person.
    pub id: i64,
    pub name: String,
    pub headline: String,
}

const SELECT: &str = "c.user_id AS id, u.first_name || ' ' || u.last_name AS name, c.headline";
const FROM: &str = "coaches c JOIN users u ON u.id = c.user_id";
const LIST: List = List {
    select: SELECT,
    from: FROM,
    alias: "c",
    search: Some("coaches"),
    orderings: &[Ordering { name: "name", column: "c.sort_name", kind: Kind::Text }],
    default_ordering: "name",
};

pub async fn list(conn: &dyn Sql, page: &PageQuery) -> Result<Page<Coach>> {
    let mut conditions = Conditions::default();
    conditions.add("u.is_active = TRUE", []);
    page.run(conn, &LIST, conditions, |row| Ok(Coach::from_query_result(row, "")?)).await
}

/// Those that can be chosen from a short list.
pub async fn bookable(conn: &dyn Sql) -> Result<Vec<Coach>> {
    let sql = format!("SELECT {SELECT} FROM {FROM} WHERE u.is_active = TRUE ORDER BY c.sort_name, c.id LIMIT 100");
    conn.all(&sql, vec![]).await?.iter().map(|row| Ok(Coach::from_query_result(row, "")?)).collect()
}

/// The one that is named; without a name the only one of the place. `Err` with how many there are otherwise.
pub async fn find(conn: &dyn Sql, id: Option<i64>) -> Result<std::result::Result<Coach, usize>> {
    let sql = format!(
        "SELECT {SELECT} FROM {FROM} WHERE u.is_active = TRUE AND ($1 = 0 OR c.user_id = $1) ORDER BY c.id LIMIT 2"
    );
    let rows = conn.all(&sql, vec![id.unwrap_or(0).into()]).await?;
    match &rows[..] {
        [row] => Ok(Ok(Coach::from_query_result(row, "")?)),
        rows => Ok(Err(rows.len())),
    }
}

/// Also one who is a coach no more: what was booked stays.
pub async fn get(conn: &dyn Sql, id: i64) -> Result<Coach> {
    let sql = "SELECT u.id, u.first_name || ' ' || u.last_name AS name, COALESCE(c.headline, '') AS headline \
               FROM users u LEFT JOIN coaches c ON c.user_id = u.id WHERE u.id = $1";
    Ok(Coach::from_query_result(&conn.get(sql, vec![id.into()]).await?, "")?)
}
